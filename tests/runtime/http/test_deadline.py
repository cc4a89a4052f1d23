"""One deadline for each call: whatever is slow, the call ends in time, with every transport."""

import asyncio
import functools
import itertools
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time

import httpx
import httpx2
import pytest
from failing_server import DOWNLOAD, GET, SEND, http_response
from runtime.client import AsyncClient, Settings, SyncClient
from runtime.core.deadline import Deadline, earliest
from runtime.core.errors import (
    ClientError,
    OutcomeUnknownError,
    ServerError,
    TimeoutError,  # noqa: A004
    TransportError,
    WaitTimeoutError,
)
from runtime.core.operation import Effect, Operation, Wait
from runtime.models.model import Model
from runtime.raw import stream
from runtime.testing.wire_server import HANG, Drip, Scenario, Server, reply
from runtime.waiting import wait, wait_async

TOTAL = 0.4
LATEST = TOTAL * 1.1 + 0.05
KINDS = (
    "sync",
    "async",
    "aiohttp",
    *(pytest.param(kind, marks=pytest.mark.slow) for kind in ("given-httpx2", "given-httpx")),
)


class Job(Model):
    state: str | None = None


WATCH = Operation(
    "getJob", "GET", "/jobs/1", effect=Effect.READ, returns=Job, wait=Wait("state", ("NEW",))
)


def run(kind, server, method, *args, url=None, **options):
    """Call a method of a client; returns the error, and the least time of three runs when the machine is busy."""
    for _ in range(3):
        if server is not None:
            server.requests.clear()
        error, took = once(kind, url or server.url, method, *args, **options)
        if took < LATEST:
            break
    return error, took


def once(kind, url, method, *args, client=None, **options):
    library = {"given-httpx2": httpx2, "given-httpx": httpx}.get(kind)
    made = Settings("demo", "1.0", url, "DEMO")
    chosen = {"max_retries": 0, **(client or {})}
    if kind in {"async", "aiohttp"}:
        return asyncio.run(once_async(kind, made, method, args, chosen, options))
    http_client = library.Client(verify=chosen.get("verify", False)) if library else None
    with SyncClient(made, "a", "b", http_client=http_client, **chosen) as opened:
        act = functools.partial(wait, opened) if method == "wait" else getattr(opened, method)
        start = time.monotonic()
        with pytest.raises(ClientError) as caught:
            act(*args, **options)
        took = time.monotonic() - start
    if http_client is not None:
        http_client.close()
    return caught.value, took


async def once_async(kind, made, method, args, chosen, options):
    http_client = "aiohttp" if kind == "aiohttp" else None
    async with AsyncClient(made, "a", "b", http_client=http_client, **chosen) as opened:
        act = functools.partial(wait_async, opened) if method == "wait" else getattr(opened, method)
        start = time.monotonic()
        with pytest.raises(ClientError) as caught:
            await act(*args, **options)
        return caught.value, time.monotonic() - start


def served(*script, **more):
    return Server(Scenario(name="", group="", script=script, **more))


def test_the_time_that_is_left():
    now = [10.0]
    deadline = Deadline.after(2.0, lambda: now[0])
    assert (deadline.left, deadline.is_over, deadline.allows(2.0)) == (2.0, False, False)
    now[0] = 13.0
    assert (deadline.left, deadline.is_over) == (0.0, True)
    assert Deadline.after(None, time.monotonic) is None
    assert Deadline.after(float("inf"), time.monotonic) is None
    assert earliest(None, None) is None
    assert earliest(deadline, None, Deadline(11.0)).at == 11.0


@pytest.mark.parametrize("kind", KINDS)
def test_a_wait_ends_in_time_although_a_request_hangs(kind):
    with served([HANG]) as server:
        error, took = run(kind, server, "wait", WATCH, timeout=TOTAL)

    assert isinstance(error, WaitTimeoutError)
    assert "state is not known after 0.4 seconds" in str(error)
    assert took < LATEST


