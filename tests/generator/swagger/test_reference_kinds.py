"""Each place that can hold a reference, and each kind of node it may lead to: only the right kind is taken."""

import copy
import itertools
import json

import pytest

from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.swagger import validate

WHOLE = {
    "swagger": "2.0",
    "info": {"title": "Pets", "version": "1", "contact": {"name": "Ada"}},
    "tags": [{"name": "pets"}],
    "securityDefinitions": {"basic": {"type": "basic"}},
    "externalDocs": {"url": "https://example.test"},
    "paths": {
        "/pets": {
            "parameters": [{"name": "a", "in": "query", "type": "string"}],
            "get": {
                "operationId": "findPets",
                "parameters": [{"name": "b", "in": "body", "schema": {"type": "object"}}],
                "responses": {
                    "200": {
                        "description": "ok",
                        "schema": {"type": "array", "items": {"type": "string"}},
                        "headers": {"X-Left": {"type": "integer"}},
                    }
                },
            },
        },
        "/toys": {"get": {"responses": {"200": {"description": "ok"}}}},
    },
    "parameters": {"limit": {"name": "limit", "in": "query", "type": "integer"}},
    "responses": {"Gone": {"description": "gone", "schema": {"type": "object"}}},
    "definitions": {
        "Pet": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "parameters": {"type": "string"}},
            "additionalProperties": {"type": "string"},
        },
        "Dog": {"allOf": [{"type": "object"}]},
    },
    "x-shared": {"schema": {"type": "object", "description": "d"}},
}
GET, PET = "/paths/~1pets/get", "/definitions/Pet"
PLACES = {
    f"{GET}/parameters/0/schema": "schema",
    f"{GET}/responses/200/schema": "schema",
    f"{GET}/responses/200/schema/items": "schema",
    f"{PET}/properties/name": "schema",
    f"{PET}/additionalProperties": "schema",
    "/definitions/Dog": "schema",
    "/definitions/Dog/allOf/0": "schema",
    "/responses/Gone/schema": "schema",
    f"{GET}/parameters/0": "parameter",
    "/paths/~1pets/parameters/0": "parameter",
    f"{GET}/responses/200": "response",
    "/paths/~1toys": "path",
}
TARGETS = {
    "": "document",
    "/info": "info",
    "/info/contact": "contact",
    "/tags/0": "tag",
    "/externalDocs": "docs",
    "/securityDefinitions": "schemes",
    "/securityDefinitions/basic": "scheme",
    "/paths": "paths",
    "/paths/~1pets": "path",
    GET: "operation",
    f"{GET}/responses": "responses",
    f"{GET}/responses/200": "response",
    f"{GET}/responses/200/headers": "headers",
    f"{GET}/responses/200/headers/X-Left": "header",
    f"{GET}/responses/200/schema": "schema",
    "/parameters": "parameters",
    "/parameters/limit": "parameter",
    "/responses": "responses",
    "/responses/Gone": "response",
    "/definitions": "schemas",
    PET: "schema",
    f"{PET}/properties": "schemas",
    f"{PET}/properties/parameters": "schema",
    "/definitions/Dog/allOf/0": "schema",
    "/x-shared/schema": "any",
}


def with_reference(place, target):
    plain = copy.deepcopy(WHOLE)
    *above, last = [each.replace("~1", "/") for each in place.split("/")[1:]]
    holder = plain
    for step in above:
        holder = holder[int(step) if isinstance(holder, list) else step]
    holder[int(last) if isinstance(holder, list) else last] = {"$ref": f"#{target}"}
    return plain


CASES = [
    (place, target, TARGETS[target] in {PLACES[place], "any"})
    for place, target in itertools.product(PLACES, TARGETS)
    if not f"{place}/".startswith(f"{target}/" if target else "/ ")
    and not f"{target}/".startswith(f"{place}/")
]
CASES += [(place, "", False) for place in PLACES]


@pytest.mark.parametrize(("place", "target", "is_right"), CASES)
def test_a_reference(place, target, is_right):
    report = Diagnostics()
    text = json.dumps(with_reference(place, target), indent=1)
    document = parse(text, "spec.json", report)

    validate.structure(document, report)

    found = [each for each in report if each.code == "ref-kind"]
    assert [each.pointer for each in found] == ([] if is_right else [f"{place}/$ref"])
    assert all("$ref" in text.splitlines()[each.line - 1] for each in found)


BROKEN = {
    "parameter": (f"{GET}/parameters/0", {"name": "q", "in": "query", "type": 5}, "/type"),
    "schema": (f"{GET}/responses/200/schema", {"properties": [1]}, "/properties"),
    "response": (f"{GET}/responses/200", {"description": "d", "headers": [1]}, "/headers"),
    "path": ("/paths/~1toys", {"get": {"responses": 3.5}}, "/get/responses"),
    "method": ("/paths/~1toys", {"get": []}, "/get"),
    "deeper": (
        f"{PET}/properties/name",
        {"properties": {"a": {"$ref": "#/x-shared/more"}}, "x-more": {"required": {}}},
        "/x-more/required",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_wrong_below_an_extension_is_found_where_it_is_used(case):
    """The schema of Swagger allows anything there, but then references make a part of the API of it."""
    place, broken, pointer = BROKEN[case]
    plain = with_reference(place, "/x-shared/thing")
    plain["x-shared"]["thing"] = broken
    plain["x-shared"]["more"] = {"$ref": "#/x-shared/thing/x-more"}
    unused, report = Diagnostics(), Diagnostics()

    validate.structure(parse(json.dumps(plain), "spec.json", report), report)
    plain = copy.deepcopy(WHOLE) | {"x-shared": plain["x-shared"]}
    validate.structure(parse(json.dumps(plain), "spec.json", unused), unused)

    found = [each for each in report if each.code.startswith("structure-")]
    assert {each.pointer for each in found} == {f"/x-shared/thing{pointer}"}
    assert report.failed
    assert unused.codes == ()
