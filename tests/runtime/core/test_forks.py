"""A forked child has locks and connections of its own, and refuses what it cannot have."""

import asyncio
import importlib
import os
import pkgutil
import signal
import threading
import time

import httpx2
import pytest
import runtime
from failing_server import GET, FailingServer, Widget, settings
from runtime.bulk.rate_limit import LocalRateLimit
from runtime.client import AsyncClient, SyncClient
from runtime.core import forks
from runtime.core.errors import ConfigurationError
from runtime.core.forks import fork_safe, on_fork
from runtime.http.httpx_async import running_loop
from runtime.models import decode, encode

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture
def server():
    with FailingServer() as made:
        yield made


def in_child(act, seconds=5.0):
    """Run a function in a forked child; returns its exit code, or -1 when it hangs."""
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(0 if act() else 1)
        finally:
            os._exit(2)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return -1


def held(lock):
    """Hold a lock in another thread; returns what releases it."""
    taken, release = threading.Event(), threading.Event()

    def hold():
        with lock:
            taken.set()
            release.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait()

    def end():
        release.set()
        thread.join()

    return end


LOCKS = {
    "a lock": lambda: fork_safe(threading.Lock()),
    "a lock that may be taken twice": lambda: fork_safe(threading.RLock()),
    "encode": lambda: encode.building,
}


def test_every_lock_of_a_module_is_open_in_the_child():
    kinds = type(threading.Lock()), type(threading.RLock())
    names = [each.name for each in pkgutil.walk_packages(runtime.__path__, "runtime.")]
    modules = [importlib.import_module(name) for name in names if "telemetry" not in name]
    result = [
        lock for module in modules for lock in vars(module).values() if isinstance(lock, kinds)
    ]

    assert result
    assert all(lock in forks._locks for lock in result)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_that_a_thread_of_the_parent_holds_is_open_in_the_child(name):
    lock = LOCKS[name]()
    release = held(lock)
    try:
        assert in_child(lambda: lock.acquire(timeout=1)) == 0
        assert not lock.acquire(blocking=False)
    finally:
        release()


def test_a_child_reads_responses_while_the_parent_was_reading_one():
    release = held(encode.building)
    try:
        assert in_child(lambda: decode.decode(Widget, b'{"id": "unusual"}') is not None) == 0
    finally:
        release()


def test_a_shared_rate_limit_works_in_the_child():
    limit = LocalRateLimit(10)
    release = held(limit._lock)
    try:
        assert in_child(lambda: limit.reserve() >= 0) == 0
    finally:
        release()


def test_objects_are_reported_for_as_long_as_they_live():
    class Hook:
        forked = False

        def after_fork(self):
            self.forked = True

    kept = Hook()
    on_fork(kept)
    on_fork(Hook())
    assert in_child(lambda: kept.forked) == 0
    assert not kept.forked


def test_a_client_that_was_given_is_refused_in_the_child(server):
    with (
        httpx2.Client() as http_client,
        SyncClient(settings(server), "a", "b", http_client=http_client) as client,
    ):
        client.call(GET, path={"id": 1})

        def refused():
            with pytest.raises(ConfigurationError, match="in the child process"):
                client.call(GET, path={"id": 1})
            return True

        assert in_child(refused) == 0
        assert client.call(GET, path={"id": 1}).id == 1
    assert len(server.got) == 2


def test_an_async_client_that_was_given_is_refused_in_the_child(server):
    http_client = httpx2.AsyncClient()
    client = AsyncClient(settings(server), "a", "b", http_client=http_client)

    async def refused():
        with pytest.raises(ConfigurationError, match="in the child process"):
            await client.call(GET, path={"id": 1})
        return True

    assert in_child(lambda: asyncio.run(refused())) == 0
    asyncio.run(http_client.aclose())


def test_a_child_has_connections_of_its_own(server):
    with SyncClient(settings(server), "a", "b") as client:
        client.call(GET, path={"id": 1})
        assert in_child(lambda: client.call(GET, path={"id": 2}).id == 1) == 0
        client.call(GET, path={"id": 3})
    assert server.connections == 2


def test_without_an_event_loop_of_asyncio_the_error_states_so(server):
    """As under trio, which runs coroutines by itself."""
    client = AsyncClient(settings(server), "a", "b")
    pending = client.call(GET, path={"id": 1})

    with pytest.raises(ConfigurationError, match="trio"):
        pending.send(None)
    with pytest.raises(StopIteration):
        client.aclose().send(None)
    with pytest.raises(ConfigurationError, match="asyncio"):
        running_loop()
