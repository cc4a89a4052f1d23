"""Phone numbers as the wire wants them: digits only, with the country code, or a short code."""

import re
from typing import Annotated, Any

import msgspec

__all__ = ["Phone", "phone_number"]

Phone = Annotated[str, msgspec.Meta(extra={"phone": True})]
"""A text field that holds a phone number; the codec normalises what is sent in it."""

_DECORATION = re.compile(r"[\s().\-\u00a0\u2010-\u2015/]+")
_AS_SENT = re.compile(r"[1-9][0-9]{10}")
_SHORT, _NATIONAL, _LONGEST = 6, 10, 15
_SHORTEST_CODE = 3
_COUNTRY = "1"


def phone_number(value: Any, name: str) -> str:
    """Return a phone number as it is sent.

    Ten digits get the North American country code; 3 to 6 digits are a short code; a plus sign, brackets, dots,
    dashes and blanks go.

    >>> phone_number("+1 (213) 555-1122", "to_number")
    '12135551122'

    Args:
        value: A text, or an int that holds all digits.
        name: What the error calls it.

    Raises:
        TypeError: It is neither text nor int.
        ValueError: It cannot be a phone number.
    """
    if type(value) is str and _AS_SENT.fullmatch(value):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError(f"{name} must be a phone number as text, not {type(value).__name__}")
    text = _DECORATION.sub("", str(value))
    international = text.startswith("+")
    digits = text.removeprefix("+")
    if not digits:
        raise ValueError(f"{name}: {value!r} is not a phone number: there are no digits in it")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"{name}: {_shown(digits)} is not a phone number: not only digits")
    if international or len(digits) > _NATIONAL:
        good = _NATIONAL - 2 <= len(digits) <= _LONGEST and digits[0] != "0"
    elif len(digits) == _NATIONAL:
        digits, good = _COUNTRY + digits, digits[0] not in "01"
    else:
        good = _SHORTEST_CODE <= len(digits) <= _SHORT
    if not good:
        raise ValueError(
            f"{name}: {_shown(digits)} is not a phone number; expected 11 digits "
            "such as 12135551122, or a short code of 3 to 6"
        )
    return digits


def _shown(text: str) -> str:
    """Enough to find the number, not enough to read it from a log."""
    return repr("***" + text[-4:] if len(text) > _SHORT else text)
