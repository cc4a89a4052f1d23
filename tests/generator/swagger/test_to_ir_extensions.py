"""Vendor extensions: what they do, and that malformed ones are found where they stand."""

import json

import pytest

from generator.diagnostics.codes import Severity
from generator.diagnostics.findings import Diagnostics
from generator.document import overlay, parse
from generator.ir.model import (
    Calendar,
    ClientSettings,
    Effect,
    EnumDefinition,
    EventResource,
    Join,
    Kind,
    ListOf,
    Named,
    Paging,
    Reconcile,
    RefusesWhole,
    Requires,
    Scalar,
    Signature,
    Wait,
    Webhooks,
)
from generator.swagger.to_ir import normalize

STRING = Scalar(Kind.STRING)
PHONE = Scalar(Kind.STRING, phone=True)
MS = Scalar(Kind.UNIX_MS)


def read(**members):
    document = {
        "swagger": "2.0",
        "info": {"title": "T", "version": "1"},
        "host": "a.example",
        "paths": {},
    }
    report = Diagnostics()
    return (
        normalize(parse(json.dumps({**document, **members}), "spec.json", report), report),
        report,
    )


def operation(node, method="get"):
    api, report = read(
        paths={"/a": {method: {"operationId": "op", "responses": {"204": {}}, **node}}}
    )
    return api.operations[0], [
        (each.code, each.pointer.removeprefix("/paths/~1a/")) for each in report
    ]


def parameter(node):
    api, report = read(
        paths={
            "/a": {
                "get": {
                    "operationId": "op",
                    "responses": {"204": {}},
                    "parameters": [{"name": "widgets", "in": "query", **node}],
                }
            }
        }
    )
    return (
        api,
        api.operations[0].parameters[0],
        [(each.code, each.pointer.partition("parameters/0")[2]) for each in report],
    )


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "integer", "format": "int64", "x-unix-ms": True}, MS),
        ({"type": "integer", "x-unix-ms": False}, Scalar(Kind.INTEGER)),
        ({"type": "array", "items": {"type": "integer"}, "x-unix-ms": True}, ListOf(MS)),
        ({"type": "string", "x-phone": True}, PHONE),
        ({"type": "array", "items": {"type": "string"}, "x-phone": True}, ListOf(PHONE)),
    ],
)
def test_refined_types(schema, expected):
    api, report = read(definitions={"A": {"properties": {"p": schema}}})

    assert (api.definitions["/definitions/A"].fields[0].type, report.codes) == (expected, ())
    assert parameter(schema)[1].type == expected


@pytest.mark.parametrize(
    ("schema", "at"),
    [
        ({"type": "string", "x-unix-ms": True}, "/x-unix-ms"),
        ({"type": "integer", "x-phone": True}, "/x-phone"),
        ({"type": "string", "x-deprecated": "Use another."}, "/x-deprecated"),
    ],
)
def test_misplaced_extensions_are_reported(schema, at):
    _, report = read(definitions={"A": {"properties": {"p": schema}}})

    assert [(each.code, each.pointer) for each in report] == [
        ("extension-foreign", f"/definitions/A/properties/p{at}")
    ]


@pytest.mark.parametrize(
    ("node", "item"),
    [
        ({"type": "string", "x-csv": True}, STRING),
        ({"type": "string", "x-csv": True, "x-phone": True}, PHONE),
        (
            {
                "type": "array",
                "items": {"type": "integer"},
                "collectionFormat": "multi",
                "x-csv": True,
            },
            Scalar(Kind.INTEGER),
        ),
        (
            {"type": "string", "x-csv": {"enum": ["A", "B"]}},
            Named("/paths/~1a/get/parameters/0/x-csv"),
        ),
    ],
)
def test_comma_lists(node, item):
    api, result, findings = parameter(node)

    assert (result.type, result.join, findings) == (ListOf(item), Join.CSV, [])
    assert (
        not isinstance(item, Named)
        or EnumDefinition(item.at, "OpWidget", ("A", "B")) == api.definitions[item.at]
    )


