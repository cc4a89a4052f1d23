"""Sends single requests with httpx2 or httpx: one pool of connections, and another one in a forked child."""

import threading
import time
from collections.abc import Iterator
from typing import Any

from ..core.errors import ClientClosedError
from ..core.forks import fork_safe, on_fork
from ..core.messages import Content, Request, Response
from .body import BodyReader, Decoder
from .httpx_common import (
    TransportOptions,
    begin_response,
    check_deadline,
    fail,
    inherited_client,
    new_client,
)
from .own_client import OwnClient, new_request
from .streams import guard

__all__ = ["HttpTransport"]


class _Body:
    """Shows an HTTP library only the sync half of a body."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._content)


def _body(request: Request) -> Any:
    content = request.content
    return content if content is None or isinstance(content, bytes) else _Body(content)


class _OpenBody:
    """A response's body that is still arriving."""

    def __init__(self, native: Any, request: Request, reader: BodyReader) -> None:
        self._native = native
        self._request = request
        self._reader = reader

    def pieces(self) -> Iterator[bytes]:
        """Read it, with its content coding undone."""
        try:
            decoder = Decoder(self._reader.headers)
            if self._native.is_stream_consumed:
                yield self._native.content
                return
            for chunk in self._native.iter_raw():
                check_deadline(self._request)
                yield from decoder.feed(chunk)
            decoder.finish()
        except Exception as error:  # noqa: BLE001 - fail raises it again, translated
            fail(error, self._request, self._reader.head)

    def close(self) -> None:
        """Release the connection."""
        self._native.close()


class HttpTransport:
    """Sends with httpx2, or with the client that was given."""

    def __init__(self, options: TransportOptions) -> None:
        self._options = options
        self._given = options.http_client
        self._lock = fork_safe(threading.Lock())
        self._pool: OwnClient | None = None
        self._closed = False
        self._inherited: list[Any] = []
        if self._given is not None:
            guard(self._given, is_async=False)
        on_fork(self)

    @property
    def announces_departure(self) -> bool:
        """Whether ``before_departure`` works: a client that was given may send by means that do not show."""
        return self._options.http_client is None

    def handle(self, request: Request) -> Response:
        """Send a request and return its response."""
        start = time.perf_counter()
        client = self._client()
        try:
            native = self._send(client, request)
        except Exception as error:  # noqa: BLE001 - fail raises it again, translated
            fail(error, request, given=self._given is not None)
        return self._receive(native, request, start)

    def _send(self, client: Any, request: Request) -> Any:
        if self._given is None:
            return client.send(request, _body(request))
        native = new_request(client, request, _body(request))
        return client.send(native, stream=True, auth=None, follow_redirects=False)

    def _receive(self, native: Any, request: Request, start: float) -> Response:
        reader = begin_response(native, request, start)
        if request.stream and reader.ok:
            return reader.response(_OpenBody(native, request, reader))
        try:
            if native.is_stream_consumed:
                reader.set_content(native.content)
            else:
                for chunk in native.iter_raw():
                    check_deadline(request)
                    if not reader.read(chunk):
                        break
                reader.finish()
        except Exception as error:  # noqa: BLE001 - fail raises it again, translated
            if reader.ok:
                fail(error, request, reader.excerpt(), given=self._given is not None)
        finally:
            native.close()
        return reader.response()

    def close(self) -> None:
        """Close all connections; a client that was given stays open."""
        with self._lock:
            self._closed = True
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def _client(self) -> Any:
        if self._closed:
            raise ClientClosedError("the client is closed")
        if self._given is not None:
            if self._inherited:
                raise inherited_client()
            return self._given
        if self._pool is None:
            with self._lock:
                if self._pool is None:
                    self._pool = new_client(self._options)
        return self._pool

    def after_fork(self) -> None:
        """Leave the connections to the parent: two processes on one would read each other's responses."""
        # Kept, so that nothing closes them here; the parent may be in the middle of using them.
        if self._given is not None:
            self._inherited.append(self._given)
        elif self._pool is not None:
            self._inherited.append(self._pool)
            self._pool = None
