"""A client of httpx2 that this package made: its connection pool gets the requests without a detour.

The layers of httpx2 above the pool take half the time of a small call, for cookies, redirects and sign-in, which are
not used here. They are used all the same where a program has put something around them, a tracer or a mock for
example, or logs their lines.
"""

import logging
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from types import FunctionType
from typing import Any, NamedTuple

from ..core.departure import departure
from ..core.messages import Request
from .streams import phases

__all__ = ["AsyncOwnClient", "OwnClient", "new_request"]

_LOG = logging.getLogger("httpx2")
_URL = re.compile(
    r"(https?://[a-z0-9.:\[\]-]+)(/(?:[\w\-.~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*"
    r"(?:\?(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*)?)",
    re.ASCII,
)
"""An address in two parts that httpx2 would leave as it is; others are read by httpx2."""
_WITH_BODY = frozenset({"POST", "PUT", "PATCH", "QUERY"})
_ORIGINS = 16


def new_request(given: Any, request: Request, body: Any) -> Any:
    """Make httpx2's request; a client that was given adds its own headers, below ours."""
    headers = dict(request.headers)
    if (length := _length(request, body)) is not None:
        headers["Content-Length"] = str(length)
    extensions = _extensions(request)
    if given is not None:
        return given.build_request(
            request.method, request.url, headers=headers, content=body, extensions=extensions
        )
    import httpx2

    return httpx2.Request(
        request.method, request.url, headers=headers, content=body, extensions=extensions
    )


def _length(request: Request, body: Any) -> int | None:
    return None if isinstance(body, bytes) else getattr(request.content, "length", None)


def _extensions(request: Request) -> dict[str, Any]:
    extensions: dict[str, Any] = {"timeout": phases(request)}
    if (step := departure.get()) is not None:
        extensions["trace"] = step
    return extensions


class _Layers:
    """What stands above the pools in httpx2: functions that tracers and mocks replace."""

    def __init__(self, client: type, transport: type, handle: str) -> None:
        self._places = ((client, "send"), (client, "_send_single_request"), (transport, handle))
        self._seen: list[Any] = []
        self._are_own = False

    def can_be_skipped(self) -> bool:
        """Return whether nothing is put around them, and no one reads the lines that they log."""
        seen = [getattr(*place, None) for place in self._places]
        if seen != self._seen:
            self._seen, self._are_own = seen, all(map(_is_own, seen, self._places))
        return self._are_own and not _LOG.isEnabledFor(logging.INFO)


def _is_own(function: Any, place: tuple[type, str]) -> bool:
    """Return whether a method is the one that its class was written with; ``functools.wraps`` hides that in its name."""
    kind, name = place
    return (
        type(function) is FunctionType
        and function.__code__.co_qualname == f"{kind.__name__}.{name}"
    )


class _Origin(NamedTuple):
    """A server, and the pool that has the connections to it, perhaps through a proxy."""

    pool: Any
    url: Any
    """Makes the pool's form of an address from the part behind the server."""
    host: bytes


def _origin(client: Any, address: str) -> _Origin | None:
    """Return the pool for a server; None where this version of httpx2 does not show it."""
    import httpcore2
    import httpx2

    url = httpx2.URL(address)
    choose = getattr(client, "_transport_for_url", None)
    pool = getattr(choose(url), "_pool", None) if choose else None
    if pool is None:
        return None
    make = partial(httpcore2.URL, scheme=url.raw_scheme, host=url.raw_host, port=url.port)
    return _Origin(pool, make, url.netloc)


