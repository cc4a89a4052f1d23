"""Reads answers: at full speed when they are as described, and without losing anything when they are not.

An answer that deviates still arrives. The odd value stays in its field as it came, everything else is typed, and a
``DeviationWarning`` names the place once. In strict mode a wrong type or an unknown enum value is an error instead.
Unknown fields are never an error; they are looked for in the first answers of each kind, and the raw answer has them.
"""

import json
import re
import sys
import threading
import warnings
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, get_args, get_origin

import msgspec

from ..core.errors import DecodeError, DeviationWarning
from ..core.forks import fork_safe
from ..core.masking import masked_text
from .encode import building, dec_hook, json_decoder
from .model import ItemList, Model, OpenEnum, watch
from .shapes import Items, ModelPlan, bare_type, model_plan
from .timestamps import Timestamp

__all__ = ["convert", "decode", "forget", "parsed"]

_EXAMINED = 8
_EXCERPT = 80
_MAX_DEPTH = 200
_DIGITS = 4000
_REMEMBERED = 1000
_CONSTANT = re.compile(r"[A-Za-z][A-Za-z_0-9]{0,39}")

_told: set[tuple[str, str, str]] = set()
_examined: dict[Any, int] = {}
_known_misses: set[tuple[type, str]] = set()
_lock = fork_safe(threading.Lock())


def decode(kind: Any, raw: bytes, *, strict: bool = False) -> Any:
    """Read the JSON body of an answer.

    Args:
        kind: The type that the description promises.
        raw: The body.
        strict: Raise on wrong types and unknown enum values, instead of keeping them with a warning.

    Raises:
        DecodeError: The body is no JSON, or, in strict mode, deviates.
    """
    misses: list[tuple[type, str]] = []
    watch.misses = misses
    try:
        value = json_decoder(kind).decode(raw)
    except (msgspec.DecodeError, OverflowError, RecursionError, UnicodeDecodeError):
        return convert(kind, parsed(raw, strict=strict), strict=strict)
    finally:
        watch.misses = None
    if _is_new(kind) or (misses and (strict or not _known_misses.issuperset(misses))):
        if len(_known_misses) < _REMEMBERED:
            _known_misses.update(misses)
        return convert(kind, parsed(raw, strict=strict), strict=strict)
    return value


def convert(kind: Any, content: Any, *, strict: bool = False, at: str = "") -> Any:
    """Read an answer that is parsed already, or the part of it that stands ``at`` a place; see :func:`decode`."""
    reading = _Reading()
    value = reading.value(kind, content, at, 0)
    if content is None and bare_type(kind)[0] is kind:
        reading.fault(at, _name(kind), content)
    if isinstance(kind, type) and issubclass(kind, Model) and not (at or isinstance(value, kind)):
        value = kind()
    if strict and reading.faults:
        text = "; ".join(str(fault) for fault in reading.faults[:5])
        raise DecodeError(text, path=reading.faults[0].path)
    for fault in (*reading.faults, *reading.unknown):
        _tell(kind, fault)
    return value


@dataclass(frozen=True, slots=True)
class _Fault:
    """One deviation; it tells types and places, never values."""

    at: str
    text: str

    @property
    def path(self) -> str:
        return "$" + (f".{self.at}" if self.at and self.at[0] != "[" else self.at)

    def __str__(self) -> str:
        return f"{self.at or 'the answer'}: {self.text}"


