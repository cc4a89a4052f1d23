"""The gate for untrusted text: words of servers and libraries pass it before an exception, warning, log or span.

It takes out control characters, long numbers, the secrets of the request and the values that the request sent, and
it limits the length.
"""

import base64
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

from .masking import masked_text
from .messages import Request
from .summaries import ResponseSummary

__all__ = ["Gate", "clean", "safe_host"]

_HIDDEN = "***"
_LIMIT = 400
_LONGEST_INPUT = 4000
_SHORTEST = 3
"""Shorter values are no secrets, and would blot out ordinary words."""
_WHOLE_WORD = 6
"""Shorter values are only cut out where they are a word of their own."""
_PART = 16
"""A piece of a sent value that is as long as this is cut out too."""
_PUBLIC_HEADERS = frozenset(
    {
        "accept",
        "accept-encoding",
        "connection",
        "content-length",
        "content-type",
        "host",
        "if-range",
        "range",
        "transfer-encoding",
        "user-agent",
    }
)


def clean(text: object, limit: int = _LIMIT) -> str:
    r"""Return text on one line, without characters that a terminal or a log would act on.

    >>> clean("\x1b[31mred\r\nERROR \u202eforged")
    '?[31mred ERROR ?forged'
    """
    words = " ".join(str(text)[:_LONGEST_INPUT].split())
    shown = "".join(letter if letter.isprintable() else "?" for letter in words)
    return shown if len(shown) <= limit else f"{shown[:limit]}…"


def safe_host(url: str) -> str:
    """Return the host of an address from outside; empty when it has none or cannot be read."""
    try:
        return clean(urlsplit(url).hostname or "", 80)
    except ValueError:
        return ""


class Gate:
    """Cleans text about one request: knows its secrets, and what it sent."""

    def __init__(self, secrets: Iterable[str] = (), sent: Iterable[str] = ()) -> None:
        self._secrets = _variants(secrets)
        self._sent = _variants(sent)
        self._long = "\0".join(value for value in self._sent if len(value) >= _PART)

    @classmethod
    def of(cls, request: Request) -> "Gate":
        """Make the gate of a request."""
        return cls(_secrets(request), _sent(request))

    def text(self, text: object, limit: int = _LIMIT) -> str:
        """Return text that may be shown."""
        raw = self._without_parts(
            self._without(str(text)[:_LONGEST_INPUT], self._secrets | self._sent)
        )
        # Blanks and control characters may have hidden a value from the first look.
        return masked_text(self._without(clean(raw, limit), self._secrets | self._sent))

    def message(self, text: object, limit: int = 2000) -> str:
        """Return text for an attribute of an exception: it may quote what was sent, but no secret."""
        return clean(self._without(str(text)[:_LONGEST_INPUT], self._secrets), limit)

    def response(self, response: ResponseSummary) -> ResponseSummary:
        """Return a response without the secrets that its body quotes."""
        content = response.content
        headers = {
            name: self._without(value, self._secrets) for name, value in response.headers.items()
        }
        for secret in sorted(self._secrets, key=len, reverse=True):
            raw = secret.encode("utf-8", "replace")
            if len(raw) >= _WHOLE_WORD and raw in content:
                content = content.replace(raw, _HIDDEN.encode())
        return ResponseSummary(response.status, headers, content)

    def _without(self, text: str, values: Iterable[str]) -> str:
        # Hosts are shown in lower case, so case does not count.
        lower = text.casefold()
        result = [value for value in values if value.casefold() in lower]
        for value in sorted(result, key=len, reverse=True):
            pattern = re.escape(value)
            if len(value) < _WHOLE_WORD:
                pattern = rf"(?<!\w){pattern}(?!\w)"
            text = re.sub(pattern, _HIDDEN, text, flags=re.IGNORECASE)
        return text

    def _without_parts(self, text: str) -> str:
        if not self._long:
            return text
        kept: list[str] = []
        start = 0
        while start < len(text):
            end = start + _PART
            if end > len(text) or text[start:end] not in self._long:
                kept.append(text[start])
                start += 1
                continue
            while end < len(text) and text[start : end + 1] in self._long:
                end += 1
            kept.append(_HIDDEN)
            start = end
        return "".join(kept)


_SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    lambda value: json.dumps(value)[1:-1],
    lambda value: json.dumps(value, ensure_ascii=False)[1:-1],
    quote,
    quote_plus,
    html.escape,
    clean,
)


def _variants(values: Iterable[str]) -> frozenset[str]:
    """The spellings in which a response may quote a value."""
    result: set[str] = set()
    for value in values:
        if len(value.strip()) < _SHORTEST:
            continue
        for spelled in _SPELLINGS:
            with suppress(UnicodeError):
                result.add(spelled(value.strip()))
    return frozenset(result)


def _secrets(request: Request) -> Iterator[str]:
    for name, value in request.headers.items():
        if name.lower() in _PUBLIC_HEADERS:
            continue
        yield value
        scheme, _, token = value.partition(" ")
        if token and name.lower() in {"authorization", "proxy-authorization"}:
            yield token
            if scheme.lower() == "basic":
                yield from _basic(token)


def _basic(token: str) -> Iterator[str]:
    with suppress(ValueError):
        pair = base64.b64decode(token).decode()
        yield pair
        yield from pair.split(":", 1)


def _sent(request: Request) -> Iterator[str]:
    yield from (value for _, value in parse_qsl(urlsplit(request.url).query))
    content = request.content
    if not isinstance(content, bytes) or not content:
        return
    text = content.decode("utf-8", "replace")
    try:
        yield from _leaves(json.loads(content))
    except (ValueError, RecursionError):
        yield from (value for _, value in parse_qsl(text)) if "=" in text else (text,)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
