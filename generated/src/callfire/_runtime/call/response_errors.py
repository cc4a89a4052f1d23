"""Makes exceptions of responses whose status is not a success."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from html import unescape
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from ..core.errors import APIError, OutcomeUnknownError, TransportError, error_class
from ..core.messages import Request, Response
from ..core.operation import Operation
from ..core.outcomes import Source, Verdict, decide
from ..core.retry import retry_after
from ..core.summaries import ResponseSummary
from ..core.untrusted_text import Gate, clean, safe_host
from .readers import error_details

__all__ = ["EXCERPT", "Failure", "excerpt", "refusal", "source_of", "unknown_outcome"]

_TITLE = re.compile(rb"<title[^>]*>(.{1,2000}?)</title", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
EXCERPT = 160
"""Characters of a page that an error shows."""
_UNAUTHORIZED = 401


class Failure(NamedTuple):
    """An attempt that failed: the exception for it, and what follows from it."""

    error: APIError | TransportError
    verdict: Verdict


def refusal(
    operation: Operation[Any],
    request: Request,
    response: Response,
    now: datetime,
    *,
    trust_retry_after: bool = True,
) -> Failure:
    """Make the exception for a response that is not a success, and look up what follows."""
    source, body = source_of(operation, response), _fields(response)
    wait = retry_after(response.headers.get("retry-after"), now, response.headers.get("date"))
    verdict = decide(
        operation.effect,
        response.status,
        source,
        retry_after=wait is not None and (trust_retry_after or operation.effect.repeatable),
        whole=_is_whole(operation, request, response.status),
    )
    gate = Gate.of(request)
    safe = gate.response(response.summary())
    message = _message(response, source, body)
    limit = EXCERPT if source is Source.BETWEEN else 400
    error = error_class(response.status)(
        _text(operation, response, source, "" if message is None else gate.text(message, limit))
        + (f" (the server asks to wait {min(wait, 1e12):,.0f} s)" if wait else ""),
        status=response.status,
        message=None if message is None else gate.message(message),
        existing_id=_existing(operation, message),
        from_api=source is not Source.BETWEEN,
        retry_after=wait,
        evidence=verdict.evidence,
        request=request.summary(),
        response=safe,
    )
    body_text = replace(response, content=_in_utf8(safe.content))
    error.details = error_details(operation, body_text, gate.text)
    return Failure(error, verdict)


def unknown_outcome(  # noqa: PLR0913 - all that is known, by name
    operation: Operation[Any],
    request: Request,
    reason: str,
    *,
    response: ResponseSummary | None,
    began: datetime,
    ended: datetime,
    from_api: bool = False,
) -> OutcomeUnknownError:
    """Make the exception for a request that may have been carried out; ``reason`` has passed the gate."""
    return OutcomeUnknownError(
        f"{operation.id} may have been carried out: {reason.rstrip('. ')}. It was not retried. "
        "Check whether it was carried out before you send it again",
        operation=operation.id,
        reason=reason,
        from_api=from_api,
        request=request.summary(),
        response=response,
        began=began,
        ended=ended,
    )


def source_of(operation: Operation[Any], response: Response) -> Source:
    """Find out who wrote a response, by its media type and its body."""
    content = response.content.strip()
    if not content:
        return Source.EMPTY
    if content[:1] == b"<":
        return Source.BETWEEN
    media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media in operation.accept or media.endswith("/json"):
        return Source.API
    # Servers also send JSON as text/html, or without a type; problem+json is what gateways write.
    is_json = not media.endswith("+json") and _json(content) is not _NOT_JSON
    return Source.API if is_json else Source.BETWEEN


_NOT_JSON = object()


def _json(content: bytes) -> Any:
    for encoding in ("utf-8-sig", "latin-1"):
        try:
            return json.loads(content.decode(encoding))
        except (ValueError, RecursionError):
            continue
    return _NOT_JSON


def _in_utf8(content: bytes) -> bytes:
    """Return a body in UTF-8; what is not is read as Latin-1, which some servers send in errors."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1").encode()
    return content


def _fields(response: Response) -> Mapping[str, Any]:
    body = _json(response.content)
    if isinstance(body, str):
        return {"message": body}
    return body if isinstance(body, dict) else {}


def _message(response: Response, source: Source, body: Mapping[str, Any]) -> str | None:
    if response.status // 100 == 3:  # noqa: PLR2004 - this is what the first digit means
        host = safe_host(response.headers.get("location", "")) or "an address that cannot be read"
        return f"the server redirects to {host}; redirects are never followed, check base_url"
    if source is Source.BETWEEN:
        return excerpt(response.content)
    message = body.get("message")
    return None if message is None else str(message)


def _is_whole(operation: Operation[Any], request: Request, status: int) -> bool:
    """Return whether a refusal concerns all of a request: it carries one item, or the description states it."""
    fact = operation.refuses_whole
    if fact is not None and status in fact.statuses:
        query = dict(parse_qsl(urlsplit(request.url).query))
        if all(query.get(name) == value for name, value in fact.query.items()):
            return True
    content = request.content
    if not isinstance(content, bytes) or not content.startswith(b"["):
        return True
    body = _json(content)
    return isinstance(body, list) and len(body) <= 1


def _text(operation: Operation[Any], response: Response, source: Source, message: str) -> str:
    try:
        phrase = f" {HTTPStatus(response.status).phrase}"
    except ValueError:
        phrase = ""
    text = f": {message}" if message else ""
    if source is Source.BETWEEN:
        text = f": not from the API, but a page of something in between: {message!r}"
    hint = ""
    if response.status == _UNAUTHORIZED and operation.login:
        hint = f" (this operation takes the {operation.login} login: client.with_auth(login, password))"
    return f"{operation.id}: {response.status}{phrase}{text}{hint}"


def _existing(operation: Operation[Any], message: str | None) -> int | str | None:
    result = re.search(operation.error_id, message) if operation.error_id and message else None
    if result is None:
        return None
    return int(result[1]) if result[1].isascii() and result[1].isdigit() else clean(result[1])


def excerpt(content: bytes) -> str:
    """Return the title of a page, or the beginning of its text.

    >>> excerpt(b"<html><title>502 Bad Gateway</title>")
    '502 Bad Gateway'
    """
    result = _TITLE.search(content[:4096])
    text = (result[1] if result else content[:4096]).decode("utf-8", "replace")
    # Not cut here: the gate does not know a secret that is cut in two.
    return unescape(_TAG.sub(" ", text)).strip()
