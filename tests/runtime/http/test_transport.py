"""Transports: what an exception means, proxies, idle connections, responses that are there at once."""

import asyncio
import gzip
import io
import os
import ssl
import threading
import time
from traceback import TracebackException

import httpx2
import pytest
from failing_server import DOWNLOAD, GET, PUT, SEND, Widget, http_response, settings
from runtime.client import AsyncClient, Settings, SyncClient, SyncResource
from runtime.core.errors import (
    ConfigurationError,
    OutcomeUnknownError,
    TimeoutError,  # noqa: A004
    TransportError,
)
from runtime.core.messages import Request, Response
from runtime.core.operation import Effect, Operation
from runtime.http.transport_errors import is_transport_exception, transport_error
from runtime.raw import stream
from runtime.testing.wire_server import HANG, Scenario, Server

REQUEST = Request("GET", "https://h/x?n=12135551122", operation="getX")
START = Operation("start", "PUT", "/start", effect=Effect.CONTACT, body=Widget)


@pytest.mark.parametrize(
    ("error", "kind", "unsent", "final"),
    [
        (httpx2.ConnectError("refused"), TransportError, True, False),
        (httpx2.ConnectTimeout("timed out"), TimeoutError, True, False),
        (httpx2.PoolTimeout("timed out"), TimeoutError, True, False),
        (httpx2.ProxyError("407"), TransportError, True, True),
        (httpx2.ProxyError("403 No"), TransportError, True, True),
        (httpx2.ProxyError("502 Bad Gateway"), TransportError, True, False),
        (httpx2.ProxyError("x"), TransportError, True, False),
        (httpx2.UnsupportedProtocol("x"), TransportError, True, True),
        (httpx2.ReadTimeout("timed out"), TimeoutError, False, False),
        (httpx2.WriteTimeout("timed out"), TimeoutError, False, False),
        (httpx2.ReadError("reset"), TransportError, False, False),
        (httpx2.WriteError("pipe"), TransportError, False, False),
        (httpx2.CloseError("x"), TransportError, False, False),
        (httpx2.RemoteProtocolError("x"), TransportError, False, False),
        (httpx2.LocalProtocolError("x"), TransportError, False, True),
        (httpx2.DecodingError("x"), TransportError, False, False),
        (ConnectionResetError("x"), TransportError, False, False),
        (ssl.SSLError("x"), TransportError, False, False),
    ],
)
def test_what_an_exception_means(error, kind, unsent, final):
    assert is_transport_exception(error)
    result = transport_error(error, REQUEST)
    assert (type(result), result.unsent, result.final) == (kind, unsent, final)
    assert "12135551122" not in str(result)


@pytest.mark.parametrize("error", [ValueError("x"), TypeError("x"), RuntimeError("x")])
def test_errors_in_programs_are_not_the_networks(error):
    assert not is_transport_exception(error)


def test_addresses_stay_out_of_texts():
    error = httpx2.ConnectError(f"cannot reach {REQUEST.url}")
    assert str(transport_error(error, REQUEST)) == "getX: no connection to h"


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            httpx2.ConnectError("[Errno 111] Connection refused"),
            "no connection to h: Connection refused",
        ),
        (
            httpx2.ProxyError("407 Who"),
            "no connection to h: the proxy answered 407; it wants a login, as in http://user:password@host:8080",
        ),
        (
            httpx2.RemoteProtocolError("illegal status line: bytearray(b'Jane states hi')"),
            "what the server sent is not HTTP",
        ),
        (
            httpx2.RemoteProtocolError("Server disconnected without sending a response."),
            "the connection was lost before there was a response: the server closed it",
        ),
        (httpx2.ReadError(""), "the connection was lost before there was a response"),
        (httpx2.DecodingError("x"), "the response cannot be unpacked"),
    ],
)
def test_texts_are_for_people(error, text):
    assert str(transport_error(error, REQUEST)) == f"getX: {text}"


def test_an_untrusted_certificate_is_explained_and_not_tried_again():
    error = httpx2.ConnectError("x")
    error.__cause__ = ssl.SSLCertVerificationError("self-signed")
    result = transport_error(error, REQUEST)
    assert (result.unsent, result.final) == (True, True)
    assert "SSL_CERT_FILE" in str(result)


