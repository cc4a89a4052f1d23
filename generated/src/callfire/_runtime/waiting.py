"""Polls an operation until the thing it shows has left its passing states."""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypedDict, TypeVar

from .core.errors import WaitFailedError, WaitTimeoutError
from .core.operation import Operation, Wait

T = TypeVar("T")

_GROWTH = 1.5


class WaitOptions(TypedDict, total=False):
    """The options every waiting method takes besides the operation's own parameters."""

    timeout: float | None
    """Seconds to wait in all; 600 unless told, None for as long as it takes."""
    interval: float
    """Seconds before the second look, growing by half each time; 2 unless told."""
    max_interval: float
    """The longest pause between two looks; 30 seconds unless told."""
    on_poll: Callable[[Any], object] | None
    """Called with what each look has shown."""
    clock: Callable[[], float]
    """Where the time comes from, in seconds; for tests."""


class Caller(Protocol):
    """What waiting needs of a client."""

    def call(
        self,
        operation: Operation[T],
        *,
        path: Mapping[str, Any] = ...,
        query: Mapping[str, Any] = ...,
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
        if self.interval <= 0 or self.max_interval <= 0:
            raise ValueError("interval and max_interval must be positive numbers of seconds")
        if self.timeout is not None and self.timeout < 0:
            raise ValueError(f"timeout must not be negative: {self.timeout!r}")


@dataclass(slots=True)
class _Watch:
    """Looks at answers and at the clock, and says how long to pause."""

    operation: Operation[Any]
    choices: _Choices
    selects: bool
    start: float = field(init=False)
    wait: Wait = field(init=False)
    pauses: Iterator[float] = field(init=False)

    def __post_init__(self) -> None:
        if self.operation.wait is None:
            raise TypeError(f"{self.operation.id} shows nothing that could be waited for")
        self.wait = self.operation.wait
        self.start = self.choices.clock()
        self.pauses = _pauses(self.choices.interval, self.choices.max_interval)

    def show(self, answer: Any) -> object:
        """Pass an answer on to whoever wants to see it."""
        return None if self.choices.on_poll is None else self.choices.on_poll(answer)

    def look(self, answer: Any) -> float | None:
        """Return the seconds to pause before the next look, None when the waiting is over."""
        state = getattr(answer, self.wait.field, None)
        if state is None and self.selects:
            raise ValueError(f"fields must include {self.wait.field!r}, which is waited for")
        if state in self.wait.failed:
            raise WaitFailedError(
                f"{self.operation.id}: {self.wait.field} became {state}", answer=answer
            )
        if state is not None and state not in self.wait.pending:
            return None
        return self._pause(state, answer)

    def _pause(self, state: object, answer: Any) -> float:
        pause = next(self.pauses)
        if self.choices.timeout is None:
            return pause
        left = self.start + self.choices.timeout - self.choices.clock()
        if left <= 0:
            raise WaitTimeoutError(
                f"{self.operation.id}: {self.wait.field} is still {state} "
                f"after {self.choices.timeout:g} seconds",
                answer=answer,
            )
        return min(pause, left)


def _pauses(interval: float, most: float) -> Iterator[float]:
    while True:
        yield min(interval, most)
        interval = min(interval * _GROWTH, most)


def _selects(query: Mapping[str, Any]) -> bool:
    """Tell whether the caller chose what the answer holds, and so may have left out what is watched."""
    return any(value is not None for value in query.values())


def wait(
    client: Caller,
    operation: Operation[T],
    *,
    path: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    sleep: Callable[[float], object] = time.sleep,
    **options: Any,
) -> T:
    """Poll until the watched field has left its passing states.

    Args:
        client: Whose ``call`` looks.
        operation: An operation that states what to watch.
        path: Values of the path's parameters.
        query: Values of the query's parameters.
        sleep: How to pause.
        options: See ``WaitOptions``.

    Returns:
        What the last look has shown.

    Raises:
        WaitFailedError: It ended in a state that means failure; ``answer`` is what was shown.
        WaitTimeoutError: It took too long; ``answer`` is what was shown last.
    """
    watch = _Watch(operation, _Choices(**options), _selects(query or {}))
    while True:
        answer = client.call(operation, path=path or {}, query=query or {})
        watch.show(answer)
        pause = watch.look(answer)
        if pause is None:
            return answer
        sleep(pause)


async def wait_async(
    client: AsyncCaller,
    operation: Operation[T],
    *,
    path: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    **options: Any,
) -> T:
    """Poll until the watched field has left its passing states; see ``wait``."""
    watch = _Watch(operation, _Choices(**options), _selects(query or {}))
    while True:
        answer = await client.call(operation, path=path or {}, query=query or {})
        shown = watch.show(answer)
        if inspect.isawaitable(shown):
            await shown
        pause = watch.look(answer)
        if pause is None:
            return answer
        await sleep(pause)
