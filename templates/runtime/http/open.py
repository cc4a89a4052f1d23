"""Opens the transport that a client's options ask for."""

import inspect
from typing import Any, Protocol

from ..core.errors import ConfigurationError
from ..core.messages import Request, Response
from .httpx_common import TransportOptions

__all__ = ["AsyncTransport", "Transport", "open_async_transport", "open_transport"]


class Transport(Protocol):
    """Carries a request: one of this package, or one that was given as ``http_client``."""

    def handle(self, request: Request) -> Response:
        """Send a request and return its response; raise TransportError when there is none."""
        ...

    def close(self) -> None:
        """Close all connections."""
        ...


class AsyncTransport(Protocol):
    """Carries a request: one of this package, or one that was given as ``http_client``."""

    async def handle(self, request: Request) -> Response:
        """Send a request and return its response; raise TransportError when there is none."""
        ...

    async def aclose(self) -> None:
        """Close all connections."""
        ...


def open_transport(options: TransportOptions) -> Transport:
    """Return the transport that the options ask for.

    Raises:
        ConfigurationError: The http_client is of no kind that can be used here.
    """
    from .httpx_sync import HttpTransport

    given = options.http_client
    if given is None:
        return HttpTransport(options)
    if _is_async(given):
        raise ConfigurationError("http_client is async; use the async client with it")
    if hasattr(given, "handle"):
        transport: Transport = given
        return transport
    if hasattr(given, "build_request") and hasattr(given, "send"):
        return HttpTransport(options)
    raise _unusable(given)


def open_async_transport(options: TransportOptions) -> AsyncTransport:
    """Return the transport that the options ask for.

    Raises:
        ConfigurationError: The http_client is of no kind that can be used here.
    """
    from .httpx_async import AsyncHttpTransport

    given = options.http_client
    if given is None:
        return AsyncHttpTransport(options)
    # aiohttp begin
    if given == "aiohttp":
        from .aiohttp import AiohttpTransport

        return AiohttpTransport(options)
    # aiohttp end
    if not _is_async(given):
        raise ConfigurationError("http_client is not async; use an AsyncClient of httpx2")
    if hasattr(given, "handle"):
        transport: AsyncTransport = given
        return transport
    if hasattr(given, "build_request"):
        return AsyncHttpTransport(options)
    raise _unusable(given)


def _is_async(client: Any) -> bool:
    method = getattr(client, "handle", None) or getattr(client, "send", None)
    return inspect.iscoroutinefunction(method)


def _unusable(given: Any) -> ConfigurationError:
    return ConfigurationError(
        f"http_client must be an httpx2 or httpx client, not {type(given).__name__}"
    )
