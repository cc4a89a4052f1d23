"""Knows at which hours people must not be reached, by the clock of the place that their phone number belongs to."""

import re
from collections.abc import Iterable
from datetime import datetime, time
from functools import lru_cache
from typing import Any, NamedTuple, Self
from zoneinfo import ZoneInfo

from ..core.errors import ConfigurationError

__all__ = ["QuietHours", "require_zones", "zones_of"]

_TEXT = re.compile(r"\s*(\d{1,2}:\d\d)\s*-\s*(\d{1,2}:\d\d)(?:\s+(\S+))?\s*")
_MOST_ZONES = 10
"""More zones than a region has: the number belongs to no region, as toll-free ones do."""
_NORTH_AMERICA = re.compile(r"1[0-9]{10}")
_SHORTEST = 7


class QuietHours(NamedTuple):
    """Hours at which no one may be reached, by the recipient's own clock.

    The zone comes from the number's area code, so it is that of the place where the number was given out. Where that
    spans several zones, all of them must be outside of the quiet hours. Needs the package ``phonenumbers``.

    Attributes:
        begin: When the quiet hours begin, such as ``time(21)``.
        end: When they end, such as ``time(8)``; before ``begin`` when they last over midnight.
        zone: The zone of numbers that belong to no region, such as toll-free ones; None holds them back at any hour.
    """

    begin: time
    end: time
    zone: str | None = None

    @classmethod
    def of(cls, value: Any) -> Self:
        """Take two times and perhaps a zone, or a text such as ``21:00-08:00 America/New_York``.

        Raises:
            ConfigurationError: The value is neither, or there is no such time or zone.
        """
        if isinstance(value, str) and (parts := _TEXT.fullmatch(value)):
            value = parts.groups()
        if not isinstance(value, tuple | list) or len(value) not in {2, 3}:
            raise ConfigurationError(
                "quiet_hours must be QuietHours, two times, or a text such as '21:00-08:00'"
            )
        begin, end, zone = *map(_time, value[:2]), (*value, None)[2]
        if begin == end:
            raise ConfigurationError("quiet_hours must begin and end at different times")
        if zone is not None:
            _zone(zone)
        return cls(begin, end, zone)

    def reason(self, numbers: Iterable[str], now: datetime) -> str | None:
        """Return why a number may not be reached at this moment, None when it may.

        Args:
            numbers: What the number may mean: digits with the country code.
            now: The moment, with its zone.
        """
        zones = {zone for number in numbers for zone in zones_of(number)}
        if not zones and self.zone is None:
            return "the time zone of the number is not known"
        for name in sorted(zones) or (str(self.zone),):
            there = now.astimezone(_zone(name)).time().replace(tzinfo=None)
            if self._covers(there):
                return f"it is {there:%H:%M} in {name}, in the quiet hours from {self.begin:%H:%M} to {self.end:%H:%M}"
        return None

    def _covers(self, moment: time) -> bool:
        if self.begin < self.end:
            return self.begin <= moment < self.end
        return moment >= self.begin or moment < self.end


def _time(value: Any) -> time:
    if isinstance(value, str):
        try:
            return time.fromisoformat(value.rjust(5, "0"))
        except ValueError:
            raise ConfigurationError(f"quiet_hours: {value!r} is no time of day") from None
    if isinstance(value, time) and value.tzinfo is None:
        return value
    raise ConfigurationError(
        f"quiet_hours must be times without a zone, not {type(value).__name__}"
    )


@lru_cache(256)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError, TypeError):
        raise ConfigurationError(
            f"there is no time zone {name!r} on this system; the package tzdata has them all"
        ) from None


def require_zones(extra: str) -> None:
    """Refuse to go on without the package that knows the zones of numbers.

    Args:
        extra: What to install.

    Raises:
        ConfigurationError: It is not installed.
    """
    try:
        import phonenumbers.timezone  # noqa: F401 - only whether it is there
    except ImportError:
        raise ConfigurationError(
            f"quiet hours need the package phonenumbers: pip install '{extra}'"
        ) from None


def zones_of(number: str) -> tuple[str, ...]:
    """Return the time zones that a number may belong to; none for short codes and numbers of no region."""
    if len(number) < _SHORTEST:
        return ()
    import phonenumbers.timezone

    if _NORTH_AMERICA.fullmatch(number):
        known = phonenumbers.PhoneNumber(country_code=1, national_number=int(number[1:]))
    else:
        try:
            known = phonenumbers.parse(f"+{number}")
        except phonenumbers.NumberParseException:
            return ()
    return _named(phonenumbers.timezone.time_zones_for_geographical_number(known))


def _named(zones: Iterable[str]) -> tuple[str, ...]:
    result = tuple(zones)
    return () if len(result) > _MOST_ZONES or result == ("Etc/Unknown",) else result
