"""Shows what became of the mark that something is on its way out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from generator.compare.changes import Change, Level


class Marked(Protocol):
    """What can be deprecated; the mark is its message, None without."""

    @property
    def deprecated(self) -> str | None:
        """Why it should not be used any more."""

    @property
    def pointer(self) -> str:
        """The place in the description."""


def deprecation(what: str, at: str, old: Marked, new: Marked) -> Iterator[Change]:
    """A mark is news for callers, who get warnings; other words or a withdrawal cost them nothing."""
    if old.deprecated == new.deprecated:
        return
    if new.deprecated is None:
        level, message = Level.DOCS, "is no longer deprecated"
    else:
        level = Level.ADDITIVE if old.deprecated is None else Level.DOCS
        message = new.deprecated or "is deprecated"
    yield Change(level, f"{what}-deprecated", at, message, new.pointer)
