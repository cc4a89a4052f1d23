"""One change of a line each, with the level that it must have and the reason."""

import copy
import json

import pytest

from generator.compare.changes import Level
from generator.compare.compare import compare
from generator.compare.surface import surface
from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.pipeline import Source, load

ADDRESS = {"type": "object", "properties": {"city": {"type": "string"}}}
BASE = {
    "swagger": "2.0",
    "info": {"title": "Phone", "version": "1"},
    "host": "api.example",
    "basePath": "/v2",
    "schemes": ["https"],
    "securityDefinitions": {"basic": {"type": "basic"}},
    "security": [{"basic": []}],
    "paths": {
        "/calls": {
            "get": {
                "operationId": "findCalls",
                "tags": ["calls"],
                "x-effect": "read",
                "parameters": [
                    {"in": "query", "name": "limit", "type": "integer"},
                    {"in": "query", "name": "label", "type": "string"},
                    {
                        "in": "query",
                        "name": "id",
                        "type": "array",
                        "items": {"type": "integer"},
                        "collectionFormat": "multi",
                    },
                ],
                "responses": {
                    "200": {"description": "ok", "schema": {"$ref": "#/definitions/Call"}},
                    "400": {"description": "bad", "schema": {"$ref": "#/definitions/Error"}},
                },
            },
            "post": {
                "operationId": "sendCalls",
                "tags": ["calls"],
                "x-effect": "contact",
                "x-chunk": 10,
                "consumes": ["application/json"],
                "parameters": [
                    {
                        "in": "body",
                        "name": "body",
                        "required": True,
                        "schema": {"type": "array", "items": {"$ref": "#/definitions/Row"}},
                    }
                ],
                "responses": {
                    "201": {"description": "made", "headers": {"X-Left": {"type": "integer"}}}
                },
            },
        },
        "/files": {
            "post": {
                "operationId": "createFile",
                "tags": ["files"],
                "x-effect": "create",
                "consumes": ["multipart/form-data"],
                "parameters": [
                    {"in": "formData", "name": "file", "type": "file", "required": True},
                    {"in": "formData", "name": "label", "type": "string"},
                ],
                "responses": {"204": {"description": "made"}},
            }
        },
        "/files/{id}": {
            "get": {
                "operationId": "getFile",
                "tags": ["files"],
                "x-effect": "read",
                "produces": ["audio/mpeg"],
                "parameters": [{"in": "path", "name": "id", "type": "integer", "required": True}],
                "responses": {"200": {"description": "ok", "schema": {"type": "file"}}},
            }
        },
    },
    "definitions": {
        "Call": {
            "type": "object",
            "properties": {
                "id": {"type": "integer"},
                "state": {"type": "string", "enum": ["READY", "DONE"]},
                "fromNumber": {"type": "string"},
                "labels": {"type": "array", "items": {"type": "string"}},
            },
        },
        "Row": {
            "type": "object",
            "properties": {
                "number": {"type": "string"},
                "text": {"type": "string"},
                "tags": {"type": "array", "items": {"type": "string"}},
                "size": {"type": "integer"},
            },
        },
        "Error": {"type": "object", "properties": {"message": {"type": "string"}}},
    },
}


def verdict(old, new):
    sides = []
    for plain in (old, new):
        report = Diagnostics()
        client = load(Source(parse(json.dumps(plain), "spec.json", report)), report)
        assert not report.failed, report.findings
        sides.append(surface(client))
    return compare(*sides)


def changed(plain, at, value):
    """A copy with another value in one place; GONE takes the place away."""
    result = holder = copy.deepcopy(plain)
    for step in at[:-1]:
        holder = holder[step]
    if value is GONE:
        holder.pop(at[-1], None)
    else:
        holder[at[-1]] = value
    return result


FIND = ("paths", "/calls", "get")
SEND = ("paths", "/calls", "post")
UPLOAD = ("paths", "/files", "post")
GET_FILE = ("paths", "/files/{id}", "get")
CALL = ("definitions", "Call")
ROW = ("definitions", "Row")
LIMIT, LABEL, ID = ((*FIND, "parameters", place) for place in range(3))
GONE = object()
NONE, DOCS, ADDITIVE, WIRE, BREAKING = Level

SEEN = "released clients send it, so the server sees something else"
READ = "released clients read it, so they see something else"
CODE = "code that names it, or passes it, no longer works"
MORE = "old code and released clients go on as they are"
TEXT = "only what people read changes"

