"""A loopback server that keeps what it was sent and responses what it was asked to."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


@dataclass(frozen=True)
class Received:
    """One request, as it arrived."""

    method: str
    target: str
    headers: Message
    body: bytes


@dataclass(frozen=True)
class Reply:
    """One response to send."""

    status: int = 204
    media_type: str | None = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class Server:
    """Responds to every request with ``reply``; what arrived is in ``received``."""

    def __init__(self) -> None:
        self.reply = Reply()
        self.received: list[Received] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *_: object) -> None:
                """Print nothing."""

            def _body(self) -> bytes:
                if (self.headers.get("transfer-encoding") or "").lower() != "chunked":
                    return self.rfile.read(int(self.headers.get("content-length") or 0))
                pieces = []
                while size := int(self.rfile.readline().partition(b";")[0], 16):
                    pieces.append(self.rfile.read(size))
                    self.rfile.readline()
                self.rfile.readline()
                return b"".join(pieces)

            def _serve(self) -> None:
                body = self._body()
                server.received.append(Received(self.command, self.path, self.headers, body))
                reply = server.reply
                head = f"HTTP/1.1 {reply.status} \r\n"
                fields = dict(reply.headers)
                if reply.media_type is not None:
                    fields["Content-Type"] = reply.media_type
                if reply.status not in {204, 304}:
                    fields["Content-Length"] = str(len(reply.body))
                head += "".join(f"{name}: {value}\r\n" for name, value in fields.items())
                self.wfile.write(head.encode("latin-1") + b"\r\n")
                if self.command != "HEAD" and reply.status not in {204, 304}:
                    self.wfile.write(reply.body)

        for method in ("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH"):
            setattr(Handler, f"do_{method}", Handler._serve)
        return Handler
