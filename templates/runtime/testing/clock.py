"""A clock for tests, whose pauses take no time."""

import threading
from datetime import UTC, datetime, timedelta

from ..core.clock import Clock

__all__ = ["InstantClock"]


class InstantClock(Clock):
    """Pauses by moving its hands, so that retries and waiting cost a test nothing."""

    def __init__(self) -> None:
        self._start = datetime.now(UTC)
        self._passed = 0.0
        self._lock = threading.Lock()

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return self._passed

    def now(self) -> datetime:
        """The time of day."""
        return self._start + timedelta(seconds=self._passed)

    def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        with self._lock:
            self._passed += seconds

    async def sleep_async(self, seconds: float) -> None:
        """Let time pass at once."""
        self.sleep(seconds)
