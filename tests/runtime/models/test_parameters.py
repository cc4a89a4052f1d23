"""Parameters: encoded so that a server reads back what was meant, and nothing leads elsewhere."""

from datetime import UTC, date, datetime
from decimal import Decimal
from urllib.parse import parse_qsl, unquote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.core.operation import (
    BOOLEAN,
    CSV,
    INTEGER,
    MS,
    NUMBER,
    PARTIAL,
    PHONE,
    PIPES,
    Effect,
    Operation,
    Param,
)
from runtime.models.base import UNSET
from runtime.models.parameters import header_fields, path_of, query_pairs
from sample_models import State


class Int64:
    """As in numpy: an integer by ``__index__``."""

    def __index__(self):
        return 5


LISTING = Operation(
    "findCalls",
    "GET",
    "/calls/{id}.mp3",
    effect=Effect.READ,
    query={
        "states": CSV,
        "since": MS,
        "number": PHONE,
        "fields": PARTIAL,
        "tags": PIPES,
        "numbers": Param("phone", ","),
        "state": Param(enum=State),
        "some": Param(join=",", enum=State),
    },
)


def at(path, **path_params):
    return Operation("getCall", "GET", path, effect=Effect.READ, path_params=path_params)


@pytest.mark.parametrize(
    ("values", "pairs"),
    [
        ({"a": None, "b": []}, []),
        ({"a": True, "b": False}, [("a", "true"), ("b", "false")]),
        ({"id": [1, 2]}, [("id", "1"), ("id", "2")]),
        ({"states": [State.READY, "LATER"]}, [("states", "READY,LATER")]),
        ({"states": "READY,LATER"}, [("states", "READY,LATER")]),
        ({"states": State.READY}, [("states", "READY")]),
        ({"tags": ["a", "b"]}, [("tags", "a|b")]),
        ({"since": datetime(1970, 1, 1, tzinfo=UTC)}, [("since", "0")]),
        ({"since": 1473781817000}, [("since", "1473781817000")]),
        ({"since": 0}, [("since", "0")]),
        ({"state": "ready"}, [("state", "READY")]),
        ({"some": ["ready", "Done", "LATER"]}, [("some", "READY,DONE,LATER")]),
        ({"limit": Int64()}, [("limit", "5")]),
        ({"limit": 5.0}, [("limit", "5")]),
        ({"number": ["213-555-1122", 67076]}, [("number", "12135551122"), ("number", "67076")]),
        ({"numbers": "2135551122,67076"}, [("numbers", "12135551122,67076")]),
        ({"fields": ["id", "name"]}, [("fields", "id,name")]),
        ({"x": 1e-7}, [("x", "0.0000001")]),
        ({"x": Decimal("1E+3")}, [("x", "1000")]),
        ({"x": date(2026, 1, 2)}, [("x", "2026-01-02")]),
        ({"x": datetime(2026, 1, 2, tzinfo=UTC)}, [("x", "2026-01-02T00:00:00+00:00")]),
        ({"x": ""}, [("x", "")]),
        ({"x": b"bytes"}, [("x", "Ynl0ZXM=")]),
    ],
)
def test_query(values, pairs):
    assert query_pairs(LISTING, values) == pairs


@pytest.mark.parametrize(
    ("values", "error", "reported"),
    [
        ({"states": ["A,B"]}, ValueError, r"states\[0\] contains ','"),
        ({"number": ["2135551122", "12"]}, ValueError, r"number\[1\]: "),
        ({"since": datetime(2026, 1, 1)}, TypeError, "since has no time zone"),
        ({"fromNumber": object()}, TypeError, "from_number must be"),
        ({"x": float("nan")}, TypeError, "x must be"),
        ({"since": 1_790_000_000}, ValueError, "since is 1790000000, which looks like seconds"),
        ({"some": ["REDY"]}, ValueError, r"some\[0\] is no State; did you mean 'READY'"),
        ({"x": object()}, TypeError, "x must be"),
        ({"x": {"a": 1}}, TypeError, "x must be"),
        ({"x": "\ud800"}, ValueError, "half a character"),
    ],
)
def test_query_refused(values, error, reported):
    with pytest.raises(error, match=reported):
        query_pairs(LISTING, values)


