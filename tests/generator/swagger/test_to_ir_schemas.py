"""Schemas become types: references, inheritance, enums, lists, maps, scalars, bounds."""

import json

import pytest

from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.ir.model import (
    AliasDefinition,
    EnumDefinition,
    Kind,
    Limits,
    ListOf,
    MapOf,
    Named,
    ObjectDefinition,
    Scalar,
)
from generator.swagger.to_ir import normalize

ANY = Scalar(Kind.ANY)
STRING = Scalar(Kind.STRING)
INTEGER = Scalar(Kind.INTEGER)


def api_of(definitions, report=None, **members):
    document = {"swagger": "2.0", "info": {"title": "T", "version": "1"}, "host": "a.example"}
    text = json.dumps({**document, "paths": {}, "definitions": definitions, **members})
    report = Diagnostics() if report is None else report
    return normalize(parse(text, "spec.json", report), report), report


def types_of(definition):
    return {field.wire: field.type for field in definition.fields}


def property_type(schema, **definitions):
    api, report = api_of({"A": {"properties": {"p": schema}}, **definitions})
    return api.definitions["/definitions/A"].fields[0].type, report.codes


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, Kind.STRING),
        ({"type": "string", "format": "password"}, Kind.STRING),
        ({"type": "string", "format": "never-heard-of"}, Kind.STRING),
        ({"type": "string", "format": "date"}, Kind.DATE),
        ({"type": "string", "format": "date-time"}, Kind.DATE_TIME),
        ({"type": "string", "format": "byte"}, Kind.BYTES),
        ({"type": "string", "format": "binary"}, Kind.FILE),
        ({"type": "integer"}, Kind.INTEGER),
        ({"type": "integer", "format": "int32"}, Kind.INTEGER),
        ({"type": "integer", "format": "int64"}, Kind.INTEGER),
        ({"type": "number", "format": "float"}, Kind.NUMBER),
        ({"type": "number", "format": "int64"}, Kind.INTEGER),
        ({"type": "boolean"}, Kind.BOOLEAN),
        ({"type": "file"}, Kind.FILE),
        ({}, Kind.ANY),
        ({"description": "anything"}, Kind.ANY),
    ],
)
def test_scalars(schema, expected):
    assert property_type(schema) == (Scalar(expected), ())


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "array", "items": {"type": "integer"}}, ListOf(INTEGER)),
        ({"items": {"type": "integer"}}, ListOf(INTEGER)),
        ({"type": "array", "items": {"type": "array", "items": {}}}, ListOf(ListOf(ANY))),
        ({"type": "object"}, MapOf(ANY)),
        ({"type": "object", "properties": {}}, MapOf(ANY)),
        ({"type": "object", "additionalProperties": True}, MapOf(ANY)),
        ({"type": "object", "additionalProperties": False}, MapOf(ANY)),
        ({"additionalProperties": {"type": "string"}}, MapOf(STRING)),
        (
            {"type": "object", "additionalProperties": {"$ref": "#/definitions/B"}},
            MapOf(Named("/definitions/B")),
        ),
        ({"$ref": "#/definitions/B"}, Named("/definitions/B")),
        ({"$ref": "#/definitions/B", "description": "stated here"}, Named("/definitions/B")),
        ({"$ref": "#/definitions/C"}, Named("/definitions/B")),
        ({"$ref": "#/definitions/A%20b~1c~0d"}, Named("/definitions/A b~1c~0d")),
        ({"$ref": "#/definitions/B/properties/q"}, Named("/definitions/B/properties/q")),
        (
            {"allOf": [{"$ref": "#/definitions/B"}], "description": "stated here"},
            Named("/definitions/B"),
        ),
        (
            {"allOf": [{"description": "reported"}, {"$ref": "#/definitions/B"}]},
            Named("/definitions/B"),
        ),
        ({"allOf": [{"type": "string"}]}, STRING),
        ({"properties": {"q": {}}}, Named("/definitions/A/properties/p")),
        ({"enum": ["X", "Y"]}, Named("/definitions/A/properties/p")),
    ],
)
def test_types(schema, expected):
    more = {"B": {"properties": {"q": {"type": "string"}}}, "C": {"$ref": "#/definitions/B"}}

    assert property_type(schema, **more, **{"A b/c~d": {"type": "string"}}) == (expected, ())


@pytest.mark.parametrize(
    "reference",
    [
        5,
        "other.json#/definitions/B",
        "http://a.example/x",
        "#/definitions/Missing",
        "#definitions/A",
    ],
)
def test_a_reference_to_nothing_is_anything(reference):
    assert property_type({"$ref": reference}) == (ANY, ())


