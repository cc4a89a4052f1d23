"""Reads the types of models once, so that encoding and decoding a value does not look at annotations again.

A shape is one small class for each kind of type.
"""

import types
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeAlias, TypeVar, Union, get_args, get_origin

import msgspec

from ..core.requirements import Limits
from .base import UNSET, DateMethods, ModelBase, OpenEnum, OpenIntEnum, TimeMethods, UnsetType
from .timestamps import TimestampItem

__all__ = [
    "Calendar",
    "Entries",
    "EnumShape",
    "FieldPlan",
    "Free",
    "FreeKeys",
    "Instant",
    "Items",
    "ModelPlan",
    "ModelShape",
    "Ms",
    # phones begin
    "PhoneShape",
    # phones end
    "Plain",
    "Real",
    "Shape",
    "Texts",
    "Type",
    "bare_type",
    "is_plain",
    "json_types",
    "model_plan",
    "shape_of",
    "subtype_plan",
]

T = TypeVar("T")

FreeKeys: TypeAlias = Annotated[dict[str, T], msgspec.Meta(extra={"free keys": True})]
"""A field that holds the keys of an object which its description allows beside the named ones."""


class Plain(msgspec.Struct, frozen=True):
    """A value that is on the wire as it is in Python."""

    type: Any


class Real(msgspec.Struct, frozen=True):
    """A number with a fraction, which JSON can only write if it is finite."""


class Free(msgspec.Struct, frozen=True):
    """Any JSON value."""


class Ms(msgspec.Struct, frozen=True):
    """A point in time as milliseconds."""


class Instant(msgspec.Struct, frozen=True):
    """A point in time as text with its offset."""


# phones begin
class PhoneShape(msgspec.Struct, frozen=True):
    """A phone number."""


# phones end
class EnumShape(msgspec.Struct, frozen=True):
    """A text or an integer with known values."""

    type: type[OpenEnum | OpenIntEnum]


class Calendar(msgspec.Struct, frozen=True):
    """An object of numbers that stands for a date or time."""

    type: type[ModelBase]


class ModelShape(msgspec.Struct, frozen=True):
    """An object with named fields."""

    type: type[ModelBase]


class Items(msgspec.Struct, frozen=True):
    """A list; ``nullable`` states whether null may stand for an item."""

    item: "Shape"
    nullable: bool = False


class Entries(msgspec.Struct, frozen=True):
    """An object with free keys; ``nullable`` states whether null may stand for a value."""

    value: "Shape"
    nullable: bool = False


class Texts(msgspec.Struct, frozen=True):
    """An object with free keys and texts, where numbers are written as texts."""

    nullable: bool = False


Shape: TypeAlias = (
    # Values without parts come first.
    Plain
    | Real
    | Free
    | Ms
    | Instant
    # phones begin
    | PhoneShape
    # phones end
    | EnumShape
    | Calendar
    | ModelShape
    | Items
    | Entries
    | Texts
)


class FieldPlan(msgspec.Struct, frozen=True, eq=False):
    """One field of a model, with its type for the decoder and its shape for the encoder.

    ``nullable`` fields can be null as well as unset; ``limits`` are the bounds of what is sent.
    """

    name: str
    wire: str
    type: Any
    shape: Shape
    nullable: bool = False
    limits: Limits | None = None


class ModelPlan(msgspec.Struct, frozen=True):
    """All fields of a model.

    ``extra`` is the field for free keys; it is not among the others. ``tag`` is the field whose value names the
    subtype, ``subtypes`` has them by that value, ``own_tag`` is the value of the model itself.
    """

    name: str
    fields: tuple[FieldPlan, ...]
    by_wire: Mapping[str, FieldPlan]
    by_name: Mapping[str, FieldPlan]
    extra: FieldPlan | None
    tag: FieldPlan | None
    own_tag: str | None
    subtypes: Mapping[str, type[ModelBase]]


class Type(msgspec.Struct, frozen=True):
    """A type without None and without notes, and those notes."""

    bare: Any
    null: bool = False
    ms: bool = False
    free_keys: bool = False
    # phones begin
    phone: bool = False
    # phones end


@cache
def model_plan(model: type[ModelBase]) -> ModelPlan:
    """Return what encoding and decoding must know of a model."""
    limits: Mapping[str, Limits] = getattr(model, "__limits__", {})
    result = [
        FieldPlan(
            each.name,
            each.encode_name,
            each.type,
            shape_of(each.type),
            each.default is UNSET,
            limits.get(each.encode_name),
        )
        for each in msgspec.structs.fields(model)
    ]
    extra = next((field for field in result if bare_type(field.type).free_keys), None)
    fields = tuple(field for field in result if field is not extra)
    by_name = {field.name: field for field in fields}
    return ModelPlan(
        model.__name__,
        fields,
        {field.wire: field for field in fields},
        by_name,
        extra=extra,
        tag=by_name.get(getattr(model, "__discriminator__", "")),
        own_tag=None if "__discriminator__" in vars(model) else vars(model).get("__tag__"),
        subtypes={
            vars(each)["__tag__"]: each
            for each in (model, *_subclasses(model))
            if "__tag__" in vars(each)
        },
    )