def test_headers():
    operation = Operation(
        "findCalls", "GET", "/calls", effect=Effect.READ, headers={"X-Since": MS, "X-Tags": PIPES}
    )
    values = {
        "X-Since": datetime(1970, 1, 1, tzinfo=UTC),
        "X-Tags": ["a", "b"],
        "X-Ids": [1, 2],
        "X-Day": date(2026, 1, 2),
        "X-None": None,
    }

    assert header_fields(operation, values) == {
        "X-Since": "0",
        "X-Tags": "a|b",
        "X-Ids": "1,2",
        "X-Day": "2026-01-02",
    }


@given(
    st.dictionaries(st.text("ab", min_size=1), st.text(st.characters(exclude_categories=["Cs"])))
)
def test_a_server_reads_back_the_query(values):
    pairs = query_pairs(LISTING, values)

    assert list(values.items()) == parse_qsl(urlencode(pairs), keep_blank_values=True)


@pytest.mark.parametrize(
    ("operation", "values", "path"),
    [
        (LISTING, {"id": 5}, "/calls/5.mp3"),
        (LISTING, {"id": Int64()}, "/calls/5.mp3"),
        (LISTING, {"id": 122460000043.0}, "/calls/122460000043.mp3"),
        (at("/x/{id}"), {"id": "a/b?c#d e"}, "/x/a%2Fb%3Fc%23d%20e"),
        (at("/x/{id}"), {"id": "%2e%2e"}, "/x/%252e%252e"),
        (at("/x/{id}"), {"id": "a;b+c"}, "/x/a%3Bb%2Bc"),
        (at("/x/{key}.{ending}"), {"key": "k", "ending": "mp3"}, "/x/k.mp3"),
        (at("/x/{number}", number=PHONE), {"number": "+1 213 555 1122"}, "/x/12135551122"),
        (
            at("/x/{number}", number=Param("phone", ",")),
            {"number": ["2135551122", "67076"]},
            "/x/12135551122,67076",
        ),
        (at("/x/{name}/y"), {"name": "Ünï"}, "/x/%C3%9Cn%C3%AF/y"),
        (at("/x/{{y}}"), {"y": "a"}, "/x/%7Ba%7D"),
        (at("/x/}{/{y}"), {"y": "a"}, "/x/}{/a"),
        (at("/x"), {}, "/x"),
    ],
)
def test_path(operation, values, path):
    assert path_of(operation, values) == path


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("", ValueError),
        (" ", ValueError),
        (".", ValueError),
        ("..", ValueError),
        ("a\r\nb", ValueError),
        ("a\0", ValueError),
        (None, TypeError),
        (object(), TypeError),
        ([], ValueError),
    ],
)
def test_path_refused(value, error):
    with pytest.raises(error, match="id"):
        path_of(at("/x/{id}"), {"id": value})


class OneOf:
    """A whole number of another library."""

    def __index__(self):
        return 7


bool_ = type("bool_", (), {"__repr__": lambda _: "np.True_", "__str__": lambda _: "True"})
"""numpy's boolean, which is none of Python's."""


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (INTEGER, 7, "7"),
        (INTEGER, 7.0, "7"),
        (INTEGER, Decimal(7), "7"),
        (INTEGER, Decimal("7E+2"), "700"),
        (INTEGER, "7", "7"),
        (INTEGER, " 7.0 ", "7"),
        (INTEGER, "122460000043.0", "122460000043"),
        (INTEGER, "-7", "-7"),
        (INTEGER, OneOf(), "7"),
        (INTEGER, 10**30, "1" + "0" * 30),
        (NUMBER, 1.5, "1.5"),
        (NUMBER, "1.5", "1.5"),
        (BOOLEAN, True, "true"),
        (BOOLEAN, "False", "false"),
        (BOOLEAN, bool_(), "true"),
    ],
)
def test_a_value_is_written_as_its_type_in_path_and_query(kind, value, text):
    operation = Operation(
        "x",
        "GET",
        "/x/{value}",
        effect=Effect.READ,
        path_params={"value": kind},
        query={"value": kind},
    )
    assert path_of(operation, {"value": value}) == f"/x/{text}"
    assert query_pairs(operation, {"value": value}) == [("value", text)]


