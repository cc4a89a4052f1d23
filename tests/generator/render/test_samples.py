"""Samples: what a caller writes, what travels and what a model keeps are the same."""

from datetime import UTC, date, datetime, time

import pytest

from generator.ir.model import Kind, Limits, ListOf, MapOf, Named, Scalar
from generator.python.layout import call, flat, lines, listed, mapped
from generator.render.samples import Samples, Wish
from generator.render.samples.choose_fields import informative
from generator.render.samples.scalars import plain

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "wire", "wish", "given", "travels"),
    [
        (Kind.STRING, "firstName", Wish(), "Example", "Example"),
        (Kind.STRING, "anything", Wish(), "some text", "some text"),
        (Kind.STRING, "name", Wish(number=1), "Another", "Another"),
        (Kind.STRING, "name", Wish(example="Ada"), "Ada", "Ada"),
        (Kind.STRING, "name", Wish(limits=Limits(max_length=3)), "Exa", "Exa"),
        (Kind.STRING, "name", Wish(limits=Limits(min_length=9)), "Examplexx", "Examplexx"),
        (
            Kind.STRING,
            "name",
            Wish(limits=Limits(min_length=2**70)),
            "Example".ljust(1000, "x"),
            "Example".ljust(1000, "x"),
        ),
        (Kind.INTEGER, "contactId", Wish(), 11646003, 11646003),
        (Kind.INTEGER, "count", Wish(limits=Limits(minimum=7)), 7, 7),
        (Kind.INTEGER, "count", Wish(limits=Limits(maximum=3)), 3, 3),
        (Kind.INTEGER, "count", Wish(limits=Limits(exclusive_maximum=3, minimum=2)), 2, 2),
        (Kind.INTEGER, "count", Wish(limits=Limits(exclusive_minimum=7)), 8, 8),
        (Kind.INTEGER, "count", Wish(limits=Limits(multiple_of=7)), 7, 7),
        (Kind.NUMBER, "price", Wish(), 1.5, 1.5),
        (Kind.NUMBER, "price", Wish(limits=Limits(maximum=1)), 1, 1),
        (
            Kind.NUMBER,
            "price",
            Wish(limits=Limits(exclusive_minimum=0, exclusive_maximum=1)),
            0.5,
            0.5,
        ),
        (Kind.NUMBER, "price", Wish(limits=Limits(exclusive_minimum=0, maximum=1)), 1, 1),
        (Kind.NUMBER, "price", Wish(limits=Limits(multiple_of=0.5)), 1.5, 1.5),
        (Kind.BOOLEAN, "on", Wish(), True, True),
        (Kind.UNIX_MS, "created", Wish(), MOMENT, 1772366400000),
        (Kind.DATE, "born", Wish(), date(2026, 3, 1), "2026-03-01"),
        (Kind.DATE_TIME, "born", Wish(), MOMENT, "2026-03-01T12:00:00Z"),
        (Kind.BYTES, "blob", Wish(), b"bytes", "Ynl0ZXM="),
    ],
)
def test_plain_values(kind, wire, wish, given, travels):
    sample = plain(kind, wire, wish)
    scope = {"datetime": datetime, "date": date, "UTC": UTC}
    assert (eval(flat(sample.given), scope), sample.wire) == (given, travels)
    assert sample.uses <= {("datetime", "UTC"), ("datetime", "date"), ("datetime", "datetime")}


PETS = """
paths:
  /pets:
    post:
      operationId: addPet
      parameters: [{name: pet, in: body, schema: {$ref: "#/definitions/Pet"}}]
      responses: {200: {description: ok, schema: {$ref: "#/definitions/Pet"}}}
definitions:
  Pet:
    type: object
    properties:
      ownerId: {type: integer}
      id: {type: integer, readOnly: true}
      name: {type: string}
      kind: {type: string, enum: [CAT, DOG], example: DOG}
      parents: {type: array, items: {$ref: "#/definitions/Pet"}}
      born: {$ref: "#/definitions/Day"}
      wakes: {$ref: "#/definitions/Hour"}
  Day:
    type: object
    x-calendar: date
    properties: {year: {type: integer}, month: {type: integer}, day: {type: integer}}
  Hour:
    type: object
    x-calendar: time
    properties: {hour: {type: integer}, minute: {type: integer}, second: {type: integer}}
"""


@pytest.fixture(scope="module")
def samples(understand):
    return Samples(understand(PETS), "models.")


def test_objects_hold_what_shows_most(samples):
    pet = samples.client.definitions["/definitions/Pet"]
    sample = samples.object(pet, [each for each in pet.fields if each.wire != "parents"])
    scope = {"date": date, "time": time}
    assert eval(flat(sample.given), scope) == {
        "owner_id": 11646003,
        "id": 11646003,
        "name": "Example",
        "kind": "DOG",
        "born": date(2026, 3, 1),
        "wakes": time(10, 30),
    }
    assert sample.wire == {
        "ownerId": 11646003,
        "id": 11646003,
        "name": "Example",
        "kind": "DOG",
        "born": {"year": 2026, "month": 3, "day": 1},
        "wakes": {"hour": 10, "minute": 30, "second": 0},
    }
    assert flat(sample.kept) == (
        'models.Pet(owner_id=11646003, id=11646003, name="Example", kind=models.PetKind.DOG, '
        "born=models.Day(year=2026, month=3, day=1), wakes=models.Hour(hour=10, minute=30, second=0))"
    )


def test_examples_of_the_description_come_first(samples):
    pet = samples.client.definitions["/definitions/Pet"]
    assert [each.wire for each in informative(samples.client, pet.fields)] == ["kind"]


def test_an_object_is_never_inside_itself(samples):
    sample = samples.of(Named("/definitions/Pet"), "pet", within=("/definitions/Pet",))
    assert "parents" not in sample.wire


def test_lists_and_maps(samples):
    phone = Scalar(Kind.STRING, phone=True)
    assert samples.of(ListOf(phone), "to", Wish(many=True)).wire == ["12135551122", "12135551133"]
    assert samples.of(MapOf(Scalar(Kind.INTEGER)), "of").wire == {"key": 5}


def test_layout_breaks_only_what_is_too_long():
    short = call("send", [("", "1"), ("to", listed(["2"]))])
    assert lines("x = ", short) == ["x = send(1, to=[2])"]
    long = call(
        "send", [("", listed([mapped([('"a"', "1" * 40), ('"b"', "2" * 40)])])), ("to", "3")]
    )
    assert lines("for x in ", long, ":") == [
        "for x in send(",
        "    [",
        "        {",
        f'            "a": {"1" * 40},',
        f'            "b": {"2" * 40},',
        "        },",
        "    ],",
        "    to=3,",
        "):",
    ]
