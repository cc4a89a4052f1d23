"""Leaves out definitions that nothing leads to: leftovers of a server that no user ever meets."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from msgspec.structs import replace

from generator.document import Document, Node, unescaped

_PREFIX = "#/definitions/"


def reachable(root: Node) -> frozenset[str]:
    """The names of the definitions that the rest of the document leads to, extensions included.

    The subtypes of a definition with a discriminator are reachable with it: a value in the data leads to them.
    """
    listed = dict(root.entries("definitions"))
    heirs = subtypes(root)
    waiting = [entry for key, entry in root.items() if key != "definitions"]
    result: set[str] = set()
    while waiting:
        for name in (name for node in waiting.pop().mappings() for name in _referred(node)):
            target = listed.get(name)
            if target is not None and name not in result:
                result.add(name)
                waiting += [target, *(listed[each] for each in heirs.get(name, ()))]
                result |= heirs.get(name, set())
    return frozenset(result)


def subtypes(root: Node) -> dict[str, set[str]]:
    """The definitions that extend one with a discriminator, however many steps away, by the name of the latter."""
    nodes = dict(root.entries("definitions"))
    parents = {
        name: {each for part in node.below("allOf") for each in _referred(part)}
        for name, node in nodes.items()
    }
    result: dict[str, set[str]] = {}
    for name in nodes:
        waiting, above = [*parents[name]], set[str]()
        while waiting:
            parent = waiting.pop()
            if parent in nodes and parent not in above:
                above.add(parent)
                waiting += parents[parent]
        for base in above - {name}:
            if nodes[base].get("discriminator") is not None:
                result.setdefault(base, set()).add(name)
    return result


def _referred(node: Node) -> Iterator[str]:
    reference = node.get("$ref")
    if reference is not None and isinstance(reference.value, str):
        before, prefix, rest = unquote(reference.value).partition(_PREFIX)
        if prefix and not before:
            yield unescaped(rest.partition("/")[0])


@lru_cache(maxsize=1)
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
