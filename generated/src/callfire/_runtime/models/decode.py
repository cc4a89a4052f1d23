"""Reads responses: at full speed when they are as described, and without losing anything when they are not.

A response that deviates still arrives. The unusual value stays in its field as it came, everything else is typed, and a
``DeviationWarning`` names the place once. In strict mode a wrong type or an unknown enum value is an error instead.
Unknown fields are never an error; they are looked for in the first responses of each kind, and the raw response has them.
"""

import json
import logging
import re
import sys
import warnings
from collections.abc import Callable, Mapping
from datetime import datetime
from types import FrameType
from typing import Any, Literal, get_args, get_origin

import msgspec

from ..core.errors import DecodeError, DeviationWarning
from ..core.masking import masked_text
from ..core.untrusted_text import clean
from .base import ListMethods, ModelBase, OpenEnum, OpenIntEnum, misspelt, watch
from .encode import building, dec_hook, json_decoder
from .shapes import FieldPlan, Items, ModelPlan, bare_type, is_plain, model_plan
from .timestamps import TimestampItem, as_moment, as_ms, from_ms

__all__ = ["convert", "decode", "forget", "parsed", "read_dict"]

_EXAMINED = 8
_EXCERPT = 80
_LONGEST_PLACE = 1000
_MAX_DEPTH = 200
_DIGITS = 4000
_EXACT = 2**53
"""The greatest whole number that a float holds exactly."""
_REMEMBERED = 1000
_CONSTANT = re.compile(r"[A-Za-z][A-Za-z_0-9]{0,39}")

_warned: set[tuple[str, str, str]] = set()
_examined: dict[Any, int] = {}
_known_misses: set[tuple[type, str]] = set()


def decode(kind: Any, raw: bytes, *, strict: bool = False, gate: Callable[[str], str] = str) -> Any:
    """Read the JSON body of a response.

    Args:
        kind: The type that the description promises.
        raw: The body.
        strict: Raise on wrong types and unknown enum values, instead of keeping them with a warning.
        gate: Removes secrets from the text of a warning.

    Raises:
        DecodeError: The body is no JSON, or, in strict mode, deviates.
    """
    if not is_plain(kind):
        return convert(kind, parsed(raw, strict=strict), strict=strict, gate=gate)
    misses: list[tuple[type, str]] = []
    watch.misses = misses
    try:
        value = json_decoder(kind).decode(raw)
    except (msgspec.DecodeError, OverflowError, RecursionError, UnicodeDecodeError):
        return convert(kind, parsed(raw, strict=strict), strict=strict, gate=gate)
    finally:
        watch.misses = None
    if _is_new(kind) or (misses and (strict or not _known_misses.issuperset(misses))):
        if len(_known_misses) < _REMEMBERED:
            _known_misses.update(misses)
        return convert(kind, parsed(raw, strict=strict), strict=strict, gate=gate)
    return value


def convert(
    kind: Any,
    content: Any,
    *,
    strict: bool = False,
    at: str = "",
    gate: Callable[[str], str] = str,
) -> Any:
    """Read a response that is parsed already, or the part of it that stands ``at`` a place; see :func:`decode`."""
    reading = _Reading()
    value = reading.value(kind, content, at, 0)
    if content is None and not bare_type(kind).null:
        reading.deviate(at, _name(kind), content)
    if (
        isinstance(kind, type)
        and issubclass(kind, ModelBase)
        and not (at or isinstance(value, kind))
    ):
        value = kind()
    return _judged(reading, kind, value, strict=strict, gate=gate)


def read_dict(
    kind: type[ModelBase],
    data: Any,
    *,
    strict: bool = False,
    first: Literal["python", "wire"] = "python",
) -> Any:
    """Read what a model's ``to_dict`` wrote, or JSON with the API's names.

    Args:
        kind: The model.
        data: The fields.
        strict: Raise on wrong types and unknown enum values.
        first: How an object is read whose names are fields in both spellings.

    Raises:
        TypeError: It is no mapping, or there is no such field.
        DecodeError: In strict mode, a value has another type than declared.
    """
    if not isinstance(data, Mapping):
        result = "null" if data is None else type(data).__name__
        raise TypeError(f"expected a mapping of the fields of {kind.__name__}, got {result}")
    reading = _Reading(first)
    return _judged(reading, kind, reading.value(kind, data, "", 0), strict=strict)


def _judged(
    reading: "_Reading",
    kind: Any,
    value: Any,
    *,
    strict: bool,
    gate: Callable[[str], str] = str,
) -> Any:
    if strict and reading.deviations:
        text = "; ".join(str(deviation) for deviation in reading.deviations[:5])
        raise DecodeError(text, path=reading.deviations[0].path)
    for deviation in (*reading.deviations, *reading.unknown):
        _warn(kind, deviation, gate)
    return value


