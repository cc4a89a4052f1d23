"""The client for coroutines: carries out operations, and keeps the connections of each event loop."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, Unpack, cast, overload

from ..call.drivers import around_async, drive_async
from ..call.request import Inputs
from ..call.response import result
from ..core.deadline import Deadline
from ..core.messages import Request, Response
from ..core.operation import DownloadOperation, Operation, PagedOperation
from ..logs import telemetry
from ..paging import AsyncPager
from .base import ClientState, Resource

if TYPE_CHECKING:
    from ..files.download import Destination, Downloaded, DownloadOptions

__all__ = ["AsyncClient", "AsyncResource"]

T = TypeVar("T")
Values = Mapping[str, Any]


class AsyncClient(ClientState):
    """Carries out operations in coroutines. Event loops may share it; each gets connections of its own."""

    def _open(self) -> Any:
        from ..http.open import open_async_transport

        return open_async_transport(self._transport_options())

    def _compose(self) -> None:
        self._handle = around_async(self._options, self._sender())

    async def __aenter__(self) -> Self:
        self._check_open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Let all connections go. A clone leaves those of the client it was made from open."""
        from ..http.httpx_async import AsyncHttpTransport

        self._closed = True
        if self._owner and isinstance(self._transport, AsyncHttpTransport):
            await self._transport.aclose()

    close = aclose

    async def verify_credentials(self) -> Any:
        """Prove that the credentials work.

        Returns:
            What the API states about them.

        Raises:
            AuthenticationError: They do not.
        """
        return await self.call(self._verification())

    async def call(  # noqa: PLR0913 - one for each place where values travel
        self,
        operation: Operation[T],
        *,
        path: Values | None = None,
        query: Values | None = None,
        headers: Values | None = None,
        body: Any = None,
        form: Values | None = None,
        deadline: Deadline | None = None,
    ) -> T:
        """Carry out an operation; see ``SyncClient.call``."""
        inputs = Inputs(path, query, headers, body, form)
        if self._hold(operation, inputs):
            return cast(T, None)
        request, response = await self._exchange(operation, inputs, deadline=deadline)
        return result(operation, request, response, strict=self._options.strict)

    async def _exchange(
        self, operation: Operation[Any], inputs: Inputs, **changes: Any
    ) -> tuple[Request, Response]:
        _, flow = self._begin(operation, inputs, **changes)
        with telemetry.span(self._settings.name, operation, self._options.base_url) as span:
            request, response = await drive_async(
                flow, self._handle, self._options.clock, self._log
            )
            span.ended(response, request.attempt)
        self._note(request, response)
        return request, response

    def page(
        self,
        operation: PagedOperation[T],
        *,
        path: Values | None = None,
        query: Values | None = None,
        headers: Values | None = None,
    ) -> AsyncPager[T]:
        """Begin a search; await it for its first page, or go through all items with ``async for``."""

        async def fetch(asked: Values) -> Any:
            return await self.call(operation, path=path, query=asked, headers=headers)

        return AsyncPager(operation, query or {}, fetch)

    @overload
    async def download(
        self, operation: DownloadOperation, to: None = None, **options: Unpack[DownloadOptions]
    ) -> bytes: ...

    @overload
    async def download(
        self, operation: DownloadOperation, to: Destination, **options: Unpack[DownloadOptions]
    ) -> Downloaded: ...

    @overload
    async def download(
        self,
        operation: DownloadOperation,
        to: Destination | None,
        **options: Unpack[DownloadOptions],
    ) -> bytes | Downloaded: ...

    async def download(
        self,
        operation: DownloadOperation,
        to: Destination | None = None,
        **options: Unpack[DownloadOptions],
    ) -> bytes | Downloaded:
        """Fetch a file; see ``SyncClient.download``."""
        from ..files import download as files

        inputs, wanted = files.wanted(operation, to, options)
        if self._hold(operation, inputs):
            return b""
        return await files.download_async(self, wanted, inputs)


class AsyncResource(Resource):
    """A group of operations, in coroutines."""

    def __init__(self, client: AsyncClient) -> None:
        self._client: AsyncClient = client
