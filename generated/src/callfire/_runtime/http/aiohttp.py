"""Sends requests with aiohttp, which is faster than httpx2 when many are under way; needs the extra of that name."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from functools import cache
from math import inf
from typing import Any

from ..core.errors import ConfigurationError
from ..core.messages import Content, Request
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

        self._proxy = options.proxy
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
            max_line_size=_MAX_HEADER,
            max_field_size=_MAX_HEADER,
            **limits,
        )
        # aiohttp would send some requests again by itself, and cannot know for which of them that is safe.
        self._session._retry_connection = False  # noqa: SLF001 - there is no other switch

    async def send(self, request: Request) -> Any:
        """Send a request; returns aiohttp's response."""
        from yarl import URL  # type: ignore[import-not-found, unused-ignore] # an extra

        write_limit = asyncio.timeout(None)
        try:
            async with write_limit:
                return await self._session.request(
                    request.method,
                    URL(request.url, encoded=True),
                    headers=_headers(request),
                    data=_body(request, write_limit),
                    allow_redirects=False,
                    proxy=self._proxy or environment_proxy(request.url),
                    skip_auto_headers=("Content-Type", "User-Agent"),
                    timeout=_timeout(request),
                )
        except TimeoutError as error:
            raise (WriteTimeout() if write_limit.expired() else error) from None

    async def aclose(self) -> None:
        """Close all connections."""
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
    headers = dict(request.headers)
    if isinstance(request.content, Content) and request.content.length is not None:
        headers["Content-Length"] = str(request.content.length)
    elif isinstance(request.content, bytes):
        headers["Content-Length"] = str(len(request.content))
    return headers


def _timeout(request: Request) -> Any:
    import aiohttp  # type: ignore[import-not-found, unused-ignore] # an extra

    timeout, deadline = request.timeout, request.deadline
    phases = [each for each in (timeout.pool, timeout.connect) if each is not None]
    connect = sum(phases) if phases else None
    if deadline is not None:
        connect = min(inf if connect is None else connect, deadline.left)
    return aiohttp.ClientTimeout(
        total=None,
        connect=connect,
        sock_connect=timeout.connect,
        sock_read=timeout.read,
        # It would round longer timeouts up to whole seconds.
        ceil_threshold=inf,
    )


def _body(request: Request, write_limit: asyncio.Timeout) -> Any:
    content = request.content
    if content is None or (isinstance(content, bytes) and len(content) <= _PIECE):
        return content
    return _watched(content, request.timeout.write, write_limit)


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
        return self._native.content.iter_chunked(_PIECE)  # type: ignore[no-any-return]

    async def aclose(self) -> None:
        """Release the connection: it is used again when all was read, and closed otherwise."""
        self._native.close()