class _Deviation(msgspec.Struct, frozen=True):
    """One deviation: types and places, never values."""

    at: str
    text: str

    @property
    def path(self) -> str:
        at = self._place
        return "$" + (f".{at}" if at and at[0] != "[" else at)

    def __str__(self) -> str:
        return f"{self._place or 'the response'}: {self.text}"

    @property
    def _place(self) -> str:
        """Names of fields come from the server."""
        return masked_text(clean(self.at, _LONGEST_PLACE))


class _Reading(msgspec.Struct):
    """One careful walk through a response.

    ``first`` is None for responses. Else both spellings of names are read, this one first, and other names refused.
    """

    first: Literal["python", "wire"] | None = None
    deviations: list[_Deviation] = []
    unknown: list[_Deviation] = []

    def value(self, kind: Any, content: Any, at: str, depth: int) -> Any:
        if depth > _MAX_DEPTH:
            self.deviations.append(_Deviation(at, "nested too deeply"))
            return content
        if content is None:
            return None
        result = bare_type(kind)
        bare = result.bare
        if result.ms:
            return self.moment(content, at)
        if isinstance(bare, type) and issubclass(bare, ModelBase):
            return self.model(bare, content, at, depth)
        origin, arguments = get_origin(bare), get_args(bare)
        if origin is list and isinstance(content, list):
            return self.items(arguments[0], content, at, depth)
        if origin is dict and isinstance(content, Mapping):
            return {
                key: self.value(arguments[1], item, _below(at, str(key)), depth + 1)
                for key, item in content.items()
            }
        return self.leaf(bare, content, at)

    def items(self, kind: Any, content: list[Any], at: str, depth: int) -> list[Any]:
        nullable = bare_type(kind).null
        for place, item in enumerate(content):
            if item is None and not nullable:
                self.deviate(f"{at}[{place}]", _name(kind), item)
        return [
            self.value(kind, item, f"{at}[{place}]", depth + 1)
            for place, item in enumerate(content)
        ]

    def model(self, kind: type[ModelBase], content: Any, at: str, depth: int) -> Any:
        if isinstance(content, kind):
            return content
        if isinstance(content, list):
            content = self.wrapped(kind, content, at)
        if not isinstance(content, Mapping):
            self.deviate(at, "an object", content)
            return content
        kind = self.subtype(kind, content, at)
        plan = model_plan(kind)
        fields, extra = self.named(plan, content, at)
        if plan.extra is not None:
            fields |= {plan.extra: extra}
        elif extra and self.first:
            raise misspelt(kind, next(iter(extra)), at)
        elif extra:
            self.unknown += [
                _Deviation(_below(at, key), "a field that is not described")
                for key in sorted(extra)
            ]
        return kind(
            **{
                each.name: self.value(each.type, value, _below(at, each.wire), depth + 1)
                for each, value in fields.items()
            }
        )

    def named(
        self, plan: ModelPlan, content: Mapping[str, Any], at: str
    ) -> tuple[dict[FieldPlan, Any], dict[str, Any]]:
        """Split an object into the values of fields and the rest."""
        if self.first is None or (self.first == "wire" and plan.extra is not None):
            result = {each: content[each.wire] for each in plan.fields if each.wire in content}
            if len(result) == len(content):
                return result, {}
            return result, {key: content[key] for key in content if key not in plan.by_wire}
        first, second = plan.by_wire, plan.by_name
        if content.keys() <= second.keys() and not (
            self.first == "wire" and content.keys() <= first.keys()
        ):
            first, second = second, first
        result, rest = {}, {}
        for key, value in content.items():
            each = first.get(key) or second.get(key)
            if each is None:
                rest[key] = value
            elif each in result:
                raise TypeError(f"{_below(at, each.name)} is given twice")
            else:
                result[each] = value
        if plan.extra and rest.keys() == {plan.extra.name}:
            inner = rest[plan.extra.name]
            rest = dict(inner) if isinstance(inner, Mapping) else rest
        return result, rest

    def subtype(
        self, kind: type[ModelBase], content: Mapping[str, Any], at: str
    ) -> type[ModelBase]:
        """The model that the discriminator names."""
        plan = model_plan(kind)
        if plan.tag is None or not plan.subtypes:
            return kind
        tag = content.get(plan.tag.wire)
        if tag is None and self.first:
            tag = content.get(plan.tag.name)
        if tag is not None and not (isinstance(tag, str) and tag in plan.subtypes):
            shown = f" ({tag})" if isinstance(tag, str) and _CONSTANT.fullmatch(tag) else ""
            text = f"a value that names no kind of {kind.__name__}{shown}"
            self.deviations.append(_Deviation(_below(at, plan.tag.wire), text))
        return plan.subtypes.get(tag, kind) if isinstance(tag, str) else kind

    def wrapped(self, kind: type[ModelBase], content: list[Any], at: str) -> Any:
        """Older servers return some lists bare that are objects with one list today."""
        lists = [each.wire for each in model_plan(kind).fields if isinstance(each.shape, Items)]
        if len(lists) == 1 and (issubclass(kind, ListMethods) or not at):
            self.deviate(at, "an object", content)
            return {lists[0]: content}
        return content

    def moment(self, content: Any, at: str) -> Any:
        """Milliseconds as they came; a datetime is what ``to_dict`` wrote."""
        is_whole = isinstance(content, float) and content.is_integer()
        value = int(content) if is_whole else content
        if isinstance(content, datetime) and content.utcoffset() is not None:
            value = as_ms(content)
            return value if from_ms(value) == content else content
        if type(value) is not int or as_moment(value) is value:
            self.deviate(at, _name(TimestampItem), content)
        return value

    def leaf(self, kind: Any, content: Any, at: str) -> Any:
        is_whole = type(content) is float and content.is_integer() and abs(content) <= _EXACT
        if is_whole and (kind is int or (isinstance(kind, type) and issubclass(kind, OpenIntEnum))):
            content = int(content)
        if kind is TimestampItem and isinstance(content, datetime):
            return content
        try:
            with building:
                value = msgspec.convert(content, kind, dec_hook=dec_hook)
        except (msgspec.ValidationError, OverflowError, TypeError, ValueError):
            self.deviate(at, _name(kind), content)
            return content
        if isinstance(value, OpenEnum | OpenIntEnum) and not value.is_known:
            shown = f" ({value})" if isinstance(value, str) and _CONSTANT.fullmatch(value) else ""
            self.deviations.append(
                _Deviation(at, f"a value that {_name(kind)} does not list{shown}")
            )
        return value

    def deviate(self, at: str, expected: str, content: Any) -> None:
        self.deviations.append(_Deviation(at, f"expected {expected}, got {_json_kind(content)}"))


