"""Reads numbers within bounds: what cannot be kept exactly or at all is a finding."""

from __future__ import annotations

import math

from generator.diagnostics.findings import Diagnostics, Place

_MAX_DIGITS = 40
_INT64 = range(-(2**63), 2**63)


def integer(digits: str, base: int, place: Place, report: Diagnostics) -> int | None:
    """An integer; None, with a finding, if it is absurdly long."""
    if len(digits) > _MAX_DIGITS:
        report.add("number-too-long", place, f"a number of {len(digits)} characters")
        return None
    number = int(digits, base)
    if number not in _INT64:
        report.add("number-range", place, f"{number} does not fit into 64 bits")
    return number


def real(text: str, place: Place, report: Diagnostics) -> float | None:
    """A finite number with a fraction or an exponent; None, with a finding, for anything else."""
    number = float(text)
    if math.isfinite(number):
        return number
    report.add("number-not-finite", place, f"{text[:20]} is not a number that JSON can hold")
    return None
