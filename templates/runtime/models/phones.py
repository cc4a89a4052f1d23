"""Reads phone numbers as people write them, and returns them as the API wants them: digits with the country code.

The grammar knows groups of digits and what stands between them. Signs are never just deleted: a number that went
through a spreadsheet, carries an extension or a national prefix would reach another process.
"""

import math
import re
from collections.abc import Iterator
from operator import index
from typing import Annotated, Any

import msgspec

__all__ = ["Phone", "as_written", "phone_number"]

Phone = Annotated[str, msgspec.Meta(extra={"phone": True})]
"""A text field that holds a phone number; it is normalised when it is sent."""

_AS_SENT = re.compile(r"1[0-9]{10}")
_USUAL = re.compile(
    r"(?:\+?1[ .-]?)?(?:\(([2-9][0-9]{2})\) ?|([2-9][0-9]{2})[ .-]?)([0-9]{3})[ .-]?([0-9]{4})"
)
"""What most people write in North America; the grammar states the same of it, but more slowly."""
_INVISIBLE = dict.fromkeys(
    map(ord, "\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2069")
)
"""Byte order marks and marks of writing direction, which address books copy along with a number."""
_BLANKS = str.maketrans(dict.fromkeys("\t\u00a0\u2002\u2003\u2007\u2009\u202f", " "))
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d", "-"))
_DECIMALS = re.compile(r"(\+?[0-9]{3,15})\.00?")
_EXTENSION = re.compile(r"(?i)[0-9)][\s,;]*(?:extension|extn|ext|x|#|,|;)[.:=\s]*[0-9]+#?")
_EXPONENT = re.compile(r"(?i)[0-9][.,]?[0-9]*e\+?[0-9]+")
_GROUPS = re.compile(r"\+?[0-9]+|[()]|[ ./-]+")
_NATIONAL = re.compile(r"[2-9][0-9]{9}")
_NATIONAL_BREAKS = frozenset({3, 6, 8})
"""Where the digits of a North American number are written apart: 213-555-1122, 213-555-11-22."""
_SHORT = range(3, 7)
_LOCAL = 10
_INTERNATIONAL = range(8, 16)
"""How many digits, country code included, a number has; 15 is the limit of E.164."""
_NORTH_AMERICA = "1"
_FORMS = "write it as +1 213 555 1122, as 11 digits that begin with 1, or as a short code of 3 to 6 digits"


def phone_number(value: Any, name: str = "phone number") -> str:
    """Return a phone number as the API writes it, so that two spellings of one number compare equal.

    Ten digits get the North American country code, 3 to 6 digits are a short code, and numbers of other countries
    begin with a plus sign. Blanks, dashes, dots, slashes and brackets may stand where people put them; ``.0`` at the
    end, which spreadsheets and data frames leave, is dropped.

    >>> phone_number("+1 (213) 555-1122")
    '12135551122'
    >>> phone_number("2135551122.0")
    '12135551122'

    Args:
        value: The number: text, an integer or a whole float.
        name: What an error calls the value.

    Raises:
        TypeError: It is neither text nor a number.
        ValueError: It cannot be understood: it has an extension, a national prefix, or too few or too many digits.
    """
    if type(value) is str:
        if _AS_SENT.fullmatch(value):
            return value
        if usual := _USUAL.fullmatch(value):
            return _NORTH_AMERICA + "".join(filter(None, usual.groups()))
    text = _text(value, name).translate(_INVISIBLE).translate(_BLANKS).translate(_DASHES).strip()
    if decimals := _DECIMALS.fullmatch(text):
        text = decimals[1]
    try:
        return _number(text)
    except ValueError as error:
        shown = _shown(text)
        raise ValueError(f"{name}: {shown} is not a phone number: {error}; {_FORMS}") from None


def as_written(number: str) -> str:
    """Return a number in a form that ``phone_number`` understands: numbers of other countries begin with a plus sign.

    >>> as_written("442079460123"), as_written("12135551122"), as_written("67076")
    ('+442079460123', '12135551122', '67076')

    Args:
        number: Digits, as ``phone_number`` returns them.
    """
    return number if _AS_SENT.fullmatch(number) or len(number) in _SHORT else f"+{number}"


