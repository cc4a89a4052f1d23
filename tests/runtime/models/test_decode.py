"""Responses: whatever comes, nothing else is lost."""

import json
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.core.errors import DecodeError, DeviationWarning
from runtime.models.decode import decode
from sample_models import Attempt, Call, CallList, CallPage, State

GOOD = {
    "id": 7,
    "fromNumber": "12135551122",
    "state": "READY",
    "created": 1473781817000,
    "inbound": True,
    "labels": ["a", "b"],
    "attempts": [{"id": 1, "cost": 0.5}, {"id": 2}],
    "attributes": {"a": "b"},
}


def read(content, kind=Call, *, strict=False):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeviationWarning)
        return decode(kind, json.dumps(content).encode(), strict=strict)


def test_a_good_response_is_typed_without_a_warning():
    call = decode(Call, json.dumps(GOOD).encode())

    assert (
        call.id,
        call.state,
        call.attempts,
    ) == (7, State.READY, [Attempt(id=1, cost=0.5), Attempt(id=2)])
    assert call.created.timestamp() == 1473781817


def test_a_warning_shows_the_callers_line():
    with pytest.warns(DeviationWarning) as messages:
        decode(Call, b'{"id": "seven"}')
    assert [each.filename for each in messages] == [__file__]


DEVIATIONS = {
    "id": "seven",
    "fromNumber": 12135551122,
    "created": "2016-09-13",
    "inbound": "true",
    "labels": "a,b",
    "attempts": {"id": 1},
    "attributes": ["a"],
}
NAMES = {"fromNumber": "from_number"}


@pytest.mark.parametrize("wire", DEVIATIONS)
def test_an_unusual_value_is_kept_and_named_once(wire):
    content = GOOD | {wire: DEVIATIONS[wire]}
    name = NAMES.get(wire, wire)

    with pytest.warns(DeviationWarning, match=f"Call: {wire}: expected ") as messages:
        call = decode(Call, json.dumps(content).encode())

    assert getattr(call, name) == DEVIATIONS[wire]
    assert len(messages) == 1
    rest = Call(
        **{field: getattr(call, field) for field in Call.__struct_fields__ if field != name}
    )
    assert read({key: value for key, value in GOOD.items() if key != wire}) == rest
    with warnings.catch_warnings(record=True) as again:
        warnings.simplefilter("always")
        decode(Call, json.dumps(content).encode())
    assert again == []


def test_a_warning_that_is_an_error_does_not_cost_the_response(caplog):
    warnings.simplefilter("error", DeviationWarning)

    call = decode(Call, b'{"id":7,"state":"BRAND_NEW","novel":1}')

    assert (call.id, call.state) == (7, "BRAND_NEW")
    assert sorted(each.getMessage() for each in caplog.records) == [
        "Call: novel: a field that is not described",
        "Call: state: a value that State does not list (BRAND_NEW)",
    ]


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("raw", "expected"), [(b'{"id":1.22460000043E11}', 122460000043), (b'{"id":5.0}', 5)]
)
def test_a_whole_number_in_any_spelling_is_an_integer(raw, expected, strict):
    with warnings.catch_warnings(record=True) as messages:
        warnings.simplefilter("always")
        number = decode(Call, raw, strict=strict).id
    assert (number, type(number), messages) == (expected, int, [])


def test_a_number_that_a_float_cannot_hold_is_not_made_up():
    with pytest.warns(DeviationWarning, match="expected int"):
        assert type(decode(Call, b'{"id":1.23456789012345678E18}').id) is float


@pytest.mark.parametrize("wire", DEVIATIONS)
def test_strict_mode_names_the_place(wire):
    with pytest.raises(DecodeError, match=f"^{wire}: expected ") as caught:
        read(GOOD | {wire: DEVIATIONS[wire]}, strict=True)

    assert caught.value.path == f"$.{wire}"


@pytest.mark.parametrize(
    ("content", "path"), [(None, "$"), ({"items": [None]}, "$.items[0]"), ([5], "$"), ("x", "$")]
)
def test_strict_mode_refuses_nulls_where_something_belongs(content, path):
    with pytest.raises(DecodeError) as caught:
        read(content, CallPage, strict=True)

    assert caught.value.path == path


