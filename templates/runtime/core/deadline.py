"""The deadline of a call: one object that every connect, read, write, pause and retry of it draws from."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Deadline", "earliest"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point in time by which a call has to end.

    Attributes:
        at: The point, in seconds of ``now``.
        now: Returns the present time in seconds; it never goes back.
    """

    at: float
    now: Callable[[], float] = time.monotonic

    @classmethod
    def after(cls, seconds: float | None, now: Callable[[], float]) -> "Deadline | None":
        """Return the deadline that is a number of seconds away; None without a limit."""
        return None if seconds is None or seconds == math.inf else cls(now() + seconds, now)

    @property
    def left(self) -> float:
        """Seconds until the deadline, 0 when it is over."""
        return max(self.at - self.now(), 0.0)

    @property
    def is_over(self) -> bool:
        """Whether no time is left."""
        return self.left <= 0

    def allows(self, seconds: float) -> bool:
        """Return whether a pause of that many seconds ends before the deadline."""
        return seconds < self.left


def earliest(*deadlines: Deadline | None) -> Deadline | None:
    """Return the deadline that comes first, None when there is none."""
    return min(
        (each for each in deadlines if each is not None), key=lambda each: each.at, default=None
    )
