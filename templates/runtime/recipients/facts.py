"""Lists where a request names the people that it reaches, and finds these places in a body."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias

__all__ = ["Pairs", "Recipients", "Spot", "spots"]

Pairs: TypeAlias = Iterable[tuple[str, str]]
"""The parameters of a query as they are sent."""


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
        when: Parameters of the query, as they are sent, without which it reaches no one.
        at_once: Parameters of the query, as they are sent, with which it reaches people at once; None where it always
            does, and nothing where it never does.
    """

    numbers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    patterns: Mapping[str, str] = field(default_factory=dict)
    always: bool = False
    when: Mapping[str, str] = field(default_factory=dict)
    at_once: Mapping[str, str] | None = None

    def reaches(self, query: Pairs) -> bool:
        """Whether a request with this query reaches anybody."""
        return _has(query, self.when)

    def reaches_at_once(self, query: Pairs) -> bool:
        """Whether it reaches them now, and not only later."""
        return self.at_once is None or (bool(self.at_once) and _has(query, self.at_once))


def _has(query: Pairs, wanted: Mapping[str, str]) -> bool:
    """Whether all parameters are there; servers differ in which of two values counts, and in the case of true."""
    return wanted.items() <= {(name, value.lower()) for name, value in query}


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
    for spot in _spots_at(Spot([body], 0), _steps(place)):
        if spot.value is not None:
            yield spot


@cache
def _steps(place: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\[\]|[^.\[\]]+", place))


def _spots_at(spot: Spot, steps: tuple[str, ...]) -> Iterator[Spot]:
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
            yield from _spots_at(inner, rest)
    elif isinstance(value, dict) and step in value:
        yield from _spots_at(Spot(value, step, spot.row), rest)
