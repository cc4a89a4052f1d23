"""Nulls, free keys and subtypes, as generated: what is printed, and what the package sends and reads."""

import inspect
import json
from importlib import import_module

import pytest

ZOO = """
paths:
  /animals:
    get:
      operationId: listAnimals
      tags: [zoo]
      responses: {200: {description: all, schema: {type: array, items: {$ref: "#/definitions/Animal"}}}}
  /cages:
    put:
      operationId: putCage
      tags: [zoo]
      parameters: [{name: cage, in: body, required: true, schema: {$ref: "#/definitions/Cage"}}]
      responses: {200: {description: it, schema: {$ref: "#/definitions/Cage"}}}
  /dogs:
    get:
      operationId: listDogs
      tags: [kennel]
      responses: {200: {description: all, schema: {type: array, items: {$ref: "#/definitions/Dog"}}}}
  /users:
    put:
      operationId: putUser
      tags: [users]
      parameters: [{name: user, in: body, required: true, schema: {$ref: "#/definitions/User"}}]
      responses: {204: {description: done}}
  /numbers:
    put:
      operationId: putNumbers
      tags: [users]
      parameters:
        - {name: n, in: body, required: true, schema: {type: array, items: {type: integer, x-nullable: true}}}
      responses: {204: {description: done}}
definitions:
  Animal:
    type: object
    discriminator: kind
    required: [kind]
    properties: {kind: {type: string}, name: {type: string}, friend: {$ref: "#/definitions/Animal"}}
  Pet: {allOf: [{$ref: "#/definitions/Animal"}, {type: object, properties: {owner: {$ref: "#/definitions/User"}}}]}
  Dog: {allOf: [{$ref: "#/definitions/Pet"}, {type: object, properties: {packSize: {type: integer}}}]}
  Lion:
    x-ms-discriminator-value: zoo.Lion
    allOf:
      - {$ref: "#/definitions/Animal"}
      - {type: object, properties: {name: {type: integer}}, additionalProperties: {type: string}}
  Cage: {type: object, properties: {inside: {$ref: "#/definitions/Animal"}, extra: {type: string}}, additionalProperties: true}
  Nick: {type: string, x-nullable: true}
  Named: {type: object, properties: {name: {type: string}, tag: {type: string}}}
  User:
    allOf:
      - {$ref: "#/definitions/Named"}
      - {required: [tag]}
      - type: object
        required: [nick]
        properties:
          nick: {$ref: "#/definitions/Nick"}
          born: {type: string, format: date-time, x-nullable: true}
          note: {}
          labels: {type: object, additionalProperties: {type: string}}
          scores: {type: object, additionalProperties: {type: integer, x-nullable: true}}
"""


@pytest.fixture
def zoo(load):
    return load(ZOO)


def encoded(package, operation, value):
    encode = import_module(f"{package.__name__}._runtime.models.encode")
    return json.loads(encode.encode_body(package.operations.by_id(operation).body, value))


def decoded(package, operation, content):
    decode = import_module(f"{package.__name__}._runtime.models.decode")
    returns = package.operations.by_id(operation).returns
    return decode.decode(returns, json.dumps(content).encode(), strict=True)


def test_subtypes_are_classes_below_their_supertype(zoo):
    animal, pet, dog, lion = (
        getattr(zoo.models, name) for name in ("Animal", "Pet", "Dog", "Lion")
    )

    assert (dog.__mro__[1:3], lion.__mro__[1]) == ((pet, animal), animal)
    result = decoded(
        zoo, "listAnimals", [{"kind": "Dog", "packSize": 3}, {"kind": "zoo.Lion", "a": "b"}]
    )
    assert [type(each) for each in result] == [dog, lion]
    assert (result[0].pack_size, result[1].extra) == (3, {"a": "b"})


def test_subtypes_are_sent(zoo):
    dog = {"kind": "Dog", "packSize": 3}

    assert encoded(zoo, "putCage", {"inside": dog}) == {"inside": dog}
    assert encoded(zoo, "putCage", {"inside": zoo.models.Dog(pack_size=3)}) == {"inside": dog}


