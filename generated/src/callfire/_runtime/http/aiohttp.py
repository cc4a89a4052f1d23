"""Sends requests with aiohttp, which is faster than httpx2 when many are under way; needs the extra of that name."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from math import inf
from typing import Any

from ..core.errors import ConfigurationError
from ..core.messages import Content, Request, Timeout
from .httpx_async import AsyncHttpTransport
from .httpx_common import (
    KEEPALIVE_SECONDS,
    MAX_CONNECTIONS,
    ContentError,
    TransportOptions,
    context_of,
)
from .proxies import environment_proxy

__all__ = ["AiohttpTransport"]

_PIECE = 64 * 1024
_MAX_HEADER = 64 * 1024
"""The longest header and the longest status line, in bytes; the default of 8 KB is less than httpx2 takes."""
_MAX_HEADERS = 500
_OWN_HEADERS = ("Content-Type", "User-Agent")
"""Headers that aiohttp would add."""
_REMEMBERED = 16


class AiohttpTransport(AsyncHttpTransport):
    """Sends with aiohttp; one session for each event loop."""

    def __init__(self, options: TransportOptions) -> None:
        try:
            import aiohttp  # type: ignore[import-not-found, unused-ignore] # an extra # noqa: F401
        except ImportError:
            raise ConfigurationError(
                'http_client="aiohttp" needs aiohttp; install this package with its extra [aiohttp]'
            ) from None
        super().__init__(options)
        self._given = None

    def _new(self) -> Any:
        return _Session(self._options)

    async def _send(self, client: Any, request: Request) -> Any:
        try:
            return _Native(await client.send(request))
        except Exception as error:
            unread = _unread(error)
            if unread is None:
                raise
            raise unread from None


class WriteTimeout(TimeoutError):  # noqa: N818 - httpx2's name
    """The server did not take a piece of the request in time."""


class _Session:
    """A session of one event loop."""

    def __init__(self, options: TransportOptions) -> None:
        import aiohttp  # type: ignore[import-not-found, unused-ignore] # an extra
        from yarl import URL  # type: ignore[import-not-found, unused-ignore] # an extra

        self._url = URL
        self._proxy = options.proxy
        # The environment is read once for each server, as httpx2 does; that takes as long as a third of a call.
        self._environment_proxy = lru_cache(_REMEMBERED)(environment_proxy)
        # Older versions do not count headers.
        known = inspect.signature(aiohttp.ClientSession.__init__).parameters
        limits: dict[str, Any] = {"max_headers": _MAX_HEADERS} if "max_headers" in known else {}
        connector = _connector()(
            limit=MAX_CONNECTIONS, keepalive_timeout=KEEPALIVE_SECONDS, ssl=context_of(options)
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            # Clients with several credentials share a session, so no cookie may be kept.
            cookie_jar=aiohttp.DummyCookieJar(),
            # It would also read credentials from ~/.netrc; the environment's proxy is looked up below.
            trust_env=False,
            # Bodies are decoded where their size is limited.
            auto_decompress=False,
            skip_auto_headers=_OWN_HEADERS,
            max_line_size=_MAX_HEADER,
            max_field_size=_MAX_HEADER,
            **limits,
        )
        # aiohttp would send some requests again by itself, and cannot know for which of them that is safe.
        self._session._retry_connection = False  # noqa: SLF001 - there is no other switch

    async def send(self, request: Request) -> Any:
        """Send a request; returns aiohttp's response."""
        content = request.content
        if content is None or (isinstance(content, bytes) and len(content) <= _PIECE):
            return await self._sent(request, content)
        write_limit = asyncio.timeout(None)
        try:
            async with write_limit:
                return await self._sent(
                    request, _watched(content, request.timeout.write, write_limit)
                )
        except TimeoutError as error:
            raise (WriteTimeout() if write_limit.expired() else error) from None

    async def _sent(self, request: Request, data: bytes | AsyncIterator[bytes] | None) -> Any:
        server = "/".join(request.url.split("/", 3)[:3])
        return await self._session.request(
            request.method,
            self._url(request.url, encoded=True),
            headers=_headers(request),
            data=data,
            allow_redirects=False,
            proxy=self._proxy or self._environment_proxy(server),
            timeout=_timeout(request),
        )

    async def aclose(self) -> None:
        """Close all connections."""
        # aiohttp would forget who reads from a connection, and leave that task waiting for ever.
        for protocol in [*getattr(self._session.connector, "_acquired", ())]:
            if protocol.transport is not None:
                protocol.transport.abort()
        # The loss is reported in the next turns of the event loop, with TLS in the second.
        for _ in range(3):
            await asyncio.sleep(0)
        await self._session.close()