@pytest.mark.parametrize("kind", KINDS)
def test_a_wait_shows_the_last_result_when_a_later_request_hangs(kind):
    with served([reply(b'{"state": "NEW"}')], [HANG]) as server:
        error, took = run(kind, server, "wait", WATCH, timeout=TOTAL, interval=0.05)

    assert (type(error), error.response.state) == (WaitTimeoutError, "NEW")
    assert took < LATEST


@pytest.mark.parametrize("kind", KINDS)
def test_the_parts_of_a_download_share_one_deadline(kind):
    sound = {"kind": "audio/mpeg"}
    whole = reply(b"", 'ETag: "a"', length=1000, **sound)
    parts = (
        [
            reply(
                b"", 'ETag: "a"', f"Content-Range: bytes {start}-999/1000",
                status=206, length=1000 - start, **sound,
            ),
            b"a" * 10,
            0.15,
            "close",
        ]
        for start in itertools.count(10, 10)
    )  # fmt: skip
    script = [[whole, b"a" * 10, 0.15, "close"], *itertools.islice(parts, 20)]
    with served(*script) as server:
        options = {"max_retries": 20, "total_timeout": TOTAL}
        error, took = run(kind, server, "download", DOWNLOAD, path={"id": 1}, client=options)

    assert isinstance(error, TransportError)
    assert took < LATEST


@pytest.mark.parametrize("kind", KINDS)
def test_attempts_and_pauses_share_one_deadline(kind):
    with served(*[[0.15, reply(b"{}", status=500)]] * 30) as server:
        options = {"max_retries": 30, "total_timeout": TOTAL}
        error, took = run(kind, server, "call", GET, path={"id": 1}, client=options)

    assert isinstance(error, ServerError | TimeoutError)
    assert took < LATEST


def test_a_stream_ends_in_time():
    with served([reply(b"", length=900, kind="audio/mpeg"), Drip(b"a" * 900)]) as server:
        made = Settings("demo", "1.0", server.url, "DEMO")
        with SyncClient(made, "a", "b", total_timeout=TOTAL, max_retries=0) as client:
            start = time.monotonic()
            with (
                stream(client.download, DOWNLOAD, path={"id": 1}) as opened,
                pytest.raises(TimeoutError, match="total_timeout"),
            ):
                list(opened.iter_bytes())
            assert time.monotonic() - start < LATEST


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    place = tmp_path_factory.mktemp("tls") / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    made = subprocess.run(
        [*command, "-keyout", "-", "-out", "-"], capture_output=True, check=True, text=True
    )
    place.write_text(made.stdout)
    return str(place)


@pytest.mark.parametrize("kind", KINDS)
def test_a_tls_handshake_that_hangs_is_not_sent(kind, certificate):
    with served([HANG]) as server:
        url = server.url.replace("http:", "https:")
        options = {"total_timeout": TOTAL, "verify": trust(certificate)}
        error, took = run(kind, server, "call", SEND, body={"name": "x"}, client=options, url=url)

    # The server never answers the ClientHello, so that no request left.
    assert (type(error), error.unsent) == (TimeoutError, True)
    assert took < LATEST


