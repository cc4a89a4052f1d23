"""The limit in Redis: even over processes, for sync and async runs, and never left out silently."""

import asyncio
import itertools
import multiprocessing
import pickle
import time
from collections import Counter
from secrets import token_hex

import pytest
from runtime.bulk import async_, sync
from runtime.bulk.redis_limit import RedisRateLimit
from runtime.core.errors import BulkStoppedError, ConfigurationError, SharedRateLimitError
from runtime.core.operation import Effect, Operation
from runtime.models.model import Model


class Row(Model):
    to: str | None = None


SEND = Operation("send", "POST", "/", effect=Effect.CONTACT, body=list[Row], chunk=10)


class Server:
    def __init__(self):
        self.got = Counter()

    def call(self, _operation, *, body, **_):
        self.got.update(row["to"] for row in body)
        return [{"id": 1} for _ in body]


class AsyncServer(Server):
    async def call(self, operation, **options):
        return super().call(operation, **options)


ROWS = [{"to": str(number)} for number in range(60)]


@pytest.fixture
def key():
    return token_hex(8)


def test_items_are_spread_evenly(redis, key):
    limit = RedisRateLimit(10, redis, key)
    waits = [limit.reserve(count) for count in (5, 5, 1, 1)]
    assert [pytest.approx(wait, abs=0.1) for wait in waits] == [0.0, 0.5, 1.0, 1.1]


def test_a_pause_gives_credit_up_to_the_burst(redis, key):
    limit = RedisRateLimit(10, redis, key, burst=2)
    waits = [limit.reserve() for _ in range(4)]
    assert [pytest.approx(wait, abs=0.05) for wait in waits] == [0.0, 0.0, 0.0, 0.1]


def test_keys_are_apart_and_expire(redis, key):
    RedisRateLimit(1, redis, key).reserve(100)
    assert RedisRateLimit(1, redis, f"{key}b").reserve() == 0.0
    client = pytest.importorskip("redis").Redis.from_url(redis)
    assert 100_000 < client.pttl(f"rate-limit:{key}") <= 161_000


def reserve(limit, count, queue):
    queue.put([time.time() + limit.reserve() for _ in range(count)])


def test_processes_share_one_pace(redis, key):
    limit = RedisRateLimit(200, redis, key)
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    limit.reserve()
    processes = [context.Process(target=reserve, args=(limit, 100, queue)) for _ in range(4)]
    for process in processes:
        process.start()
    times = sorted(itertools.chain.from_iterable(queue.get() for _ in processes))
    for process in processes:
        process.join()
    assert 1.9 < times[-1] - times[0] < 2.5


def test_a_run_keeps_to_it_sync_and_async(redis, key):
    limit = RedisRateLimit(100, redis, key)
    began = time.monotonic()
    first = sync.send_bulk(Server(), SEND, ROWS, rate=limit)
    second = asyncio.run(async_.send_bulk(AsyncServer(), SEND, ROWS, rate=limit))
    assert (first.sent, second.sent) == (60, 60)
    assert 1.05 < time.monotonic() - began < 3


def test_it_pickles_without_its_connection_and_hides_its_url(redis, key):
    limit = RedisRateLimit(0.1, redis, key)
    limit.reserve()
    again = pickle.loads(pickle.dumps(limit))
    assert (again, again.reserve() > 0, redis in repr(again)) == (limit, True, False)


@pytest.mark.parametrize("make", [Server, AsyncServer])
def test_without_redis_nothing_is_sent(key, make):
    pytest.importorskip("redis")
    limit = RedisRateLimit(100, "redis://user:secret@127.0.0.1:1/0", key)
    server = make()

    def run():
        if make is Server:
            sync.send_bulk(server, SEND, ROWS, rate=limit)
        else:
            asyncio.run(async_.send_bulk(server, SEND, ROWS, rate=limit))

    with pytest.raises(BulkStoppedError) as caught:
        run()
    cause = caught.value.__cause__
    assert isinstance(cause, SharedRateLimitError)
    assert "in Redis cannot be used, so nothing more was sent" in str(cause)
    assert ("secret" in str(cause), server.got.total(), caught.value.result.unsent) == (
        False,
        0,
        60,
    )


def test_a_limit_that_breaks_in_the_middle_stops_the_run():
    class Broken:
        rate = 1000.0
        asked = 0

        def reserve(self, _items=1):
            self.asked += 1
            if self.asked > 3:
                raise SharedRateLimitError("gone")
            return 0.0

    server = Server()
    with pytest.raises(BulkStoppedError, match="gone") as caught:
        sync.send_bulk(server, SEND, ROWS, rate=Broken(), concurrency=1)
    assert caught.value.result.sent == server.got.total() == 30


@pytest.mark.parametrize("options", [{"rate": 0}, {"rate": float("nan")}, {"rate": 1, "burst": -1}])
def test_numbers_out_of_range_are_refused(options):
    pytest.importorskip("redis")
    with pytest.raises(ValueError, match="must"):
        RedisRateLimit(url="redis://127.0.0.1", **options)


def test_a_strange_url_is_refused():
    pytest.importorskip("redis")
    with pytest.raises(ConfigurationError, match="redis://"):
        RedisRateLimit(1, "http://127.0.0.1")