@pytest.mark.parametrize(
    ("kind", "value", "reported"),
    [
        (INTEGER, True, "a whole number|an integer"),
        (INTEGER, 1.5, "an integer, not a number with a fraction"),
        (INTEGER, float("nan"), r"an integer, not NaN \(an empty cell"),
        (INTEGER, float("inf"), "an integer, not inf"),
        (INTEGER, Decimal("Infinity"), "an integer"),
        (INTEGER, Decimal("1.5"), "an integer"),
        (INTEGER, "1.5", "a whole number, not '1.5'"),
        (INTEGER, "1e3", "a whole number"),
        (INTEGER, "0x10", "a whole number"),
        (INTEGER, "\uff11", "a whole number"),
        (INTEGER, "../7", "a whole number"),
        (INTEGER, b"7", "an integer"),
        (INTEGER, object(), "an integer"),
        (NUMBER, True, "a number"),
        (BOOLEAN, 1, "True or False, not 1"),
        (BOOLEAN, "yes", "True or False, not 'yes'"),
        (BOOLEAN, None.__class__, "True or False"),
    ],
)
def test_a_value_of_another_type_is_refused_in_path_and_query(kind, value, reported):
    operation = Operation(
        "x",
        "GET",
        "/x/{value}",
        effect=Effect.READ,
        path_params={"value": kind},
        query={"value": kind},
    )
    for write in (path_of, query_pairs):
        with pytest.raises(TypeError, match=f"value must be ({reported})"):
            write(operation, {"value": value})


def test_a_list_is_no_value_of_a_path():
    operation = Operation(
        "x", "DELETE", "/x/{id}", effect=Effect.DELETE, path_params={"id": INTEGER}
    )
    for value in ([1, 2], (1,), iter([1])):
        with pytest.raises(TypeError, match="id must be one value, not a"):
            path_of(operation, {"id": value})


def test_unset_sends_nothing_wherever_it_stands():
    values = {"states": UNSET, "since": UNSET, "limit": UNSET, "x": UNSET}
    assert query_pairs(LISTING, values) == []
    assert header_fields(LISTING, values) == {}
    with pytest.raises(TypeError, match="id must be given"):
        path_of(Operation("x", "GET", "/x/{id}", effect=Effect.READ), {"id": UNSET})


def test_an_empty_cell_is_no_time():
    class NaTType(datetime):
        """As pandas has it."""

        def utcoffset(self):
            raise ValueError

    with pytest.raises(TypeError, match="since must be an aware datetime, not an empty cell"):
        query_pairs(LISTING, {"since": NaTType(2026, 1, 1, tzinfo=UTC)})


def test_a_missing_path_parameter_is_never_sent_as_its_name():
    with pytest.raises(TypeError, match="id must be given"):
        path_of(at("/x/{id}"), {})


def test_two_parameters_cannot_make_dots():
    with pytest.raises(ValueError, match="another path"):
        path_of(at("/x/{a}{b}"), {"a": ".", "b": "."})


@given(st.text(min_size=1))
def test_a_path_parameter_stays_in_its_segment(text):
    try:
        path = path_of(at("/x/{id}/y"), {"id": text})
    except ValueError:
        return

    before, inside, after = path.removeprefix("/").split("/")
    assert (before, unquote(inside), after) == ("x", text, "y")