def test_comma_lists_take_their_default_apart():
    _, result, findings = parameter({"type": "string", "x-csv": True, "default": "A, B"})

    assert (result.default, findings) == (["A", "B"], [])


@pytest.mark.parametrize(
    "value", ["yes", {}, {"enum": []}, {"enum": ["A"], "more": 1}, {"enum": [1]}]
)
def test_malformed_comma_lists_are_reported(value):
    _, result, findings = parameter({"type": "string", "x-csv": value})

    assert (STRING if value == "yes" else ListOf(STRING)) == result.type
    assert ("extension-foreign", "/x-csv") in findings


def test_names_and_partial_responses():
    _, result, findings = parameter({"type": "string", "x-name": "stuff", "x-partial": True})

    assert (result.name, result.partial, findings) == ("stuff", True, [])


def test_operations_keep_what_extensions_state():
    result, findings = operation(
        {
            "x-paging": {
                "limit": "limit",
                "offset": "offset",
                "items": "items",
                "total": "totalCount",
                "largest": 1000,
            },
            "x-reconcile": {
                "find": "findTexts",
                "begin": "from",
                "end": "until",
                "number": "phone",
                "lookup-number": "to",
                "text": "message",
                "lookup-text": "body",
            },
            "x-effect": "contact",
            "x-chunk": 1000,
            "x-refuses-whole": {
                "statuses": [400, 422],
                "query": {"strict": True, "n": 5, "word": "a"},
                "source": "the guide",
            },
            "x-login": "account",
            "x-wait": {"field": "status", "pending": ["NEW"], "failed": ["ERROR"]},
            "deprecated": True,
            "x-deprecated": "Use another.",
            "x-soft-delete": {"deleted": True},
            "x-foreign": [1, {"a": None}],
        }
    )

    assert findings == []
    assert result.paging == Paging("limit", "offset", "items", "totalCount", 1000)
    assert result.reconcile == Reconcile(
        "findTexts", "from", "until", "phone", "to", text="message", lookup_text="body"
    )
    assert (
        result.effect,
        result.chunk,
        result.login,
        result.deprecated,
    ) == (Effect.CONTACT, 1000, "account", "Use another.")
    assert result.wait == Wait("status", ("NEW",), ("ERROR",))
    sent = {"strict": "true", "n": "5", "word": "a"}
    assert result.refuses_whole == RefusesWhole((400, 422), "the guide", sent)
    assert result.soft_delete == {"deleted": True}


@pytest.mark.parametrize(
    ("node", "at"),
    [
        ({"x-effect": "destroy"}, "get/x-effect"),
        ({"x-effect": ["read"]}, "get/x-effect"),
        ({"x-chunk": 0}, "get/x-chunk"),
        ({"x-chunk": True}, "get/x-chunk"),
        ({"x-chunk": "10"}, "get/x-chunk"),
        ({"x-refuses-whole": True}, "get/x-refuses-whole"),
        ({"x-refuses-whole": {"statuses": [400]}}, "get/x-refuses-whole"),
        ({"x-refuses-whole": {"statuses": [], "source": "a"}}, "get/x-refuses-whole"),
        ({"x-refuses-whole": {"statuses": [409], "source": "a"}}, "get/x-refuses-whole"),
        ({"x-refuses-whole": {"statuses": [500], "source": "a"}}, "get/x-refuses-whole"),
        ({"x-refuses-whole": {"statuses": ["400"], "source": "a"}}, "get/x-refuses-whole"),
        ({"x-refuses-whole": {"statuses": [400], "source": "a", "when": 1}}, "get/x-refuses-whole"),
        (
            {"x-refuses-whole": {"statuses": [400], "source": "a", "query": {"b": [1]}}},
            "get/x-refuses-whole",
        ),
        ({"x-paging": {"limit": "limit"}}, "get/x-paging"),
        (
            {"x-paging": {"limit": "a", "offset": "b", "items": "c", "largest": "many"}},
            "get/x-paging/largest",
        ),
        ({"x-reconcile": {"find": "findTexts"}}, "get/x-reconcile"),
        ({"x-reconcile": 7}, "get/x-reconcile"),
        ({"x-recipients": 7}, "get/x-recipients"),
        ({"x-recipients": {"whom": ["a"]}}, "get/x-recipients"),
        ({"x-recipients": {"numbers": "a"}}, "get/x-recipients"),
        ({"x-recipients": {"patterns": {"a": "("}}}, "get/x-recipients"),
        ({"x-recipients": {"always": False}}, "get/x-recipients"),
        ({"x-recipients": {"when": {}}}, "get/x-recipients"),
        ({"x-recipients": {"when": {"a": [1]}}}, "get/x-recipients"),
        ({"x-recipients": {"at-once": True}}, "get/x-recipients"),
        ({"x-paging": {"limit": "a", "offset": "b", "items": "c", "count": "d"}}, "get/x-paging"),
        ({"x-wait": {"field": "status"}}, "get/x-wait"),
        ({"x-wait": {"field": "status", "pending": ["A"], "done": ["B"]}}, "get/x-wait"),
    ],
)
def test_malformed_operation_extensions_are_reported(node, at):
    assert ("extension-foreign", at) in operation(node)[1]


