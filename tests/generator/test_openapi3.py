"""OpenAPI 3.1 for tools that read nothing older: valid, and understood by one that we did not write."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator import config, stages
from generator.diagnostics import Diagnostics
from generator.openapi3 import convert
from generator.reachable import pruned
from generator.source import load

ROOT = Path(__file__).parents[2]


def swagger(**more):
    return {"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {}} | more


def operation(**more):
    return swagger(paths={"/a": {"get": {"responses": {"200": {"description": "ok"}}} | more}})


def converted(document):
    found = convert(document)
    assert [] == list(OpenAPIV31SpecValidator(found).iter_errors())
    return found


def parameter(**more):
    whole = converted(operation(parameters=[{"in": "query", "name": "q"} | more]))
    return whole["paths"]["/a"]["get"]["parameters"][0]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"type": "integer", "maximum": 5}, {"schema": {"type": "integer", "maximum": 5}}),
        (
            {"type": "array", "items": {"type": "string"}, "collectionFormat": "multi"},
            {"style": "form", "explode": True},
        ),
        (
            {"type": "array", "items": {"type": "string"}, "collectionFormat": "pipes"},
            {"style": "pipeDelimited", "explode": False},
        ),
        ({"type": "string", "required": True}, {"required": True}),
        (
            {"type": "string", "enum": ["A"], "x-enum-name": "State"},
            {"schema": {"type": "string", "enum": ["A"], "title": "State", "x-enum-name": "State"}},
        ),
    ],
)
def test_parameters(given, expected):
    found = parameter(**given)

    assert expected == {key: found[key] for key in expected}


@pytest.mark.parametrize(
    ("consumes", "fields", "media"),
    [
        (["multipart/form-data"], [{"name": "file", "type": "file"}], "multipart/form-data"),
        ([], [{"name": "a", "type": "string"}], "application/x-www-form-urlencoded"),
    ],
)
def test_forms(consumes, fields, media):
    document = operation(
        consumes=consumes, parameters=[{"in": "formData", **field} for field in fields]
    )

    body = converted(document)["paths"]["/a"]["get"]["requestBody"]

    assert [media] == list(body["content"])
    assert fields[0]["name"] in body["content"][media]["schema"]["properties"]


def test_bodies_and_answers_carry_their_media_types():
    document = operation(
        consumes=["application/json"],
        produces=["audio/mpeg"],
        parameters=[{"in": "body", "name": "b", "required": True, "schema": {"type": "object"}}],
        responses={"200": {"description": "ok", "schema": {"type": "file"}}},
    )

    found = converted(document)["paths"]["/a"]["get"]

    assert {"content": {"application/json": {"schema": {"type": "object"}}}, "required": True} == (
        found["requestBody"]
    )
    assert ["audio/mpeg"] == list(found["responses"]["200"]["content"])


def test_references_and_odd_names_stay_together():
    document = operation(
        responses={"200": {"description": "ok", "schema": {"$ref": "#/definitions/A b"}}}
    ) | {"definitions": {"A b": {"type": "object"}, "A_b": {"type": "string"}}}

    found = converted(document)

    assert {"A_b", "A_b_2"} == found["components"]["schemas"].keys()
    answer = found["paths"]["/a"]["get"]["responses"]["200"]
    assert "#/components/schemas/A_b" == answer["content"]["application/json"]["schema"]["$ref"]


@pytest.fixture(scope="module")
def ours():
    report = Diagnostics()
    document = stages.effective(config.find(ROOT, report), report)
    return convert(pruned(document).root.plain())


def test_our_description_is_valid(ours):
    assert [] == list(OpenAPIV31SpecValidator(ours).iter_errors())


def test_another_generator_makes_a_client_of_it(ours, tmp_path):
    """Every operation arrives, nothing is left out, and what comes out is Python."""
    pytest.importorskip("openapi_python_client")
    (tmp_path / "api.json").write_text(json.dumps(ours), encoding="utf-8")
    binary = {
        media: "application/octet-stream" for media in media_types(ours) if "json" not in media
    }
    told = {"post_hooks": [], "content_type_overrides": binary}
    (tmp_path / "config.json").write_text(json.dumps(told))
    command = [sys.executable, "-W", "ignore", "-m", "openapi_python_client", "generate"]
    options = ["--path", "api.json", "--config", "config.json", "--meta", "none"]

    done = subprocess.run(
        [*command, *options, "--output-path", "client"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, []) == (done.returncode, left_out(done.stdout + done.stderr))
    sources = (tmp_path / "client" / "api").rglob("*.py")
    calls = [path for path in sources if path.name != "__init__.py"]
    expected = [
        method for item in ours["paths"].values() for method in item if method != "parameters"
    ]
    assert len(expected) == len(calls)
    for path in calls:
        compile(path.read_text("utf-8"), path.name, "exec")


def media_types(document):
    """The media types of all answers."""
    operations = [each for item in document["paths"].values() for each in item.values()]
    return {
        media
        for operation in operations
        for response in operation["responses"].values()
        for media in response.get("content", {})
    }


def left_out(output):
    return [line for line in output.splitlines() if line.startswith(("WARNING", "ERROR", "Unable"))]


@pytest.mark.slow
def test_every_published_revision_becomes_valid(shared):
    for path in sorted((shared / "data" / "spec").glob("*.json")):
        plain = pruned(load(path, Diagnostics())).root.plain()

        assert [] == list(OpenAPIV31SpecValidator(convert(plain)).iter_errors()), path.name