def test_certificates_that_cannot_be_read_are_named(tmp_path):
    made = Settings("demo", "1", "https://127.0.0.1:1", "DEMO")
    nowhere = SyncClient(made, "a", "b", verify=str(tmp_path / "none.pem"))
    with nowhere, pytest.raises(ConfigurationError, match="verify="):
        nowhere.call(GET, path={"id": 1})
    no_one = SyncClient(made, "a", "b", verify=str(tmp_path), max_retries=0)
    with no_one, pytest.raises(TransportError):
        no_one.call(GET, path={"id": 1})


def test_a_proxy(ask, server):
    server_url, made = server.url, {
        "base_url": "http://api.invalid/v2",
        "allow_insecure_http": True,
    }
    ask("call", GET, path={"id": 1}, options={**made, "proxy": server_url})
    assert server.got[0].path == "http://api.invalid/v2/widgets/1"


def test_a_proxy_of_the_environment(ask, server, monkeypatch):
    chosen = {"base_url": "http://api.invalid/v2", "allow_insecure_http": True, "max_retries": 0}
    monkeypatch.setenv("http_proxy", server.url.replace("//", "//me:secret@"))
    monkeypatch.setenv("no_proxy", "other.invalid")
    ask("call", GET, path={"id": 1}, options=chosen)
    got = server.got[0]
    assert got.path == "http://api.invalid/v2/widgets/1"
    assert got.headers["proxy-authorization"] == "Basic bWU6c2VjcmV0"
    with pytest.raises(TransportError, match=r"no connection to other\.invalid"):
        ask("call", GET, path={"id": 1}, options=chosen | {"base_url": "http://other.invalid"})
    assert len(server.got) == 1


