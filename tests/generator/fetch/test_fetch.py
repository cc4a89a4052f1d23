"""A newly published description comes in by its facts, in our words, and only when asked to."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from generator.cli import run
from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.fetch import download, spec_lock
from generator.swagger.facts import cleaned, facts, label
from generator.swagger.own_texts import with_words, words

OURS = {
    "swagger": "2.0",
    "info": {"title": "Phone", "description": "Our words.", "version": "1"},
    "host": "api.example",
    "schemes": ["https"],
    "paths": {
        "/calls": {
            "get": {
                "operationId": "findCalls",
                "tags": ["calls"],
                "summary": "Find calls",
                "description": "Ours.",
                "parameters": [
                    {"in": "query", "name": "label", "type": "string", "description": "Ours."}
                ],
                "responses": {
                    "200": {"description": "ok", "schema": {"$ref": "#/definitions/Call"}}
                },
            }
        }
    },
    "definitions": {
        "Call": {
            "type": "object",
            "description": "A call.",
            "properties": {"id": {"type": "integer", "description": "Our id."}},
        }
    },
}
ROOT = Path(__file__).parents[3]
PROJECT = '[tool.client-generator]\nspec = "spec/api.json"\noverlay = "spec/overlay.yaml"\n'
OVERLAY = """
overlay: 1.1.0
info: {title: t, version: "1"}
actions:
  - target: $.paths['/calls'].get
    update: {x-effect: read}
