"""OpenAPI 3.1 for tools that read nothing older: valid, and understood by one that we did not write."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator import config, pipeline
from generator.diagnostics.findings import Diagnostics
from generator.document import load
from generator.swagger.reachable import pruned
from generator.swagger.to_openapi3 import convert

ROOT = Path(__file__).parents[3]


def swagger(**more):
    return {"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {}} | more


def operation(**more):
    return swagger(paths={"/a": {"get": {"responses": {"200": {"description": "ok"}}} | more}})


def converted(document):
    result = convert(document)
    assert list(OpenAPIV31SpecValidator(result).iter_errors()) == []
    return result


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
    result = parameter(**given)

    assert {key: result[key] for key in expected} == expected


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

    assert list(body["content"]) == [media]
    assert fields[0]["name"] in body["content"][media]["schema"]["properties"]


def test_bodies_and_responses_carry_their_media_types():
    document = operation(
        consumes=["application/json"],
        produces=["audio/mpeg"],
        parameters=[{"in": "body", "name": "b", "required": True, "schema": {"type": "object"}}],
        responses={"200": {"description": "ok", "schema": {"type": "file"}}},
    )

    result = converted(document)["paths"]["/a"]["get"]

    assert (result["requestBody"]) == {
        "content": {"application/json": {"schema": {"type": "object"}}},
        "required": True,
    }
    assert list(result["responses"]["200"]["content"]) == ["audio/mpeg"]


def test_parameters_of_other_operations_by_their_place():
    whole = {"name": "a b", "in": "query", "type": "string"}
    document = operation(parameters=[whole])
    place = "#/paths/~1a/get/parameters/0"
    document["paths"]["/b"] = {
        "parameters": [{"$ref": place}],
        "get": {"responses": {"200": {"description": "ok"}}},
    }

    first, second = (item["get"]["parameters"] for item in converted(document)["paths"].values())
    assert [each["name"] for each in second] == ["a b"]
    assert first == second


def test_references_and_unusual_names_stay_together():
    document = operation(
        responses={"200": {"description": "ok", "schema": {"$ref": "#/definitions/A b"}}}
    ) | {"definitions": {"A b": {"type": "object"}, "A_b": {"type": "string"}}}

    result = converted(document)

    assert result["components"]["schemas"].keys() == {"A_b", "A_b_2"}
    response = result["paths"]["/a"]["get"]["responses"]["200"]
    assert response["content"]["application/json"]["schema"]["$ref"] == "#/components/schemas/A_b_2"
    assert result["components"]["schemas"]["A_b"]["type"] == "string"


def test_whatever_is_shared_has_a_name_that_may_be():
    document = operation(
        responses={"200": {"$ref": "#/responses/Not~1found é"}}, security=[{"a key": []}]
    ) | {
        "responses": {"Not/found é": {"description": "d"}},
        "securityDefinitions": {"a key": {"type": "apiKey", "in": "query", "name": "k"}},
        "security": [{"a key": []}, {}],
    }

    result = converted(document)

    assert result["components"]["securitySchemes"].keys() == {"a_key"}
    assert result["security"] == [{"a_key": []}, {}]
    assert (result["paths"]["/a"]["get"]["responses"]["200"]) == {
        "$ref": "#/components/responses/Not_found__"
    }
    assert result["paths"]["/a"]["get"]["security"] == [{"a_key": []}]


REF = {"$ref": "#/definitions/Other"}
NEW_REF = {"$ref": "#/components/schemas/Other"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"type": "string", "x-nullable": True}, {"type": ["string", "null"]}),
        (
            {"type": "string", "enum": ["a"], "x-nullable": True},
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        (
            REF | {"x-nullable": True, "description": "d"},
            {"anyOf": [NEW_REF, {"type": "null"}], "description": "d"},
        ),
        (
            {"allOf": [REF], "x-nullable": True, "readOnly": True},
            {"anyOf": [{"allOf": [NEW_REF]}, {"type": "null"}], "readOnly": True},
        ),
        ({"x-nullable": True, "description": "any"}, {"description": "any"}),
        ({"type": "string", "x-nullable": False}, {"type": "string"}),
        (
            {"type": "integer", "minimum": 1, "exclusiveMinimum": True},
            {"type": "integer", "exclusiveMinimum": 1},
        ),
        (
            {"type": "integer", "maximum": 1, "exclusiveMaximum": False},
            {"type": "integer", "maximum": 1},
        ),
        (
            {"type": "array", "items": [{"type": "string"}, REF]},
            {"type": "array", "prefixItems": [{"type": "string"}, NEW_REF]},
        ),
        ({"type": "integer", "default": "1"}, {"type": "integer"}),
        ({"type": "integer", "default": True}, {"type": "integer"}),
        ({"type": "string", "default": None}, {"type": "string"}),
        ({"type": "string", "enum": ["a"], "default": "b"}, {"type": "string", "enum": ["a"]}),
        ({"type": "number", "default": 1}, {"type": "number", "default": 1}),
        ({"default": "x"}, {"default": "x"}),
        ({"example": {"$ref": "no reference"}}, {"examples": [{"$ref": "no reference"}]}),
        ({"x-example": 5}, {"examples": [5]}),
    ],
)
def test_schemas(given, expected):
    result = converted(swagger(definitions={"Other": {"type": "object"}, "Given": given}))

    assert result["components"]["schemas"]["Given"] == expected


def test_what_a_discriminator_states_leads_to_types_with_new_names():
    base = {"type": "object", "discriminator": "kind", "properties": {"kind": {"type": "string"}}}
    document = swagger(
        definitions={
            "Shape": base | {"required": ["kind"]},
            "Circle": {"allOf": [{"$ref": "#/definitions/Shape"}]},
            "A square": {"allOf": [{"$ref": "#/definitions/Circle"}]},
        }
    )

    assert (converted(document)["components"]["schemas"]["Shape"]["discriminator"]) == {
        "propertyName": "kind",
        "mapping": {"A square": "#/components/schemas/A_square"},
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"host": "a.test"}, ["https://a.test"]),
        ({"host": "a.test", "basePath": "/v1/", "schemes": ["http"]}, ["http://a.test/v1"]),
        ({"host": "", "basePath": "/v1"}, ["/v1"]),
        ({"basePath": "/"}, None),
    ],
)
def test_servers(given, expected):
    result = converted(swagger(**given)).get("servers")

    assert expected == (result and [each["url"] for each in result])


def test_an_operation_can_have_schemes_of_its_own():
    result = converted(operation(schemes=["wss"]) | {"host": "a.test", "schemes": ["https"]})

    assert result["paths"]["/a"]["get"]["servers"] == [{"url": "wss://a.test"}]


def test_extensions_among_paths_and_responses_are_neither():
    document = operation(responses={"200": {"description": "d"}, "x-note": {"a": 1}})
    document["paths"]["x-more"] = {"any": "thing"}

    result = converted(document)

    assert result["paths"]["x-more"] == {"any": "thing"}
    assert result["paths"]["/a"]["get"]["responses"]["x-note"] == {"a": 1}


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (
            {"schema": {"type": "file"}},
            {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        ),
        ({"examples": {"text/csv": "a,b"}}, {"text/csv": {"example": "a,b"}}),
        (
            {"schema": {"type": "string"}, "examples": {"text/plain": "x", "unusual": 1}},
            {
                "application/json": {"schema": {"type": "string"}},
                "text/plain": {"schema": {"type": "string"}, "example": "x"},
            },
        ),
    ],
)
def test_responses(response, expected):
    result = converted(operation(responses={"200": {"description": "d"} | response}))

    assert result["paths"]["/a"]["get"]["responses"]["200"]["content"] == expected


LIST = {"type": "array", "items": {"type": "string", "collectionFormat": "csv"}}


@pytest.mark.parametrize(
    ("joined", "expected"),
    [
        ("csv", {"style": "form", "explode": False}),
        ("ssv", {"style": "spaceDelimited", "explode": False}),
        ("tsv", {"style": "form", "explode": False, "x-collectionFormat": "tsv"}),
        ("multi", None),
    ],
)
def test_lists_in_forms(joined, expected):
    field = {"in": "formData", "name": "f", "collectionFormat": joined} | LIST
    body = converted(operation(parameters=[field]))["paths"]["/a"]["get"]["requestBody"]
    content = body["content"]["application/x-www-form-urlencoded"]

    assert content.get("encoding", {}).get("f") == expected
    assert content["schema"]["properties"]["f"] == {"type": "array", "items": {"type": "string"}}


def test_headers_keep_what_is_stated_of_them():
    header = {"description": "d", "x-unit": "s", "collectionFormat": "pipes"} | LIST
    response = {"description": "d", "headers": {"X-A": header}}
    result = converted(operation(responses={"200": response}))

    assert result["paths"]["/a"]["get"]["responses"]["200"]["headers"]["X-A"] == {
        "description": "d",
        "schema": {"type": "array", "items": {"type": "string"}},
        "x-unit": "s",
        "x-collectionFormat": "pipes",
    }


@pytest.mark.parametrize(
    ("requires", "expected"),
    [
        ({"one-of": [["a", "b"]]}, {"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}),
        ({"any-of": [["a", "b"]]}, {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}),
        ({"properties": ["a"]}, {"required": ["a"]}),
        (
            {"properties": ["c"], "one-of": [["a", "b"]]},
            {
                "allOf": [
                    {"oneOf": [{"required": ["a"]}, {"required": ["b"]}]},
                    {"required": ["c"]},
                ]
            },
        ),
        ({"any-query": ["q"]}, {}),
        ({"any-of": [["a", "?q"]]}, {}),
    ],
)
def test_what_a_body_needs(requires, expected):
    single, listed = {**REF}, {"type": "array", "items": REF}
    for schema in (single, listed):
        body = {"in": "body", "name": "body", "schema": schema}
        document = operation(parameters=[body], **{"x-requires": requires})
        result = converted({**document, "definitions": {"Other": {"type": "object"}}})["paths"][
            "/a"
        ]["get"]

        content = result["requestBody"]["content"]["application/json"]["schema"]
        assert content.get("items", content) == {**NEW_REF, **expected}
        assert "x-requires" not in result


def test_webhooks():
    resources = {"Text": {"events": ["Sent", "Failed"], "schema": REF}}
    signature = {"header": "X-Signature", "algorithm": "sha1", "encoding": "hex"}
    document = swagger(
        definitions={"Other": {"type": "object"}},
        **{"x-webhooks": {"signature": signature, "resources": resources}},
    )

    result = converted(document)

    post = result["webhooks"]["Text"]["post"]
    delivery = post["requestBody"]["content"]["application/json"]["schema"]
    event = delivery["properties"]["events"]["items"]["properties"]
    assert [each["name"] for each in post["parameters"]] == ["X-Signature"]
    assert event == {
        "eventType": {"type": "string", "enum": ["Sent", "Failed"]},
        "resource": NEW_REF,
    }
    assert "x-webhooks" not in result


@pytest.fixture(scope="module")
def ours():
    report = Diagnostics()
    document = pipeline.effective(pipeline.read(config.find(ROOT, report), report), report)
    return convert(pruned(document).root.plain())


def test_our_description_is_valid(ours):
    assert list(OpenAPIV31SpecValidator(ours).iter_errors()) == []


def test_another_generator_makes_a_client_of_it(ours, tmp_path):
    """Every operation arrives, nothing is left out, and what comes out is Python."""
    pytest.importorskip("openapi_python_client")
    (tmp_path / "api.json").write_text(json.dumps(ours), encoding="utf-8")
    binary = {
        media: "application/octet-stream" for media in media_types(ours) if "json" not in media
    }
    messages = {"post_hooks": [], "content_type_overrides": binary}
    (tmp_path / "config.json").write_text(json.dumps(messages))
    command = [sys.executable, "-W", "ignore", "-m", "openapi_python_client", "generate"]
    options = ["--path", "api.json", "--config", "config.json", "--meta", "none"]

    done = subprocess.run(
        [*command, *options, "--output-path", "client"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, left_out(done.stdout + done.stderr)) == (0, [])
    sources = (tmp_path / "client" / "api").rglob("*.py")
    calls = [path for path in sources if path.name != "__init__.py"]
    expected = [
        method for item in ours["paths"].values() for method in item if method != "parameters"
    ]
    assert len(calls) == len(expected)
    for path in calls:
        compile(path.read_text("utf-8"), path.name, "exec")


def media_types(document):
    """The media types of all responses."""
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

        assert list(OpenAPIV31SpecValidator(convert(plain)).iter_errors()) == [], path.name


@pytest.mark.parametrize(
    "resource",
    ["Call", [], 1.5, {}, {"events": "Started", "schema": {}}, {"events": ["Started"]}],
)
def test_webhooks_that_state_nothing_are_left_out(resource):
    """The extension is checked elsewhere; here it must not end the run."""
    whole = {
        "swagger": "2.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": "fine"}}}},
        "x-webhooks": {
            "signature": "X-Sign",
            "resources": {
                "Odd": resource,
                "Call": {"events": ["Started"], "schema": {"type": "object"}},
            },
        },
    }

    assert [*convert(whole)["webhooks"]] == ["Call"]
