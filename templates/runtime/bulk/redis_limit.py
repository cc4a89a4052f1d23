"""A rate limit in Redis, which workers on many machines share.

It is the generic cell rate algorithm, as one script: Redis keeps the time at which the next item may go, by its own
clock, so that neither the number of workers nor their clocks matter.
"""

import os
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from ..core.errors import ConfigurationError, SharedRateLimitError

__all__ = ["RedisRateLimit"]

_SCRIPT = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval = 1000000 / tonumber(ARGV[1])
local next = tonumber(redis.call('GET', KEYS[1])) or 0
local turn = math.max(next, now - tonumber(ARGV[3]) * interval)
next = turn + tonumber(ARGV[2]) * interval
redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', math.ceil(math.max(next - now, 0) / 1000) + 60000)
return string.format('%.0f', math.max(turn - now, 0))
"""


@dataclass(frozen=True)
class RedisRateLimit:
    """An even rate that all workers share that name the same Redis and the same key.

    It can be pickled, and connects where it is used. When Redis cannot be reached, the run stops before anything more is
    sent, with ``SharedRateLimitError``: it never goes on without its limit.

    Args:
        rate: Items per second, over all workers.
        url: ``redis://HOST:PORT/DATABASE``; ``rediss://`` for TLS. Needs the ``redis`` package.
        key: Names the limit; Redis stores it as ``rate-limit:KEY``. Runs of one account that must share a limit use the same key.
        burst: Items that may go at once after a pause.

    Raises:
        ValueError: The rate is not a positive number, or the burst is negative.
        ConfigurationError: The ``redis`` package is not installed, or the URL is not one of Redis.
    """

    rate: float
    url: str = field(repr=False)
    key: str = "bulk-rate"
    burst: float = 0.0

    def __post_init__(self) -> None:
        if not 0 < self.rate < float("inf"):
            raise ValueError(
                f"rate must be a positive number of items per second, not {self.rate!r}"
            )
        if self.burst < 0:
            raise ValueError(f"burst must not be negative: {self.burst!r}")
        self._script()

    def reserve(self, items: int = 1) -> float:
        """Reserve a time for so many items.

        Args:
            items: How many go out together.

        Returns:
            The seconds to wait before they may go.

        Raises:
            SharedRateLimitError: Redis cannot be reached, or refuses.
        """
        library = import_module("redis")
        try:
            wait = self._script()(
                keys=[f"rate-limit:{self.key}"], args=[self.rate, items, self.burst]
            )
        except (library.RedisError, OSError) as error:
            text = " ".join(str(error).split()) or type(error).__name__
            raise SharedRateLimitError(
                f"the rate limit {self.key!r} in Redis cannot be used, so nothing more was sent: {text}"
            ) from error
        return int(wait) / 1_000_000

    def _script(self) -> Any:
        """Return the script with a connection of this process."""
        own = self.__dict__.get("_own")
        if own is None or own[0] != os.getpid():
            try:
                library = import_module("redis")
            except ImportError as error:
                raise ConfigurationError(
                    "a rate limit in Redis needs the redis package: pip install redis"
                ) from error
            try:
                client = library.Redis.from_url(
                    self.url, socket_timeout=5, socket_connect_timeout=5, health_check_interval=30
                )
            except ValueError as error:
                raise ConfigurationError(
                    "the URL of Redis begins with redis:// or rediss://"
                ) from error
            own = (os.getpid(), client.register_script(_SCRIPT))
            self.__dict__["_own"] = own
        return own[1]

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_own"}
