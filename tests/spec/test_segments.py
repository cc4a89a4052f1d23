"""The rules of GSM 03.38 and 23.040, as published tables and examples state them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec.package._segments import segments

GSM, UCS = "GSM-7", "UCS-2"
SMILE = "\N{SMILING FACE WITH OPEN MOUTH}"
FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"

# text, encoding, segments, units, units left in the last segment
EXAMPLES = [
    ("", GSM, 1, 0, 160),
    ("a", GSM, 1, 1, 159),
    ("Hello, world!", GSM, 1, 13, 147),
    ("a" * 159, GSM, 1, 159, 1),
    ("a" * 160, GSM, 1, 160, 0),
    ("a" * 161, GSM, 2, 161, 145),
    ("a" * 306, GSM, 2, 306, 0),
    ("a" * 307, GSM, 3, 307, 152),
    ("a" * 459, GSM, 3, 459, 0),
    ("a" * 460, GSM, 4, 460, 152),
    ("a" * 1530, GSM, 10, 1530, 0),
    ("a" * 1531, GSM, 11, 1531, 152),
    # the extension table: each character counts twice
    ("€", GSM, 1, 2, 158),
    ("^", GSM, 1, 2, 158),
    ("{", GSM, 1, 2, 158),
    ("}", GSM, 1, 2, 158),
    ("\\", GSM, 1, 2, 158),
    ("[", GSM, 1, 2, 158),
    ("]", GSM, 1, 2, 158),
    ("~", GSM, 1, 2, 158),
    ("|", GSM, 1, 2, 158),
    ("\f", GSM, 1, 2, 158),
    ("€" * 80, GSM, 1, 160, 0),
    ("€" * 81, GSM, 2, 162, 143),  # 76 of them fill 152 of 153, and none is divided
    ("a" * 159 + "€", GSM, 2, 161, 145),
    ("a" * 152 + "€" + "a" * 10, GSM, 2, 164, 141),
    ("a" * 153 + "€" * 4, GSM, 2, 161, 145),
    # letters of the basic alphabet that are not ASCII
    ("@£$¥", GSM, 1, 4, 156),
    ("èéùìò", GSM, 1, 5, 155),
    ("ÄÖÑÜ§¿äöñüà", GSM, 1, 11, 149),
    ("ÅåÆæßÉØø", GSM, 1, 8, 152),
    ("ΔΦΓΛΩΠΨΣΘΞ", GSM, 1, 10, 150),
    ("Ç", GSM, 1, 1, 159),
    ("¡¤_", GSM, 1, 3, 157),
    ("line\nline\r\n", GSM, 1, 11, 149),
    # one other character makes the whole message UCS-2
    ("ç", UCS, 1, 1, 69),
    ("`", UCS, 1, 1, 69),
    ("á", UCS, 1, 1, 69),
    ("ê", UCS, 1, 1, 69),
    ("ő", UCS, 1, 1, 69),
    ("\t", UCS, 1, 1, 69),
    ("’", UCS, 1, 1, 69),
    ("–", UCS, 1, 1, 69),
    ("…", UCS, 1, 1, 69),
    ("\u00a0", UCS, 1, 1, 69),
    ("Привет", UCS, 1, 6, 64),
    ("你好", UCS, 1, 2, 68),
    ("مرحبا", UCS, 1, 5, 65),
    ("שלום", UCS, 1, 4, 66),
    ("Α", UCS, 1, 1, 69),  # the Greek capital that looks like an A
    ("a" * 69 + "’", UCS, 1, 70, 0),
    ("a" * 70 + "’", UCS, 2, 71, 63),
    ("你" * 70, UCS, 1, 70, 0),
    ("你" * 71, UCS, 2, 71, 63),
    ("你" * 134, UCS, 2, 134, 0),
    ("你" * 135, UCS, 3, 135, 66),
    ("你" * 201, UCS, 3, 201, 0),
    ("€" * 70 + "你", UCS, 2, 71, 63),  # the euro sign is one unit in UCS-2
    # beyond the basic plane: two units, never divided
    (SMILE, UCS, 1, 2, 68),
    (SMILE * 35, UCS, 1, 70, 0),
    (SMILE * 36, UCS, 2, 72, 61),
    (SMILE * 66, UCS, 2, 132, 1),
    (SMILE * 67, UCS, 3, 134, 65),
    (FAMILY, UCS, 1, 8, 62),
    ("a" * 66 + SMILE + "a" * 3, UCS, 2, 71, 62),
    ("\N{REGIONAL INDICATOR SYMBOL LETTER D}\N{REGIONAL INDICATOR SYMBOL LETTER E}", UCS, 1, 4, 66),
]


@pytest.mark.parametrize(("text", "encoding", "count", "units", "remaining"), EXAMPLES)
def test_examples(text, encoding, count, units, remaining):
    counted = segments(text)

    assert (counted.encoding, counted.count) == (encoding, count)
    assert (counted.units, counted.remaining) == (units, remaining)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It\u2019s \u201cfine\u201d \u2013 really\u2026", 'It\'s "fine" - really...'),
        ("caf\u00e9 cr\u00e8me", "café crème"),
        ("g\u00e1r\u00e7on \u0151", "garÇon o"),
        ("a\u00a0b\tc", "a b c"),
        ("\ufb01ne", "fine"),
        ("Привет\u2019", "Привет'"),
        (f"ok {SMILE}", f"ok {SMILE}"),
    ],
)
def test_replacement(text, expected):
    assert segments(text, replace=True).text == expected


def test_which_characters_cost():
    counted = segments(f"Hi ’there’ {SMILE}")

    assert counted.expensive == ("’", SMILE)
    assert segments("Hi there").expensive == ()


def test_which_characters_take_two_units():
    assert segments("[5 €] or 6 €").double == ("[", "€", "]")
    assert segments(f"’ {SMILE} €").double == (SMILE,)
    assert segments("Hi there").double == ()


def test_a_number_is_no_message():
    with pytest.raises(TypeError, match="text must be a str, not int"):
        segments(5)


@given(st.text(max_size=700))
def test_parts(text):
    counted = segments(text)
    single, divided = (160, 153) if counted.encoding == GSM else (70, 67)

    assert "".join(counted.parts) == text
    assert (counted.count == 1) == (counted.units <= single)
    limit = single if counted.count == 1 else divided
    wide = "€^{}\\[~]|\f" if counted.encoding == GSM else ()
    sizes = [
        sum(2 if ord(each) > 0xFFFF or each in wide else 1 for each in part)
        for part in counted.parts
    ]
    assert sum(sizes) == counted.units
    assert max(sizes) <= limit
    assert sizes[-1] + counted.remaining == limit
