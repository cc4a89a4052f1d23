"""Carries out what a generator asks the API for, through the sync or the async client."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from . import operations

__all__ = ["Ask", "Asking", "drive", "drive_async"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the API for something.

    Attributes:
        operation: The operation's id.
        query: Parameters of the query, by their wire names.
        each: Called with each item of all pages of a search; None asks for one response, which is sent back.
    """

    operation: str
    query: Mapping[str, Any] = field(default_factory=dict)
    each: Callable[[Any], object] | None = None


Asking: TypeAlias = Generator[Ask, Any, T]
"""Yields what it wants to know, is sent the responses, and returns a result."""


def drive(asking: Asking[T], client: Any) -> T:
    """Ask through a sync client."""
    response: Any = None
    while True:
        try:
            ask = asking.send(response)
        except StopIteration as stop:
            result: T = stop.value
            return result
        operation = operations.by_id(ask.operation)
        if ask.each is None:
            response = client.call(operation, query=ask.query)
            continue
        response = None
        for item in client.page(operation, query=ask.query):
            ask.each(item)


async def drive_async(asking: Asking[T], client: Any) -> T:
    """Ask through an async client."""
    response: Any = None
    while True:
        try:
            ask = asking.send(response)
        except StopIteration as stop:
            result: T = stop.value
            return result
        operation = operations.by_id(ask.operation)
        if ask.each is None:
            response = await client.call(operation, query=ask.query)
            continue
        response = None
        async for item in client.page(operation, query=ask.query):
            ask.each(item)
