"""Writes long lists of flat rows at the speed of C, where every value is already as it is sent.

msgspec checks the rows against a struct that allows nothing else. Whatever it refuses goes the careful way of
``encode``, which corrects it or states what is wrong.
"""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import (
    Annotated,
    Any,
    get_args,
    get_origin,
)

import msgspec

from .base import ModelBase, watch
from .shapes import (
    Entries,
    EnumShape,
    FieldPlan,
    Free,
    PhoneShape,
    Plain,
    Real,
    Texts,
    is_plain,
    model_plan,
)

__all__ = ["encode_rows"]

_PHONE_LENGTH = 11
_PHONE: Any = Annotated[str, msgspec.Meta(min_length=_PHONE_LENGTH, max_length=_PHONE_LENGTH)]
_SCALAR: Any = str | int | float | bool


class _Rows(msgspec.Struct, frozen=True):
    """How the rows of one model are checked and written; ``by_name`` has Python's names, ``by_wire`` the API's."""

    wires: frozenset[str]
    by_name: Any
    by_wire: Any
    decoder: msgspec.json.Decoder[Any]
    """Reads what was written; null is refused, as it may have been a float that is not finite."""
    has_floats: bool
    phones: tuple[Callable[[Any], Any], ...]


def encode_rows(body_type: Any, rows: list[Any], encoder: msgspec.json.Encoder) -> bytes | None:
    """Return the JSON of a list of models, or of dicts, that can be sent as it is; None where it may not be."""
    if get_origin(body_type) is not list:
        return None
    model, kinds = get_args(body_type)[0], {*map(type, rows)}
    if kinds not in ({model}, {dict}):
        return None
    plan = _plan(model)
    if plan is None:
        return None
    misses: list[tuple[type, str]] = []
    watch.misses = misses
    try:
        if kinds == {model}:
            content = encoder.encode(rows)
            checked = plan.decoder.decode(content)
        else:
            checked = _checked(plan, rows)
            content = encoder.encode(checked)
            if plan.has_floats and b"null" in content:
                return None
    except (msgspec.MsgspecError, TypeError, ValueError, OverflowError, RecursionError):
        return None
    finally:
        watch.misses = None
    if misses:
        return None
    if not all(_are_phones(checked, each) for each in plan.phones):
        return None
    return content


def _checked(plan: _Rows, rows: list[dict[str, Any]]) -> Any:
    if rows[0].keys() <= plan.wires:
        return msgspec.convert(rows, plan.by_wire)
    return msgspec.convert(msgspec.convert(rows, plan.by_name), plan.by_wire, from_attributes=True)


def _are_phones(rows: list[Any], read: Callable[[Any], Any]) -> bool:
    """Return whether all numbers have 11 digits that begin with 1; their length is checked already."""
    text = "".join(filter(None, map(read, rows)))
    # Bytes are looked at in a third of the time.
    digits = text.encode("ascii", "replace")
    numbers = len(digits) // _PHONE_LENGTH
    return not digits or (digits.isdigit() and digits[::_PHONE_LENGTH].count(b"1") == numbers)


@cache
def _plan(model: Any) -> _Rows | None:
    if not (isinstance(model, type) and issubclass(model, ModelBase) and is_plain(model)):
        return None
    # Where None is null, and not only left out, the careful way distinguishes the two.
    fields = [field for field in model_plan(model).fields if not field.nullable]
    by_name = _rows(model, [(field, field.name, _type(field)) for field in fields])
    wires = [(field, field.wire, _type(field)) for field in fields]
    by_wire = _rows(model, wires)
    return _Rows(
        wires=frozenset(field.wire for field in fields),
        by_name=by_name,
        by_wire=by_wire,
        decoder=msgspec.json.Decoder(_rows(model, wires, takes_null=False)),
        has_floats=any(isinstance(field.shape, Real | Entries) for field in fields),
        phones=tuple(attrgetter(field.name) for field, _, kind in wires if kind is _PHONE),
    )


def _rows(
    model: type[ModelBase], fields: list[tuple[FieldPlan, str, Any]], *, takes_null: bool = True
) -> Any:
    """A list of structs of these fields, each with the name and the type that it has there."""
    structs = msgspec.defstruct(
        model.__name__,
        [
            (field.name, kind | None if kind and takes_null else kind, _named(name))
            for field, name, kind in fields
            if kind or takes_null
        ],
        forbid_unknown_fields=True,
        omit_defaults=True,
        kw_only=True,
        gc=False,
    )
    return list[structs]  # type: ignore[valid-type]


def _named(name: str) -> Any:
    return msgspec.field(default=None, name=name)


def _type(field: FieldPlan) -> Any:
    """The values that are sent as they are; None where there are none, or a type cannot tell them from others."""
    match field.shape:
        case _ if field.limits is not None:
            return None
        case PhoneShape():
            return _PHONE
        case EnumShape(kind):
            return kind
        case Texts():
            return dict[str, str]
        case Entries(Free()):
            return dict[str, _SCALAR]
        case Real():
            return int | float
        case Plain(kind) if kind in {str, int, bool}:
            return kind
        case _:
            return None
