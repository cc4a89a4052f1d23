"""Phone numbers: what is normalised, what is refused, and what an error shows."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.models.phones import phone_number


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12135551122", "12135551122"),
        (12135551122, "12135551122"),
        ("2135551122", "12135551122"),
        ("+1 (213) 555-1122", "12135551122"),
        ("213.555.1122", "12135551122"),
        ("213\u2011555\u00a01122", "12135551122"),
        ("67076", "67076"),
        ("818", "818"),
        ("+44 20 7946 0958", "442079460958"),
    ],
)
def test_normalised(value, expected):
    assert phone_number(value, "to_number") == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "12",
        "1234567",
        "213555112a",
        "+",
        "++12135551122",
        "1" * 16,
        "٢١٣٥٥٥١١٢٢",
        "0135551122",
        "02135551122",
        "+0123456789",
    ],
)
def test_refused(value):
    with pytest.raises(ValueError, match=r"^to_number: .* is not a phone number"):
        phone_number(value, "to_number")


@pytest.mark.parametrize("value", [True, None, 1.5, b"12135551122"])
def test_wrong_type(value):
    with pytest.raises(TypeError, match="to_number must be a phone number as text"):
        phone_number(value, "to_number")


def test_an_error_shows_only_the_end():
    with pytest.raises(ValueError, match="'\\*\\*\\*112x'") as caught:
        phone_number("1213555112x", "to_number")

    assert "1213555" not in str(caught.value)


@given(st.text())
def test_any_text_is_digits_or_refused(text):
    with contextlib.suppress(ValueError):
        assert phone_number(text, "n").isdigit()
