"""The client's own httpx2: what leaves on the short way to the pool is what httpx2 would send, and tracers see it."""

import asyncio
import functools
import logging

import httpx2
import pytest
from failing_server import GET, http_response, settings
from runtime.client import AsyncClient, SyncClient
from runtime.core.messages import Request
from runtime.files.upload import Multipart, Part
from runtime.http import own_client


class Pieces:
    """A body of a known or unknown length."""

    replayable = True

    def __init__(self, *pieces, length=None):
        self.pieces, self.length = pieces, length

    def __iter__(self):
        return iter(self.pieces)

    async def __aiter__(self):
        for piece in self.pieces:
            yield piece


REQUESTS = {
    "plain": Request("GET", "/widgets/1", {"Accept": "application/json"}),
    "query": Request("GET", "/widgets?text=a%20b&id=1&id=2&q=", {"X-A": "b"}),
    "no path": Request("GET", ""),
    "no path, a query": Request("GET", "?a=1"),
    "signs of a path": Request("GET", "/a-._~!$&'()*+,;=:@%2F%20/b//c"),
    "not encoded": Request("GET", '/a b"{}/ü?q=ü |^&x=[1]`'),
    "half encoded": Request("GET", "/100%/a?b=5%"),
    "dots": Request("GET", "/a/../b/./c"),
    "a name with a dot": Request("GET", "/.well-known/x"),
    "fragment": Request("GET", "/a?b=1#c"),
    "own host": Request("GET", "/a", {"host": "other.example"}),
    "lower method": Request("get", "/a"),
    "body": Request("POST", "/a", {"Content-Type": "application/json"}, b'{"a": 1}'),
    "empty body": Request("POST", "/a", {}, b""),
    "no body": Request("POST", "/a"),
    "no body to put": Request("PUT", "/a"),
    "nothing to delete with": Request("DELETE", "/a"),
    "empty body of a read": Request("GET", "/a", {}, b""),
    "pieces": Request("POST", "/a", {}, Pieces(b"ab", b"c")),
    "pieces of a length": Request("PUT", "/a", {}, Pieces(b"ab", b"c", length=3)),
    "own length": Request("POST", "/a", {"content-length": "3"}, Pieces(b"ab", b"c")),
    "form": Request("POST", "/a", {}, Multipart([Part.of("name", "value")])),
}


def send(server, kind, request, base=None):
    base = server.url if base is None else base
    whole = Request(request.method, base + request.url, request.headers, request.content)
    if kind == "sync":
        with SyncClient(settings(server), "a", "b") as client:
            return client._transport.handle(whole)

    async def ask():
        async with AsyncClient(settings(server), "a", "b") as client:
            return await client._transport.handle(whole)

    return asyncio.run(ask())


@pytest.fixture(params=["sync", "async"])
def kind(request):
    return request.param


@pytest.fixture
def ways(monkeypatch, server):
    """A function that gives what arrives on the short way and through all of httpx2."""

    def sent(kind, request, **more):
        results = []
        for way in ("short", "long"):
            with monkeypatch.context() as patch:
                if way == "long":
                    patch.setattr(own_client._Layers, "can_be_skipped", lambda _: False)
                server.got.clear()
                send(server, kind, request, **more)
            [got] = server.got
            results.append((got.method, got.path, got.headers, got.body))
        return results

    return sent


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_both_ways_send_the_same(ways, kind, request_):
    short, long = ways(kind, request_)
    assert short == long


@pytest.mark.parametrize("host", ["LOCALHOST", "user:secret@127.0.0.1", "127.0.0.1"])
def test_both_ways_reach_the_same_host(ways, server, kind, host):
    short, long = ways(kind, Request("GET", "/a"), base=f"HTTP://{host}:{server.port}")
    assert short == long


def test_the_short_way_is_used(monkeypatch, server, kind):
    monkeypatch.setattr(own_client, "new_request", None)
    assert send(server, kind, REQUESTS["query"]).status == 200


@pytest.mark.parametrize(
    "headers",
    [{"X-Name": "Jörg"}, {"X-A": "1\r\nx-a: 2"}, {"X-Latin": "LATIN"}],
    ids=["utf-8", "twice", "latin-1"],
)
def test_both_ways_read_the_same(monkeypatch, server, kind, headers):
    server.usual = http_response(200, headers=headers).replace(b"LATIN", b"\xe4")
    short = send(server, kind, REQUESTS["plain"])
    monkeypatch.setattr(own_client._Layers, "can_be_skipped", lambda _: False)
    assert short.headers == send(server, kind, REQUESTS["plain"]).headers


PLACES = {
    "sync": [
        (httpx2.Client, "send"),
        (httpx2.Client, "_send_single_request"),
        (httpx2.HTTPTransport, "handle_request"),
    ],
    "async": [
        (httpx2.AsyncClient, "send"),
        (httpx2.AsyncClient, "_send_single_request"),
        (httpx2.AsyncHTTPTransport, "handle_async_request"),
    ],
}


@pytest.mark.parametrize(
    ("kind_of_client", "place"), [(kind, place) for kind in PLACES for place in PLACES[kind]]
)
def test_a_tracer_around_httpx2_sees_the_call(monkeypatch, server, kind_of_client, place):
    real, seen = getattr(*place), []

    @functools.wraps(real)
    def traced(self, request, *args, **kwargs):
        seen.append(str(request.url))
        return real(self, request, *args, **kwargs)

    send(server, kind_of_client, REQUESTS["plain"])
    monkeypatch.setattr(*place, traced)
    send(server, kind_of_client, REQUESTS["plain"])
    assert seen == [f"{server.url}/widgets/1"]


def test_a_tracer_may_come_when_the_client_is_open(monkeypatch, server):
    seen, real = [], httpx2.HTTPTransport.handle_request
    with SyncClient(settings(server), "a", "b") as client:
        client.call(GET, path={"id": 1})
        monkeypatch.setattr(
            httpx2.HTTPTransport,
            "handle_request",
            lambda self, request: seen.append(request.method) or real(self, request),
        )
        client.call(GET, path={"id": 1})
        monkeypatch.undo()
        client.call(GET, path={"id": 1})
    assert seen == ["GET"]


def test_another_version_of_httpx2_is_used_as_a_whole(monkeypatch, server, kind):
    client, transport, handle = (
        (httpx2.Client, httpx2.HTTPTransport, "handle_request")
        if kind == "sync"
        else (httpx2.AsyncClient, httpx2.AsyncHTTPTransport, "handle_async_request")
    )
    layers = own_client._Layers(client, transport, handle)
    assert layers.can_be_skipped()
    monkeypatch.delattr(client, "_transport_for_url")
    assert own_client._origin(client(), server.url) is None
    layers = own_client._Layers(client, transport, "under_another_name")
    assert not layers.can_be_skipped()


def test_lines_of_httpx2_are_still_written(server, kind, caplog):
    caplog.set_level(logging.INFO, "httpx2")
    send(server, kind, REQUESTS["plain"])
    assert [each.name for each in caplog.records if "HTTP Request" in each.message] == ["httpx2"]
