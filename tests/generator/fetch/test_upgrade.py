"""What no longer fits a new description is listed in one round, with edits that make it fit."""

import copy
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from generator.cli import run
from generator.document.write import as_yaml
from generator.fetch import spec_lock

ROOT = Path(__file__).parents[3]
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
                "parameters": [
                    {"in": "query", "name": "number", "type": "string", "description": "Ours."},
                    {"in": "query", "name": "other", "type": "string", "description": "Ours."},
                ],
                "responses": {
                    "200": {"description": "Ours.", "schema": {"$ref": "#/definitions/Call"}}
                },
            },
            "post": {
                "operationId": "sendCalls",
                "tags": ["calls"],
                "summary": "Send calls",
                "parameters": [
                    {
                        "in": "body",
                        "name": "body",
                        "description": "Ours.",
                        "schema": {"type": "array", "items": {"$ref": "#/definitions/Row"}},
                    }
                ],
                "responses": {"204": {"description": "Ours."}},
            },
        },
        "/old": {
            "delete": {
                "operationId": "dropOld",
                "tags": ["calls"],
                "summary": "Drop",
                "responses": {"204": {"description": "Ours."}},
            }
        },
        "/unused": {
            "get": {
                "operationId": "getUnused",
                "tags": ["calls"],
                "summary": "Get",
                "responses": {"204": {"description": "Ours."}},
            }
        },
    },
    "definitions": {
        "Call": {
            "type": "object",
            "description": "A call.",
            "properties": {
                "id": {"type": "integer", "description": "Our id."},
                "state": {"type": "string", "enum": ["READY", "DONE"], "description": "Ours."},
            },
        },
        "Row": {
            "type": "object",
            "description": "A row.",
            "properties": {"number": {"type": "string", "description": "Ours."}},
        },
    },
}
PROJECT = """\
[tool.client-generator]
spec = "spec/api.json"
overlay = "spec/overlay.yaml"
names = "spec/names.yaml"
client-version = "1.0.0"   # stays

[tool.client-generator.drop]
getUnused = "It has no use."
"""
OVERLAY = """\
# Corrections.
overlay: 1.1.0
info: {title: t, version: "1"}
actions:

  # ---- effects
  - target: $.paths.*[?match(@.operationId, '(find|load)Calls')]
    description: Reads.   # by pattern
    update: {x-effect: read, x-core: true}

  - target: "$.paths.*[?@.operationId == 'sendCalls']"
    update:
      x-effect: contact   # costs money

  - target: $.paths.*[?@.operationId == 'dropOld']
    update: {x-effect: delete}

  # ---- values
  - target: $.paths.*.*.parameters[?@.name == 'number' || @.name == 'other']
    update: {x-phone: true}

  - target: $.definitions.Call.properties.id
    update: {x-example: 5}
"""
NAMES = """\
# Names.
findCalls: calls.find
sendCalls:
  name: calls.send   # the one that costs
  aliases: [calls.make]
dropOld: calls.drop_old
/definitions/Call/properties/state: StateOfCalls
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    spec = tmp_path / "spec"
    spec.mkdir()
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    (spec / "overlay.yaml").write_text(OVERLAY)
    (spec / "names.yaml").write_text(NAMES)
    (spec / "api.json").write_text(json.dumps(OURS, indent=2) + "\n")
    guarded = dict.fromkeys(["api.json", "overlay.yaml", "names.yaml"], "")
    lock = spec_lock.Lock("https://api.example/api.json", "first", "0" * 64, guarded)
    spec_lock.write(spec / "spec.lock", spec_lock.seal(spec / "spec.lock", lock))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def upstream(project, plain):
    """The description as its publisher would write it."""
    path = project / "2030-01-31.json"
    theirs = json.dumps(plain).replace("Ours.", "Theirs.").replace("Our words.", "Theirs.")
    path.write_text(theirs)
    return path.name


def paths(plain):
    return plain["paths"]


def remove_operation(plain):
    del paths(plain)["/old"]


def rename_operations(plain):
    paths(plain)["/calls"]["get"]["operationId"] = "searchCalls"
    paths(plain)["/calls"]["post"]["operationId"] = "createCalls"


def rename_definition(plain):
    plain["definitions"]["Telephone"] = plain["definitions"].pop("Call")
    paths(plain)["/calls"]["get"]["responses"]["200"]["schema"] = {
        "$ref": "#/definitions/Telephone"
    }


def retype_parameter(plain):
    paths(plain)["/calls"]["get"]["parameters"][1]["type"] = "integer"


def remove_property(plain):
    del plain["definitions"]["Call"]["properties"]["id"]


def remove_dropped(plain):
    del paths(plain)["/unused"]


def add_put(plain):
    paths(plain)["/calls/again"] = {
        "put": {**paths(plain)["/calls"]["post"], "operationId": "resendCalls"}
    }


def add_unlike(plain):
    paths(plain)["/new"] = {
        method: {"operationId": f"{method}New", "responses": {"204": {"description": "Theirs."}}}
        for method in ("get", "post", "delete", "patch")
    }


def publish_mistake(plain):
    paths(plain)["/calls"]["get"]["tags"] = "calls"


def everything(plain):
    remove_operation(plain)
    rename_operations(plain)
    rename_definition(plain)
    retype_parameter(plain)
    remove_dropped(plain)
    add_put(plain)
    add_unlike(plain)
    publish_mistake(plain)


CHANGES = {
    remove_operation: [
        "spec/overlay.yaml:15: nothing matches $.paths.*[?@.operationId == 'dropOld']: remove the action",
        "spec/names.yaml:6: no operation is called 'dropOld': remove the entry of dropOld",
    ],
    rename_operations: [
        "spec/overlay.yaml:7: findCalls is called searchCalls now: put searchCalls in its place",
        "spec/overlay.yaml:11: sendCalls is called createCalls now: put createCalls in its place",
        "spec/names.yaml:2: findCalls is called searchCalls now: put searchCalls in its place",
        "spec/names.yaml:3: sendCalls is called createCalls now: put createCalls in its place",
    ],
    rename_definition: [
        "spec/overlay.yaml:22: Call is called Telephone now: put Telephone in its place",
        "spec/names.yaml:7: Call is called Telephone now: put Telephone in its place",
        "add /definitions/Telephone: Call, or a better name",
    ],
    retype_parameter: [
        "remove $.paths['/calls'].get.parameters[?@.name == 'other' && @.in == 'query']['x-phone']",
    ],
    remove_property: [
        "spec/overlay.yaml:22: nothing matches $.definitions.Call.properties.id: remove the action"
    ],
    remove_dropped: [
        "pyproject.toml:8: there is no operation 'getUnused' to drop: remove getUnused from drop"
    ],
    add_put: [
        "add resendCalls: calls.resend, or a better name",
        "nothing states the effect of PUT /calls/again: add the action: state contact; Sends the same as sendCalls",
    ],
    add_unlike: [
        "the effect of POST /new: add the action: state create",
        "the effect of DELETE /new: add the action: state delete",
        "the effect of PATCH /new: add the action: state create",
        "GET /new is new and has its name by rule",
    ],
    publish_mistake: ["add the action: remove $.paths['/calls'].get.tags"],
    everything: [
        "dropOld",
        "searchCalls",
        "Telephone",
        "x-phone",
        "getUnused",
        "contact",
        "get.tags",
    ],
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_all_edits_are_listed_at_once_and_then_nothing_is_left(project, capsys, change):
    plain = copy.deepcopy(OURS)
    change(plain)
    name = upstream(project, plain)

    assert run(["fetch", "--from", name]) == 3
    listed = capsys.readouterr().out
    missing = [edit for edit in CHANGES[change] if edit not in listed]
    assert missing == [], listed
    assert "level " in listed

    assert run(["fetch", "--from", name, "--apply"]) == 0, capsys.readouterr().out
    capsys.readouterr()
    assert run(["validate"]) == 0, capsys.readouterr().out
    assert run(["generate"]) == 0
    capsys.readouterr()
    assert run(["fetch", "--from", name]) == 0, capsys.readouterr().out
    assert "Edits" not in capsys.readouterr().out
    assert (
        spec_lock.verify(project / "spec/spec.lock", spec_lock.read(project / "spec/spec.lock"))
        == ()
    )


def test_edits_keep_comments_and_order(project):
    plain = copy.deepcopy(OURS)
    everything(plain)
    run(["fetch", "--from", upstream(project, plain), "--apply"])

    overlay = (project / "spec/overlay.yaml").read_text()
    names = (project / "spec/names.yaml").read_text()
    lost = {"    update: {x-effect: delete}"}
    before = [line for line in OVERLAY.splitlines() if "#" in line and line not in lost]
    assert [
        line for line in overlay.splitlines() if "#" in line and "definitions" not in line
    ] == before
    assert names.startswith(
        "# Names.\nsearchCalls: calls.find\ncreateCalls:\n  name: calls.send   # the"
    )
    assert "/definitions/Telephone/properties/state: StateOfCalls" in names
    assert '"1.0.0"   # stays' in (project / "pyproject.toml").read_text()
    actions = yaml.safe_load(overlay)["actions"]
    assert [each["target"] for each in actions][:2] == [
        "$.paths.*[?match(@.operationId, '(find|load)Calls|searchCalls')]",
        "$.paths.*[?@.operationId == 'createCalls']",
    ]


def test_code_goes_on_when_ids_and_definitions_are_renamed(project, capsys):
    plain = copy.deepcopy(OURS)
    rename_operations(plain)
    rename_definition(plain)

    run(["fetch", "--from", upstream(project, plain), "--format", "json"])

    verdict = json.loads(capsys.readouterr().out)
    assert (verdict["level"], verdict["changes"], verdict["texts"]) == ("none", [], [])


def test_accepting_without_the_edits_states_so_until_they_are_made(project, capsys):
    plain = copy.deepcopy(OURS)
    remove_operation(plain)
    name = upstream(project, plain)

    assert run(["fetch", "--from", name, "--accept"]) == 3
    assert run(["generate"]) == 2
    assert run(["fetch", "--from", name]) == 3
    assert run(["fetch", "--from", name, "--apply"]) == 0
    assert run(["generate"]) == 0


def test_texts_are_asked_for_where_users_see_them(project, capsys):
    """Not for what the overlay removes, nor for what was bare before."""
    plain = copy.deepcopy(OURS)
    for name in ("seen", "unseen"):
        plain["definitions"]["Call"]["properties"][name] = {"type": "string"}
    path = project / "spec/overlay.yaml"
    removal = "\n  - target: $.definitions.Call.properties.unseen\n    remove: true\n"
    path.write_text(OVERLAY + removal)
    name = upstream(project, plain)

    run(["fetch", "--from", name, "--format", "json"])
    assert json.loads(capsys.readouterr().out)["texts"] == ["definition Call, property seen"]
    run(["fetch", "--from", name, "--apply"])
    plain["definitions"]["Call"]["properties"]["more"] = {"type": "string"}
    capsys.readouterr()
    run(["fetch", "--from", upstream(project, plain), "--format", "json"])
    assert json.loads(capsys.readouterr().out)["texts"] == ["definition Call, property more"]


YAML = """\
# The publisher's own comment.
swagger: '2.0'
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: listPets
      summary: Theirs.     # and another one
      responses: {'204': {description: Theirs.}}