@cache
def is_plain(annotation: Any) -> bool:
    """Return whether msgspec alone can read a type: nothing in it has free keys or subtypes."""
    waiting, seen = [shape_of(annotation)], set[Any]()
    while waiting:
        match waiting.pop():
            case Items(inner) | Entries(inner):
                waiting.append(inner)
            case ModelShape(kind) if kind not in seen:
                seen.add(kind)
                plan = model_plan(kind)
                if plan.extra is not None or (plan.tag is not None and plan.subtypes):
                    return False
                waiting += [field.shape for field in plan.fields]
    return True


def _subclasses(model: type[ModelBase]) -> Iterator[type[ModelBase]]:
    for each in model.__subclasses__():
        yield each
        yield from _subclasses(each)


def subtype_plan(model: type[ModelBase], values: Mapping[Any, Any]) -> ModelPlan:
    """Return the plan of the subtype that an object names, or of the model itself; both spellings are read."""
    plan = model_plan(model)
    if plan.tag is None:
        return plan
    named = values.get(plan.tag.wire, values.get(plan.tag.name))
    value = named.value if isinstance(named, Enum) else named
    return model_plan(plan.subtypes[value]) if value in plan.subtypes else plan


def shape_of(annotation: Any) -> Shape:
    """Return the shape of a type; None in a union does not count."""
    result = bare_type(annotation)
    bare = result.bare
    # phones begin
    if result.phone:
        return PhoneShape()
    # phones end
    if result.ms or bare is TimestampItem:
        return Ms()
    if bare is Any:
        return Free()
    origin, arguments = get_origin(bare), get_args(bare)
    if origin is list:
        return Items(shape_of(arguments[0]), bare_type(arguments[0]).null)
    if origin is dict:
        value, null = shape_of(arguments[1]), bare_type(arguments[1]).null
        return Texts(null) if value == Plain(str) else Entries(value, null)
    if isinstance(bare, type):
        return _class_shape(bare)
    return Plain(bare)


def _class_shape(kind: type) -> Shape:
    if issubclass(kind, ModelBase):
        return Calendar(kind) if issubclass(kind, DateMethods | TimeMethods) else ModelShape(kind)
    if issubclass(kind, OpenEnum | OpenIntEnum):
        return EnumShape(kind)
    if kind is float:
        return Real()
    return Instant() if kind is datetime else Plain(kind)


def bare_type(annotation: Any) -> Type:
    """Return a type without None and without notes."""
    null = ms = free_keys = False
    # phones begin
    phone = False
    # phones end
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *notes = get_args(annotation)
            extra = [note.extra or {} for note in notes if isinstance(note, msgspec.Meta)]
            # phones begin
            phone = phone or any("phone" in each for each in extra)
            # phones end
            ms = ms or any("ms" in each for each in extra)
            free_keys = free_keys or any("free keys" in each for each in extra)
        elif origin in {Union, types.UnionType}:
            parts = get_args(annotation)
            null = null or types.NoneType in parts
            rest = [each for each in parts if each not in {types.NoneType, UnsetType}]
            annotation = rest[0] if len(rest) == 1 else Any
        else:
            return Type(
                annotation,
                null or annotation is Any,
                ms,
                free_keys,
                # phones begin
                phone,
                # phones end
            )


def json_types(model: type[ModelBase]) -> dict[str, dict[str, Any]]:
    """Return the fields of a model by wire name, each with its type in the words of JSON Schema."""
    return {field.wire: _json_type(field.shape) for field in model_plan(model).fields}


def _json_type(shape: Shape) -> dict[str, Any]:
    match shape:
        case Ms():
            return {"type": "integer"}
        case Real():
            return {"type": "number"}
        case Instant():
            return {"type": "string", "format": "date-time"}
        case EnumShape(kind) if issubclass(kind, int):
            return {"type": "integer"}
        # phones begin
        case PhoneShape():
            return {"type": "string"}
        # phones end
        case EnumShape():
            return {"type": "string"}
        case Items(item):
            return {"type": "array", "items": _json_type(item)}
        case Calendar() | ModelShape() | Entries() | Texts():
            return {"type": "object"}
        case Plain(kind) if kind in _JSON_TYPES:
            return {"type": _JSON_TYPES[kind]}
        case _:
            return {}


_JSON_TYPES = {str: "string", int: "integer", bool: "boolean"}
