"""Deprecation from an overlay to users: validate takes it, signatures, docs and warnings show it."""

import importlib
import inspect
import json
import sys
import warnings
from pathlib import Path

import pytest

from generator import cli

SPEC = """\
swagger: "2.0"
info: {title: Phone, version: "1", description: Calls people.}
host: api.example.test
schemes: [https]
consumes: [application/json]
produces: [application/json]
tags: [{name: calls, description: Calls.}]
paths:
  /calls:
    get:
      operationId: findCalls
      tags: [calls]
      summary: Find calls
      parameters: [{name: topic, in: query, type: string, description: The topic.}]
      responses: {200: {description: A call., schema: {$ref: "#/definitions/Call"}}}
    put:
      operationId: setCall
      tags: [calls]
      summary: Set a call
      x-effect: set
      parameters: [{name: call, in: body, required: true, description: The call., schema: {$ref: "#/definitions/Call"}}]
      responses: {200: {description: What it was., schema: {$ref: "#/definitions/Former"}}}
definitions:
  Call:
    type: object
    description: A call.
    properties:
      topic: {type: string, description: The topic.}
      state: {type: string, enum: [READY, OLD], x-enum-name: State, description: The state.}
  Former: {type: object, description: A former call., properties: {id: {type: integer, description: The id.}}}
"""
MARKED = {
    "$.paths['/calls'].get": {"deprecated": True, "x-deprecated": "Use an operation."},
    "$.paths['/calls'].get.parameters[0]": {"deprecated": True, "x-deprecated": "Use a parameter."},
    "$.definitions.Call.properties.topic": {"deprecated": True, "x-deprecated": "Use a property."},
    "$.definitions.Former": {"deprecated": True, "x-deprecated": "Use a model."},
    "$.definitions.Call.properties.state": {"x-enum-deprecated": {"OLD": "Use a value."}},
}
KINDS = ["operation", "parameter", "property", "model", "value"]
PACKAGE = "deprecation_by_overlay"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("deprecation")
    actions = [{"target": target, "update": update} for target, update in MARKED.items()]
    patch = {"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "actions": actions}
    (folder / "spec.yaml").write_text(SPEC)
    (folder / "overlay.json").write_text(json.dumps(patch))
    return folder


@pytest.fixture(scope="module")
def package(folder):
    given = ["--spec", str(folder / "spec.yaml"), "--overlay", str(folder / "overlay.json")]
    options = ["--names", "none", "-o", str(folder / "out"), "--package", PACKAGE]
    assert cli.run(["generate", *given, *options]) == 0
    sys.path.insert(0, str(folder / "out" / "src"))
    yield importlib.import_module(PACKAGE)
    sys.path.remove(str(folder / "out" / "src"))
    for name in [each for each in sys.modules if each.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def test_validate_takes_it(folder, capsys):
    given = [str(folder / "spec.yaml"), "--overlay", str(folder / "overlay.json")]

    assert cli.run(["validate", *given, "--fail-on", "warning"]) == 0
    assert "deprecated" not in capsys.readouterr().out


def warned(package, kind):
    """What use of a name of this kind warns of."""
    with (
        warnings.catch_warnings(record=True) as caught,
        package.Phone(base_url="http://127.0.0.1:1", max_retries=0) as client,
    ):
        warnings.simplefilter("always")
        match kind:
            case "property":
                package.models.Call(topic="x")
            case "model":
                package.models.Former(id=1)
            case "value":
                package.models.Call(state=package.models.State.OLD)
                with pytest.raises(package.TransportError):
                    client.calls.set(state="OLD")
            case _:
                with pytest.raises(package.TransportError):
                    client.calls.find(topic="x")
    assert {each.filename for each in caught} <= {__file__}
    return " ".join(str(each.message) for each in caught)


@pytest.mark.parametrize("kind", KINDS)
def test_its_use_warns(package, kind):
    article = "an" if kind == "operation" else "a"

    assert f"Use {article} {kind}." in warned(package, kind)


def test_signatures_and_hovers_show_it(package):
    find = importlib.import_module(f"{PACKAGE}.resources.calls").CallsResource.find
    models = package.models

    assert list(inspect.signature(find).parameters) == ["self", "topic"]
    assert find.__deprecated__ == "Use an operation."
    assert "Deprecated: Use a parameter." in inspect.getdoc(find)
    assert models.Former.__deprecated__ == "Use a model."
    source = Path(inspect.getfile(models.Call)).read_text()
    assert "Deprecated: Use a property." in source
    assert '"""Deprecated: Use a value."""' in source


def test_docs_show_it(folder, package):
    docs = folder / "out" / "docs"
    text = "\n".join(path.read_text() for path in docs.rglob("*.md"))

    for kind in KINDS:
        assert f"Use {'an' if kind == 'operation' else 'a'} {kind}." in text
