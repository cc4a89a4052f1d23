"""Paces work to so many items a second, for threads and tasks alike: it reserves a time, the caller waits."""

import threading
import time
from collections.abc import Callable

from ..core.forks import fork_safe


class RateLimit:
    """An even pace that several runs, threads and tasks may share.

    Items are spread out rather than let through in gusts: after ``burst`` items at once, each further one has to
    wait its turn. Waiting is left to the caller, so that it can be interrupted or awaited.

    Args:
        rate: Items per second.
        burst: Items that may go at once after a pause.
        clock: Where the time comes from, in seconds.
    """

    def __init__(
        self, rate: float, *, burst: float = 0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        if not 0 < rate < float("inf"):
            raise ValueError(f"rate must be a positive number of items per second, not {rate!r}")
        if burst < 0:
            raise ValueError(f"burst must not be negative: {burst!r}")
        self.rate = rate
        self.burst = burst
        self._clock = clock
        self._lock = fork_safe(threading.Lock())
        self._next = float("-inf")

    def reserve(self, items: int = 1) -> float:
        """Take a place in the queue for so many items.

        Args:
            items: How many go out together.

        Returns:
            The seconds to wait before they may go.
        """
        with self._lock:
            now = self._clock()
            turn = max(self._next, now - self.burst / self.rate)
            self._next = turn + items / self.rate
            return max(0.0, turn - now)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.rate:g}, burst={self.burst:g})"


def rate_limit(rate: float | RateLimit | None) -> RateLimit | None:
    """Make a limit of a bare number; limits and None stay what they are."""
    return RateLimit(rate) if isinstance(rate, int | float) else rate
