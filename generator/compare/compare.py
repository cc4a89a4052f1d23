"""Compares two surfaces and lists what a user of the client would feel.

The rules in one sentence: what old code could name and pass must still be there and mean the same.
Inputs may widen, responses may grow; the reverse breaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.compare.changes import Change, Level, Verdict
from generator.compare.common import reworded
from generator.compare.methods import methods
from generator.compare.models import models
from generator.compare.renames import split
from generator.compare.surface import Event, Surface
from generator.compare.types import Types, types_of


def compare(old: Surface, new: Surface, notes: tuple[str, ...] = ()) -> Verdict:
    """All differences between two clients, worst first."""
    types = types_of(old, new)
    changes = (
        *_setup(old, new),
        *methods(old, new, types),
        *models(old, new, types),
        *_events(old, new, types),
        *_texts(old, new),
    )
    return Verdict.over(changes, notes)


_SET_UP = {
    "package": ("package-renamed", "the package is called {new} instead of {old}"),
    "client": ("client-renamed", "its class is called {new} instead of {old}"),
    "error": ("error-renamed", "its errors are called {new} instead of {old}"),
    "env": ("environment-changed", "environment variables begin with {new} instead of {old}"),
    "auth": ("auth-changed", "credentials changed from {old} to {new}"),
    "keys": ("key-moved", "keys travel as {new} instead of {old}"),
    "base-url": ("base-url-changed", "default base URL changed from {old} to {new}"),
}


def _setup(old: Surface, new: Surface) -> Iterator[Change]:
    for key, (kind, message) in _SET_UP.items():
        was, now = old.setup[key], new.setup[key]
        is_known = key == "keys" and old.setup["auth"] != new.setup["auth"]
        if was != now and not is_known:
            level = Level.WIRE if key in {"base-url", "keys"} else Level.BREAKING
            yield Change(level, kind, "client", message.format(old=was, new=now))


def _texts(old: Surface, new: Surface) -> Iterator[Change]:
    """What is stated of the client, and of resources that both sides have."""
    for at, text in new.texts.items():
        if text != old.texts.get(at, text):
            kind = "resource-described" if at else "client-described"
            yield Change(Level.DOCS, kind, at or "client", reworded(old.texts[at], text))


def _events(old: Surface, new: Surface, types: Types) -> Iterator[Change]:
    gone, kept, fresh = split(old.events, new.events)
    for event in gone:
        yield Change(
            Level.BREAKING, "event-removed", f"webhooks.{event.name}", "is no longer typed"
        )
    for event in fresh:
        yield Change(Level.ADDITIVE, "event-added", f"webhooks.{event.name}", "is typed now")
    for before, after in kept:
        yield from _event(f"webhooks.{after.name}", before, after, types)


def _event(at: str, before: Event, after: Event, types: Types) -> Iterator[Change]:
    for value in before.events:
        if value not in after.events:
            yield Change(Level.BREAKING, "event-value-removed", at, f"event {value} is gone")
    for value in after.events:
        if value not in before.events:
            yield Change(Level.ADDITIVE, "event-value-added", at, f"event {value} is new")
    if not types.same(before.type, after.type):
        message = f"carries {after.type} instead of {before.type}"
        yield Change(Level.BREAKING, "event-type-changed", at, message)
