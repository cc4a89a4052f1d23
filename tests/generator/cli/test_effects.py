"""The effects of all operations stand in one list, and what nothing states is proposed on the safe side."""

import json

import pytest
import yaml

from generator.cli import run

ROW = {"type": "array", "items": {"$ref": "#/definitions/Row"}}
SENT = [{"in": "body", "name": "rows", "required": True, "schema": ROW}]


def operation(id_, **more):
    return {
        "operationId": id_,
        "tags": ["rows"],
        "responses": {"204": {"description": "ok"}},
    } | more


SPEC = {
    "swagger": "2.0",
    "info": {"title": "Rows", "version": "1"},
    "paths": {
        "/rows": {
            "get": operation("findRows"),
            "post": operation("sendRows", parameters=SENT, **{"x-effect": "contact"}),
            "put": operation("resendRows", parameters=SENT),
            "delete": operation("dropRows"),
            "patch": operation("changeRows"),
        },
        "/others": {
            "post": operation("make(Others)"),
            "put": {"responses": {"204": {"description": ""}}},
        },
    },
    "definitions": {"Row": {"type": "object", "properties": {"text": {"type": "string"}}}},
}
PROJECT = '[tool.client-generator]\nspec = "api.json"\noverlay = "overlay.yaml"\n'
OVERLAY = "overlay: 1.0.0  # kept\ninfo: {title: t, version: '1'}\nactions: []\n"
PROPOSED = {
    "findRows": "read",
    "resendRows": "contact",
    "dropRows": "delete",
    "changeRows": "create",
    "make(Others)": "create",
    "PUT /others": "create",
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    (tmp_path / "api.json").write_text(json.dumps(SPEC))
    (tmp_path / "overlay.yaml").write_text(OVERLAY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(capsys, *arguments):
    capsys.readouterr()
    code = run(["effects", "--format", "json", *arguments])
    return code, {each["operation"]: each for each in json.loads(capsys.readouterr().out)}


def test_each_operation_is_listed_with_its_effect_and_who_states_so(project, capsys):
    code, listed = rows(capsys)

    assert code == 1
    assert listed["sendRows"] == {
        "operation": "sendRows",
        "method": "POST",
        "path": "/rows",
        "name": "rows.send",
        "effect": "contact",
        "stated": True,
        "proposed": None,
        "reason": None,
    }
    assert {key: each["proposed"] for key, each in listed.items() if not each["stated"]} == PROPOSED
    assert listed["findRows"]["effect"] == "read"
    assert {listed[key]["effect"] for key in PROPOSED} == {"read", "unstated"}


def test_what_is_written_states_all_of_them(project, capsys):
    assert rows(capsys, "--write")[0] == 0

    code, listed = rows(capsys)
    overlay = (project / "overlay.yaml").read_text()

    assert (code, [key for key, each in listed.items() if not each["stated"]]) == (0, [])
    assert {key: listed[key]["effect"] for key in PROPOSED} == PROPOSED
    assert overlay.startswith("overlay: 1.0.0  # kept\n")
    assert all(
        "To be reviewed." in each["description"] for each in yaml.safe_load(overlay)["actions"]
    )
    rows(capsys, "--write")
    assert (project / "overlay.yaml").read_text() == overlay


@pytest.mark.parametrize("style", ["text", "md"])
def test_people_see_first_what_nothing_states(project, capsys, style):
    run(["effects", "--format", style])

    lines = capsys.readouterr().out.splitlines()
    first = next(line for line in lines if "unstated" in line and "resend" in line)
    assert "Sends the same as sendRows" in first
    assert lines.index(first) < next(
        n
        for n, line in enumerate(lines)
        if "rows.send " in f"{line} ".replace("`", " ")
        and "contact" in line
        and "unstated" not in line
    )


def test_without_an_overlay_nothing_can_be_written(project, capsys):
    (project / "pyproject.toml").write_text('[tool.client-generator]\nspec = "api.json"\n')

    assert run(["effects", "--write"]) == 2
    assert "names no overlay" in capsys.readouterr().err


def test_a_description_with_errors_is_bad_input(project, capsys):
    (project / "api.json").write_text("{")

    assert run(["effects"]) == 2
    assert "json-syntax" in capsys.readouterr().err
