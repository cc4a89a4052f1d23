"""Counts the segments that carriers bill a text message by.

A message whose characters are all in the GSM 7-bit alphabet (GSM 03.38) holds 160 of them; any other message is sent in
UCS-2 and holds 70 units of 16 bits. A longer message is divided into segments that carry a header of 6 bytes each, which
leaves 153 characters or 67 units. Characters of the extension table count twice, and no character is divided.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["Segments", "segments"]

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION: Final = frozenset("\f^{}\\[~]|€")
"""Characters that are sent as an escape and a second character."""
_ALPHABET: Final = re.compile(f"[{re.escape(''.join(sorted(_BASIC | _EXTENSION)))}]*")
_WIDE: Final = {
    "GSM-7": re.compile(f"[{re.escape(''.join(sorted(_EXTENSION)))}]"),
    "UCS-2": re.compile("[\U00010000-\U0010ffff]"),
}
"""What takes two units, by encoding."""

_SIZES: Final = {"GSM-7": (160, 153), "UCS-2": (70, 67)}
"""The units that a message in one segment holds, and each segment of a longer one."""

_REPLACEMENTS: Final = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u201b": "'",
    "\u2032": "'",
    "`": "'",
    "\u00b4": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u2033": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2015": "-",
    "\u2212": "-",
    "\u2022": "*",
    "\u2026": "...",
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\t": " ",
    "\u200b": "",
    "\ufeff": "",
    "\u2122": "TM",
    "\u00a9": "(c)",
    "\u00ae": "(r)",
    "\u00d7": "x",
    "\u00f7": "/",
    "ç": "Ç",
}
"""Characters that word processors insert, with what a reader takes for the same."""


@dataclass(frozen=True, slots=True)
class Segments:
    """What a message takes to send.

    Attributes:
        text: The message, after replacements if they were asked for.
        encoding: ``GSM-7`` or ``UCS-2``.
        parts: The text of each segment. An empty message is one empty segment.
        units: The length in units of the encoding: 7-bit characters, where those of the extension table count twice,
            or 16-bit units, of which most emoji take two or more.
        remaining: The units that still fit into the last segment.
        expensive: The characters that force UCS-2 on the whole message, in order, each once. Empty for GSM-7.
        double: The characters that take two units, in order, each once: those of the extension table in GSM-7, most
            emoji in UCS-2.

    """

    text: str
    encoding: Literal["GSM-7", "UCS-2"]
    parts: tuple[str, ...]
    units: int
    remaining: int
    expensive: tuple[str, ...] = ()
    double: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """The number of segments."""
        return len(self.parts)


def segments(text: str, *, replace: bool = False) -> Segments:
    """Count the segments of a text message, as carriers bill them.

    Args:
        text: The message as it is sent. Placeholders such as ``${firstName}`` are counted as they stand.
        replace: Whether typographic characters are replaced by GSM-7 ones first: quotation marks, dashes, the ellipsis,
            special spaces, and letters with marks that the alphabet lacks. What has no replacement is kept.

    Returns:
        The encoding, the parts and the length.

    Example:
        >>> segments("Hello!").count
        1
        >>> segments("It\u2019s 5 o\u2019clock").encoding, segments("It\u2019s 5 o\u2019clock", replace=True).encoding
        ('UCS-2', 'GSM-7')

    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    if replace:
        text = "".join(_replaced(character) for character in text)
    encoding: Literal["GSM-7", "UCS-2"] = "GSM-7" if _ALPHABET.fullmatch(text) else "UCS-2"
    expensive = () if encoding == "GSM-7" else _distinct(text, _BASIC | _EXTENSION)
    single, divided = _SIZES[encoding]
    wide = _WIDE[encoding].findall(text)
    units = len(text) + len(wide)
    double = tuple(dict.fromkeys(wide))
    if units <= single:
        return Segments(text, encoding, (text,), units, single - units, expensive, double)
    parts = tuple(_parts(text, encoding, divided))
    last = len(parts[-1]) + len(_WIDE[encoding].findall(parts[-1]))
    return Segments(text, encoding, parts, units, divided - last, expensive, double)


def _distinct(text: str, without: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in text if each not in without))


def _parts(text: str, encoding: str, size: int) -> Iterator[str]:
    begin, used = 0, 0
    for position, character in enumerate(text):
        units = 2 if _WIDE[encoding].match(character) else 1
        if used + units > size:
            yield text[begin:position]
            begin, used = position, 0
        used += units
    yield text[begin:]


def _replaced(character: str) -> str:
    """The character, or GSM-7 text that a reader takes for the same."""
    if character in _BASIC or character in _EXTENSION:
        return character
    if (known := _REPLACEMENTS.get(character)) is not None:
        return known
    base = unicodedata.normalize("NFKD", character)
    plain = "".join(each for each in base if not unicodedata.combining(each))
    return plain if plain and all(each in _BASIC for each in plain) else character
