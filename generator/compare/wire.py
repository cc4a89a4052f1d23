"""Compares what travels: facts that no name in Python shows, but that released clients send or read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from generator.compare.changes import Change, Level
from generator.compare.surface import ERROR_BODY, HEADER


class Wired(Protocol):
    """Anything with facts of the wire, each a label and a value."""

    @property
    def pointer(self) -> str:
        """The place in the description."""

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The facts; a value is empty where the description states none."""


def wire_changes(at: str, before: Wired, after: Wired) -> Iterator[Change]:
    """Each fact of the wire that differs."""
    old, new = dict(before.facts), dict(after.facts)
    for label in sorted({*old, *new}):
        was, now = old.get(label, ""), new.get(label, "")
        if was != now:
            message = f"{label}: {now or 'none'} instead of {was or 'none'}"
            is_more = not was and label.startswith((ERROR_BODY, HEADER))
            level = Level.ADDITIVE if is_more else Level.WIRE
            yield Change(level, "wire-changed", at, message, after.pointer)
