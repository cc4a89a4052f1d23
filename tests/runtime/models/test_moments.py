"""Times of models: kept as they came, and datetimes wherever they are looked at."""

import copy
import pickle
from datetime import UTC, datetime, timedelta, timezone

import pytest
from runtime.core.errors import DeviationWarning
from runtime.models.decode import decode
from runtime.models.encode import encode_body
from runtime.models.model import UNSET, Model, Timestamp, TimestampItem, UnsetType

MS = 1473781817000
MOMENT = datetime(2016, 9, 13, 15, 50, 17, tzinfo=UTC)


class Event(Model):
    """Times in every position."""

    id: int | None = None
    at: Timestamp | None = None
    ended: "Timestamp | UnsetType | None" = UNSET
    looks: list[TimestampItem] | None = None
    by_name: dict[str, TimestampItem] | None = None


class Party(Event):
    """Times that are inherited."""

    since: "Timestamp | None" = None


WIRE = (
    b'{"id":1,"at":1473781817000,"ended":null,"looks":[1473781817000],"byName":{"a":1473781817000}}'
)
EVENT = decode(Event, WIRE)


def test_a_time_is_a_datetime_when_it_is_read():
    assert (EVENT.at, type(EVENT.at), EVENT.ended) == (MOMENT, datetime, None)
    assert (EVENT.looks, EVENT.by_name) == ([MOMENT], {"a": MOMENT})
    assert decode(Party, b'{"at":1473781817000,"since":0}').to_dict() == {
        "at": MOMENT,
        "since": datetime(1970, 1, 1, tzinfo=UTC),
    }


def test_a_time_is_sent_as_it_came():
    assert encode_body(Event, EVENT) == WIRE
    assert EVENT.to_json() == WIRE.decode()


@pytest.mark.parametrize(
    "given",
    [MOMENT, MOMENT.astimezone(timezone(timedelta(hours=2)))],
)
def test_what_came_equals_what_was_made(given):
    made = Event(id=1, at=given)

    came = decode(Event, b'{"id":1,"at":1473781817000}')
    assert (made == came, made != came, hash(made) == hash(came)) == (True, False, True)
    assert {made: 1}[came] == 1
    assert made.replace(at=given + timedelta(microseconds=1)) != came
    assert made.at.utcoffset() == given.utcoffset()


def test_models_of_two_classes_differ():
    assert Event(at=MOMENT) != Party(at=MOMENT)
    assert Event() != 5


@pytest.mark.parametrize(
    "again",
    [
        copy.copy,
        copy.deepcopy,
        lambda model: pickle.loads(pickle.dumps(model)),
        lambda model: model.replace(),
        lambda model: Event.from_dict(model.to_dict()),
    ],
)
@pytest.mark.parametrize(
    "event", [EVENT, Event(at=MOMENT), Event(at=MOMENT + timedelta(microseconds=1)), Event()]
)
def test_copies_are_equal(event, again):
    assert again(event) == event


def test_patterns_and_texts_show_datetimes():
    match EVENT:
        case Event(at=datetime() as at):
            assert at == MOMENT
        case _:
            pytest.fail("no datetime")
    assert repr(Event(at=MOMENT)) == repr(decode(Event, b'{"at":1473781817000}'))
    assert "datetime.datetime(2016, 9, 13" in repr(EVENT)


def test_times_are_frozen():
    with pytest.raises(AttributeError):
        EVENT.at = MOMENT


@pytest.mark.parametrize(
    ("raw", "kept"),
    [(b"1473781817000.0", MOMENT), (b"1.473781817E12", MOMENT)],
)
def test_a_whole_float_is_a_time(raw, kept):
    assert decode(Event, b'{"at":' + raw + b"}", strict=True).at == kept


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (b"253402300800000", 253402300800000),
        (b"1" + b"0" * 30, 10**30),
        (b'"2016-09-13"', "2016-09-13"),
        (b"true", True),
        (b"1.5", 1.5),
    ],
)
def test_what_is_no_time_is_kept_as_it_came(raw, kept):
    with pytest.warns(DeviationWarning, match="at: expected milliseconds"):
        event = decode(Event, b'{"at":' + raw + b"}")

    assert (event.at, type(event.at)) == (kept, type(kept))
    assert Event.from_dict(event.to_dict()) == event
