"""Checks operations: paths against their parameters, unique ids, bodies and forms, answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.diagnostics import Diagnostics
from generator.source import Node
from generator.validate.references import resolved

METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
_IN_BRACES = re.compile(r"\{([^{}/]*)\}")
_MULTIPART = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Spot:
    """An operation with its path, its method and the item that holds it."""

    path: str
    method: str
    node: Node
    item: Node


def spots(root: Node) -> Iterator[Spot]:
    """All operations of a document."""
    paths = root.get("paths")
    for path, item in paths.items() if paths is not None else ():
        for method in METHODS:
            operation = item.get(method)
            if (
                not path.startswith("x-")
                and operation is not None
                and isinstance(operation.value, dict)
            ):
                yield Spot(path, method, operation, item)


def operations(root: Node, report: Diagnostics) -> None:
    """Report what contradicts itself in paths and operations."""
    paths = root.get("paths")
    _check_paths([] if paths is None else list(paths.items()), report)
    ids: dict[str, Node] = {}
    for spot in spots(root):
        _check_id(spot, ids, report)
        parameters = _parameters(root, spot, report)
        _check_template(spot, parameters, report)
        _check_body(root, spot, parameters, report)
        _check_answers(root, spot, report)


def _check_paths(paths: list[tuple[str, Node]], report: Diagnostics) -> None:
    seen: dict[str, str] = {}
    for path, item in paths:
        if path.startswith("x-"):
            continue
        if not path.startswith("/"):
            report.error("path-slash", item.key, f"the path {path!r} does not start with a slash")
        shape = _IN_BRACES.sub("{}", path)
        if shape in seen:
            report.warning("path-twin", item.key, f"{path} cannot be told apart from {seen[shape]}")
        seen.setdefault(shape, path)


def _check_id(spot: Spot, ids: dict[str, Node], report: Diagnostics) -> None:
    node = spot.node.get("operationId")
    if node is None:
        report.notice(
            "operation-id-missing",
            spot.node.key,
            f"{spot.method.upper()} {spot.path} has no operationId",
        )
        return
    first = ids.setdefault(node.value, node) if isinstance(node.value, str) else node
    if first is not node:
        report.error(
            "operation-id-duplicate",
            node,
            f"the operationId {node.value!r} stands here a second time",
            f"the first is in line {first.line}",
        )


def _parameters(root: Node, spot: Spot, report: Diagnostics) -> list[Node]:
    """The parameters of an operation and its path, references followed; its own ones win."""
    found: dict[tuple[object, object], Node] = {}
    for holder in (spot.node, spot.item):
        own: set[tuple[object, object]] = set()
        parameters = holder.get("parameters")
        for node in parameters.children() if parameters is not None else ():
            target = resolved(root, node)
            key = _identity(target)
            if target is None or key is None:
                continue
            if key in own:
                message = f"the {key[1]} parameter {key[0]!r} stands here a second time"
                report.error("parameter-duplicate", node, message)
            own.add(key)
            found.setdefault(key, target)
    return list(found.values())


def _identity(node: Node | None) -> tuple[str, str] | None:
    name, place = (node.get("name"), node.get("in")) if node is not None else (None, None)
    if name is None or place is None:
        return None
    both = isinstance(name.value, str) and isinstance(place.value, str)
    return (str(name.value), str(place.value)) if both else None


def _text(node: Node, key: str) -> str:
    member = node.get(key)
    return member.value if member is not None and isinstance(member.value, str) else ""


def _flag(node: Node, key: str) -> bool:
    member = node.get(key)
    return member is not None and member.value is True


def _check_template(spot: Spot, parameters: list[Node], report: Diagnostics) -> None:
    inside = _IN_BRACES.findall(spot.path)
    declared = {_text(each, "name"): each for each in parameters if _text(each, "in") == "path"}
    for name in inside:
        if name not in declared:
            report.error(
                "path-parameter-undeclared",
                spot.node.key,
                f"{{{name}}} in {spot.path} has no parameter for {spot.method.upper()}",
            )
    for name, node in declared.items():
        if name not in inside:
            message = f"{spot.path} has no {{{name}}}"
            report.error("path-parameter-unused", node, message, f"for {spot.method.upper()}")
        if not _flag(node, "required"):
            report.error("path-parameter-optional", node, f"{name!r} must say required: true")


def _check_body(root: Node, spot: Spot, parameters: list[Node], report: Diagnostics) -> None:
    bodies = [each for each in parameters if _text(each, "in") == "body"]
    forms = [each for each in parameters if _text(each, "in") == "formData"]
    if len(bodies) > 1 or (bodies and forms):
        report.error(
            "body-and-form", spot.node.key, "a request carries one body, or form parameters"
        )
    if any(_text(each, "type") == "file" for each in forms):
        consumes = spot.node.get("consumes") or root.get("consumes")
        kinds = [node.value for node in consumes.children()] if consumes is not None else []
        if _MULTIPART not in kinds:
            report.warning(
                "form-media-type",
                spot.node.key,
                f"files need consumes: {_MULTIPART}, which is assumed",
            )


def _check_answers(root: Node, spot: Spot, report: Diagnostics) -> None:
    answers = spot.node.get("responses")
    if answers is None:
        return
    statuses = [status for status in dict(answers.items()) if not status.startswith("x-")]
    if not any(status.startswith("2") or status == "default" for status in statuses):
        report.warning(
            "response-no-success",
            answers.key,
            f"{spot.method.upper()} {spot.path} has no success answer",
            "its answer counts as empty",
        )
    for status, node in answers.items():
        target = resolved(root, node)
        shape = target.get("schema") if target is not None and status.startswith("2") else None
        shape = resolved(root, shape) if shape is not None else None
        if shape is not None and _says_nothing(shape):
            report.notice("response-untyped", shape, f"what {status} carries is not described")


def _says_nothing(shape: Node) -> bool:
    telling = {"properties", "allOf", "additionalProperties", "items", "enum", "$ref"}
    members = dict(shape.items())
    return _text(shape, "type") in {"", "object"} and not telling & members.keys()
