"""Leaves out definitions that nothing leads to: leftovers of a server that no user ever meets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from generator.document import Document, Node, unescaped

_PREFIX = "#/definitions/"


def reachable(root: Node) -> frozenset[str]:
    """The names of the definitions that the rest of the document leads to, extensions included."""
    listed = root.get("definitions")
    waiting = [member for key, member in root.items() if key != "definitions"]
    found: set[str] = set()
    while waiting:
        for name in _mentioned(waiting.pop()):
            target = listed.get(name) if listed is not None else None
            if target is not None and name not in found:
                found.add(name)
                waiting.append(target)
    return frozenset(found)


def _mentioned(node: Node) -> Iterator[str]:
    for each in node.walk():
        reference = each.get("$ref")
        if reference is not None and isinstance(reference.value, str):
            before, prefix, rest = unquote(reference.value).partition(_PREFIX)
            if prefix and not before:
                yield unescaped(rest.partition("/")[0])


def pruned(document: Document) -> Document:
    """The document without unreachable definitions; the same one, if there are none."""
    listed = document.root.get("definitions")
    if listed is None or not isinstance(listed.value, dict):
        return document
    kept = reachable(document.root)
    if kept.issuperset(listed.value):
        return document
    fewer = replace(
        listed, value={name: node for name, node in listed.value.items() if name in kept}
    )
    root = replace(document.root, value=dict(document.root.items()) | {"definitions": fewer})
    return Document(root, document.file)