def test_free_keys_have_an_attribute_that_no_field_has(zoo):
    cage = decoded(zoo, "putCage", {"extra": "x", "free": [None]})

    assert (cage.extra, cage.extra_keys) == ("x", {"free": [None]})
    assert encoded(zoo, "putCage", cage) == {"extra": "x", "free": [None]}


def test_signatures_show_null_from_not_given(zoo):
    resource = import_module(f"{zoo.__name__}.resources.users").UsersResource
    signature = inspect.signature(resource.put)
    messages = {name: str(each).partition(": ")[2] for name, each in signature.parameters.items()}

    assert messages["nick"] == "'str | None'"
    assert messages["tag"] == "'str'"
    assert messages["name"] == "'str | None' = None"
    assert messages["born"] == "'datetime | UnsetType | None' = UNSET"
    assert messages["labels"] == "'Mapping[str, str | float | bool] | None' = None"
    assert messages["scores"] == "'Mapping[str, int | None] | None' = None"


def test_nulls_are_sent_where_they_are_values(zoo):
    assert zoo.UNSET is zoo.models.User().born
    assert encoded(
        zoo, "putUser", {"nick": None, "name": None, "born": zoo.UNSET, "note": None}
    ) == {
        "nick": None,
        "note": None,
    }
    assert encoded(zoo, "putNumbers", [1, None]) == [1, None]


def test_a_package_without_nulls_and_phones_exports_neither(load):
    package = load("paths: {/ping: {get: {responses: {200: {description: ok}}}}}")

    assert {"UNSET", "phone_number"}.isdisjoint(package.__all__)


def test_a_discriminator_without_a_property_is_a_notice(understand):
    client = understand(ZOO.replace("discriminator: kind", "discriminator: ghost"))

    assert [each.discriminator for each in client.models if each.name == "Animal"] == [None]


JOBS = """
paths:
  /jobs:
    get:
      operationId: findJobs
      tags: [jobs]
      parameters:
        - {name: level, in: query, type: integer, enum: [1, 2], x-enum-varnames: [LOW, HIGH]}
        - {name: size, in: query, type: integer, enum: [10, 20]}
      responses: {200: {description: all, schema: {type: array, items: {$ref: "#/definitions/Job"}}}}
    post:
      operationId: addJob
      tags: [jobs]
      parameters: [{name: job, in: body, required: true, schema: {$ref: "#/definitions/Job"}}]
      responses: {204: {description: done}}
definitions:
  Job:
    type: object
    properties:
      state: {type: string, enum: ["1", "2"], x-enum-varnames: [Running, Stopped]}
      kind:
        type: integer
        enum: [0, 1]
        x-ms-enum: {name: JobKind, values: [{value: 0, name: Batch}, {value: 1, name: Single}]}
      bad: {type: integer, enum: [0, 1], x-enum-varnames: [Zero]}
"""


@pytest.fixture
def jobs(load):
    return load(JOBS)


def test_enums_of_named_integers_are_types(jobs):
    kind, state = jobs.models.JobKind, jobs.models.JobState

    assert {each.name: each.value for each in kind} == {"BATCH": 0, "SINGLE": 1}
    assert {each.name: each.value for each in state} == {"RUNNING": "1", "STOPPED": "2"}
    assert {each.name: each.value for each in jobs.models.FindJobsLevel} == {"LOW": 1, "HIGH": 2}
    assert not hasattr(jobs.models, "JobBad")


def test_named_integers_are_sent_and_read(jobs):
    kind = jobs.models.JobKind

    assert encoded(jobs, "addJob", {"kind": kind.SINGLE}) == {"kind": 1}
    assert encoded(jobs, "addJob", {"kind": 9}) == {"kind": 9}
    assert decoded(jobs, "findJobs", [{"kind": 1.0}])[0].kind is kind.SINGLE
    with pytest.raises(TypeError, match="kind must be an integer, not a str"):
        encoded(jobs, "addJob", {"kind": "SINGLE"})


def test_a_signature_takes_the_integers(jobs):
    resource = import_module(f"{jobs.__name__}.resources.jobs").JobsResource
    messages = inspect.signature(resource.find).parameters

    assert (str(messages["level"]), str(messages["size"])) == (
        "level: 'FindJobsLevelValue | None' = None",
        "size: 'int | None' = None",
    )
