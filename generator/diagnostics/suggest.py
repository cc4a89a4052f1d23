"""Shows which known word may be meant by a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_SHOWN = 12


def suggestion(word: object, known: Iterable[str], otherwise: str | None = None) -> str:
    """A hint: the known word that is close to a word, else the given hint, else the known words."""
    words = list(known)
    near = get_close_matches(str(word), words, 1)
    if not near:
        lower = {each.lower(): each for each in reversed(words)}
        near = [lower[each] for each in get_close_matches(str(word).lower(), lower, 1)]
    if near:
        return f"did you mean {near[0]}?"
    if otherwise is not None:
        return otherwise
    more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
    return f"there are {', '.join(words[:_SHOWN])}{more}"
