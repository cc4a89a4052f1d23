"""Pairs what two sides have under the same name, and finds what only goes by another name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeVar


class Described(Protocol):
    """What is recognised by its type and its text when its name is gone."""

    @property
    def name(self) -> str:
        """The public name."""

    @property
    def type(self) -> str:
        """The type as users read it."""

    @property
    def text(self) -> str:
        """What the description says of it."""


T = TypeVar("T")
D = TypeVar("D", bound=Described)


def split(old: Mapping[str, T], new: Mapping[str, T]) -> tuple[list[T], list[tuple[T, T]], list[T]]:
    """What is gone, what stayed (old and new), what is new; each in its own order."""
    gone = [value for name, value in old.items() if name not in new]
    kept = [(value, new[name]) for name, value in old.items() if name in new]
    fresh = [value for name, value in new.items() if name not in old]
    return gone, kept, fresh


def renamed(gone: list[D], fresh: list[D]) -> dict[str, D]:
    """New things by the name they had: same type, same words, and nothing else on either side is like them."""
    found = {}
    for before in gone:
        alike = [each for each in gone if _like(each, before)]
        twins = [each for each in fresh if _like(each, before)]
        if before.text.strip() and len(alike) == len(twins) == 1:
            found[before.name] = twins[0]
    return found


def _like(one: Described, other: Described) -> bool:
    return one.type == other.type and one.text == other.text
