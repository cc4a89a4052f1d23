"""Receives webhooks over HTTP without a framework: a WSGI and an ASGI application for one handler."""

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, Any, TypeAlias, cast

from ..core.errors import DecodeError, WebhookSignatureError
from .events import DeliveryState, Scheme, SeenDeliveries, WebhookPayload
from .signatures import Secret, Unverified

Handler: TypeAlias = Callable[[WebhookPayload], object]
"""Handles a delivery; may be a coroutine function. What it returns is ignored."""

StartResponse: TypeAlias = Callable[..., Any]
WSGIApp: TypeAlias = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
SendMessage: TypeAlias = Callable[[Message], Awaitable[None]]
ASGIApp: TypeAlias = Callable[[MutableMapping[str, Any], Receive, SendMessage], Awaitable[None]]

MAX_BYTES = 4 * 1024 * 1024
"""The default of the largest body that is read, in bytes."""

_log = logging.getLogger(__name__)


_RETRY_AFTER = 5
"""Seconds after which a delivery may be sent again whose first handler is still at work."""
_DIGITS = 18
"""More digits than the length of any body has; Python refuses to read thousands of them."""


class _Refused(Exception):  # noqa: N818 - it is a response, not an error
    """Ends a request with this status."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Receiver:
    """What both applications share: which requests are deliveries, and which responses they get.

    Attributes:
        scheme: How deliveries are signed and read.
        handler: What handles them.
        secret: The webhook's secret, several, or ``UNVERIFIED``.
        path: The only path that is served; None serves all.
        max_bytes: The largest body that is read, in bytes.
        seen: Remembers deliveries, so that one that is sent twice is handled once.
        strict: Whether a value that the description does not allow makes a delivery malformed.
    """

    scheme: Scheme
    handler: Handler
    secret: Secret | Unverified
    path: str | None = None
    max_bytes: int = MAX_BYTES
    seen: SeenDeliveries | None = None
    strict: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.secret, Unverified):
            # A secret that is missing must show when the server starts, not when the first delivery comes.
            self.scheme.verify(b"", None, self.secret)

    def admit(self, method: str, path: str, length: str | None) -> int | None:
        """Refuse what is no delivery before its body is read; returns the length of the body, if it is given."""
        if self.path is not None and path != self.path:
            raise _Refused(HTTPStatus.NOT_FOUND)
        if method != "POST":
            raise _Refused(HTTPStatus.METHOD_NOT_ALLOWED)
        if length is None:
            return None
        if not (length.isascii() and length.isdigit()):
            raise _Refused(HTTPStatus.BAD_REQUEST)
        digits = length.lstrip("0") or "0"
        if len(digits) > _DIGITS or int(digits) > self.max_bytes:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return int(digits)

    def read(self, body: bytes, signature: str | None) -> WebhookPayload | None:
        """Check and read a delivery; None for one that has been handled before.

        A delivery whose handler is still at work is refused for now: should the handler fail, it must be sent again.
        """
        try:
            payload = self.scheme.parse(body, signature, self.secret, strict=self.strict)
        except WebhookSignatureError:
            raise _Refused(HTTPStatus.UNAUTHORIZED) from None
        except DecodeError:
            raise _Refused(HTTPStatus.BAD_REQUEST) from None
        state = DeliveryState.NEW if self.seen is None else self.seen.begin(payload)
        if state == DeliveryState.UNDER_WAY:
            raise _Refused(HTTPStatus.SERVICE_UNAVAILABLE)
        return payload if state == DeliveryState.NEW else None

    def finish(self, payload: WebhookPayload) -> None:
        """Note that a delivery was handled."""
        if self.seen is not None:
            self.seen.finish(payload)

    def forget(self, payload: WebhookPayload) -> None:
        """Note that a delivery was not handled, so that it is when it is sent again."""
        if self.seen is not None:
            self.seen.forget(payload)

    def failed(self, payload: WebhookPayload) -> _Refused:
        """Log that the handler failed, and return the response for it; the log names the webhook, never the body."""
        self.forget(payload)
        _log.exception("the handler of webhook %s failed", payload.webhook_id)
        return _Refused(HTTPStatus.INTERNAL_SERVER_ERROR)


def _headers(status: HTTPStatus) -> list[tuple[str, str]]:
    """Return the headers of a response, which has no body."""
    if status is HTTPStatus.NO_CONTENT:
        return []
    headers = [("Content-Type", "text/plain"), ("Content-Length", "0")]
    match status:
        case HTTPStatus.METHOD_NOT_ALLOWED:
            return [*headers, ("Allow", "POST")]
        case HTTPStatus.SERVICE_UNAVAILABLE:
            return [*headers, ("Retry-After", str(_RETRY_AFTER))]
        case _:
            return headers


def wsgi(receiver: Receiver) -> WSGIApp:
    """Make a WSGI application."""

    def app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        try:
            _serve_wsgi(receiver, environ)
            status = HTTPStatus.NO_CONTENT
        except _Refused as refused:
            status = refused.status
        start_response(f"{status.value} {status.phrase}", _headers(status))
        return []

    return app


def _serve_wsgi(receiver: Receiver, environ: Mapping[str, Any]) -> None:
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    given = environ.get("CONTENT_LENGTH") or None
    length = receiver.admit(environ["REQUEST_METHOD"], path, given)
    if length is None and not environ.get("wsgi.input_terminated"):
        # Without a length the end of the body is not known, and reading on could wait for ever.
        raise _Refused(HTTPStatus.LENGTH_REQUIRED)
    stream = cast("IO[bytes]", environ["wsgi.input"])
    body = _read(stream, receiver.max_bytes + 1 if length is None else length)
    if len(body) > receiver.max_bytes:
        raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    header = "HTTP_" + receiver.scheme.header.upper().replace("-", "_")
    payload = receiver.read(body, environ.get(header))
    if payload is not None:
        try:
            returned = receiver.handler(payload)
            if inspect.isawaitable(returned):
                asyncio.run(_wait_for(returned))
        except Exception:  # noqa: BLE001 - a server responds, whatever went wrong
            raise receiver.failed(payload) from None
        except BaseException:
            receiver.forget(payload)
            raise
        receiver.finish(payload)


def _read(stream: IO[bytes], most: int) -> bytes:
    """Read so many bytes, or up to the end; one read may give fewer than asked for."""
    parts: list[bytes] = []
    while most > 0 and (part := stream.read(most)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


async def _wait_for(returned: Awaitable[object]) -> None:
    await returned


def asgi(receiver: Receiver) -> ASGIApp:
    """Make an ASGI application; a handler that is no coroutine function runs in a thread."""

    async def app(scope: MutableMapping[str, Any], receive: Receive, send: SendMessage) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        if scope["type"] != "http":
            raise ValueError(f"webhooks come over http, not {scope['type']}")
        try:
            await _serve_asgi(receiver, scope, receive)
            status = HTTPStatus.NO_CONTENT
        except _Refused as refused:
            status = refused.status
        headers = [(name.lower().encode(), value.encode()) for name, value in _headers(status)]
        await send({"type": "http.response.start", "status": status.value, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    return app


async def _live(receive: Receive, send: SendMessage) -> None:
    """There is nothing to set up or to tear down."""
    while (message := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{message['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})


async def _serve_asgi(receiver: Receiver, scope: Mapping[str, Any], receive: Receive) -> None:
    headers = {
        name.lower().decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
    }
    receiver.admit(scope["method"], scope["path"], headers.get("content-length"))
    body = await _gather(receive, receiver.max_bytes)
    payload = receiver.read(body, headers.get(receiver.scheme.header.lower()))
    if payload is not None:
        try:
            await _handle(receiver.handler, payload)
        except Exception:  # noqa: BLE001 - a server responds, whatever went wrong
            raise receiver.failed(payload) from None
        except BaseException:
            receiver.forget(payload)
            raise
        receiver.finish(payload)


async def _gather(receive: Receive, most: int) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Refused(HTTPStatus.BAD_REQUEST)
        body += message.get("body", b"")
        if len(body) > most:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not message.get("more_body", False):
            return bytes(body)


async def _handle(handler: Handler, payload: WebhookPayload) -> None:
    if inspect.iscoroutinefunction(handler):
        await handler(payload)
        return
    returned = await asyncio.to_thread(handler, payload)
    if inspect.isawaitable(returned):
        await returned