def test_credentials_of_other_programs_are_left_alone(ask, server, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("default login other password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    ask("call", GET, path={"id": 1})
    assert server.got[0].headers["authorization"] == "Basic bG9naW46cGFzc3dvcmQ="


@pytest.mark.parametrize("kind_of_client", ["sync", "async", "aiohttp"])
def test_an_idle_connection_that_the_server_has_closed_is_not_used(server, kind_of_client):
    server.script = [[http_response(200), None]]
    if kind_of_client == "sync":
        with SyncClient(settings(server), "a", "b") as client:
            client.call(GET, path={"id": 1})
            time.sleep(0.1)
            assert client.call(SEND, body={"name": "x"}).id == 1
        return
    options = {"http_client": "aiohttp"} if kind_of_client == "aiohttp" else {}
    if options:
        pytest.importorskip("aiohttp")

    async def ask():
        async with AsyncClient(settings(server), "a", "b", **options) as client:
            await client.call(GET, path={"id": 1})
            await asyncio.sleep(0.1)
            return await client.call(SEND, body={"name": "x"})

    assert asyncio.run(ask()).id == 1


def test_aiohttp_retries_nothing_by_itself(server):
    pytest.importorskip("aiohttp")
    server.script = [http_response(200), "drop-response"]

    async def ask():
        async with AsyncClient(settings(server), "a", "b", http_client="aiohttp") as client:
            await client.call(GET, path={"id": 1})
            with pytest.raises(OutcomeUnknownError):
                await client.call(START, body={"name": "x"})

    asyncio.run(ask())
    assert [got.method for got in server.got] == ["GET", "PUT"]


def test_aiohttp_is_asked_for_by_name(server, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "aiohttp", None)
    with pytest.raises(ConfigurationError, match=r"\[aiohttp\]"):
        AsyncClient(settings(server), "a", "b", http_client="aiohttp")


class Canned:
    """A transport whose responses are there at once."""

    def handle(self, request):
        return Response(200, {"content-type": "audio/mpeg"}, b"sound")


class Sounds(SyncResource):
    def get(self):
        return self._client.download(DOWNLOAD, path={"id": 1})


def test_downloads_from_a_transport_of_ones_own(server, tmp_path):
    with SyncClient(settings(server), "a", "b", http_client=Canned()) as client:
        assert Sounds(client).get() == b"sound"
        assert client.download(DOWNLOAD, tmp_path / "a.mp3", path={"id": 1}).size == 5
        with stream(Sounds(client).get) as opened:
            assert list(opened.iter_bytes()) == [b"sound"]


def test_a_response_in_disguise_is_unpacked(ask, server):
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as file:
        file.write(b'{"id": 5}')
    server.usual = http_response(200, raw=packed.getvalue(), headers={"Content-Encoding": "gzip"})
    assert ask("call", GET, path={"id": 1}).id == 5


def test_spans_of_the_real_library(ask, server):
    sdk = pytest.importorskip("opentelemetry.sdk.trace")
    export = pytest.importorskip("opentelemetry.sdk.trace.export")
    memory = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")
    from opentelemetry import trace

    provider, kept = sdk.TracerProvider(), memory.InMemorySpanExporter()
    provider.add_span_processor(export.SimpleSpanProcessor(kept))
    before, trace._TRACER_PROVIDER = trace._TRACER_PROVIDER, provider
    try:
        server.script = [http_response(503)]
        ask("call", GET, path={"id": 12135551122})
    finally:
        trace._TRACER_PROVIDER = before
    spans = kept.get_finished_spans()
    assert [(span.name, span.attributes["http.request.resend_count"]) for span in spans] == [
        ("getWidget", 1)
    ]
    assert "1213555" not in spans[0].to_json()


BAD_VALUES = {
    "path": {"path": {"id": ""}},
    "query": {"path": {"id": 1}, "query": {"a": object()}},
    "headers": {"path": {"id": 1}, "headers": {"X-A": "line\nend"}},
    "body": {"body": {"nmae": "x"}},
}


@pytest.mark.parametrize("place", BAD_VALUES)
def test_no_frame_of_a_refused_value_shows_credentials(server, place):
    operation = PUT if place == "body" else GET
    values = {"path": {"id": 1}, **BAD_VALUES[place]}
    with (
        SyncClient(settings(server), "login", "pass-word", headers={"X-B": "b"}) as client,
        pytest.raises((TypeError, ValueError)) as caught,
    ):
        client.call(operation, **values)

    shown = TracebackException.from_exception(caught.value, capture_locals=True).format()
    text = "".join(shown)
    assert "Basic " not in text
    assert "pass-word" not in text
    assert server.got == []


HALF = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"


@pytest.mark.parametrize("sent", [b"", HALF[:20], HALF])
@pytest.mark.parametrize("http_client", [None, "aiohttp"])
def test_closing_a_client_ends_what_is_under_way(sent, http_client):
    if http_client:
        pytest.importorskip("aiohttp")
    options = {"http_client": http_client} if http_client else {}

    async def run(address):
        demo = Settings("demo", "1.0", address, "DEMO")
        client = AsyncClient(demo, "a", "b", timeout=2, max_retries=0, **options)
        task = asyncio.create_task(client.call(START, body={"name": "x"}))
        await asyncio.sleep(0.2)
        await client.close()
        with pytest.raises(OutcomeUnknownError):
            await asyncio.wait_for(task, 4)

    with Server(Scenario(name="stops", group="close", script=[[sent, HANG]])) as listening:
        asyncio.run(run(listening.url))


@pytest.mark.parametrize("sent", [b"", HALF[:20], HALF])
def test_closing_a_client_wakes_the_thread_that_waits(sent):
    results = []
    with Server(Scenario(name="stops", group="close", script=[[sent, HANG]])) as listening:
        demo = Settings("demo", "1.0", listening.url, "DEMO")
        client = SyncClient(demo, "a", "b", timeout=None, max_retries=0)

        def send():
            with pytest.raises(OutcomeUnknownError):
                client.call(START, body={"name": "x"})
            results.append("ended")

        thread = threading.Thread(target=send, daemon=True)
        thread.start()
        time.sleep(0.2)
        client.close()
        thread.join(3)
    assert results == ["ended"]


def test_closing_in_a_forked_child_leaves_the_parents_connection(server):
    with (
        httpx2.Client() as given,
        SyncClient(settings(server), "a", "b", http_client=given) as client,
    ):
        client.call(GET, path={"id": 1})
        child = os.fork()
        if child == 0:
            given.close()
            os._exit(0)
        os.waitpid(child, 0)
        client.call(GET, path={"id": 1})
        assert server.connections == 1
