"""Finds what users meet without a word of explanation: parameters, definitions and properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.diagnostics.findings import Diagnostics
from generator.document import Node
from generator.swagger.references import resolved
from generator.swagger.traverse import parameters, spots


def missing(root: Node, report: Diagnostics) -> None:
    """Report each undescribed part of a description that somewhere describes parts of its kind.

    A description that never explains its properties is not nagged about every one of them.
    """
    for kind, nodes in (
        ("parameter", list(parameters(root))),
        ("response", list(_responses(root))),
        ("header", list(_headers(root))),
        ("definition", list(_definitions(root))),
        ("property", list(_properties(root))),
    ):
        bare = [node for node in nodes if not _is_described(root, node)]
        if len(bare) <= len(nodes) / 2:
            for node in bare:
                message = f"this {kind} has no description"
                report.add("description-missing", node.key, message, "users read it in the docs")


def _is_described(root: Node, node: Node) -> bool:
    """What only refers to something described needs no words of its own."""
    target = resolved(root, node)
    return any(
        text is not None and isinstance(text.value, str) and text.value.strip()
        for each in (node, target)
        if each is not None
        for text in (each.get("description"), each.get("title"))
    )


def _below(holders: Iterable[Node], key: str) -> Iterator[Node]:
    for holder in holders:
        listed = holder.get(key)
        yield from listed.children() if listed is not None else ()


def _responses(root: Node) -> Iterator[Node]:
    """The responses that carry something; what carries nothing explains itself."""
    for node in _all_responses(root):
        if node.get("schema") is not None:
            yield node


def _all_responses(root: Node) -> Iterator[Node]:
    yield from _below([root, *(spot.node for spot in spots(root))], "responses")


def _headers(root: Node) -> Iterator[Node]:
    yield from _below(_all_responses(root), "headers")


def _definitions(root: Node) -> Iterator[Node]:
    yield from _below([root], "definitions")


def _properties(root: Node) -> Iterator[Node]:
    """All properties, at any depth; what a schema calls ``properties`` is none."""
    carriers = [*parameters(root), *_all_responses(root)]
    inline = [schema for each in carriers if (schema := each.get("schema")) is not None]
    waiting = [*_definitions(root), *inline]
    while waiting:
        schema = waiting.pop()
        result = [*_below([schema], "properties")]
        yield from result
        waiting.extend(result)
        waiting.extend(_below([schema], "allOf"))
        more = (schema.get(key) for key in ("items", "additionalProperties"))
        waiting.extend(each for each in more if each is not None)
