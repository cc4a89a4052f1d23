"""Hides long numbers, texts and credentials in whatever is shown to people or written to logs."""

import re
from urllib.parse import urlsplit, urlunsplit

__all__ = ["masked_text", "masked_url"]

_HIDDEN = "***"
# Seven digits or more, as people write them: 12135551122, +1 (213) 555-1122, 213.555.1122
_NUMBER = re.compile(r"\+?\(?\d(?:[\s().\-]{0,2}\d){6,}")
_DIGITS = re.compile(r"(?:%2B|\+)?\d{7,}", re.IGNORECASE)
_HARMLESS = re.compile(r"-?\d{0,6}|true|false", re.IGNORECASE)


def masked_text(text: str) -> str:
    """Hide long numbers, but for their last two digits.

    >>> masked_text("unavailable numbers: 12132212289")
    'unavailable numbers: ***89'
    """
    return _NUMBER.sub(_ending, text)


def masked_url(url: str, *, masks_numbers: bool = True) -> str:
    """Hide long numbers in the path, and all values of the query but small numbers and booleans.

    Args:
        url: The address.
        masks_numbers: Whether the path may hold numbers of people; otherwise its numbers are ids, and are shown.

    >>> masked_url("https://host/v2/dncs/12135551122?text=Hello&limit=5")
    'https://host/v2/dncs/***22?text=***&limit=5'
    """
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    path = _DIGITS.sub(_ending, parts.path) if masks_numbers else parts.path
    query = "&".join(map(_masked_pair, parts.query.split("&"))) if parts.query else ""
    return urlunsplit((parts.scheme, host, path, query, ""))


def _ending(match: re.Match[str]) -> str:
    return _HIDDEN + match[0][-2:]


def _masked_pair(pair: str) -> str:
    name, equals, value = pair.partition("=")
    return pair if _HARMLESS.fullmatch(value) else f"{name}{equals}{_HIDDEN}"
