"""Splits names into words and joins words to names, for any text in any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_WORD = re.compile(
    r"[A-Z]{2,}s(?![a-z])[0-9]*"  # plurals of acronyms: URLs, IDs
    r"|[A-Z]+(?![a-z])[0-9]*"  # acronyms: TTS, MALE1
    r"|[A-Z]?[a-z]+(?:[0-9]+[a-z]*)*"  # words: Call, mp3, k8s
    r"|[0-9]+[a-z]*"  # numbers: 3gpp
)
_SEPARATOR = re.compile(r"[^A-Za-z0-9]")
_LATIN = re.compile(r"LATIN (SMALL|CAPITAL) LETTER ([A-Z]{1,2})(?: WITH .*)?")
SYMBOLS = {
    "+": "plus",
    "-": "minus",
    "*": "star",
    "/": "slash",
    "\\": "backslash",
    "%": "percent",
    "&": "and",
    "|": "or",
    "#": "hash",
    "@": "at",
    "$": "dollar",
    "!": "not",
    "?": "question",
    "=": "equal",
    "<": "less",
    ">": "greater",
    "~": "tilde",
    "^": "caret",
    ".": "dot",
    ",": "comma",
    ":": "colon",
    ";": "semicolon",
    " ": "space",
    "_": "underscore",
    "'": "quote",
    '"': "quotes",
}
_JOINED = {("O", "Auth"): "OAuth"}
LONGEST = 100
"""Longer texts are cut: a name is to be read."""


def _letter(character: str) -> str:
    """One ASCII spelling of one character; what separates words becomes a space."""
    if character.isascii():
        return character if character.isalnum() else " "
    if unicodedata.combining(character):
        return ""
    if result := _LATIN.fullmatch(unicodedata.name(character, "")):
        return result[2].capitalize() if result[1] == "CAPITAL" else result[2].lower()
    return f" u{ord(character)} " if character.isalnum() else " "


def ascii_text(text: str) -> str:
    """The text in ASCII letters, digits and spaces: accents dropped, other scripts as code points."""
    if text.isascii():
        return _SEPARATOR.sub(" ", text)
    decomposed = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return "".join(map(_letter, decomposed))


def _spelled(text: str) -> str:
    """A text whose meaning hangs on its signs, with the signs as words: ``+1``, ``>=``."""
    if any(character.isalnum() for character in text):
        return re.sub(r"^([+-])(?=\d)", lambda sign: f"{SYMBOLS[sign[1]]} ", text)
    signs = (character for character in text if not character.isspace())
    return " ".join(SYMBOLS.get(sign, f"u{ord(sign)}") for sign in signs)


@lru_cache(maxsize=65536)
def split(text: str) -> tuple[str, ...]:
    """The words of a name as they are spelled: ``postTTSCampaignSound`` -> post, TTS, Campaign, Sound."""
    words = _WORD.findall(ascii_text(_spelled(text))[:LONGEST])
    return tuple(_join_brands(words))


def _join_brands(words: Sequence[str]) -> Iterable[str]:
    position = 0
    while position < len(words):
        joined = _JOINED.get(
            (words[position], words[position + 1] if position + 1 < len(words) else "")
        )
        yield joined or words[position]
        position += 2 if joined else 1


def snake(text: str) -> str:
    """The words in lower case with underscores; empty if the text has none."""
    return "_".join(split(text)).lower()


def upper(text: str) -> str:
    """The words in upper case with underscores; empty if the text has none."""
    return snake(text).upper()


def pascal(text: str) -> str:
    """The words with capitals and without gaps; acronyms stay unless the whole text shouts."""
    words = split(text)
    shouting = len(words) > 1 and all(word.isupper() for word in words)
    return "".join(word.capitalize() if shouting else word[0].upper() + word[1:] for word in words)


def singular(word: str) -> str:
    """The singular of a plain English plural; other words as they are."""
    lower = word.lower()
    if lower.endswith("ies") and len(word) > len("ties"):
        return word[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if lower.endswith("s") and len(word) > 1 and not lower.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def compose(owner: Sequence[str], part: Sequence[str]) -> str:
    """A name for a part of an owner, without stuttering: Text + textResult -> TextResult."""
    above, own = [word.lower() for word in owner], [word.lower() for word in part]
    sizes = range(min(len(owner), len(part)), 0, -1)
    overlap = next((size for size in sizes if above[-size:] == own[:size]), 0)
    words = [*owner, *part[overlap:]]
    return "".join(word[0].upper() + word[1:] for word in words)


def numbered(name: str) -> Iterable[str]:
    """Further names for items that want the same one: ``name_2``, ``name_3``."""
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1