@cache
def _connector() -> Any:
    """Return a connector that drops an idle connection on which something arrived: it would be the next response."""
    import aiohttp  # type: ignore[import-not-found, unused-ignore] # an extra

    class Connector(aiohttp.TCPConnector):
        async def _get(self, key: Any, traces: Any) -> Any:
            connection = await super()._get(key, traces)
            while connection is not None and getattr(connection.protocol, "should_close", False):
                connection.close()
                connection = await super()._get(key, traces)
            return connection

        def _release(self, key: Any, protocol: Any, *, should_close: bool = False) -> None:
            if (should_close or protocol.should_close) and protocol.transport is not None:
                # Closing waits for the farewell of TLS, and may outlive the event loop.
                protocol.transport.abort()
            super()._release(key, protocol, should_close=should_close)

    return Connector


def _headers(request: Request) -> dict[str, str]:
    headers, content = dict(request.headers), request.content
    if isinstance(content, bytes):
        headers["Content-Length"] = str(len(content))
    elif content is not None and content.length is not None:
        headers["Content-Length"] = str(content.length)
    return headers


def _timeout(request: Request) -> Any:
    timeout, deadline = request.timeout, request.deadline
    if deadline is None:
        return _usual(timeout)
    connect = _usual(timeout).connect
    return _limits(timeout, min(inf if connect is None else connect, deadline.left))


@lru_cache(_REMEMBERED)
def _usual(timeout: Timeout) -> Any:
    """Return the limits of requests without a deadline."""
    phases = [each for each in (timeout.pool, timeout.connect) if each is not None]
    return _limits(timeout, sum(phases) if phases else None)


def _limits(timeout: Timeout, connect: float | None) -> Any:
    import aiohttp  # type: ignore[import-not-found, unused-ignore] # an extra

    return aiohttp.ClientTimeout(
        total=None,
        connect=connect,
        sock_connect=timeout.connect,
        sock_read=timeout.read,
        # It would round longer timeouts up to whole seconds.
        ceil_threshold=inf,
    )


async def _watched(
    content: bytes | Content, seconds: float | None, write_limit: asyncio.Timeout
) -> AsyncIterator[bytes]:
    """Pass a body on, and end the request when a piece of it is not written in time; aiohttp has no such limit."""
    loop = asyncio.get_running_loop()

    def limit(when: float | None) -> None:
        # The response may be there already, and then the limit is over.
        with suppress(RuntimeError):
            write_limit.reschedule(when)

    async for piece in _pieces(content):
        limit(None if seconds is None else loop.time() + seconds)
        yield piece
        # aiohttp asks for the next piece when this one is written.
        limit(None)


async def _pieces(content: bytes | Content) -> AsyncIterator[bytes]:
    if isinstance(content, bytes):
        for start in range(0, len(content), _PIECE):
            yield content[start : start + _PIECE]
    else:
        async for piece in content:
            yield piece


def _unread(error: BaseException | None) -> ContentError | None:
    """Look for a body that could not be produced among the causes."""
    while error is not None and not isinstance(error, ContentError):
        error = error.__cause__ or error.__context__
    return error


class _Native:
    """Shows a response of aiohttp as one of httpx2."""

    is_stream_consumed = False

    def __init__(self, native: Any) -> None:
        self._native = native
        self.status_code: int = native.status
        self.extensions: Mapping[str, Any] = {}

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers; those that stand several times are joined."""
        joined: dict[str, str] = {}
        for name, value in self._native.headers.items():
            lower = name.lower()
            joined[lower] = f"{joined[lower]}, {value}" if lower in joined else value
        return joined

    def aiter_raw(self) -> AsyncIterator[bytes]:
        """Read the body as it was sent."""
        return self._native.content.iter_any()  # type: ignore[no-any-return]

    async def aclose(self) -> None:
        """Release the connection: it is used again when all was read, and closed otherwise."""
        self._native.close()
