"""Gets the bytes of a published description: from a file, or over https."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from http.client import HTTPException, HTTPResponse, InvalidURL
from pathlib import Path
from typing import Any, TypeAlias
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from generator.diagnostics.findings import Diagnostics, Spot
from generator.document import read_bytes
from generator.fetch.transfer import TransferError, received

TIMEOUT = 30.0
_DRIVE = 1
_OWN = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts that no one can listen in on, so plain http is enough."""

Open: TypeAlias = Callable[[Request, float], AbstractContextManager[HTTPResponse]]


def read(source: str, report: Diagnostics, open_url: Open | None = None) -> bytes | None:
    """The bytes behind a path or an https address; None, with findings, if there are none.

    Args:
        source: A path, a file: URL or an https: URL; a http: URL of this machine.
        report: Where findings go.
        open_url: Opens a request within so many seconds; for tests.

    """
    try:
        parts = urlsplit(source)
    except ValueError as error:
        report.add("fetch-address", Spot(source), f"this is no address: {error}")
        return None
    if len(parts.scheme) <= _DRIVE:
        return read_bytes(Path(source), report, source)
    if parts.scheme == "file":
        if parts.netloc not in {"", "localhost"}:
            report.add("fetch-address", Spot(source), "a file: address names no other machine")
            return None
        return read_bytes(Path(unquote(parts.path)), report, source)
    if parts.username or parts.password:
        report.add("fetch-address", Spot("(address)"), "an address carries no credentials")
        return None
    if not _is_safe(parts):
        report.add("fetch-address", Spot(source), "only https addresses and files are read")
        return None
    opener = build_opener(_SafeRedirects)
    return _download(
        source, report, open_url or (lambda request, seconds: opener.open(request, timeout=seconds))
    )


def _is_safe(parts: SplitResult) -> bool:
    own = parts.scheme == "http" and parts.hostname in _OWN
    return own or (parts.scheme == "https" and bool(parts.hostname))


class _SafeRedirects(HTTPRedirectHandler):
    """Follows redirects as long as no one can listen in."""

    def redirect_request(self, req: Request, *rest: Any) -> Request | None:
        if not _is_safe(urlsplit(str(rest[-1]))):
            raise URLError("a redirect leads away from https")
        return super().redirect_request(req, *rest)


def _download(source: str, report: Diagnostics, open_url: Open) -> bytes | None:
    headers = {
        "User-Agent": "client-generator",
        "Accept": "application/json, application/yaml, */*",
        "Accept-Encoding": "gzip",
    }
    code = "fetch-failed"
    try:
        request = Request(source, headers=headers)  # noqa: S310 - the scheme was checked
        with open_url(request, TIMEOUT) as response:
            return received(response)
    except TransferError as error:
        code, reason = error.code, str(error)
    except HTTPError as error:
        with error:
            reason = f"the server responds with {error.code} {error.reason}"
    except URLError as error:
        reason = f"the server cannot be reached: {error.reason}"
    except TimeoutError:
        reason = f"no response within {TIMEOUT:.0f} seconds"
    except InvalidURL as error:
        code, reason = "fetch-address", f"this is no address: {error}"
    except (HTTPException, OSError, ValueError) as error:
        reason = f"the transfer broke off: {error or type(error).__name__}"
    report.add(code, Spot(source), reason)
    return None