@pytest.mark.parametrize(
    ("schema", "expected", "code"),
    [
        ({"$ref": "#/definitions/Loop"}, ANY, "ref-cycle"),
        ({"type": "text"}, ANY, "schema-type"),
        ({"type": ["string", "null"]}, STRING, "schema-type-list"),
        ({"type": ["string", "integer"]}, ANY, "schema-type-list"),
        ({"type": "array"}, ListOf(ANY), "schema-items"),
        ({"type": "array", "items": [{"type": "string"}]}, ListOf(ANY), "schema-items"),
        ({"enum": []}, ANY, "enum-empty"),
        ({"type": "integer", "enum": [1, 2]}, INTEGER, "enum-values"),
        ({"type": "string", "enum": ["1", 2]}, STRING, "enum-values"),
        ({"enum": ["A", "B", "A"]}, Named("/definitions/A/properties/p"), "enum-duplicate"),
        ({"allOf": [{"type": "string"}, {"type": "integer"}]}, STRING, "schema-allof-mixed"),
        ("no schema", ANY, "value-type"),
        ({"type": {}}, ANY, "value-ignored"),
        ({"type": "string", "maxLength": -1}, STRING, "value-ignored"),
        ({"type": "string", "minLength": 5, "maxLength": 2}, STRING, "bounds-contradict"),
        ({"type": "integer", "minimum": 2, "maximum": 1}, INTEGER, "bounds-contradict"),
        (
            {"type": "integer", "minimum": 1, "maximum": 1, "exclusiveMaximum": True},
            INTEGER,
            "bounds-contradict",
        ),
        (
            {"type": "array", "items": {"type": "integer"}, "minItems": 3, "maxItems": 2},
            ListOf(INTEGER),
            "bounds-contradict",
        ),
        ({"type": "integer", "default": "5"}, INTEGER, "default-type"),
        ({"type": "boolean", "default": 1}, Scalar(Kind.BOOLEAN), "default-type"),
        (
            {"type": "array", "items": {"type": "integer"}, "default": ["5"]},
            ListOf(INTEGER),
            "default-type",
        ),
        ({"type": "string", "deprecated": "yes"}, STRING, "value-ignored"),
    ],
)
def test_unusual_schemas_are_reported(schema, expected, code):
    loops = {"Loop": {"$ref": "#/definitions/Loop2"}, "Loop2": {"$ref": "#/definitions/Loop"}}
    type_, codes = property_type(schema, **(loops if code == "ref-cycle" else {}))

    assert (type_, set(codes)) == (expected, {code})


def test_an_alias_of_itself_is_reported():
    api, report = api_of({"A": {"$ref": "#/definitions/A"}})

    assert report.codes == ("ref-cycle",)
    assert api.aliases["/definitions/A"] == AliasDefinition("/definitions/A", "A", ANY)


def test_findings_are_located():
    _, report = api_of({"A": {"properties": {"p": {"type": "text"}}}})

    (finding,) = report.findings
    assert finding.pointer == "/definitions/A/properties/p/type"
    assert (finding.file, finding.line) == ("spec.json", 1)


def test_nesting_has_an_end():
    deep = {"type": "string"}
    for _ in range(90):
        deep = {"type": "array", "items": deep}
    type_, codes = property_type(deep)

    assert isinstance(type_, ListOf)
    assert {"schema-too-deep"} == set(codes)


def test_inheritance_puts_parents_first_and_lets_the_child_win():
    api, report = api_of(
        {
            "Page": {
                "properties": {
                    "total": {"type": "integer"},
                    "items": {"type": "array", "items": {"type": "object"}},
                }
            },
            "Call": {"properties": {"id": {"type": "integer"}}},
            "CallPage": {
                "allOf": [
                    {"$ref": "#/definitions/Page"},
                    {
                        "properties": {
                            "items": {"type": "array", "items": {"$ref": "#/definitions/Call"}}
                        }
                    },
                ],
                "properties": {"own": {"type": "string"}, "total": {"description": "How many."}},
                "required": ["own", "total"],
            },
        }
    )
    page = api.definitions["/definitions/CallPage"]

    assert types_of(page) == {
        "total": INTEGER,
        "items": ListOf(Named("/definitions/Call")),
        "own": STRING,
    }
    assert [field.required for field in page.fields] == [True, False, True]
    assert page.fields[0].description == "How many."
    assert report.codes == ()


def test_inheritance_over_generations_and_diamonds():
    api, report = api_of(
        {
            "A": {"properties": {"a": {"type": "string"}}},
            "B": {
                "allOf": [{"$ref": "#/definitions/A"}, {"properties": {"b": {"type": "string"}}}]
            },
            "C": {"allOf": [{"$ref": "#/definitions/A"}], "properties": {"c": {"type": "string"}}},
            "D": {"allOf": [{"$ref": "#/definitions/B"}, {"$ref": "#/definitions/C"}]},
        }
    )

    assert list(types_of(api.definitions["/definitions/D"])) == ["a", "b", "c"]
    assert report.codes == ()


