"""Carries requests of clients to a fake, without a network."""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterator
from typing import Protocol
from urllib.parse import urlsplit

from ..core.errors import (
    TimeoutError,  # noqa: A004 - ours is one of the builtin kind
    TransportError,
)
from ..core.messages import Request, Response
from ..http.httpx_common import ContentError
from .failures import Lost
from .requests import Arrival, Refusal
from .responses import Reply

__all__ = ["AsyncCarrier", "Backend", "Carrier", "arrival"]

_PIECE = 65536


class Backend(Protocol):
    """What responds to the requests."""

    @property
    def prefix(self) -> str:
        """The beginning of all paths."""
        ...

    def refused(self, refusal: Refusal) -> Reply:
        """Return an error for a request that no operation takes."""
        ...

    def handle(self, arrival: Arrival) -> tuple[Reply, float]:
        """Return the response to a request, and the seconds that it takes.

        Raises:
            Lost: The connection is lost.
        """
        ...


def arrival(prefix: str, method: str, url: str, headers: dict[str, str], content: bytes) -> Arrival:
    """Return a request as a fake sees it."""
    parts = urlsplit(url)
    path = parts.path
    if path.startswith(f"{prefix}/"):
        path = path.removeprefix(prefix)
    lowered = {name.lower(): text for name, text in headers.items()}
    return Arrival(method, path or "/", parts.query, lowered, content)


class _Body:
    """A body that arrives in pieces."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def pieces(self) -> Iterator[bytes]:
        """Read it."""
        for start in range(0, len(self._content), _PIECE):
            yield self._content[start : start + _PIECE]

    def close(self) -> None:
        """Nothing is open."""

    async def apieces(self) -> AsyncGenerator[bytes, None]:
        """Read it in a coroutine."""
        for piece in self.pieces():
            yield piece

    async def aclose(self) -> None:
        """Nothing is open."""


def _handed(
    fake: Backend, request: Request, content: bytes
) -> tuple[Response | TransportError, float]:
    """Hand a request over; gives the response or the error, and the seconds to wait before it arrives."""
    arrived = arrival(fake.prefix, request.method, request.url, dict(request.headers), content)
    try:
        reply, seconds = fake.handle(arrived)
    except Lost as lost:
        message = f"{request.operation}: the fake lost the connection ({lost.when})"
        unsent = lost.when == "connect"
        return TransportError(message, request=request.summary(), unsent=unsent), lost.seconds
    return _response(request, reply), seconds


def _response(request: Request, reply: Reply) -> Response:
    headers = {"content-length": str(len(reply.content)), **reply.headers}
    headers = {name.lower(): text for name, text in headers.items()}
    if request.stream and 200 <= reply.status < 300:  # noqa: PLR2004 - success
        return Response(reply.status, headers, b"", 0.0, _Body(reply.content))
    return Response(reply.status, headers, reply.content)


def _patience(request: Request, seconds: float) -> float | None:
    """The seconds after which a client gives up; None when it waits for the response."""
    left = None if request.deadline is None else request.deadline.left
    limits = [each for each in (request.timeout.read, left) if each is not None]
    return min(limits) if limits and min(limits) < seconds else None


def _late(request: Request) -> TimeoutError:
    return TimeoutError(f"{request.operation}: no response in time", request=request.summary())


def _arrived(response: Response | TransportError) -> Response:
    if isinstance(response, TransportError):
        raise response
    return response


class Carrier:
    """Carries requests to a fake in threads."""

    def __init__(self, fake: Backend) -> None:
        self._fake = fake

    def handle(self, request: Request) -> Response:
        """Bring the response to a request."""
        content = request.content
        try:
            whole = content if isinstance(content, bytes) else b"".join(content or ())
        except ContentError as unread:
            raise unread.error from None
        response, seconds = _handed(self._fake, request, whole)
        patience = _patience(request, seconds)
        if patience is not None:
            time.sleep(patience)
            raise _late(request)
        if seconds:
            time.sleep(seconds)
        return _arrived(response)

    def close(self) -> None:
        """Nothing is open."""


class AsyncCarrier:
    """Carries requests to a fake in coroutines."""

    def __init__(self, fake: Backend) -> None:
        self._fake = fake

    async def handle(self, request: Request) -> Response:
        """Bring the response to a request."""
        content = request.content
        if content is None or isinstance(content, bytes):
            whole = content or b""
        else:
            try:
                whole = b"".join([piece async for piece in content])
            except ContentError as unread:
                raise unread.error from None
        response, seconds = _handed(self._fake, request, whole)
        patience = _patience(request, seconds)
        if patience is not None:
            await asyncio.sleep(patience)
            raise _late(request)
        if seconds:
            await asyncio.sleep(seconds)
        return _arrived(response)

    async def aclose(self) -> None:
        """Nothing is open."""
