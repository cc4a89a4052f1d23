"""What a comparison calls a change, by ten-line descriptions."""

import json
import re

import pytest
from msgspec.structs import replace

from generator.compare.changes import Change, Level, Verdict
from generator.compare.common import reworded
from generator.compare.compare import compare
from generator.compare.release import raised
from generator.compare.report import as_changelog, as_github, as_json, as_markdown, as_text
from generator.compare.surface import surface
from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.ir.client import client
from generator.ir.names import decide, read_overrides
from generator.ir.passes import run
from generator.swagger.to_ir import normalize

PARTS = ("major", "minor", "patch")


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


def surface_of(document, names=None):
    report = Diagnostics()
    api = run(normalize(parse(json.dumps(document), "spec.json", report), report), report)
    overrides = names and read_overrides(
        parse(json.dumps(names), "names.json", report).root, report
    )
    result = surface(client(api, decide(api, overrides, report)))
    assert not report.failed, list(report)
    return result


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
        Level.WIRE,
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
        ["parameter-freed", "parameter-required"],
    ),
    "parameter optional": (
        with_parameters(query("label", required=True)),
        with_parameters(query("label")),
        Level.BREAKING,
        ["parameter-moved", "parameter-optional"],
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
        Level.WIRE,
        ["wire-changed"],
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
        Level.WIRE,
        ["wire-changed"],
    ),
    "response appears": (
        described(),
        call(id=NUMBER),
        Level.ADDITIVE,
        ["model-added", "response-changed"],
    ),
    "response goes": (
        call(id=NUMBER),
        described(),
        Level.BREAKING,
        ["model-removed", "response-changed"],
    ),
    "new field": (call(id=NUMBER), call(id=NUMBER, label=TEXT), Level.ADDITIVE, ["field-added"]),
    "field gone": (call(id=NUMBER, label=TEXT), call(id=NUMBER), Level.BREAKING, ["field-removed"]),
    "field retyped": (
        call(id=NUMBER),
        call(id=TEXT),
        Level.BREAKING,
        ["field-type-changed", "wire-changed"],
    ),
    "order of fields": (call(id=NUMBER, label=TEXT), call(label=TEXT, id=NUMBER), Level.NONE, []),
    "enum grows": (call(state=STATE), call(state=MORE_STATE), Level.ADDITIVE, ["enum-value-added"]),
    "enum shrinks": (
        call(state=MORE_STATE),
        call(state=STATE),
        Level.BREAKING,
        ["enum-value-removed"],
    ),
    "a field that another value wants, too": (
        call(state={"type": "string", "enum": ["done"]}),
        call(state={"type": "string", "enum": ["done", "Done"]}),
        Level.BREAKING,
        ["enum-member-renamed", "enum-value-added"],
    ),
    "a value whose title changes": (
        call(state={"type": "string", "enum": ["a"], "x-enum-varnames": ["OPEN"]}),
        call(state={"type": "string", "enum": ["a"], "x-enum-varnames": ["NEW"]}),
        Level.BREAKING,
        ["enum-member-renamed"],
    ),
    "titles that change places": (
        call(state={"type": "string", "enum": ["a", "b"], "x-enum-varnames": ["ON", "OFF"]}),
        call(state={"type": "string", "enum": ["a", "b"], "x-enum-varnames": ["OFF", "ON"]}),
        Level.BREAKING,
        ["enum-member-renamed", "enum-member-renamed"],
    ),
    "a field whose name another one gets": (
        call(userId=NUMBER),
        call(userId=NUMBER, user_id=NUMBER),
        Level.BREAKING,
        ["field-added", "field-renamed"],
    ),
    "an argument whose name another one gets": (
        with_parameters(query("userId")),
        with_parameters(query("userId"), query("user_id")),
        Level.BREAKING,
        ["parameter-added", "parameter-renamed"],
    ),
    "a model whose name another one gets": (
        answering(
            {"$ref": "#/definitions/call"},
            {"call": {"type": "object", "properties": {"id": NUMBER}}},
        ),
        answering(
            {"$ref": "#/definitions/call"},
            {
                "call": {
                    "type": "object",
                    "properties": {"id": NUMBER, "of": {"$ref": "#/definitions/Call"}},
                },
                "Call": {"type": "object", "properties": {"id": NUMBER}},
            },
        ),
        Level.BREAKING,
        ["field-added", "model-added", "model-renamed"],
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
        ["auth-changed", "security-changed"],
    ),
    "effect": (
        described(),
        described(operation(**{"x-effect": "set"})),
        Level.WIRE,
        ["effect-changed"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_level_and_kinds(case):
    old, new, level, kinds = CASES[case]

    result = verdict(old, new)

    assert (result.level, sorted(change.kind for change in result.changes)) == (level, kinds)


@pytest.mark.parametrize(
    ("version", "bumps"),
    [
        ((1, 2, 3), ["none", "patch", "minor", "minor", "major"]),
        ((0, 2, 3), ["none", "patch", "patch", "patch", "minor"]),
    ],
)
def test_bumps_follow_levels_and_are_those_of_the_next_release(version, bumps):
    def bump(level):
        changes = () if level is Level.NONE else (Change(level, "kind", "at", "message"),)
        return Verdict(changes, is_early=version[0] == 0).bump

    def part(level):
        after = raised(version, level)
        places = [name for name, old, new in zip(PARTS, version, after, strict=True) if old != new]
        return places[0] if places else "none"

    assert [bump(level) for level in Level] == bumps
    assert [part(level) for level in Level] == bumps


def test_json_form():
    result = json.loads(as_json(verdict(described(), with_parameters(query("label")))))

    assert (result["level"], result["bump"]) == ("additive", "minor")
    assert result["changes"][0] == {
        "level": "additive",
        "kind": "parameter-added",
        "at": "calls.find(label)",
        "message": "is new: str",
        "pointer": "/paths/~1calls/get/parameters/0",
    }


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


HOSTILE = "x\n::error::y | `z` <b> [l](javascript:1)\r\n# H"


def test_no_format_lets_names_and_texts_out_of_their_line():
    new = notifying("Started")
    new["x-webhooks"]["resources"] = {HOSTILE: new["x-webhooks"]["resources"].pop("Call")}
    new["paths"]["/calls"]["get"]["summary"] = HOSTILE

    result = verdict(answering({"$ref": "#/definitions/Call"}, {"Call": record(id=NUMBER)}), new)

    for form in (as_text, as_markdown, as_github):
        written = form(replace(result, notes=(HOSTILE,)))
        assert not [line for line in written.splitlines() if line.startswith(("::error", "# H"))]
    assert "[l](javascript:1)" not in re.sub(r"`.*`", "", as_markdown(result))
    assert "<b>" in as_text(result)


def test_changelog_of_nothing_is_empty():
    assert as_changelog(verdict(described(), described())) == ""


def test_github_annotations_are_one_line_each():
    lines = as_github(verdict(with_parameters(query("label")), described())).splitlines()

    assert (
        lines[0]
        == "::error title=parameter-removed::calls.find(label): is gone [parameter-removed]"
    )
    assert lines[-1] == "::notice title=diff::level breaking, bump major"


def answering_model(**definitions):
    return answering({"$ref": f"#/definitions/{next(iter(definitions))}"}, definitions)


def record(**properties):
    return {"type": "object", "properties": properties}


DAY, DAY_AT = record(year=NUMBER, month=NUMBER, day=NUMBER), {"$ref": "#/definitions/Day"}
WEBHOOK = {"signature": {"header": "X-Sign", "algorithm": "sha1", "encoding": "base64"}}


def notifying(*events):
    resource = {"events": list(events), "schema": {"$ref": "#/definitions/Call"}}
    return answering({"$ref": "#/definitions/Call"}, {"Call": record(id=NUMBER)}) | {
        "x-webhooks": WEBHOOK | {"resources": {"Call": resource}}
    }


SUBTLE = {
    "response grows into a model with all of the old one": (
        answering_model(Id=record(id=NUMBER), Call=record(id=NUMBER, name=TEXT)),
        answering_model(Call=record(id=NUMBER, name=TEXT)),
        # The name Id is gone all the same.
        Level.BREAKING,
        ["model-added", "model-removed", "response-changed"],
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
        ["parameter-renamed", "wire-changed"],
    ),
    "field with another name": (
        answering_model(Call=record(old={"type": "string", "description": "Same."})),
        answering_model(Call=record(new={"type": "string", "description": "Same."})),
        Level.BREAKING,
        ["field-renamed", "wire-changed"],
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

    result = verdict(old, new)

    assert (result.level, sorted(change.kind for change in result.changes)) == (level, kinds)


def sending(schema, definitions=None, **more):
    body = {"in": "body", "name": "body", "required": True, "schema": schema} | more
    return described(
        operation(operationId="sendCalls", parameters=[body], **{"x-effect": "create"}),
        definitions,
    )


CALL, CALLS = {"$ref": "#/definitions/Call"}, {
    "type": "array",
    "items": {"$ref": "#/definitions/Call"},
}
NEEDED = {"type": "object", "required": ["label"], "properties": {"label": TEXT}}
UPLOAD = {"in": "formData", "name": "file", "type": "file"}


def uploading(**more):
    return described(
        operation(parameters=[UPLOAD | more], consumes=["multipart/form-data"]),
    )


def titled(title):
    return described(info={"title": title, "version": "1"})


def waiting(*pending):
    result = call(state=STATE)
    result["paths"]["/calls"]["get"]["x-wait"] = {"field": "state", "pending": list(pending)}
    return result


def failing(text):
    responses = {"200": {"description": "ok"}, "404": {"description": text}}
    return described(operation(responses=responses))


SENT = {
    "a field that an optional body needs may be left out with the body": (
        sending(CALL, {"Call": record(label=TEXT)}, required=False),
        sending(CALL, {"Call": NEEDED}, required=False),
        Level.NONE,
        [],
    ),
    "a field that a body needs": (
        sending(CALL, {"Call": record(label=TEXT)}),
        sending(CALL, {"Call": NEEDED}),
        Level.BREAKING,
        ["parameter-freed", "parameter-required"],
    ),
    "a field that what is sent needs": (
        sending(CALLS, {"Call": record(label=TEXT)}),
        sending(CALLS, {"Call": NEEDED}),
        Level.BREAKING,
        ["field-required"],
    ),
    "a new field that what is sent needs": (
        sending(CALLS, {"Call": record(id=NUMBER)}),
        sending(CALLS, {"Call": record(id=NUMBER, label=TEXT) | {"required": ["label"]}}),
        Level.BREAKING,
        ["field-added", "field-required"],
    ),
    "a field that what is sent no longer needs": (
        sending(CALLS, {"Call": NEEDED}),
        sending(CALLS, {"Call": record(label=TEXT)}),
        Level.ADDITIVE,
        ["field-optional"],
    ),
    "a field that responses always have": (
        answering_model(Call=record(label=TEXT)),
        answering_model(Call=NEEDED),
        Level.DOCS,
        ["field-guarantee-changed"],
    ),
    "a field that responses may lack": (
        answering_model(Call=NEEDED),
        answering_model(Call=record(label=TEXT)),
        Level.WIRE,
        ["field-guarantee-changed"],
    ),
    "a wider field of what is only sent": (
        sending(CALLS, {"Call": record(size={"type": "integer"})}),
        sending(CALLS, {"Call": record(size={"type": "number"})}),
        Level.ADDITIVE,
        ["field-type-changed"],
    ),
    "a wider field of a response": (
        answering_model(Call=record(size={"type": "integer"})),
        answering_model(Call=record(size={"type": "number"})),
        Level.BREAKING,
        ["field-type-changed"],
    ),
    "a body of free keys is one argument": (
        sending(CALL, {"Call": record(label=TEXT)}),
        sending(CALL, {"Call": record(label=TEXT) | {"additionalProperties": TEXT}}),
        Level.BREAKING,
        ["parameter-added-required", "parameter-removed", "wire-changed"],
    ),
    "a body with another name": (
        sending(CALLS, {"Call": record(label=TEXT)}),
        sending(CALLS, {"Call": record(label=TEXT)}, **{"x-name": "calls"}),
        Level.BREAKING,
        ["parameter-renamed"],
    ),
    "a parameter with another name and the same key": (
        with_parameters(query("label")),
        with_parameters(query("label", **{"x-name": "topic"})),
        Level.BREAKING,
        ["parameter-renamed"],
    ),
    "a required parameter with another name": (
        with_parameters(query("label", required=True, description="What it is about.")),
        with_parameters(query("topic", required=True, description="What it is about.")),
        Level.BREAKING,
        ["parameter-renamed", "wire-changed"],
    ),
    "a filter that moves into the path still has its name": (
        with_parameters(query("label", required=True)),
        described(
            paths={
                "/calls/{label}": {
                    "get": operation(parameters=[query("label") | {"in": "path", "required": True}])
                }
            }
        ),
        Level.WIRE,
        ["operation-moved", "wire-changed"],
    ),
    "a file by name only": (
        uploading(required=True),
        uploading(),
        Level.BREAKING,
        ["parameter-moved", "parameter-optional"],
    ),
    "moments may be given as the numbers they were": (
        with_parameters(query("since", "integer")),
        with_parameters(query("since", "integer", **{"x-unix-ms": True})),
        Level.ADDITIVE,
        ["parameter-type-changed"],
    ),
    "a moment where a day was": (
        with_parameters(query("since", format="date")),
        with_parameters(query("since", format="date-time")),
        Level.BREAKING,
        ["parameter-type-changed"],
    ),
    "anything is taken": (
        sending({"type": "array", "items": TEXT}),
        sending({}),
        Level.ADDITIVE,
        ["parameter-type-changed"],
    ),
}
DESCRIPTIONS = {
    "a title names the client": (
        titled("Phone"),
        titled("Mail"),
        Level.BREAKING,
        ["client-renamed", "environment-changed", "error-renamed", "package-renamed"],
    ),
    "words that state nothing": (titled("Phone"), titled("Phone API"), Level.NONE, []),
    "what the API is": (
        titled("Phone"),
        described(info={"title": "Phone", "version": "2", "description": "Calls people."}),
        Level.DOCS,
        ["client-described"],
    ),
    "what a resource is": (
        described(tags=[{"name": "calls", "description": "Calls."}]),
        described(tags=[{"name": "calls", "description": "Calls and more."}]),
        Level.DOCS,
        ["resource-described"],
    ),
    "what a failure means": (
        failing("Gone."),
        failing("Never there."),
        Level.DOCS,
        ["response-described"],
    ),
    "what an enum means": (
        answering_model(Call=record(state=CALL | {"$ref": "#/definitions/State"}), State=STATE),
        answering_model(
            Call=record(state=CALL | {"$ref": "#/definitions/State"}),
            State=STATE | {"description": "How far it is."},
        ),
        Level.DOCS,
        ["model-described"],
    ),
    "no longer deprecated": (
        described(operation(deprecated=True)),
        described(),
        Level.DOCS,
        ["operation-deprecated"],
    ),
    "deprecated in other words": (
        described(operation(deprecated=True)),
        described(operation(deprecated=True, **{"x-deprecated": "Use texts."})),
        Level.DOCS,
        ["operation-deprecated"],
    ),
    "a model is deprecated": (
        answering_model(Call=record(id=NUMBER)),
        answering_model(Call=record(id=NUMBER) | {"deprecated": True}),
        Level.ADDITIVE,
        ["model-deprecated"],
    ),
    "another state to wait for": (
        waiting("READY"),
        waiting("READY", "DONE"),
        Level.DOCS,
        ["wait-changed"],
    ),
    "nothing to wait for": (
        waiting("READY"),
        call(state=STATE),
        Level.BREAKING,
        ["companion-removed"],
    ),
    "another login": (
        described(),
        described(operation(**{"x-login": "account"})),
        Level.DOCS,
        ["login-changed"],
    ),
    "a public operation": (
        described(securityDefinitions={"b": {"type": "basic"}}, security=[{"b": []}]),
        described(
            operation(security=[]),
            securityDefinitions={"b": {"type": "basic"}},
            security=[{"b": []}],
        ),
        Level.BREAKING,
        ["auth-changed", "security-changed"],
    ),
    "a day where an object was": (
        answering_model(Call=record(on=DAY_AT), Day=DAY),
        answering_model(Call=record(on=DAY_AT), Day=DAY | {"x-calendar": "date"}),
        Level.ADDITIVE,
        ["model-calendar-changed"],
    ),
}
RENAMED = {
    "models that refer to each other": (
        answering_model(
            CallPage=record(items=CALLS, total=NUMBER),
            Call=record(id=NUMBER, page={"$ref": "#/definitions/CallPage"}),
        ),
        answering_model(
            RingPage=record(
                items={"type": "array", "items": {"$ref": "#/definitions/Ring"}}, total=NUMBER
            ),
            Ring=record(id=NUMBER, page={"$ref": "#/definitions/RingPage"}),
        ),
        ["model-renamed", "model-renamed"],
    ),
    "models of models that are distinguished by these": (
        answering_model(
            All=record(
                calls={"$ref": "#/definitions/CallBox"}, texts={"$ref": "#/definitions/TextBox"}
            ),
            CallBox=record(first=CALL, size=NUMBER),
            TextBox=record(first={"$ref": "#/definitions/Text"}, size=NUMBER),
            Call=record(id=NUMBER),
            Text=record(name=TEXT),
        ),
        answering_model(
            All=record(
                calls={"$ref": "#/definitions/RingBox"}, texts={"$ref": "#/definitions/MailBox"}
            ),
            RingBox=record(first={"$ref": "#/definitions/Ring"}, size=NUMBER),
            MailBox=record(first={"$ref": "#/definitions/Mail"}, size=NUMBER),
            Ring=record(id=NUMBER),
            Mail=record(name=TEXT),
        ),
        ["model-renamed"] * 4,
    ),
    "models whose fields are of other types now": (
        answering_model(Call=record(at=DAY_AT), Day=record(year=NUMBER)),
        answering_model(Ring=record(at={"$ref": "#/definitions/Date"}), Date=record(year=TEXT)),
        ["model-added", "model-added", "model-removed", "model-removed", "response-changed"],
    ),
    "the model of a callback": (
        notifying("Started"),
        json.loads(json.dumps(notifying("Started")).replace("definitions/Call", "definitions/Ring"))
        | {"definitions": {"Ring": record(id=NUMBER)}},
        ["model-renamed"],
    ),
}


@pytest.mark.parametrize("case", [*SENT, *DESCRIPTIONS])
def test_what_is_sent_and_what_is_reported(case):
    old, new, level, kinds = {**SENT, **DESCRIPTIONS}[case]

    result = verdict(old, new)

    assert (result.level, sorted(change.kind for change in result.changes)) == (level, kinds)


@pytest.mark.parametrize("case", RENAMED)
def test_renamed_models(case):
    old, new, kinds = RENAMED[case]

    assert sorted(change.kind for change in verdict(old, new).changes) == kinds


TWO = described(
    paths={
        "/calls": {"get": operation(parameters=[query("label")])},
        "/calls/last": {"get": operation(operationId="lastCall")},
    }
)
NAMES = {
    "the same": (
        {"findCalls": "calls.find", "lastCall": "calls.last"},
        {"findCalls": "calls.find", "lastCall": "calls.last"},
        [],
    ),
    "names that change places": (
        {"findCalls": "calls.find", "lastCall": "calls.last"},
        {"findCalls": "calls.last", "lastCall": "calls.find"},
        [
            ("breaking", "operation-renamed", "calls.find", "is now calls.last"),
            ("breaking", "operation-renamed", "calls.last", "is now calls.find"),
        ],
    ),
    "a name that goes to another": (
        {"findCalls": "calls.find", "lastCall": "calls.last"},
        {"findCalls": "calls.search", "lastCall": "calls.find"},
        [
            ("breaking", "operation-renamed", "calls.find", "is now calls.search"),
            ("breaking", "operation-renamed", "calls.last", "is now calls.find"),
        ],
    ),
    "an alias": (
        {"findCalls": "calls.find", "lastCall": "calls.last"},
        {"findCalls": {"name": "calls.find", "aliases": ["calls.all"]}, "lastCall": "calls.last"},
        [("additive", "alias-added", "calls.find", "can be called calls.all, too")],
    ),
    "an old name that stays": (
        {"findCalls": "calls.find", "lastCall": "calls.last"},
        {"findCalls": {"name": "calls.all", "aliases": ["calls.find"]}, "lastCall": "calls.last"},
        [
            (
                "additive",
                "operation-renamed",
                "calls.find",
                "is now calls.all; the old name stays as an alias",
            )
        ],
    ),
    "an old name that goes": (
        {"findCalls": {"name": "calls.all", "aliases": ["calls.find"]}, "lastCall": "calls.last"},
        {"findCalls": "calls.all", "lastCall": "calls.last"},
        [("breaking", "alias-removed", "calls.all", "can no longer be called calls.find")],
    ),
}


@pytest.mark.parametrize("case", NAMES)
def test_other_names_for_the_same(case):
    old, new, expected = NAMES[case]

    result = compare(surface_of(TWO, old), surface_of(TWO, new)).changes

    assert [(each.level.word, each.kind, each.at, each.message) for each in result] == expected


def test_one_new_operation_is_the_new_name_of_one_old():
    old = described(
        paths={"/calls": {"get": operation()}, "/rings": {"get": operation(operationId="rings")}}
    )
    new = described(paths={"/rings": {"get": operation(tags=["phone"])}})

    result = verdict(old, new).changes

    assert {(each.kind, each.at) for each in result} == {
        ("operation-renamed", "calls.find"),
        ("operation-moved", "phone.find_calls"),
        ("operation-removed", "calls.rings"),
    }


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "Now.", 'is described now: "Now."'),
        ("Was.", "", "is no longer described"),
        ("In seconds.", "In minutes.", 'its text changed: "In [seconds. -> minutes.]"'),
        (
            "All calls.",
            "All calls. Newest first.",
            'its text changed: "All calls. [+ Newest first.]"',
        ),
        (
            "Sends texts to up to 1000 people, one after the other, and states what became of each.",
            "Sends texts to up to 500 people, one after the other, and shows what became of each.",
            'its text changed: "... to up to [1000 -> 500] people, one after ...", "... the other, and [states -> shows] what became of ..."',
        ),
        ("Sends a text.", "Nothing in common here.", 'its text is new: "Nothing in common here."'),
        ("One\ntwo", "One two", "its text is set in other lines"),
    ],
)
def test_texts_are_compared_by_words(old, new, expected):
    assert reworded(old, new) == expected
