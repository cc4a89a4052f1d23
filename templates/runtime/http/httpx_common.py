"""Makes the clients of httpx2, reads its responses and translates its exceptions, for both transports."""

import functools
import os
import ssl
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from ..core.errors import ClientClosedError, ClientError, ConfigurationError
from ..core.messages import Request, Response
from .body import BodyError, BodyReader
from .own_client import AsyncOwnClient, OwnClient
from .streams import DeadlineError, guard, inspect_connection
from .transport_errors import is_transport_exception, transport_error

__all__ = [
    "ContentError",
    "TransportOptions",
    "begin_response",
    "check_deadline",
    "context_of",
    "fail",
    "inherited_client",
    "new_async_client",
    "new_client",
]

MAX_CONNECTIONS = 100
"""Requests at the same time; further ones wait for a free connection."""
KEEPALIVE_SECONDS = 5.0
"""Idle connections are dropped soon: on one that the server is closing, a request is lost and no one knows how far."""


class ContentError(Exception):
    """The body could not be produced: the file could not be read, for example. ``error`` is what happened."""

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


def new_client(options: TransportOptions) -> OwnClient:
    """Make a client with an empty pool."""
    import httpx2

    return OwnClient(_library_client(httpx2.Client, options, is_async=False))


def new_async_client(options: TransportOptions) -> AsyncOwnClient:
    """Make a client with an empty pool, for one event loop."""
    import httpx2

    return AsyncOwnClient(_library_client(httpx2.AsyncClient, options, is_async=True))


def _library_client(kind: Any, options: TransportOptions, *, is_async: bool) -> Any:
    from http.cookiejar import CookieJar, DefaultCookiePolicy

    import httpx2

    # Clients with several credentials share a pool, so no cookie may be kept.
    jar = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    limits = httpx2.Limits(
        max_connections=MAX_CONNECTIONS,
        max_keepalive_connections=MAX_CONNECTIONS,
        keepalive_expiry=KEEPALIVE_SECONDS,
    )
    verify = context_of(options)
    try:
        client = kind(
            verify=verify, proxy=options.proxy, cookies=jar, follow_redirects=False, limits=limits
        )
    except ImportError:
        raise ConfigurationError(
            "a SOCKS proxy needs the package socksio; install httpx2[socks]"
        ) from None
    except (ValueError, httpx2.InvalidURL):
        # Not in the library's words: they quote the address, and with it a password.
        raise ConfigurationError(
            "the proxy's address cannot be used; look at proxy=, HTTPS_PROXY and ALL_PROXY in the environment"
        ) from None
    guard(client, is_async=is_async)
    return client


def context_of(options: TransportOptions) -> ssl.SSLContext:
    """Return the TLS context that decides which servers are trusted."""
    verify = options.verify
    if isinstance(verify, ssl.SSLContext):
        return verify
    if not options.secure and verify is True:
        # Trusts no one, and loads in no time: plain http needs no certificates.
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
    """Return whether a system has no certificates at all, as slim images do."""
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


def begin_response(native: Any, request: Request, start: float) -> BodyReader:
    """Look at the status and the headers of the library's response."""
    # The names are in lower case already, and values of equal names are joined.
    headers = dict(native.headers.items())
    inspect_connection(native, native.status_code, headers)
    return BodyReader(request, native.status_code, headers, start)


def inherited_client() -> ConfigurationError:
    """Return the error of a forked child that uses its parent's http_client."""
    return ConfigurationError(
        "this process was forked after its client had been given an http_client; both processes would use the same "
        "connections. Make the client and its http_client in the child process"
    )


def check_deadline(request: Request) -> None:
    """Raise DeadlineError when the call has no time left; for streams that do not look by themselves."""
    if request.deadline is not None and request.deadline.is_over:
        raise DeadlineError


def fail(
    error: Exception, request: Request, response: Response | None = None, *, given: bool = False
) -> NoReturn:
    """Raise the error of this package that an exception of the library stands for.

    The library's exception is not its cause, and loses its traceback: it may quote addresses and credentials, its
    frames hold headers and bodies, and tools that report errors show the variables of each frame.

    Args:
        error: The exception.
        request: The request that failed.
        response: What had arrived of the response.
        given: Whether the client was given; exceptions of its hooks are the caller's, and raised as they are.
    """
    if isinstance(error, ContentError):
        raise error.error from None
    if isinstance(error, RuntimeError) and "has been closed" in str(error):
        raise ClientClosedError("the http_client that was given is closed") from None
    if isinstance(error, ClientError):
        raise error
    if given and not (isinstance(error, BodyError) or is_transport_exception(error)):
        raise error
    _forget_frames(error)
    made = transport_error(error, request, None if response is None else response.summary())
    del error
    raise made from None


def _forget_frames(error: BaseException | None) -> None:
    for _ in range(16):
        if error is None:
            return
        error.__traceback__ = None
        error = error.__cause__ or error.__context__
