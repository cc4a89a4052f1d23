"""Carries single requests over HTTP for coroutines: one pool of connections for each event loop."""

import asyncio
import os
import threading
import time
import weakref
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
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

__all__ = ["AsyncHttpTransport", "AsyncTransport", "open_async_transport"]


class AsyncTransport(Protocol):
    """What carries a request: ours, or one handed over as ``http_client``."""

    async def handle(self, request: Request) -> Response:
        """Send a request and bring its answer; raise TransportError when there is none."""
        ...

    async def aclose(self) -> None:
        """Let all connections go."""
        ...


def open_async_transport(options: TransportOptions) -> AsyncTransport:
    """Return the transport that the options ask for.

    Raises:
        ConfigurationError: The http_client is of no kind that can be used here.
    """
    given = options.http_client
    if given is None:
        return AsyncHttpTransport(options)
    if given == "aiohttp":
        from .aiohttp import AiohttpTransport

        return AiohttpTransport(options)
    if not is_async(given):
        raise ConfigurationError("http_client is not for coroutines; use an AsyncClient of httpx2")
    if hasattr(given, "handle"):
        transport: AsyncTransport = given
        return transport
    if hasattr(given, "build_request"):
        return AsyncHttpTransport(options)
    raise ConfigurationError(
        f"http_client must be an httpx2 or httpx client, not {type(given).__name__}"
    )


class _Pieces:
    """Shows an HTTP library one colour of a body."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._content)


class _OpenBody:
    """A body that is still arriving."""

    def __init__(self, native: Any, request: Request, response: Response) -> None:
        self._native = native
        self._request = request
        self._response = response

    async def apieces(self) -> AsyncGenerator[bytes, None]:
        try:
            async for piece in self._native.aiter_bytes():
                yield piece
        except Exception as error:
            raise failed(error, self._request, self._response) from error

    async def aclose(self) -> None:
        await self._native.aclose()


@dataclass(slots=True)
class _Pool:
    """The connections of one event loop, and what closes them when the loop ends."""

    client: Any
    keeper: AsyncGenerator[None, None]


class AsyncHttpTransport:
    """Sends with httpx2, or with the client it was given."""

    def __init__(self, options: TransportOptions) -> None:
        self._options = options
        self._given = options.http_client
        self._lock = threading.Lock()
        self._pools: dict[asyncio.AbstractEventLoop, _Pool] = {}
        self._closed = False
        self._inherited: list[Any] = []
        _open.add(self)

    async def handle(self, request: Request) -> Response:
        """Send a request and bring its answer."""
        start = time.perf_counter()
        client = await self._client()
        content = request.content
        body = content if content is None or isinstance(content, bytes) else _Pieces(content)
        try:
            native = await client.send(
                new_request(self._given, request, body),
                stream=True,
                auth=None,
                follow_redirects=False,
            )
        except ContentError as error:
            raise error.error from None
        except Exception as error:
            raise failed(error, request) from error
        return await self._answer(native, request, start)

    async def _answer(self, native: Any, request: Request, start: float) -> Response:
        headers = headers_of(native)
        response = Response(native.status_code, headers, b"", time.perf_counter() - start)
        if request.stream and response.ok:
            body = _OpenBody(native, request, response)
            return Response(response.status, headers, b"", response.elapsed, body)
        chunks: list[bytes] = []
        try:
            async for chunk in native.aiter_bytes():
                chunks.append(chunk)
                limits(request, start)
        except Exception as error:
            broken = Response(response.status, headers, b"".join(chunks))
            if response.ok:
                raise failed(error, request, broken) from error
            return broken
        finally:
            await native.aclose()
        elapsed = time.perf_counter() - start
        return Response(response.status, headers, b"".join(chunks), elapsed)

    async def aclose(self) -> None:
        """Let all connections go, those of other running loops too; a client that was given stays open."""
        with self._lock:
            self._closed = True
            pools, self._pools = self._pools, {}
        here = asyncio.get_running_loop()
        for loop, pool in pools.items():
            if loop is here:
                await pool.keeper.aclose()
            elif not loop.is_closed():
                # It may close at this very moment, and then it closes the pool itself.
                with suppress(RuntimeError):
                    loop.call_soon_threadsafe(_close_soon, loop, pool)

    async def _client(self) -> Any:
        if self._closed:
            raise ClientClosedError("the client is closed")
        if self._given is not None:
            return self._given
        loop = asyncio.get_running_loop()
        pool = self._pools.get(loop)
        if pool is None:
            pool = self._open(loop)
            # From its first step on the loop knows the generator, and closes it before it closes itself.
            await anext(pool.keeper)
        return pool.client

    def _new(self) -> Any:
        return new_client(self._options, coroutines=True)

    def _open(self, loop: asyncio.AbstractEventLoop) -> _Pool:
        client = self._new()
        pool = _Pool(client, _keeper(client, weakref.ref(self), loop))
        with self._lock:
            for closed in [known for known in self._pools if known.is_closed()]:
                del self._pools[closed]
            self._pools[loop] = pool
        return pool

    def _forget(self, loop: asyncio.AbstractEventLoop) -> None:
        with self._lock:
            self._pools.pop(loop, None)

    def _forked(self) -> None:
        """Leave the connections to the parent."""
        self._lock = threading.Lock()
        self._inherited.append(self._pools)
        self._pools = {}


async def _keeper(
    client: Any, transport: "weakref.ref[AsyncHttpTransport]", loop: asyncio.AbstractEventLoop
) -> AsyncGenerator[None, None]:
    """Live as long as the loop; close the connections at the end.

    Event loops close their asynchronous generators first, so no connection outlives its loop.
    """
    try:
        yield
    finally:
        owner = transport()
        if owner is not None:
            owner._forget(loop)  # noqa: SLF001 - part of the same module
        await client.aclose()


def _close_soon(loop: asyncio.AbstractEventLoop, pool: _Pool) -> None:
    task = loop.create_task(pool.keeper.aclose())
    _closing.add(task)
    task.add_done_callback(_closing.discard)


_closing: set[asyncio.Task[None]] = set()
_open: "weakref.WeakSet[AsyncHttpTransport]" = weakref.WeakSet()


def _after_fork() -> None:
    for transport in list(_open):
        transport._forked()  # noqa: SLF001 - part of the same module


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
