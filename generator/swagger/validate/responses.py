"""Checks responses: is there a success, is its content described, and is a file called one."""

from __future__ import annotations

from collections import defaultdict
from mimetypes import MimeTypes
from pathlib import PurePosixPath

from generator.diagnostics.findings import Diagnostics
from generator.document import Node
from generator.swagger.references import resolved
from generator.swagger.traverse import Spot, spots, text

_DESCRIBING = frozenset({"properties", "allOf", "additionalProperties", "items", "enum", "$ref"})
_FILES = ("audio/", "font/", "image/", "video/", "application/octet-stream", "application/binary")
_MORE_FILES = frozenset({"application/pdf", "application/zip", "application/gzip"})
_KINDS_OF_SHAPES = {"object": "an object", "array": "a list", "integer": "an integer"}
_KINDS = MimeTypes()
"""What endings of file names mean, from a table of Python's own: the same on every machine."""


def responses(root: Node, report: Diagnostics) -> None:
    """Report what is not known, or contradicts itself, about what operations return with."""
    for spot in spots(root):
        listed = spot.node.get("responses")
        if listed is not None:
            statuses = [status for status, _ in listed.items() if not status.startswith("x-")]
            if not any(status.startswith("2") or status == "default" for status in statuses):
                message = f"{spot.label} has no success response"
                report.add(
                    "response-no-success", listed.key, message, "its response counts as empty"
                )
            for status, node in listed.items():
                _check_response(root, spot, status, node, report)


def _check_response(root: Node, spot: Spot, status: str, node: Node, report: Diagnostics) -> None:
    target = resolved(root, node)
    schema = target.get("schema") if target is not None and status.startswith("2") else None
    shape = resolved(root, schema) if schema is not None else None
    if schema is None or shape is None or text(shape, "type") == "file":
        return
    produces = _produces(root, spot)
    if produces and all(map(_is_file, produces)):
        if text(shape, "type") != "string":
            kind = text(shape, "type") or "object"
            described = _KINDS_OF_SHAPES.get(kind, f"a {kind}")
            message = f"{spot.label} produces {produces[0]}, but {described} is described"
            report.add("response-not-file", schema, message, "a file has type: file")
        return
    ending = PurePosixPath(spot.path).suffix.lower()
    kind = _KINDS.types_map[True].get(ending, "")
    if _is_file(kind) and kind not in produces:
        wording = ", ".join(produces) or "nothing"
        message = f"the path ends in {ending}, but {wording[:60]} is what {spot.label} produces"
        report.add("response-media", schema, message, f"produces: [{kind}]")
    elif _is_open(shape):
        report.add("response-untyped", schema, f"what {status} carries is not described")
    for name, declared in _lists(root, shape).items():
        if not any(_is_described(root, each) for each in declared):
            message = f"what the list {name!r} holds is not described"
            hint = f"{spot.label} responds with it"
            report.add("response-untyped", declared[0].key, message, hint)


def _produces(root: Node, spot: Spot) -> list[str]:
    holder = spot.node if spot.node.get("produces") else root
    kinds = [each.value for each in holder.below("produces")]
    return [each.partition(";")[0].strip().lower() for each in kinds if isinstance(each, str)]


def _is_file(media: str) -> bool:
    return media.startswith(_FILES) or media in _MORE_FILES


def _is_open(shape: Node) -> bool:
    """Whether a schema leaves open what there is; no properties at all are as many as an empty list of them."""
    describing = {key for key, entry in shape.items() if key in _DESCRIBING and entry.value != {}}
    return text(shape, "type") in {"", "object"} and not describing


def _is_described(root: Node, list_: Node) -> bool:
    """Whether a list states what it holds."""
    items = list_.get("items")
    inner = resolved(root, items) if items is not None else None
    return items is not None and (inner is None or not _is_open(inner))


def _lists(root: Node, shape: Node) -> dict[str, list[Node]]:
    """The lists right inside a response by name, each wherever it or what it extends is declared."""
    result: dict[str, list[Node]] = defaultdict(list)
    waiting, seen = [shape], set[str]()
    while waiting:
        node = resolved(root, waiting.pop())
        if node is None or node.pointer in seen:
            continue
        seen.add(node.pointer)
        for name, entry in node.entries("properties"):
            if text(entry, "type") == "array":
                result[name].append(entry)
        waiting.extend(node.below("allOf"))
    return result
