"""Network streams below httpx2 and httpx: they obey the deadline of a call, and report a connection that is not clean.

Both libraries count a timeout for each read and write anew, so that a server that sends one byte now and then holds a
call for ever. And they use a connection again although bytes follow the response. ``guard`` puts these streams under
a client's connection pool; where a client has no such pool (a mock, for example), it stays as it is.
"""

import builtins
import os
import socket
import ssl
import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from ..core.deadline import Deadline
from ..core.messages import Request

__all__ = ["DeadlineError", "guard", "inspect_connection", "phases"]

_PIECE = 16 * 1024
# The path from a response of httpx2 or httpx to its parser; there is no public one.
_PATH = frozenset({"_stream", "_httpcore_stream", "_connection"})
_NO_BODY = frozenset({204, 304})


class DeadlineError(builtins.TimeoutError):
    """The deadline of the call was reached; ``unsent`` is true when there was no connection yet."""

    def __init__(self, *, unsent: bool = False) -> None:
        super().__init__("deadline reached")
        self.unsent = unsent


class _PhaseTimeout(float):
    """Seconds that one read or write may take; it travels through the library with the call's deadline."""

    deadline: Deadline


def phases(request: Request) -> dict[str, float | None]:
    """Return the timeouts of a request as httpx2 and httpx want them."""
    timeout, deadline = request.timeout, request.deadline
    result = {
        "connect": timeout.connect,
        "read": timeout.read,
        "write": timeout.write,
        "pool": timeout.pool,
    }
    if deadline is not None:
        for name, seconds in result.items():
            limited = _PhaseTimeout(deadline.left if seconds is None else seconds)
            limited.deadline = deadline
            result[name] = limited
    return result


def _left(timeout: float | None, *, unsent: bool = False) -> float | None:
    """Return the seconds that may still pass."""
    if type(timeout) is not _PhaseTimeout:
        return timeout
    left = timeout.deadline.left
    if left <= 0:
        raise DeadlineError(unsent=unsent)
    return min(float(timeout), left)


class _Clean:
    """The part that sync and async streams share."""

    __slots__ = ("_inner", "_is_tls", "_process", "is_spent", "parser")

    def __init__(self, inner: Any, *, is_tls: bool = False) -> None:
        self._inner = inner
        self._process = os.getpid()
        self._is_tls = is_tls
        self.parser: Any = None
        self.is_spent = False

    def get_extra_info(self, info: str) -> Any:
        """Return a fact about the connection. A pool drops an idle connection that is readable."""
        if info == "is_readable" and self._has_leftover():
            return True
        return self._inner.get_extra_info(info)

    def _has_leftover(self) -> bool:
        if self.is_spent or (self.parser is not None and self.parser.trailing_data[0]):
            return True
        if not self._is_tls:
            return False
        # Bytes may wait decrypted, or in memory before they are decrypted, where no one sees them on the socket.
        tls = self._inner.get_extra_info("ssl_object")
        if not isinstance(tls, ssl.SSLObject):
            return getattr(tls, "pending", int)() > 0
        try:
            tls.read(1)
        except ssl.SSLWantReadError:
            return False
        except ssl.SSLError:
            return True
        return True


class Stream(_Clean):
    """A sync stream."""

    __slots__ = ()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes."""
        return self._inner.read(max_bytes, _left(timeout))  # type: ignore[no-any-return]

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes; the library gives each part of a large buffer the whole timeout."""
        if type(timeout) is not _PhaseTimeout or len(buffer) <= _PIECE:
            if buffer:
                self._inner.write(buffer, _left(timeout))
            return
        view = memoryview(buffer)
        for start in range(0, len(view), _PIECE):
            self._inner.write(view[start : start + _PIECE], _left(timeout))

    def close(self) -> None:
        """Close the connection; a thread that reads from it is woken, which closing alone does not do."""
        # In a forked child, it is the parent's connection that would end.
        if self._process == os.getpid():
            with suppress(OSError, AttributeError, ValueError):
                self._inner.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> "Stream":
        """Begin TLS on the connection."""
        left = _left(timeout, unsent=True)
        return Stream(self._inner.start_tls(ssl_context, server_hostname, left), is_tls=True)


