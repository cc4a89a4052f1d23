"""Bounds of values, as the runtime reads them."""

from __future__ import annotations

from generator.ir.model import Limits
from generator.python.code import call, literals


def limits(stated: Limits, *, sized: bool = False) -> str:
    """Return the bounds as an expression; empty where there are none.

    ``sized`` adds what only a server checks: the size of integers, steps, patterns, and whether items are unique.
    """
    low, high = stated.minimum, stated.maximum
    if sized and stated.bits is not None:
        top = 2 ** (stated.bits - 1)
        low = -top if low is None else max(low, -top)
        high = top - 1 if high is None else min(high, top - 1)
    given = literals(
        minimum=low,
        maximum=high,
        exclusive_minimum=stated.exclusive_minimum,
        exclusive_maximum=stated.exclusive_maximum,
        multiple_of=stated.multiple_of if sized else None,
        min_length=stated.min_length,
        max_length=stated.max_length,
        pattern=stated.pattern if sized else None,
        min_items=stated.min_items,
        max_items=stated.max_items,
        unique_items=stated.unique_items or None if sized else None,
        min_properties=stated.min_properties,
        max_properties=stated.max_properties,
    )
    return call("Limits", (), given) if given else ""
