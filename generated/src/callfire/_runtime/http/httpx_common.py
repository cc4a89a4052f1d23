"""What both transports have in common: making httpx2's clients and requests, and sorting its exceptions."""

import functools
import inspect
import os
import ssl
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.errors import ClientClosedError, ConfigurationError, TransportError
from ..core.messages import Request, Response, Timeout
from .transport_errors import is_transport_exception, transport_error

__all__ = [
    "ContentError",
    "TransportOptions",
    "context_of",
    "failed",
    "headers_of",
    "is_async",
    "limits",
    "new_client",
    "new_request",
]

MAX_CONNECTIONS = 100
"""Requests at the same time; further ones wait for their turn."""
KEEPALIVE_SECONDS = 5.0
"""Idle connections are dropped soon: on one that the server is closing, a request is lost and nobody knows how far."""


class ContentError(Exception):
    """The body could not be produced: the file could not be read, say. ``error`` is what happened."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


@dataclass(frozen=True, slots=True)
class TransportOptions:
    """What decides about connections; clients that agree on it share a pool."""

    http_client: Any = None
    proxy: str | None = None
    verify: ssl.SSLContext | str | bool = True
    secure: bool = True
    """Whether the address is https, so that certificates matter."""


def is_async(client: Any) -> bool:
    """Tell whether an http_client is for coroutines."""
    method = getattr(client, "handle", None) or getattr(client, "send", None)
    return inspect.iscoroutinefunction(method)


def new_client(options: TransportOptions, *, coroutines: bool = False) -> Any:
    """Make a client with an empty pool."""
    from http.cookiejar import CookieJar, DefaultCookiePolicy

    import httpx2

    kind = httpx2.AsyncClient if coroutines else httpx2.Client
    # Clients with several credentials share a pool, so no cookie may be kept.
    jar = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    limits = httpx2.Limits(
        max_connections=MAX_CONNECTIONS,
        max_keepalive_connections=MAX_CONNECTIONS,
        keepalive_expiry=KEEPALIVE_SECONDS,
    )
    verify = context_of(options)
    try:
        return kind(
            verify=verify, proxy=options.proxy, cookies=jar, follow_redirects=False, limits=limits
        )
    except (ImportError, ValueError, httpx2.InvalidURL) as error:
        raise ConfigurationError(
            f"the proxy cannot be used ({error}); look at proxy= and HTTPS_PROXY in the environment"
        ) from error


def context_of(options: TransportOptions) -> ssl.SSLContext:
    """Return what decides whether a server is trusted."""
    verify = options.verify
    if isinstance(verify, ssl.SSLContext):
        return verify
    if not options.secure and verify is True:
        # Trusts nobody, and loads in no time: plain http needs no certificates.
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        if isinstance(verify, str):
            if Path(verify).is_dir():
                return ssl.create_default_context(capath=verify)
            return ssl.create_default_context(cafile=verify)
        return _system(verify, *map(os.environ.get, ("SSL_CERT_FILE", "SSL_CERT_DIR")))
    except OSError as error:
        raise ConfigurationError(
            f"the certificates to trust cannot be read ({error}); look at verify= and SSL_CERT_FILE"
        ) from error


@functools.lru_cache(maxsize=4)
def _system(verify: bool, *_environment: str | None) -> ssl.SSLContext:  # noqa: FBT001 - httpx2's
    """Read the system's certificates, once for all clients: it takes as long as many calls."""
    import httpx2

    context = httpx2.create_ssl_context(verify=verify)
    if verify and _empty(context):
        _add_certifi(context)
    return context


def _empty(context: ssl.SSLContext) -> bool:
    """Tell whether a system has no certificates at all, as slim images do."""
    if sys.platform in {"win32", "darwin"} or context.cert_store_stats()["x509_ca"]:
        return False
    folder = Path(os.environ.get("SSL_CERT_DIR") or ssl.get_default_verify_paths().openssl_capath)
    return not (folder.is_dir() and any(folder.iterdir()))


def _add_certifi(context: ssl.SSLContext) -> None:
    try:
        import certifi  # type: ignore[import-not-found, unused-ignore] # perhaps installed
    except ImportError:
        return
    context.load_verify_locations(certifi.where())


def new_request(given: Any, request: Request, body: Any) -> Any:
    """Make the library's request; a client that was given adds its own headers, below ours."""
    headers = dict(request.headers)
    length = None if isinstance(body, bytes) else getattr(request.content, "length", None)
    if length is not None:
        headers["Content-Length"] = str(length)
    extensions = {"timeout": _phases(request.timeout)}
    if given is not None:
        return given.build_request(
            request.method, request.url, headers=headers, content=body, extensions=extensions
        )
    import httpx2

    return httpx2.Request(
        request.method, request.url, headers=headers, content=body, extensions=extensions
    )


def _phases(timeout: Timeout) -> dict[str, float | None]:
    return {
        "connect": timeout.connect,
        "read": timeout.read,
        "write": timeout.write,
        "pool": timeout.pool,
    }


def headers_of(native: Any) -> Mapping[str, str]:
    """Return an answer's headers, names in lower case."""
    return {name.lower(): value for name, value in native.headers.items()}


def limits(request: Request, start: float) -> None:
    """Break off an answer that drips in for longer than the whole attempt may take."""
    if request.seconds is not None and time.perf_counter() - start > request.seconds:
        raise TimeoutError("timed out")


def failed(error: Exception, request: Request, response: Response | None = None) -> Exception:
    """Return the exception to raise instead of the library's."""
    if isinstance(error, TransportError):
        return error
    if isinstance(error, RuntimeError) and "has been closed" in str(error):
        return ClientClosedError("the http_client that was given is closed")
    if is_transport_exception(error):
        return transport_error(error, request, None if response is None else response.summary())
    return error
