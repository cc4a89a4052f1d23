"""Turns what callers pass into what the API wants, and refuses what cannot be meant before anything is sent.

Errors name the place with Python's names, such as ``pets[3].first_name``, and show no text and no number of
a person.
"""

import math
import threading
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import attrgetter, index
from typing import Any, SupportsIndex

import msgspec

from ..core.forks import fork_safe
from ..core.requirements import require_within
from .base import UNSET, DateMethods, ModelBase, OpenEnum, OpenIntEnum, misspelt

# phones begin
from .phones import phone_number

# phones end
from .shapes import (
    Calendar,
    Entries,
    EnumShape,
    FieldPlan,
    Free,
    Instant,
    Items,
    ModelPlan,
    ModelShape,
    Ms,
    # phones begin
    PhoneShape,
    # phones end
    Plain,
    Real,
    Shape,
    Texts,
    model_plan,
    shape_of,
    subtype_plan,
)
from .timestamps import TimestampItem, as_ms, from_ms, instant, to_ms

__all__ = [
    "building",
    "dec_hook",
    "enc_hook",
    "encode_body",
    "enum_value",
    "json_decoder",
    "to_wire",
    "whole_number",
]

_BODY = "the body"
_SCALARS = frozenset(
    {
        EnumShape,
        Instant,
        Ms,
        # phones begin
        PhoneShape,
        # phones end
        Plain,
        Real,
        Texts,
    }
)
"""The shapes of values that hold no models."""
_MANY = 16
"""How many rows are worth the structs of the fast way, which take a millisecond to make."""
_CLOSE = 0.85
"""How like a known value a text must be to be taken for a misspelling of it."""


def encode_body(body_type: Any, value: Any, name: str = "") -> bytes:
    """Write the body of a request as JSON.

    Args:
        body_type: What the API wants: a model, a list of models, a plain type.
        value: Models, or mappings with Python's names or the API's; lists may be any iterable. None is null where
            the description allows null, and not sent elsewhere.
        name: What errors call the body: the argument of the method.

    Raises:
        TypeError: A name is misspelt, or a value has the wrong type.
        ValueError: A time, a number or another text with a form cannot be one.
    """
    if type(value) is list and len(value) >= _MANY:
        from .encode_rows import encode_rows

        if (content := encode_rows(body_type, value, _encoder)) is not None:
            return content
    try:
        return _encoder.encode(_Walk().value(shape_of(body_type), value, name))
    except UnicodeEncodeError:
        raise ValueError(f"{name or _BODY} contains half a character (a lone surrogate)") from None


def to_wire(value: Any) -> Any:
    """Return a model, or anything made of models, as plain JSON values."""
    shape: Shape = ModelShape(type(value)) if isinstance(value, ModelBase) else Free()
    return msgspec.to_builtins(_Walk(trusted=True).value(shape, value, ""), enc_hook=enc_hook)