class _OwnClientBase:
    """The part that the sync and the async client share."""

    _layers: _Layers

    def __init__(self, client: Any) -> None:
        import httpcore2

        self.client = client
        self._origin = lru_cache(_ORIGINS)(partial(_origin, client))
        self._new = httpcore2.Request

    def _direct(self, request: Request, body: Any) -> tuple[Any, Any] | None:
        """Return a pool and the request for it; None where the request has to go through all of httpx2."""
        parts = _URL.fullmatch(request.url)
        if parts is None or "/." in parts[2] or not self._layers.can_be_skipped():
            return None
        origin = self._origin(parts[1])
        if origin is None:
            return None
        native = self._new(
            request.method.upper(),
            origin.url(target=parts[2]),
            headers=_headers(request, body, origin.host),
            content=body,
            extensions=_extensions(request),
        )
        return origin.pool, native


def _headers(request: Request, body: Any, host: bytes) -> list[tuple[bytes, bytes]]:
    """Return the headers with those that HTTP wants besides, where and as httpx2 adds them."""
    headers = [(name.encode(), value.encode("ascii")) for name, value in request.headers.items()]
    names = {name.lower() for name, _ in headers}
    if b"host" not in names:
        headers.insert(0, (b"Host", host))
    if not names.isdisjoint({b"content-length", b"transfer-encoding"}):
        return headers
    if isinstance(body, bytes):
        length: int | None = len(body)
    else:
        length = _length(request, body) if body is not None else 0
    if length is None:
        headers.append((b"Transfer-Encoding", b"chunked"))
    elif length or request.method.upper() in _WITH_BODY:
        headers.append((b"Content-Length", b"%d" % length))
    return headers


class _Response:
    """Shows a response of the pool as one of httpx2."""

    __slots__ = ("extensions", "headers", "status_code", "stream")
    is_stream_consumed = False

    def __init__(self, native: Any) -> None:
        self.status_code: int = native.status
        self.headers = _joined(native.headers)
        self.stream = native.stream
        self.extensions: Mapping[str, Any] = native.extensions

    def iter_raw(self) -> Iterator[bytes]:
        """Read the body as it was sent."""
        return iter(self.stream)

    def close(self) -> None:
        """Release the connection."""
        self.stream.close()

    def aiter_raw(self) -> AsyncIterator[bytes]:
        """Read the body as it was sent."""
        return aiter(self.stream)

    async def aclose(self) -> None:
        """Release the connection."""
        await self.stream.aclose()


def _joined(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers by their names in lower case; values of equal names are joined."""
    for encoding in ("ascii", "utf-8", "iso-8859-1"):
        headers: dict[str, str] = {}
        with suppress(UnicodeDecodeError):
            for name, value in raw:
                key, text = name.decode(encoding).lower(), value.decode(encoding)
                headers[key] = f"{headers[key]}, {text}" if key in headers else text
            break
    return headers


class OwnClient(_OwnClientBase):
    """A client for threads."""

    def __init__(self, client: Any) -> None:
        import httpx2

        super().__init__(client)
        self._layers = _Layers(httpx2.Client, httpx2.HTTPTransport, "handle_request")

    def send(self, request: Request, body: Any) -> Any:
        """Send a request; returns what looks like a response of httpx2 whose body is still arriving."""
        if (direct := self._direct(request, body)) is not None:
            pool, native = direct
            return _Response(pool.handle_request(native))
        native = new_request(None, request, body)
        return self.client.send(native, stream=True, auth=None, follow_redirects=False)

    def close(self) -> None:
        """Close all connections."""
        self.client.close()


class AsyncOwnClient(_OwnClientBase):
    """A client for the coroutines of one event loop."""

    def __init__(self, client: Any) -> None:
        import httpx2

        super().__init__(client)
        self._layers = _Layers(
            httpx2.AsyncClient, httpx2.AsyncHTTPTransport, "handle_async_request"
        )

    async def send(self, request: Request, body: Any) -> Any:
        """Send a request; returns what looks like a response of httpx2 whose body is still arriving."""
        if (direct := self._direct(request, body)) is not None:
            pool, native = direct
            return _Response(await pool.handle_async_request(native))
        native = new_request(None, request, body)
        return await self.client.send(native, stream=True, auth=None, follow_redirects=False)

    async def aclose(self) -> None:
        """Close all connections."""
        await self.client.aclose()
