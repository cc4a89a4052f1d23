"""Says in one line how a text changed."""

from __future__ import annotations

from difflib import SequenceMatcher

_FEW = 6
_LONGEST = 90


def reworded(old: str, new: str) -> str:
    """What became of a text: written, dropped, or the first words that differ."""
    before, after = old.split(), new.split()
    if not before:
        return "is described now"
    if not after:
        return "is no longer described"
    for verb, start, end, into, until in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if verb != "equal":
            return f"its text changed: {_quoted(before[start:end])} became {_quoted(after[into:until])}"
    return "its text is set in other lines"


def _quoted(words: list[str]) -> str:
    text = " ".join(words[:_FEW])
    more = len(words) > _FEW or len(text) > _LONGEST
    return f'"{text[:_LONGEST]}{" ..." if more else ""}"' if words else "nothing"
