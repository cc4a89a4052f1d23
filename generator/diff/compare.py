"""Holds two surfaces against each other and says what a user of the client would feel.

The rules in one sentence: what old code could name and pass must still be there and mean the same.
Inputs may widen, answers may grow; the reverse breaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diff.changes import Change, Level, Verdict
from generator.diff.methods import methods
from generator.diff.models import models
from generator.diff.pairs import split
from generator.diff.surface import Event, Surface
from generator.diff.types import types_of


def compare(old: Surface, new: Surface, notes: tuple[str, ...] = ()) -> Verdict:
    """All differences between two clients, worst first."""
    types = types_of(old, new)
    changes = (
        *_client(old, new),
        *methods(old, new, types),
        *models(old, new, types),
        *_events(old, new),
    )
    return Verdict.over(changes, notes)


def _client(old: Surface, new: Surface) -> Iterator[Change]:
    if old.auth != new.auth:
        message = f"credentials changed from {old.auth} to {new.auth}"
        yield Change(Level.BREAKING, "auth-changed", "client", message)
    if old.base_url != new.base_url:
        message = f"default base URL changed from {old.base_url} to {new.base_url}"
        yield Change(Level.DOCS, "base-url-changed", "client", message)


def _events(old: Surface, new: Surface) -> Iterator[Change]:
    gone, kept, fresh = split(old.events, new.events)
    for event in gone:
        yield Change(
            Level.BREAKING, "event-removed", f"webhooks.{event.name}", "is no longer typed"
        )
    for event in fresh:
        yield Change(Level.ADDITIVE, "event-added", f"webhooks.{event.name}", "is typed now")
    for before, after in kept:
        yield from _event(f"webhooks.{after.name}", before, after)


def _event(at: str, before: Event, after: Event) -> Iterator[Change]:
    for value in before.events:
        if value not in after.events:
            yield Change(Level.BREAKING, "event-value-removed", at, f"event {value} is gone")
    for value in after.events:
        if value not in before.events:
            yield Change(Level.ADDITIVE, "event-value-added", at, f"event {value} is new")
    if before.type != after.type:
        message = f"carries {after.type} instead of {before.type}"
        yield Change(Level.BREAKING, "event-type-changed", at, message)
