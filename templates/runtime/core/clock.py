"""Time, pauses and chance in one place, so that tests can replace them."""

import random
import time
from datetime import UTC, datetime

__all__ = ["Clock"]


class Clock:
    """The system's clock; tests pass their own with the same methods."""

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return time.monotonic()

    def now(self) -> datetime:
        """Return the time of day."""
        return datetime.now(UTC)

    def random(self) -> float:
        """Return a random number from 0 to 1."""
        return random.random()  # noqa: S311 - spreads retries, keeps no secret

    def sleep(self, seconds: float) -> None:
        """Pause a thread."""
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Pause a task."""
        import asyncio

        await asyncio.sleep(seconds)
