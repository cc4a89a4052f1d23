"""Finds what is wrong with JSON values by the types of models: unknown members, wrong types, unknown values."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from ..models.base import ModelBase
from ..models.shapes import (
    Calendar,
    EnumShape,
    Instant,
    Items,
    Members,
    ModelShape,
    Ms,
    PhoneShape,
    Plain,
    Real,
    Shape,
    Texts,
    subtype_plan,
)

__all__ = ["Required", "close_to", "faults"]

Required = Mapping[str, tuple[str, ...]]
"""Members that objects must have, by the name of their model."""

_SHOWN = 60


def faults(shape: Shape, value: Any, at: str, required: Required) -> Iterator[str]:
    """Tell what does not fit, each with its place."""
    match shape:
        case _ if value is None:
            return
        case ModelShape(kind) | Calendar(kind):
            yield from _object(kind, value, at, required)
        case Items(item, nullable):
            yield from _list(item, value, at, required, nullable=nullable)
        case Members() | Texts():
            inner = shape.value if isinstance(shape, Members) else Plain(Any)
            yield from _mapping(inner, value, at, required)
        case _:
            expected = _scalar(shape, value)
            if expected:
                yield f"{at or 'the body'} must be {expected}, not {_kind_of(value)}"


def _object(kind: type[ModelBase], value: Any, at: str, required: Required) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at or 'the body'} must be an object, not {_kind_of(value)}"
        return
    plan = subtype_plan(kind, value)
    further = plan.extra and plan.extra.shape
    for name, member in value.items():
        field = plan.by_wire.get(name)
        if field is None and isinstance(further, Members):
            yield from faults(further.value, member, _below(at, name), required)
        elif field is None and further is None:
            yield f"{at or 'the body'} has no member {name[:_SHOWN]!r}{close_to(name, plan.by_wire)}"
        elif field is not None:
            yield from faults(field.shape, member, _below(at, name), required)
    for name in required.get(kind.__name__, ()):
        field = plan.by_wire.get(name)
        is_null = name in value and field is not None and field.nullable
        if value.get(name) is None and not is_null:
            yield f"{_below(at, name)} is missing"


def _list(item: Shape, value: Any, at: str, required: Required, *, nullable: bool) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{at or 'the body'} must be a list, not {_kind_of(value)}"
        return
    for place, each in enumerate(value):
        if each is None and not nullable:
            yield f"{at}[{place}] must not be null"
        yield from faults(item, each, f"{at}[{place}]", required)


def _mapping(inner: Shape, value: Any, at: str, required: Required) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at or 'the body'} must be an object, not {_kind_of(value)}"
        return
    for name, member in value.items():
        yield from faults(inner, member, _below(at, name), required)


def _scalar(shape: Shape, value: Any) -> str | None:
    """What a value must be; None when it is."""
    match shape:
        case EnumShape(kind):
            known = type(value) in {str, int} and value in kind._value2member_map_
            return None if known else f"one of {', '.join(map(str, kind))}"
        case Ms():
            return None if _is_integer(value) else "milliseconds"
        case Real():
            return None if _is_integer(value) or isinstance(value, float) else "a number"
        case PhoneShape():
            return None if isinstance(value, str) else "text"
        case Instant():
            return None if _fits(value, datetime) else "a time with its zone"
        case Plain(kind):
            return None if _fits(value, kind) else _NAMES.get(kind, "of another type")
        case _:
            return None


_NAMES = {str: "text", int: "a whole number", bool: "true or false"}


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _fits(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _kind_of(value: Any) -> str:
    """A value in words that do not tell it; unknown constants are told, since they are nobody's secret."""
    match value:
        case str() if value.isupper() and value.isascii() and len(value) < _SHOWN:
            return repr(value)
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "an object"


def close_to(name: str, known: Iterable[str]) -> str:
    """A hint at what was meant, empty when there is none."""
    close = difflib.get_close_matches(name, [*known], n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name
