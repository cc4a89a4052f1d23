"""Bodies: every accepted form gives the same bytes, and nothing that cannot be meant is sent."""

import contextlib
import json
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.models.encode import encode_body
from sample_models import Attempt, Call, Clock, Day, State

MOMENT = datetime(2016, 9, 13, 15, 50, 17, tzinfo=UTC)
AS_WIRE = {
    "fromNumber": "12135551122",
    "state": "READY",
    "created": 1473781817000,
    "attempts": [{"id": 1, "made": 1473781817000}],
    "attributes": {"age": "30", "vip": "true"},
    "start": {"year": 2027, "month": 1, "day": 1},
    "at": {"hour": 10, "minute": 30, "second": 0},
}
FORMS = {
    "python names": {
        "from_number": "(213) 555-1122",
        "state": "READY",
        "created": MOMENT,
        "attempts": [{"id": 1, "made": MOMENT}],
        "attributes": {"age": 30, "vip": True, "gone": None},
        "start": date(2027, 1, 1),
        "at": time(10, 30),
    },
    "wire names": AS_WIRE | {"fromNumber": 12135551122, "id": None},
    "models": Call(
        from_number="+12135551122",
        state=State.READY,
        created=MOMENT,
        attempts=[Attempt(id=1, made=MOMENT)],
        attributes={"age": 30, "vip": True},
        start=Day(year=2027, month=1, day=1),
        at=Clock(hour=10, minute=30, second=0),
    ),
    "mixed": Call(
        from_number="12135551122",
        state="READY",
        created=1473781817000,
        attempts=({"id": 1, "made": 1473781817000},),
        attributes={"age": "30", "vip": "true"},
        start={"year": 2027, "month": 1, "day": 1},
        at=time(10, 30),
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_the_same_on_the_wire(form):
    assert json.loads(encode_body(Call, FORMS[form])) == AS_WIRE


@pytest.mark.parametrize("rows", [tuple, iter, lambda rows: (row for row in rows)])
def test_lists_may_be_any_iterable(rows):
    assert json.loads(encode_body(list[Call], rows([{"id": 1}, Call(id=2)]))) == [
        {"id": 1},
        {"id": 2},
    ]


def test_empty_values_are_sent():
    assert json.loads(encode_body(Call, {"labels": [], "password": ""})) == {
        "labels": [],
        "password": "",
    }


def test_unknown_enum_values_are_sent():
    assert json.loads(encode_body(Call, {"state": "LATER"})) == {"state": "LATER"}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ([{"from_numbr": 1}], r"\[0\] has no field 'from_numbr'; did you mean 'from_number'"),
        ([{"fromNumbr": 1}], r"has no field 'fromNumbr'; did you mean 'from_number'"),
        ([{"id": 1}, {"attempts": [{"mode": 1}]}], r"\[1\]\.attempts\[0\] has no field 'mode'"),
        ([{"from_number": "12135551122", "fromNumber": "12135551122"}], "given twice"),
        ("12135551122", "must be a list, not a str"),
        ({"id": 1}, "must be a list, not a dict"),
        (5, "must be a list"),
        (["12135551122"], r"\[0\] must be a Call or a mapping"),
        ([{"id": "x"}], r"Expected `int \| null`, got `str` - at `\$\[0\]\.id`"),
        ([Call(id="x")], r"Expected `int \| null`, got `str`"),
        ([{"labels": "abc"}], "labels"),
        ([{"created": datetime(2026, 1, 1)}], "no time zone"),
        ([{"attributes": [1]}], "must be a mapping"),
        ([{"extra": {"a": object()}}], "cannot be written"),
    ],
)
def test_refused_before_anything_is_sent(value, told):
    with pytest.raises(TypeError, match=told):
        encode_body(list[Call], value)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"cost": float("nan")}, "cost must be a finite number"),
        ({"extra": {"a": [float("inf")]}}, None),
        ({"password": "\ud800"}, "half a character"),
    ],
)
def test_what_json_cannot_say_is_refused(value, told):
    kind = Attempt if "cost" in value else Call
    with pytest.raises(ValueError, match=told or r"extra\.a\[0\] must be a finite number"):
        encode_body(kind, value)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"password": datetime(2026, 1, 1, tzinfo=UTC)}, "password must be text, not a datetime"),
        ({"password": b"x"}, "password must be text, not a bytes"),
        ({"start": time(1)}, "start must be a Day, not a time"),
        ({"at": date(2026, 1, 1)}, "at must be a Clock, not a date"),
    ],
)
def test_look_alikes_are_refused(value, told):
    with pytest.raises(TypeError, match=told):
        encode_body(Call, value)


def test_an_empty_phone_number_clears_the_field():
    assert json.loads(encode_body(Call, {"from_number": ""})) == {"fromNumber": ""}


def test_a_bad_phone_number_is_named_by_its_place():
    with pytest.raises(ValueError, match=r"^\[1\]\.fromNumber: "):
        encode_body(list[Call], [{"from_number": "12135551122"}, {"from_number": "12"}])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*Call.__struct_fields__, "nope"]), VALUES))
def test_any_value_is_sent_or_refused(value):
    with contextlib.suppress(TypeError, ValueError):
        json.loads(encode_body(Call, value))
