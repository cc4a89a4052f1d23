"""Leaves out the operations that the configuration names, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from generator.diagnostics.findings import Diagnostics, Spot
from generator.diagnostics.suggest import suggestion
from generator.document import Document, Node


def without_dropped(document: Document, drop: Mapping[str, str], report: Diagnostics) -> Document:
    """The document without these operations; an operationId that nothing has is an error."""
    if not drop:
        return document
    result: set[str] = set()
    ids: set[str] = set()

    def kept(item: Node) -> Node:
        entries = {}
        for key, entry in item.items():
            id_ = entry.get("operationId")
            if id_ is not None and isinstance(id_.value, str):
                ids.add(id_.value)
            if id_ is not None and isinstance(id_.value, str) and id_.value in drop:
                result.add(id_.value)
                report.add("operation-dropped", entry.key, f"{id_.value}: {drop[id_.value]}")
            else:
                entries[key] = entry
        return replace(item, value=entries) if isinstance(item.value, dict) else item

    paths = document.root.get("paths")
    if paths is None:
        return document
    fewer = replace(paths, value={path: kept(item) for path, item in paths.items()})
    for id_ in sorted(drop.keys() - result):
        hint = suggestion(id_, ids, "remove it from drop")
        message = f"there is no operation {id_!r} to drop"
        report.add("drop-unknown", Spot("pyproject.toml"), message, hint)
    root = replace(document.root, value=dict(document.root.items()) | {"paths": fewer})
    return Document(root, document.file)
