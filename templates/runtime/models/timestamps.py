"""Points in time that travel as milliseconds since the Unix epoch.

``Timestamp`` is ``datetime`` for everyone who reads or type checks; the class of its own only tells the codec which
fields hold milliseconds.
"""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

__all__ = ["Timestamp", "from_ms", "instant", "to_ms"]

_MILLISECOND = timedelta(milliseconds=1)

if TYPE_CHECKING:
    Timestamp = datetime
else:

    class _AnyDatetime(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, datetime)

    class Timestamp(metaclass=_AnyDatetime):
        """Marks a field that is milliseconds on the wire; what it holds are plain aware datetimes."""


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EXACT = range(2**41)
"""Milliseconds, up to the year 2039, that a float of seconds carries exactly; these are read faster."""


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


def to_ms(value: Any, name: str) -> int:
    """Write a point in time as milliseconds; an int is taken as milliseconds already.

    Raises:
        TypeError: It is neither an aware datetime nor an int.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return (instant(value, name) - _EPOCH) // _MILLISECOND


def instant(value: Any, name: str) -> datetime:
    """Return an aware datetime as it is.

    Raises:
        TypeError: It is something else, or says no time zone.
    """
    if not isinstance(value, datetime):
        told = "a date without a time" if isinstance(value, date) else type(value).__name__
        raise TypeError(f"{name} must be an aware datetime, not {told}")
    if value.utcoffset() is None:
        raise TypeError(
            f"{name} has no time zone; say which one it is in, such as datetime.now(timezone.utc)"
        )
    return value
