"""Writes parameters: values of the path, the query and forms, as the operation wants them."""

import math
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from operator import index
from typing import Any, SupportsIndex
from urllib.parse import quote

from ..core.operation import INTEGER, PLAIN, Operation, Param
from ..core.requirements import require_within
from .base import UNSET
from .encode import enum_value, whole_number
from .fields import render_fields

# phones begin
from .phones import phone_number

# phones end
from .timestamps import instant, to_ms

__all__ = ["form_fields", "header_fields", "integer", "path_of", "python_name", "query_pairs"]

_SEGMENT = "-._~!$'()*,=:@"
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WHOLE = re.compile(r"\s*([+-]?[0-9]{1,40})(?:\.0)?\s*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DOTS = frozenset({".", ".."})


def path_of(operation: Operation[Any], values: Mapping[str, Any]) -> str:
    """Return the path with its parameters, percent-encoded.

    Raises:
        TypeError: A parameter is missing or of a type that has no text.
        ValueError: A parameter is empty, or would lead to another path.
    """
    return "".join(
        [
            each if isinstance(each, str) else _segment(operation, each, values)
            for each in _template(operation.path)
        ]
    )


@lru_cache(1024)
def _template(path: str) -> tuple[str | tuple[str, ...], ...]:
    """Return fixed texts of a path, and segments with parameters as tuples of a fixed text and a name in turns."""
    # Some descriptions distinguish operations by a fragment, which is never sent, or by a query.
    path, mark, query = path.partition("#")[0].partition("?")
    pieces = [*re.split("(/)", path), mark, *re.split("(&)", query)]
    result: list[str | tuple[str, ...]] = [""]
    for each in pieces:
        parts = re.split(r"\{([^{}]*)\}", each)
        if len(parts) > 1:
            result += [tuple(parts), ""]
        else:
            result[-1] = f"{result[-1]}{each}"
    return tuple(result)


def query_pairs(operation: Operation[Any], values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the names and texts of the query; None, ``UNSET`` and empty lists are not sent."""
    return list(_pairs(operation, operation.query, values))


def header_fields(operation: Operation[Any], values: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters that travel as headers; a list is joined by commas, None is not sent."""
    return {
        name: (param.join or ",").join(_texts(operation, param, value, name))
        for name, value in values.items()
        if value is not None and value is not UNSET
        for param in (operation.headers.get(name, PLAIN),)
    }


def form_fields(operation: Operation[Any], values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the names and texts of a form's plain fields; None and empty lists are not sent."""
    return list(_pairs(operation, operation.form, values))


def _pairs(
    operation: Operation[Any], params: Mapping[str, Param], values: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if value is not None and value is not UNSET:
            for text in _texts(operation, params.get(name, PLAIN), value, name):
                yield name, text


def _texts(operation: Operation[Any], param: Param, value: Any, name: str) -> list[str]:
    if param.kind == "partial":
        return [render_fields(value, operation)]
    name = python_name(name)
    if param.join is not None and isinstance(value, str):
        value = [part for part in value.split(param.join) if part]
    if param.limits is not None:
        value = [*value] if _is_list(value) else value
        require_within(param.limits, value, name, operation.id)
    if not _is_list(value):
        return [_text(param, value, name)]
    joints = (param.join, *param.inner)
    texts = [
        _item(param, joints, param.inner, item, f"{name}[{place}]")
        for place, item in enumerate(value)
    ]
    return texts if param.join is None or not texts else [param.join.join(texts)]


def _item(
    param: Param, joints: tuple[str | None, ...], inner: tuple[str, ...], value: Any, name: str
) -> str:
    """One item of a list as text; it may be a list itself, and holds no sign that separates items."""
    if inner and _is_list(value):
        return inner[0].join(
            _item(param, joints, inner[1:], each, f"{name}[{place}]")
            for place, each in enumerate(value)
        )
    text = _text(param, value, name)
    for joint in joints:
        if joint is not None and joint in text:
            raise ValueError(f"{name} contains {joint!r}, which separates the items")
    return text


@lru_cache(1024)
def python_name(name: str) -> str:
    """Return a wire name as Python writes it."""
    return _HUMP.sub("_", name).lower()


def _is_list(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str | bytes | bytearray | Mapping)


def _text(param: Param, value: Any, name: str) -> str:
    match param.kind:
        case "integer":
            return str(integer(value, name))
        case "ms":
            return str(to_ms(value, name))
        # phones begin
        case "phone":
            return phone_number(value, name)
        # phones end
        case "boolean":
            return _boolean(value, name)
        case "number" if isinstance(value, bool):
            raise TypeError(f"{name} must be a number, not {value}")
        case _ if param.enum is not None:
            return str(enum_value(param.enum, value, name))
        case _:
            return _plain(value, name)


def integer(value: Any, name: str) -> int:
    """Return a whole number; one that is text, or went through a float, is read.

    Raises:
        TypeError: It is something else.
    """
    if isinstance(value, str) and (whole := _WHOLE.fullmatch(value)):
        return int(whole[1])
    if isinstance(value, str):
        raise TypeError(f"{name} must be a whole number, not {value[:40]!r}")
    return whole_number(value, name)


def _boolean(value: Any, name: str) -> str:
    """Write a boolean of Python, numpy or text."""
    text = str(value).lower()
    if type(value).__name__ not in {"bool", "bool_", "str"} or text not in {"true", "false"}:
        raise TypeError(f"{name} must be True or False, not {repr(value)[:40]}")
    return text


def _plain(value: Any, name: str) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Enum():
            return str(value.value)
        case str():
            return _sound(value, name)
        case int():
            return str(value)
        case float() | Decimal() if math.isfinite(value):
            return format(Decimal(str(value)), "f").removesuffix(".0")
        case datetime():
            return instant(value, name).isoformat()
        case date() | time():
            return value.isoformat()
        case bytes() | bytearray():
            return b64encode(value).decode()
        case SupportsIndex():
            return str(index(value))
    result = repr(value) if isinstance(value, float | Decimal) else type(value).__name__
    raise TypeError(f"{name} must be text, a number, a boolean or a time, not {result}")


def _sound(text: str, name: str) -> str:
    """Half characters cannot be written as UTF-8."""
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError(f"{name} contains half a character (a lone surrogate)")
    return text


def _segment(operation: Operation[Any], segment: tuple[str, ...], values: Mapping[str, Any]) -> str:
    """One segment may hold several parameters, and endings such as ``{id}.mp3``."""
    parts = list(segment)
    for place in range(1, len(parts), 2):
        parts[place] = _path_text(operation, parts[place], values.get(parts[place]))
    whole = "".join(parts)
    if whole in _DOTS:
        shown = "".join(f"{{{each}}}" if place % 2 else each for place, each in enumerate(segment))
        raise ValueError(f"the path parameter in {shown!r} would lead to another path")
    return whole if whole.isascii() and whole.isalnum() else quote(whole, safe=_SEGMENT)


def _path_text(operation: Operation[Any], name: str, value: Any) -> str:
    param = operation.path_params.get(name, PLAIN)
    if type(value) is int and (param is INTEGER or param is PLAIN):
        return str(value)
    if value is None or value is UNSET:
        raise TypeError(f"{name} must be given; it is part of the path")
    text = (param.join or ",").join(_texts(operation, param, value, name))
    if not text.strip():
        raise ValueError(f"{name} must not be empty; it is part of the path")
    if param.join is None and _is_list(value):
        raise TypeError(f"{name} must be one value, not a {type(value).__name__}")
    if _CONTROL.search(text):
        raise ValueError(f"{name} contains a control character; it is part of the path")
    if text in _DOTS:
        raise ValueError(f"{name} must not be {text!r}; it would lead to another path")
    return text