def test_a_host_name_that_is_looked_up_slowly_is_not_sent(monkeypatch):
    look_up = socket.getaddrinfo

    def slow(host, *args, **options):
        time.sleep(2 if host == "slow.invalid" else 0)
        return look_up(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    options = {"total_timeout": TOTAL, "allow_insecure_http": True}
    error, took = run(
        "sync", None, "call", SEND, body={}, client=options, url="http://slow.invalid"
    )

    assert (type(error), error.unsent) == (TimeoutError, True)
    assert took < LATEST


@pytest.mark.skipif(sys.platform != "linux", reason="needs 127.0.0.2, and connections that hang")
def test_all_addresses_of_a_host_share_one_deadline(monkeypatch):
    look_up = socket.getaddrinfo
    full = socket.create_server(("0.0.0.0", 0), backlog=0)
    port = full.getsockname()[1]
    hosts = ["127.0.0.1", "127.0.0.2", "127.0.0.3"]
    waiting = [socket.socket() for _ in range(4)]
    for each in waiting:
        each.setblocking(False)
        each.connect_ex(("127.0.0.1", port))

    def several(host, *args, **options):
        names = hosts if host == "many.invalid" else [host]
        return [result for name in names for result in look_up(name, *args, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", several)
    options = {"total_timeout": TOTAL, "timeout": 0.3, "allow_insecure_http": True}
    try:
        url = f"http://many.invalid:{port}"
        error, took = run("sync", None, "call", SEND, body={}, client=options, url=url)
    finally:
        for each in (full, *waiting):
            each.close()

    assert (type(error), error.unsent) == (TimeoutError, True)
    assert 0.3 < took < LATEST


def trust(certificate):
    return ssl.create_default_context(cafile=certificate)


class TlsServer:
    """Speaks TLS in memory, so that a test decides which records travel together."""

    def __init__(self, certificate, *responses):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate)
        self.responses = responses
        self.requests = []
        self.connections = 0

    def __enter__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.socket.close()

    @property
    def url(self):
        return f"https://127.0.0.1:{self.socket.getsockname()[1]}"

    def accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = self.context.wrap_bio(incoming, outgoing, server_side=True)

        def step(act):
            while True:
                try:
                    return act()
                except ssl.SSLWantReadError:
                    connection.sendall(outgoing.read())
                    incoming.write(connection.recv(65536))

        try:
            step(tls.do_handshake)
            while len(self.requests) < len(self.responses):
                request = b""
                while b"\r\n\r\n" not in request:
                    request += step(lambda: tls.read(65536))
                self.requests.append(request)
                for record in self.responses[len(self.requests) - 1]:
                    for piece in (
                        [bytes([each]) for each in record] if isinstance(record, Drip) else [record]
                    ):
                        tls.write(piece)
                        if isinstance(record, Drip):
                            connection.sendall(outgoing.read())
                            time.sleep(0.05)
                connection.sendall(outgoing.read())
                time.sleep(0.05)
        except (OSError, ssl.SSLError):
            pass
        finally:
            connection.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_behind_the_response_is_not_the_next_response(kind, certificate):
    good, stray = http_response(200, {"id": 99}), http_response(200, {"id": 666})
    with TlsServer(certificate, [good, stray], [good]) as server:
        assert two(kind, server, certificate) == [99, 99]
        assert server.connections == 2


def two(kind, server, certificate):
    made = Settings("demo", "1.0", server.url, "DEMO")
    if kind in {"async", "aiohttp"}:

        async def ask():
            given = "aiohttp" if kind == "aiohttp" else None
            async with AsyncClient(
                made, "a", "b", http_client=given, verify=trust(certificate)
            ) as client:
                first = (await client.call(GET, path={"id": 1})).id
                await asyncio.sleep(0.02)
                return [first, (await client.call(GET, path={"id": 1})).id]

        return asyncio.run(ask())
    library = {"given-httpx2": httpx2, "given-httpx": httpx}.get(kind)
    http_client = library.Client(verify=trust(certificate)) if library else None
    with SyncClient(made, "a", "b", http_client=http_client, verify=trust(certificate)) as client:
        first = client.call(GET, path={"id": 1}).id
        time.sleep(0.02)
        second = client.call(GET, path={"id": 1}).id
    if http_client is not None:
        http_client.close()
    return [first, second]


@pytest.mark.parametrize("kind", KINDS)
def test_a_response_that_drips_over_tls(kind, certificate):
    with TlsServer(certificate, [Drip(http_response(200))]) as server:
        options = {"total_timeout": TOTAL, "verify": trust(certificate)}
        error, took = run(kind, server, "call", SEND, body={"name": "x"}, client=options)

    assert isinstance(error, OutcomeUnknownError)
    assert took < LATEST
