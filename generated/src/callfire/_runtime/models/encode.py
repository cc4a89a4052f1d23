"""Turns what callers pass into what the wire wants, and refuses what cannot be meant before anything is sent.

Errors name the place, such as ``[3].phoneNumber``, and never the value, which may be somebody's number or text.
"""

import difflib
import math
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec

from ..core.forks import fork_safe
from .model import Model, calendar_object
from .phones import phone_number
from .shapes import (
    Calendar,
    EnumShape,
    FieldPlan,
    Free,
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
    model_plan,
    shape_of,
)
from .timestamps import Timestamp, from_ms, instant, to_ms

__all__ = ["building", "dec_hook", "enc_hook", "encode_body", "json_decoder", "to_wire"]


def encode_body(body_type: Any, value: Any) -> bytes:
    """Write a request's body as JSON.

    Args:
        body_type: What the API wants: a model, a list of models, a plain type.
        value: Models, or mappings with Python's names or the API's; lists may be any iterable. None in a mapping is
            not sent.

    Raises:
        TypeError: A name is misspelt, or a value has the wrong type.
        ValueError: A phone number or a time cannot be one.
    """
    try:
        content = _encoder.encode(_Walk().value(shape_of(body_type), value, ""))
    except UnicodeEncodeError:
        raise ValueError("the body contains half a character (a lone surrogate)") from None
    _checked(body_type, content)
    return content


def to_wire(value: Any) -> Any:
    """Return a model, or anything made of models, as plain JSON values."""
    shape: Shape = ModelShape(type(value)) if isinstance(value, Model) else Plain(Any)
    return msgspec.json.decode(_encoder.encode(_Walk(trusted=True).value(shape, value, "")))


