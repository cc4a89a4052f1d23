"""Checks definitions and tags: are they used, and do they agree with themselves."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.findings import Diagnostics
from generator.document import Node
from generator.swagger.reachable import reachable
from generator.swagger.references import resolved
from generator.swagger.traverse import spots


def definitions(root: Node, report: Diagnostics) -> None:
    """Report definitions and tags that nothing needs, and schemas that contradict themselves."""
    kept = reachable(root)
    for name, node in root.entries("definitions"):
        if name not in kept:
            report.add("definition-unreachable", node.key, f"nothing needs {name!r}")
    _check_tags(root, report)
    for node in root.mappings():
        if not {"example", "examples", "enum", "default"} & {*node.pointer.split("/")}:
            _check_required(root, node, report)
            _check_default(node, report)


def _check_tags(root: Node, report: Diagnostics) -> None:
    used = [each.value for spot in spots(root) for each in spot.node.below("tags")]
    for tag in root.below("tags"):
        name = tag.get("name")
        if name is not None and name.value not in used:
            report.add("tag-unused", tag, f"no operation has the tag {str(name.value)!r}")


def _check_required(root: Node, node: Node, report: Diagnostics) -> None:
    required = node.get("required")
    if required is None or not isinstance(required.value, tuple) or "/allOf/" in node.pointer:
        return
    if node.get("additionalProperties") is not None:
        return
    known = set(_properties(root, node, set()))
    for each in required.value:
        if isinstance(each.value, str) and each.value not in known:
            report.add("required-unknown", each, f"{each.value!r} is required, but not described")


def _properties(root: Node, node: Node, seen: set[str]) -> Iterator[str]:
    target = resolved(root, node)
    if target is None or target.pointer in seen:
        return
    seen.add(target.pointer)
    yield from dict(target.entries("properties"))
    for part in target.below("allOf"):
        yield from _properties(root, part, seen)


def _check_default(node: Node, report: Diagnostics) -> None:
    default, allowed = node.get("default"), node.get("enum")
    if default is None or allowed is None or not isinstance(allowed.value, tuple):
        return
    if default.plain() not in [each.value for each in allowed.value]:
        report.add("default-not-allowed", default, "the default is not among the allowed values")