@pytest.mark.parametrize(
    "node",
    [
        {"x-paging": []},
        {"x-wait": 5},
        {"x-login": 5},
        {"x-paging": {"limit": 1, "offset": "b", "items": "c"}},
    ],
)
def test_extensions_of_a_wrong_type_are_reported(node):
    assert "extension-foreign" in [code for code, _ in operation(node)[1]]


def test_calendars():
    api, report = read(
        definitions={
            "D": {"properties": {"year": {"type": "integer"}}, "x-calendar": "date"},
            "E": {"properties": {"a": {}}, "x-calendar": "week"},
        }
    )

    assert api.definitions["/definitions/D"].calendar == Calendar.DATE
    assert [(each.code, each.pointer) for each in report] == [
        ("extension-foreign", "/definitions/E/x-calendar")
    ]


CLIENT = {
    "class-name": "Tele",
    "package": "tele",
    "env-prefix": "TELE",
    "modules": ["package/ivr.py"],
    "verify": "getAccount",
}


def test_client_settings():
    api, report = read(**{"x-client": CLIENT})

    expected = ClientSettings(
        "Tele", "tele", "TELE", modules=("package/ivr.py",), verify="getAccount"
    )
    assert api.client == expected
    assert report.codes == ()


def test_exported_names_belong_to_a_module():
    api, report = read(**{"x-client": CLIENT | {"exports": {"ivr": ["Menu"], "other": ["Widget"]}}})

    assert api.client.exports == {"ivr": ("Menu",), "other": ("Widget",)}
    assert [(each.code, each.pointer) for each in report] == [
        ("extension-foreign", "/x-client/exports/other")
    ]


def test_unknown_client_settings_are_reported():
    _, report = read(**{"x-client": {"class": "Tele"}})

    assert [(each.code, each.pointer) for each in report] == [
        ("extension-foreign", "/x-client/class")
    ]


SIGNATURE = {"header": "X-Sign", "algorithm": "sha1", "encoding": "base64"}


def test_webhooks():
    api, report = read(
        definitions={"Call": {"properties": {"id": {}}}},
        **{
            "x-webhooks": {
                "signature": SIGNATURE,
                "resources": {
                    "Call": {"events": ["Done"], "schema": {"$ref": "#/definitions/Call"}}
                },
            }
        },
    )

    expected = Webhooks(
        Signature("X-Sign", "sha1", "base64"),
        (EventResource("Call", ("Done",), Named("/definitions/Call")),),
    )
    assert api.webhooks == expected
    assert report.codes == ()


@pytest.mark.parametrize(
    ("node", "at"),
    [
        ({"resources": {"A": {"events": ["e"], "schema": {}}}}, "/x-webhooks"),
        (
            {
                "signature": {**SIGNATURE, "algorithm": "rot13"},
                "resources": {"A": {"events": ["e"], "schema": {}}},
            },
            "/x-webhooks/signature",
        ),
        ({"signature": SIGNATURE}, "/x-webhooks"),
        ({"signature": SIGNATURE, "resources": {"A": {"events": []}}}, "/x-webhooks/resources/A"),
    ],
)
def test_malformed_webhooks_are_reported(node, at):
    api, report = read(**{"x-webhooks": node})

    assert api.webhooks is None
    assert ("extension-foreign", at) in [(each.code, each.pointer) for each in report]


