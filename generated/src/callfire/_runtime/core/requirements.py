"""What a request must hold beyond its types: facts of the description, read by the client and by the fake."""

import re
from collections.abc import Callable, Iterator, Mapping, Sized
from operator import index
from typing import Any

from msgspec import Struct, field

__all__ = [
    "NO_LIMITS",
    "Limits",
    "Requires",
    "is_given",
    "out_of_bounds",
    "require_within",
    "unmet",
]

_ROUNDING = 1e-9
"""How far binary fractions may be from a multiple of a decimal one."""


class Limits(Struct, frozen=True, kw_only=True):
    """The bounds of a value; None where there is none. Those of numbers and texts hold for each item of a list."""

    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None
    multiple_of: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    min_properties: int | None = None
    max_properties: int | None = None


NO_LIMITS = Limits()


class Requires(Struct, frozen=True, kw_only=True):
    """What a request must have beyond its types, in wire names.

    Attributes:
        properties: Required properties of the body, or of each item of a list body.
        one_of: Groups of properties of which exactly one must be there.
        any_of: Groups of properties, or of query parameters after a ``?``, of which at least one must be there.
        any_query: Query parameters of which at least one must be there.
        known_events: A property with a resource, and one with a list of events that the resource must have.
        events: The events of each resource.
    """

    properties: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    any_query: tuple[str, ...] = ()
    known_events: tuple[str, ...] = ()
    events: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def is_given(value: Any) -> bool:
    """Return whether a value is sent: None and empty texts and lists are not."""
    return value is not None and not (isinstance(value, Sized) and len(value) == 0)


def unmet(
    requires: Requires,
    item: Mapping[str, Any],
    query: Mapping[str, Any] | None,
    named: Callable[[str], str] = str,
) -> list[str]:
    """Return what an object of the body lacks, such as ``must have name``.

    Without a query, its parameters may have been given. ``named`` gives the names to show.
    """
    problems = []
    for name in requires.properties:
        if not _has(name, item, query):
            problems.append(f"must have {named(name)}")  # noqa: PERF401 - a comprehension is slower
    for group in requires.one_of:
        count = len(group) - [*map(item.get, group)].count(None)
        if count != 1:
            names = ", ".join(map(named, group))
            has = count or "none"
            problems.append(f"must have exactly one of {names}, and has {has} of them")
    for group in requires.any_of:
        # Most rows have one of them; what is false or a parameter takes longer to judge.
        if not any(map(item.get, group)) and not any(_has(each, item, query) for each in group):
            shown = (
                f"the parameter {named(each[1:])}" if each[0] == "?" else named(each)
                for each in group
            )
            problems.append(f"must have {' or '.join(shown)}")
    return problems + _unknown_events(requires, item) if requires.known_events else problems


def _has(name: str, item: Mapping[str, Any], query: Mapping[str, Any] | None) -> bool:
    if name[0] != "?":
        return is_given(item.get(name))
    return query is None or is_given(query.get(name[1:]))


def _unknown_events(requires: Requires, item: Mapping[str, Any]) -> list[str]:
    resource, listed = (item.get(name) for name in requires.known_events)
    if not (isinstance(resource, str) and resource in requires.events and isinstance(listed, list)):
        return []
    known = requires.events[resource]
    return [
        f"cannot have the event {str(event)[:60]!r}; {resource} has {', '.join(known)}"
        for event in listed
        if event not in known
    ]


def require_within(limits: Limits, value: Any, at: str, source: str) -> None:
    """Refuse what is out of bounds; ``source`` is what states them.

    Raises:
        ValueError: It is.
    """
    value = value if isinstance(value, bool) or not hasattr(value, "__index__") else index(value)
    for problem in out_of_bounds(limits, value, at):
        raise ValueError(f"{problem}; the description of {source} states it")


def out_of_bounds(limits: Limits, value: Any, at: str) -> Iterator[str]:
    """Yield which bounds a value is out of; values of other types are left to others."""
    if isinstance(value, list):
        yield from _outside(
            len(value), limits.min_items, limits.max_items, f"{at} must have", "items"
        )
        if limits.unique_items and len({*map(repr, value)}) < len(value):
            yield f"{at} must not have an item twice"
        for place, each in enumerate(value):
            if not isinstance(each, list):
                yield from out_of_bounds(limits, each, f"{at}[{place}]")
    elif isinstance(value, dict):
        size = len(value)
        yield from _outside(
            size, limits.min_properties, limits.max_properties, f"{at} must have", "keys"
        )
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _off_limits(limits, value, f"{at} must be")
    elif isinstance(value, str):
        size = len(value)
        yield from _outside(
            size, limits.min_length, limits.max_length, f"{at} must have", "characters"
        )
        if limits.pattern is not None and not re.search(limits.pattern, value):
            yield f"{at} must match {limits.pattern}"


def _off_limits(limits: Limits, value: float, start: str) -> Iterator[str]:
    yield from _outside(value, limits.minimum, limits.maximum, start)
    above, below, step = limits.exclusive_minimum, limits.exclusive_maximum, limits.multiple_of
    if above is not None and value <= above:
        yield f"{start} more than {above:g}"
    if below is not None and value >= below:
        yield f"{start} less than {below:g}"
    if step and abs(value / step - round(value / step)) > _ROUNDING:
        yield f"{start} a multiple of {step:g}"


def _outside(
    value: float, low: float | None, high: float | None, start: str, unit: str = ""
) -> Iterator[str]:
    for bound, words, is_outside in (
        (low, "at least", low is not None and value < low),
        (high, "at most", high is not None and value > high),
    ):
        if bound is not None and is_outside:
            number = int(bound) if bound == int(bound) else bound
            yield f"{start} {words} {number} {unit}".rstrip()
