"""The vocabulary of a comparison: levels, single changes, and the verdict over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import TypeAlias

from msgspec import Struct

BUMPS = ("none", "patch", "minor", "minor", "major")
EARLY_BUMPS = ("none", "patch", "patch", "patch", "minor")
"""The same before 1.0, where everything counts one place less."""


class Level(IntEnum):
    """How much a user feels a change; greater is worse."""

    NONE = 0
    DOCS = 1
    ADDITIVE = 2
    WIRE = 3
    """Code goes on as it is, but released clients send or read something else: release now."""
    BREAKING = 4

    @property
    def word(self) -> str:
        """The level as reports spell it."""
        return self.name.lower()


class Change(Struct, frozen=True):
    """One difference that a user can meet.

    ``at`` is the public name it happens to, such as ``calls.find(limit)`` or ``Call.state``; ``pointer`` is the place
    in the new description, or in the old one for what is gone.
    """

    level: Level
    kind: str
    at: str
    message: str
    pointer: str = ""

    @property
    def order(self) -> tuple[int, str, str, str]:
        """Worst first, then by name."""
        return (-self.level, self.at, self.kind, self.message)


Maker: TypeAlias = Callable[[Level, str, str], Change]
"""Makes changes of level, kind and message at one place."""


def changes_at(at: str, pointer: str) -> Maker:
    """What makes the changes that happen to one public name."""
    return lambda level, kind, message: Change(level, kind, at, message, pointer)


class Verdict(Struct, frozen=True):
    """All changes, worst first, and notes about how they were found."""

    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()
    is_early: bool = False
    """Whether the version that it is about is lower than 1.0."""

    @classmethod
    def over(cls, changes: Iterable[Change], notes: Iterable[str] = ()) -> Verdict:
        """Sort the changes and drop duplicates."""
        return cls(tuple(sorted(set(changes), key=lambda change: change.order)), tuple(notes))

    @property
    def level(self) -> Level:
        """The worst level that occurs."""
        return max((change.level for change in self.changes), default=Level.NONE)

    @property
    def bump(self) -> str:
        """The part of the version that these changes raise."""
        return (EARLY_BUMPS if self.is_early else BUMPS)[self.level]

    def of(self, level: Level) -> tuple[Change, ...]:
        """The changes of one level."""
        return tuple(change for change in self.changes if change.level is level)
