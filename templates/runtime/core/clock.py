"""Time, pauses and chance in one place, so that tests can set them."""

import random
import time
from datetime import UTC, datetime

__all__ = ["Clock"]


class Clock:
    """The real thing; tests hand over their own with the same methods."""

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()

    def now(self) -> datetime:
        """The time of day."""
        return datetime.now(UTC)

    def random(self) -> float:
        """Any number from 0 to 1."""
        return random.random()  # noqa: S311 - spreads repetitions, keeps no secret

    def sleep(self, seconds: float) -> None:
        """Pause a thread."""
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Pause a task."""
        import asyncio

        await asyncio.sleep(seconds)
