"""Nulls, free keys and subtypes: what came can be sent, and what was stored is read back."""

import copy
import json
import pickle
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.core.errors import DecodeError, DeviationWarning
from runtime.models.decode import decode
from runtime.models.encode import encode_body
from runtime.models.model import UNSET, Model, OpenIntEnum
from sample_models import Animal, Box, Boxes, Cage, Call, CallList, Dog, Pet, User


def read(kind, content, *, strict=True):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeviationWarning)
        return decode(kind, json.dumps(content).encode(), strict=strict)


def sent(kind, value):
    return json.loads(encode_body(kind, value))


def test_null_and_not_given_are_two_items():
    assert (read(User, {}).nick, read(User, {"nick": None}).nick) == (UNSET, None)
    assert read(User, {}) != read(User, {"nick": None})
    assert (User().to_dict(), User(nick=None).to_dict()) == ({}, {"nick": None})
    assert repr(User(nick=None)) == "User(nick=None)"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"nick": None}, {"nick": None}),
        ({"nick": UNSET, "name": None}, {}),
        (User(nick=None), {"nick": None}),
        (User(nick=UNSET), {}),
        ({"note": None}, {"note": None}),
        ({"note": {"a": [None]}}, {"note": {"a": [None]}}),
        ({"scores": {"a": None, "b": 1}}, {"scores": {"a": None, "b": 1}}),
        ({"numbers": [1, None]}, {"numbers": [1, None]}),
    ],
)
def test_null_is_sent_where_it_is_a_value(value, expected):
    assert sent(User, value) == expected


def test_free_keys_stand_beside_the_fields():
    content = {"default": 12, "12": {"x": 5, "y": [None]}, "13": {}}

    boxes = read(Boxes, content)

    assert (boxes.default, boxes.extra) == (12, {"12": Box(x=5, extra={"y": [None]}), "13": Box()})
    assert boxes.to_dict() == boxes.to_dict(wire_names=True) == content
    assert sent(Boxes, boxes) == sent(Boxes, content) == content
    assert sent(Boxes, {"default": 12, "extra": {"13": {}}}) == {"default": 12, "13": {}}
    assert pickle.loads(pickle.dumps(boxes)) == boxes


@pytest.mark.parametrize("key", ["total_count", "extra", "{free keys}"])
def test_a_free_key_that_is_called_like_a_field_is_kept_apart(key):
    boxes = read(Boxes, {"totalCount": 1, key: {"x": 2}})

    assert (boxes.total_count, boxes.extra) == (1, {key: Box(x=2)})
    assert Boxes.from_dict(boxes.to_dict()) == boxes


def test_a_free_key_of_another_type_is_kept_with_a_warning_and_not_sent():
    with pytest.warns(
        DeviationWarning, match=r"extra\.12: expected an object|12: expected an object"
    ):
        boxes = decode(Boxes, b'{"12": 5}')

    assert boxes.extra == {"12": 5}
    with pytest.raises(TypeError, match=r"^12 must be a Box or a mapping"):
        encode_body(Boxes, {"12": 5})


def test_a_free_key_cannot_replace_a_field():
    with pytest.raises(TypeError, match="extra holds 'totalCount', which is a field"):
        encode_body(Boxes, Boxes(extra={"totalCount": Box()}))


DOG = {"animalKind": "Dog", "packSize": 3, "friend": {"animalKind": "Pet", "owner": {"nick": None}}}


def test_a_discriminator_shows_subtypes_apart():
    cage = read(
        Cage, {"inside": DOG, "others": [DOG, {"animalKind": "Animal"}], "byName": {"a": DOG}}
    )

    dog = Dog(animal_kind="Dog", pack_size=3, friend=Pet(animal_kind="Pet", owner=User(nick=None)))
    assert (type(cage.inside), cage.inside.friend.owner.nick) == (Dog, None)
    assert cage == Cage(inside=dog, others=[dog, Animal(animal_kind="Animal")], by_name={"a": dog})
    assert Cage.from_dict(cage.to_dict()) == cage
    assert sent(Cage, cage) == sent(Cage, cage.to_dict()) == cage.to_dict(wire_names=True)


@pytest.mark.parametrize("value", [Dog(pack_size=3), {"animal_kind": "Dog", "pack_size": 3}])
def test_a_subtype_is_sent_with_its_name(value):
    assert sent(Cage, {"inside": value}) == {"inside": {"animalKind": "Dog", "packSize": 3}}


def test_fields_of_another_subtype_are_refused():
    with pytest.raises(TypeError, match="inside has no field 'pack_size'"):
        encode_body(Cage, {"inside": {"animal_kind": "Pet", "pack_size": 3}})


def test_an_unknown_subtype_is_the_supertype():
    with pytest.warns(
        DeviationWarning, match=r"inside\.animalKind: a value that names no kind of Animal \(CAT\)"
    ):
        cage = decode(Cage, b'{"inside": {"animalKind": "CAT"}}')

    assert cage.inside == Animal(animal_kind="CAT")
    with pytest.raises(DecodeError, match="names no kind of Animal"):
        read(Cage, {"inside": {"animalKind": "CAT"}})


NAMES = sorted(
    {
        name
        for kind in (Animal, Box, Boxes, Cage, Call, Dog, Pet, User)
        for name in (*kind.__struct_fields__, *kind.__struct_encode_fields__)
    }
)
ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.sampled_from(["Dog", "Pet", "READY", "LATER", 1473781817000]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=5) | st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=8,
)
KINDS = [Animal, Boxes, Cage, Call, CallList, Dog, User]


@given(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(NAMES), ANY, max_size=6))
def test_what_came_is_read_back_whatever_it_was(kind, content):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeviationWarning)
        came = decode(kind, json.dumps(content).encode())

        assert kind.from_dict(came.to_dict()) == came
        assert kind.from_json(came.to_json()) == came


class Level(OpenIntEnum):
    """Levels by number."""

    LOW = 1
    HIGH = 2


class Job(Model):
    """What has a level."""

    level: Level | None = None


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))]
)
@pytest.mark.parametrize("level", [Level.LOW, Level(7)])
def test_fields_of_integers_are_copied(level, again):
    assert (again(level), type(again(level)), again(level).is_known) == (
        level,
        Level,
        level.is_known,
    )


def test_integers_that_are_not_listed():
    with pytest.warns(DeviationWarning, match="level: a value that Level does not list"):
        job = decode(Job, b'{"level":7}')

    assert (job.level, job.level.is_known, repr(job)) == (7, False, "Job(level=Level(7))")
    assert (job.to_json(), Job.from_dict(job.to_dict())) == ('{"level":7}', job)
    with pytest.raises(DecodeError):
        read(Job, {"level": 7})
    with pytest.raises(ValueError, match="LOW"):
        Level("LOW")


def test_rows_with_integers_go_the_fast_way_too():
    rows = [{"level": 1}] * 19
    assert sent(list[Job], [*rows, {"level": 9}]) == [*rows, {"level": 9}]
    assert sent(list[Job], [Job(level=Level.LOW)] * 20) == [{"level": 1}] * 20