"""


@pytest.mark.parametrize("spec", ["api.yaml", "api.json"])
@pytest.mark.parametrize("published", [YAML, json.dumps(yaml.safe_load(YAML), indent=4)])
def test_texts_of_the_publisher_stay_where_a_project_has_none_of_its_own(
    project, capsys, spec, published
):
    (project / "pyproject.toml").write_text(f'[tool.client-generator]\nspec = "spec/{spec}"\n')
    spec_lock.write(project / "spec/spec.lock", spec_lock.Lock("https://a.b/c", "", "", {}))
    source = project / "published"
    place = project / "spec" / spec
    place.unlink(missing_ok=True)
    for text in (published, published.replace("listPets", "findPets").replace("Theirs.", "Newer.")):
        source.write_text(text)
        assert run(["fetch", "--from", "published", "--apply"]) == 0
        if text.startswith("#") is spec.endswith("yaml"):
            assert place.read_text() == text
        assert yaml.safe_load(place.read_text()) == yaml.safe_load(text)
        assert place.read_text().startswith("{") is spec.endswith("json")
    assert "Texts to write" not in capsys.readouterr().out


def test_own_words_of_a_yaml_description_stay_yaml(project):
    (project / "pyproject.toml").write_text('[tool.client-generator]\nspec = "spec/api.yaml"\n')
    ours = yaml.safe_load(YAML.replace("Theirs.", "Ours. 1e3"))
    ours["paths"]["/pets"]["get"]["x-deprecated"] = "1e3"
    (project / "spec/api.yaml").write_bytes(as_yaml(ours))
    spec_lock.write(project / "spec/spec.lock", spec_lock.Lock("https://a.b/c", "", "", {}))
    theirs = yaml.safe_load(YAML)
    theirs["paths"]["/pets"]["get"] |= {"deprecated": True, "x-deprecated": "1e3"}
    (project / "new.yaml").write_bytes(as_yaml(theirs))

    assert run(["fetch", "--from", "new.yaml", "--apply"]) == 0

    written = (project / "spec/api.yaml").read_text()
    assert yaml.safe_load(written)["paths"]["/pets"]["get"]["summary"] == "Ours. 1e3"
    assert "x-deprecated: '1e3'" in written
    assert run(["generate"]) == 0


@pytest.mark.slow
@pytest.mark.parametrize("format_", ["text", "md", "json", "github"])
def test_reports_of_the_real_description(tmp_path, monkeypatch, capsys, format_):
    """All kinds at once, in the real project: the edits make it fit."""
    shutil.copytree(ROOT / "spec", tmp_path / "spec")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    plain = json.loads((ROOT / "spec/swagger.json").read_text("utf-8"))
    del plain["paths"]["/media/{id}"]["get"]
    plain["paths"]["/texts"]["post"]["operationId"] = "createTexts"
    plain["paths"]["/calls"]["get"]["parameters"][6]["type"] = "integer"
    plain["paths"]["/texts/resend"] = {
        "put": {**plain["paths"]["/texts"]["post"], "operationId": "resendTexts"}
    }
    (tmp_path / "new.json").write_text(json.dumps(plain))

    assert run(["fetch", "--from", "new.json", "--format", format_]) == 3
    listed = capsys.readouterr().out
    assert all(word in listed for word in ("getMedia", "createTexts", "resendTexts", "contact"))
    assert run(["fetch", "--from", "new.json", "--apply"]) == 0
    assert run(["validate"]) == 0


def remove_media(plain):
    del plain["paths"]["/media/{id}"]["get"]


def rename_send(plain):
    plain["paths"]["/texts"]["post"]["operationId"] = "createTexts"


def rename_recording(plain):
    whole = json.dumps(plain).replace('#/definitions/CallRecording"', '#/definitions/Recording"')
    plain.update(json.loads(whole))
    plain["definitions"]["Recording"] = plain["definitions"].pop("CallRecording")


def retype_filters(plain):
    named = {each["name"]: each for each in plain["paths"]["/calls"]["get"]["parameters"]}
    named["intervalBegin"]["type"] = "string"
    del named["intervalBegin"]["format"]
    named["fromNumber"]["type"] = "integer"


def add_resend(plain):
    sends = {**plain["paths"]["/texts"]["post"], "operationId": "resendTexts"}
    plain["paths"]["/texts/resend"] = {"put": sends}


SHOWN = [remove_media, rename_send, rename_recording, retype_filters, add_resend]
PAGE = (ROOT / "docs" / "maintainers.md").read_text("utf-8")


def masked(text):
    """Without the numbers of lines, which move with every edit."""
    return re.sub(r"(?<=[:, (])[0-9]+", "N", re.sub(r"(\d+, )+", "", text))


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(SHOWN)), ids=lambda number: SHOWN[number].__name__)
def test_the_page_for_maintainers_shows_what_is_printed(tmp_path, monkeypatch, capsys, number):
    shutil.copytree(ROOT / "spec", tmp_path / "spec")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    plain = json.loads((ROOT / "spec/swagger.json").read_text("utf-8"))
    SHOWN[number](plain)
    (tmp_path / "new.json").write_text(json.dumps(plain, indent=1))

    assert run(["fetch", "--from", "new.json"]) == 3

    printed = capsys.readouterr().out.partition("\n\n")[0]
    blocks = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    assert masked(printed.strip()) == masked(blocks[number].strip())
