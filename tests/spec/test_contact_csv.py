"""The CSV for contact lists: what is written, and what is refused."""

from __future__ import annotations

import csv
import io
import pickle
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec.package import contact_csv

PHONE = "12135551122"


class Int64:
    """As in numpy: an integer by ``__index__``."""

    def __index__(self) -> int:
        return int(PHONE)


class Contact:
    """Stands for a contact model of the client."""

    def __init__(self, **fields: Any) -> None:
        self.fields = fields

    def to_dict(self) -> dict[str, Any]:
        return self.fields


@pytest.mark.parametrize(
    ("rows", "columns", "expected"),
    [
        ([{"homePhone": PHONE}], None, f"homePhone\n{PHONE}\n"),
        (
            [{"first_name": "Al", "extra_phone1": PHONE}],
            None,
            f"firstName,extraPhone1\nAl,{PHONE}\n",
        ),
        (
            [{"homePhone": PHONE, "age": 30, "vip": True, "note": None, "rate": 1.5}],
            None,
            f"homePhone,age,vip,note,rate\n{PHONE},30,true,,1.5\n",
        ),
        (
            [{"workPhone": PHONE}, {"homePhone": PHONE}],
            ["home_phone", "workPhone"],
            f"homePhone,workPhone\n,{PHONE}\n{PHONE},\n",
        ),
        (
            [{"homePhone": 12135551122.0, "age": 30.0, "note": float("nan"), "rate": 1.5}],
            None,
            f"homePhone,age,note,rate\n{PHONE},30,,1.5\n",
        ),
        ([{"\ufeffhome_phone": f"{PHONE}.0"}], None, f"homePhone\n{PHONE}\n"),
        ([{"homePhone": PHONE}], ["\ufeffhomePhone"], f"homePhone\n{PHONE}\n"),
        ([{"homePhone": Int64(), "note": "1.0"}], None, f"homePhone,note\n{PHONE},1.0\n"),
        (
            [Contact(id=7, deleted=False, homePhone=PHONE, properties={"age": 30})],
            None,
            f"homePhone,age\n{PHONE},30\n",
        ),
        (
            [{"lastName": 'O"Neil, Ann\nMarie', "mobilePhone": PHONE}],
            None,
            f'lastName,mobilePhone\n"O""Neil, Ann\nMarie",{PHONE}\n',
        ),
    ],
)
def test_rows_become_lines(rows: list[Any], columns: list[str] | None, expected: str) -> None:
    assert contact_csv.build(rows, columns=columns).decode() == expected


@pytest.mark.parametrize(
    ("rows", "columns", "message"),
    [
        ([], None, "there are no rows"),
        ([{"firstName": "Al"}], None, "one of these columns is needed: homePhone, workPhone"),
        ([{"homePhone": PHONE}, {"homePhone": ""}], None, "row 1: needs a phone number"),
        (
            [{"homePhone": PHONE}, {"homePhone": PHONE, "x": 1}],
            None,
            "row 1, column 'x': not among the columns; pass columns=",
        ),
        ([{"homephone": PHONE}], None, "column 'homephone': did you mean homePhone?"),
        ([{"Home Phone": PHONE}], None, "column 'Home Phone': did you mean homePhone?"),
        ([{"homePhone": PHONE, " ": 1}], None, "column ' ': a name has 1 to 255 characters"),
        ([{"homePhone": PHONE}], ["homePhone", "a", "a"], "column 'a': named twice"),
        (
            [{"homePhone": PHONE, "a": 1, "properties": {"a": 2}}],
            None,
            "row 0, column 'a': given twice",
        ),
        ([{"homePhone": PHONE, "properties": "x"}], None, "row 0, column 'properties': must be a"),
        ([{"homePhone": PHONE, "a": [1]}], None, "row 0, column 'a': list is no plain value"),
        (
            [{"homePhone": PHONE, "a": "x" * 256}],
            None,
            "row 0, column 'a': longer than 255 characters",
        ),
        ([{"homePhone": PHONE, "a": "\0"}], None, "row 0, column 'a': holds a NUL character"),
        ([{"homePhone": PHONE, "a": "\ud800"}], None, "row 0, column 'a': holds half a character"),
        ([PHONE], None, "row 0: must be a mapping or a contact"),
    ],
)
def test_what_cannot_become_a_contact_is_refused(
    rows: list[Any], columns: list[str] | None, message: str
) -> None:
    with pytest.raises(contact_csv.ContactRowError) as caught:
        contact_csv.build(rows, columns=columns)
    assert str(caught.value).startswith(message)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize("rows", [None, 5, PHONE, {"homePhone": PHONE}])
def test_what_is_no_list_of_contacts_is_refused(rows: Any) -> None:
    with pytest.raises(TypeError, match="rows must be an iterable of contacts"):
        contact_csv.build(rows)


def test_the_way_out_of_a_data_frame_is_named() -> None:
    frame: Any = type("DataFrame", (), {"columns": ["homePhone"], "__iter__": lambda _: iter("ab")})
    with pytest.raises(TypeError, match="to_dict"):
        contact_csv.build(frame())


def test_phone_numbers_are_normalised_on_request() -> None:
    rows = [{"homePhone": "213 555 1122", "age": "1 2"}]
    written = contact_csv.build(rows, phone=lambda number: "1" + number.replace(" ", ""))
    assert written == b"homePhone,age\n12135551122,1 2\n"


@pytest.mark.parametrize(
    ("value", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+1 (213) 555-1122", "+1 (213) 555-1122"),
        ("-12.5", "-12.5"),
        ("-cmd", "'-cmd"),
        ("plain", "plain"),
    ],
)
def test_formulas_are_guarded_on_request(value: str, guarded: str) -> None:
    rows = [{"homePhone": PHONE, "note": value}]
    plain, safe = contact_csv.build(rows), contact_csv.build(rows, guard_formulas=True)
    assert (note_in(plain), note_in(safe)) == (value, guarded)


def note_in(content: bytes) -> str:
    return next(csv.DictReader(io.StringIO(content.decode(), newline="")))["note"]


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=255))
def test_any_text_comes_back(text: str) -> None:
    assert note_in(contact_csv.build([{"homePhone": PHONE, "note": text}])) == text


@pytest.mark.parametrize("as_text", [True, False])
def test_paths_are_written(tmp_path: Path, *, as_text: bool) -> None:
    path = tmp_path / "contacts.csv"
    target = str(path) if as_text else path
    assert contact_csv.write([{"homePhone": PHONE}], target) == 1
    assert path.read_text() == f"homePhone\n{PHONE}\n"


@pytest.mark.slow
def test_many_rows_need_little_memory(tmp_path: Path) -> None:
    def rows() -> Iterator[dict[str, str]]:
        for number in range(20_000):
            yield {"homePhone": str(12130000000 + number), "note": "x" * 100}

    tracemalloc.start()
    count = contact_csv.write(rows(), tmp_path / "contacts.csv")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 1_000_000
