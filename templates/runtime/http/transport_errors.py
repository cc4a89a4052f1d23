"""Translates exceptions of HTTP libraries: whether the request was sent, and whether a retry can help.

The names of the classes decide, which httpx2 and httpx share; aiohttp has names of its own.
"""

import builtins
import os
import re
import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..core.errors import (
    TimeoutError,  # noqa: A004 - ours is one of the builtin kind
    TransportError,
)
from ..core.messages import Request
from ..core.summaries import ResponseSummary
from .body import BodyError

__all__ = ["is_transport_exception", "transport_error"]

# Raised while there is no connection yet; with TLS this includes the handshake.
_UNSENT = frozenset(
    {"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol"}
)
# Of aiohttp: no address, no connection, no TLS, no free connection.
_UNSENT_BY_AIOHTTP = frozenset(
    {"ClientConnectorError", "ClientHttpProxyError", "ConnectionTimeoutError"}
)
_FINAL = frozenset({"LocalProtocolError", "UnsupportedProtocol", "InvalidURL"})
# The last three come from httpx2's event loop library; versions of it let them through.
_KNOWN = frozenset(
    {
        "TransportError",
        "TimeoutException",
        "DecodingError",
        "StreamError",
        "InvalidURL",
        "BrokenResourceError",
        "ClosedResourceError",
        "EndOfStream",
        "ClientConnectionError",
        "ClientPayloadError",
        "ClientResponseError",
        "LocalProtocolError",
        "RemoteProtocolError",
    }
)
_ERRNO = re.compile(r"\[Errno (\d+)\]")
_SSL_REASON = re.compile(r"[A-Z0-9_]{1,60}")
_CLOSED = re.compile(r"disconnected|closed", re.IGNORECASE)
_NOT_HTTP = frozenset({"RemoteProtocolError", "ClientResponseError", "HttpProcessingError"})
_PROXY_STATUS = re.compile(r"(\d{3})\b")
_WANTS_LOGIN = 407
_CERTIFICATES = (
    "the server's certificate is not trusted. Behind a proxy that inspects TLS, or where the system has no "
    "certificates, set SSL_CERT_FILE to a file of certificates, or pass verify="
)


def is_transport_exception(error: Exception) -> bool:
    """Return whether an exception is about the connection, not about how the library was used."""
    return isinstance(error, OSError | EOFError) or not _KNOWN.isdisjoint(_names(error))


def transport_error(
    error: Exception, request: Request, response: ResponseSummary | None = None
) -> TransportError:
    """Make the error of ours; it is raised from the library's."""
    names = _names(error)
    unsent = response is None and (
        not (_UNSENT | _UNSENT_BY_AIOHTTP).isdisjoint(names) or getattr(error, "unsent", False)
    )
    # A proxy that wants a login, or forbids the host, would refuse again.
    refused = unsent and 400 <= (_proxy_status(error) or 0) < 500  # noqa: PLR2004 - 4xx
    final = refused or isinstance(error, BodyError) or not _FINAL.isdisjoint(names)
    kind = TransportError
    if _distrusted(error):
        text, final = _CERTIFICATES, True
    elif isinstance(error, BodyError):
        text = str(error)
    elif isinstance(error, builtins.TimeoutError) or "TimeoutException" in names:
        is_over = request.deadline is not None and request.deadline.is_over
        kind = TimeoutError
        text = _OVER if is_over else _TIMEOUTS.get(type(error).__name__, _OVER)
    elif unsent:
        text = f"no connection to {urlsplit(request.url).netloc}{_reason(error)}"
    else:
        text = _loss(error, names, broken=response is not None)
    return kind(
        f"{request.operation or request.method}: {text}",
        request=request.summary(),
        unsent=unsent,
        final=final,
        response=response,
    )


_OVER = "it took longer than the whole call may take (total_timeout, or the timeout of wait)"
_TIMEOUTS = {
    "ConnectTimeout": "no connection in time",
    "ConnectionTimeoutError": "no connection in time",
    "SocketTimeoutError": "no response in time",
    "ReadTimeout": "no response in time",
    "WriteTimeout": "the request could not be written in time",
    "PoolTimeout": "all connections are in use; make fewer calls at once, or wait longer with Timeout(pool=…)",
}


def _reason(error: BaseException) -> str:
    """Explain why there was no connection, in words of our own: those of the library may quote anything."""
    for cause in _causes(error):
        number = getattr(cause, "errno", None)
        result = _ERRNO.match(str(cause))
        if result is not None:
            number = int(result[1])
        if isinstance(cause, socket.gaierror):
            return ": the host name was not found"
        if isinstance(cause, ssl.SSLError):
            # One of OpenSSL's own words, such as WRONG_VERSION_NUMBER.
            known = _SSL_REASON.fullmatch(str(getattr(cause, "reason", None)))
            return f": TLS failed ({known[0]})" if known else ": TLS failed"
        if isinstance(number, int) and number > 0:
            return f": {os.strerror(number)}"
        if "ProxyError" in type(cause).__name__:
            return _proxy_reason(_proxy_status(error))
    return ""


def _proxy_reason(status: int | None) -> str:
    if status == _WANTS_LOGIN:
        return ": the proxy answered 407; it wants a login, as in http://user:password@host:8080"
    return ": the proxy refused" if status is None else f": the proxy answered {status}"


def _proxy_status(error: BaseException) -> int | None:
    """The status with which a proxy refused to connect."""
    for cause in _causes(error):
        if "ProxyError" in type(cause).__name__:
            result = _PROXY_STATUS.match(str(getattr(cause, "status", cause)))
            return int(result[1]) if result else None
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(8):
        if error is None:
            return
        yield error
        if isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        else:
            error = error.__cause__ or error.__context__


def _loss(error: Exception, names: frozenset[str], *, broken: bool) -> str:
    """Show how a response was lost; libraries quote what they could not read, which may be about people."""
    closed = "ServerDisconnectedError" in names or _CLOSED.search(str(error))
    if not closed and not _NOT_HTTP.isdisjoint(names):
        return "what the server sent is not HTTP"
    if "DecodingError" in names:
        return "the response cannot be unpacked"
    if not _FINAL.isdisjoint(names):
        return "the request cannot be sent"
    lost = (
        "the response broke off"
        if broken
        else "the connection was lost before there was a response"
    )
    return f"{lost}: the server closed it" if closed else f"{lost}{_reason(error)}"


def _names(error: BaseException) -> frozenset[str]:
    return frozenset(kind.__name__ for kind in type(error).__mro__)


def _distrusted(error: BaseException) -> bool:
    """Look for a refused certificate among the causes."""
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error)):
        return True
    return "CERTIFICATE_VERIFY_FAILED" in str(error)
