"""Reads requests as a server does: parameters by their types, JSON, and the parts of forms."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from ..core.operation import Operation
from ..core.requirements import out_of_bounds, unmet
from ..models.shapes import shape_of
from .rules import Check, Contract, Route
from .schema_check import (
    TIME,
    close_to,
    is_phone_number,
    is_time,
    problems_of,
)

__all__ = ["Arrival", "Refusal", "Sent", "SentFile", "read"]

_INTEGER = re.compile(r"[+-]?\d{1,30}")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_BOOLEANS = {"true": True, "false": False}
_DISPOSITION = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


class Refusal(Exception):  # noqa: N818 - a response like any other
    """Why a request is not carried out."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers: Mapping[str, str] = headers or {}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request as it came: the path without what all paths begin with, names of headers in lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file of a form."""

    filename: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a request states, by the names on the wire."""

    path: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, SentFile] = field(default_factory=dict)
    json: Any = None


def read(
    route: Route,
    operation: Operation[Any],
    arrival: Arrival,
    path: Mapping[str, str],
    contract: Contract,
) -> tuple[Sent, list[str]]:
    """Read a request, and show all that is wrong with it."""
    messages: list[str] = []
    query = parse_qsl(arrival.query, keep_blank_values=True)
    values, files = _form(operation, arrival, messages)
    sent = Sent(
        path=_values(route, "path", [*path.items()], messages),
        query=_values(route, "query", query, messages),
        form=_values(route, "form", values, messages, files),
        files=files,
        json=_body(route, operation, arrival, messages, contract),
    )
    messages += _unmet(operation, sent)
    return sent, messages


def _values(
    route: Route,
    place: str,
    pairs: Sequence[tuple[str, str]],
    problems: list[str],
    files: Mapping[str, SentFile] | None = None,
) -> dict[str, Any]:
    checks = {check.name: check for check in route.checks if check.place == place}
    given: dict[str, list[str]] = {}
    for name, text in pairs:
        given.setdefault(name, []).append(text)
    problems += [
        f"{place} parameter {name[:60]!r} is not known{close_to(name, checks)}"
        for name in given
        if name not in checks
    ]
    for name, check in checks.items():
        if check.required and name not in given and name not in (files or {}):
            problems.append(f"{place} parameter {name!r} is missing")
    return {
        name: _value(checks[name], texts, problems) if name in checks else texts[-1]
        for name, texts in given.items()
    }


def _value(check: Check, texts: list[str], problems: list[str]) -> Any:
    if not check.many:
        if len(texts) > 1:
            problems.append(f"{check.place} parameter {check.name!r} comes {len(texts)} times")
        value = _one(check, texts[-1], problems)
        problems += out_of_bounds(check.limits, value, f"{check.place} parameter {check.name!r}")
        return value
    parts = [part for text in texts for part in (text.split(check.join) if check.join else [text])]
    values = [_one(check, part, problems) for part in parts]
    problems += out_of_bounds(check.limits, values, f"{check.place} parameter {check.name!r}")
    return values


def _one(check: Check, text: str, problems: list[str]) -> Any:
    name = f"{check.place} parameter {check.name!r}"
    match check.kind:
        case "integer" if _INTEGER.fullmatch(text):
            return int(text)
        case "time" if _INTEGER.fullmatch(text) and is_time(int(text)):
            return int(text)
        case "number" if _NUMBER.fullmatch(text):
            return float(text)
        case "boolean" if text in _BOOLEANS:
            return _BOOLEANS[text]
        case "phone" if not is_phone_number(text):
            problems.append(f"{name} must be a phone number, such as 12135551122")
        case "integer" | "time" | "number" | "boolean":
            problems.append(f"{name} must be {_KINDS[check.kind]}")
        case "file":
            problems.append(f"{name} must be a file")
        case _ if check.values and text not in check.values:
            shown = ", ".join(check.values)
            problems.append(f"{name} must be one of {shown}{close_to(text, check.values)}")
    return text


_KINDS = {
    "integer": "a whole number",
    "time": TIME,
    "number": "a number",
    "boolean": "true or false",
}


def _body(
    route: Route,
    operation: Operation[Any],
    arrival: Arrival,
    problems: list[str],
    contract: Contract,
) -> Any:
    if operation.form_style is not None:
        return None
    if operation.body is None:
        if arrival.content.strip():
            problems.append("this request takes no body")
        return None
    if not arrival.content.strip():
        if route.body:
            problems.append("the body is missing")
        return None
    try:
        value = json.loads(arrival.content)
    except (ValueError, RecursionError):
        problems.append("the body is not JSON")
        return None
    problems += [] if value is not None else ["the body is null"]
    problems += problems_of(shape_of(operation.body), value, "", contract.required, contract.limits)
    if isinstance(value, list):
        problems += out_of_bounds(route.items, value, "the body")
    if operation.chunk is not None and isinstance(value, list) and len(value) > operation.chunk:
        problems.append(f"the body may have at most {operation.chunk} entries, not {len(value)}")
    return value


def _unmet(operation: Operation[Any], sent: Sent) -> Iterator[str]:
    """Yield what the operation requires beyond types and is not there."""
    if (requires := operation.requires) is None:
        return
    if requires.any_query and not any(name in sent.query for name in requires.any_query):
        yield f"one of these parameters is required: {', '.join(requires.any_query)}"
    items = sent.json if isinstance(sent.json, list) else [sent.json]
    for place, item in enumerate(items):
        if isinstance(item, dict):
            at = f"[{place}]" if isinstance(sent.json, list) else "the body"
            yield from (f"{at} {each}" for each in unmet(requires, item, sent.query))
            resource = item.get(requires.known_events[0]) if requires.known_events else None
            if isinstance(resource, str) and resource not in requires.events:
                hint = close_to(resource, requires.events)
                yield f"{at}: there is no resource {resource[:60]!r}{hint}"


def _form(
    operation: Operation[Any], arrival: Arrival, problems: list[str]
) -> tuple[list[tuple[str, str]], dict[str, SentFile]]:
    if operation.form_style is None:
        return [], {}
    content_type = arrival.headers.get("content-type", "")
    if operation.form_style == "urlencoded":
        return parse_qsl(arrival.content.decode("utf-8", "replace"), keep_blank_values=True), {}
    result = re.search(r'boundary="?([^";]+)', content_type)
    if not content_type.startswith("multipart/form-data") or result is None:
        problems.append("the body must be multipart/form-data")
        return [], {}
    values: list[tuple[str, str]] = []
    files: dict[str, SentFile] = {}
    for head, content in _parts(arrival.content, result[1].encode()):
        named = dict(_DISPOSITION.findall(head.get("content-disposition", "")))
        if "filename" in named:
            kind = head.get("content-type", "application/octet-stream")
            files[named.get("name", "")] = SentFile(named["filename"], kind, content)
        else:
            values.append((named.get("name", ""), content.decode("utf-8", "replace")))
    known = {check.name for check in _files(operation)}
    problems += [f"there is no file {name[:60]!r} in this form" for name in files.keys() - known]
    return values, files


def _files(operation: Operation[Any]) -> list[Check]:
    """The files that a form has."""
    return [
        Check(name, "form", "file")
        for name, param in operation.form.items()
        if param.kind == "file"
    ]


def _parts(content: bytes, boundary: bytes) -> Iterator[tuple[dict[str, str], bytes]]:
    for piece in (b"\r\n" + content).split(b"\r\n--" + boundary)[1:]:
        if piece.startswith(b"--"):
            return
        head, _, body = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        lines = [line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n")]
        yield {name.strip().lower(): value.strip() for name, _, value in lines}, body
