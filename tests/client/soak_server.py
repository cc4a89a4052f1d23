"""A server of raw sockets for the soak: it takes texts, misbehaves at random, counts, and lets itself be searched."""

from __future__ import annotations

import json
import random
import socket
import struct
import threading
import time
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

HTML = b"<html><title>502 Bad Gateway</title></html>"
FAILURES = (
    "reset before",
    "reset after",
    "close after",
    "half a response",
    "no body",
    "garbage",
    "500 before",
    "500 after",
    "page after",
    "redirect after",
    "proxy's 413",
    "refused in part",
    "not JSON",
)


def row(number: int) -> dict[str, str]:
    """The row of a number; people write phone numbers in several ways."""
    digits = f"213{number:07}"
    shapes = (f"1{digits}", f"+1 ({digits[:3]}) {digits[3:6]}-{digits[6:]}", digits)
    return {"phone_number": shapes[number % 3], "message": f"Hello, you are number {number}."}


class SoakServer:
    """Takes texts; ``rate`` is the share of requests that meet an error."""

    def __init__(self, rate: float, seed: int) -> None:
        self.rate = rate
        self.got: Counter[str] = Counter()
        self.changed = threading.Condition()
        self.requests: Counter[str] = Counter()
        self._chance = random.Random(seed)
        self._created: list[int] = []
        self._texts: list[dict[str, Any]] = []
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/v2"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Accept no more connections."""
        self._socket.close()

    def wait_for(self, more: int, is_over: Any) -> None:
        """Wait until so many more texts have been taken."""
        with self.changed:
            wanted = self.got.total() + more
            while self.got.total() < wanted and not is_over():
                self.changed.wait(0.05)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        file = connection.makefile("rb")
        try:
            while head := file.readline():
                length = 0
                while (line := file.readline()) not in (b"\r\n", b""):
                    name, _, value = line.partition(b":")
                    if name.lower() == b"content-length":
                        length = int(value)
                body = file.read(length)
                if len(body) < length:
                    return
                method, path, _ = head.decode().split()
                if method == "GET":
                    connection.sendall(_response(200, self._find(path)))
                elif not self._take(connection, json.loads(body)):
                    return
        except OSError:
            return
        finally:
            file.close()
            connection.close()

    def _take(self, connection: socket.socket, rows: list[dict[str, Any]]) -> bool:
        """Take a request; returns whether the connection goes on."""
        with self.changed:
            flawed = self._chance.random() < self.rate
            error = self._chance.choice(FAILURES) if flawed else "none"
            part = self._chance.randrange(len(rows))
            self.requests[error] += 1
        if error in {"reset before", "500 before", "proxy's 413"}:
            taken = []
        else:
            taken = self._store(rows[:part] if error == "refused in part" else rows)
        whole = _response(200, {"items": taken})
        broken = {
            "reset before": b"",
            "reset after": b"",
            "close after": b"",
            "half a response": whole[: len(whole) // 2],
            "no body": whole.partition(b"\r\n\r\n")[0] + b"\r\n\r\n",
            "garbage": b"\x15\x03\x01\x00\x02\x02\x16" * 9,
        }
        if error.startswith("reset"):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.sendall(broken.get(error, RESPONSES.get(error, whole)))
        return error not in broken

    def _store(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        with self.changed:
            now = time.time_ns() // 1_000_000
            made = [
                {
                    "id": 1000 + len(self._texts) + place,
                    "toNumber": row["phoneNumber"],
                    "message": row["message"],
                    "created": now,
                }
                for place, row in enumerate(rows)
            ]
            self._texts += made
            self._created += [now] * len(made)
            self.got.update(row["phoneNumber"] for row in rows)
            self.changed.notify_all()
            return made

    def _find(self, path: str) -> dict[str, Any]:
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        with self.changed:
            self.requests["find"] += 1
            first = bisect_left(self._created, int(query["intervalBegin"]))
            last = bisect_right(self._created, int(query["intervalEnd"]))
            number = query.get("toNumber")
            if number is None:
                result = self._texts[first:last]
            else:
                result = [text for text in self._texts[first:last] if text["toNumber"] == number]
        result.reverse()
        limit, offset = int(query.get("limit", 10)), int(query.get("offset", 0))
        return {"items": result[offset : offset + limit], "totalCount": len(result)}


def _response(
    status: int, content: Any, media: str = "application/json", extra: bytes = b""
) -> bytes:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    head = f"HTTP/1.1 {status} Status\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + extra + b"\r\n" + body


_ERROR = _response(500, {"httpStatusCode": 500, "message": "internal error"})
RESPONSES = {
    "500 before": _ERROR,
    "500 after": _ERROR,
    "page after": _response(502, HTML, "text/html"),
    "redirect after": _response(303, b"", extra=b"Location: https://elsewhere.example/\r\n"),
    "proxy's 413": _response(413, HTML, "text/html"),
    "refused in part": _response(400, {"httpStatusCode": 400, "message": "invalid number"}),
    "not JSON": _response(200, b'{"items": ['),
}
"""Responses that are whole, and not what a client hopes for."""