def test_strict_mode_refuses_broken_text():
    with pytest.raises(DecodeError, match="UTF-8"):
        decode(Call, b'{"labels":["\xe9"]}', strict=True)


def test_broken_json_is_not_quoted():
    with pytest.raises(DecodeError) as caught:
        decode(Call, b'{"id":1,"message":"call me, secret')

    assert str(caught.value) == "the response is broken JSON of 34 bytes"


def test_wrapped_lists_that_are_no_lists_are_empty():
    assert [] == list(read({"items": "abc"}, CallList)) == list(read({"items": 5}, CallList))


def test_a_byte_order_mark_is_no_deviation():
    assert decode(Call, b'\xef\xbb\xbf{"id":7}').id == 7


def test_one_unusual_item_leaves_the_others_typed():
    page = read({"items": [GOOD, GOOD | {"id": "x"}, 5, None]}, CallPage)

    assert (page.items[0].id, page.items[1].id) == (7, "x")
    assert State.READY is page.items[1].state
    assert page.items[2:] == [5, None]


def test_unknown_enum_values():
    with pytest.warns(
        DeviationWarning, match=r"items\[0\]\.state: a value that State does not list"
    ):
        page = decode(CallPage, b'{"items":[{"state":"LATER"}]}')

    assert page.items[0].state == "LATER"
    assert isinstance(page.items[0].state, State)
    with pytest.raises(DecodeError, match=r"^items\[0\]\.state"):
        read({"items": [{"state": "LATER"}]}, CallPage, strict=True)


def test_unknown_fields_are_reported_of_and_never_refused():
    with pytest.warns(DeviationWarning, match="retryConfig: a field that is not described"):
        call = decode(Call, b'{"id":7,"retryConfig":{}}')

    assert Call(id=7) == call == read({"id": 7, "retryConfig": {}}, strict=True)


def test_null_is_nothing():
    assert read({"id": 7, "state": None, "labels": None}, strict=True) == Call(id=7)


def test_bare_lists_of_older_servers_are_wrapped():
    assert [call.id for call in read([{"id": 7}], CallList)] == [7]
    assert [call.id for call in read([{"id": 7}], CallPage).items] == [7]


@pytest.mark.parametrize("content", ["text", 5, True, {"items": 5}])
def test_a_wrong_top_still_gives_the_model(content):
    assert isinstance(read(content, CallPage), CallPage)


def test_values_never_show_in_warnings():
    with pytest.warns(DeviationWarning) as messages:
        decode(Call, b'{"id":"12135551122","labels":"secret text"}')

    assert not [w for w in messages if "1213" in str(w.message) or "secret" in str(w.message)]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"  ",
        b"<html><title>Bad gateway</title></html>",
        b'{"id":1',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_no_json_is_an_error(raw):
    with pytest.raises(DecodeError, match="the response "):
        decode(Call, raw)


def test_an_excerpt_hides_numbers():
    with pytest.raises(DecodeError) as caught:
        decode(Call, b"<p>12135551122 is busy</p>")

    assert "1213555" not in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'{"id":123456789012345678901234567890}', 123456789012345678901234567890),
        (b'{"id":1,"id":2}', 2),
        (b'{"id":' + b"9" * 5000 + b"}", float("inf")),
        (b'{"id":NaN,"labels":["a"]}', None),
    ],
)
def test_unusual_numbers(raw, expected):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeviationWarning)
        call = decode(Call, raw)

    assert call.id != call.id if expected is None else expected == call.id


def test_booleans_and_scalars_alone():
    assert True is decode(bool, b"true")
    assert read("x", bool) == "x"


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from([*GOOD, "unheardOf"]), ANY, st.booleans())
def test_any_mutation_of_one_field_leaves_the_others(wire, value, remove):
    content = {key: each for key, each in GOOD.items() if key != wire}
    if not remove:
        content[wire] = value
    name = NAMES.get(wire, wire)

    call = read({"items": [content, GOOD]}, CallPage).items[0]

    whole = read(GOOD)
    assert [getattr(whole, field) for field in Call.__struct_fields__ if field != name] == [
        getattr(call, field) for field in Call.__struct_fields__ if field != name
    ]


@given(ANY)
def test_any_json_is_read(content):
    assert isinstance(read(content, CallPage), CallPage)
