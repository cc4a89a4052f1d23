"""Says where a request names the people that it reaches, and finds these places in a body."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

__all__ = ["Recipients", "Spot", "spots"]


@dataclass(frozen=True, slots=True)
class Recipients:
    """Where the requests of an operation name the people that they reach.

    A place is ``{name}`` for a parameter of the path, else the properties of the body that lead to a value, such as
    ``[].phoneNumber`` or ``recipients[].phoneNumber``.

    Attributes:
        numbers: Places of phone numbers.
        people: Places of what stands for people whose numbers the request does not show, such as the id of a list.
        patterns: Expressions by places of texts; where one finds something, the text reaches further numbers.
        always: Whether it reaches people whom an earlier request named.
    """

    numbers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    patterns: Mapping[str, str] = field(default_factory=dict)
    always: bool = False


@dataclass(slots=True)
class Spot:
    """A value in a body: ``holder[key]``, and the place of its row where the body is a list."""

    holder: Any
    key: Any
    row: int | None = None

    @property
    def value(self) -> Any:
        """What stands there."""
        return self.holder[self.key]


def spots(body: Any, place: str) -> Iterator[Spot]:
    """Find the values of a place in a body as it is sent; null counts as absent."""
    for spot in _found(Spot([body], 0), _steps(place)):
        if spot.value is not None:
            yield spot


@cache
def _steps(place: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\[\]|[^.\[\]]+", place))


def _found(spot: Spot, steps: tuple[str, ...]) -> Iterator[Spot]:
    if not steps:
        yield spot
        return
    step, rest = steps[0], steps[1:]
    value = spot.value
    if step == "[]":
        # A server may take a single value for a list of one.
        items = value if isinstance(value, list) else [value]
        for index, _ in enumerate(items):
            row = index if spot.row is None else spot.row
            inner = Spot(value, index, row) if isinstance(value, list) else spot
            yield from _found(inner, rest)
    elif isinstance(value, dict) and step in value:
        yield from _found(Spot(value, step, spot.row), rest)
