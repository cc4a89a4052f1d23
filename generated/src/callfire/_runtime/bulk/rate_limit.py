"""Limits work to so many items per second, for threads and tasks alike: it reserves a time, the caller waits.

``LocalRateLimit`` is for one process, ``RedisRateLimit`` for many. Anything else with a rate and ``reserve`` can take
their place.
"""

import threading
import time
from collections.abc import Callable
from typing import Protocol, runtime_checkable

from ..core.forks import fork_safe

__all__ = ["LocalRateLimit", "RateLimit", "rate_limit"]


@runtime_checkable
class RateLimit(Protocol):
    """What a run needs of a rate limit."""

    @property
    def rate(self) -> float:
        """Items per second."""
        ...

    def reserve(self, items: int = 1) -> float:
        """Reserve a time for so many items.

        It may block for a moment; an async run calls it in a thread. Whatever it raises stops the run before anything
        is sent.

        Returns:
            The seconds to wait before they may go.
        """
        ...


class LocalRateLimit:
    """An even rate that several runs, threads and tasks of a process may share.

    Items are spread out: after ``burst`` items at once, each further one has to wait for its time. The caller waits,
    so that the wait can be interrupted or awaited.

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
        """Reserve a time for so many items.

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
    """Make a limit of a bare number; limits and None stay what they are.

    Raises:
        TypeError: It is neither a number nor a limit.
    """
    if rate is None or (isinstance(rate, RateLimit) and not isinstance(rate, int | float)):
        return rate
    if isinstance(rate, bool) or not isinstance(rate, int | float):
        raise TypeError(f"rate must be a number of rows per second or a RateLimit, not {rate!r}")
    return LocalRateLimit(rate)
