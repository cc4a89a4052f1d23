"""Bodies: every accepted form gives the same bytes, and nothing that cannot be meant is sent."""

import contextlib
import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

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
    ("value", "reported"),
    [
        ([{"from_numbr": 1}], r"\[0\] has no field 'from_numbr'; did you mean 'from_number'"),
        ([{"fromNumbr": 1}], r"has no field 'fromNumbr'; did you mean 'from_number'"),
        ([{"id": 1}, {"attempts": [{"mode": 1}]}], r"\[1\]\.attempts\[0\] has no field 'mode'"),
        ([{"from_number": "12135551122", "fromNumber": "12135551122"}], "given twice"),
        ("12135551122", "must be a list, not a str"),
        ({"id": 1}, "must be a list, not a dict"),
        (5, "must be a list"),
        (["12135551122"], r"\[0\] must be a Call or a mapping"),
        ([{"id": "x"}], r"^calls\[0\]\.id must be an integer, not a str$"),
        ([Call(id="x")], r"^calls\[0\]\.id must be an integer, not a str$"),
        ([{"id": True}], r"^calls\[0\]\.id must be an integer, not a bool$"),
        ([{"id": 1.5}], r"^calls\[0\]\.id must be an integer, not a number with a fraction$"),
        ([{"id": float("nan")}], r"^calls\[0\]\.id must be an integer, not NaN \(an empty cell"),
        ([{"inbound": "yes"}], r"^calls\[0\]\.inbound must be True or False, not a str$"),
        ([{"password": 5}], r"^calls\[0\]\.password must be text, not an int"),
        ([{"labels": [None]}], r"^calls\[0\]\.labels\[0\] must not be None$"),
        ([{"state": 5}], r"^calls\[0\]\.state must be a State or its text, not an int$"),
        ([{"extra": {(1, 2): 3}}], r"the keys of calls\[0\]\.extra must be text, not tuple"),
        ([{"fromnumber": 1}], "did you mean 'from_number'"),
        ([{"labels": "abc"}], "labels"),
        ([{"created": datetime(2026, 1, 1)}], "no time zone"),
        ([{"attributes": [1]}], "must be a mapping"),
        ([{"extra": {"a": object()}}], "cannot be written"),
    ],
)
def test_refused_before_anything_is_sent(value, reported):
    with pytest.raises(TypeError, match=reported):
        encode_body(list[Call], value, "calls")


@pytest.mark.parametrize(
    ("value", "reported"),
    [
        ({"cost": float("nan")}, "cost must be a finite number"),
        ({"extra": {"a": [float("inf")]}}, None),
        ({"password": "\ud800"}, "half a character"),
    ],
)
def test_what_json_cannot_state_is_refused(value, reported):
    kind = Attempt if "cost" in value else Call
    with pytest.raises(ValueError, match=reported or r"extra\.a\[0\] must be a finite number"):
        encode_body(kind, value)


@pytest.mark.parametrize(
    ("value", "reported"),
    [
        ({"password": datetime(2026, 1, 1, tzinfo=UTC)}, "password must be text, not a datetime"),
        ({"password": b"x"}, "password must be text, not a bytes"),
        ({"start": time(1)}, "start must be a Day, not a time"),
        ({"at": date(2026, 1, 1)}, "at must be a Clock, not a date"),
    ],
)
def test_look_alikes_are_refused(value, reported):
    with pytest.raises(TypeError, match=reported):
        encode_body(Call, value)


def test_an_empty_phone_number_clears_the_field():
    assert json.loads(encode_body(Call, {"from_number": ""})) == {"fromNumber": ""}


def test_a_bad_phone_number_is_named_by_its_place():
    with pytest.raises(ValueError, match=r"^calls\[1\]\.from_number: "):
        encode_body(list[Call], [{"from_number": "12135551122"}, {"from_number": "12"}], "calls")


class Int64:
    """As in numpy: an integer by ``__index__``."""

    def __index__(self):
        return 7


class Int64Ms:
    def __index__(self):
        return 1473781817000


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ({"id": 7.0}, {"id": 7}),
        ({"id": 1.2246e11}, {"id": 122460000000}),
        ({"id": Int64()}, {"id": 7}),
        ({"id": Decimal(7)}, {"id": 7}),
        ({"extra": {"n": Int64()}}, {"extra": {"n": 7}}),
        (
            {"attributes": {"n": Int64(), "f": 7.0, "g": 1.5}},
            {"attributes": {"n": "7", "f": "7", "g": "1.5"}},
        ),
        ({"state": "ready"}, {"state": "READY"}),
        ({"state": " Done "}, {"state": "DONE"}),
        ({"from_number": 12135551122.0}, {"fromNumber": "12135551122"}),
        ({"created": Int64Ms()}, {"created": 1473781817000}),
        ({"start": {"year": 2027.0}}, {"start": {"year": 2027}}),
    ],
)
def test_values_with_one_meaning_are_converted(value, sent):
    assert json.loads(encode_body(Call, value)) == sent
    assert json.loads(encode_body(Call, Call(**value))) == sent


@pytest.mark.parametrize(
    ("value", "reported"),
    [
        (
            {"created": 1_790_000_000},
            r"^created is 1790000000, which looks like seconds; milliseconds",
        ),
        (
            {"state": "REDY"},
            r"^state is no State; did you mean 'READY'\? If it is meant, pass it as State",
        ),
        ({"cost": float("nan")}, r"^extra\.cost must be a finite number, not NaN \(an empty cell"),
    ],
)
def test_values_that_cannot_be_meant_are_refused(value, reported):
    with pytest.raises(ValueError, match=reported):
        encode_body(Call, {"extra": value} if "cost" in value else value)


def test_a_field_made_of_an_unknown_value_is_sent():
    assert json.loads(encode_body(Call, {"state": State("REDY")})) == {"state": "REDY"}


@pytest.mark.parametrize("content", [{"a": {"b": None}}, {"a": [None, {"c": None}]}, {"a": None}])
def test_free_json_is_sent_as_it_is(content):
    assert json.loads(encode_body(Call, {"extra": content})) == {"extra": content}
    assert json.loads(encode_body(Any, content)) == content


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


def test_the_way_out_of_a_data_frame_is_named():
    frame = type("DataFrame", (), {"columns": ["id"], "__iter__": lambda _: iter(["id"])})()
    with pytest.raises(TypeError, match=r"must be a list, not a DataFrame; pass frame\.to_dict"):
        encode_body(list[Call], frame)
