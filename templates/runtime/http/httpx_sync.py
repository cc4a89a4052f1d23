"""Carries single requests over HTTP for threads: one pool of connections, made anew in a forked child."""

import os
import threading
import time
import weakref
from collections.abc import Iterator
from typing import Any, Protocol

from ..core.errors import ClientClosedError, ConfigurationError
from ..core.messages import Content, Request, Response
from .httpx_common import (
    ContentError,
    TransportOptions,
    failed,
    headers_of,
    is_async,
    limits,
    new_client,
    new_request,
)

__all__ = ["HttpTransport", "Transport", "open_transport"]


class Transport(Protocol):
    """What carries a request: ours, or one handed over as ``http_client``."""

    def handle(self, request: Request) -> Response:
        """Send a request and bring its answer; raise TransportError when there is none."""
        ...

    def close(self) -> None:
        """Let all connections go."""
        ...


def open_transport(options: TransportOptions) -> Transport:
    """Return the transport that the options ask for.

    Raises:
        ConfigurationError: The http_client is of no kind that can be used here.
    """
    given = options.http_client
    if given is None:
        return HttpTransport(options)
    if is_async(given):
        raise ConfigurationError("http_client is for coroutines; use the async client with it")
    if hasattr(given, "handle"):
        transport: Transport = given
        return transport
    if hasattr(given, "build_request") and hasattr(given, "send"):
        return HttpTransport(options)
    raise ConfigurationError(
        f"http_client must be an httpx2 or httpx client, not {type(given).__name__}"
    )


class _Pieces:
    """Shows an HTTP library one colour of a body."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._content)


class _OpenBody:
    """A body that is still arriving."""

    def __init__(self, native: Any, request: Request, response: Response) -> None:
        self._native = native
        self._request = request
        self._response = response

    def pieces(self) -> Iterator[bytes]:
        try:
            yield from self._native.iter_bytes()
        except Exception as error:
            raise failed(error, self._request, self._response) from error

    def close(self) -> None:
        self._native.close()


class HttpTransport:
    """Sends with httpx2, or with the client it was given."""

    def __init__(self, options: TransportOptions) -> None:
        self._options = options
        self._given = options.http_client
        self._lock = threading.Lock()
        self._pool: Any = None
        self._closed = False
        self._inherited: list[Any] = []
        _open.add(self)

    def handle(self, request: Request) -> Response:
        """Send a request and bring its answer."""
        start = time.perf_counter()
        client = self._client()
        content = request.content
        body = content if content is None or isinstance(content, bytes) else _Pieces(content)
        try:
            native = client.send(
                new_request(self._given, request, body),
                stream=True,
                auth=None,
                follow_redirects=False,
            )
        except ContentError as error:
            raise error.error from None
        except Exception as error:
            raise failed(error, request) from error
        return self._answer(native, request, start)

    def _answer(self, native: Any, request: Request, start: float) -> Response:
        headers = headers_of(native)
        response = Response(native.status_code, headers, b"", time.perf_counter() - start)
        if request.stream and response.ok:
            body = _OpenBody(native, request, response)
            return Response(response.status, headers, b"", response.elapsed, body)
        chunks: list[bytes] = []
        try:
            for chunk in native.iter_bytes():
                chunks.append(chunk)
                limits(request, start)
        except Exception as error:
            broken = Response(response.status, headers, b"".join(chunks))
            if response.ok:
                raise failed(error, request, broken) from error
            return broken
        finally:
            native.close()
        elapsed = time.perf_counter() - start
        return Response(response.status, headers, b"".join(chunks), elapsed)

    def close(self) -> None:
        """Let all connections go; a client that was given stays open."""
        with self._lock:
            self._closed = True
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def _client(self) -> Any:
        if self._closed:
            raise ClientClosedError("the client is closed")
        if self._given is not None:
            return self._given
        if self._pool is None:
            with self._lock:
                if self._pool is None:
                    self._pool = new_client(self._options)
        return self._pool

    def _forked(self) -> None:
        """Leave the connections to the parent: two processes on one would read each other's answers."""
        self._lock = threading.Lock()
        if self._pool is not None:
            # Kept, so that nothing closes them here; the parent may be in the middle of using them.
            self._inherited.append(self._pool)
            self._pool = None


_open: "weakref.WeakSet[HttpTransport]" = weakref.WeakSet()


def _after_fork() -> None:
    for transport in list(_open):
        transport._forked()  # noqa: SLF001 - part of the same module


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
