"""Threads, forks, event loops, closing: clients that live long and are shared."""

import asyncio
import gc
import multiprocessing
import os
import threading
import weakref
from collections import Counter
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest
from failing_server import GET, SEND, FailingServer, QuickClock, Widget, http_response, settings
from runtime.client import AsyncClient, AsyncResource, SyncClient, SyncResource
from runtime.core.errors import (
    ClientClosedError,
    ClientError,
    ConfigurationError,
    OutcomeUnknownError,
    RateLimitError,
    ServerError,
)
from runtime.core.messages import Response


def get(client):
    return client.call(GET, path={"id": 1}).id


async def get_async(client):
    return (await client.call(GET, path={"id": 1})).id


@pytest.fixture
def client(server):
    with SyncClient(settings(server), "login", "password") as made:
        yield made


def test_threads_share_a_client(client, server):
    results = []

    def work():
        results.extend(get(client) for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [1] * 160
    assert server.connections <= 8


def in_child(client, results):
    results.put(get(client))
    client.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_has_connections_of_its_own(client, server):
    assert get(client) == 1
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    children = [context.Process(target=in_child, args=(client, results)) for _ in range(2)]
    for child in children:
        child.start()
    assert [results.get(timeout=10) for _ in children] == [1, 1]
    for child in children:
        child.join()
    assert get(client) == 1
    assert server.connections == 3


def test_event_loops_share_an_async_client(server):
    client = AsyncClient(settings(server), "login", "password")

    async def twice():
        return [await get_async(client), await get_async(client)]

    assert asyncio.run(twice()) == [1, 1]
    assert asyncio.run(twice()) == [1, 1]
    assert server.connections == 2
    assert client._transport._pools == {}
    asyncio.run(client.aclose())


def test_loops_in_threads_at_the_same_time(server):
    client = AsyncClient(settings(server), "login", "password")
    results = []

    async def many():
        results.extend(await asyncio.gather(*(get_async(client) for _ in range(10))))

    threads = [threading.Thread(target=lambda: asyncio.run(many())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [1] * 30
    asyncio.run(client.aclose())


def test_closing_from_one_loop_what_another_uses(server):
    client = AsyncClient(settings(server), "login", "password")
    used, closed = threading.Event(), threading.Event()

    async def use():
        await get_async(client)
        used.set()
        await asyncio.to_thread(closed.wait, 5)
        await asyncio.sleep(0.05)
        with pytest.raises(ClientClosedError):
            await get_async(client)

    thread = threading.Thread(target=lambda: asyncio.run(use()))
    thread.start()
    used.wait(5)
    asyncio.run(client.aclose())
    closed.set()
    thread.join()


def test_a_cancelled_call_frees_its_connection(server):
    server.script = ["stall"]

    async def cancel():
        async with AsyncClient(settings(server), "login", "password") as client:
            task = asyncio.create_task(get_async(client))
            await asyncio.sleep(0.05)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return await get_async(client)

    assert asyncio.run(cancel()) == 1


def test_a_closed_client_states_so(client, server):
    get(client)
    clone = client.with_options(timeout=3)
    client.close()
    client.close()
    for closed in (client, clone):
        with pytest.raises(ClientClosedError):
            get(closed)
    assert repr(client) == f"<SyncClient {server.url}, closed>"


def test_closing_a_clone_leaves_its_client_open(client):
    with client.with_options(timeout=3) as clone:
        get(clone)
    with pytest.raises(ClientClosedError):
        get(clone)
    assert get(client) == 1


def test_a_clone_shares_connections_but_not_resources(client, server):
    client.widgets = SyncResource(client)
    clone = client.with_options(headers={"X-A": "1"}, max_retries=0).with_auth("other", "secret")
    assert not hasattr(clone, "widgets")
    get(client)
    get(clone)
    assert server.connections == 1
    first, second = server.got
    assert first.headers["authorization"] != second.headers["authorization"]
    assert (first.headers.get("x-a"), second.headers.get("x-a")) == (None, "1")


def test_no_cookie_goes_from_one_login_to_another(client, server):
    server.usual = http_response(200, headers={"Set-Cookie": "session=1; Path=/"})
    get(client)
    get(client.with_auth("other", "secret"))
    assert "cookie" not in server.got[1].headers


def test_clients_are_collected(server):
    client = SyncClient(settings(server), "login", "password")
    client.widgets = SyncResource(client)
    seen = weakref.ref(client)
    client.close()
    del client
    gc.collect()
    assert seen() is None


def descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_no_descriptors_are_left_behind(server):
    server.script = ["drop-response", "break-response", http_response(500)] * 4
    with SyncClient(settings(server), "login", "password", max_retries=0) as warm:
        before = descriptors()
        for _ in range(30):
            with suppress(ClientError):
                get(warm)
    for _ in range(10):
        with SyncClient(settings(server), "login", "password") as client:
            get(client)
    for _ in range(3):
        asyncio.run(opened(server))
    assert descriptors() <= before + 2


async def opened(server):
    async with AsyncClient(settings(server), "login", "password") as client:
        await get_async(client)


def test_many_calls_keep_few_connections(client, server):
    for _ in range(300):
        get(client)
    assert server.connections == 1


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["sync", "async"])
def test_ten_thousand_calls_grow_nothing(mode):
    import resource

    def check(call):
        for _ in range(500):
            call()
        before, used = descriptors(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(9500):
            call()
        assert descriptors() <= before + 1
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < used + 20_000

    with FailingServer() as server:
        if mode == "sync":
            with SyncClient(settings(server), "login", "password") as client:
                check(lambda: (get(client), server.got.clear()))
        else:
            with asyncio.Runner() as runner:
                client = AsyncClient(settings(server), "login", "password")
                check(lambda: (runner.run(get_async(client)), server.got.clear()))
                runner.run(client.aclose())


LATER = [http_response(status, headers={"Retry-After": "0"}) for status in (429, 503)]
FAILURES = [
    "drop-connection",
    "drop-request",
    "drop-response",
    "break-response",
    http_response(500),
    *LATER,
]


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["sync", "async"])
def test_five_thousand_sends_through_errors_arrive_at_most_once(mode):
    bodies = [b'{"name":"n%d"}' % index for index in range(5000)]
    with FailingServer() as server:
        clock = QuickClock()
        server.script = [FAILURES[i % 7] if i % 3 == 0 else http_response(200) for i in range(6000)]
        if mode == "async":
            sent = asyncio.run(send_all_async(server, clock, bodies))
        else:
            with SyncClient(settings(server), "login", "password", clock=clock) as client:
                sent = {body for body in bodies if arrives(client, body)}
        arrived = Counter(got.body for got in server.got if got.step not in LATER)
        answered = {got.body for got in server.got if got.step == http_response(200)}
    assert set(arrived.values()) == {1}
    assert answered == sent
    assert len(clock.pauses) > 500


def arrives(client, body):
    """Return whether it was sent; the only errors there may be state that no one knows, or that the API was busy."""
    try:
        client.call(SEND, body=body)
    except (OutcomeUnknownError, RateLimitError, ServerError):
        return False
    return True


async def send_all_async(server, clock, bodies):
    gate = asyncio.Semaphore(8)
    sent = set()

    async with AsyncClient(settings(server), "login", "password", clock=clock) as client:

        async def send(body):
            async with gate:
                try:
                    await client.call(SEND, body=body)
                except (OutcomeUnknownError, RateLimitError, ServerError):
                    return
                sent.add(body)

        await asyncio.gather(*(send(body) for body in bodies))
    return sent


def test_a_transport_of_ones_own(server):
    class Canned:
        def handle(self, request):
            return Response(200, {}, b'{"id": 7}')

        def close(self):
            raise AssertionError("not ours to close")

    with SyncClient(settings(server), "login", "password", http_client=Canned()) as client:
        assert get(client) == 7


def test_clients_of_httpx2_and_httpx_are_taken(server):
    httpx = pytest.importorskip("httpx")
    for library in (httpx2, httpx):
        with library.Client(headers={"X-Mine": "1", "User-Agent": "theirs"}) as http:
            with SyncClient(settings(server), "login", "password", http_client=http) as client:
                assert get(client) == 1
            assert http.get(server.url).status_code == 200
        result = server.got[-2].headers
        assert (result["x-mine"], result["user-agent"].split(" ")[0]) == ("1", "demo/1.0")

        async def asked(library=library):
            async with library.AsyncClient() as http:
                client = AsyncClient(settings(server), "login", "password", http_client=http)
                return await get_async(client)

        assert asyncio.run(asked()) == 1


def test_clients_of_the_wrong_kind_are_refused(server):
    with pytest.raises(ConfigurationError, match="async"):
        SyncClient(settings(server), "a", "b", http_client=httpx2.AsyncClient())
    with httpx2.Client() as http, pytest.raises(ConfigurationError, match="not async"):
        AsyncClient(settings(server), "a", "b", http_client=http)
    with pytest.raises(ConfigurationError, match="httpx2"):
        SyncClient(settings(server), "a", "b", http_client=object())


def test_resources_keep_their_client(client, server):
    assert SyncResource(client)._client is client
    other = AsyncClient(settings(server), "a", "b")
    assert AsyncResource(other)._client is other
    assert Widget(id=1) == Widget(id=1)
