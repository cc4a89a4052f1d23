"""Tells what an HTTP library's exception means: whether the request was sent, and whether trying again can help.

Goes by the names of the classes, which httpx2 and httpx share; aiohttp has names of its own.
"""

import builtins
import re
import ssl
from urllib.parse import urlsplit

from ..core.errors import (
    TimeoutError,  # noqa: A004 - ours is one of the builtin kind
    TransportError,
)
from ..core.masking import masked_text
from ..core.messages import Request
from ..core.summaries import ResponseSummary

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
_ERRNO = re.compile(r"^\[(?:Errno|SSL[^\]]*) ?-?\d*\] ?")
_CLOSED = re.compile(r"disconnected|closed", re.IGNORECASE)
_CERTIFICATES = (
    "the server's certificate is not trusted. Behind a proxy that inspects TLS, or where the system has no "
    "certificates, set SSL_CERT_FILE to a file of certificates, or pass verify="
)


def is_transport_exception(error: Exception) -> bool:
    """Tell whether an exception is about the connection, not about how the library was used."""
    return isinstance(error, OSError | EOFError) or not _KNOWN.isdisjoint(_names(error))


def transport_error(
    error: Exception, request: Request, response: ResponseSummary | None = None
) -> TransportError:
    """Make the error of ours; it is raised from the library's."""
    names = _names(error)
    unsent = response is None and not (_UNSENT | _UNSENT_BY_AIOHTTP).isdisjoint(names)
    final = not _FINAL.isdisjoint(names)
    kind = TransportError
    if _distrusted(error):
        text, final = _CERTIFICATES, True
    elif isinstance(error, builtins.TimeoutError) or "TimeoutException" in names:
        kind, text = TimeoutError, _TIMEOUTS.get(type(error).__name__, "timed out")
    elif unsent:
        text = f"no connection to {urlsplit(request.url).netloc}{_reason(error, request)}"
    else:
        text = _loss(error, names, request, broken=response is not None)
    return kind(
        f"{request.operation or request.method}: {text}",
        request=request.summary(),
        unsent=unsent,
        final=final,
        response=response,
    )


_TIMEOUTS = {
    "ConnectTimeout": "no connection in time",
    "ConnectionTimeoutError": "no connection in time",
    "SocketTimeoutError": "no answer in time",
    "ReadTimeout": "no answer in time",
    "WriteTimeout": "the request could not be written in time",
    "PoolTimeout": "all connections are in use; make fewer calls at once, or wait longer with Timeout(pool=…)",
}


def _reason(error: Exception, request: Request) -> str:
    """The library's own words, unless they quote the address, and with it numbers and texts."""
    said = _ERRNO.sub("", str(error))
    return f": {masked_text(said)}" if said and request.url not in said else ""


def _loss(error: Exception, names: frozenset[str], request: Request, *, broken: bool) -> str:
    """Say how an answer was lost; libraries quote what they could not read, which may be about people."""
    if "RemoteProtocolError" in names and not _CLOSED.search(str(error)):
        return "what the server sent is not HTTP"
    if "DecodingError" in names:
        return "the answer cannot be unpacked"
    if not _FINAL.isdisjoint(names):
        return f"the request cannot be sent{_reason(error, request)}"
    lost = (
        "the answer broke off" if broken else "the connection was lost before there was an answer"
    )
    return f"{lost}{_reason(error, request)}"


def _names(error: BaseException) -> frozenset[str]:
    return frozenset(kind.__name__ for kind in type(error).__mro__)


def _distrusted(error: BaseException) -> bool:
    """Look for a refused certificate among the causes."""
    seen: BaseException | None = error
    for _ in range(8):
        if seen is None:
            return False
        if isinstance(seen, ssl.SSLCertVerificationError):
            return True
        seen = seen.__cause__ or seen.__context__
    return "CERTIFICATE_VERIFY_FAILED" in str(error)
