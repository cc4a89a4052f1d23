"""Passes improve the API: no aliases, nothing unused, lists marked, enums shared, extensions held to their word."""

import json

import pytest

from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.ir import passes
from generator.ir.model import AliasDefinition, EnumDefinition, Kind, ListOf, MapOf, Named, Scalar
from generator.swagger.to_ir import normalize

ANY, STRING = Scalar(Kind.ANY), Scalar(Kind.STRING)


def run(definitions, operation=None, **members):
    document = {"swagger": "2.0", "info": {"title": "T", "version": "1"}, "host": "a.example"}
    everything = {"properties": {name: {"$ref": f"#/definitions/{name}"} for name in definitions}}
    node = operation or {"parameters": [{"name": "b", "in": "body", "schema": everything}]}
    paths = {
        "/a": {"get": {"operationId": "op", "responses": {"200": {"description": ""}}, **node}}
    }
    report = Diagnostics()
    text = json.dumps({**document, "paths": paths, "definitions": definitions, **members})
    return passes.run(normalize(parse(text, "spec.json", report), report), report), report


def fields(api, name):
    return {field.wire: field.type for field in api.definitions[f"/definitions/{name}"].fields}


def ref(name):
    return {"$ref": f"#/definitions/{name}"}


def test_aliases_are_replaced():
    api, report = run(
        {
            "Names": {"type": "array", "items": ref("Name")},
            "Name": {"type": "string"},
            "ByName": {"additionalProperties": ref("Names")},
            "A": {"properties": {"names": ref("Names"), "by": ref("ByName")}},
        }
    )

    assert fields(api, "A") == {"names": ListOf(STRING), "by": MapOf(ListOf(STRING))}
    assert not any(isinstance(each, AliasDefinition) for each in api.definitions.values())
    assert report.codes == ()


def test_aliases_inside_themselves_are_reported():
    api, report = run(
        {"Nest": {"type": "array", "items": ref("Nest")}, "A": {"properties": {"n": ref("Nest")}}}
    )

    assert fields(api, "A") == {"n": ListOf(ANY)}
    assert set(report.codes) == {"alias-cycle"}


def test_long_chains_of_aliases_do_no_harm():
    chain = {f"N{n}": {"type": "array", "items": ref(f"N{n + 1}")} for n in range(40)}
    api, report = run({**chain, "N40": {"type": "string"}})

    assert report.codes == ()
    assert len(api.definitions) == 1


def test_unused_definitions_are_dropped():
    schema = {"parameters": [{"name": "b", "in": "body", "schema": ref("A")}]}
    hooks = {
        "signature": {"header": "X", "algorithm": "sha1", "encoding": "hex"},
        "resources": {"E": {"events": ["e"], "schema": ref("Event")}},
    }
    api, _ = run(
        {
            "A": {"properties": {"b": ref("B")}},
            "B": {"properties": {"a": ref("A")}},
            "Event": {"properties": {"x": {}}},
            "Loose": {"properties": {"b": ref("B")}},
        },
        schema,
        **{"x-webhooks": hooks},
    )

    assert list(api.definitions) == ["/definitions/A", "/definitions/B", "/definitions/Event"]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"properties": {"items": {"type": "array", "items": {}}}}, "items"),
        (
            {
                "allOf": [ref("Base")],
                "properties": {"items": {"type": "array", "items": {"type": "string"}}},
            },
            "items",
        ),
        ({"properties": {"items": {"type": "array", "items": {}}, "total": {}}}, None),
        ({"properties": {"items": {"type": "string"}}}, None),
        (
            {"properties": {"items": {"type": "array", "items": {}}}, "additionalProperties": {}},
            None,
        ),
        ({"properties": {"children": {"type": "array", "items": ref("A")}}}, None),
    ],
)
def test_lists_are_marked(schema, expected):
    api, _ = run({"A": schema, "Base": {"properties": {"items": {"type": "array", "items": {}}}}})

    assert api.definitions["/definitions/A"].items == expected


def test_requests_are_no_lists():
    api, _ = run(
        {"A": {"properties": {"ids": {"type": "array", "items": {}}}}},
        {"parameters": [{"name": "b", "in": "body", "schema": ref("A")}]},
    )

    assert api.definitions["/definitions/A"].items is None


def enum(*values, **more):
    return {"type": "string", "enum": list(values), **more}


def hints(api):
    return sorted(
        each.hint for each in api.definitions.values() if isinstance(each, EnumDefinition)
    )


def test_equal_enums_alone_are_no_reason_to_share():
    api, _ = run(
        {"Call": {"properties": {"state": enum("A")}}, "Text": {"properties": {"state": enum("A")}}}
    )

    assert hints(api) == ["CallState", "TextState"]


