"""Finds what users meet without a word of explanation: parameters, definitions and properties."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostics
from generator.source import Node
from generator.validate.references import resolved
from generator.validate.spots import spots


def missing(root: Node, report: Diagnostics) -> None:
    """Report each undescribed part of a description that somewhere describes parts of its kind.

    A description that never explains its properties is not nagged about every one of them.
    """
    for kind, nodes in (
        ("parameter", list(_parameters(root))),
        ("definition", list(_definitions(root))),
        ("property", list(_properties(root))),
    ):
        bare = [node for node in nodes if not _is_described(root, node)]
        if len(bare) <= len(nodes) / 2:
            for node in bare:
                message = f"this {kind} has no description"
                report.warning(
                    "description-missing", node.key, message, "users read it in the docs"
                )


def _is_described(root: Node, node: Node) -> bool:
    """What only refers to something described needs no words of its own."""
    target = resolved(root, node)
    return any(
        text is not None and isinstance(text.value, str) and text.value.strip()
        for each in (node, target)
        if each is not None
        for text in (each.get("description"), each.get("title"))
    )


def _parameters(root: Node) -> Iterator[Node]:
    for spot in spots(root):
        listed = spot.node.get("parameters")
        yield from listed.children() if listed is not None else ()


def _definitions(root: Node) -> Iterator[Node]:
    listed = root.get("definitions")
    yield from listed.children() if listed is not None else ()


def _properties(root: Node) -> Iterator[Node]:
    """The properties of definitions, at any depth; what a definition calls ``properties`` is none."""
    waiting = [*_definitions(root)]
    while waiting:
        schema = waiting.pop()
        named = schema.get("properties")
        found = named.children() if named is not None else ()
        yield from found
        waiting.extend(found)
        parts = schema.get("allOf")
        waiting.extend(parts.children() if parts is not None else ())
        if (items := schema.get("items")) is not None:
            waiting.append(items)
