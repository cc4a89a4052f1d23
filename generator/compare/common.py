"""Compares what methods, arguments, models and fields have in common: what travels, marks of deprecation, texts."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from generator.compare.changes import Change, Level
from generator.compare.surface import ERROR_BODY, HEADER, Method, Model, Part

_AROUND = 3
"""How many equal words stand on each side of a change."""
_HUNKS = 2
_FEW = 12
_ALIKE = 0.5
_LONGEST = 40


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


def reworded(old: str, new: str) -> str:
    """What became of a text: written, dropped, or the words that differ, as ``[old -> new]`` among those around them."""
    before, after = old.split(), new.split()
    if not before:
        return f'is described now: "{_short(after)}"'
    if not after:
        return "is no longer described"
    if before == after:
        return "its text is set in other lines"
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return f'its text is new: "{_short(after)}"'
    hunks = list(_hunks(matcher, before, after))
    more = f", and {len(hunks) - _HUNKS} more places" if len(hunks) > _HUNKS else ""
    return f"its text changed: {', '.join(hunks[:_HUNKS])}{more}"


def _hunks(matcher: SequenceMatcher[str], before: list[str], after: list[str]) -> Iterator[str]:
    for verb, start, end, into, until in matcher.get_opcodes():
        if verb == "equal":
            continue
        gone, come = _short(before[start:end]), _short(after[into:until])
        lead, tail = before[max(0, start - _AROUND) : start], before[end : end + _AROUND]
        change = (
            f"[{gone} -> {come}]" if gone and come else f"[+ {come}]" if come else f"[- {gone}]"
        )
        opening = ["..."] * (start > len(lead))
        closing = ["..."] * (end + len(tail) < len(before))
        words = [*opening, *_cut(lead), change, *_cut(tail), *closing]
        yield f'"{" ".join(words)}"'


def _short(words: list[str]) -> str:
    return " ".join([*_cut(words[:_FEW]), *["..."] * (len(words) > _FEW)])


def _cut(words: list[str]) -> list[str]:
    return [word if len(word) <= _LONGEST else f"{word[:_LONGEST]}..." for word in words]