def enc_hook(value: Any) -> Any:
    """Write what msgspec does not know."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def dec_hook(kind: type, value: Any) -> Any:
    """Read what msgspec does not know."""
    if kind is Timestamp:
        return from_ms(value)
    raise TypeError(f"{kind.__name__} cannot be read from JSON")


_encoder = msgspec.json.Encoder(enc_hook=enc_hook, decimal_format="number")


building = fork_safe(threading.RLock())
"""Held while msgspec looks at types: it shows other threads what it has only begun, and they crash on that."""


@cache
def json_decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    """Return what reads JSON as this type; it is made once."""
    with building:
        return msgspec.json.Decoder(kind, dec_hook=dec_hook)


def _checked(body_type: Any, content: bytes) -> None:
    """Reading back what was written finds every wrong type, with its place, at the speed of C."""
    try:
        json_decoder(body_type).decode(content)
    except msgspec.ValidationError as error:
        raise TypeError(f"the body cannot be sent: {error}") from None


@dataclass(frozen=True, slots=True)
class _Walk:
    """Goes through a value along its shape; ``trusted`` values came from the server and are kept as they are."""

    trusted: bool = False

    def value(self, shape: Shape, value: Any, at: str) -> Any:
        if value is None:
            return None
        match shape:
            case Calendar(kind):
                return self.calendar(kind, value, at)
            case ModelShape(kind):
                return self.model(kind, value, at)
            case Items(item):
                return self.items(item, value, at)
            case Members(inner):
                return self.members(inner, value, at)
            case Ms() if self.trusted:
                aware = isinstance(value, datetime) and value.utcoffset() is not None
                return to_ms(value, at) if aware else value
            case _:
                return value if self.trusted else _leaf(shape, value, at)

    def calendar(self, kind: type[Model], value: Any, at: str) -> Any:
        if isinstance(value, date | time):
            return calendar_object(kind, value, at or "the body")
        return self.model(kind, value, at)

    def model(self, kind: type[Model], value: Any, at: str) -> Any:
        if isinstance(value, kind):
            return self.instance(value, at)
        if isinstance(value, Mapping):
            return self.mapping(kind, value, at)
        return self.misfit(value, at, f"a {kind.__name__} or a mapping of its fields")

    def instance(self, model: Model, at: str) -> Model:
        changes = {}
        for field in model_plan(type(model)).special:
            value = getattr(model, field.name)
            if value is not None:
                ready = self.value(field.shape, value, _below(at, field.wire))
                if ready is not value:
                    changes[field.name] = ready
        return msgspec.structs.replace(model, **changes) if changes else model

    def mapping(self, kind: type[Model], values: Mapping[Any, Any], at: str) -> Any:
        plan = model_plan(kind)
        found: dict[str, Any] = {}
        for key, value in values.items():
            field = plan.by_wire.get(key) or plan.by_name.get(key)
            if field is None:
                raise _misspelt(kind, key, at)
            if field.name in found:
                raise TypeError(f"{_below(at, field.wire)} is given twice")
            if value is not None:
                found[field.name] = self.member(field, value, at)
        return kind(**found)

    def member(self, field: FieldPlan, value: Any, at: str) -> Any:
        shape = field.shape
        if type(shape) is EnumShape:
            return value
        if type(shape) is not Plain:
            return self.value(shape, value, _below(at, field.wire))
        if shape.type is str and not isinstance(value, str):
            return self.misfit(value, _below(at, field.wire), "text")
        return value

    def items(self, item: Shape, value: Any, at: str) -> Any:
        if isinstance(value, str | bytes | bytearray | Mapping) or not isinstance(value, Iterable):
            return self.misfit(value, at, "a list")
        if isinstance(item, Plain | EnumShape):
            return value if isinstance(value, list) else list(value)
        return [self.value(item, each, f"{at}[{index}]") for index, each in enumerate(value)]

    def members(self, inner: Shape, value: Any, at: str) -> Any:
        if not isinstance(value, Mapping):
            return self.misfit(value, at, "a mapping")
        return {key: self.value(inner, each, _below(at, str(key))) for key, each in value.items()}

    def misfit(self, value: Any, at: str, wanted: str) -> Any:
        if self.trusted:
            return value
        raise TypeError(f"{at or 'the body'} must be {wanted}, not a {type(value).__name__}")


def _leaf(shape: Shape, value: Any, at: str) -> Any:
    match shape:
        case Real():
            return _finite(value, at)
        case Free():
            return _free(value, at)
        case Ms():
            return to_ms(value, at)
        case Instant():
            return value if isinstance(value, str) else instant(value, at)
        case PhoneShape():
            return value if value == "" else phone_number(value, at or "phone number")
        case Texts():
            return _texts(value, at)
        case _:
            return value


def _misspelt(kind: type[Model], key: Any, at: str) -> TypeError:
    plan = model_plan(kind)
    near = (
        difflib.get_close_matches(str(key), names, n=1) for names in (plan.by_name, plan.by_wire)
    )
    close = next(filter(None, near), ())
    hint = f"; did you mean {close[0]!r}?" if close else ""
    shown = repr(str(key)[:60])
    return TypeError(f"{at or kind.__name__} has no field {shown}{hint}")


def _texts(value: Any, at: str) -> dict[Any, Any]:
    """Numbers and booleans become texts, as the server would read them anyway; None is left out."""
    if not isinstance(value, Mapping):
        raise TypeError(f"{at or 'the body'} must be a mapping, not a {type(value).__name__}")
    return {key: _text(each) for key, each in value.items() if each is not None}


def _finite(value: Any, at: str) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{at or 'the body'} must be a finite number, not {value}")
    return value


def _free(value: Any, at: str) -> Any:
    """What has no type of its own is made ready by the types of what it holds."""
    match value:
        case Model():
            return _Walk().instance(value, at)
        case Mapping():
            return {
                key: _free(each, _below(at, str(key)))
                for key, each in value.items()
                if each is not None
            }
        case list() | tuple():
            return [_free(each, f"{at}[{index}]") for index, each in enumerate(value)]
        case _:
            return _finite(value, at)


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float | Decimal) else value


def _below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name
