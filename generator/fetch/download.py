"""Gets the bytes of a published description: from a file, or over https with limits on size and time."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any, TypeAlias
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from generator.diagnostics import Diagnostics, Spot
from generator.source import read_bytes

MAX_BYTES = 32 * 1024 * 1024
TIMEOUT = 30.0
DEADLINE = 120.0
_CHUNK = 64 * 1024
_DRIVE = 1

Open: TypeAlias = Callable[[Request, float], AbstractContextManager[IO[bytes]]]


def read(source: str, report: Diagnostics, open_url: Open | None = None) -> bytes | None:
    """The bytes behind a path or an https address; None, with findings, if there are none.

    Args:
        source: A path, a file: URL or an https: URL.
        report: Where findings go.
        open_url: Opens a request within so many seconds; for tests.

    """
    parts = urlsplit(source)
    if len(parts.scheme) <= _DRIVE:
        return read_bytes(Path(source), report, source)
    if parts.scheme == "file":
        return read_bytes(Path(unquote(parts.path)), report, source)
    if parts.scheme != "https" or not parts.hostname:
        report.error("fetch-address", Spot(source), "only https addresses and files are read")
        return None
    if parts.username or parts.password:
        report.error("fetch-address", Spot("(address)"), "an address carries no credentials")
        return None
    return _download(source, report, open_url or _open)


class _OnlyHttps(HTTPRedirectHandler):
    """Follows redirects as long as they stay encrypted."""

    def redirect_request(self, req: Request, *rest: Any) -> Request | None:
        address = str(rest[-1])
        if urlsplit(address).scheme != "https":
            raise URLError("a redirect leads away from https")
        return super().redirect_request(req, *rest)


def _open(request: Request, seconds: float) -> AbstractContextManager[IO[bytes]]:
    opener: OpenerDirector = build_opener(_OnlyHttps)
    opened: AbstractContextManager[IO[bytes]] = opener.open(request, timeout=seconds)
    return opened


def _download(source: str, report: Diagnostics, open_url: Open) -> bytes | None:
    headers = {
        "User-Agent": "client-generator",
        "Accept": "application/json, application/yaml, */*",
    }
    request = Request(source, headers=headers)  # noqa: S310 - the scheme was checked
    try:
        with open_url(request, TIMEOUT) as stream:
            return _limited(stream, source, report)
    except HTTPError as fault:
        with fault:
            reason = f"the server answers {fault.code} {fault.reason}"
    except URLError as fault:
        reason = f"the server cannot be reached: {fault.reason}"
    except TimeoutError:
        reason = f"no answer within {TIMEOUT:.0f} seconds"
    except (OSError, ValueError) as fault:
        reason = f"the transfer broke off: {fault}"
    report.error("fetch-failed", Spot(source), reason)
    return None


def _limited(stream: IO[bytes], source: str, report: Diagnostics) -> bytes | None:
    """All bytes, as long as they are few and come soon."""
    until = time.monotonic() + DEADLINE
    received = bytearray()
    while chunk := stream.read(_CHUNK):
        received += chunk
        if len(received) > MAX_BYTES:
            report.error("file-too-big", Spot(source), f"more than {MAX_BYTES // 2**20} MiB")
            return None
        if time.monotonic() > until:
            message = f"the transfer takes longer than {DEADLINE:.0f} seconds"
            report.error("fetch-failed", Spot(source), message)
            return None
    return bytes(received)
