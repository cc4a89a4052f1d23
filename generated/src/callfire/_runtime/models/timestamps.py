"""Points in time that travel as milliseconds since the Unix epoch.

A page holds over a thousand of them, and few are looked at: a field keeps the milliseconds as they came, and makes the
``datetime`` when it is read.
"""

from datetime import UTC, date, datetime, timedelta
from operator import index
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

__all__ = ["Timestamp", "TimestampItem", "as_moment", "as_ms", "from_ms", "instant", "to_ms"]

_MILLISECOND = timedelta(milliseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YEARS = range(-62_135_596_800_000, 253_402_300_800_000)
"""The milliseconds from the year 1 to the end of 9999, which a ``datetime`` can be."""

if TYPE_CHECKING:
    Timestamp = datetime
    TimestampItem = datetime
else:
    Timestamp = Annotated[
        int, msgspec.Meta(ge=_YEARS.start, le=_YEARS.stop - 1, extra={"ms": True})
    ]
    """The type of a field of a model; it holds milliseconds, and gives a ``datetime`` when it is read."""

    class _AnyDatetime(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, datetime)

    class TimestampItem(metaclass=_AnyDatetime):
        """The type of points in time inside lists and mappings, which are made when they are decoded."""


_EXACT = range(2**41)
"""Milliseconds, up to the year 2039, that a float of seconds carries exactly; these are read faster."""
_LEAST_MS = 10**11
"""March 1973 in milliseconds, the year 5138 in seconds: a smaller number is meant as seconds."""


def from_ms(value: Any) -> datetime:
    """Read milliseconds, exactly.

    Raises:
        TypeError: It is no number.
        ValueError: It is no whole number, or beyond the calendar.
    """
    if type(value) is int and value in _EXACT:
        return datetime.fromtimestamp(value / 1000, UTC)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"expected milliseconds, got {type(value).__name__}")
    try:
        return _EPOCH + timedelta(milliseconds=value)
    except OverflowError:
        raise ValueError("expected milliseconds, got a number beyond the year 9999") from None


def as_moment(value: Any) -> Any:
    """Return what a field holds as users see it: milliseconds as an aware datetime, anything else unchanged."""
    if type(value) is int and value in _YEARS:
        return from_ms(value)
    return value


def to_ms(value: Any, name: str) -> int:
    """Write a point in time as milliseconds; an integer is taken as milliseconds already.

    Raises:
        TypeError: It is neither an aware datetime nor an integer.
        ValueError: It is an integer too small for milliseconds, so surely seconds.
    """
    if isinstance(value, datetime | bool) or not hasattr(value, "__index__"):
        return as_ms(instant(value, name))
    number = index(value)
    if 0 < abs(number) < _LEAST_MS:
        raise ValueError(
            f"{name} is {number}, which looks like seconds; milliseconds are expected: "
            "multiply by 1000, or pass an aware datetime such as "
            "datetime.fromtimestamp(seconds, timezone.utc)"
        )
    return number


def as_ms(value: datetime) -> int:
    """Return an aware datetime as milliseconds, rounded down."""
    return (value - _EPOCH) // _MILLISECOND


def instant(value: Any, name: str) -> datetime:
    """Return an aware datetime unchanged.

    Raises:
        TypeError: It is something else, or has no time zone.
    """
    if type(value).__name__ == "NaTType":
        raise TypeError(f"{name} must be an aware datetime, not an empty cell (NaT)")
    if not isinstance(value, datetime):
        result = "a date without a time" if isinstance(value, date) else type(value).__name__
        raise TypeError(f"{name} must be an aware datetime, not {result}")
    if value.utcoffset() is None:
        raise TypeError(
            f"{name} has no time zone; show which one it is in, such as datetime.now(timezone.utc)"
        )
    return value
