"""Checks definitions and tags: are they used, and do they agree with themselves."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.findings import Diagnostics
from generator.document import Node
from generator.swagger.reachable import subtypes
from generator.swagger.references import reference_nodes, resolved, target_of
from generator.swagger.traverse import spots


def definitions(root: Node, report: Diagnostics) -> None:
    """Report definitions and tags that nothing needs, and schemas that contradict themselves."""
    _check_reach(root, report)
    _check_tags(root, report)
    for node in root.mappings():
        if not _inside_text(node):
            _check_required(root, node, report)
            _check_default(node, report)


def _check_reach(root: Node, report: Diagnostics) -> None:
    reached: set[str] = set()
    entry = root.get("definitions")
    listed = {} if entry is None else dict(entry.items())
    heirs = {
        listed[base].pointer: [listed[name] for name in names]
        for base, names in subtypes(root).items()
    }
    waiting = [
        node for key, node in root.items() if key not in {"definitions", "parameters", "responses"}
    ]
    while waiting:
        for reference in reference_nodes(waiting.pop()):
            ref = reference["$ref"].value
            target = target_of(root, ref) if isinstance(ref, str) and ref.startswith("#") else None
            if target is not None and target.pointer not in reached:
                result = [target, *heirs.get(target.pointer, ())]
                reached |= {each.pointer for each in result}
                waiting += result
    for name, node in listed.items():
        if not any(at == node.pointer or at.startswith(f"{node.pointer}/") for at in reached):
            report.add("definition-unreachable", node.key, f"nothing needs {name!r}")


def _check_tags(root: Node, report: Diagnostics) -> None:
    used = [each.value for spot in spots(root) for each in _children(spot.node, "tags")]
    for tag in _children(root, "tags"):
        name = tag.get("name")
        if name is not None and name.value not in used:
            report.add("tag-unused", tag, f"no operation has the tag {str(name.value)!r}")


def _children(node: Node, key: str) -> tuple[Node, ...]:
    entry = node.get(key)
    return entry.children() if entry is not None else ()


def _inside_text(node: Node) -> bool:
    return any(
        f"/{key}/" in f"{node.pointer}/" for key in ("example", "examples", "enum", "default")
    )


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
    properties = target.get("properties")
    yield from dict(properties.items()) if properties is not None else ()
    for part in _children(target, "allOf"):
        yield from _properties(root, part, seen)


def _check_default(node: Node, report: Diagnostics) -> None:
    default, allowed = node.get("default"), node.get("enum")
    if default is None or allowed is None or not isinstance(allowed.value, tuple):
        return
    if default.plain() not in [each.value for each in allowed.value]:
        report.add("default-not-allowed", default, "the default is not among the allowed values")
