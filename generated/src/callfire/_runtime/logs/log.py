"""Logs calls through ``logging``: method, masked address, status, time; never credentials, bodies or phone numbers."""

import logging
from urllib.parse import urlsplit

from ..core.errors import TransportError
from ..core.masking import masked_url
from ..core.messages import Request, Response
from ..core.options import Settings

__all__ = ["CallLog", "mask_library_logs", "set_up"]

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING}
_LIBRARIES = ("httpx2", "httpx")


class CallLog:
    """Writes a client's lines."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def answered(self, request: Request, response: Response) -> None:
        """Note an answer."""
        if self._logger.isEnabledFor(logging.INFO):
            self._logger.info(
                "%s %s -> %d in %.3f s%s",
                request.method,
                masked_url(request.url),
                response.status,
                response.elapsed,
                _repetition(request),
            )

    def failed(self, request: Request, error: TransportError) -> None:
        """Note that there was no answer."""
        if self._logger.isEnabledFor(logging.INFO):
            self._logger.info(
                "%s %s -> %s%s",
                request.method,
                masked_url(request.url),
                error,
                _repetition(request),
            )

    def pausing(self, operation: str, seconds: float) -> None:
        """Note that a request will be repeated."""
        self._logger.info("%s: again in %.2f s", operation, seconds)


def _repetition(request: Request) -> str:
    return "" if request.attempt == 1 else f" (attempt {request.attempt})"


def set_up(settings: Settings) -> None:
    """Write the client's lines to stderr when the environment asks for it: ``…_LOG=debug``, info or warning."""
    level = _LEVELS.get((settings.environment("LOG") or "").lower())
    logger = logging.getLogger(settings.name)
    if level is None or any(isinstance(each, _Shown) for each in logger.handlers):
        return
    handler = _Shown()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(level)


class _Shown(logging.StreamHandler):  # type: ignore[type-arg] # not subscriptable at run time in 3.11
    """The handler that the environment asked for."""


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


_mask = _Mask()


def mask_library_logs(base_url: str) -> None:
    """Have the HTTP library's own lines about this host masked; they quote whole addresses."""
    host = urlsplit(base_url).hostname
    if host:
        _mask.hosts.add(host)
    for name in _LIBRARIES:
        logging.getLogger(name).addFilter(_mask)
