"""The fast way for lists of rows: the same JSON and the same errors as the careful one."""

import json
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.models import encode_rows as fast
from runtime.models.encode import encode_body
from runtime.models.encode_rows import encode_rows
from sample_models import Attempt, Boxes, Call, State, User

ENCODER = msgspec.json.Encoder()
GOOD = {
    "from_number": "12135551122",
    "state": "READY",
    "inbound": True,
    "password": "hunter2",
    "attributes": {"a": "b"},
    "extra": {"a": 1, "b": "c"},
}
WIRE = {"fromNumber" if key == "from_number" else key: value for key, value in GOOD.items()}


def careful(rows):
    """What the careful way does with rows, or the error that it raises."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "encode_rows", lambda *_: None)
        return result(rows)


def result(rows):
    try:
        return json.loads(encode_body(list[Call], rows, "calls"))
    except (TypeError, ValueError) as error:
        return type(error), str(error)


@pytest.mark.parametrize(
    "rows",
    [[GOOD] * 20, [WIRE] * 20, [Call(**GOOD)] * 20, [{"id": number} for number in range(20)]],
    ids=["python names", "wire names", "models", "ids"],
)
def test_good_rows_go_the_fast_way(rows):
    content = encode_rows(list[Call], rows, ENCODER)

    assert content is not None
    assert json.loads(content) == careful(rows)


UNUSUAL = {
    "from_number": [
        "(213) 555-1122",
        "67076",
        "",
        12135551122,
        "1213555112x",
        "2" * 11,
        "1٢٣٤٥٦٧٨٩٠١",
    ],
    "state": ["ready", "LATER", "REDY", State.READY, State("LATER"), 5],
    "inbound": [1, None],
    "id": [5.0, True, "5", 2**70, float("nan")],
    "password": ["null", None, 5, "\ud800"],
    "attributes": [{"a": 5}, {"a": None}, {5: "a"}, [1], None],
    "extra": [{"a": float("nan")}, {"a": [1]}, {"a": Attempt(id=1)}, {"a": None}],
    "created": [datetime(2026, 1, 1, tzinfo=UTC), 1473781817000, 5, None],
    "attempts": [[{"id": 1, "made": 5}], [], None],
    "start": [{"year": 2027}, {"yaer": 1}],
    "labels": [["a"], "a"],
    "nope": [1],
    "fromNumber": ["12135551122"],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, each) for name in UNUSUAL for each in UNUSUAL[name]]
)
def test_an_unusual_row_is_treated_as_by_the_careful_way(name, value):
    rows = [dict(GOOD) for _ in range(20)]
    rows[17][name] = value

    assert result(rows) == careful(rows)
    if name in Call.__struct_fields__:
        made = [Call(**row) for row in rows]
        assert result(made) == careful(made)


@given(st.data())
def test_any_rows_are_treated_as_by_the_careful_way(data):
    fields = {
        name: st.just(value) | st.sampled_from(UNUSUAL.get(name, [value]))
        for name, value in GOOD.items()
    }
    row = st.fixed_dictionaries({}, optional=fields)
    rows = data.draw(st.lists(row, min_size=16, max_size=24))
    made = [Call(**row) for row in rows]

    assert result(rows) == careful(rows)
    assert result(made) == careful(made)


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (list[Call], [GOOD] * 16 + [Call()]),
        (list[Call], [Attempt()] * 20),
        (list[int], list(range(20))),
        (Call, GOOD),
        (list[Boxes], [{"default": 1}] * 20),
        (list[User], [{"nick": None}] * 20),
    ],
)
def test_other_values_go_the_careful_way(kind, rows):
    assert encode_rows(kind, rows, ENCODER) is None
