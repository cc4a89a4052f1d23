"""How a project stands, and the description that its client is made of."""

import json
import os

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.cli import run

SPEC = """
swagger: "2.0"
info: {title: Phone, version: "1"}
host: api.example
schemes: [https]
paths:
  /calls/{id}:
    parameters: [{in: path, name: id, required: true, type: integer, description: Id.}]
    get:
      operationId: getCall
      tags: [calls]
      summary: Get a call
      responses: {"200": {description: ok, schema: {$ref: "#/definitions/Call"}}}
    delete:
      operationId: deleteCall
      tags: [calls]
      responses: {"204": {description: done}}
definitions:
  Call: {type: object, description: A call., properties: {id: {type: integer, description: Id.}}}
  Leftover: {type: object}
"""
OVERLAY = """
overlay: 1.1.0
info: {title: t, version: "1"}
actions:
  - target: $.paths['/calls/{id}'].get
    update: {x-login: other}
"""
PROJECT = """
[tool.client-generator]
spec = "spec.yaml"
overlay = "overlay.yaml"
output = "out"
[tool.client-generator.drop]
deleteCall = "not for clients"
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    files = {"pyproject.toml": PROJECT, "spec.yaml": SPEC, "overlay.yaml": OVERLAY}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def status(capsys):
    capsys.readouterr()
    assert run(["status", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_status_shows_what_is_left_to_do(project, capsys):
    before = status(capsys)
    assert run(["generate", "--only", "package"]) == 0
    made = project / "out" / "pyproject.toml"
    made.write_text(made.read_text() + "# mine\n")
    (project / "out" / "src" / "stray.py").write_text("")

    after = status(capsys)

    assert (before["operations"], before["covered"], before["dropped"]) == (2, 1, ["deleteCall"])
    assert before["reasons"]
    assert (
        after["edited"],
        after["orphans"],
        after["fine"],
    ) == (["pyproject.toml"], ["src/stray.py"], False)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_status_waits_for_no_pipe_and_stumbles_over_no_name(project, capsys):
    assert run(["generate", "--only", "package"]) == 0
    (project / "out/pyproject.toml").unlink()
    os.mkfifo(project / "out/pyproject.toml")
    manifest = project / "out/manifest.json"
    manifest.write_text(manifest.read_text().replace('"api.txt"', '"\\u0000"'))

    result = status(capsys)

    assert {"pyproject.toml is no file", "\0 is missing"} <= {*result["reasons"]}


def test_status_is_one_screen(project, capsys):
    assert run(["status"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert "operations   1/2 covered" in lines
    assert len(lines) < 25


def test_status_of_nothing_is_bad_input(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert run(["status"]) == 2


def test_effective_has_what_the_overlay_states_and_no_leftovers(project, capsys):
    assert run(["effective"]) == 0

    result = json.loads(capsys.readouterr().out)
    assert result["definitions"].keys() == {"Call"}
    assert result["paths"]["/calls/{id}"]["get"]["x-login"] == "other"


def test_effective_as_openapi3_is_valid(project):
    assert run(["effective", "--openapi3", "-o", "out.json"]) == 0

    result = json.loads((project / "out.json").read_text())
    assert result["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(result).iter_errors()) == []


@pytest.mark.parametrize(
    "arguments", [["--spec", "none.yaml"], ["--spec", "overlay.yaml"], ["-o", "/dev/null/x"]]
)
def test_effective_of_bad_input(project, arguments):
    assert run(["effective", *arguments]) == 2


def test_a_lock_file_that_is_none_does_not_pass_for_one(project, capsys):
    assert status(capsys)["unlocked"] == []

    (project / "spec.lock").write_text("{}")

    assert status(capsys)["unlocked"] == [
        "spec.lock: it is no lock file; remove it, and lock makes one"
    ]
    assert not status(capsys)["fine"]
