"""What must not grow with use: memory over pages and calls; and 32 threads that share a client."""

from __future__ import annotations

import gc
import importlib
import json
import threading
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

import pytest

from tests.bench.serving import served

callfire = importlib.import_module("callfire")
PAGE = 100
CALL = {"id": 7, "state": "FINISHED", "created": 1_700_000_000_000, "labels": ["a", "b"]}


class Pages:
    """A transport with pages of calls, each with ids of its own, that end nowhere."""

    def __init__(self) -> None:
        self.count = 0

    def handle(self, request: Any) -> Any:
        first = self.count * PAGE
        self.count += 1
        items = [CALL | {"id": first + place} for place in range(PAGE)]
        content = json.dumps({"items": items, "limit": PAGE, "totalCount": 10**9}).encode()
        return callfire.Response(200, {"content-type": "application/json"}, content)

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def traced() -> Iterator[None]:
    gc.collect()
    tracemalloc.start()
    yield
    tracemalloc.stop()


def taken(what: Iterator[Any], count: int) -> tuple[int, int]:
    """Take so many; return how many came, and the most bytes that were held meanwhile."""
    gc.collect()
    tracemalloc.reset_peak()
    number = sum(1 for _ in islice(what, count))
    return number, tracemalloc.get_traced_memory()[1]


@pytest.mark.slow
@pytest.mark.usefixtures("traced")
def test_1_000_pages_take_the_memory_of_250() -> None:
    with callfire.CallFire("login", "password", http_client=Pages()) as client:
        calls = iter(client.calls.find(limit=PAGE))
        few, before = taken(calls, 250 * PAGE)
        many, after = taken(calls, 750 * PAGE)
    assert (few, many) == (25_000, 75_000)
    # The ids of the last 20,000 items are kept, in a table that is made anew now and then; a page has 10 kB.
    assert after - before < 1_000_000


@pytest.mark.slow
@pytest.mark.usefixtures("traced")
def test_10_000_calls_leave_nothing_behind(tmp_path: Any) -> None:
    with (
        served(json.dumps(CALL).encode(), tmp_path) as address,
        callfire.CallFire("login", "password", base_url=address) as client,
    ):
        calls = iter(lambda: client.calls.get(7).id, None)
        _, before = taken(calls, 500)
        number, after = taken(calls, 9_500)
    assert number == 9_500
    assert after - before < 50_000


def test_32_threads_get_their_own_responses(came: Any) -> None:
    with callfire.CallFire("login", "password", base_url=came[0]) as client:
        barrier = threading.Barrier(32)

        def work(number: int) -> list[Any]:
            barrier.wait()
            return [client.calls.get(number).state for _ in range(20)]

        with ThreadPoolExecutor(32) as pool:
            states = [state for each in pool.map(work, range(32)) for state in each]
    paths = sorted(str(each.url.path) for each in came[1])
    assert len(states) == 640
    assert paths == sorted(f"/v2/calls/{number}" for number in range(32) for _ in range(20))
