"""Compares what methods, arguments, models and fields have in common: what travels, marks of deprecation, texts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.compare.changes import Change, Level
from generator.compare.surface import ERROR_BODY, HEADER, Method, Model, Part
from generator.compare.wording import reworded


def common(
    what: str, at: str, old: Method | Model | Part, new: Method | Model | Part
) -> Iterator[Change]:
    """Each fact of the wire that differs, and what became of the mark that something is on its way out, and of its text.

    No name in Python shows the facts, but released clients send or read them. A mark is news for callers, who get
    warnings; other words or a withdrawal cost them nothing.
    """
    before, after = dict(old.facts), dict(new.facts)
    for label in sorted({*before, *after}):
        was, now = before.get(label, ""), after.get(label, "")
        if was != now:
            message = f"{label}: {now or 'none'} instead of {was or 'none'}"
            is_more = not was and label.startswith((ERROR_BODY, HEADER))
            level = Level.ADDITIVE if is_more else Level.WIRE
            yield Change(level, "wire-changed", at, message, new.pointer)
    if old.deprecated != new.deprecated:
        level = (
            Level.DOCS if old.deprecated is not None or new.deprecated is None else Level.ADDITIVE
        )
        message = new.deprecated or "is deprecated"
        if new.deprecated is None:
            message = "is no longer deprecated"
        yield Change(level, f"{what}-deprecated", at, message, new.pointer)
    if old.text != new.text:
        message = reworded(old.text, new.text)
        yield Change(Level.DOCS, f"{what}-described", at, message, new.pointer)
