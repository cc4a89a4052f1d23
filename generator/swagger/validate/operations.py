"""Checks operations: paths against their parameters, unique ids, bodies and forms."""

from __future__ import annotations

import re

from generator.diagnostics.findings import Diagnostics
from generator.document import Node
from generator.swagger.references import resolved
from generator.swagger.traverse import Spot, flag, spots, text

_IN_BRACES = re.compile(r"\{([^{}/]*)\}")
_MULTIPART = "multipart/form-data"


def operations(root: Node, report: Diagnostics) -> None:
    """Report what contradicts itself in paths and operations."""
    _check_paths(root, report)
    ids: dict[str, Node] = {}
    for spot in spots(root):
        _check_id(spot, ids, report)
        parameters = _parameters(root, spot, report)
        _check_template(spot, parameters, report)
        _check_body(root, spot, parameters, report)


def _check_paths(root: Node, report: Diagnostics) -> None:
    seen: dict[str, str] = {}
    for path, item in root.entries("paths"):
        if path.startswith("x-"):
            continue
        if not path.startswith("/"):
            report.add("path-slash", item.key, f"the path {path!r} does not start with a slash")
        shape = _IN_BRACES.sub("{}", path)
        if shape in seen:
            report.add("path-twin", item.key, f"{path} cannot be distinguished from {seen[shape]}")
        seen.setdefault(shape, path)


def _check_id(spot: Spot, ids: dict[str, Node], report: Diagnostics) -> None:
    node = spot.node.get("operationId")
    if node is None:
        return
    first = ids.setdefault(node.value, node) if isinstance(node.value, str) else node
    if first is not node:
        report.add(
            "operation-id-duplicate",
            node,
            f"the operationId {node.value!r} stands here a second time",
            f"the first is in line {first.line}",
        )


def _parameters(root: Node, spot: Spot, report: Diagnostics) -> list[Node]:
    """The parameters of an operation and its path, references followed; its own ones win."""
    result: dict[tuple[object, object], Node] = {}
    for holder in (spot.node, spot.item):
        own: set[tuple[object, object]] = set()
        for node in holder.below("parameters"):
            target = resolved(root, node)
            key = _identity(target)
            if target is None or key is None:
                continue
            if key in own:
                message = f"the {key[1]} parameter {key[0]!r} stands here a second time"
                report.add("parameter-duplicate", node, message)
            own.add(key)
            result.setdefault(key, target)
    return list(result.values())


def _identity(node: Node | None) -> tuple[str, str] | None:
    name, place = (node.get("name"), node.get("in")) if node is not None else (None, None)
    if name is None or place is None:
        return None
    if not isinstance(name.value, str) or not isinstance(place.value, str):
        return None
    return name.value.lower() if place.value == "header" else name.value, place.value


def _check_template(spot: Spot, parameters: list[Node], report: Diagnostics) -> None:
    inside = _IN_BRACES.findall(spot.path)
    declared = {text(each, "name"): each for each in parameters if text(each, "in") == "path"}
    for name in inside:
        if name not in declared:
            report.add(
                "path-parameter-undeclared",
                spot.node.key,
                f"{{{name}}} in {spot.path} has no parameter for {spot.method.upper()}",
            )
    for name, node in declared.items():
        if name not in inside:
            message = f"{spot.path} has no {{{name}}}"
            report.add("path-parameter-unused", node, message, f"for {spot.method.upper()}")
        if not flag(node, "required"):
            report.add("path-parameter-optional", node, f"{name!r} must state required: true")


def _check_body(root: Node, spot: Spot, parameters: list[Node], report: Diagnostics) -> None:
    bodies = [each for each in parameters if text(each, "in") == "body"]
    forms = [each for each in parameters if text(each, "in") == "formData"]
    if len(bodies) > 1 or (bodies and forms):
        report.add("body-and-form", spot.node.key, "a request carries one body, or form parameters")
    if any(text(each, "type") == "file" for each in forms):
        holder = spot.node if spot.node.get("consumes") else root
        if _MULTIPART not in [node.value for node in holder.below("consumes")]:
            report.add(
                "form-media-type",
                spot.node.key,
                f"files need consumes: {_MULTIPART}, which is assumed",
            )
