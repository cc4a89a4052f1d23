"""Samples of values without parts; the name on the wire hints at what a text or number means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from generator.ir.model import Json, Kind, Limits
from generator.ir.names.words import split
from generator.python.code import literal
from generator.render.samples.sample import Import, Sample, Wish

PHONES = ("12135551122", "12135551133")
_MS = (1772366400000, 1772452800000)
_TEXTS: Mapping[str, tuple[str, str]] = {
    "name": ("Example", "Another"),
    "email": ("ada@example.com", "alan@example.com"),
    "url": ("https://example.com/hook", "https://example.com/other"),
    "callback": ("https://example.com/hook", "https://example.com/other"),
    "message": ("Hello!", "Good bye!"),
    "text": ("Hello!", "Good bye!"),
    "label": ("demo", "test"),
    "labels": ("demo", "test"),
    "city": ("Santa Monica", "Chicago"),
    "state": ("CA", "IL"),
    "country": ("US", "CA"),
    "prefix": ("1213", "1312"),
    "zipcode": ("90401", "60601"),
    "zip": ("90401", "60601"),
    "zone": ("America/Los_Angeles", "America/Chicago"),
    "xml": ("<root/>", "<other/>"),
    "password": ("not a real password", "not one either"),
    "keyword": ("EXAMPLE", "SAMPLE"),
    "keywords": ("EXAMPLE", "SAMPLE"),
    "code": ("1234", "5678"),
    "key": ("a1b2c3", "d4e5f6"),
    "date": ("2026-03-01", "2026-03-02"),
    "secret": ("not a real secret", "not one either"),
}
_OTHER = ("some text", "more text")
_LONGEST = 1000
"""Who asks for longer texts than this gets one that is too short, in place of pages of it in every example."""
_NUMBERS: Mapping[str, tuple[int, int]] = {
    "id": (11646003, 12646003),
    "ids": (11646003, 12646003),
    "limit": (10, 20),
    "offset": (20, 40),
    "year": (2026, 2027),
    "month": (3, 4),
    "day": (1, 2),
    "hour": (10, 11),
    "minute": (30, 45),
    "second": (0, 15),
}


def plain(kind: Kind, wire: str, wish: Wish, *, phone: bool = False) -> Sample:
    """Return a sample of a scalar."""
    if kind is Kind.STRING and phone:
        return _same(PHONES[wish.number])
    return _MAKERS[kind](wire, wish)


def _same(value: Json) -> Sample:
    """A value that is the same everywhere."""
    return Sample(literal(value), value, literal(value))


def _string(wire: str, wish: Wish) -> Sample:
    if isinstance(wish.example, str) and wish.example and not wish.number:
        return _same(wish.example)
    least, most = wish.limits.min_length or 0, wish.limits.max_length
    texts = next((_TEXTS[word] for word in reversed(_words(wire)) if word in _TEXTS), _OTHER)
    text = texts[wish.number].ljust(min(least, _LONGEST), "x")
    return _same(text if most is None else text[: max(1, most)])


def _integer(wire: str, wish: Wish) -> Sample:
    example, limits = wish.example, wish.limits
    if isinstance(example, int) and not isinstance(example, bool) and not wish.number:
        return _same(example)
    value = _NUMBERS.get(_words(wire)[-1], (5, 6))[wish.number]
    return _same(int(_inside(value, limits)))


def _inside(value: float, limits: Limits) -> float:
    """The value, or one near it that the bounds allow."""
    low, high, step = limits.exclusive_minimum, limits.exclusive_maximum, limits.multiple_of or 1
    if low is not None and high is not None and not low < value < high:
        value = (low + high) / 2
    elif low is not None and value <= low:
        value = low + step
    elif high is not None and value >= high:
        value = high - step
    value = value if limits.maximum is None else min(value, limits.maximum)
    value = value if limits.minimum is None else max(value, limits.minimum)
    return value if limits.multiple_of is None else -(-value // step) * step


@lru_cache(10_000)
def _words(wire: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in split(wire)) or ("",)


def _moment(wish: Wish, wire: Json) -> Sample:
    written = f"datetime(2026, 3, {1 + wish.number}, 12, tzinfo=UTC)"
    return _timed(written, wire, "datetime", "UTC")


def _timed(written: str, wire: Json, *names: str) -> Sample:
    uses = frozenset[Import](("datetime", name) for name in names)
    return Sample(written, wire, written, uses, uses)


_MAKERS: Mapping[Kind, Callable[[str, Wish], Sample]] = {
    Kind.STRING: _string,
    Kind.INTEGER: _integer,
    Kind.NUMBER: lambda _, wish: _same(_inside(1.5 + wish.number, wish.limits)),
    Kind.BOOLEAN: lambda _, __: _same(value=True),
    Kind.UNIX_MS: lambda _, wish: _moment(wish, _MS[wish.number]),
    Kind.DATE: lambda _, wish: _timed(
        f"date(2026, 3, {1 + wish.number})", f"2026-03-0{1 + wish.number}", "date"
    ),
    Kind.DATE_TIME: lambda _, wish: _moment(wish, f"2026-03-0{1 + wish.number}T12:00:00Z"),
    Kind.BYTES: lambda _, __: Sample('b"bytes"', "Ynl0ZXM=", 'b"bytes"'),
    Kind.FILE: lambda _, __: Sample('b"bytes"', "bytes", 'b"bytes"'),
    Kind.ANY: lambda _, __: _same("anything"),
}
