"""What a comparison calls a change, by ten-line descriptions."""

import json

import pytest

from generator.diagnostics import Diagnostics
from generator.diff.changes import Level
from generator.diff.compare import compare
from generator.diff.report import as_changelog, as_github, as_json, as_markdown, as_text
from generator.diff.surface import surface
from generator.diff.wording import reworded
from generator.names import decide
from generator.normalize import normalize
from generator.passes import run
from generator.source import parse


def operation(**more):
    return {
        "operationId": "findCalls",
        "tags": ["calls"],
        "responses": {"200": {"description": "ok"}},
    } | more


def described(get=None, definitions=None, **more):
    return {
        "swagger": "2.0",
        "info": {"title": "Phone", "version": "1"},
        "paths": {"/calls": {"get": get or operation()}},
        "definitions": definitions or {},
    } | more


def query(name, kind="string", **more):
    return {"in": "query", "name": name, "type": kind} | more


def with_parameters(*parameters, **more):
    return described(operation(parameters=list(parameters)), **more)


def answering(schema, definitions):
    return described(
        operation(responses={"200": {"description": "ok", "schema": schema}}), definitions
    )


def call(**properties):
    reference = {"$ref": "#/definitions/Call"}
    return answering(reference, {"Call": {"type": "object", "properties": properties}})


def surface_of(document):
    report = Diagnostics()
    api = run(normalize(parse(json.dumps(document), "spec.json", report), report), report)
    assert not report.failed, list(report)
    return surface(api, decide(api, None, report))


def verdict(old, new):
    return compare(surface_of(old), surface_of(new))


TEXT, NUMBER = {"type": "string"}, {"type": "integer", "format": "int32"}
STATE = {"type": "string", "enum": ["READY", "DONE"]}
MORE_STATE = {"type": "string", "enum": ["READY", "DONE", "LOST"]}