def parsed(raw: bytes, *, strict: bool, what: str = "the response") -> Any:
    """Read JSON leniently: what is unusual about numbers or characters is no reason to lose the rest."""
    try:
        text = raw.decode("utf-8-sig", "strict" if strict else "replace")
        return json.loads(text, parse_int=_integer)
    except UnicodeDecodeError:
        raise DecodeError(f"{what} is not UTF-8") from None
    except RecursionError:
        raise DecodeError(f"{what} is nested too deeply") from None
    except ValueError:
        raise DecodeError(f"{what} {_malformed(raw.strip())}") from None


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _DIGITS else float(digits)


def _malformed(raw: bytes) -> str:
    """What is wrong; JSON that breaks off is not quoted, since it may hold texts and numbers of people."""
    if not raw:
        return "is empty"
    if raw[:1] in b'{["':
        return f"is broken JSON of {len(raw)} bytes"
    shown = " ".join(raw[: _EXCERPT * 4].decode("utf-8", "replace").split())
    return f"is no JSON: {masked_text(shown)[:_EXCERPT]!r}"


def _is_new(kind: Any) -> bool:
    """Whether responses of this kind are still searched for unknown fields."""
    count = _examined.get(kind, 0)
    if count >= _EXAMINED:
        return False
    _examined[kind] = count + 1
    return True


def _warn(kind: Any, deviation: _Deviation, gate: Callable[[str], str]) -> None:
    """Warn of a deviation, once; where warnings are errors it is logged, since the response must not be lost."""
    key = (_name(kind), _without_places(deviation.at), deviation.text)
    if key in _warned or len(_warned) >= _REMEMBERED:
        return
    _warned.add(key)
    text = f"{_name(kind)}: {gate(str(deviation))}"
    try:
        warnings.warn(text, DeviationWarning, stacklevel=_callers_level())
    except DeviationWarning:
        logging.getLogger(__name__.partition(".")[0]).warning("%s", text)


def _callers_level() -> int:
    """How far up the caller of the package is, so that the warning shows a line that people know."""
    package = __name__.partition(".")[0]
    level, frame = 1, sys._getframe(1)  # noqa: SLF001 - as warnings does
    while frame.f_back is not None and _package_of(frame) == package:
        level, frame = level + 1, frame.f_back
    return level


def _package_of(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "")).partition(".")[0]


def forget() -> None:
    """Warn again about known deviations, for tests that each expect their own warning."""
    _warned.clear()


def _without_places(at: str) -> str:
    return "[]".join(
        part.partition("]")[2] if place else part for place, part in enumerate(at.split("["))
    )


def _below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _name(kind: Any) -> str:
    if kind is TimestampItem:
        return "milliseconds"
    return kind.__name__ if isinstance(kind, type) and not get_origin(kind) else str(kind)


def _json_kind(content: Any) -> str:
    kinds = {
        bool: "a boolean",
        int: "a number",
        float: "a number",
        str: "a text",
        list: "a list",
        dict: "an object",
    }
    return kinds.get(type(content), "null")