"""


def text(plain):
    return json.dumps(plain, indent=2) + "\n"


def theirs(**definitions):
    """The same facts as the publisher spells them: other words, extensions, leftovers."""
    upstream = json.loads(text(OURS).replace("Ours.", "Theirs.").replace("A call.", "Theirs."))
    upstream["x-logo"] = {}
    upstream["info"]["description"] = "Theirs."
    upstream["paths"]["/calls"]["get"] |= {"summary": "Theirs", "x-sample": "s"}
    upstream["definitions"] |= {"Leftover": {"type": "object", "properties": {}}} | definitions
    return upstream


def with_state():
    upstream = theirs()
    state = {"type": "string", "description": "Their state."}
    upstream["definitions"]["Call"]["properties"] |= {"state": state}
    return upstream


@pytest.fixture
def project(tmp_path, monkeypatch):
    spec = tmp_path / "spec"
    spec.mkdir()
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    (spec / "overlay.yaml").write_text(OVERLAY)
    (spec / "api.json").write_text(text(OURS))
    kept = spec_lock.Lock(
        "https://api.example/api.json", "first", "0" * 64, {"api.json": "", "overlay.yaml": ""}
    )
    spec_lock.write(spec / "spec.lock", spec_lock.seal(spec / "spec.lock", kept))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def upstream(project, plain):
    path = project / "2030-01-31.json"
    path.write_text(text(plain))
    return path.name


def broken():
    """A description with an error that an overlay can correct: a list of tags that is none."""
    plain = with_state()
    plain["paths"]["/calls"]["get"]["tags"] = "calls"
    return plain


def state_of(project):
    return {path.name: path.read_bytes() for path in sorted((project / "spec").iterdir())}


@pytest.mark.parametrize(
    ("published", "arguments", "code"),
    [
        (theirs(), [], 0),
        (theirs(), ["--check"], 0),
        (with_state(), [], 3),
        (with_state(), ["--check"], 3),
        (theirs() | {"swagger": "3.0"}, ["--accept"], 2),
        (theirs() | {"paths": {}}, ["--accept"], 2),
        (theirs() | {"paths": {}}, ["--check"], 3),
        (with_state(), ["--accept", "--sha256", "0" * 64], 2),
        (with_state(), ["--accept", "--check"], 2),
        (with_state(), ["--accept", "--from", " "], 2),
        ({"message": "Not found"}, ["--check"], 2),
    ],
)
def test_nothing_is_written(project, published, arguments, code):
    before = state_of(project)

    assert run(["fetch", "--from", upstream(project, published), *arguments]) == code
    assert state_of(project) == before


def test_accepting_takes_facts_and_keeps_words(project):
    name = upstream(project, with_state())
    checksum = sha256((project / name).read_bytes()).hexdigest()
    expected = json.loads(text(OURS))
    expected["definitions"]["Call"]["properties"]["state"] = {"type": "string"}

    assert run(["fetch", "--from", name, "--accept", "--sha256", checksum]) == 0

    path = project / "spec" / "spec.lock"
    kept = spec_lock.read(path)
    assert (project / "spec" / "api.json").read_text() == text(expected)
    assert (
        kept.revision,
        kept.published,
        spec_lock.verify(path, kept),
    ) == ("2030-01-31", checksum, ())
    assert run(["fetch", "--from", name, "--check"]) == 0


def test_errors_are_reported_by_the_lines_of_what_was_published(project, capsys):
    name = upstream(project, broken())
    lines = (project / name).read_text().splitlines()
    line = next(
        number for number, each in enumerate(lines, 1) if each.strip() == '"tags": "calls",'
    )

    run(["fetch", "--from", name])

    messages = capsys.readouterr().out
    assert f"{name}:{line}: " in messages
    assert "add the action: remove $.paths['/calls'].get.tags" in messages


def test_the_overlay_corrects_before_errors_count(project):
    path = project / "spec/overlay.yaml"
    corrected = "  - {target: '$.paths.*.get.tags', remove: true}\n"
    path.write_text(OVERLAY.rstrip() + "\n" + corrected)

    assert run(["fetch", "--from", upstream(project, broken()), "--accept"]) == 0
    assert run(["validate"]) == 0


def test_what_people_edited_is_not_locked_in_passing(project):
    path = project / "spec/spec.lock"
    (project / "spec/overlay.yaml").write_text(f"{OVERLAY}# edited by hand\n")

    assert run(["fetch", "--from", upstream(project, with_state()), "--accept"]) == 0
    assert spec_lock.verify(path, spec_lock.read(path)) == ("overlay.yaml",)


def test_a_description_is_guarded_from_the_first_time(project):
    path = project / "spec/spec.lock"
    spec_lock.write(path, spec_lock.Lock("https://api.example/api.json", "first", "0" * 64, {}))
    (project / "spec/api.json").unlink()

    assert run(["fetch", "--from", upstream(project, theirs()), "--accept"]) == 0
    assert list(spec_lock.read(path).files) == ["api.json"]


def test_the_same_again_writes_nothing(project, capsys):
    name = upstream(project, with_state())
    run(["fetch", "--from", name, "--accept"])
    before = state_of(project)
    capsys.readouterr()

    assert run(["fetch", "--from", name, "--accept"]) == 0
    assert capsys.readouterr().err.endswith("nothing to write\n")
    assert state_of(project) == before


def test_a_broken_description_of_our_own_is_not_news(project, capsys):
    (project / "spec/api.json").write_text("{")

    assert run(["fetch", "--from", upstream(project, theirs()), "--check"]) == 2
    assert "error json-syntax #" not in capsys.readouterr().out


@pytest.mark.parametrize("value", [None, 1, "x", [], ["x"], [[]], {}, {"x": 1}, {"$ref": 1}])
@pytest.mark.parametrize(
    "place", ["paths", "definitions", "info", "tags", "parameters", "responses", "/calls", "get"]
)
def test_any_shape_is_survived(project, capsys, place, value):
    plain = theirs()
    holder = {"/calls": plain["paths"], "get": plain["paths"]["/calls"]}.get(place, plain)
    holder[place] = value
    name = upstream(project, plain)

    assert run(["fetch", "--from", name]) in {0, 2, 3}
    assert run(["fetch", "--from", name, "--check"]) in {0, 2, 3}


def test_what_is_new_asks_for_words_until_it_has_some(project, capsys):
    run(["fetch", "--from", upstream(project, with_state()), "--accept"])
    asked = capsys.readouterr().out

    run(["validate", "--format", "json"])
    result = json.loads(capsys.readouterr().out)["findings"]

    assert "definition Call, property state" in asked
    assert 'the publisher states "Their state."' in asked
    assert [(each["code"], each["pointer"]) for each in result] == [
        ("description-missing", "/definitions/Call/properties/state")
    ]


def test_the_difference_is_reported_for_programs(project, capsys):
    run(["fetch", "--from", upstream(project, with_state()), "--format", "json"])

    verdict = json.loads(capsys.readouterr().out)

    assert (
        verdict["level"],
        [change["kind"] for change in verdict["changes"]],
    ) == ("additive", ["field-added"])


def test_a_missing_lock_is_bad_input(project):
    (project / "spec" / "spec.lock").unlink()

    assert run(["fetch", "--from", upstream(project, theirs())]) == 2


def facts_of(plain):
    return facts(cleaned(parse(json.dumps(plain), "x.json", Diagnostics())))


def test_words_extensions_order_and_leftovers_are_no_facts():
    assert facts_of(theirs()) == facts_of(OURS)
    assert facts_of(dict(reversed(OURS.items()))) == facts_of(OURS)
    assert facts_of(OURS) != facts_of(with_state())


@pytest.mark.parametrize(
    ("extension", "is_fact"),
    [
        ({"x-nullable": True}, True),
        ({"x-deprecated": "Use name."}, True),
        ({"x-example": 5}, True),
        ({"x-logo": {"url": "u"}}, False),
    ],
)
def test_extensions_that_make_another_client_are_facts(extension, is_fact):
    more = json.loads(text(OURS))
    more["definitions"]["Call"]["properties"]["id"] |= extension

    assert is_fact == (facts_of(OURS) != facts_of(more))


def test_a_property_called_like_an_extension_is_a_fact():
    unusual = json.loads(text(OURS))
    unusual["definitions"]["Call"]["properties"]["x-id"] = {"type": "string"}

    assert facts_of(OURS) != facts_of(unusual)


def test_subjects_are_readable():
    assert (
        label(("operation", "findCalls", "parameter", "query", "limit"))
        == "operation findCalls, parameter query limit"
    )


def test_files_may_be_named_by_url(tmp_path):
    path = tmp_path / "a b.json"
    path.write_text("{}")

    assert download.read(path.as_uri(), Diagnostics()) == b"{}"


def test_other_bytes_than_expected_are_refused(project, capsys):
    run(["fetch", "--from", upstream(project, theirs()), "--sha256", "0" * 64])

    assert capsys.readouterr().err.split()[1] == "fetch-checksum"


SCATTERED = OURS | {
    "parameters": {
        "Limit": {"in": "query", "name": "limit", "type": "integer", "description": "W."}
    },
    "responses": {
        "Failed": {
            "description": "W.",
            "headers": {"X-Rate": {"type": "integer", "description": "W."}},
            "schema": {
                "type": "object",
                "additionalProperties": {"type": "string", "description": "W."},
                "properties": {"why": {"type": "string", "description": "W."}},
                "example": {"description": "A value.", "x-id": 1},
            },
        }
    },
    "paths": {
        "/calls": OURS["paths"]["/calls"]
        | {"parameters": [{"in": "query", "name": "fields", "type": "string", "description": "W."}]}
    },
}


def test_our_words_stay_wherever_they_stand():
    upstream = json.loads(json.dumps(SCATTERED).replace('"W."', '"Theirs."'))
    facts_only = cleaned(parse(json.dumps(upstream), "x.json", Diagnostics()))

    document, missing = with_words(facts_only, words(SCATTERED))

    assert (document, missing) == (SCATTERED, ())


def test_what_is_scattered_asks_for_words():
    _, missing = with_words(SCATTERED, words(OURS))

    assert {
        ("path", "/calls", "parameter", "query", "fields"),
        ("parameter", "Limit"),
        ("response", "Failed"),
        ("response", "Failed", "header", "X-Rate"),
        ("response", "Failed", "schema", "property", "why"),
    } == set(missing)


def test_whatever_asks_for_words_is_reported_until_it_has_some(project, capsys):
    """Wherever it stands, as long as others of its kind are described."""
    (project / "spec/api.json").write_text(text(SCATTERED))
    grown = json.loads(text(SCATTERED))
    bare = {"type": "string"}
    failed = grown["responses"]["Failed"]
    grown["paths"]["/calls"]["parameters"].append({"in": "query", "name": "new"} | bare)
    grown["parameters"]["New"] = {"in": "query", "name": "new"} | bare
    failed["headers"]["X-New"] = bare
    failed["schema"]["properties"]["new"] = bare
    grown["responses"]["New"] = {"description": "", "schema": {"$ref": "#/definitions/Call"}}

    assert run(["fetch", "--from", upstream(project, grown), "--accept"]) == 0
    _, _, texts = capsys.readouterr().out.partition("Texts to write")
    asked = texts.count("\n") - 1
    run(["validate", "--format", "json"])
    result = json.loads(capsys.readouterr().out)["findings"]

    reported = {each["pointer"] for each in result if each["code"] == "description-missing"}
    assert {
        "/paths/~1calls/parameters/1",
        "/parameters/New",
        "/responses/Failed/headers/X-New",
        "/responses/Failed/schema/properties/new",
        "/responses/New",
    } == reported
    assert len(reported) == asked


def published_without(change):
    """The real description after one change that the project's overlay or names do not expect."""
    plain = json.loads((ROOT / "spec" / "swagger.json").read_text("utf-8"))
    change(plain)
    return plain


def remove_operation(plain):
    del plain["paths"]["/media/{id}"]["get"]


def rename_operation(plain):
    plain["paths"]["/media/{id}"]["get"]["operationId"] = "loadMedia"


def rename_definition(plain):
    written = json.dumps(plain).replace('#/definitions/CallRecording"', '#/definitions/Recording"')
    plain |= json.loads(written)
    plain["definitions"]["Recording"] = plain["definitions"].pop("CallRecording")


def retype_parameter(plain):
    named = {each["name"]: each for each in plain["paths"]["/calls"]["get"]["parameters"]}
    named["intervalBegin"]["type"] = "string"
    named["fromNumber"]["type"] = "integer"
