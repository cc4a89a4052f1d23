"""Makes valid identifiers of any text, and tells equal ones in a scope apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from generator.ir.names.reserved import avoiding
from generator.ir.names.words import LONGEST, pascal, snake, upper

_Key = TypeVar("_Key")
_PYTHON = re.compile(r"[a-z][a-z0-9_]*[a-z0-9_]|[a-z]")
_CLASS = re.compile(r"[A-Z][A-Za-z0-9]*")


def attribute(text: str, kind: str, reserved: Collection[str] = ()) -> str:
    """The name of a field, an argument, a method; ``kind`` stands in for what is missing."""
    name = snake(text) or kind
    return avoiding(f"{kind}_{name}" if name[0].isdigit() else name, reserved)


def class_name(text: str, kind: str = "Model", reserved: Collection[str] = ()) -> str:
    """The name of a class; names that are taken end with what they are."""
    name = text if _CLASS.fullmatch(text) and len(text) <= LONGEST else pascal(text) or kind
    return avoiding(f"{kind}{name}" if name[0].isdigit() else name, reserved, kind)


def member(value: str) -> str:
    """The name of an enum's member."""
    if not value:
        return "EMPTY"
    name = upper(value) or "VALUE"
    return f"VALUE_{name}" if name[0].isdigit() else name


def is_attribute(name: str) -> bool:
    """Whether a name is one that we would make."""
    return _PYTHON.fullmatch(name) is not None and name == avoiding(name, ())


def is_class(name: str) -> bool:
    """Whether a name is one that we would give to a class."""
    return _CLASS.fullmatch(name) is not None and name == avoiding(name, ())


def numbered(name: str) -> Iterable[str]:
    """Further names for things that want the same one: ``name_2``, ``name_3``."""
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def numbered_class(name: str) -> Iterable[str]:
    """Further names for classes that want the same one: ``Name2``, ``Name3``."""
    number = 2
    while True:
        yield f"{name}{number}" if not name[-1].isdigit() else f"{name}_{number}"
        number += 1


def told_apart(
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
