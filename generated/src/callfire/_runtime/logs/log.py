"""Logs calls through ``logging``: method, masked address, status, time; never credentials, bodies or long numbers."""

import logging
import sys
import warnings
from typing import Protocol
from urllib.parse import urlsplit

from ..core.errors import TransportError
from ..core.masking import masked_url
from ..core.messages import Request, Response
from ..core.options import Settings
from ..core.untrusted_text import Gate, clean

__all__ = ["CallLog", "mask_library_logs", "set_up"]

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING}
_LIBRARIES = ("httpx2", "httpx")
_WIRE_LIBRARIES = ("httpcore2", "httpcore")
"""Their lines at DEBUG list the headers of responses."""


class Retry(Protocol):
    """A retry that is about to be made; see ``call.attempts.Pause``."""

    @property
    def seconds(self) -> float:
        """The pause before it."""
        ...

    @property
    def operation(self) -> str:
        """The operation's id."""
        ...

    @property
    def reason(self) -> str:
        """Why the attempt failed."""
        ...

    @property
    def attempt(self) -> int:
        """The attempt that failed, from 1."""
        ...

    @property
    def attempts(self) -> int:
        """Attempts at most."""
        ...


class CallLog:
    """Writes a client's lines: one for each response or failure and each retry at INFO, sizes and types at DEBUG."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def responded(self, request: Request, response: Response) -> None:
        """Log a response."""
        if self._logger.isEnabledFor(logging.INFO):
            self._logger.info(
                "%s %s -> %d in %.3f s%s",
                request.method,
                request.masked_url,
                response.status,
                response.elapsed,
                _attempt(request),
            )
            self._detail(request, response)

    def failed(self, request: Request, error: TransportError) -> None:
        """Log that there was no response."""
        if self._logger.isEnabledFor(logging.INFO):
            self._logger.info(
                "%s %s -> %s%s", request.method, request.masked_url, error, _attempt(request)
            )
            self._detail(request, error.response)

    def retrying(self, retry: Retry) -> None:
        """Log that a request is sent again after a pause."""
        self._logger.info(
            "Retrying %s in %.1f s: %s, attempt %d of %d",
            retry.operation,
            retry.seconds,
            retry.reason,
            retry.attempt,
            retry.attempts,
        )

    def _detail(self, request: Request, response: object) -> None:
        if not self._logger.isEnabledFor(logging.DEBUG):
            return
        content = request.content
        size = len(content) if isinstance(content, bytes) else getattr(content, "length", None) or 0
        text = f"{request.operation}: {size} bytes sent, timeouts {request.timeout}"
        if isinstance(response, Response):
            media = Gate.of(request).text(response.headers.get("content-type", "no type"), 80)
            text += f"; {len(response.content)} bytes of {media} received"
        self._logger.debug("%s", text)


def _attempt(request: Request) -> str:
    return "" if request.attempt == 1 else f" (attempt {request.attempt})"


def set_up(settings: Settings) -> None:
    """Write the client's lines to stderr when the environment asks for it: ``..._LOG=debug``, info or warning."""
    wanted = settings.environment("LOG")
    if wanted is None:
        return
    level = _LEVELS.get(wanted.strip().lower())
    if level is None:
        variable = settings.variable("LOG")
        warnings.warn(
            f"{variable}={clean(wanted, 40)} is ignored; it must be {', '.join(_LEVELS)}",
            UserWarning,
            stacklevel=4,
        )
        return
    logger = logging.getLogger(settings.name)
    logger.setLevel(level)
    if any(isinstance(each, _Shown) for each in logger.handlers):
        return
    handler = _Shown()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    logger.addHandler(handler)


class _Shown(logging.StreamHandler):  # type: ignore[type-arg] # not subscriptable at run time in 3.11
    """The handler that the environment asked for. It is silent where the program prints its log itself."""

    def emit(self, record: logging.LogRecord) -> None:
        streams = {getattr(handler, "stream", None) for handler in logging.getLogger().handlers}
        if streams.isdisjoint({sys.stderr, sys.stdout}):
            super().emit(record)


class _Mask(logging.Filter):
    """Masks the addresses of some hosts in the lines of an HTTP library; leaves all other lines alone."""

    def __init__(self) -> None:
        super().__init__()
        self.hosts: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(self._shown(value) for value in record.args)
        return True

    def _shown(self, value: object) -> object:
        return masked_url(str(value)) if getattr(value, "host", None) in self.hosts else value


class _NameOnly(logging.Filter):
    """Leaves only the name of an event that lists headers or quotes an exception: they hold cookies and numbers."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if any(word in text for word in ("header", "exception=", "proxy")):
            record.msg, record.args = text.partition(" ")[0], ()
        return True


_mask = _Mask()
_name_only = _NameOnly()


def mask_library_logs(base_url: str) -> None:
    """Mask what the HTTP libraries log about this host; they quote whole addresses and headers."""
    host = urlsplit(base_url).hostname
    if host:
        _mask.hosts.add(host)
    for name in _LIBRARIES:
        logging.getLogger(name).addFilter(_mask)
    for name in _WIRE_LIBRARIES:
        for part in ("connection", "http11", "http2", "proxy", "socks"):
            logging.getLogger(f"{name}.{part}").addFilter(_name_only)
