"""The action catalogue: inputs by their names on the wire, schemas that are valid and mean what the API means."""

import json

import pytest
from jsonschema import Draft202012Validator

from generator.actions.catalogue import catalogue
from generator.actions.json_schema import standalone, title_of

PETS = """
paths:
  /pets/{id}:
    put:
      operationId: updatePet
      x-effect: set
      tags: [pets]
      summary: Update a pet.
      parameters:
        - {name: id, in: path, required: true, type: integer}
        - {name: since, in: query, type: integer, x-unix-ms: true, description: First day}
        - {name: kinds, in: query, type: string, x-csv: {enum: [CAT, DOG]}}
        - {name: size, in: query, type: integer, minimum: 1, maximum: 9, default: 5}
        - {name: pet, in: body, required: true, schema: {$ref: "#/definitions/Pet"}}
      responses: {200: {description: The pet, schema: {$ref: "#/definitions/Pet"}}}
  /pets/{id}.jpg:
    get:
      operationId: getPicture
      produces: [image/jpeg]
      parameters: [{name: id, in: path, required: true, type: integer}]
      responses: {200: {description: ok, schema: {type: file}}}
    post:
      operationId: setPicture
      consumes: [multipart/form-data]
      parameters:
        - {name: id, in: path, required: true, type: integer}
        - {name: id, in: formData, required: true, type: file}
      responses: {204: {description: done}}
definitions:
  Pet:
    type: object
    required: [name]
    properties:
      id: {type: integer, readOnly: true}
      name: {type: string, maxLength: 20}
      kind: {type: string, enum: [CAT, DOG]}
      friends: {type: array, items: {$ref: "#/definitions/Pet"}}
      born: {type: integer, x-unix-ms: true}
      phone: {type: string, x-phone: true}
"""


@pytest.fixture(scope="module")
def made(understand):
    return catalogue(understand(PETS))


@pytest.fixture(scope="module")
def actions(made):
    return {action["id"]: action for action in made["actions"]}


def valid(made, schema, value):
    return Draft202012Validator(standalone(schema, made["$defs"])).is_valid(value)


def test_what_an_action_is(actions):
    action = actions["updatePet"]
    facts = ("name", "title", "description", "tags", "effect", "repeated", "method", "path")
    assert tuple(action[fact] for fact in facts) == (
        "pets.update",
        "Update a pet",
        "Update a pet.",
        ["pets"],
        "set",
        True,
        "PUT",
        "/pets/{id}",
    )
    places = {"id": "path", "since": "query", "kinds": "query", "size": "query"}
    assert action["places"] == places | {"requestBody": "body"}


def test_inputs_have_types_units_and_bounds(actions):
    schema = actions["updatePet"]["input"]
    assert schema["required"] == ["id", "requestBody"]
    assert schema["properties"]["since"] == {
        "type": ["integer", "string"],
        "format": "unix-ms",
        "title": "Since",
        "description": "First day. A time such as 2026-03-01T12:00:00Z, "
        "or milliseconds since the Unix epoch, UTC.",
    }
    assert {
        "type": "array",
        "title": "Kinds",
        "description": "Kinds.",
        "items": schema["properties"]["kinds"]["items"],
    } == (schema["properties"]["kinds"])
    assert schema["properties"]["size"] == {
        "type": "integer",
        "title": "Size",
        "description": "Size.",
        "minimum": 1,
        "maximum": 9,
        "default": 5,
    }


def test_inputs_that_share_a_name_are_distinguished(actions):
    schema = actions["setPicture"]["input"]
    assert ["id", "form_id"] == [*schema["properties"]] == schema["required"]
    assert schema["properties"]["form_id"]["contentMediaType"] == "application/octet-stream"
    assert "data: URL" in schema["properties"]["form_id"]["description"]


def test_bytes_come_back_as_their_kind(actions):
    content = actions["getPicture"]["output"]["properties"]["content"]
    assert content["contentMediaType"] == "image/jpeg"
    assert actions["getPicture"]["binary"]
    assert actions["setPicture"]["output"]["type"] == "null"


def test_schemas_are_valid(made):
    for action in made["actions"]:
        for schema in (action["input"], action["output"]):
            Draft202012Validator.check_schema(standalone(schema, made["$defs"]))
    assert [*made["$defs"]] == ["Pet", "PetInput", "PetKind", "PetKindInput", "UpdatePetKindInput"]


@pytest.mark.parametrize(
    ("body", "is_valid"),
    [
        ({"name": "Tom", "kind": "CAT"}, True),
        ({"name": "Tom", "friends": [{"name": "Jerry"}]}, True),
        ({"kind": "CAT"}, False),
        ({"name": "Tom", "id": 1}, False),
        ({"name": "Tom", "kind": "MOUSE"}, False),
        ({"name": "Tom", "nmae": "Tim"}, False),
        ({"name": "Tom" * 9}, False),
    ],
)
def test_what_is_sent_is_held_to_the_description(made, actions, body, is_valid):
    schema = actions["updatePet"]["input"]
    assert is_valid is valid(made, schema, {"id": 1, "requestBody": body})


@pytest.mark.parametrize(
    ("response", "is_valid"),
    [({}, True), ({"kind": "MOUSE", "new": 1, "name": "Tom" * 9}, True), ({"id": "x"}, False)],
)
def test_what_comes_back_may_grow(made, actions, response, is_valid):
    assert is_valid is valid(made, actions["updatePet"]["output"], response)


def test_nothing_is_without_words(made):
    text = json.dumps([made["actions"], made["$defs"]])
    assert '"description": ""' not in text
    assert title_of("fromNumber") == "From number"


def test_the_catalogue_of_the_vendored_description(root):
    file = root / "generated" / "src" / "callfire" / "actions" / "catalogue.json"
    made = json.loads(file.read_bytes())
    assert len(made["actions"]) == 122
    for action in made["actions"]:
        Draft202012Validator.check_schema(standalone(action["input"], made["$defs"]))
        assert all(each["description"] for each in action["input"]["properties"].values())
