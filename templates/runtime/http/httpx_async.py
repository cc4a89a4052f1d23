"""Sends single requests with httpx2 or httpx in coroutines: one pool of connections for each event loop."""

import asyncio
import threading
import time
import weakref
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from dataclasses import dataclass
from typing import Any

from ..core.deadline import Deadline
from ..core.errors import ClientClosedError, ConfigurationError
from ..core.forks import fork_safe, on_fork
from ..core.messages import Content, Request, Response
from .body import BodyReader, Decoder
from .httpx_common import (
    TransportOptions,
    begin_response,
    fail,
    inherited_client,
    new_async_client,
)
from .own_client import new_request
from .streams import guard

__all__ = ["AsyncHttpTransport", "time_limit"]

_GRACE = 0.02
"""Seconds after the deadline: the libraries' own timeouts come first, because they show whether a request was sent."""


_UNLIMITED = nullcontext()


def time_limit(deadline: Deadline | None) -> AbstractAsyncContextManager[Any]:
    """Return what ends a block of a coroutine at the deadline."""
    return _UNLIMITED if deadline is None else asyncio.timeout(deadline.left + _GRACE)


class _Body:
    """Shows an HTTP library only the async half of a body."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._content)


def _body(request: Request) -> Any:
    content = request.content
    return content if content is None or isinstance(content, bytes) else _Body(content)


class _OpenBody:
    """A response's body that is still arriving."""

    def __init__(self, native: Any, request: Request, reader: BodyReader) -> None:
        self._native = native
        self._request = request
        self._reader = reader

    async def apieces(self) -> AsyncGenerator[bytes, None]:
        """Read it, with its content coding undone."""
        try:
            decoder = Decoder(self._reader.headers)
            if self._native.is_stream_consumed:
                yield self._native.content
                return
            chunks = self._native.aiter_raw()
            while True:
                async with time_limit(self._request.deadline):
                    chunk = await anext(chunks, None)
                if chunk is None:
                    break
                for piece in decoder.feed(chunk):
                    yield piece
            decoder.finish()
        except Exception as error:  # noqa: BLE001 - fail raises it again, translated
            fail(error, self._request, self._reader.head)

    async def aclose(self) -> None:
        """Release the connection."""
        await self._native.aclose()


@dataclass(slots=True)
class _Pool:
    """The connections of one event loop, and the generator that closes them when the loop ends."""

    client: Any
    keeper: AsyncGenerator[None, None]


class AsyncHttpTransport:
    """Sends with httpx2, or with the client that was given."""

    def __init__(self, options: TransportOptions) -> None:
        self._options = options
        self._given = options.http_client
        self._lock = fork_safe(threading.Lock())
        self._pools: dict[asyncio.AbstractEventLoop, _Pool] = {}
        self._closed = False
        self._inherited: list[Any] = []
        if self._given is not None:
            guard(self._given, is_async=True)
        on_fork(self)

    @property
    def announces_departure(self) -> bool:
        """Whether ``before_departure`` works: a client that was given may send by means that do not show."""
        return self._options.http_client is None

    async def handle(self, request: Request) -> Response:
        """Send a request and return its response."""
        start = time.perf_counter()
        client = await self._client()
        try:
            async with time_limit(request.deadline):
                native = await self._send(client, request)
        except Exception as error:  # noqa: BLE001 - fail raises it again, translated
            fail(error, request, given=self._given is not None)
        return await self._receive(native, request, start)

    async def _send(self, client: Any, request: Request) -> Any:
        if self._given is None:
            return await client.send(request, _body(request))
        native = new_request(client, request, _body(request))
        return await client.send(native, stream=True, auth=None, follow_redirects=False)

    async def _receive(self, native: Any, request: Request, start: float) -> Response:
        reader = begin_response(native, request, start)
        if request.stream and reader.ok:
            return reader.response(_OpenBody(native, request, reader))
        try:
            if native.is_stream_consumed:
                reader.set_content(native.content)
            else:
                async with time_limit(request.deadline):
                    async for chunk in native.aiter_raw():
                        if not reader.read(chunk):
                            break
                reader.finish()
        except Exception as error:  # noqa: BLE001 - fail raises it again, translated
            if reader.ok:
                fail(error, request, reader.excerpt(), given=self._given is not None)
        finally:
            await native.aclose()
        return reader.response()

    async def aclose(self) -> None:
        """Close all connections, those of other running loops too; a client that was given stays open."""
        with self._lock:
            self._closed = True
            pools, self._pools = self._pools, {}
        if not pools:
            return
        here = running_loop()
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
        loop = running_loop()
        if self._given is not None:
            if self._inherited:
                raise inherited_client()
            return self._given
        pool = self._pools.get(loop)
        if pool is None:
            pool = self._open(loop)
            # From its first step on the loop knows the generator, and closes it before it closes itself.
            await anext(pool.keeper)
        return pool.client

    def _new(self) -> Any:
        return new_async_client(self._options)

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

    def after_fork(self) -> None:
        """Leave the connections to the parent."""
        if self._given is not None or self._pools:
            self._inherited.append(self._given or self._pools)
            self._pools = {}


def running_loop() -> asyncio.AbstractEventLoop:
    """Return asyncio's running loop.

    Raises:
        ConfigurationError: There is none; another library runs the coroutine, such as trio.
    """
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise ConfigurationError(
            "the async client needs asyncio, and no event loop of asyncio is running. Under trio use the sync client "
            "in a thread (trio.to_thread.run_sync), or run asyncio code with trio-asyncio"
        ) from None


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
