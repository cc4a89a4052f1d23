"""The compiled validator agrees with the one of openapi-spec-validator, and names places and reasons."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openapi_spec_validator.schemas import openapi_v2_schema_validator as validator

from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.swagger.validate.schema import schema

SPEC = json.loads((Path(__file__).parents[3] / "spec" / "swagger.json").read_bytes())
SMALL = {
    "swagger": "2.0",
    "info": {"title": "T", "version": "1"},
    "schemes": ["https"],
    "securityDefinitions": {"k": {"type": "apiKey", "in": "query", "name": "key"}},
    "paths": {
        "/a/{id}": {
            "post": {
                "tags": ["a"],
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "type": "string"},
                    {"name": "l", "in": "query", "type": "array", "items": {"type": "integer"}},
                    {"name": "b", "in": "body", "schema": {"$ref": "#/definitions/A"}},
                ],
                "responses": {"200": {"description": "d", "schema": {"type": "file"}}},
            }
        }
    },
    "definitions": {
        "A": {
            "required": ["p"],
            "properties": {"p": {"type": "string", "maxLength": 3, "enum": ["a", "b"]}},
        }
    },
}
VALUES = [None, True, 0, 1, -1, 1.0, "", "x", "string", [], [1, 1], ["a", "a"], {}, {"x-a": 1}]


def findings(document):
    report = Diagnostics()
    schema(parse(json.dumps(document).encode(), "spec.json", report).root, report)
    return report.findings


def places(value, path=()):
    yield path
    parts = value.items() if isinstance(value, dict) else ()
    parts = enumerate(value) if isinstance(value, list) else parts
    for key, part in parts:
        yield from places(part, (*path, key))


PLACES = [path for path in places(SMALL) if path]


@pytest.mark.parametrize("document", [SPEC, SMALL])
def test_what_is_right(document):
    assert findings(document) == ()


@settings(max_examples=200)
@given(st.sampled_from(PLACES), st.sampled_from([*VALUES, ...]), st.sampled_from(["", "more"]))
@example(("paths", "/a/{id}", "post", "responses"), {"x-a": 1}, "")
def test_both_agree_on_what_is_damaged(path, value, key):
    document = copy.deepcopy(SMALL)
    place = document
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    elif key and isinstance(place[path[-1]], dict):
        place[path[-1]][key] = value
    else:
        place[path[-1]] = value

    assert (findings(document) == ()) == validator.is_valid(document)


@pytest.mark.parametrize("key", ["200", "007", "+1", "0", "a~/b", "", "18446744073709551616"])
def test_keys_of_any_form_are_located(key):
    document = copy.deepcopy(SMALL)
    document["definitions"] = {"A": {}, key: {"properties": {"x": {"maxLength": ""}}}}

    (finding,) = findings(document)

    pointer = key.replace("~", "~0").replace("/", "~1")
    assert finding.pointer == f"/definitions/{pointer}/properties/x/maxLength"
    assert finding.message == "expected an integer, got ''"