@dataclass(slots=True)
class _Reading:
    """One careful walk through an answer."""

    faults: list[_Fault] = field(default_factory=list)
    unknown: list[_Fault] = field(default_factory=list)

    def value(self, kind: Any, content: Any, at: str, depth: int) -> Any:
        if depth > _MAX_DEPTH:
            self.faults.append(_Fault(at, "nested too deeply"))
            return content
        bare, _ = bare_type(kind)
        if content is None:
            return None
        if isinstance(bare, type) and issubclass(bare, Model):
            return self.model(bare, content, at, depth)
        origin, arguments = get_origin(bare), get_args(bare)
        if origin is list and isinstance(content, list):
            return self.items(arguments[0], content, at, depth)
        if origin is dict and isinstance(content, dict):
            return {
                key: self.value(arguments[1], item, _below(at, key), depth + 1)
                for key, item in content.items()
            }
        return self.leaf(bare, content, at)

    def items(self, kind: Any, content: list[Any], at: str, depth: int) -> list[Any]:
        for place, item in enumerate(content):
            if item is None and bare_type(kind)[0] is kind:
                self.fault(f"{at}[{place}]", _name(kind), item)
        return [
            self.value(kind, item, f"{at}[{place}]", depth + 1)
            for place, item in enumerate(content)
        ]

    def model(self, kind: type[Model], content: Any, at: str, depth: int) -> Any:
        if isinstance(content, list):
            content = self.wrapped(kind, content, at)
        if not isinstance(content, dict):
            self.fault(at, "an object", content)
            return content
        plan = model_plan(kind)
        if unknown := content.keys() - plan.by_wire.keys():
            self.unknown += [
                _Fault(_below(at, key), "a field that is not described") for key in sorted(unknown)
            ]
        return kind(**self.fields(plan, content, at, depth))

    def fields(
        self, plan: ModelPlan, content: dict[str, Any], at: str, depth: int
    ) -> dict[str, Any]:
        return {
            each.name: self.value(each.type, content[each.wire], _below(at, each.wire), depth + 1)
            for each in plan.fields
            if each.wire in content
        }

    def wrapped(self, kind: type[Model], content: list[Any], at: str) -> Any:
        """Older servers answer some lists bare that are objects with one list today."""
        lists = [each.wire for each in model_plan(kind).fields if isinstance(each.shape, Items)]
        if len(lists) == 1 and (issubclass(kind, ItemList) or not at):
            self.fault(at, "an object", content)
            return {lists[0]: content}
        return content

    def leaf(self, kind: Any, content: Any, at: str) -> Any:
        try:
            with building:
                value = msgspec.convert(content, kind, dec_hook=dec_hook)
        except (msgspec.ValidationError, OverflowError, TypeError, ValueError):
            self.fault(at, _name(kind), content)
            return content
        if isinstance(value, OpenEnum) and not value.is_known:
            shown = f" ({value})" if _CONSTANT.fullmatch(value) else ""
            self.faults.append(_Fault(at, f"a value that {_name(kind)} does not list{shown}"))
        return value

    def fault(self, at: str, expected: str, content: Any) -> None:
        self.faults.append(_Fault(at, f"expected {expected}, got {_json_kind(content)}"))


def parsed(raw: bytes, *, strict: bool) -> Any:
    """Read JSON leniently: what is odd about numbers or characters is no reason to lose the rest."""
    try:
        text = raw.decode("utf-8-sig", "strict" if strict else "replace")
        return json.loads(text, parse_int=_integer)
    except UnicodeDecodeError:
        raise DecodeError("the answer is not UTF-8") from None
    except RecursionError:
        raise DecodeError("the answer is nested too deeply") from None
    except ValueError:
        raise DecodeError(f"the answer {_malformed(raw.strip())}") from None


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
    """Whether answers of this kind are still looked at for unknown fields."""
    count = _examined.get(kind, 0)
    if count >= _EXAMINED:
        return False
    with _lock:
        _examined[kind] = count + 1
    return True


def _tell(kind: Any, fault: _Fault) -> None:
    key = (_name(kind), _without_places(fault.at), fault.text)
    with _lock:
        if key in _told or len(_told) >= _REMEMBERED:
            return
        _told.add(key)
    warnings.warn(f"{_name(kind)}: {fault}", DeviationWarning, stacklevel=_callers_level())


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
    """Warn again about what was told already: for tests, each of which wants its own warning."""
    with _lock:
        _told.clear()


def _without_places(at: str) -> str:
    return "[]".join(
        part.partition("]")[2] if place else part for place, part in enumerate(at.split("["))
    )


def _below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _name(kind: Any) -> str:
    if kind is Timestamp:
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
