"""What oasdiff calls breaking or dangerous and Swagger 2.0 can express, rule by rule: we are as strict, or state why not.

Left out are the rules for what Swagger 2.0 does not have (unions, constants, conditions, properties by pattern, tuples,
write-only), for the dates of x-sunset and for the grades of x-stability-level. Where oasdiff has one rule for a whole
body and one for a property, both stand here.
"""

import pytest

from generator.compare.changes import Level
from tests.generator.compare.test_levels import (
    BASE,
    CALL,
    FIND,
    GET_FILE,
    GONE,
    ID,
    LABEL,
    LIMIT,
    ROW,
    SEND,
    changed,
    verdict,
)

NONE, ADDITIVE, WIRE, BREAKING = Level.NONE, Level.ADDITIVE, Level.WIRE, Level.BREAKING
STATE, FROM, LABELS = ((*CALL, "properties", name) for name in ("state", "fromNumber", "labels"))
SIZE, TEXT, TAGS = ((*ROW, "properties", name) for name in ("size", "text", "tags"))
PLAIN_BASE = changed(BASE, (*SEND, "x-chunk"), GONE)
PLAIN_BASE = changed(PLAIN_BASE, (*ROW, "properties", "error"), {"$ref": "#/definitions/Error"})
CALL_ID = (*CALL, "properties", "id")
PARAMETERS = (*FIND, "parameters")
BODY = (*SEND, "parameters", 0)
ROWS = (*BODY, "schema")
RETURNED = (*FIND, "responses", "200", "schema")
LEFT = (*SEND, "responses", "201", "headers", "X-Left")
SOME = BASE["paths"]["/calls"]["get"]["parameters"]
TRACE = {"in": "header", "name": "X-Trace", "type": "string"}
QUERY = {"in": "query", "name": "since", "type": "string", "required": True}
WORDS = {"type": "string", "enum": ["a", "b"]}
FEWER = {"type": "string", "enum": ["a"]}
PLAIN = {"type": "string"}
TREE = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
BRANCH = {"type": "object", "properties": {"a": {"type": "string"}}}
BASED = [{"$ref": "#/definitions/Row"}]
MAP = {"type": "object", "additionalProperties": PLAIN}
CALLED = {"type": "object", "properties": {"id": {"type": "integer"}}}
NEEDED = {
    "type": "object",
    "properties": {"id": {"type": "integer"}, "at": PLAIN},
    "required": ["at"],
}
OPEN, SHUT = {"type": "integer", "maximum": 9}, {
    "type": "integer",
    "maximum": 9,
    "exclusiveMaximum": True,
}
LOW, LOWER = {"type": "integer", "minimum": 9}, {
    "type": "integer",
    "minimum": 9,
    "exclusiveMinimum": True,
}
KEY = {"basic": {"type": "apiKey", "in": "header", "name": "X-Key"}}
OTHER_KEY = {"basic": {"type": "apiKey", "in": "header", "name": "X-Token"}}
QUERY_KEY = {"basic": {"type": "apiKey", "in": "query", "name": "X-Key"}}
BASIC = {"basic": {"type": "basic"}}

