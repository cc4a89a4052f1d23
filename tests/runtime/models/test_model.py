"""Models and enums: immutable, readable, portable."""

import copy
import json
import pickle
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError
from runtime.core.errors import DecodeError
from runtime.models.decode import decode
from runtime.models.model import Model
from sample_models import Call, CallList, Clock, Day, State

CALL = Call(
    id=7,
    from_number="12135551122",
    state=State.READY,
    created=datetime(2016, 9, 13, 15, 50, 17, tzinfo=UTC),
    start=Day(year=2027, month=1, day=1),
)
WIRE = {
    "id": 7,
    "fromNumber": "12135551122",
    "state": "READY",
    "created": 1473781817000,
    "start": {"year": 2027, "month": 1, "day": 1},
}


def test_models_are_frozen():
    with pytest.raises(AttributeError):
        CALL.id = 8


@pytest.mark.parametrize(
    ("values", "fields", "reported"),
    [
        ((), {"from_numbr": 1}, "Call has no field 'from_numbr'; did you mean 'from_number'"),
        ((), {"fromNumber": 1}, "Call has no field 'fromNumber'; did you mean 'from_number'"),
        ((), {"qqq": 1}, "Call has no field 'qqq'$"),
        ((7,), {}, "Call takes its fields by name, such as id="),
    ],
)
def test_a_wrong_field_fails_at_once(values, fields, reported):
    with pytest.raises(TypeError, match=reported):
        Call(*values, **fields)


def test_models_load_nothing_that_only_errors_and_long_lists_need():
    code = "import sys, runtime.models.model; print({'difflib', 'runtime.models.encode_rows'} & {*sys.modules})"
    templates = Path(__file__).parents[3] / "templates"
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=templates, capture_output=True, text=True, check=True
    )
    assert ended.stdout == "set()\n"


def test_replace():
    assert CALL.replace(id=8).id == 8
    assert CALL.id == 7


def test_dicts():
    assert CALL.to_dict(wire_names=True) == WIRE
    assert "from_number" in CALL.to_dict()
    assert CALL.to_dict()["start"] == {"year": 2027, "month": 1, "day": 1}


def test_dicts_with_the_same_keys():
    whole, wire = Call(id=7).to_dict(include_unset=True), Call(id=7).to_dict(
        wire_names=True, include_unset=True
    )

    assert (list(whole), whole["id"], whole["state"]) == (list(Call.__struct_fields__), 7, None)
    assert (wire["id"], wire["fromNumber"], len(wire)) == (7, None, len(whole))


@pytest.mark.parametrize("call", [CALL, Call(), Call(state=State("LATER"), attributes={"a": "b"})])
def test_what_was_stored_is_read_back(call):
    assert Call.from_dict(call.to_dict()) == call
    assert Call.from_dict(call.to_dict(wire_names=True)) == call
    assert Call.from_dict(call.to_dict(include_unset=True)) == call
    assert Call.from_json(call.to_json()) == call


@pytest.mark.parametrize(
    ("data", "reported"),
    [
        ({"from_numbr": 1}, "Call has no field 'from_numbr'; did you mean 'from_number'"),
        ({"attempts": [{"x": 1}]}, r"attempts\[0\] has no field 'x'"),
        ({"from_number": "1", "fromNumber": "2"}, "from_number is given twice"),
        ([], "expected a mapping of the fields of Call, got list"),
        (None, "got null"),
    ],
)
def test_what_is_no_model_is_refused(data, reported):
    with pytest.raises(TypeError, match=reported):
        Call.from_dict(data)
    with pytest.raises(TypeError, match=reported):
        Call.from_json(json.dumps(data))


def test_json_that_is_none_is_refused():
    with pytest.raises(DecodeError):
        Call.from_json("{")


def test_half_an_emoji_survives():
    call = decode(Call, b'{"password":"\\ud83d!"}')

    assert call.to_json() == '{"password":"\\ud83d!"}'
    assert call.to_dict(wire_names=True) == {"password": "\ud83d!"}
    assert Call.from_json(call.to_json()) == call


def test_json():
    assert Call(id=7).to_json() == '{"id":7}'


def test_repr_shows_what_is_set_but_no_secret():
    call = Call(id=7, password="hunter2")

    assert repr(call) == "Call(id=7, password=***)"
    assert "hunter2" not in repr(call.__rich_repr__())


@pytest.mark.parametrize(
    "again", [lambda m: pickle.loads(pickle.dumps(m)), copy.copy, copy.deepcopy]
)
@pytest.mark.parametrize(
    "model", [CALL, Call(state=State("LATER")), Call(id="text"), Day(), State("LATER")]
)
def test_copies_are_equal(model, again):
    assert again(model) == model


def test_lists_wrap():
    calls = CallList(items=[Call(id=1), Call(id=2)])

    assert [call.id for call in calls] == [1, 2]
    assert (len(calls), calls[-1].id, calls[:1], Call(id=1) in calls) == (2, 2, [calls[0]], True)
    assert not CallList()


def test_open_enum():
    later = State("LATER")

    assert (later, later.is_known, State.READY.is_known) == ("LATER", False, True)
    assert repr(later) == "State('LATER')"
    assert {State("LATER"): 1}["LATER"] == 1
    with pytest.raises(ValueError, match="5"):
        State(5)


def test_calendar_objects():
    assert Day(year=2027, month=1, day=1).to_date() == date(2027, 1, 1)
    assert Clock(hour=10).to_time() == time(10)
    with pytest.raises(ValueError, match="incomplete"):
        Day(year=2027).to_date()


class Form(BaseModel):
    call: Call


def test_pydantic_field():
    form = Form.model_validate({"call": WIRE})

    assert form.call == CALL
    assert form.model_dump(mode="json") == {"call": WIRE}
    assert TypeAdapter(Call).validate_python(CALL) == CALL
    assert TypeAdapter(Call).validate_python(CALL.to_dict()) == CALL
    with pytest.raises(ValidationError, match="did you mean 'from_number'"):
        TypeAdapter(Call).validate_python({"from_numbr": "1"})


def test_pydantic_refuses_wrong_types():
    with pytest.raises(ValidationError, match="id: expected int"):
        Form.model_validate({"call": {"id": "seven"}})


def test_pydantic_refuses_null():
    with pytest.raises(ValidationError, match="got null"):
        Form.model_validate({"call": None})


def test_pydantic_schema():
    schema = Form.model_json_schema()["properties"]["call"]

    assert (schema["type"], schema["properties"]["created"]) == ("object", {"type": "integer"})


class Words(Model):
    cls: str | None = None
    self: str | None = None


def test_fields_are_called_like_what_methods_call_their_first_argument():
    words = Words(cls="a", self="b")

    assert (words.cls, words.self) == ("a", "b")
    assert words.replace(self="c").self == "c"
    assert Words.from_dict(words.to_dict()) == words


@pytest.mark.parametrize(
    ("given", "error", "reported"),
    [
        (None, TypeError, "expected JSON as text or bytes, got NoneType"),
        ({"id": 1}, TypeError, "expected JSON as text or bytes, got dict"),
        ("{", DecodeError, "the text is broken JSON"),
        ("<p>", DecodeError, "the text is no JSON"),
        ("[" * 100_000, DecodeError, "the text is nested too deeply"),
    ],
)
def test_what_is_no_json_of_a_model_is_refused_in_its_own_words(given, error, reported):
    with pytest.raises(error, match=reported):
        Call.from_json(given)