def test_enums_of_one_given_name_are_one():
    named = {"x-enum-name": "State"}
    parameters = [
        {"name": "states", "in": "query", "type": "string", "x-csv": {"enum": ["B", "C"], **named}},
        {"name": "body", "in": "body", "schema": ref("Call")},
    ]
    call = {
        "properties": {
            "state": enum("A", "B", **named),
            "past": {"type": "array", "items": enum("A", **named)},
        }
    }
    api, report = run({"Call": call}, {"parameters": parameters})
    (shared,) = (each for each in api.definitions.values() if isinstance(each, EnumDefinition))

    assert (shared.hint, set(shared.values)) == ("State", {"A", "B", "C"})
    assert {"state": Named(shared.at), "past": ListOf(Named(shared.at))} == fields(api, "Call")
    assert api.operations[0].parameters[0].type == ListOf(Named(shared.at))
    assert report.codes == ()


def test_parameters_alone_are_named_after_the_operation():
    api, _ = run(
        {},
        {"operationId": "findCalls", "parameters": [{"name": "state", "in": "query", **enum("A")}]},
    )

    assert hints(api) == ["FindCallsState"]


def test_inherited_enums_are_named_after_the_parent():
    api, _ = run(
        {
            "Base": {"properties": {"state": enum("A")}},
            "Call": {"allOf": [ref("Base")], "properties": {"id": {}}},
        }
    )

    assert hints(api) == ["BaseState"]


PAGE = {
    "properties": {
        "items": {"type": "array", "items": {}},
        "total": {"type": "integer"},
        "status": enum("NEW", "DONE"),
    }
}
LIMIT, OFFSET = ({"name": name, "in": "query", "type": "integer"} for name in ("limit", "offset"))
WHOLE = {"statuses": [400], "source": "the guide"}
RESPONSE = {"200": {"description": "", "schema": ref("P")}}


@pytest.mark.parametrize(
    ("node", "at"),
    [
        (
            {
                "x-paging": {
                    "limit": "limit",
                    "offset": "offset",
                    "items": "items",
                    "total": "total",
                }
            },
            None,
        ),
        ({"x-paging": {"limit": "max", "offset": "offset", "items": "items"}}, "/x-paging/limit"),
        (
            {"x-paging": {"limit": "limit", "offset": "fields", "items": "items"}},
            "/x-paging/offset",
        ),
        ({"x-paging": {"limit": "limit", "offset": "offset", "items": "total"}}, "/x-paging/items"),
        (
            {
                "x-paging": {
                    "limit": "limit",
                    "offset": "offset",
                    "items": "items",
                    "total": "count",
                }
            },
            "/x-paging/total",
        ),
        ({"x-wait": {"field": "status", "pending": ["NEW"]}}, None),
        ({"x-wait": {"field": "state", "pending": ["NEW"]}}, "/x-wait/field"),
        ({"x-wait": {"field": "status", "pending": ["OLD"]}}, "/x-wait"),
        ({"x-chunk": 10}, "/x-chunk"),
        ({"x-refuses-whole": WHOLE | {"query": {"limit": 1}}}, None),
        ({"x-refuses-whole": WHOLE | {"query": {"strict": True}}}, "/x-refuses-whole/query"),
    ],
)
def test_extensions_are_held_to_their_word(node, at):
    parameters = [LIMIT, OFFSET, {"name": "fields", "in": "query", "type": "string"}]
    _, report = run({"P": PAGE}, {"parameters": parameters, "responses": RESPONSE, **node})

    expected = [] if at is None else [("extension-mismatch", f"/paths/~1a/get{at}")]
    assert [(each.code, each.pointer) for each in report] == expected


RECONCILE = {
    "find": "find",
    "begin": "from",
    "end": "until",
    "number": "phone",
    "lookup-number": "to",
}


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({}, None),
        ({"text": "message", "lookup-text": "body"}, None),
        ({"find": "nothing"}, "find"),
        ({"find": "other"}, "find"),
        ({"begin": "since"}, "begin"),
        ({"end": "since"}, "end"),
        ({"number": "to"}, "number"),
        ({"text": "body"}, "text"),
        ({"lookup-number": "from"}, "lookup-number"),
        ({"lookup-number": "body"}, "lookup-number"),
        ({"lookup-text": "message"}, "lookup-text"),
    ],
)
def test_a_search_that_finds_what_was_done_exists(changes, at):
    words = {"type": "string"}
    row = {"properties": {"phone": words, "message": words}}
    item = {"properties": {"to": words, "body": words}}
    page = {"properties": {"items": {"type": "array", "items": ref("Item")}}}
    rows = {"type": "array", "items": ref("Row")}
    query = [{"name": name, "in": "query", "type": "string"} for name in ("from", "until", "to")]
    find = {
        "operationId": "find",
        "parameters": [LIMIT, OFFSET, *query],
        "responses": {"200": {"schema": ref("Page")}},
        "x-paging": {"limit": "limit", "offset": "offset", "items": "items"},
    }
    other = {**find, "operationId": "other", "tags": ["other"]}
    send = {
        "operationId": "send",
        "parameters": [{"in": "body", "name": "body", "schema": rows}],
        "x-reconcile": {**RECONCILE, **changes},
    }
    paths = {"/find": {"get": find}, "/other": {"get": other}, "/send": {"post": send}}
    _, report = run({"Row": row, "Item": item, "Page": page}, paths=paths)
    result = [
        each.pointer.rpartition("/")[2] for each in report if each.code == "extension-mismatch"
    ]

    assert result == ([] if at is None else [at])


