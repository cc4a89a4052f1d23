"""Reads the types of models once, so that coding a value costs no look at annotations.

A shape is one small class for each kind of type. Only shapes that need work beyond plain JSON are kept apart from
``Plain``; a model that holds nothing special is coded by msgspec alone.
"""

import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

import msgspec

from .model import DateObject, Model, OpenEnum, TimeObject
from .timestamps import Timestamp

__all__ = [
    "Calendar",
    "EnumShape",
    "FieldPlan",
    "Free",
    "Instant",
    "Items",
    "Members",
    "ModelPlan",
    "ModelShape",
    "Ms",
    "PhoneShape",
    "Plain",
    "Real",
    "Shape",
    "Texts",
    "bare_type",
    "json_types",
    "model_plan",
    "shape_of",
]


@dataclass(frozen=True, slots=True)
class Plain:
    """A value that is on the wire as it is in Python."""

    type: Any


@dataclass(frozen=True, slots=True)
class Real:
    """A number with a fraction, which JSON can only write if it is finite."""


@dataclass(frozen=True, slots=True)
class Free:
    """Any JSON value."""


@dataclass(frozen=True, slots=True)
class Ms:
    """A point in time as milliseconds."""


@dataclass(frozen=True, slots=True)
class Instant:
    """A point in time as text with its offset."""


@dataclass(frozen=True, slots=True)
class PhoneShape:
    """A phone number."""


@dataclass(frozen=True, slots=True)
class EnumShape:
    """A text with known values."""

    type: type[OpenEnum]


@dataclass(frozen=True, slots=True)
class Calendar:
    """An object of numbers that stands for a date or time."""

    type: type[Model]


@dataclass(frozen=True, slots=True)
class ModelShape:
    """An object with named fields."""

    type: type[Model]


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    item: "Shape"


@dataclass(frozen=True, slots=True)
class Members:
    """An object with free keys."""

    value: "Shape"


@dataclass(frozen=True, slots=True)
class Texts:
    """An object with free keys and texts, where numbers are written as texts."""


Shape: TypeAlias = (
    Plain
    | Real
    | Free
    | Ms
    | Instant
    | PhoneShape
    | EnumShape
    | Calendar
    | ModelShape
    | Items
    | Members
    | Texts
)


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """One field of a model, with its type for the decoder and its shape for the encoder."""

    name: str
    wire: str
    type: Any
    shape: Shape


@dataclass(frozen=True, slots=True)
class ModelPlan:
    """All fields of a model; ``special`` are those that need work when they are sent."""

    fields: tuple[FieldPlan, ...]
    special: tuple[FieldPlan, ...]
    by_wire: Mapping[str, FieldPlan]
    by_name: Mapping[str, FieldPlan]


@cache
def model_plan(model: type[Model]) -> ModelPlan:
    """Return what coding needs to know of a model."""
    fields = tuple(
        FieldPlan(field.name, field.encode_name, field.type, shape_of(field.type))
        for field in msgspec.structs.fields(model)
    )
    special = tuple(field for field in fields if not isinstance(field.shape, Plain | EnumShape))
    return ModelPlan(
        fields,
        special,
        {field.wire: field for field in fields},
        {field.name: field for field in fields},
    )


def shape_of(annotation: Any) -> Shape:
    """Return the shape of a type; None in a union does not count."""
    annotation, phone = bare_type(annotation)
    if phone:
        return PhoneShape()
    if annotation is Timestamp:
        return Ms()
    if annotation is Any:
        return Free()
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is list:
        return Items(shape_of(arguments[0]))
    if origin is dict:
        value = shape_of(arguments[1])
        return Texts() if value == Plain(str) else Members(value)
    if isinstance(annotation, type):
        return _class_shape(annotation)
    return Plain(annotation)


def _class_shape(kind: type) -> Shape:
    if issubclass(kind, DateObject | TimeObject):
        return Calendar(kind)
    if issubclass(kind, Model):
        return ModelShape(kind)
    if issubclass(kind, OpenEnum):
        return EnumShape(kind)
    if kind is float:
        return Real()
    return Instant() if kind is datetime else Plain(kind)


def bare_type(annotation: Any) -> tuple[Any, bool]:
    """Return a type without None and without notes, and whether a note says phone."""
    phone = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *notes = get_args(annotation)
            phone = phone or any(
                isinstance(note, msgspec.Meta) and (note.extra or {}).get("phone") for note in notes
            )
        elif origin in {Union, types.UnionType}:
            rest = [each for each in get_args(annotation) if each is not types.NoneType]
            if len(rest) != 1:
                return Any, phone
            annotation = rest[0]
        else:
            return annotation, phone


def json_types(model: type[Model]) -> dict[str, dict[str, Any]]:
    """The fields of a model by their names on the wire, each with its type in the words of JSON Schema."""
    return {field.wire: _json_type(field.shape) for field in model_plan(model).fields}


def _json_type(shape: Shape) -> dict[str, Any]:
    match shape:
        case Ms():
            return {"type": "integer"}
        case Real():
            return {"type": "number"}
        case Instant():
            return {"type": "string", "format": "date-time"}
        case PhoneShape() | EnumShape():
            return {"type": "string"}
        case Items(item):
            return {"type": "array", "items": _json_type(item)}
        case Calendar() | ModelShape() | Members() | Texts():
            return {"type": "object"}
        case Plain(kind) if kind in _JSON_TYPES:
            return {"type": _JSON_TYPES[kind]}
        case _:
            return {}


_JSON_TYPES = {str: "string", int: "integer", bool: "boolean"}
