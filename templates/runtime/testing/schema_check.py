"""Finds what is wrong with JSON values by the types of models: unknown fields, wrong types, unknown values."""

import difflib

# phones begin
import re

# phones end
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from ..core.requirements import Limits, out_of_bounds
from ..models.base import ModelBase

# phones begin
from ..models.phones import phone_number

# phones end
from ..models.shapes import (
    Calendar,
    Entries,
    EnumShape,
    Instant,
    Items,
    ModelShape,
    Ms,
    # phones begin
    PhoneShape,
    # phones end
    Plain,
    Real,
    Shape,
    Texts,
    subtype_plan,
)
from ..models.timestamps import as_moment

__all__ = [
    "TIME",
    "Bounds",
    "Required",
    "close_to",
    "is_time",
    "problems_of",
]

Required = Mapping[str, tuple[str, ...]]
"""Fields that objects must have, by the name of their model."""

Bounds = Mapping[str, Mapping[str, Limits]]
"""The bounds of properties, by the name of their model."""

TIME = "milliseconds between the years 1 and 9999"
"""What a time must be."""

_SHOWN = 60
_NO_BOUNDS: Bounds = {}


def problems_of(
    shape: Shape, value: Any, at: str, required: Required, bounds: Bounds = _NO_BOUNDS
) -> Iterator[str]:
    """Yield what does not fit, each with its place."""
    match shape:
        case _ if value is None:
            return
        case ModelShape(kind) | Calendar(kind):
            yield from _object(kind, value, at, required, bounds)
        case Items():
            yield from _list(shape, value, at, required, bounds)
        case Entries() | Texts():
            inner = shape.value if isinstance(shape, Entries) else Plain(Any)
            yield from _mapping(inner, value, at, required, bounds)
        case _:
            expected = _scalar(shape, value)
            # phones begin
            if expected and isinstance(shape, PhoneShape) and isinstance(value, str):
                yield f"{at or 'the body'} must be {expected}"
                return
            # phones end
            if expected:
                yield f"{at or 'the body'} must be {expected}, not {_kind_of(value)}"


def _object(
    kind: type[ModelBase], value: Any, at: str, required: Required, bounds: Bounds
) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at or 'the body'} must be an object, not {_kind_of(value)}"
        return
    plan = subtype_plan(kind, value)
    further = plan.extra and plan.extra.shape
    limits = bounds.get(kind.__name__, {})
    for name, entry in value.items():
        field = plan.by_wire.get(name)
        if field is not None and entry is None and not field.nullable:
            yield f"{_below(at, name)} must not be null"
        elif field is None and isinstance(further, Entries):
            yield from problems_of(further.value, entry, _below(at, name), required, bounds)
        elif field is None and further is None:
            yield f"{at or 'the body'} has no field {name[:_SHOWN]!r}{close_to(name, plan.by_wire)}"
        elif field is not None:
            yield from problems_of(field.shape, entry, _below(at, name), required, bounds)
            if name in limits:
                yield from out_of_bounds(limits[name], entry, _below(at, name))
    for name in required.get(kind.__name__, ()):
        field = plan.by_wire.get(name)
        is_null = name in value and field is not None and field.nullable
        if value.get(name) is None and not is_null:
            yield f"{_below(at, name)} is missing"


def _list(shape: Items, value: Any, at: str, required: Required, bounds: Bounds) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{at or 'the body'} must be a list, not {_kind_of(value)}"
        return
    for place, each in enumerate(value):
        if each is None and not shape.nullable:
            yield f"{at}[{place}] must not be null"
        yield from problems_of(shape.item, each, f"{at}[{place}]", required, bounds)


def _mapping(
    inner: Shape, value: Any, at: str, required: Required, bounds: Bounds
) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at or 'the body'} must be an object, not {_kind_of(value)}"
        return
    for name, entry in value.items():
        yield from problems_of(inner, entry, _below(at, name), required, bounds)


def _scalar(shape: Shape, value: Any) -> str | None:
    """What a value must be; None when it is."""
    match shape:
        case EnumShape(kind):
            known = type(value) in {str, int} and value in kind._value2member_map_
            return None if known else f"one of {', '.join(map(str, kind))}"
        case Ms():
            return None if is_time(value) else TIME
        case Real():
            return None if _is_integer(value) or isinstance(value, float) else "a number"
        # phones begin
        case PhoneShape():
            if not isinstance(value, str):
                return "text"
            return None if is_phone_number(value) else "a phone number, such as 12135551122"
        # phones end
        case Instant():
            return None if _fits(value, datetime) else "a time with its zone"
        case Plain(kind):
            return None if _fits(value, kind) else _NAMES.get(kind, "of another type")
        case _:
            return None


# phones begin
_FOREIGN = re.compile(r"[1-9][0-9]{7,14}")
"""A number of any country with its country code; only people write the plus sign."""
# phones end
_NAMES = {str: "text", int: "a whole number", bool: "true or false"}


def is_time(value: Any) -> bool:
    """Whether a value is milliseconds within the calendar."""
    return isinstance(as_moment(value), datetime)


# phones begin
def is_phone_number(text: str) -> bool:
    """Whether a text is a phone number as the client understands it, or as it sends it."""
    if _FOREIGN.fullmatch(text):
        return True
    try:
        phone_number(text)
    except ValueError:
        return False
    return True


# phones end
def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _fits(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _kind_of(value: Any) -> str:
    """A value in words that do not show it; unknown constants are reported, since they are no one's secret."""
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