CALL = {
    "operationId": "ring",
    "x-effect": "contact",
    "parameters": [
        {"in": "path", "name": "who", "type": "string", "required": True, "x-phone": True},
        {"in": "body", "name": "body", "schema": {"$ref": "#/definitions/Call"}},
    ],
}
CALLS = {
    "Call": {
        "type": "object",
        "properties": {
            "people": {"type": "array", "items": {"$ref": "#/definitions/Person"}},
            "list": {"type": "integer"},
        },
    },
    "Person": {
        "type": "object",
        "properties": {
            "phones": {"type": "array", "items": {"type": "string", "x-phone": True}},
            "of": {"$ref": "#/definitions/Call"},
        },
    },
}


@pytest.mark.parametrize(
    ("facts", "at"),
    [
        ({"numbers": ["{who}", "people[].phones[]"], "people": ["list"]}, None),
        ({"always": True, "patterns": {"list": "1"}}, None),
        ({}, None),
        ({"numbers": ["{whom}"]}, "numbers"),
        ({"numbers": ["people.phones[]"]}, "numbers"),
        ({"numbers": ["people[].phones"]}, "numbers"),
        ({"people": ["lists"]}, "people"),
        ({"patterns": {"text": "1"}}, "patterns"),
        ({"always": True, "at-once": False}, None),
        ({"when": {"start": True}}, "when"),
        ({"at-once": {"start": True}}, "at-once"),
    ],
)
def test_recipients_are_where_the_extension_states(facts, at):
    ring = CALL | {"x-recipients": facts}
    _, report = run(CALLS, paths={"/ring/{who}": {"post": ring}})
    expected = [] if at is None else [f"/paths/~1ring~1{{who}}/post/x-recipients/{at}"]
    assert [each.pointer for each in report if each.code == "extension-mismatch"] == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (CALL | {"operationId": "other"}, ["recipients-unstated"]),
        (CALL | {"operationId": "other", "x-effect": "create"}, ["recipients-unstated"]),
        (CALL | {"operationId": "other", "x-effect": "read"}, []),
        (CALL | {"operationId": "other", "x-recipients": {}}, []),
        (
            {"operationId": "other", "x-effect": "create", "parameters": CALL["parameters"][:1]},
            ["recipients-unstated"],
        ),
        ({"operationId": "other", "x-effect": "contact"}, ["recipients-unstated"]),
        ({"operationId": "other", "x-effect": "create"}, []),
    ],
)
def test_whoever_may_reach_people_states_whom(other, expected):
    ring = CALL | {"x-recipients": {"numbers": ["{who}"]}}
    for stated, codes in ((ring, expected), (CALL, [])):
        paths = {"/ring/{who}": {"post": stated}, "/other/{who}": {"post": other}}
        if "x-recipients" in other and stated is CALL:
            continue
        _, report = run(CALLS, paths=paths)
        assert [each.code for each in report if each.code == "recipients-unstated"] == codes


def test_what_selects_fields_is_a_text():
    _, report = run(
        {}, {"parameters": [{"name": "f", "in": "query", "type": "integer", "x-partial": True}]}
    )

    assert report.codes == ("extension-mismatch",)


def test_calendars_have_their_parts():
    _, report = run({"D": {"properties": {"year": {}, "month": {}}, "x-calendar": "date"}})

    assert report.codes == ("extension-mismatch",)


def test_credentials_are_verified_by_a_known_operation():
    _, report = run({}, **{"x-client": {"verify": "nothing"}})

    assert [each.pointer for each in report] == ["/x-client/verify"]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string", "format": "binary"}, STRING),
        (ref("Binary"), STRING),
        ({"type": "array", "items": ref("Binary")}, ListOf(STRING)),
        ({"additionalProperties": {"type": "string", "format": "binary"}}, MapOf(STRING)),
    ],
)
def test_binary_texts_inside_json_are_texts(schema, expected):
    binary = {"type": "string", "format": "binary"}
    api, report = run({"A": {"properties": {"p": schema}}, "Binary": binary})
    assert (report.codes, fields(api, "A")["p"]) == ((), expected)


def test_binary_texts_are_files_where_files_can_be():
    binary = {"type": "string", "format": "binary"}
    parameters = [
        {"name": "q", "in": "query", **binary},
        {"name": "f", "in": "formData", **binary},
    ]
    api, report = run({}, {"parameters": parameters})
    assert (
        report.codes,
        [each.type for each in api.operations[0].parameters],
    ) == ((), [STRING, Scalar(Kind.FILE)])
