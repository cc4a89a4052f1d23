"""Whatever passed the parser passes the early stages too: with findings perhaps, never with a traceback."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics.findings import Diagnostics
from generator.document import load, parse
from generator.ir import names, passes
from generator.ir.model import Api
from generator.swagger.to_ir import normalize

DENSE = {
    "swagger": "2.0",
    "info": {"title": "Dense", "version": "1", "description": "~", "license": {"name": "MIT"}},
    "host": "a.example",
    "basePath": "/v1",
    "schemes": ["https"],
    "consumes": ["application/json"],
    "produces": ["application/json"],
    "security": [{"key": []}],
    "securityDefinitions": {
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "basic": {"type": "basic"},
    },
    "tags": [{"name": "calls", "description": "Calls."}],
    "parameters": {"Limit": {"name": "limit", "in": "query", "type": "integer", "default": 5}},
    "responses": {"Bad": {"description": "bad", "schema": {"$ref": "#/definitions/Error"}}},
    "x-client": {
        "class-name": "Dense",
        "package": "dense",
        "modules": ["a.py"],
        "verify": "findCalls",
    },
    "x-webhooks": {
        "signature": {"header": "X-Sign", "algorithm": "sha1", "encoding": "hex"},
        "resources": {"Call": {"events": ["Done"], "schema": {"$ref": "#/definitions/Call"}}},
    },
    "paths": {
        "/calls": {
            "parameters": [{"$ref": "#/parameters/Limit"}],
            "get": {
                "operationId": "findCalls",
                "tags": ["calls"],
                "parameters": [
                    {"name": "offset", "in": "query", "type": "integer"},
                    {
                        "name": "ids",
                        "in": "query",
                        "type": "array",
                        "items": {"type": "array", "items": {"type": "integer"}},
                        "collectionFormat": "multi",
                    },
                    {
                        "name": "states",
                        "in": "query",
                        "type": "string",
                        "x-csv": {"enum": ["A", "B"]},
                    },
                    {"name": "since", "in": "query", "type": "integer", "x-unix-ms": True},
                    {"name": "fields", "in": "query", "type": "string", "x-partial": True},
                ],
                "responses": {
                    "200": {"description": "ok", "schema": {"$ref": "#/definitions/CallPage"}},
                    "default": {"$ref": "#/responses/Bad"},
                },
                "x-paging": {
                    "limit": "limit",
                    "offset": "offset",
                    "items": "items",
                    "total": "total",
                },
            },
            "post": {
                "operationId": "sendCalls",
                "tags": ["calls", "more"],
                "parameters": [
                    {
                        "name": "body",
                        "in": "body",
                        "required": True,
                        "schema": {"type": "array", "items": {"$ref": "#/definitions/Call"}},
                        "x-name": "recipients",
                    }
                ],
                "responses": {
                    "201": {
                        "description": "made",
                        "schema": {"type": "array", "items": {"$ref": "#/definitions/Call"}},
                    }
                },
                "x-chunk": 10,
                "x-effect": "contact",
            },
        },
        "/calls/{id}.mp3": {
            "get": {
                "produces": ["audio/mpeg"],
                "parameters": [{"name": "id", "in": "path", "required": True, "type": "integer"}],
                "responses": {"200": {"description": "ok", "schema": {"type": "file"}}},
                "x-wait": {"field": "state", "pending": ["A"]},
                "deprecated": True,
            },
            "put": {
                "operationId": "upload",
                "consumes": ["multipart/form-data"],
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "type": "integer"},
                    {"name": "file", "in": "formData", "type": "file"},
                ],
                "responses": {},
            },
        },
    },
    "definitions": {
        "Page": {
            "properties": {
                "total": {"type": "integer"},
                "items": {"type": "array", "items": {"type": "object"}},
            }
        },
        "CallPage": {
            "allOf": [
                {"$ref": "#/definitions/Page"},
                {
                    "properties": {
                        "items": {"type": "array", "items": {"$ref": "#/definitions/Call"}}
                    }
                },
            ]
        },
        "Call": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": {"type": "string"},
            "properties": {
                "id": {"type": "integer", "format": "int64", "minimum": 1, "readOnly": True},
                "state": {"type": "string", "enum": ["A", "B"], "x-enum-name": "State"},
                "number": {"type": "string", "x-phone": True, "default": "1", "maxLength": 11},
                "next": {"$ref": "#/definitions/Call"},
                "names": {"$ref": "#/definitions/Names"},
                "inner": {"properties": {"day": {"$ref": "#/definitions/Day"}}},
                "kind": {"allOf": [{"$ref": "#/definitions/Kind"}], "description": "The kind."},
            },
        },
        "Names": {"type": "array", "items": {"type": "string"}},
        "Kind": {"type": "string", "enum": ["X", "Y"]},
        "Day": {
            "x-calendar": "date",
            "properties": {
                "year": {"type": "integer"},
                "month": {"type": "integer"},
                "day": {"type": "integer"},
            },
        },
        "Error": {"properties": {"message": {"type": "string"}}},
    },
}


def places(value, path=()):
    """The paths of all values of a document."""
    yield path
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value) if isinstance(value, list) else ()
    )
    for key, below in pairs:
        yield from places(below, (*path, key))


JUNK = st.one_of(
    st.sampled_from(
        [
            {"$ref": "#"},
            {"$ref": "#/definitions/Call"},
            {"$ref": "#/paths"},
            {"$ref": 5},
            {"allOf": [{"$ref": "#/definitions/CallPage"}]},
            {"type": "array", "items": {"$ref": "#/definitions/Names"}},
            {"enum": ["", "a", "A", None]},
            [[]],
            "#/definitions/Call",
            "import",
            "\u202e",
            "*/*",
            10**30,
        ]
    ),
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-2, 2**63)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=4), inner, max_size=3),
        max_leaves=6,
    ),
)
KEYS = st.sampled_from(
    [
        "$ref",
        "allOf",
        "enum",
        "items",
        "x-csv",
        "x-paging",
        "",
        "~/",
        "in",
        "type",
        "properties",
        "schema",
    ]
)
WAYS = st.sampled_from(["replace", "remove", "rename", "copy"])


def changed(document, data, every, times):
    """The document with a few values replaced, removed, renamed, or put where others belong."""
    for _ in range(times):
        *path, last = data.draw(st.sampled_from(every))
        try:
            parent = document
            for key in path:
                parent = parent[key]
            old = parent[last]
            match data.draw(WAYS):
                case "replace":
                    parent[last] = data.draw(JUNK)
                case "remove":
                    parent.pop(last)
                case "rename":
                    parent.pop(last)
                    parent[data.draw(KEYS)] = old
                case "copy":
                    source = document
                    for key in data.draw(st.sampled_from(every)):
                        source = source[key]
                    parent[last] = copy.deepcopy(source)
        except (AttributeError, KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    return document


def goes_through(document):
    report = Diagnostics()
    parsed = parse(json.dumps(document), "spec.json", report)
    if parsed is None:
        return True
    api = passes.run(normalize(parsed, report), report)
    decided = names.decide(api, None, report)
    assert all(decided.methods.names[each.at] for each in api.operations)
    return isinstance(api, Api)


def test_the_untouched_document_is_fine():
    report = Diagnostics()
    api = passes.run(normalize(parse(json.dumps(DENSE), "spec.json", report), report), report)

    assert sorted(set(report.codes)) == [
        "extension-mismatch",
        "operation-id-missing",
    ]
    assert len(api.operations) == 4


@settings(max_examples=250)
@given(st.data())
def test_mutated_documents(data):
    every = list(places(DENSE))[1:]

    assert goes_through(changed(copy.deepcopy(DENSE), data, every, data.draw(st.integers(1, 6))))


@settings(max_examples=60)
@given(JUNK)
def test_documents_that_are_none(document):
    assert goes_through(document)


@pytest.fixture(scope="module")
def published(shared):
    return json.loads((shared / "data" / "spec" / "2021-07-26.json").read_text("utf-8"))


@settings(max_examples=6)
@given(data=st.data())
def test_mutated_published_document(published, data):
    every = list(places(published))[1:]

    assert goes_through(changed(copy.deepcopy(published), data, every, 30))


def test_published_descriptions_are_understood_unaided(shared):
    result = {}
    for path in sorted((shared / "data" / "spec").glob("*.json")):
        report = Diagnostics()
        api = passes.run(normalize(parse(path.read_bytes(), path.name, report), report), report)
        decided = names.decide(api, None, report)
        dotted = {decided.methods.names[each.at].dotted for each in api.operations}
        result[path.name] = (report.failed, len(api.operations) - len(dotted))

    assert len(result) == 12
    assert set(result.values()) == {(False, 0)}


def test_own_description_has_the_fixed_names(root):
    spec, chosen = root / "spec" / "swagger.json", root / "spec" / "names.yaml"
    report = Diagnostics()
    api = passes.run(normalize(parse(spec.read_bytes(), "swagger.json", report), report), report)
    overrides = names.read_overrides(load(chosen, report).root, report)
    decided = names.decide(api, overrides, report)

    assert {each.id: overrides.operations[each.id].name for each in api.operations} == {
        each.id: decided.methods.names[each.at] for each in api.operations
    }
    assert not report.failed
