"""Points in time: exact both ways, and never without a zone."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.models.timestamps import from_ms, to_ms

LEAST, MOST = to_ms(datetime.min.replace(tzinfo=UTC), "t"), to_ms(
    datetime.max.replace(tzinfo=UTC), "t"
)


@given(st.integers(LEAST, MOST) | st.integers(0, 2**41 + 5))
def test_every_millisecond_round_trips(ms):
    assert to_ms(from_ms(ms), "created") == ms


def test_known_instant():
    assert datetime(2016, 9, 13, 15, 50, 17, tzinfo=UTC) == from_ms(1473781817000)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1473781817000, 1473781817000),
        (datetime(1970, 1, 1, 2, tzinfo=timezone(timedelta(hours=2))), 0),
        (datetime(1969, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC), -1),
        (datetime(1970, 1, 1, 0, 0, 0, 1_999, tzinfo=UTC), 1),
    ],
)
def test_to_ms(value, expected):
    assert to_ms(value, "created") == expected


@pytest.mark.parametrize(
    ("value", "reported"),
    [
        (datetime(2026, 1, 1), "created has no time zone"),
        (date(2026, 1, 1), "a date without a time"),
        (True, "not bool"),
        ("2026-01-01", "not str"),
    ],
)
def test_what_is_no_instant_is_refused(value, reported):
    with pytest.raises(TypeError, match=reported):
        to_ms(value, "created")


@pytest.mark.parametrize("value", [10**18, -(10**18), 10**400])
def test_beyond_the_calendar(value):
    with pytest.raises(ValueError, match="beyond"):
        from_ms(value)


@pytest.mark.parametrize("value", [True, "1", None, 1.5])
def test_no_milliseconds(value):
    with pytest.raises(TypeError, match="expected milliseconds"):
        from_ms(value)


def test_what_is_read_is_a_plain_datetime():
    assert datetime is type(from_ms(1473781817000)) is type(from_ms(2**41))