def enc_hook(value: Any) -> Any:
    """Write what msgspec does not know."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, str | float):
        return (str if isinstance(value, str) else float)(value)
    if hasattr(value, "__index__"):
        return index(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def dec_hook(kind: type, value: Any) -> Any:
    """Read what msgspec does not know."""
    if kind is TimestampItem:
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


class _Walk(msgspec.Struct, frozen=True):
    """Writes a value along its shape; ``trusted`` values came from the server and are kept as they are."""

    trusted: bool = False

    def value(self, shape: Shape, value: Any, at: str) -> Any:
        if value is None:
            return None
        if type(shape) in _SCALARS:
            return _kept(shape, value) if self.trusted else _scalar(shape, value, at)
        match shape:
            case Calendar(kind) if isinstance(value, date | time):
                return _calendar_object(kind, value, at or _BODY)
            case ModelShape(kind) | Calendar(kind):
                return self.model(kind, value, at)
            case Items(item, nullable):
                return self.items(item, value, at, nullable=nullable)
            case Entries(inner, nullable):
                return self.entries(inner, value, at, nullable=nullable)
            case _:
                return self.free(value, at)

    def model(self, kind: type[ModelBase], value: Any, at: str) -> Any:
        if isinstance(value, kind):
            return self.instance(value, at)
        if isinstance(value, Mapping) and not self.trusted:
            return self.mapping(kind, value, at)
        return self.misfit(value, at, f"a {kind.__name__} or a mapping of its fields")

    def instance(self, model: ModelBase, at: str) -> dict[str, Any]:
        plan = model_plan(type(model))
        result: dict[str, Any] = {}
        for field in plan.fields:
            value = getattr(model, field.name)
            if value is not UNSET and (value is not None or field.nullable):
                result[field.wire] = self.field(plan, field, value, at)
        if plan.extra is not None:
            self.free_keys(plan, getattr(model, plan.extra.name) or {}, result, at)
        return result if self.trusted else _tagged(plan, result)

    def mapping(self, kind: type[ModelBase], values: Mapping[Any, Any], at: str) -> dict[str, Any]:
        plan = subtype_plan(kind, values)
        result: dict[str, Any] = {}
        extra: dict[Any, Any] = {}
        for key, value in values.items():
            field = plan.by_wire.get(key) or plan.by_name.get(key)
            if field is None and plan.extra is None:
                raise misspelt(kind, key, at)
            if field is None:
                extra[key] = value
            elif value is not UNSET and (value is not None or field.nullable):
                if field.wire in result:
                    raise TypeError(f"{_below(at, field.name)} is given twice")
                result[field.wire] = self.field(plan, field, value, at)
        if plan.extra and extra.keys() == {plan.extra.name}:
            inner = extra[plan.extra.name]
            extra = dict(inner) if isinstance(inner, Mapping) else extra
        self.free_keys(plan, extra, result, at)
        return _tagged(plan, result)

    def field(self, plan: ModelPlan, field: FieldPlan, value: Any, at: str) -> Any:
        at = _below(at, field.name)
        result = self.value(field.shape, value, at)
        if field.limits is not None and not self.trusted:
            require_within(field.limits, result, at, plan.name)
        return result

    def free_keys(
        self, plan: ModelPlan, extra: Mapping[Any, Any], fields_sent: dict[str, Any], at: str
    ) -> None:
        """Write the free keys of an object beside its named ones."""
        if plan.extra is None or not extra:
            return
        if named := sorted(plan.by_wire.keys() & extra.keys()):
            raise TypeError(f"{_below(at, plan.extra.name)} holds {named[0]!r}, which is a field")
        fields_sent |= self.value(plan.extra.shape, extra, at)

    def items(self, item: Shape, value: Any, at: str, *, nullable: bool) -> Any:
        # A data frame would give the names of its columns.
        is_whole = isinstance(value, str | bytes | bytearray | Mapping) or hasattr(value, "columns")
        if is_whole or not isinstance(value, Iterable):
            return self.misfit(value, at, "a list")
        return [
            self.inner(item, each, f"{at}[{place}]", nullable=nullable)
            for place, each in enumerate(value)
        ]

    def entries(self, inner: Shape, value: Any, at: str, *, nullable: bool) -> Any:
        if not isinstance(value, Mapping):
            return self.misfit(value, at, "a mapping")
        return {
            _key(key, at): self.inner(inner, each, _below(at, str(key)), nullable=nullable)
            for key, each in value.items()
            if each is not None or nullable or self.trusted
        }

    def inner(self, shape: Shape, value: Any, at: str, *, nullable: bool) -> Any:
        if value is None and not (nullable or self.trusted):
            raise TypeError(f"{at} must not be None")
        return self.value(shape, value, at)

    def free(self, value: Any, at: str) -> Any:
        """Write what has no type of its own by the types of what it holds; nulls stay."""
        match value:
            case ModelBase():
                return self.instance(value, at)
            case Mapping():
                return {
                    _key(key, at): self.free(each, _below(at, str(key)))
                    for key, each in value.items()
                }
            case list() | tuple():
                return [self.free(each, f"{at}[{place}]") for place, each in enumerate(value)]
            case float() if not self.trusted:
                return _finite(value, at)
            case _:
                return value

    def misfit(self, value: Any, at: str, wanted: str) -> Any:
        if self.trusted:
            return value
        raise _wrong(at, wanted, value)


def _scalar(shape: Shape, value: Any, at: str) -> Any:
    """Write a value without parts, corrected where there is only one way to understand it."""
    match shape:
        case Plain(kind):
            return value if type(value) is kind else _plain(kind, value, at)
        # phones begin
        case PhoneShape():
            return value if value == "" else phone_number(value, at or _BODY)
        # phones end
        case EnumShape(kind):
            return enum_value(kind, value, at or _BODY)
        case Texts(nullable):
            return _texts(value, at, nullable=nullable)
        case Ms():
            return to_ms(value, at or _BODY)
        case Instant():
            return value if isinstance(value, str) else instant(value, at or _BODY)
        case Real():
            return _real(value, at)
        case _:
            return value


def _kept(shape: Shape, value: Any) -> Any:
    """Write a value of a response as it came; only times are made JSON again."""
    if isinstance(shape, Ms) and isinstance(value, datetime) and value.utcoffset() is not None:
        return as_ms(value)
    return value


def _plain(kind: Any, value: Any, at: str) -> Any:
    if kind is int:
        return whole_number(value, at or _BODY)
    if kind is str and isinstance(value, Enum) and isinstance(value.value, str):
        return value.value
    if kind is bool and type(value).__name__ in {"bool", "bool_"}:
        return bool(value)  # those of numpy are no subclass of Python's
    fits = (str, kind) if kind in {bytes, date} else kind
    if isinstance(kind, type) and (not isinstance(value, fits) or isinstance(value, datetime)):
        raise _wrong(at, _WANTED.get(kind, f"a {kind.__name__}"), value)
    return value


_WANTED = {str: "text", bool: "True or False", bytes: "bytes", date: "a date"}


def whole_number(value: Any, at: str) -> int:
    """Return an integer; whole floats and integers of other libraries are taken as such.

    Raises:
        TypeError: It is no number, or has a fraction.
    """
    if isinstance(value, float | Decimal) and math.isfinite(value) and value == value // 1:
        return int(value)
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise _wrong(at, "an integer", value)
    return index(value)


def _real(value: Any, at: str) -> Any:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value
    if isinstance(value, float):
        return _finite(value, at)
    if isinstance(value, bool) or not (hasattr(value, "__float__") or hasattr(value, "__index__")):
        raise _wrong(at, "a number", value)
    return _finite(float(value), at)


def _finite(value: float, at: str) -> float:
    if not math.isfinite(value):
        raise ValueError(f"{at or _BODY} must be a finite number, not {_shown(value)}")
    return value


def enum_value(kind: type[OpenEnum | OpenIntEnum], value: Any, at: str) -> str | int:
    """Return the value of an enum as it is sent; a whole number is taken for a member of an enum of integers.

    Raises:
        TypeError: It is neither text nor number, whichever is wanted.
        ValueError: It is nearly a known text.
    """
    return whole_number(value, at) if issubclass(kind, int) else _enum_text(kind, value, at)


def _enum_text(kind: Any, value: Any, at: str) -> str:
    """Return the text of an enum.

    Case, blanks and dashes are corrected; a text that is nearly a known value is refused. Members are sent as they
    are, made of unknown values too: servers add values.

    Raises:
        TypeError: It is no text.
        ValueError: It is nearly a known value.
    """
    text = value.value if isinstance(value, Enum) else value
    if not isinstance(text, str):
        raise _wrong(at, f"{_with_article(kind.__name__)} or its text", value)
    if isinstance(value, kind) or text in kind._value2member_map_:
        return text
    known = _folded(kind)
    if (corrected := known.get(_fold(text))) is not None:
        return corrected
    from difflib import get_close_matches

    if close := get_close_matches(_fold(text), known, 1, _CLOSE):
        raise ValueError(
            f"{at} is no {kind.__name__}; did you mean {known[close[0]]!r}? "
            f"If it is meant, pass it as {kind.__name__}(...)"
        )
    return text


@cache
def _folded(kind: Any) -> dict[str, str]:
    """The known values by their text without case; those that differ only in case are left out."""
    result: dict[str, list[str]] = {}
    for entry in kind:
        result.setdefault(_fold(entry.value), []).append(entry.value)
    return {fold: values[0] for fold, values in result.items() if len(values) == 1}


def _fold(text: str) -> str:
    return text.strip().casefold().replace(" ", "_").replace("-", "_")


def _texts(value: Any, at: str, *, nullable: bool) -> dict[str, Any]:
    """Numbers and booleans become texts, as the server would read them anyway."""
    if not isinstance(value, Mapping):
        raise _wrong(at, "a mapping", value)
    return {
        _key(key, at): None if each is None else _text(each, _below(at, str(key)))
        for key, each in value.items()
        if each is not None or nullable
    }


def _text(value: Any, at: str) -> str:
    if isinstance(value, Enum) and isinstance(value.value, str):
        return value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(float(_finite(value, at))).removesuffix(".0")
    if isinstance(value, str | int | Decimal):
        return str(value)
    if isinstance(value, SupportsIndex):
        return str(index(value))
    raise _wrong(at, "text, a number or a boolean", value)


def _key(key: Any, at: str) -> str:
    if isinstance(key, Enum) and isinstance(key.value, str):
        return key.value
    if isinstance(key, str):
        return key
    if isinstance(key, int) and not isinstance(key, bool):
        return str(key)
    raise TypeError(f"the keys of {at or _BODY} must be text, not {type(key).__name__}")


def _tagged(plan: ModelPlan, fields_sent: dict[str, Any]) -> dict[str, Any]:
    """Name the subtype where the caller has not."""
    if plan.tag is None or plan.own_tag is None or plan.tag.wire in fields_sent:
        return fields_sent
    return {plan.tag.wire: plan.own_tag} | fields_sent


def _calendar_object(kind: type[ModelBase], value: date | time, at: str) -> dict[str, Any]:
    """A date or time as the numbers that the API wants."""
    if isinstance(value, date) != issubclass(kind, DateMethods):
        raise TypeError(f"{at} must be a {kind.__name__}, not a {type(value).__name__}")
    parts = ("year", "month", "day") if isinstance(value, date) else ("hour", "minute", "second")
    return dict(zip(parts, attrgetter(*parts)(value), strict=True))


def _wrong(at: str, wanted: str, value: Any) -> TypeError:
    hint = ""
    if wanted == "text" and isinstance(value, bytes | bytearray):
        hint = "; decode() makes text of it"
    elif wanted == "text" and "__str__" in vars(type(value)):
        hint = "; str() makes text of it"
    elif type(value).__name__ == "DataFrame":
        hint = '; pass frame.to_dict("records") of pandas, frame.to_dicts() of polars'
    return TypeError(f"{at or _BODY} must be {wanted}, not {_shown(value)}{hint}")


def _shown(value: Any) -> str:
    if isinstance(value, float) and math.isnan(value):
        return "NaN (an empty cell? leave the key out or pass None)"
    if value is None:
        return "None"
    if type(value).__name__ in {"NaTType", "NAType"}:
        return f"{value} (an empty cell? leave the key out or pass None)"
    if isinstance(value, float):
        return "a number with a fraction" if math.isfinite(value) else repr(value)
    return _with_article(type(value).__name__)


def _with_article(name: str) -> str:
    return f"{'an' if name[0].lower() in 'aeiou' and not name.isupper() else 'a'} {name}"


def _below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name