class AsyncStream(_Clean):
    """An async stream; ``asyncio.timeout`` ends its reads and writes."""

    __slots__ = ()

    def read(self, max_bytes: int, timeout: float | None = None) -> Any:
        """Read some bytes."""
        return self._inner.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> Any:
        """Write all bytes."""
        return self._inner.write(buffer, timeout)

    def aclose(self) -> Any:
        """Close the connection."""
        return self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpx2's
    ) -> "AsyncStream":
        """Begin TLS on the connection."""
        left = _left(timeout, unsent=True)
        inner = await self._inner.start_tls(ssl_context, server_hostname, left)
        return AsyncStream(inner, is_tls=True)


class _Network:
    """Opens sync streams."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.sleep = inner.sleep
        self.connect_unix_socket = inner.connect_unix_socket

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, **options: Any
    ) -> Stream:
        """Connect to the first address of a host that can be reached, all of them within the deadline."""
        *others, last = [host]
        if type(timeout) is _PhaseTimeout:
            *others, last = _addresses(host, port, timeout.deadline)
        for address in others:
            with suppress(Exception):
                left = _left(timeout, unsent=True)
                return Stream(self._inner.connect_tcp(address, port, timeout=left, **options))
        left = _left(timeout, unsent=True)
        return Stream(self._inner.connect_tcp(last, port, timeout=left, **options))


def _addresses(host: str, port: int, deadline: Deadline) -> list[str]:
    """Look up a host in a thread, since the operating system's look-up has no time limit."""
    result: list[str] = []

    def look_up() -> None:
        # The connection itself reports a host that is not found.
        with suppress(OSError, UnicodeError):
            results = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            result.extend(dict.fromkeys(str(each[4][0]) for each in results))

    thread = threading.Thread(target=look_up, name=f"look-up of {host}", daemon=True)
    thread.start()
    thread.join(deadline.left)
    if thread.is_alive():
        raise DeadlineError(unsent=True)
    return result or [host]


class _AsyncNetwork:
    """Opens async streams."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.sleep = inner.sleep
        self.connect_unix_socket = inner.connect_unix_socket

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpx2's
        **options: Any,
    ) -> AsyncStream:
        """Connect to a host."""
        left = _left(timeout, unsent=True)
        return AsyncStream(await self._inner.connect_tcp(host, port, timeout=left, **options))


def guard(client: Any, *, is_async: bool) -> None:
    """Put these streams under the connections that a client of httpx2 or httpx will open."""
    network = _AsyncNetwork if is_async else _Network
    mounted = getattr(client, "_mounts", None)
    transports = [getattr(client, "_transport", None)]
    transports += mounted.values() if isinstance(mounted, dict) else ()
    for transport in transports:
        pool = getattr(transport, "_pool", None)
        inner = getattr(pool, "_network_backend", None)
        if pool is not None and inner is not None and not isinstance(inner, network):
            pool._network_backend = network(inner)  # noqa: SLF001 - there is no public way


def inspect_connection(native: Any, status: int, headers: Iterable[str]) -> None:
    """Make sure that bytes after a response never become the next one: the connection is dropped then.

    Args:
        native: The response of httpx2 or httpx.
        status: Its status.
        headers: The names of its headers, in lower case.
    """
    stream = native.extensions.get("network_stream")
    if not isinstance(stream, _Clean):
        return
    if stream.parser is None:
        stream.parser = _parser(native.stream)
    if status in _NO_BODY and not {"content-length", "transfer-encoding"}.isdisjoint(headers):
        stream.is_spent = True


def _parser(obj: Any) -> Any:
    """Return the parser of HTTP/1.1 that a response came from; None where there is none, as with HTTP/2."""
    for _ in range(8):
        parser = getattr(obj, "_h11_state", None)
        if parser is not None or obj is None:
            return parser
        obj = next((getattr(obj, name) for name in _PATH if hasattr(obj, name)), None)
    return None
