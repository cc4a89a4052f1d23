"""Writes responses: items as the model of the response describes them, pages, files, and errors."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from ..core.operation import Operation, PagedOperation
from ..files.upload import content_type_of
from ..models.shapes import (
    Calendar,
    Entries,
    Items,
    ModelPlan,
    ModelShape,
    Plain,
    Shape,
    model_plan,
    shape_of,
    subtype_plan,
)
from .fields import select, selection
from .requests import Arrival, Refusal, Sent
from .schema_check import problems_of

__all__ = [
    "Reply",
    "file_reply",
    "json_reply",
    "listed",
    "partial",
    "projected",
    "refused",
]

_BAD, _PARTIAL, _BEYOND = 400, 206, 416


@dataclass(frozen=True, slots=True)
class Reply:
    """A response: status, headers and content."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""


def json_reply(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """Return a response with JSON."""
    content = json.dumps(value, ensure_ascii=False).encode()
    return Reply(status, {"content-type": "application/json", **(headers or {})}, content)


def refused(refusal: Refusal, operation: Operation[Any] | None = None) -> Reply:
    """Return an error as the operation documents it; without a documented type, an object with a message."""
    known = refusal.status in _STATUSES
    message = refusal.message or (HTTPStatus(refusal.status).phrase if known else "Error")
    body = {"message": message}
    kind = None if operation is None else _error_type(operation, refusal.status)
    if kind is not None and isinstance(shape := shape_of(kind), ModelShape):
        body = dict(_error_fields(model_plan(shape.type), refusal.status, message)) or body
    return json_reply(body, refusal.status, refusal.headers)


_STATUSES = frozenset(HTTPStatus)


def _error_type(operation: Operation[Any], status: int) -> Any:
    """The documented type of an error: that of the status, of its class, or of all that nothing else describes."""
    for key in (status, status // 100, 0):
        result = next((kind for keys, kind in operation.errors.items() if key in keys), None)
        if result is not None:
            return result
    return None


def _error_fields(plan: ModelPlan, status: int, message: str) -> Iterator[tuple[str, Any]]:
    """The fields that can be filled: the status by its name, the message in the field that the client reads."""
    texts = [each.wire for each in plan.fields if each.shape == Plain(str)]
    label = "message" if "message" in plan.by_wire else next(iter(texts), None)
    for each in plan.fields:
        if each.wire == label:
            yield each.wire, message
        elif each.shape == Plain(int) and "status" in each.wire.lower():
            yield each.wire, status


def projected(shape: Shape, value: Any) -> Any:
    """Return what the response's type has of an item; fields of other types are left out."""
    match shape:
        case ModelShape(kind) | Calendar(kind) if isinstance(value, dict):
            plan = subtype_plan(kind, value)
            kept = {
                field.wire: projected(field.shape, value[field.wire])
                for field in plan.fields
                if value.get(field.wire) is not None or (field.nullable and field.wire in value)
            }
            further = value.keys() - plan.by_wire.keys() if plan.extra else ()
            return {
                name: entry
                for name, entry in kept.items()
                if not any(problems_of(plan.by_wire[name].shape, entry, "", {}))
            } | {name: value[name] for name in value if name in further}
        case Items(item) if isinstance(value, list):
            return [projected(item, each) for each in value]
        case Entries(inner) if isinstance(value, dict):
            return {name: projected(inner, each) for name, each in value.items()}
        case _:
            return value


def listed(operation: Operation[Any], resources: list[Any], about: Mapping[str, int]) -> Any:
    """Return the page or list that an operation returns, with these items in it."""
    shape = shape_of(operation.returns)
    if not isinstance(shape, ModelShape):
        return projected(shape, resources)
    plan = model_plan(shape.type)
    if isinstance(operation, PagedOperation):
        field = plan.by_name[operation.paging.items]
    else:
        field = plan.fields[0]
    messages = {
        plan.by_name[name].wire if name in plan.by_name else name: value
        for name, value in about.items()
    }
    return projected(shape, {field.wire: resources, **messages})


def partial(operation: Operation[Any], sent: Sent, value: Any) -> Any:
    """Keep what the request asks for.

    Raises:
        Refusal: What it asks for cannot be read.
    """
    for name, param in operation.query.items():
        text = sent.query.get(name)
        if param.kind == "partial" and isinstance(text, str):
            try:
                return select(value, selection(text))
            except ValueError as error:
                raise Refusal(_BAD, str(error)) from None
    return value


def file_reply(operation: Operation[Any], arrival: Arrival, content: bytes, kind: str) -> Reply:
    """Respond with a file, or from where an earlier response broke off."""
    ending = content_type_of(arrival.path)
    accepted = [each for each in (kind, ending) if each in operation.accept]
    chosen = accepted[0] if accepted else operation.accept[0]
    headers = {
        "content-type": "application/octet-stream" if "*" in chosen else chosen,
        "etag": f'"{sha256(content).hexdigest()[:16]}"',
        "accept-ranges": "bytes",
    }
    asked = arrival.headers.get("range", "")
    start = asked.removeprefix("bytes=").removesuffix("-")
    if start.isdigit() and arrival.headers.get("if-range") in {None, headers["etag"]}:
        if int(start) < len(content):
            headers["content-range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
            return Reply(_PARTIAL, headers, content[int(start) :])
        return Reply(_BEYOND, {"content-range": f"bytes */{len(content)}"})
    return Reply(200, headers, content)
