"""The generated client, its meaning, and a server in memory that responds as described."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
import pytest

from generator import pipeline
from generator.config import Config
from generator.diagnostics.findings import Diagnostics
from generator.ir.client import Client, Method, Model
from generator.ir.model import ListOf, MapOf, Named, TypeRef
from generator.ir.types import mentioned
from generator.render.samples import Samples

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ROOT / "generated"
sys.path.insert(0, str(GENERATED / "src"))


@pytest.fixture(scope="session")
def known() -> Client:
    """The client that the description gives."""
    spec = ROOT / "spec"
    config = Config(ROOT, spec / "swagger.json", spec / "overlay.yaml", spec / "names.yaml")
    report = Diagnostics()
    source = pipeline.read(config, report)
    assert source
    client = pipeline.load(source, report)
    assert client
    return client


@pytest.fixture(scope="session")
def operations(known: Client) -> dict[str, Method]:
    """All operations by id."""
    return {operation.id: operation for operation in known.methods}


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """Every page of the documentation by its path."""
    folder = GENERATED / "docs"
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".md", ".txt"}
    }


class Server:
    """Recognises operations by method and path, and responses each with everything its description knows."""

    def __init__(self, client: Client) -> None:
        self.client, self.samples = client, Samples(client)
        self.asked: list[str] = []
        base = httpx2.URL(client.base_url).path.rstrip("/")
        routes = [
            (operation.method.upper(), _pattern(base + operation.path), operation)
            for operation in client.methods
        ]
        self._routes = sorted(routes, key=_openness)

    def operation(self, request: httpx2.Request) -> Method:
        """The operation that a request asks for."""
        path = request.url.raw_path.decode().partition("?")[0]
        return next(
            operation
            for method, pattern, operation in self._routes
            if method == request.method and pattern.fullmatch(path)
        )

    def respond(self, request: httpx2.Request) -> httpx2.Response:
        """The response to a request."""
        operation = self.operation(request)
        self.asked.append(operation.id)
        if operation.response.binary:
            media = {"content-type": operation.response.media_types[0].replace("*", "x")}
            return httpx2.Response(200, content=b"0123456789", headers=media)
        if operation.response.type is None:
            return httpx2.Response(204)
        value = self.plausible(operation.response.type)
        if (paging := operation.paging) and paging.total:
            value[paging.total] = len(value[paging.items])
        content = json.dumps(value).encode()
        return httpx2.Response(200, content=content, headers={"content-type": "application/json"})

    def plausible(self, type_: TypeRef, wire: str = "", within: tuple[str, ...] = ()) -> Any:
        """A value of a type, with all members that do not lead back to where it stands."""
        match type_:
            case ListOf(item):
                return [self.plausible(item, wire, within)]
            case MapOf(value):
                return {"key": self.plausible(value, "value", within)}
            case Named(at) if isinstance(known := self.client.definitions[at], Model):
                inner = (*within, at)
                return {
                    field.wire: self.plausible(field.type, field.wire, inner)
                    for field in known.fields
                    if not set(inner) & set(mentioned(field.type))
                }
            case other:
                return self.samples.of(other, wire).wire


def _openness(route: tuple[str, re.Pattern[str], Method]) -> int:
    """Paths that state more come first: `{id}.mp3` before `{id}`."""
    return -len(re.sub(r"\{\w+\}", "", route[2].path))


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)))


@pytest.fixture
def answering(known: Client) -> Server:
    """The server as such."""
    return Server(known)


@pytest.fixture
def server(answering: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server that every client reaches which states nothing of its connections."""
    server = answering

    async def reply(_: object, request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        return server.respond(request)

    def respond_now(_: object, request: httpx2.Request) -> httpx2.Response:
        request.read()
        return server.respond(request)

    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", respond_now)
    monkeypatch.setattr(httpx2.AsyncHTTPTransport, "handle_async_request", reply)
    return server


@pytest.fixture
def method(known: Client) -> Callable[[Any, str], Any]:
    """Finds the method of an operation on a client."""
    places = {operation.id: operation.name for operation in known.methods}

    def find(client: Any, operation_id: str) -> Any:
        owner = client
        for step in places[operation_id].resource:
            owner = getattr(owner, step)
        return getattr(owner, places[operation_id].method)

    return find


class Handler(BaseHTTPRequestHandler):
    """Hands every request to the server in memory, and keeps what came."""

    protocol_version = "HTTP/1.1"
    answering: Any
    came: list[httpx2.Request]

    def _any(self) -> None:
        content = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.headers.get("transfer-encoding") == "chunked":
            content = b"".join(self._chunks())
        headers = list(self.headers.items())
        request = httpx2.Request(
            self.command, f"http://x{self.path}", headers=headers, content=content
        )
        self.came.append(request)
        response = self.answering.respond(request)
        self.send_response(response.status_code)
        for name, value in response.headers.items():
            if name != "content-length":
                self.send_header(name, value)
        if response.status_code != 204:
            self.send_header("content-length", str(len(response.content)))
        self.end_headers()
        self.wfile.write(response.content)

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline(), 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    do_GET = do_POST = do_PUT = do_DELETE = _any  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture
def came(answering: Any) -> Iterator[tuple[str, list[httpx2.Request]]]:
    """The address of a server on loopback, and the requests that came to it."""
    requests: list[httpx2.Request] = []
    handler = type("_Handler", (Handler,), {"answering": answering, "came": requests})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        served.daemon_threads = True
        thread = threading.Thread(target=served.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}/v2", requests
        served.shutdown()
        thread.join()
