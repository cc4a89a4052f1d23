"""A raw-socket server on loopback that follows the script of one scenario."""

import socket
import struct
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self, TypeAlias

__all__ = ["CLOSE", "HANG", "RESET", "Drip", "Scenario", "Server", "Step", "reply"]


class Drip(bytes):
    """Bytes that are sent one by one, twenty a second."""


CLOSE, RESET, HANG = "close", "reset", "hang"
Step: TypeAlias = bytes | float | str
"""Bytes to send, seconds to pause, or one of close, reset and hang."""


def reply(
    body: bytes = b'{"id": 99}',
    *lines: str,
    status: int | str = 200,
    kind: str = "application/json",
    length: int | str | None = -1,
) -> bytes:
    """Return the bytes of a response.

    Args:
        body: The body as it is sent.
        lines: Further header lines.
        status: What follows ``HTTP/1.1``.
        kind: The media type.
        length: The Content-Length; -1 for that of the body, None for no such header.
    """
    size = len(body) if length == -1 else length
    head = [f"HTTP/1.1 {status} X" if isinstance(status, int) else status]
    head += [
        f"Content-Type: {kind}",
        *([] if size is None else [f"Content-Length: {size}"]),
        *lines,
    ]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body


GOOD = reply()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One server and the outcomes that are right.

    Attributes:
        name: What the server does.
        group: The kind of scenario.
        script: The steps for each request; later requests get a good response.
        calls: What is called: read, send, delete, upload or download.
        outcomes: For each call the right outcomes: a value such as ``id 99``, or an error's class, an APIError's with
            its status. Several are separated by ``|``.
        options: Options of the client.
        seconds: The longest time that all calls may take.
        connections: How many connections are right; None for any number.
        early: Whether the script begins before the request's body is read.
        proxied: Whether the server is the client's proxy.
        slow: Whether it takes longer than some milliseconds.
    """

    name: str
    group: str
    script: Sequence[Sequence[Step]]
    calls: Sequence[str] = ("read",)
    outcomes: Sequence[str] = ("id 99",)
    options: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 5.0
    connections: int | None = None
    early: bool = False
    proxied: bool = False
    slow: bool = False


class Server:
    """Follows a script on a port of its own, for as long as the ``with`` block lasts."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self.requests: list[bytes] = []
        self.connections = 0

    def __enter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        if self._scenario.early:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        # Closing alone does not wake the thread that accepts.
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.port}"

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        # Each step arrives by itself.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection, suppress(OSError):
            rest = b""
            while True:
                request, rest = self._receive(connection, rest)
                if not request or not self._follow(connection, request):
                    return

    def _receive(self, connection: socket.socket, data: bytes) -> tuple[bytes, bytes]:
        """Read one request, or its head when the script begins early; empty when the client has gone."""
        end, size = -1, 0
        while end < 0 or len(data) < size:
            if end < 0:
                end = data.find(b"\r\n\r\n") + 4 if b"\r\n\r\n" in data else -1
                size = end + (0 if self._scenario.early else _length(data[:end])) if end >= 0 else 0
                if end >= 0:
                    continue
            more = connection.recv(65536)
            if not more:
                return b"", b""
            data += more
        return data[:size], data[size:]

    def _follow(self, connection: socket.socket, request: bytes) -> bool:
        with self._lock:
            number = len(self.requests)
            self.requests.append(request)
        script = self._scenario.script
        for step in script[number] if number < len(script) else [GOOD]:
            if not self._act(connection, step):
                return False
        return not self._stop.is_set()

    def _act(self, connection: socket.socket, step: Step) -> bool:
        match step:
            case Drip():
                for byte in step:
                    connection.sendall(bytes([byte]))
                    if self._stop.wait(0.05):
                        return False
            case bytes():
                connection.sendall(step)
            case float():
                self._stop.wait(step)
            case "hang":
                self._stop.wait(10)
                return False
            case "drink":
                # Reads on, some KB a second.
                while not self._stop.wait(0.05) and connection.recv(1024):
                    pass
                return False
            case "reset":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return False
            case _:
                return False
        return True


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
