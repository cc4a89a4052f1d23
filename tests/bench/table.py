"""Rows of measurements, and how they are printed side by side."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement in seconds, and another that it is held against."""

    what: str
    seconds: float
    against: str = ""
    base: float = 0.0


def best(action: Callable[[], object], rounds: int = 5, times: int = 1) -> float:
    """The shortest of several rounds, per time: what the machine does when nobody disturbs it."""
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(times):
            action()
        found.append((time.perf_counter() - start) / times)
    return min(found)


def printed(title: str, rows: Iterable[Row]) -> str:
    """A table; ratios are of the same run, so they survive a change of machine."""
    lines = [title, "-" * len(title)]
    for row in rows:
        ratio = (
            f"{row.seconds / row.base:7.2f} x {row.against} ({_spelled(row.base)})"
            if row.base
            else ""
        )
        lines.append(f"{row.what:<44} {_spelled(row.seconds):>10} {ratio}".rstrip())
    return "\n".join(lines) + "\n"


def _spelled(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.2f} {unit}"
    return f"{seconds / 1e-6:.1f} us"
