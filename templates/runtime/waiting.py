"""Polls an operation until the state of its resource is final."""

import inspect
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypedDict, TypeVar

from .core.clock import Clock
from .core.deadline import Deadline
from .core.errors import TransportError, WaitFailedError, WaitTimeoutError
from .core.operation import Operation, Wait

T = TypeVar("T")

_GROWTH = 1.5
_GRACE, _LEAST_GRACE, _MOST_GRACE = 0.05, 0.04, 1.0


class WaitOptions(TypedDict, total=False):
    """The options every waiting method takes besides the operation's own parameters."""

    timeout: float | None
    """Seconds to wait in all, requests included. Default 600; None for as long as it takes, 0 for one request."""
    interval: float
    """Seconds before the second request, growing by half each time. Default 2."""
    max_interval: float
    """The longest pause between two requests, in seconds. Default 30."""
    on_poll: Callable[[Any], object] | None
    """Called with the result of each request."""
    clock: Callable[[], float]
    """Returns the time in seconds; for tests."""


class Caller(Protocol):
    """What waiting needs of a client."""

    def call(
        self,
        operation: Operation[T],
        *,
        path: Mapping[str, Any] = ...,
        query: Mapping[str, Any] = ...,
        deadline: Deadline | None = ...,
    ) -> T:
        """Carry out an operation."""
        ...


class AsyncCaller(Protocol):
    """What waiting needs of an async client."""

    async def call(
        self,
        operation: Operation[T],
        *,
        path: Mapping[str, Any] = ...,
        query: Mapping[str, Any] = ...,
        deadline: Deadline | None = ...,
    ) -> T:
        """Carry out an operation."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choices:
    """The options with their defaults; a misspelt one is refused by the constructor."""

    timeout: float | None = 600
    interval: float = 2
    max_interval: float = 30
    on_poll: Callable[[Any], object] | None = None
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        for name in ("timeout", "interval", "max_interval"):
            value = getattr(self, name)
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            if not is_number and not (value is None and name == "timeout"):
                raise TypeError(f"{name} must be a number of seconds, not {type(value).__name__}")
        if self.interval <= 0 or self.max_interval <= 0:
            raise ValueError("interval and max_interval must be positive numbers of seconds")
        if self.timeout is not None and self.timeout < 0:
            raise ValueError(f"timeout must not be negative: {self.timeout!r}")


@dataclass(slots=True)
class _Watch:
    """Looks at results and at the clock, and states how long to pause."""

    operation: Operation[Any]
    choices: _Choices
    selects: bool
    end: Deadline | None = field(init=False)
    wait: Wait = field(init=False)
    pauses: Iterator[float] = field(init=False)
    last: Any = None

    def __post_init__(self) -> None:
        if self.operation.wait is None:
            raise TypeError(f"{self.operation.id} has no state that could be waited for")
        self.wait = self.operation.wait
        self.end = Deadline.after(self.choices.timeout, self.choices.clock)
        self.pauses = _pauses(self.choices.interval, self.choices.max_interval)

    @property
    def deadline(self) -> Deadline | None:
        """When the next request has to end. The last one begins when the time is over, so it gets a little more."""
        if self.end is None or not self.choices.timeout:
            return None
        grace = min(max(self.choices.timeout * _GRACE, _LEAST_GRACE), _MOST_GRACE)
        return Deadline(max(self.end.at, self.end.now() + grace), self.end.now)

    def show(self, result: Any) -> object:
        """Pass a result on to ``on_poll``."""
        self.last = result
        return None if self.choices.on_poll is None else self.choices.on_poll(result)

    def look(self, result: Any) -> float | None:
        """Return the seconds to pause before the next request, None when the state is final."""
        state = getattr(result, self.wait.field, None)
        if state is None and self.selects:
            raise ValueError(f"fields must include {self.wait.field!r}, which is waited for")
        if state in self.wait.failed:
            raise WaitFailedError(
                f"{self.operation.id}: {self.wait.field} became {state}", response=result
            )
        if state is not None and state not in self.wait.pending:
            return None
        pause = next(self.pauses)
        if self.end is None:
            return pause
        if self.end.is_over:
            raise self.over()
        return min(pause, self.end.left)

    def over(self) -> WaitTimeoutError:
        """Return the error of a wait that took too long."""
        state = getattr(self.last, self.wait.field, None)
        known = "is not known" if self.last is None else f"is still {state}"
        return WaitTimeoutError(
            f"{self.operation.id}: {self.wait.field} {known} after {self.choices.timeout:g} seconds",
            response=self.last,
        )

    @property
    def is_over(self) -> bool:
        """Whether the time is over, so that a request that failed was cut off."""
        return self.end is not None and self.end.is_over


def _clock(client: Any, options: dict[str, Any]) -> Clock:
    """The clock of a client, which also measures the time unless the options have another."""
    clock: Clock = client._options.clock  # noqa: SLF001 - the runtime is one
    options.setdefault("clock", clock.monotonic)
    return clock


def _pauses(interval: float, most: float) -> Iterator[float]:
    while True:
        yield min(interval, most)
        interval = min(interval * _GROWTH, most)


def _selects(query: Mapping[str, Any]) -> bool:
    """Return whether the caller chose the fields of the response, and so may have left out the watched one."""
    return any(value is not None for value in query.values())


def wait(
    client: Caller,
    operation: Operation[T],
    *,
    path: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    sleep: Callable[[float], object] | None = None,
    **options: Any,
) -> T:
    """Call an operation until the state of its resource is final.

    Args:
        client: The client to call.
        operation: An operation that names the field to watch.
        path: Values of the path's parameters.
        query: Values of the query's parameters.
        sleep: Pauses for a number of seconds. Default: the clock of the client.
        options: See ``WaitOptions``.

    Returns:
        The last result.

    Raises:
        WaitFailedError: The final state means failure; ``response`` is the last result.
        WaitTimeoutError: It took too long; ``response`` is the last result, None without one.
    """
    if sleep is None:
        sleep = _clock(client, options).sleep
    watch = _Watch(operation, _Choices(**options), _selects(query or {}))
    while True:
        try:
            result = client.call(
                operation, path=path or {}, query=query or {}, deadline=watch.deadline
            )
        except TransportError as error:
            if not watch.is_over:
                raise
            raise watch.over() from error
        watch.show(result)
        pause = watch.look(result)
        if pause is None:
            return result
        sleep(pause)


async def wait_async(
    client: AsyncCaller,
    operation: Operation[T],
    *,
    path: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    sleep: Callable[[float], Awaitable[object]] | None = None,
    **options: Any,
) -> T:
    """Call an operation until the state of its resource is final; see ``wait``."""
    if sleep is None:
        sleep = _clock(client, options).sleep_async
    watch = _Watch(operation, _Choices(**options), _selects(query or {}))
    while True:
        try:
            result = await client.call(
                operation, path=path or {}, query=query or {}, deadline=watch.deadline
            )
        except TransportError as error:
            if not watch.is_over:
                raise
            raise watch.over() from error
        shown = watch.show(result)
        if inspect.isawaitable(shown):
            await shown
        pause = watch.look(result)
        if pause is None:
            return result
        await sleep(pause)
