"""The two drivers of an exchange: they carry out its steps, one in a thread, one in a coroutine."""

import inspect
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ..core.clock import Clock
from ..core.errors import ClientError, TransportError
from ..core.messages import Request, Response
from ..core.options import Options
from ..logs.log import CallLog
from .attempts import Ask, Exchange, Pause, Send

__all__ = ["around", "around_async", "drive", "drive_async"]


def drive(
    exchange: Exchange, handle: Callable[[Request], Response], clock: Clock, log: CallLog
) -> tuple[Request, Response]:
    """Carry out an exchange; returns the last request with its response."""
    outcome: Any = None
    request: Request | None = None
    while True:
        try:
            step = exchange.send(outcome)
        except StopIteration as stop:
            assert request is not None
            return request, stop.value
        match step:
            case Send(request):
                try:
                    outcome = handle(request)
                    log.responded(request, outcome)
                except TransportError as error:
                    outcome = error
                    log.failed(request, error)
                except BaseException as error:
                    exchange.throw(error)
                    raise
            case Pause(seconds):
                log.retrying(step)
                clock.sleep(seconds)
                outcome = None
            case Ask(function, argument):
                outcome = _plain(function(argument))


async def drive_async(
    exchange: Exchange, handle: Callable[[Request], Awaitable[Response]], clock: Clock, log: CallLog
) -> tuple[Request, Response]:
    """Carry out an exchange; returns the last request with its response."""
    outcome: Any = None
    request: Request | None = None
    while True:
        try:
            step = exchange.send(outcome)
        except StopIteration as stop:
            assert request is not None
            return request, stop.value
        match step:
            case Send(request):
                try:
                    outcome = await handle(request)
                    log.responded(request, outcome)
                except TransportError as error:
                    outcome = error
                    log.failed(request, error)
                except BaseException as error:
                    exchange.throw(error)
                    raise
            case Pause(seconds):
                log.retrying(step)
                await clock.sleep_async(seconds)
                outcome = None
            case Ask(function, argument):
                outcome = function(argument)
                if inspect.isawaitable(outcome):
                    outcome = await outcome


def around(options: Options, send: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Put the user's hooks and middleware around what sends."""
    handle = send
    if options.on_request or options.on_response:

        def hooked(request: Request) -> Response:
            for before in options.on_request:
                request = _request(_plain(before(request)), request)
            response = send(request)
            with _noting(request, lambda: response):
                for after in options.on_response:
                    _plain(after(request, response))
            return response

        handle = hooked
    for middleware in reversed(options.middleware):
        handle = _wrapped(middleware, handle)
    return handle


def _wrapped(
    middleware: Callable[..., Any], handle: Callable[[Request], Response]
) -> Callable[[Request], Response]:
    def wrapped(request: Request) -> Response:
        response: Response | None = None

        def passed_on(request: Request) -> Response:
            nonlocal response
            response = handle(request)
            return response

        with _noting(request, lambda: response):
            return _response(_plain(middleware(request, passed_on)))

    return wrapped


def around_async(
    options: Options, send: Callable[[Request], Awaitable[Response]]
) -> Callable[[Request], Awaitable[Response]]:
    """Put the user's hooks and middleware around what sends; each may be a coroutine function."""
    handle = send
    if options.on_request or options.on_response:

        async def hooked(request: Request) -> Response:
            for before in options.on_request:
                request = _request(await _awaited(before(request)), request)
            response = await send(request)
            with _noting(request, lambda: response):
                for after in options.on_response:
                    await _awaited(after(request, response))
            return response

        handle = hooked
    for middleware in reversed(options.middleware):
        handle = _wrapped_async(middleware, handle)
    return handle


def _wrapped_async(
    middleware: Callable[..., Any], handle: Callable[[Request], Awaitable[Response]]
) -> Callable[[Request], Awaitable[Response]]:
    async def wrapped(request: Request) -> Response:
        response: Response | None = None

        async def passed_on(request: Request) -> Response:
            nonlocal response
            response = await handle(request)
            return response

        with _noting(request, lambda: response):
            return _response(await _awaited(middleware(request, passed_on)))

    return wrapped


@contextmanager
def _noting(request: Request, response: Callable[[], Response | None]) -> Iterator[None]:
    """Show on an error of a hook or of middleware that a response was there, so that no one takes it for not sent."""
    try:
        yield
    except Exception as error:
        arrived = response()
        if arrived is not None and not isinstance(error, ClientError):
            text = (
                f"{request.operation or request.method}: the server had responded {arrived.status} before. "
                "Check whether it was carried out before you send it again"
            )
            # Each middleware around another one sees the same error.
            if text not in getattr(error, "__notes__", ()):
                error.add_note(text)
        raise


def _request(given: object, request: Request) -> Request:
    if given is not None and not isinstance(given, Request):
        raise TypeError(f"on_request must return a Request or None, not {type(given).__name__}")
    return given or request


def _response(given: object) -> Response:
    if not isinstance(given, Response):
        raise TypeError(f"middleware must return a Response, not {type(given).__name__}")
    return given


async def _awaited(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value


def _plain(value: Any) -> Any:
    if inspect.iscoroutine(value):
        value.close()
        raise TypeError("coroutine functions work with the async client only")
    return value
