"""Gives access to whole responses: ``raw`` returns one beside its model, ``stream`` reads its body as it arrives."""

import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping
from contextlib import aclosing, closing
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Generic, ParamSpec, Self, TypeVar, overload

from .client import AsyncClient, SyncClient
from .client.base import Resource, Tap
from .core.messages import Request, Response
from .core.operation import DownloadOperation
from .core.summaries import RequestSummary
from .files.transfer import check_type

__all__ = ["RawResponse", "Stream", "raw", "stream"]

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, repr=False)
class RawResponse(Generic[T]):
    """A response, and what the method returns for it.

    Attributes:
        status: The HTTP status.
        headers: Its headers; names in lower case.
        content: The body; empty after a download, which has stored or returned it.
        elapsed: Seconds from sending until the response had arrived.
        attempts: How often the request was sent.
        request: The request.
        parsed: What the method returns.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes
    elapsed: float
    attempts: int
    request: RequestSummary
    parsed: T

    def __repr__(self) -> str:
        return f"<RawResponse {self.status}, {len(self.content)} bytes>"

    def json(self) -> Any:
        """The body as JSON, with fields that the models do not know.

        Raises:
            ValueError: It is not JSON.
        """
        return json.loads(self.content)


@overload
def raw(  # type: ignore[overload-overlap]
    method: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs
) -> Awaitable[RawResponse[T]]: ...


@overload
def raw(method: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> RawResponse[T]: ...


def raw(method: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call a method of a client, and return the response beside its result.

    Args:
        method: A method of a client's resource, such as ``client.calls.find``.
        args: Its arguments.
        kwargs: Its keyword arguments.

    Returns:
        The last response of the call; for a method of an async client, an awaitable of it.
    """
    tap = Tap()
    twin, client = _twin(method, tap)
    parsed = twin(*args, **kwargs)
    return _awaited(parsed, tap) if isinstance(client, AsyncClient) else _response(parsed, tap)


async def _awaited(pending: Awaitable[T], tap: Tap) -> RawResponse[T]:
    return _response(await pending, tap)


def _response(parsed: T, tap: Tap) -> RawResponse[T]:
    if tap.request is None or tap.response is None:
        raise TypeError("raw takes a method that sends a request")
    request, response = tap.request, tap.response
    return RawResponse(
        response.status,
        response.headers,
        response.content,
        response.elapsed,
        request.attempt,
        request.summary(),
        parsed,
    )


def _twin(method: Callable[..., Any], tap: Tap) -> tuple[Callable[..., Any], Any]:
    """Bind a method to a client that records its request and response."""
    owner = getattr(method, "__self__", None)
    function = getattr(method, "__func__", None)
    if function is None or not isinstance(owner, Resource | SyncClient | AsyncClient):
        raise TypeError("expected a method of a client, such as client.calls.find")
    if isinstance(owner, Resource):
        client = owner._client._tapped(tap)  # noqa: SLF001 - the runtime is one
        kind: Any = type(owner)
        return function.__get__(kind(client)), client
    client = owner._tapped(tap)  # noqa: SLF001 - the runtime is one
    return function.__get__(client), client


class Stream:
    """A response whose body is read as it arrives; use it with ``with``, or ``async with`` for an async client."""

    def __init__(self, method: Callable[..., Any], args: Any, kwargs: Any) -> None:
        self._tap = Tap(holds=True)
        self._twin, self._client = _twin(method, self._tap)
        self._arguments = args, kwargs
        self._request: Request | None = None
        self._response: Response | None = None

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self._opened.status

    @property
    def headers(self) -> Mapping[str, str]:
        """Names in lower case."""
        return self._opened.headers

    @property
    def _opened(self) -> Response:
        if self._response is None:
            raise RuntimeError("open the stream with `with` or `async with` first")
        return self._response

    def __enter__(self) -> Self:
        if not isinstance(self._client, SyncClient):
            raise TypeError("use `async with` for a method of an async client")
        args, kwargs = self._arguments
        self._twin(*args, **kwargs)
        operation, inputs = self._held()
        pair = self._client._exchange(operation, inputs, stream=True)  # noqa: SLF001
        self._request, self._response = pair
        try:
            self._check(operation)
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _close(self) -> None:
        if self._opened.body is not None:
            self._opened.body.close()

    async def __aenter__(self) -> Self:
        if not isinstance(self._client, AsyncClient):
            raise TypeError("use `with` for a method of a client that is not async")
        args, kwargs = self._arguments
        await self._twin(*args, **kwargs)
        operation, inputs = self._held()
        pair = await self._client._exchange(operation, inputs, stream=True)  # noqa: SLF001
        self._request, self._response = pair
        try:
            self._check(operation)
        except BaseException:
            await self._aclose()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._aclose()

    async def _aclose(self) -> None:
        if self._opened.body is not None:
            await self._opened.body.aclose()

    def _held(self) -> Any:
        if self._tap.held is None:
            raise TypeError("stream takes a method that sends one request")
        return self._tap.held

    def _check(self, operation: Any) -> None:
        if isinstance(operation, DownloadOperation):
            assert self._request is not None
            check_type(operation, self._request, self._opened)

    def iter_bytes(self) -> Generator[bytes, None, None]:
        """Read the body piece by piece."""
        if self._opened.body is None:
            yield self._opened.content
            return
        with closing(self._opened.body.pieces()) as pieces:
            yield from pieces

    async def aiter_bytes(self) -> AsyncGenerator[bytes, None]:
        """Read the body of an async client's response piece by piece."""
        if self._opened.body is None:
            yield self._opened.content
            return
        async with aclosing(self._opened.body.apieces()) as pieces:
            async for piece in pieces:
                yield piece


def stream(method: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> Stream:
    """Call a method of a client, and read the body of the response as it arrives.

    Args:
        method: A method of a client's resource, such as ``client.media.download``.
        args: Its arguments.
        kwargs: Its keyword arguments.
    """
    return Stream(method, args, kwargs)
