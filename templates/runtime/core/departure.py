"""Calls a function right before a request leaves, when a connection is open: what a bulk run records it with.

The function travels to the HTTP library in a context variable; the library calls it for each step of a request.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

__all__ = ["before_departure", "before_departure_async", "departure"]

departure: ContextVar[Callable[[str, Mapping[str, Any]], Any] | None] = ContextVar(
    "departure", default=None
)
"""What the HTTP library calls with the name of a step and its facts, for the requests of this thread or task."""

_LEAVES = ".send_request_headers.started"


def _is_departure(step: str, facts: Mapping[str, Any]) -> bool:
    """Return whether a step is the first one of which the server sees something of the request itself."""
    return step.endswith(_LEAVES) and getattr(facts.get("request"), "method", None) != b"CONNECT"


@contextmanager
def before_departure(function: Callable[[], object]) -> Iterator[None]:
    """Call a function right before the requests of this block leave; the request fails with what it raises."""

    def step(name: str, facts: Mapping[str, Any]) -> None:
        if _is_departure(name, facts):
            function()

    token = departure.set(step)
    try:
        yield
    finally:
        departure.reset(token)


@contextmanager
def before_departure_async(function: Callable[[], Awaitable[object]]) -> Iterator[None]:
    """Await a function right before the requests of this block leave; the request fails with what it raises."""

    async def step(name: str, facts: Mapping[str, Any]) -> None:
        if _is_departure(name, facts):
            await function()

    token = departure.set(step)
    try:
        yield
    finally:
        departure.reset(token)
