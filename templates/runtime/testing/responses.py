"""Writes answers: things as the model of the answer has them, pages, files, and errors in the shape clients read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from ..core.operation import Operation, PagedOperation
from ..files.upload import content_type_of
from ..models.shapes import (
    Calendar,
    Items,
    Members,
    ModelShape,
    Shape,
    model_plan,
    shape_of,
    subtype_plan,
)
from .fields import select, selection
from .requests import Arrival, Refusal, Sent
from .schema_check import faults

__all__ = [
    "Reply",
    "empty",
    "file_reply",
    "json_reply",
    "listed",
    "partial",
    "projected",
    "refused",
]

_HELP = "https://answers.example/fake"
_BAD, _NO_CONTENT, _PARTIAL, _BEYOND = 400, 204, 206, 416


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer on its way."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""


def json_reply(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """Answer with JSON."""
    content = json.dumps(value, ensure_ascii=False).encode()
    return Reply(status, {"content-type": "application/json", **(headers or {})}, content)


def empty(*, deleted: bool = False) -> Reply:
    """Answer with nothing."""
    return Reply(_NO_CONTENT if deleted else 200)


def refused(refusal: Refusal) -> Reply:
    """Answer with an error."""
    phrase = HTTPStatus(refusal.status).phrase if refusal.status in _STATUSES else "Error"
    told = {
        "httpStatusCode": refusal.status,
        "internalCode": refusal.status * 1000,
        "message": refusal.message or phrase,
        "developerMessage": f"the fake answered {refusal.status} {phrase}",
        "helpLink": _HELP,
    }
    return json_reply(told, refusal.status, refusal.headers)


_STATUSES = frozenset(HTTPStatus)


def projected(shape: Shape, value: Any) -> Any:
    """Return what the answer's type has of a thing; members of other types are left out."""
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
                name: member
                for name, member in kept.items()
                if not any(faults(plan.by_wire[name].shape, member, "", {}))
            } | {name: value[name] for name in value if name in further}
        case Items(item) if isinstance(value, list):
            return [projected(item, each) for each in value]
        case Members(inner) if isinstance(value, dict):
            return {name: projected(inner, each) for name, each in value.items()}
        case _:
            return value


def listed(operation: Operation[Any], things: list[Any], about: Mapping[str, int]) -> Any:
    """Return the page or list that an operation answers, with these things in it."""
    shape = shape_of(operation.returns)
    if not isinstance(shape, ModelShape):
        return projected(shape, things)
    plan = model_plan(shape.type)
    if isinstance(operation, PagedOperation):
        field = plan.by_name[operation.paging.items]
    else:
        field = plan.fields[0]
    told = {
        plan.by_name[name].wire if name in plan.by_name else name: value
        for name, value in about.items()
    }
    return projected(shape, {field.wire: things, **told})


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
    """Answer with a file, or from where an earlier answer broke off."""
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
