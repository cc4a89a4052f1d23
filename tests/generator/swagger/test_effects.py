"""An effect that nothing states is never guessed: not retried, and reported wherever a maintainer looks."""

import json
from pathlib import Path

import pytest

from generator import pipeline
from generator.cli import run
from generator.cli.options import settings
from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.ir.model import Effect
from generator.swagger.lint.effects import effects
from generator.swagger.to_ir import normalize
from generator.swagger.traverse import METHODS

SPEC = Path(__file__).parents[3] / "spec"


def document(**paths):
    described = {
        path: {
            method: {"operationId": f"{method}{path[1:]}", "responses": {"204": {}}, **more}
            for method, more in methods.items()
        }
        for path, methods in paths.items()
    }
    plain = {"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": described}
    return parse(json.dumps(plain), "spec.json", Diagnostics())


@pytest.mark.parametrize("method", METHODS)
def test_only_safe_methods_count_as_read(method):
    api = normalize(document(**{"/a": {method: {}}}), Diagnostics())

    expected = "read" if method in {"get", "head", "options"} else "unstated"
    assert api.operations[0].effect == expected
    assert api.operations[0].effect.repeatable == (expected == "read")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("effect", [each for each in Effect if each is not Effect.UNSTATED])
def test_a_stated_effect_holds_for_every_method(method, effect):
    api = normalize(document(**{"/a": {method: {"x-effect": effect}}}), Diagnostics())

    assert api.operations[0].effect == effect


def test_unstated_cannot_be_stated():
    report = Diagnostics()

    normalize(document(**{"/a": {"put": {"x-effect": "unstated"}}}), report)

    assert "extension-foreign" in report.codes


STATED = {"x-effect": "set"}


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ({"/a": {"put": STATED}}, []),
        ({"/a": {"put": STATED, "post": {}}}, ["effect-unstated"]),
        ({"/a": {"put": STATED, "post": {}, "delete": {}}}, ["effect-unstated"] * 2),
        ({"/a": {"put": STATED, "get": {}}, "/b": {"get": {}}}, ["effect-by-method"]),
        ({"/a": {"get": {}, "put": {}, "post": {}, "patch": {}}}, ["effect-by-method"]),
        ({"/a": {"get": {}, "put": {}}}, ["effect-unstated"]),
        ({"/a": {"get": {}, "head": {}}}, []),
    ],
)
def test_a_description_without_effects_gets_one_notice(paths, expected):
    report = Diagnostics()

    effects(document(**paths).root, report)

    assert sorted(report.codes) == expected


def test_each_operation_of_this_project_states_its_effect():
    report = Diagnostics()
    source = pipeline.read(settings(report), report)

    effects(pipeline.effective(source, report).root, report)

    assert report.codes == ()


def test_a_new_put_that_sends_is_not_retried_and_is_reported(tmp_path, capsys):
    description = json.loads((SPEC / "swagger.json").read_text("utf-8"))
    sends = {**description["paths"]["/texts"]["post"], "operationId": "resendTexts"}
    described = json.loads((SPEC / "swagger.json").read_text("utf-8"))
    described["paths"]["/texts/resend"] = {"put": sends}
    (tmp_path / "new.json").write_text(json.dumps(described), "utf-8")
    report = Diagnostics()
    config = settings(report, spec=str(tmp_path / "new.json"))
    client = pipeline.load(pipeline.read(config, report), report)

    (method,) = [each for each in client.methods if each.id == "resendTexts"]
    assert (method.effect, method.effect.repeatable) == (Effect.UNSTATED, False)

    overlay = str(SPEC / "overlay.yaml")
    run(["validate", str(tmp_path / "new.json"), "--overlay", overlay])
    assert "the effect of PUT /texts/resend is not stated" in capsys.readouterr().out
    run(["diff", "vendored", str(tmp_path / "new.json")])
    assert "PUT /texts/resend is new; effect: unstated" in capsys.readouterr().out
