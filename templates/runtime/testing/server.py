"""Serves a fake over HTTP, on this machine only, for programs in other processes and languages."""

import argparse
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from .failures import Lost
from .requests import Refusal
from .responses import Reply
from .transport import Backend, arrival

__all__ = ["main", "serving"]

_HOST = "127.0.0.1"
_LONGEST = 256 * 1024 * 1024


class _Server(ThreadingHTTPServer):
    """One double, on one port."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, double: Backend, port: int) -> None:
        super().__init__((_HOST, port), _Handler)
        self.double = double

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print what went wrong, unless the client has gone away, as clients may."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """What to use as base URL."""
        return f"http://{_HOST}:{self.server_address[1]}{self.double.prefix}"


class _Handler(BaseHTTPRequestHandler):
    """Hands requests to the fake."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    """Buffered: headers and body leave in one packet, otherwise the peer's delayed ACK costs 40 ms a request."""
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as in the base
        """Requests are recorded, not printed."""

    def _answer(self) -> None:
        try:
            reply = self._reply()
        except Lost:
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, text in {**reply.headers, "Content-Length": str(len(reply.content))}.items():
            self.send_header(name, text)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.content)

    def _reply(self) -> Reply:
        fake = cast(_Server, self.server).double
        try:
            content = self._content()
        except ValueError:
            self.close_connection = True
            return fake.refused(Refusal(400, "the length of the body cannot be read"))
        arrived = arrival(fake.prefix, self.command, self.path, dict(self.headers), content)
        reply, seconds = fake.handle(arrived)
        if seconds:
            threading.Event().wait(seconds)
        return reply

    def _content(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return b"".join(iter(self._chunk, b""))
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 <= length <= _LONGEST:
            raise ValueError(length)
        return self.rfile.read(length)

    def _chunk(self) -> bytes:
        size = int(self.rfile.readline().split(b";")[0], 16)
        piece = self.rfile.read(size)
        self.rfile.readline()
        return piece

    def __getattr__(self, name: str) -> Any:
        """Every method is answered by the fake, which knows which ones a path takes."""
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)


@contextmanager
def serving(double: Backend, port: int = 0) -> Iterator[str]:
    """Serve in a thread; gives the address."""
    with _Server(double, port) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server.address
        finally:
            server.shutdown()
            thread.join()


def main(
    program: str, names: Sequence[str], make: Callable[..., Backend], argv: Sequence[str] | None
) -> int:
    """Serve until interrupted.

    Args:
        program: How the command is called.
        names: The parts of the credentials, each an option.
        make: Makes the fake of credentials.
        argv: The arguments of the command.
    """
    parser = argparse.ArgumentParser(
        prog=program, description="Serves an API in memory, on this machine only."
    )
    parser.add_argument(
        "--port", type=int, default=0, help="the port; any that is free unless told"
    )
    for name in names:
        parser.add_argument(f"--{name.replace('_', '-')}", help="accept only this one")
    given = parser.parse_args(argv)
    secrets = {name: getattr(given, name) for name in names}
    if any(secrets.values()) and not all(secrets.values()):
        parser.error(f"give all of {', '.join(names)}, or none")
    with _Server(make(**secrets), given.port) as server, suppress(KeyboardInterrupt):
        print(server.address, flush=True)  # noqa: T201 - what it is started for
        server.serve_forever()
    return 0
