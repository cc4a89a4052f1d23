"""The description in standard words: what extensions mean, other tools understand."""

import pytest

from generator.swagger.publish import YEAR_1, YEAR_9999, published


def swagger(parameters=(), definitions=None, **operation):
    get = {"operationId": "find", "parameters": [*parameters], "responses": {}} | operation
    return {"swagger": "2.0", "paths": {"/a": {"get": get}}, "definitions": definitions or {}}


def parameter(**given):
    document = published(swagger([{"in": "query", "name": "q", **given}]))
    return document["paths"]["/a"]["get"]["parameters"][0]


def schema(**given):
    document = published(swagger(definitions={"D": {"properties": {"p": given}}}))
    return document["definitions"]["D"]["properties"]["p"]


TIMES = {"minimum": YEAR_1, "maximum": YEAR_9999}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"type": "integer", "x-unix-ms": True}, TIMES),
        ({"type": "integer", "x-unix-ms": True, "minimum": 5}, {**TIMES, "minimum": 5}),
        (
            {"type": "array", "items": {"type": "integer"}, "x-unix-ms": True},
            {"items": {"type": "integer", **TIMES}},
        ),
        (
            {"type": "string", "x-csv": True},
            {"type": "array", "items": {"type": "string"}, "collectionFormat": "csv"},
        ),
        (
            {"type": "string", "x-csv": {"enum": ["A", "B"]}, "x-example": ["A"]},
            {"items": {"type": "string", "enum": ["A", "B"]}, "x-example": ["A"]},
        ),
        ({"type": "string", "x-name": "other", "x-partial": True}, {"type": "string"}),
    ],
)
def test_parameters(given, expected):
    result = parameter(**given)

    assert {key: result[key] for key in expected} == expected
    assert not {"x-csv", "x-name", "x-partial"} & result.keys()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"type": "integer"}, {"example": 1}),
        ({"type": "integer", "example": 5}, {"example": 5}),
        ({"type": "integer", "default": 5}, {"default": 5}),
        ({"type": "string", "x-phone": True}, {"example": "12135550123"}),
        ({"type": "string", "enum": ["A"], "x-phone": True}, {"enum": ["A"]}),
        (
            {"type": "object", "x-texts": True, "additionalProperties": {}},
            {"type": "object", "additionalProperties": {"type": "string"}},
        ),
        ({"$ref": "#/definitions/D"}, {"$ref": "#/definitions/D"}),
        (
            {"$ref": "#/definitions/D", "description": "Of it."},
            {"allOf": [{"$ref": "#/definitions/D"}], "description": "Of it."},
        ),
    ],
)
def test_schemas(given, expected):
    result = schema(**given)

    assert {key: result[key] for key in expected} == expected
    assert ("example" in result) == ("example" in expected)


def test_a_property_may_be_called_ref():
    properties = {"$ref": {"type": "string"}, "other": {"type": "string"}}

    document = published(swagger(definitions={"D": {"properties": properties}}))

    assert document["definitions"]["D"]["properties"] == properties


def test_private_extensions_stay_at_home():
    document = published({**swagger(**{"x-fake": {"does": "find"}}), "x-client": {"package": "p"}})

    assert "x-client" not in document
    assert "x-fake" not in document["paths"]["/a"]["get"]


def test_the_size_of_a_chunk():
    body = {"in": "body", "name": "body", "schema": {"type": "array", "items": {"type": "string"}}}

    document = published(swagger([body], **{"x-chunk": 10}))

    operation = document["paths"]["/a"]["get"]
    assert operation["parameters"][0]["schema"]["maxItems"] == 10
    assert "x-chunk" not in operation


def test_pages_are_one_object_each():
    base = {"type": "object", "properties": {"limit": {"type": "integer", "example": 2}}}
    items = {"items": {"type": "array", "items": {"type": "string"}}}
    page = {
        "allOf": [{"$ref": "#/definitions/Page"}, {"properties": items}],
        "description": "A page.",
    }
    document = swagger(
        definitions={"Page": base, "TextPage": page},
        responses={"200": {"description": "ok", "schema": {"$ref": "#/definitions/TextPage"}}},
        **{"x-paging": {"limit": "limit", "offset": "offset", "items": "items"}},
    )

    assert published(document)["definitions"] == {
        "TextPage": {
            "type": "object",
            "properties": {**base["properties"], **items},
            "description": "A page.",
        }
    }


def test_lists_that_describe_their_items_again_are_one_object_each():
    items = {"items": {"type": "array", "items": {"type": "string"}}}
    listed = {"allOf": [{"$ref": "#/definitions/List"}, {"properties": items}]}
    other = {
        "allOf": [{"$ref": "#/definitions/Base"}, {"properties": {"name": {"type": "string"}}}]
    }
    base = {"type": "object", "properties": {"size": {"type": "string"}}}
    document = swagger(
        definitions={
            "List": {"properties": {"items": {"type": "array", "items": {"type": "object"}}}},
            "TextList": listed,
            "Base": base,
            "Other": other,
        },
        responses={
            "200": {"description": "ok", "schema": {"$ref": "#/definitions/TextList"}},
            "201": {"description": "ok", "schema": {"$ref": "#/definitions/Other"}},
        },
    )

    assert published(document)["definitions"] == {
        "TextList": {"type": "object", "properties": items},
        "Base": base,
        "Other": other,
    }


def test_the_given_document_stays_as_it_is():
    document = swagger([{"in": "query", "name": "q", "type": "string", "x-csv": True}])
    before = repr(document)

    published(document)

    assert repr(document) == before
