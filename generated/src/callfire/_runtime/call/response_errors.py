"""Makes errors of answers that are not a success."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from html import unescape
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from ..core.errors import APIError, OutcomeUnknownError, error_class
from ..core.messages import Request, Response
from ..core.operation import Operation
from ..core.retry import retry_after
from ..core.summaries import ResponseSummary
from .readers import error_details

__all__ = ["api_error", "excerpt", "unknown_outcome"]

_TITLE = re.compile(rb"<title[^>]*>(.{1,400}?)</title", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LONGEST = 160
_UNAUTHORIZED = 401


def api_error(
    operation: Operation[Any], request: Request, response: Response, now: datetime
) -> APIError:
    """Make the error that a refusal stands for."""
    told = _told(response)
    message = told.get("message") if told is not None else excerpt(response.content)
    if response.status // 100 == 3:  # noqa: PLR2004 - this is what the first digit means
        message = _redirection(response)
    message = None if message is None else str(message)
    wait = retry_after(response.headers.get("retry-after"), now)
    error = error_class(response.status)(
        _text(operation, response, message, foreign=told is None) + _patience(wait),
        status=response.status,
        message=message,
        internal_code=_plain(told, "internalCode"),
        developer_message=_plain(told, "developerMessage"),
        help_link=_plain(told, "helpLink"),
        existing_id=_existing(operation, message),
        from_api=told is not None,
        retry_after=wait,
        request=request.summary(),
        response=response.summary(),
    )
    error.details = error_details(operation, response)
    return error


def unknown_outcome(  # noqa: PLR0913 - all that is known, by name
    operation: Operation[Any],
    request: Request,
    reason: str,
    *,
    response: ResponseSummary | None,
    began: datetime,
    ended: datetime,
) -> OutcomeUnknownError:
    """Make the error of a request that may have been carried out."""
    return OutcomeUnknownError(
        f"{operation.id} may have been carried out: {reason}. It was not repeated; "
        "look whether it was done before doing it again",
        operation=operation.id,
        reason=reason,
        request=request.summary(),
        response=response,
        began=began,
        ended=ended,
    )


def _told(response: Response) -> Mapping[str, Any] | None:
    """What the API says; None when it is not the API that answered. An empty answer says nothing."""
    if not response.content.strip():
        return {}
    try:
        told = json.loads(response.content)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else {"message": told if isinstance(told, str) else None}


def _plain(told: Mapping[str, Any] | None, name: str) -> Any:
    value = (told or {}).get(name)
    return value if isinstance(value, int | str) and not isinstance(value, bool) else None


def _text(
    operation: Operation[Any], response: Response, message: str | None, *, foreign: bool
) -> str:
    try:
        phrase = f" {HTTPStatus(response.status).phrase}"
    except ValueError:
        phrase = ""
    said = ""
    if foreign:
        said = f": not the API's answer, but a page of something in between: {message!r}"
    elif message:
        said = f": {message}"
    hint = ""
    if response.status == _UNAUTHORIZED and operation.login:
        hint = f" (this operation takes the {operation.login} login: client.with_auth(login, password))"
    return f"{operation.id}: {response.status}{phrase}{said}{hint}"


def _patience(wait: float | None) -> str:
    return f" (the server asks to wait {wait:.0f} s)" if wait else ""


def _redirection(response: Response) -> str:
    host = urlsplit(response.headers.get("location", "")).hostname or "nowhere"
    return f"the server sends to {host}; redirections are never followed, check base_url"


def _existing(operation: Operation[Any], message: str | None) -> int | str | None:
    found = re.search(operation.error_id, message) if operation.error_id and message else None
    if found is None:
        return None
    return int(found[1]) if found[1].isascii() and found[1].isdigit() else found[1]


def excerpt(content: bytes) -> str:
    """Return the title of a page, or the beginning of its text.

    >>> excerpt(b"<html><title>502 Bad Gateway</title>")
    '502 Bad Gateway'
    """
    found = _TITLE.search(content[:4096])
    text = (found[1] if found else content[:1024]).decode("utf-8", "replace")
    words = " ".join(unescape(_TAG.sub(" ", text)).split())
    shown = "".join(letter if letter.isprintable() else "?" for letter in words)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