CASES = {
    "nothing": (described(), described(), Level.NONE, []),
    "new text": (
        described(),
        described(operation(summary="Find")),
        Level.DOCS,
        ["operation-described"],
    ),
    "new operation": (
        described(),
        described(
            paths={"/calls": {"get": operation(), "post": operation(operationId="sendCalls")}}
        ),
        Level.ADDITIVE,
        ["operation-added"],
    ),
    "operation gone": (
        described(
            paths={"/calls": {"get": operation(), "post": operation(operationId="sendCalls")}}
        ),
        described(),
        Level.BREAKING,
        ["operation-removed"],
    ),
    "operation renamed": (
        described(),
        described(operation(operationId="searchCalls")),
        Level.BREAKING,
        ["operation-renamed"],
    ),
    "operation moved": (
        described(),
        described(paths={"/phone-calls": {"get": operation()}}),
        Level.DOCS,
        ["operation-moved"],
    ),
    "operation deprecated": (
        described(),
        described(operation(deprecated=True)),
        Level.ADDITIVE,
        ["operation-deprecated"],
    ),
    "new parameter": (
        described(),
        with_parameters(query("label")),
        Level.ADDITIVE,
        ["parameter-added"],
    ),
    "new required parameter": (
        described(),
        with_parameters(query("label", required=True)),
        Level.BREAKING,
        ["parameter-added-required"],
    ),
    "parameter gone": (
        with_parameters(query("label")),
        described(),
        Level.BREAKING,
        ["parameter-removed"],
    ),
    "parameter required": (
        with_parameters(query("label")),
        with_parameters(query("label", required=True)),
        Level.BREAKING,
        ["parameter-required"],
    ),
    "parameter optional": (
        with_parameters(query("label", required=True)),
        with_parameters(query("label")),
        Level.ADDITIVE,
        ["parameter-optional"],
    ),
    "parameter widened": (
        with_parameters(query("least", "integer")),
        with_parameters(query("least", "number")),
        Level.ADDITIVE,
        ["parameter-type-changed"],
    ),
    "parameter narrowed": (
        with_parameters(query("least", "number")),
        with_parameters(query("least", "integer")),
        Level.BREAKING,
        ["parameter-type-changed"],
    ),
    "width of an integer": (
        with_parameters(query("least", "integer", format="int32")),
        with_parameters(query("least", "integer", format="int64")),
        Level.NONE,
        [],
    ),
    "order of parameters": (
        with_parameters(query("label"), query("number")),
        with_parameters(query("number"), query("label")),
        Level.NONE,
        [],
    ),
    "default": (
        with_parameters(query("limit", "integer", default=10)),
        with_parameters(query("limit", "integer", default=20)),
        Level.DOCS,
        ["parameter-described"],
    ),
    "answer appears": (
        described(),
        call(id=NUMBER),
        Level.ADDITIVE,
        ["answer-changed", "model-added"],
    ),
    "answer goes": (
        call(id=NUMBER),
        described(),
        Level.BREAKING,
        ["answer-changed", "model-removed"],
    ),
    "new field": (call(id=NUMBER), call(id=NUMBER, label=TEXT), Level.ADDITIVE, ["field-added"]),
    "field gone": (call(id=NUMBER, label=TEXT), call(id=NUMBER), Level.BREAKING, ["field-removed"]),
    "field retyped": (call(id=NUMBER), call(id=TEXT), Level.BREAKING, ["field-type-changed"]),
    "order of fields": (call(id=NUMBER, label=TEXT), call(label=TEXT, id=NUMBER), Level.NONE, []),
    "enum grows": (call(state=STATE), call(state=MORE_STATE), Level.ADDITIVE, ["enum-value-added"]),
    "enum shrinks": (
        call(state=MORE_STATE),
        call(state=STATE),
        Level.BREAKING,
        ["enum-value-removed"],
    ),
    "moved through allOf": (
        call(id=NUMBER, label=TEXT),
        answering(
            {"$ref": "#/definitions/Call"},
            {
                "Base": {"type": "object", "properties": {"id": NUMBER}},
                "Call": {
                    "allOf": [
                        {"$ref": "#/definitions/Base"},
                        {"type": "object", "properties": {"label": TEXT}},
                    ]
                },
            },
        ),
        Level.NONE,
        [],
    ),
    "unreachable definition": (
        call(id=NUMBER),
        call(id=NUMBER)
        | {"definitions": {**call(id=NUMBER)["definitions"], "Leak": {"type": "object"}}},
        Level.NONE,
        [],
    ),
    "read-only now": (
        described(
            operation(
                parameters=[
                    {"in": "body", "name": "body", "schema": {"$ref": "#/definitions/Call"}}
                ]
            ),
            {"Call": {"type": "object", "properties": {"id": NUMBER, "label": TEXT}}},
        ),
        described(
            operation(
                parameters=[
                    {"in": "body", "name": "body", "schema": {"$ref": "#/definitions/Call"}}
                ]
            ),
            {
                "Call": {
                    "type": "object",
                    "properties": {"id": NUMBER, "label": TEXT | {"readOnly": True}},
                }
            },
        ),
        Level.BREAKING,
        ["parameter-removed"],
    ),
    "credentials": (
        described(securityDefinitions={"b": {"type": "basic"}}, security=[{"b": []}]),
        described(
            securityDefinitions={"k": {"type": "apiKey", "in": "header", "name": "X-Key"}},
            security=[{"k": []}],
        ),
        Level.BREAKING,
        ["auth-changed"],
    ),
    "effect": (
        described(),
        described(operation(**{"x-effect": "set"})),
        Level.ADDITIVE,
        ["effect-changed"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_level_and_kinds(case):
    old, new, level, kinds = CASES[case]

    found = verdict(old, new)

    assert (level, kinds) == (found.level, sorted(change.kind for change in found.changes))


def test_bumps_follow_levels():
    assert ["none", "patch", "minor", "major"] == [level.bump for level in Level]


def test_json_form():
    found = json.loads(as_json(verdict(described(), with_parameters(query("label")))))

    assert ("additive", "minor") == (found["level"], found["bump"])
    assert {
        "level": "additive",
        "kind": "parameter-added",
        "at": "calls.find_calls(label)",
        "message": "is new: str",
        "pointer": "/paths/~1calls/get/parameters/0",
    } == found["changes"][0]


def test_people_read_worst_first():
    old = with_parameters(query("label"))
    new = with_parameters(query("number"))

    text = as_text(verdict(old, new))

    assert text.index("Breaking (1)") < text.index("Added (1)")
    assert text.endswith("level breaking, suggested bump major\n")


def test_markdown_survives_hostile_names():
    new = with_parameters(query("<script>`](javascript:1)\n# x"))

    text = as_markdown(verdict(described(), new))

    assert "<script>" not in text
    assert "\n# x" not in text


def test_changelog_of_nothing_is_empty():
    assert "" == as_changelog(verdict(described(), described()))


def test_github_annotations_are_one_line_each():
    lines = as_github(verdict(with_parameters(query("label")), described())).splitlines()

    assert (
        "::error title=parameter-removed::calls.find_calls(label): is gone [parameter-removed]"
        == lines[0]
    )
    assert "::notice title=diff::level breaking, bump major" == lines[-1]


def answering_model(**definitions):
    return answering({"$ref": f"#/definitions/{next(iter(definitions))}"}, definitions)


def record(**properties):
    return {"type": "object", "properties": properties}


WEBHOOK = {"signature": {"header": "X-Sign", "algorithm": "sha1", "encoding": "base64"}}


def notifying(*events):
    resource = {"events": list(events), "schema": {"$ref": "#/definitions/Call"}}
    return answering({"$ref": "#/definitions/Call"}, {"Call": record(id=NUMBER)}) | {
        "x-webhooks": WEBHOOK | {"resources": {"Call": resource}}
    }


SUBTLE = {
    "answer grows into a model with all of the old one": (
        answering_model(Id=record(id=NUMBER), Call=record(id=NUMBER, name=TEXT)),
        answering_model(Call=record(id=NUMBER, name=TEXT)),
        # The name Id is gone all the same.
        Level.BREAKING,
        ["answer-changed", "model-added", "model-removed"],
    ),
    "model with another name": (
        answering_model(Old=record(id=NUMBER, name=TEXT)),
        answering_model(New=record(id=NUMBER, name=TEXT)),
        Level.BREAKING,
        ["model-renamed"],
    ),
    "parameter with another name": (
        with_parameters(query("label", description="What it is about.")),
        with_parameters(query("topic", description="What it is about.")),
        Level.BREAKING,
        ["parameter-renamed"],
    ),
    "field with another name": (
        answering_model(Call=record(old={"type": "string", "description": "Same."})),
        answering_model(Call=record(new={"type": "string", "description": "Same."})),
        Level.BREAKING,
        ["field-renamed"],
    ),
    "two candidates are no evidence": (
        answering_model(Call=record(old={"type": "string", "description": "Same."})),
        answering_model(
            Call=record(
                one={"type": "string", "description": "Same."},
                two={"type": "string", "description": "Same."},
            )
        ),
        Level.BREAKING,
        ["field-added", "field-added", "field-removed"],
    ),
    "events": (
        notifying("Started", "Stopped"),
        notifying("Started", "Finished"),
        Level.BREAKING,
        ["event-value-added", "event-value-removed"],
    ),
    "new event": (
        notifying("Started"),
        notifying("Started", "Finished"),
        Level.ADDITIVE,
        ["event-value-added"],
    ),
}


@pytest.mark.parametrize("case", SUBTLE)
def test_subtle_changes(case):
    old, new, level, kinds = SUBTLE[case]

    found = verdict(old, new)

    assert (level, kinds) == (found.level, sorted(change.kind for change in found.changes))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "Now.", "is described now"),
        ("Was.", "", "is no longer described"),
        ("In seconds.", "In minutes.", 'its text changed: "seconds." became "minutes."'),
        (
            "All calls.",
            "All calls. Newest first.",
            'its text changed: nothing became "Newest first."',
        ),
        ("One\ntwo", "One two", "its text is set in other lines"),
    ],
)
def test_texts_are_compared_by_words(old, new, expected):
    assert expected == reworded(old, new)
