"""Makes valid identifiers of any text, and distinguishes equal ones in a scope."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from zlib import crc32

from generator.ir.names.reserved import avoiding
from generator.ir.names.words import LONGEST, SYMBOLS, numbered, pascal, snake, upper

_Key = TypeVar("_Key")
_PYTHON = re.compile(r"[a-z][a-z0-9_]*[a-z0-9_]|[a-z]")
_CLASS = re.compile(r"[A-Z][A-Za-z0-9]*")


def attribute(text: str, kind: str, reserved: Collection[str] = ()) -> str:
    """The name of a field, an argument, a method; ``kind`` stands in for what is missing."""
    name = snake(text) or kind
    return avoiding(f"{kind}_{name}" if name[0].isdigit() else name, reserved)


def is_exact(name: str, text: str) -> bool:
    """Whether a name is spelt like the text it was made of, but for what keeps it apart from Python's own words."""
    return name.rstrip("_") == text


def class_name(text: str, kind: str = "Model", reserved: Collection[str] = ()) -> str:
    """The name of a class; names that are taken end with what they are."""
    name = text if _CLASS.fullmatch(text) and len(text) <= LONGEST else pascal(text) or kind
    return avoiding(f"{kind}{name}" if name[0].isdigit() else name, reserved, kind)


_SIGNS = {"+": " plus ", "-": " minus "}
_SPELLINGS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("LOWER", str.islower),
    ("UPPER", str.isupper),
    ("TITLE", str.istitle),
    ("PLAIN", lambda value: value.lower() == value.upper()),
)


def member(value: str) -> str:
    """The name of an enum's member, by its value alone; a sign at an end is part of the meaning.

    >>> member("-created"), member("A+"), member("not-found")
    ('MINUS_CREATED', 'A_PLUS', 'NOT_FOUND')
    """
    if not value:
        return "EMPTY"
    signed = value
    if len(value) > 1 and any(each.isalnum() for each in value):
        signed = _SIGNS.get(value[0], value[0]) + value[1:]
        signed = signed[:-1] + _SIGNS.get(signed[-1], signed[-1])
    name = upper(signed) or "VALUE"
    return f"VALUE_{name}" if name[0].isdigit() else name


def members(values: Iterable[str], titles: Iterable[str] = ()) -> dict[str, str]:
    """The names of the members of an enum: by their titles, else by their values.

    Where several values want one name, none of them ever gets it: a name must not mean another value once one is
    added. They are named by their value, by how it is spelt, or by its checksum where that is not enough.
    """
    listed = list(dict.fromkeys(values))
    wanted = dict(zip(listed, map(member, [*titles] or listed), strict=True))
    contested: set[str] = set()
    checksums = {value: crc32(value.encode("utf-8", "surrogatepass")) for value in listed}
    for further in (member, _spelt, lambda value: f"{_spelt(value)}_{checksums[value]:08X}"):
        counts = Counter(wanted.values())
        contested |= {name for name, count in counts.items() if count > 1}
        wanted = {
            value: further(value) if name in contested else name for value, name in wanted.items()
        }
    return distinct_names(wanted, rank=lambda value: value)


def _spelt(value: str) -> str:
    """The name of a field with every sign spelt out, and with its case; never the plain name."""
    spelt = "".join(
        each if each.isalnum() else f" {SYMBOLS.get(each, f'u{ord(each)}')} " for each in value
    )
    name = upper(spelt) or "VALUE"
    name = f"VALUE_{name}" if name[0].isdigit() else name
    if spelt != value and name != member(value):
        return name
    case = next((word for word, fits in _SPELLINGS if fits(value)), "MIXED")
    return f"{name}_{case}"


def is_attribute(name: str) -> bool:
    """Whether a name is one that we would make."""
    return _PYTHON.fullmatch(name) is not None and name == avoiding(name, ())


def is_class(name: str) -> bool:
    """Whether a name is one that we would give to a class."""
    return _CLASS.fullmatch(name) is not None and name == avoiding(name, ())


def numbered_class(name: str) -> Iterable[str]:
    """Further names for classes that want the same one: ``Name2``, ``Name3``."""
    number = 2
    while True:
        yield f"{name}{number}" if not name[-1].isdigit() else f"{name}_{number}"
        number += 1


def distinct_names(
    wanted: Mapping[_Key, str],
    taken: Collection[str] = (),
    *,
    rank: Callable[[_Key], Any],
    further: Callable[[str], Iterable[str]] = numbered,
) -> dict[_Key, str]:
    """One name for each key, no two alike: the first by rank gets what it wants, whatever the order of the keys."""
    ranked: Sequence[_Key] = sorted(wanted, key=rank)
    used = {*taken}
    first: dict[str, _Key] = {}
    for key in ranked:
        if wanted[key] not in used:
            first.setdefault(wanted[key], key)
    used |= first.keys()
    decided: dict[_Key, str] = {}
    for key in ranked:
        if first.get(wanted[key]) == key:
            decided[key] = wanted[key]
            continue
        decided[key] = next(name for name in further(wanted[key]) if name not in used)
        used.add(decided[key])
    return {key: decided[key] for key in wanted}
