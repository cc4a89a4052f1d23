"""A server on loopback that misbehaves as asked, and what tests of the client share."""

import asyncio
import json
import socket
import threading
import time
from dataclasses import dataclass, field

from runtime.client import AsyncClient, Settings, SyncClient
from runtime.core.clock import Clock
from runtime.core.operation import DownloadOperation, Effect, Operation, PagedOperation, Paging
from runtime.models.model import Model


class Widget(Model):
    id: int | None = None
    name: str | None = None


class WidgetPage(Model):
    items: list[Widget] | None = None
    limit: int | None = None
    total_count: int | None = None


GET = Operation("getWidget", "GET", "/widgets/{id}", effect=Effect.READ, returns=Widget)
PUT = Operation("putWidget", "PUT", "/widgets/{id}", effect=Effect.SET, body=Widget)
DELETE = Operation("deleteWidget", "DELETE", "/widgets/{id}", effect=Effect.DELETE)
CREATE = Operation(
    "addWidget", "POST", "/widgets", effect=Effect.CREATE, body=Widget, returns=Widget
)
SEND = Operation("sendWidget", "POST", "/texts", effect=Effect.CONTACT, body=Widget, returns=Widget)
GRANT = Operation(
    "grantWidget", "POST", "/keys", effect=Effect.CREDENTIALS, body=Widget, returns=Widget
)
FIND = PagedOperation(
    "findWidgets",
    "GET",
    "/widgets",
    effect=Effect.READ,
    returns=WidgetPage,
    paging=Paging("limit", "offset", "items", "total_count"),
)
DOWNLOAD = DownloadOperation(
    "getSound", "GET", "/sounds/{id}.mp3", effect=Effect.READ, accept=("audio/mpeg",)
)


class QuickClock(Clock):
    """Notes the pauses instead of making them; chance is always the same."""

    def __init__(self, chance=1.0):
        self.pauses = []
        self.chance = chance

    def random(self):
        return self.chance

    def sleep(self, seconds):
        self.pauses.append(seconds)

    async def sleep_async(self, seconds):
        self.pauses.append(seconds)


@dataclass
class Got:
    """One request that arrived whole."""

    method: str
    path: str
    headers: dict
    body: bytes
    step: object = None


def http_response(status, content=None, headers=None, raw=None):
    """Bytes of a response."""
    body = (
        json.dumps(content if content is not None else {"id": 1}).encode() if raw is None else raw
    )
    lines = {
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        **(headers or {}),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Reply\r\n{head}\r\n".encode() + body


@dataclass
class FailingServer:
    """Does what ``script`` states, request by request, and then responds well.

    A step is bytes to respond, pieces of them to respond slowly (None closes), a function of the request that returns
    either, or one of: drop-connection (before
    anything is read), drop-request (after half of it), drop-response (after all of it), break-response (in the middle of
    the response), stall.
    """

    script: list = field(default_factory=list)
    usual: object = field(default_factory=lambda: http_response(200))
    got: list = field(default_factory=list)
    connections: int = 0

    def __enter__(self):
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self._socket.getsockname()[1]
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        with socket.create_connection(("127.0.0.1", self.port)):
            pass
        for thread in self._threads:
            thread.join(10)
        self._socket.close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def _accept(self):
        while True:
            connection, _ = self._socket.accept()
            if self._stop.is_set():
                connection.close()
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads = [each for each in self._threads if each.is_alive()] + [thread]
            thread.start()

    def _next(self):
        with self._lock:
            return self.script.pop(0) if self.script else self.usual

    def _serve(self, connection):
        connection.settimeout(0.05)
        with connection, connection.makefile("rb", buffering=0) as _:
            try:
                while self._one(connection):
                    pass
            except OSError:
                return

    def _receive(self, connection, until):
        """Read on until enough is there; empty when the client has gone."""
        while not self._stop.is_set():
            try:
                return connection.recv(until)
            except TimeoutError:
                continue
        return b""

    def _one(self, connection):
        read = b""
        if self.script[:1] == ["drop-connection"]:
            self._next()
            return False
        while b"\r\n\r\n" not in read:
            more = self._receive(connection, 65536)
            if not more:
                return False
            read += more
        step = self._next()
        if step in ("drop-request", "drop-connection"):
            return False
        head, _, body = read.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        chunked = headers.get("transfer-encoding") == "chunked"
        length = int(headers.get("content-length", 0))
        while not body.endswith(b"0\r\n\r\n") if chunked else len(body) < length:
            more = self._receive(connection, 65536)
            if not more:
                return False
            body += more
        method, path, _ = first.split(" ")
        got = Got(method, path, headers, body, step)
        with self._lock:
            self.got.append(got)
        return self._act(connection, step, got)

    def _act(self, connection, step, got):
        match step:
            case "drop-response":
                return False
            case "break-response":
                connection.sendall(http_response(200)[:-3])
                return False
            case "stall":
                while self._receive(connection, 1):
                    pass
                return False
        sent = step(got) if callable(step) else step
        for piece in [sent] if isinstance(sent, bytes) else sent:
            if piece is None:
                return False
            connection.sendall(piece)
            if not isinstance(sent, bytes):
                time.sleep(0.02)
        return True


def settings(server):
    return Settings("demo", "1.0", server.url, "DEMO")


class Asking:
    """Calls a client of either mode, and keeps its clock."""

    def __init__(self, mode, server):
        self.mode, self.server = mode, server
        self.clock = QuickClock()

    def __call__(self, method, *args, options=None, **kwargs):
        chosen = {"clock": self.clock, "timeout": 5, **(options or {})}
        if self.mode == "aiohttp":
            chosen["http_client"] = "aiohttp"
        if self.mode == "sync":
            with SyncClient(settings(self.server), "login", "password", **chosen) as client:
                return getattr(client, method)(*args, **kwargs)
        return asyncio.run(self._ask(method, args, kwargs, chosen))

    async def _ask(self, method, args, kwargs, chosen):
        async with AsyncClient(settings(self.server), "login", "password", **chosen) as client:
            return await getattr(client, method)(*args, **kwargs)