FOREIGN = {
    "x-deprecated": True,
    "x-paging": True,
    "x-wait": 30,
    "x-effect": "nice",
    "x-chunk": "many",
    "x-login": False,
}


def test_keys_of_other_tools_do_no_harm():
    """A description may use such keys for something else; an overlay speaks to this generator."""
    root = {"x-client": "web", "x-webhooks": {"newPet": {"post": {}}}}
    paths = {"/a": {"get": {"operationId": "op", "responses": {"204": {}}, **FOREIGN}}}
    api, report = read(paths=paths, **root)

    assert {each.severity for each in report} == {Severity.WARNING}
    assert {f"/paths/~1a/get/{key}" for key in FOREIGN} <= {each.pointer for each in report}
    assert (
        api.operations[0].effect,
        api.operations[0].paging,
        api.operations[0].chunk,
        api.webhooks,
    ) == (Effect.READ, None, None, None)


def test_an_overlay_is_held_to_what_it_states():
    document = {
        "swagger": "2.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"204": {"description": ""}}}}},
    }
    changes = {
        "overlay": "1.0.0",
        "info": {"title": "O", "version": "1"},
        "actions": [{"target": "$.paths['/a'].get", "update": FOREIGN}],
    }
    report = Diagnostics()
    patch = parse(json.dumps(changes), "overlay.json", report)
    whole = overlay.apply(parse(json.dumps(document), "spec.json", report), patch, report).document
    normalize(whole, report)

    assert {each.pointer for each in report if each.severity is Severity.ERROR} == {
        f"/paths/~1a/get/{key}" for key in FOREIGN
    }


def test_what_requests_must_have_is_read():
    requires = {
        "properties": ["name"],
        "one-of": [["a", "b"]],
        "any-of": [["c", "?d"]],
        "any-query": ["q"],
        "known-events": ["resource", "events"],
    }
    result, findings = operation({"x-requires": requires}, "post")

    assert findings == []
    assert result.requires == Requires(
        ("name",), (("a", "b"),), (("c", "?d"),), ("q",), ("resource", "events")
    )


@pytest.mark.parametrize(
    "requires", ["name", {"property": ["name"]}, {"properties": "name"}, {"one-of": ["a", "b"]}]
)
def test_a_malformed_requirement_is_reported(requires):
    result, findings = operation({"x-requires": requires}, "post")

    assert [code for code, _ in findings] == ["extension-foreign"]
    assert result.requires == Requires()


@pytest.mark.parametrize(
    ("rules", "pointer"),
    [
        ({"stmap": ["created"]}, "/paths/~1a/post/x-fake/stmap"),
        ({"does": "dance"}, "/paths/~1a/post/x-fake/does"),
        ({"stamp": "created"}, "/paths/~1a/post/x-fake/stamp"),
        ({"also": [{"sett": {}}]}, "/paths/~1a/post/x-fake/also/0/sett"),
        ("text", "/paths/~1a/post/x-fake"),
    ],
)
def test_a_rule_for_the_fake_that_is_not_known_is_reported(rules, pointer):
    result, findings = operation({"x-fake": rules}, "post")

    assert findings == [("extension-foreign", pointer.removeprefix("/paths/~1a/"))]
    assert result.fake in ({}, {"also": [{}]})


def test_in_an_overlay_a_malformed_extension_is_an_error():
    report = Diagnostics()
    text = '{"swagger": "2.0", "info": {"title": "T"}, "paths": {"/a": {"get": {"responses": {}}}}}'
    patch = {
        "overlay": "1.0.0",
        "info": {"title": "t", "version": "v"},
        "actions": [{"target": "$.paths['/a'].get", "update": {"x-chunk": 0}}],
    }
    document = parse(text, "spec.json", report)
    changes = parse(json.dumps(patch), "overlay.json", report)

    normalize(overlay.apply(document, changes, report).document, report)

    assert "extension-invalid" in report.codes
