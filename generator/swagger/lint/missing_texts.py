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
    responses = [*_below([root, *(spot.node for spot in spots(root))], "responses")]
    for kind, nodes in (
        ("parameter", [*parameters(root)]),
        # A response that carries nothing explains itself.
        ("response", [each for each in responses if each.get("schema") is not None]),
        ("header", [*_below(responses, "headers")]),
        ("definition", [*root.below("definitions")]),
        ("property", [*_properties(root, responses)]),
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
        yield from holder.below(key)


def _properties(root: Node, responses: list[Node]) -> Iterator[Node]:
    """All properties, at any depth; what a schema calls ``properties`` is none."""
    inline = (each.get("schema") for each in (*parameters(root), *responses))
    waiting = [*root.below("definitions"), *(each for each in inline if each is not None)]
    while waiting:
        schema = waiting.pop()
        result = schema.below("properties")
        yield from result
        more = (schema.get(key) for key in ("items", "additionalProperties"))
        waiting += [*result, *schema.below("allOf"), *(each for each in more if each is not None)]
