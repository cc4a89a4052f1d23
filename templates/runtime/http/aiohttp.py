"""Carries requests with aiohttp, which is quicker than httpx2 when many are under way; needs the extra of that name."""

import time
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any
from urllib.parse import urlsplit

from ..core.errors import ConfigurationError
from ..core.messages import Content, Request, Response
from .httpx_async import AsyncHttpTransport
from .httpx_common import (
    KEEPALIVE_SECONDS,
    MAX_CONNECTIONS,
    ContentError,
    TransportOptions,
    context_of,
    failed,
    headers_of,
    limits,
)

__all__ = ["AiohttpTransport"]

_PIECE = 64 * 1024


class _Session:
    """A session of one event loop."""

    def __init__(self, options: TransportOptions) -> None:
        import aiohttp  # type: ignore[import-not-found, unused-ignore] # an extra

        self._proxy = options.proxy
        connector = aiohttp.TCPConnector(
            limit=MAX_CONNECTIONS, keepalive_timeout=KEEPALIVE_SECONDS, ssl=context_of(options)
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            # Clients with several credentials share a session, so no cookie may be kept.
            cookie_jar=aiohttp.DummyCookieJar(),
            # It would also read credentials from ~/.netrc; the environment's proxy is looked up below.
            trust_env=False,
        )
        # aiohttp would repeat some requests by itself, and cannot know which of them may be repeated.
        self._session._retry_connection = False  # noqa: SLF001 - there is no other switch

    async def send(self, request: Request, body: Any) -> Any:
        import aiohttp  # type: ignore[import-not-found, unused-ignore] # an extra
        from yarl import URL  # type: ignore[import-not-found, unused-ignore] # an extra

        timeout = request.timeout
        phases = [each for each in (timeout.pool, timeout.connect) if each is not None]
        headers = dict(request.headers)
        if isinstance(request.content, Content) and request.content.length is not None:
            headers["Content-Length"] = str(request.content.length)
        return await self._session.request(
            request.method,
            URL(request.url, encoded=True),
            headers=headers,
            data=body,
            allow_redirects=False,
            proxy=self._proxy or _environments_proxy(request.url),
            skip_auto_headers=("Content-Type", "User-Agent"),
            timeout=aiohttp.ClientTimeout(
                total=None,
                connect=sum(phases) if phases else None,
                sock_connect=timeout.connect,
                sock_read=timeout.read,
            ),
        )

    async def aclose(self) -> None:
        await self._session.close()


def _environments_proxy(url: str) -> str | None:
    """The proxy that the environment wants for an address."""
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(url)
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return None if proxy is None or proxy_bypass(parts.netloc) else proxy


class _OpenBody:
    """A body that is still arriving."""

    def __init__(self, native: Any, request: Request, response: Response) -> None:
        self._native = native
        self._request = request
        self._response = response

    async def apieces(self) -> AsyncGenerator[bytes, None]:
        try:
            async for piece in self._native.content.iter_chunked(_PIECE):
                yield piece
        except Exception as error:
            raise failed(error, self._request, self._response) from error

    async def aclose(self) -> None:
        # Gives the connection back when all was read, and drops it otherwise.
        self._native.close()


async def _pieces(content: Content) -> AsyncIterator[bytes]:
    async for piece in content:
        yield piece


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

    async def handle(self, request: Request) -> Response:
        """Send a request and bring its answer."""
        start = time.perf_counter()
        session = await self._client()
        content = request.content
        body = content if content is None or isinstance(content, bytes) else _pieces(content)
        try:
            native = await session.send(request, body)
        except Exception as error:
            unread = _unread(error)
            if unread is not None:
                raise unread from None
            raise failed(error, request) from error
        return await self._finished(native, request, start)

    async def _finished(self, native: Any, request: Request, start: float) -> Response:
        headers = headers_of(native)
        response = Response(native.status, headers, b"", time.perf_counter() - start)
        if request.stream and response.ok:
            body = _OpenBody(native, request, response)
            return Response(response.status, headers, b"", response.elapsed, body)
        chunks: list[bytes] = []
        try:
            async for chunk in native.content.iter_chunked(_PIECE):
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


def _unread(error: BaseException | None) -> Exception | None:
    """Look for a body that could not be produced among the causes."""
    while error is not None:
        if isinstance(error, ContentError):
            return error.error
        error = error.__cause__ or error.__context__
    return None