# rule, place, value before, value after, level; ... is what stands there
RULES = [
    ("api-path-removed-without-deprecation", ("paths", "/files/{id}"), ..., GONE, BREAKING),
    ("api-removed-without-deprecation", SEND, ..., GONE, BREAKING),
    ("request-body-added-required", (*SEND, "parameters"), [], ..., BREAKING),
    ("request-body-removed", (*SEND, "parameters"), ..., [], BREAKING),
    ("request-body-became-required", (*BODY, "required"), False, True, BREAKING),
    ("request-body-media-type-removed", (*SEND, "consumes"), ["application/json", "application/x+json"], ["application/x+json"], WIRE),
    ("request-body-media-type-schema-added", ROWS, {}, ..., BREAKING),
    ("request-body-type-changed", ROWS, ..., {"$ref": "#/definitions/Row"}, BREAKING),
    ("request-body-became-enum", ROWS, PLAIN, WORDS, WIRE),
    ("request-body-enum-value-removed", ROWS, WORDS, FEWER, BREAKING),
    ("request-body-became-not-nullable", (*ROWS, "x-nullable"), True, GONE, NONE),
    ("request-body-all-of-added", ROW, ..., {"allOf": [{"type": "object", "required": ["number"], "properties": {"number": PLAIN}}]}, BREAKING),
    ("request-property-all-of-added", SIZE, TREE, {"allOf": [TREE, {"required": ["a"]}]}, BREAKING),
    ("request-property-all-of-removed", SIZE, {"allOf": [BRANCH, {"properties": {"b": PLAIN}}]}, BRANCH, BREAKING),
    ("request-body-max-set", ROWS, {"type": "integer"}, OPEN, WIRE),
    ("request-body-max-decreased", (*ROWS,), OPEN, {"type": "integer", "maximum": 8}, WIRE),
    ("request-body-exclusive-max-set", ROWS, OPEN, SHUT, WIRE),
    ("request-body-min-set", ROWS, {"type": "integer"}, LOW, WIRE),
    ("request-body-min-increased", ROWS, LOW, {"type": "integer", "minimum": 10}, WIRE),
    ("request-body-exclusive-min-set", ROWS, LOW, LOWER, WIRE),
    ("request-body-max-length-set", ROWS, PLAIN, {"type": "string", "maxLength": 9}, WIRE),
    ("request-body-max-length-decreased", ROWS, {"type": "string", "maxLength": 9}, {"type": "string", "maxLength": 8}, WIRE),
    ("request-body-min-length-increased", ROWS, {"type": "string", "minLength": 1}, {"type": "string", "minLength": 2}, WIRE),
    ("request-body-min-items-set", (*ROWS, "minItems"), GONE, 1, WIRE),
    ("request-body-min-items-increased", (*ROWS, "minItems"), 1, 2, WIRE),
    ("new-required-request-parameter", PARAMETERS, SOME, [*SOME, QUERY], BREAKING),
    ("new-required-request-default-parameter-to-existing-path", PARAMETERS, SOME, [*SOME, QUERY | {"default": "a"}], BREAKING),
    ("new-request-path-parameter", ("paths", "/files"), ..., GONE, BREAKING),
    ("request-parameter-removed", PARAMETERS, SOME, SOME[1:], BREAKING),
    ("request-parameter-became-required", (*LABEL, "required"), False, True, BREAKING),
    ("request-header-property-became-required", PARAMETERS, [*SOME, TRACE], [*SOME, TRACE | {"required": True}], BREAKING),
    ("new-required-request-header-property", PARAMETERS, SOME, [*SOME, TRACE | {"required": True}], BREAKING),
    ("request-header-property-became-enum", PARAMETERS, [*SOME, TRACE], [*SOME, TRACE | WORDS], WIRE),
    ("request-parameter-type-changed", (*LIMIT, "type"), ..., "string", BREAKING),
    ("request-parameter-property-type-changed", (*ID, "items", "type"), ..., "string", BREAKING),
    ("request-parameter-property-type-specialized", (*ID, "items", "type"), "number", "integer", BREAKING),
    ("request-parameter-property-enum-value-removed", (*ID, "items"), WORDS, FEWER, BREAKING),
    ("request-parameter-became-enum", (*LABEL, "enum"), GONE, ["a"], WIRE),
    ("request-parameter-enum-value-removed", (*LABEL, "enum"), ["a", "b"], ["a"], BREAKING),
    ("request-parameter-became-not-nullable", (*LABEL, "x-nullable"), True, GONE, NONE),
    ("request-parameter-default-value-added", (*LABEL, "default"), GONE, "a", WIRE),
    ("request-parameter-default-value-changed", (*LABEL, "default"), "a", "b", WIRE),
    ("request-parameter-default-value-removed", (*LABEL, "default"), "a", GONE, WIRE),
    ("request-parameter-max-items-decreased", (*ID, "maxItems"), 9, 8, WIRE),
    ("request-parameter-min-items-set", (*ID, "minItems"), GONE, 1, WIRE),
    ("request-parameter-min-items-increased", (*ID, "minItems"), 1, 2, WIRE),
    ("request-parameter-max-length-set", (*LABEL, "maxLength"), GONE, 9, WIRE),
    ("request-parameter-max-length-decreased", (*LABEL, "maxLength"), 9, 8, WIRE),
    ("request-parameter-min-length-increased", (*LABEL, "minLength"), 1, 2, WIRE),
    ("request-parameter-max-set", (*LIMIT, "maximum"), GONE, 9, WIRE),
    ("request-parameter-max-decreased", (*LIMIT, "maximum"), 9, 8, WIRE),
    ("request-parameter-exclusive-max-set", LIMIT, SOME[0] | OPEN, SOME[0] | SHUT, WIRE),
    ("request-parameter-min-set", (*LIMIT, "minimum"), GONE, 9, WIRE),
    ("request-parameter-min-increased", (*LIMIT, "minimum"), 8, 9, WIRE),
    ("request-parameter-exclusive-min-set", LIMIT, SOME[0] | LOW, SOME[0] | LOWER, WIRE),
    ("request-parameter-multiple-of-set", (*LIMIT, "multipleOf"), GONE, 2, WIRE),
    ("request-parameter-unique-items-set", (*ID, "uniqueItems"), GONE, True, WIRE),
    ("request-parameter-pattern-added", (*LABEL, "pattern"), GONE, "^a", WIRE),
    ("request-parameter-pattern-changed", (*LABEL, "pattern"), "^a", "^b", WIRE),
    ("new-required-request-property", (*ROW, "required"), GONE, ["size"], BREAKING),
    ("new-required-request-property-with-default", ROW, ..., {"type": "object", "required": ["size"], "properties": {"size": {"type": "integer", "default": 1}}}, BREAKING),
    ("request-property-became-required", (*ROW, "required"), ["size"], ["size", "text"], BREAKING),
    ("request-property-became-not-nullable", (*SIZE, "x-nullable"), True, GONE, WIRE),
    ("request-property-became-enum", TEXT, PLAIN, WORDS, WIRE),
    ("request-property-enum-value-removed", TEXT, WORDS, FEWER, BREAKING),
    ("request-property-removed", TEXT, ..., GONE, BREAKING),
    ("request-property-type-changed", (*SIZE, "type"), ..., "boolean", BREAKING),
    ("request-property-max-set", SIZE, ..., OPEN, WIRE),
    ("request-property-max-decreased", (*SIZE, "maximum"), 9, 8, WIRE),
    ("request-property-max-decreased, of items", (*TAGS, "items", "maxLength"), 9, 8, WIRE),
    ("request-property-max-decreased, of a named schema", ("definitions", "Error"), OPEN, {"type": "integer", "maximum": 8}, WIRE),
    ("request-property-exclusive-max-set", SIZE, OPEN, SHUT, WIRE),
    ("request-property-min-set", SIZE, ..., LOW, WIRE),
    ("request-property-min-increased", (*SIZE, "minimum"), 8, 9, WIRE),
    ("request-property-exclusive-min-set", SIZE, LOW, LOWER, WIRE),
    ("request-property-multiple-of-set", (*SIZE, "multipleOf"), GONE, 2, WIRE),
    ("request-property-max-length-set", (*TEXT, "maxLength"), GONE, 9, WIRE),
    ("request-property-max-length-decreased", (*TEXT, "maxLength"), 9, 8, WIRE),
    ("request-property-min-length-increased", (*TEXT, "minLength"), 1, 2, WIRE),
    ("request-property-min-items-set", (*TAGS, "minItems"), GONE, 1, WIRE),
    ("request-property-min-items-increased", (*TAGS, "minItems"), 1, 2, WIRE),
    ("request-property-max-properties-set", SIZE, MAP, MAP | {"maxProperties": 1}, WIRE),
    ("request-property-min-properties-set", SIZE, MAP, MAP | {"minProperties": 1}, WIRE),
    ("request-property-pattern-added", (*TEXT, "pattern"), GONE, "^a", WIRE),
    ("request-property-pattern-changed", (*TEXT, "pattern"), "^a", "^b", WIRE),
    ("response-body-media-type-schema-removed", RETURNED, ..., GONE, BREAKING),
    ("response-body-type-changed", RETURNED, ..., {"type": "array", "items": {"$ref": "#/definitions/Call"}}, BREAKING),
    ("response-body-type-generalized", RETURNED, {"type": "integer"}, {"type": "number"}, BREAKING),
    ("response-body-became-nullable", RETURNED, PLAIN, PLAIN | {"x-nullable": True}, BREAKING),
    ("response-body-max-increased", RETURNED, OPEN, {"type": "integer", "maximum": 10}, WIRE),
    ("response-body-max-length-unset", RETURNED, {"type": "string", "maxLength": 9}, PLAIN, WIRE),
    ("response-body-min-items-unset", RETURNED, {"type": "array", "items": PLAIN, "minItems": 1}, {"type": "array", "items": PLAIN}, WIRE),
    ("response-media-type-removed", (*FIND, "produces"), ["application/json", "application/x+json"], ["application/x+json"], WIRE),
    ("response-media-type-name-generalized", (*GET_FILE, "produces"), ["audio/mpeg"], ["audio/*"], WIRE),
    ("response-success-status-removed", (*FIND, "responses", "200"), ..., GONE, BREAKING),
    ("response-success-status-removed, one of two", (*FIND, "responses", "202"), {"description": "later"}, GONE, WIRE),
    ("response-optional-property-removed", FROM, ..., GONE, BREAKING),
    ("response-required-property-removed", CALL, NEEDED, CALLED, BREAKING),
    ("response-property-became-optional", (*CALL, "required"), ["id"], GONE, WIRE),
    ("response-property-became-nullable", (*CALL_ID, "x-nullable"), GONE, True, WIRE),
    ("response-property-type-changed", (*CALL_ID, "type"), ..., "string", BREAKING),
    ("response-property-type-generalized", (*CALL_ID, "type"), ..., "number", BREAKING),
    ("response-property-enum-value-added", (*STATE, "enum"), ..., ["READY", "DONE", "NEW"], ADDITIVE),
    ("response-property-max-increased", (*CALL_ID, "maximum"), 8, 9, WIRE),
    ("response-property-max-unset", (*CALL_ID, "maximum"), 8, GONE, WIRE),
    ("response-property-exclusive-max-unset", CALL_ID, SHUT, OPEN, WIRE),
    ("response-property-min-decreased", (*CALL_ID, "minimum"), 9, 8, WIRE),
    ("response-property-exclusive-min-unset", CALL_ID, LOWER, LOW, WIRE),
    ("response-property-max-length-increased", (*FROM, "maxLength"), 8, 9, WIRE),
    ("response-property-max-length-unset", (*FROM, "maxLength"), 8, GONE, WIRE),
    ("response-property-min-length-decreased", (*FROM, "minLength"), 9, 8, WIRE),
    ("response-property-min-items-decreased", (*LABELS, "minItems"), 9, 8, WIRE),
    ("response-property-min-items-unset", (*LABELS, "minItems"), 9, GONE, WIRE),
    ("response-property-pattern-removed", (*FROM, "pattern"), "^a", GONE, WIRE),
    ("response-property-became-not-enum", STATE, ..., PLAIN, BREAKING),
    ("response-header-type-changed", (*LEFT, "type"), ..., "string", WIRE),
    ("response-header-type-generalized", (*LEFT, "type"), ..., "number", WIRE),
    ("optional-response-header-removed", LEFT, ..., GONE, WIRE),
    ("response-header-became-nullable", (*LEFT, "x-nullable"), GONE, True, NONE),
    ("api-security-added", (*FIND, "security"), [], GONE, WIRE),
    ("api-security-removed", (*FIND, "security"), [{"basic": []}], [], WIRE),
    ("api-global-security-added", ("security",), [], ..., BREAKING),
    ("api-security-component-type-changed", ("securityDefinitions",), BASIC, KEY, BREAKING),
    ("api-security-component-key-name-changed", ("securityDefinitions",), KEY, OTHER_KEY, WIRE),
    ("api-security-component-key-place-changed", ("securityDefinitions",), KEY, QUERY_KEY, WIRE),
]  # fmt: skip

LOWER = {
    "request-body-became-not-nullable": "None is no body, so null was never sent",
    "request-parameter-became-not-nullable": "None is no parameter, so null was never sent",
    "response-header-became-nullable": "a header is a text, and may always be missing",
    "response-property-enum-value-added": "a value that the client does not know stays a text",
}


def test_what_we_judge_lower_has_a_reason():
    assert {rule for rule, *_, level in RULES if level < WIRE} == LOWER.keys()


def side(at, value):
    return PLAIN_BASE if value is ... else changed(PLAIN_BASE, at, value)


@pytest.mark.parametrize(
    ("at", "before", "after", "level"),
    [each[1:] for each in RULES],
    ids=[each[0] for each in RULES],
)
def test_a_rule_of_oasdiff(at, before, after, level):
    result = verdict(side(at, before), side(at, after))

    assert result.level is level, result.changes
