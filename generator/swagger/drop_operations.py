"""Leaves out the operations that the configuration names, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.diagnostics.findings import Diagnostics, Spot
from generator.document import Document, Node


def without_dropped(document: Document, drop: Mapping[str, str], report: Diagnostics) -> Document:
    """The document without these operations; an operationId that nothing has is an error."""
    if not drop:
        return document
    found: set[str] = set()

    def kept(item: Node) -> Node:
        members = {}
        for key, member in item.items():
            id_ = member.get("operationId")
            if id_ is not None and isinstance(id_.value, str) and id_.value in drop:
                found.add(id_.value)
                report.add("operation-dropped", member.key, f"{id_.value}: {drop[id_.value]}")
            else:
                members[key] = member
        return replace(item, value=members) if isinstance(item.value, dict) else item

    paths = document.root.get("paths")
    if paths is None:
        return document
    fewer = replace(paths, value={path: kept(item) for path, item in paths.items()})
    for id_ in sorted(drop.keys() - found):
        report.add("drop-unknown", Spot("pyproject.toml"), f"there is no operation {id_!r} to drop")
    root = replace(document.root, value=dict(document.root.items()) | {"paths": fewer})
    return Document(root, document.file)