MUTATIONS = [
    (("host",), "api2.example", WIRE, "requests go to another host"),
    (("basePath",), "/v3", WIRE, "requests go to another path"),
    (("schemes",), ["http"], WIRE, "requests go by another scheme"),
    (("info", "version"), "2", NONE, "no user sees it"),
    (("info", "description"), "New words.", DOCS, TEXT),
    ((*LIMIT, "in"), "header", WIRE, SEEN),
    ((*LABEL, "in"), "header", WIRE, SEEN),
    ((*LABEL, "name"), "Label", WIRE, SEEN),
    ((*LABEL, "name"), "title", BREAKING, CODE),
    ((*LABEL, "required"), True, BREAKING, CODE),
    ((*LABEL, "type"), "integer", BREAKING, CODE),
    ((*LABEL, "description"), "New words.", DOCS, TEXT),
    ((*LABEL, "default"), "a", WIRE, "what is left out means something else now"),
    ((*LABEL, "maxLength"), 5, WIRE, "what was accepted is refused"),
    ((*LABEL, "minLength"), 5, WIRE, "what was accepted is refused"),
    ((*LABEL, "pattern"), "^a", WIRE, "what was accepted is refused"),
    ((*LABEL, "enum"), ["a", "b"], WIRE, "code goes on with texts, but others are refused"),
    ((*LIMIT, "maximum"), 50, WIRE, "what was accepted is refused"),
    ((*LIMIT, "minimum"), 1, WIRE, "what was accepted is refused"),
    ((*LIMIT, "type"), "number", ADDITIVE, MORE),
    ((*ID, "collectionFormat"), "csv", WIRE, SEEN),
    ((*ID, "collectionFormat"), "pipes", WIRE, SEEN),
    ((*ID, "collectionFormat"), "ssv", WIRE, SEEN),
    ((*ID, "collectionFormat"), "tsv", WIRE, SEEN),
    ((*ID, "items", "type"), "string", BREAKING, CODE),
    ((*ID, "maxItems"), 10, WIRE, "what was accepted is refused"),
    ((*ID, "minItems"), 1, WIRE, "what was accepted is refused"),
    ((*FIND, "summary"), "New words.", DOCS, TEXT),
    ((*FIND, "security"), [], WIRE, "no credentials are sent"),
    ((*FIND, "deprecated"), True, ADDITIVE, "old code works and warns"),
    ((*FIND, "tags"), ["phone"], BREAKING, CODE),
    ((*FIND, "x-effect"), "create", WIRE, "what was retried is not"),
    ((*SEND, "x-effect"), "set", BREAKING, "only what contacts people has a bulk method"),
    ((*UPLOAD, "x-effect"), "set", WIRE, "what was not retried is"),
    ((*SEND, "x-chunk"), 20, WIRE, "requests carry another number of items"),
    ((*SEND, "consumes"), ["application/vnd.api+json"], WIRE, SEEN),
    ((*FIND, "produces"), ["application/hal+json"], WIRE, SEEN),
    ((*FIND, "parameters"), [], BREAKING, CODE),
    ((*FIND, "responses", "200"), GONE, BREAKING, CODE),
    ((*FIND, "responses", "200", "description"), "New words.", DOCS, TEXT),
    ((*FIND, "responses", "200", "schema"), {"$ref": "#/definitions/Row"}, BREAKING, CODE),
    (
        (*FIND, "responses", "400", "schema"),
        {"$ref": "#/definitions/Row"},
        BREAKING,
        "its model is gone",
    ),
    ((*FIND, "responses", "429"), {"description": "slow"}, DOCS, "any error can come"),
    (
        (*FIND, "responses", "429"),
        {"description": "slow", "schema": {"$ref": "#/definitions/Error"}},
        ADDITIVE,
        "the body of an error is typed that was not",
    ),
    ((*FIND, "responses", "400", "schema"), GONE, BREAKING, "its model is gone"),
    (
        (*FIND, "responses", "200", "headers"),
        {"X-Total": {"type": "integer"}},
        ADDITIVE,
        MORE,
    ),
    ((*SEND, "responses", "201", "headers", "X-Left"), GONE, WIRE, READ),
    ((*SEND, "responses", "201", "headers", "X-Left", "type"), "string", WIRE, READ),
    ((*SEND, "parameters", 0, "required"), False, ADDITIVE, MORE),
    ((*SEND, "parameters", 0, "schema", "maxItems"), 100, WIRE, "what was accepted is refused"),
    ((*SEND, "parameters", 0, "schema", "minItems"), 1, WIRE, "what was accepted is refused"),
    ((*SEND, "parameters", 0, "schema", "uniqueItems"), True, WIRE, "what was accepted is refused"),
    ((*SEND, "responses"), {"202": {"description": "made"}}, WIRE, READ),
    ((*UPLOAD, "parameters", 0, "name"), "upload", BREAKING, CODE),
    ((*UPLOAD, "parameters", 1, "in"), "query", WIRE, SEEN),
    ((*UPLOAD, "parameters", 1, "name"), "Label", WIRE, SEEN),
    ((*UPLOAD, "parameters", 1, "required"), True, BREAKING, CODE),
    ((*GET_FILE, "produces"), ["audio/ogg"], WIRE, SEEN),
    ((*GET_FILE, "parameters", 0, "type"), "string", BREAKING, CODE),
    ((*GET_FILE, "operationId"), "loadFile", BREAKING, CODE),
    ((*CALL, "description"), "New words.", DOCS, TEXT),
    ((*CALL, "deprecated"), True, ADDITIVE, "old code works"),
    ((*CALL, "properties", "id"), GONE, BREAKING, CODE),
    ((*CALL, "properties", "id", "type"), "string", BREAKING, CODE),
    ((*CALL, "properties", "id", "description"), "New words.", DOCS, TEXT),
    ((*CALL, "properties", "size"), {"type": "integer"}, ADDITIVE, MORE),
    ((*CALL, "properties", "state", "enum"), ["READY", "DONE", "NEW"], ADDITIVE, MORE),
    ((*CALL, "properties", "state", "enum"), ["READY"], BREAKING, CODE),
    ((*CALL, "properties", "labels", "items", "type"), "integer", BREAKING, CODE),
    ((*CALL, "properties", "fromNumber", "deprecated"), True, ADDITIVE, "old code works"),
    (
        (*CALL, "properties", "state", "x-enum-deprecated"),
        {"READY": "Use DONE."},
        ADDITIVE,
        "old code works and warns",
    ),
    ((*ROW, "required"), ["number"], BREAKING, CODE),
    ((*ROW, "properties", "text", "maxLength"), 160, WIRE, "what was accepted is refused"),
    ((*ROW, "properties", "text", "readOnly"), True, BREAKING, CODE),
    ((*CALL, "properties", "id", "readOnly"), True, NONE, "no one sends it"),
    ((*ROW, "properties", "text", "x-nullable"), True, WIRE, "null is sent where it was left out"),
    ((*ROW, "properties", "tags", "maxItems"), 3, WIRE, "what was accepted is refused"),
    ((*ROW, "properties", "size", "maximum"), 3, WIRE, "what was accepted is refused"),
    ((*ROW, "properties", "size"), GONE, BREAKING, CODE),
    ((*ROW, "properties", "size", "type"), "number", ADDITIVE, MORE),
    ((*ROW, "additionalProperties"), {"type": "string"}, WIRE, "free keys travel, too"),
    ((*ROW, "additionalProperties"), False, WIRE, "what was accepted is refused"),
    ((*ROW, "properties", "size", "default"), 3, WIRE, "what is left out means something else"),
    ((*ROW, "properties", "text", "enum"), ["a", "b"], WIRE, "other texts are refused"),
    ((*ROW, "properties", "text", "pattern"), "^a", WIRE, "what was accepted is refused"),
    ((*ROW, "properties", "size", "format"), "int32", WIRE, "greater numbers are refused"),
    ((*CALL, "required"), ["id"], DOCS, "what is read is always there"),
    ((*CALL, "properties", "state", "default"), "READY", NONE, "no one sends it"),
    ((*CALL, "properties", "state", "maxLength"), 9, WIRE, "what is read changes"),
    (("definitions", "Error", "properties", "message"), GONE, BREAKING, CODE),
]


@pytest.mark.parametrize(
    ("at", "value", "level", "reason"),
    MUTATIONS,
    ids=["/".join(map(str, each[0])) + f"={each[2].word}" for each in MUTATIONS],
)
def test_level_of_a_single_change(at, value, level, reason):
    result = verdict(BASE, changed(BASE, at, value))

    assert result.level is level, (reason, result.changes)


@pytest.mark.parametrize(
    ("old", "new"), [("/calls", "/phonecalls"), ("/files/{id}", "/media/{id}")]
)
def test_a_path_that_moves_is_wire(old, new):
    moved = copy.deepcopy(BASE)
    moved["paths"][new] = moved["paths"].pop(old)

    assert verdict(BASE, moved).level is WIRE


def test_another_method_is_wire():
    moved = copy.deepcopy(BASE)
    moved["paths"]["/files"]["put"] = moved["paths"]["/files"].pop("post")

    assert verdict(BASE, moved).level is WIRE