def test_a_long_chain_of_parents_does_no_harm():
    chain = {
        f"D{n}": {"allOf": [{"$ref": f"#/definitions/D{n - 1}"}] * 2, "properties": {f"p{n}": {}}}
        for n in range(1, 150)
    }
    api, report = api_of({"D0": {"properties": {"p0": {}}}, **chain})

    assert len(api.definitions["/definitions/D149"].fields) == 150
    assert report.codes == ()


def test_inheritance_from_itself_is_reported():
    api, report = api_of(
        {
            "A": {"allOf": [{"$ref": "#/definitions/B"}], "properties": {"a": {}}},
            "B": {"allOf": [{"$ref": "#/definitions/A"}], "properties": {"b": {}}},
        }
    )

    assert set(report.codes) == {"schema-allof-cycle"}
    assert set(types_of(api.definitions["/definitions/A"])) == {"a", "b"}


def test_recursive_objects():
    api, report = api_of(
        {
            "Tree": {
                "properties": {
                    "children": {"type": "array", "items": {"$ref": "#/definitions/Tree"}}
                }
            }
        }
    )

    assert types_of(api.definitions["/definitions/Tree"]) == {
        "children": ListOf(Named("/definitions/Tree"))
    }
    assert report.codes == ()


def test_inline_schemas_are_named_after_their_place():
    api, _ = api_of(
        {
            "Call": {
                "properties": {
                    "state": {"type": "string", "enum": ["READY"]},
                    "notes": {
                        "type": "array",
                        "items": {"properties": {"text": {"type": "string"}}},
                    },
                    "by_key": {"additionalProperties": {"enum": ["A"]}},
                    "callResult": {"enum": ["LA"]},
                }
            }
        }
    )

    assert {each.hint for each in api.definitions.values()} == {
        "Call",
        "CallState",
        "CallNote",
        "CallByKeyValue",
        "CallResult",
    }


def test_named_lists_maps_and_scalars_are_aliases():
    api, _ = api_of(
        {
            "Names": {"type": "array", "items": {"type": "string"}},
            "Shade": {"enum": ["RED", "BLUE"], "description": "A shade."},
            "Nothing": {"type": "object"},
            "Sub": {"allOf": [{"$ref": "#/definitions/Base"}]},
            "Base": {"properties": {"p": {}}},
        }
    )

    assert api.aliases["/definitions/Names"] == AliasDefinition(
        "/definitions/Names", "Names", ListOf(STRING)
    )
    assert api.definitions["/definitions/Shade"] == EnumDefinition(
        "/definitions/Shade", "Shade", ("RED", "BLUE"), "A shade."
    )
    assert api.aliases["/definitions/Nothing"] == AliasDefinition(
        "/definitions/Nothing", "Nothing", MapOf(ANY)
    )
    assert isinstance(api.definitions["/definitions/Sub"], ObjectDefinition)


def test_fields_keep_what_is_stated_of_them():
    api, report = api_of(
        {
            "A": {
                "description": " An A. ",
                "properties": {
                    "p": {
                        "type": "string",
                        "description": "~",
                        "readOnly": True,
                        "x-nullable": True,
                        "default": "d",
                        "example": {"any": 1},
                        "minLength": 1,
                        "maxLength": 5,
                        "pattern": "^a",
                        "deprecated": True,
                        "x-deprecated": "Use q.",
                    },
                    "n": {"enum": ["A", None]},
                    "old": {"type": "string", "deprecated": True},
                },
                "required": ["p", "ghost"],
                "additionalProperties": {"type": "integer"},
                "discriminator": "p",
            }
        }
    )
    definition = api.definitions["/definitions/A"]
    field, nullable, old = definition.fields

    assert (
        field.description,
        field.default,
        field.example,
        field.deprecated,
    ) == ("", "d", {"any": 1}, "Use q.")
    assert (field.required, field.read_only, field.nullable) == (True, True, True)
    assert field.limits == Limits(min_length=1, max_length=5, pattern="^a")
    assert nullable.nullable
    assert old.deprecated == "Deprecated."
    assert (definition.description, definition.extra) == ("An A.", INTEGER)
    assert (definition.discriminator, definition.tag, definition.subtypes) == ("p", "A", ())
    assert set(report.codes) == set()


@pytest.mark.parametrize("name", ['instance"', "back\\slash", "new\nline"])
def test_properties_that_no_decoder_can_look_for_are_left_out(name):
    api, report = api_of({"A": {"properties": {name: {"type": "string"}, "b": {}}}})
    assert (
        report.codes,
        types_of(api.definitions["/definitions/A"]),
    ) == (("property-name",), {"b": ANY})


def test_null_alone_is_no_type():
    assert property_type({"type": "null"}) == (ANY, ("schema-null",))
