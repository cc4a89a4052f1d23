"""Reads the body of a response by its status and its media type, as the operation describes them."""

from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from typing import Any, TypeAlias
from urllib.parse import urljoin

from ..core.errors import DecodeError, DeviationWarning
from ..core.messages import Request, Response
from ..core.operation import Operation, Redirect
from ..models.decode import convert, decode

__all__ = ["error_details", "is_text", "kind_of", "read", "redirect"]

_NUMBERS = (int, float, bool)
Clean: TypeAlias = Callable[[str], str]
"""Makes untrusted text safe to show."""


def read(operation: Operation[Any], response: Response, *, strict: bool, gate: Clean = str) -> Any:
    """Return the value of a response with a status of success; None where there is no body.

    Raises:
        DecodeError: The body is not as described.
    """
    kind = kind_of(operation, response)
    if kind is None:
        return None
    text = is_text(kind, response, operation.accept)
    if not (text or response.content.strip()):
        return None
    return _value(kind, response, text=text, strict=strict, gate=gate)


def kind_of(operation: Operation[Any], response: Response) -> Any:
    """Return the type that the description gives for the status of a success; None for no body."""
    return operation.others.get(response.status, operation.returns)


def redirect(request: Request, response: Response) -> Redirect:
    """Return what a documented redirect states; its address is made whole."""
    location = response.headers.get("location")
    if not location:
        return Redirect(response.status)
    # What cannot be joined is no address; it is the caller's to judge.
    with suppress(ValueError):
        location = urljoin(request.url, location)
    return Redirect(response.status, location)


def error_details(operation: Operation[Any], response: Response, gate: Clean = str) -> Any:
    """Return the body of an error as its documented type; None where it has none, or is not of that type."""
    status = response.status
    result = [
        kind
        for key in (status, status // 100, 0)
        for statuses, kind in operation.errors.items()
        if key in statuses
    ]
    if not result or not response.content.strip():
        return None
    try:
        text = is_text(result[0], response, operation.accept)
        return _value(result[0], response, text=text, strict=True, gate=gate)
    except (DecodeError, DeviationWarning):
        return None


def _value(kind: Any, response: Response, *, text: bool, strict: bool, gate: Clean) -> Any:
    if not text:
        return decode(kind, _utf8(response), strict=strict, gate=gate)
    words = _text(response)
    if kind in _NUMBERS:
        return decode(kind, words.strip().encode(), strict=strict, gate=gate)
    return convert(kind, words, strict=strict, gate=gate)


def is_text(kind: Any, response: Response, accept: tuple[str, ...]) -> bool:
    """Return whether a body is plain text: by its media type, where the description allows text.

    Servers also send JSON as text/plain, and plain words where only JSON is described.
    """
    media = _media_type(response)
    if not media.startswith("text/") or media.endswith(("json", "xml")) or not _fits_text(kind):
        return False
    if any(_covers(offered, media) for offered in accept):
        return True
    return media == "text/plain" and kind is str and response.content.lstrip()[:1] not in b'"<'


def _fits_text(kind: Any) -> bool:
    kind = getattr(kind, "__origin__", kind) if hasattr(kind, "__metadata__") else kind
    if not isinstance(kind, type):
        return False
    return kind in {str, *_NUMBERS} or issubclass(kind, Enum) or kind.__module__ == "datetime"


def _covers(offered: str, media: str) -> bool:
    kind = offered.partition(";")[0].strip().lower()
    return kind in {media, "*/*", "text/*"}


def _media_type(response: Response) -> str:
    return response.headers.get("content-type", "").partition(";")[0].strip().lower()


def _charset(response: Response) -> str:
    for parameter in response.headers.get("content-type", "").split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").lower() or "utf-8"
    return "utf-8"


def _text(response: Response) -> str:
    charset = _charset(response)
    try:
        return response.content.decode(charset)
    except (LookupError, UnicodeDecodeError):
        raise DecodeError("the response is not text in the character set that it names") from None


def _utf8(response: Response) -> bytes:
    """JSON is UTF-8; servers that name another character set mean it."""
    if _charset(response) in {"utf-8", "utf8", "us-ascii"}:
        return response.content
    return _text(response).encode()