def _text(value: Any, name: str) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float):
        result = "an empty cell (NaN)" if math.isnan(value) else f"a {type(value).__name__}"
        raise TypeError(f"{name} must be a phone number as text, not {result}")
    if not isinstance(value, bool) and hasattr(value, "__index__"):
        return str(index(value))
    raise TypeError(f"{name} must be a phone number as text, not {type(value).__name__}")


def _number(text: str) -> str:
    _refuse_known_forms(text)
    parts = _GROUPS.findall(text)
    if "".join(parts) != text:
        raise ValueError("it holds more than digits, blanks, dashes, dots and brackets")
    groups = tuple(_groups(parts))
    digits = "".join(group.lstrip("+") for group in groups)
    if text.lstrip("( ").startswith("+"):
        return _international(groups, digits, text)
    return _national(groups, digits)


def _refuse_known_forms(text: str) -> None:
    if not any(sign.isdigit() for sign in text):
        raise ValueError("there are no digits in it")
    if _EXPONENT.fullmatch(text):
        raise ValueError("a spreadsheet wrote it as a power of ten, so digits may be lost")
    if _EXTENSION.search(text):
        raise ValueError("it has an extension, which cannot be dialled along; leave it out")
    if re.search(r"\( *0", text):
        raise ValueError("the 0 in brackets is dialled only inside its country; leave it out")


def _groups(parts: list[str]) -> Iterator[str]:
    """Yield the groups of digits; brackets stand around one group at the beginning, a plus sign before the first."""
    bracket, seen = "", 0
    for place, part in enumerate(parts):
        if part in {"(", ")"}:
            follows = parts[place + 1] if place + 1 < len(parts) else ""
            if (part == "(") == bool(bracket) or (part == "(" and (seen > 1 or not follows)):
                raise ValueError("its brackets do not stand around an area code")
            bracket = part if part == "(" else ""
        elif part[-1].isdigit():
            if part.startswith("+") and seen:
                raise ValueError("its plus sign does not stand at the beginning")
            seen += 1
            yield part
        elif (sign := part.strip(" ")) and (
            sign not in {"-", ".", "/"} or not seen or place + 1 == len(parts)
        ):
            raise ValueError("a sign stands where no two groups of digits meet")
    if bracket:
        raise ValueError("a bracket is not closed")


def _international(groups: tuple[str, ...], digits: str, text: str) -> str:
    if digits.startswith(_NORTH_AMERICA):
        return _national(groups, digits)
    if digits.startswith("0"):
        raise ValueError("no country code begins with 0")
    if "/" in text or " -" in text or "- " in text or (len(groups) > 1 and len(groups[-1]) == 1):
        raise ValueError("what stands behind its last dash, slash or blank may be an extension")
    if len(digits) not in _INTERNATIONAL:
        raise ValueError(f"a number with its country code has 8 to 15 digits, not {len(digits)}")
    return digits


def _national(groups: tuple[str, ...], digits: str) -> str:
    """Read a number of North America, or a short code."""
    if len(groups) == 1 and len(digits) in _SHORT and not groups[0].startswith("+"):
        return digits
    if digits.startswith("0"):
        raise ValueError("it begins with 0, which is dialled only inside a country or to leave it")
    bare = digits.removeprefix(_NORTH_AMERICA) if len(digits) > _LOCAL else digits
    if len(digits) > _LOCAL + 1 or len(bare) > _LOCAL:
        raise ValueError(f"it has {len(digits)} digits without a + and is no North American number")
    if len(bare) < _LOCAL or (len(digits) == _LOCAL and not _NATIONAL.fullmatch(bare)):
        raise ValueError(f"it has {len(digits)} digits")
    if not _broken_as_written(groups, len(digits) - len(bare)):
        raise ValueError("its groups are not those of a North American number (213-555-1122)")
    return _NORTH_AMERICA + bare


def _broken_as_written(groups: tuple[str, ...], before: int) -> bool:
    """Return whether the groups end where those of a North American number do."""
    ends, length = [], -before
    for group in groups[:-1]:
        length += len(group.lstrip("+"))
        ends.append(length)
    return all(end == 0 or end in _NATIONAL_BREAKS for end in ends)


def _shown(text: str) -> str:
    """Enough to find the number, not enough to read it from a log."""
    return repr("***" + text[-4:] if len(text) > _SHORT[-1] else text)
