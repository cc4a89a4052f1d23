"""The client for threads: carries out operations, and keeps the connections."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, Unpack, cast, overload

from ..call.drivers import around, drive
from ..call.request import Inputs
from ..call.response import result
from ..core.deadline import Deadline
from ..core.messages import Request, Response
from ..core.operation import DownloadOperation, Operation, PagedOperation
from ..http.httpx_sync import HttpTransport
from ..http.open import open_transport
from ..logs import telemetry
from ..paging import Page
from .base import ClientState, Resource

if TYPE_CHECKING:
    from ..files.download import Destination, Downloaded, DownloadOptions

__all__ = ["SyncClient", "SyncResource"]

T = TypeVar("T")
Values = Mapping[str, Any]


class SyncClient(ClientState):
    """Carries out operations. Threads may share it; a forked child gets connections of its own."""

    def _open(self) -> Any:
        return open_transport(self._transport_options())

    def _compose(self) -> None:
        self._handle = around(self._options, self._sender())

    def __enter__(self) -> Self:
        self._check_open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let all connections go. A clone leaves those of the client it was made from open."""
        self._closed = True
        if self._owner and isinstance(self._transport, HttpTransport):
            self._transport.close()

    def verify_credentials(self) -> Any:
        """Prove that the credentials work.

        Returns:
            What the API states about them.

        Raises:
            AuthenticationError: They do not.
        """
        return self.call(self._verification())

    def call(  # noqa: PLR0913 - one for each place where values travel
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
        """Carry out an operation.

        Args:
            operation: Which one.
            path: Parameters of the path, by their names on the wire, as are all the others.
            query: Parameters of the query; None is not sent.
            headers: Parameters that travel as headers.
            body: The JSON body.
            form: Fields of a form.
            deadline: When the call has to end, besides ``total_timeout``.

        Returns:
            The result that the operation describes.
        """
        inputs = Inputs(path, query, headers, body, form)
        if self._hold(operation, inputs):
            return cast(T, None)
        request, response = self._exchange(operation, inputs, deadline=deadline)
        return result(operation, request, response, strict=self._options.strict)

    def _exchange(
        self, operation: Operation[Any], inputs: Inputs, **changes: Any
    ) -> tuple[Request, Response]:
        _, flow = self._begin(operation, inputs, **changes)
        with telemetry.span(self._settings.name, operation, self._options.base_url) as span:
            request, response = drive(flow, self._handle, self._options.clock, self._log)
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
    ) -> Page[T]:
        """Fetch a page; iterating over it goes on with the following ones."""

        def fetch(asked: Values) -> Any:
            return self.call(operation, path=path, query=asked, headers=headers)

        return Page.first(operation, query or {}, fetch)

    @overload
    def download(
        self, operation: DownloadOperation, to: None = None, **options: Unpack[DownloadOptions]
    ) -> bytes: ...

    @overload
    def download(
        self, operation: DownloadOperation, to: Destination, **options: Unpack[DownloadOptions]
    ) -> Downloaded: ...

    @overload
    def download(
        self,
        operation: DownloadOperation,
        to: Destination | None,
        **options: Unpack[DownloadOptions],
    ) -> bytes | Downloaded: ...

    def download(
        self,
        operation: DownloadOperation,
        to: Destination | None = None,
        **options: Unpack[DownloadOptions],
    ) -> bytes | Downloaded:
        """Fetch a file: into memory, to a path, or into a binary file object.

        Args:
            operation: Which one.
            to: Where to store it; without it the bytes are returned.
            options: Parameters, and how to store it.
        """
        from ..files import download as files

        inputs, wanted = files.wanted(operation, to, options)
        if self._hold(operation, inputs):
            return b""
        return files.download(self, wanted, inputs)


class SyncResource(Resource):
    """A group of operations."""

    def __init__(self, client: SyncClient) -> None:
        self._client: SyncClient = client
