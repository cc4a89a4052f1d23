"""Pacing: even, shared, and never early."""

import threading

import pytest
from runtime.bulk.rate_limit import LocalRateLimit, rate_limit


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def test_items_are_spread_evenly():
    limit = LocalRateLimit(10, clock=Clock())

    assert [pytest.approx(limit.reserve(count)) for count in (5, 5, 1, 1)] == [0.0, 0.5, 1.0, 1.1]


def test_a_pause_gives_no_credit_without_burst():
    clock = Clock()
    limit = LocalRateLimit(10, clock=clock)
    limit.reserve(1)
    clock.now += 60

    assert [limit.reserve(), limit.reserve()] == [0.0, pytest.approx(0.1)]


def test_a_pause_gives_credit_up_to_the_burst():
    clock = Clock()
    limit = LocalRateLimit(10, burst=2, clock=clock)

    assert [limit.reserve() for _ in range(4)] == [0.0, 0.0, 0.0, pytest.approx(0.1)]


def test_threads_share_one_pace():
    limit = LocalRateLimit(1000, clock=Clock())
    waits = []
    threads = [
        threading.Thread(target=lambda: waits.extend(limit.reserve() for _ in range(100)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [pytest.approx(number / 1000) for number in range(800)] == sorted(waits)


@pytest.mark.parametrize("rate", [0, -1, float("inf"), float("nan")])
def test_a_rate_must_be_a_positive_number(rate):
    with pytest.raises(ValueError, match="rate must be a positive number"):
        LocalRateLimit(rate)


def test_a_burst_is_not_negative():
    with pytest.raises(ValueError, match="burst must not be negative"):
        LocalRateLimit(1, burst=-1)


def test_numbers_become_limits_and_limits_stay():
    limit = LocalRateLimit(5, burst=1)

    assert (rate_limit(None), rate_limit(limit), rate_limit(7).rate) == (None, limit, 7)
    assert repr(limit) == "LocalRateLimit(5, burst=1)"
