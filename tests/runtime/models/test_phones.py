"""Phone numbers: what is normalised, what is refused, and what an error shows."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.models import phones
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
        ("67076.0", "67076"),
        ("12135551122.0", "12135551122"),
        ("2135551122.00", "12135551122"),
        ("213555.0000", "12135550000"),
        (12135551122.0, "12135551122"),
        (2135551122.0, "12135551122"),
        ("213/555-1122", "12135551122"),
        ("213 - 555 - 1122", "12135551122"),
        ("213-555-11-22", "12135551122"),
        ("(213)5551122", "12135551122"),
        ("(1) 213 555 1122", "12135551122"),
        ("1213 5551122", "12135551122"),
        ("\u202a+1 213 555 1122\u202c", "12135551122"),
        ("\ufeff2135551122\t", "12135551122"),
        ("(+44) 20 7946 0958", "442079460958"),
        ("+49 (30) 123456-33", "493012345633"),
        ("+33 1 42 68 53 00", "33142685300"),
        ("+44 20 7946 0958", "442079460958"),
    ],
)
def test_normalised(value, expected):
    assert phone_number(value, "to_number") == expected


class Int64:
    """As in numpy: an integer by ``__index__``."""

    def __index__(self):
        return 12135551122


def test_integers_of_other_libraries():
    assert phone_number(Int64()) == "12135551122"


MISREAD = {
    "(213) 555-1122/33": "12 digits",
    "213 555 1122 - 1": "11 digits",
    "+1 213 555 1122 - 1": "12 digits",
    "+44 20 7946 0018 - 2": "may be an extension",
    "+44 20 7946 0018 2": "may be an extension",
    "+49 30 123456/33": "may be an extension",
    "+44 (0)20 7946 0018": "dialled only inside its country",
    "+44 ( 020 ) 7946 0018": "dialled only inside its country",
    "0044 20 7946 0018": "begins with 0",
    "011 44 20 7946 0018": "begins with 0",
    "21355511225": "11 digits",
    "442079460958": "12 digits",
    "+1213555112": "9 digits|10 digits",
    "213-555-1122 x33": "extension",
    "213-555-1122 ext. 4": "extension",
    "213-555-1122;ext=4": "extension",
    "2135551122#4": "extension",
    "213-555-1122, 4": "extension",
    "1.2135551122E+10": "power of ten",
    "2135551 - 122": "groups",
    "555-1122-123": "groups",
    "555-1122": "7 digits",
    "670-76": "5 digits",
    "-2135551122": "sign",
    "2135551122-": "sign",
    "213..555..1122": "sign",
    "(213 555-1122": "bracket",
    "213) 555-1122": "bracket",
    "2135551122.5": "groups|digits",
}


@pytest.mark.parametrize("value", MISREAD)
def test_what_may_mean_another_number_is_refused_with_the_reason(value):
    with pytest.raises(ValueError, match=MISREAD[value]):
        phone_number(value)


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


@pytest.mark.parametrize("value", [True, None, 1.5, float("nan"), float("inf"), b"12135551122"])
def test_wrong_type(value):
    with pytest.raises(TypeError, match="to_number must be a phone number as text"):
        phone_number(value, "to_number")


def test_an_error_shows_only_the_end():
    with pytest.raises(ValueError, match="'\\*\\*\\*112x'") as caught:
        phone_number("1213555112x", "to_number")

    assert "1213555" not in str(caught.value)


GROUPS = st.lists(st.text("0123456789", min_size=1, max_size=5), min_size=1, max_size=6)


@given(
    GROUPS,
    st.sampled_from(["", "+"]),
    st.sampled_from([" ", "-", ".", ") ", " (", "/", " - ", " x"]),
)
def test_digits_are_kept_in_order_and_none_is_added_but_the_country_code(groups, sign, between):
    digits = "".join(groups)
    with contextlib.suppress(ValueError):
        assert phone_number(sign + between.join(groups)) in {
            digits,
            "1" + digits,
            digits.removesuffix("0"),
        }


@given(st.text("0123456789", min_size=1, max_size=17), st.sampled_from(["", "+"]))
def test_a_number_of_an_integer_and_of_a_float_are_the_same(digits, sign):
    def read(text):
        try:
            return phone_number(text)
        except ValueError:
            return None

    assert read(f"{sign}{digits}.0") == read(sign + digits)


@given(st.from_regex(phones._USUAL, fullmatch=True))
def test_the_usual_spellings_are_what_the_grammar_reads(text):
    assert phone_number(text) == phones._number(text)


@given(st.text())
def test_any_text_is_digits_or_refused(text):
    with contextlib.suppress(ValueError):
        assert phone_number(text, "n").isdigit()
