"""Each rule finds its error at its place, and published descriptions pass."""

import json
import os
import time
from pathlib import Path

import pytest

from generator.diagnostics.codes import Severity
from generator.diagnostics.findings import Diagnostics
from generator.document import load, parse
from generator.ir import passes
from generator.swagger import validate
from generator.swagger.to_ir import normalize

STRING = {"type": "string"}
HEAD = 'swagger: "2.0"\ninfo: {title: t, version: v}\n'
SPEC = Path(__file__).parents[3] / "spec" / "swagger.json"
PUBLISHED = sorted(
    Path(os.environ.get("PUBLISHED_SPECS", SPEC.parents[2] / "shared" / "data" / "spec")).glob(
        "*.json"
    )
)


def findings(text, check=validate.structure, head=HEAD):
    report = Diagnostics()
    document = parse(head + text, "a.yaml", report)
    check(document, report)
    return report.findings


def codes(text, check=validate.structure, head=HEAD):
    return [(each.code, each.line) for each in findings(text, check, head)]


def operation(body="", path="/a", responses="{200: {description: d}}"):
    return (
        f"paths:\n  {path}:\n    get:\n      operationId: a\n      responses: {responses}\n{body}"
    )


def answering(schema, produces, path="/a"):
    more = f"      produces: {produces}\ndefinitions: {{Any: {{type: object}}}}\n"
    return operation(more, path, f"{{200: {{description: d, schema: {schema}}}}}")


def listing(items, base="{type: integer}"):
    """An operation that responds with a page; what the page inherits does not count."""
    response = "{200: {description: d, schema: {$ref: '#/definitions/Page'}}}"
    page = f"{{allOf: [{{$ref: '#/definitions/Base'}}, {{properties: {{\n items: {items}}}}}]}}"
    rest = f"Base: {{properties: {{items: {base}}}}}, Any: {{type: object}}"
    return operation(f"definitions: {{Page: {page}, {rest}}}\n", responses=response)


def parameter(**more):
    """An operation with one parameter that is described."""
    known = {"name": "q", "in": "query", "type": "string"} | more
    return operation(f"      summary: s\n      parameters: [{json.dumps(known)}]\n")


def described(*properties):
    """A response with properties that are described."""
    named = {f"p{number}": each for number, each in enumerate(properties)}
    schema = json.dumps({"type": "object", "properties": named})
    return operation(
        "      summary: s\n", responses=f"{{200: {{description: d, schema: {schema}}}}}"
    )


def siblings(fixed, general, **more):
    """Two paths, the second with a parameter."""
    known = {
        "name": "x",
        "in": "path",
        "required": True,
        "type": "string",
        "description": "d",
    } | more
    get = "{operationId: %s, summary: s, responses: {200: {description: d}}}"
    first, second = get % "a", get % "b"
    return f"paths:\n  {fixed}: {{get: {first}}}\n  {general}: {{parameters: [{json.dumps(known)}], get: {second}}}\n"


def test_a_small_description_is_fine():
    assert codes(operation()) == []
    assert codes(operation("      summary: s\n"), validate.lint) == []


@pytest.mark.parametrize(
    ("head", "hint"),
    [
        (
            "openapi: 3.0.3\ninfo: {}\npaths: {}\n",
            "convert it: npx api-spec-converter@2.12.0 --from=openapi_3 --to=swagger_2 --syntax=yaml a.yaml > swagger.yaml",
        ),
        ("swagger: 2.0\ninfo: {}\n", 'write "2.0" in quotes'),
        ("swagger: '1.2'\n", "only Swagger 2.0 is read"),
        ("hello: world\n", "name the file that describes the API"),
    ],
)
def test_other_formats_are_named(head, hint):
    result = findings("", head=head)

    assert [(each.code, each.hint) for each in result] == [("not-swagger-2", hint)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("structure-missing", 1)]),
        ("paths: []\n", [("structure-type", 3)]),
        ("paths: {}\nfoo: 1\n", [("structure-unknown", 4)]),
        ("paths: {}\nschemes: [gopher]\n", [("structure-harmless", 4)]),
        ("paths: {}\nschemes: [http, http]\n", [("structure-harmless", 4)]),
        ("paths: {}\nhost: 'a b/c'\n", [("structure-harmless", 4)]),
        ("paths:\n  /a: {get: {}}\n", [("structure-harmless", 4)]),
        (operation("      tags: x\n"), [("structure-type", 8)]),
        (
            operation("      parameters:\n      - {name: a, in: query, type: strin}\n"),
            [("structure-harmless", 9)],
        ),
        (
            operation("      parameters:\n      - {name: a, in: query, type: object}\n"),
            [("structure-value", 9)],
        ),
        (
            operation("      parameters:\n      - {name: a, in: body, schema: {type: 1}}\n"),
            [("structure-value", 9)],
        ),
        (
            operation("      parameters:\n      - {name: a, in: path, type: string}\n"),
            [
                ("path-parameter-unused", 9),
                ("path-parameter-optional", 9),
                ("structure-harmless", 9),
            ],
        ),
    ],
)
def test_schema(text, expected):
    assert sorted(codes(text)) == sorted(expected)


def test_messages_of_the_schema_are_short_and_plain():
    result = findings(operation("      parameters:\n      - {name: a, in: query, type: strin}\n"))

    assert result[0].message == "'strin' is none of string, number, boolean, integer, array"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (operation(responses="{200: {$ref: '#/responses/X'}}"), [("ref-broken", 7)]),
        (operation(responses="{200: {$ref: 'other.json#/x'}}"), [("ref-foreign", 7)]),
        (operation(responses="{200: {$ref: 'http://x.test/y'}}"), [("ref-foreign", 7)]),
        (
            operation(responses="{200: {description: d, schema: {items: {$ref: '#'}}}}"),
            [("ref-kind", 7)],
        ),
        (operation(responses="{200: {description: d, schema: {$ref: '#x'}}}"), [("ref-broken", 7)]),
        (operation(responses="{200: {$ref: '#/info/title'}}"), [("ref-kind", 7)]),
        (
            operation(responses="{200: {description: d, schema: {$ref: '#/paths/9'}}}"),
            [("ref-broken", 7)],
        ),
        (operation(responses="{200: {description: d, examples: {a: {$ref: '#/nothing'}}}}"), []),
        (operation("definitions: {A: {properties: {$ref: {type: string}}}}\n"), []),
        (
            operation("definitions: {A: {properties: {x: {$ref: '#/definitions/B'}}}}\n"),
            [("ref-broken", 8)],
        ),
        (operation("definitions: {A: {$ref: '#/definitions/A'}}\n"), []),
        (operation("x-of-our-own: {$ref: nowhere}\n"), []),
        (operation(path="a"), [("path-slash", 4), ("structure-unknown", 4)]),
        (operation(path="/{a}"), [("path-parameter-undeclared", 5)]),
        (operation(path="/a/{x}.mp3"), [("path-parameter-undeclared", 5)]),
        (
            operation("  /b: {get: {operationId: a, responses: {200: {description: d}}}}\n"),
            [("operation-id-duplicate", 8)],
        ),
        (
            operation(
                "      parameters: [{name: q, in: query, type: string}, {name: q, in: query, type: integer}]\n"
            ),
            [("parameter-duplicate", 8)],
        ),
        (
            operation(
                "      parameters: [{name: b, in: body, schema: {}}, {name: q, in: formData, type: string}]\n"
            ),
            [("body-and-form", 5)],
        ),
        (
            operation("      parameters: [{name: q, in: formData, type: file}]\n"),
            [("form-media-type", 5)],
        ),
        (operation(responses="{400: {description: d}}"), [("response-no-success", 7)]),
        (
            operation(responses="{200: {description: d, schema: {type: object}}}"),
            [("response-untyped", 7)],
        ),
        (listing("{type: array, items: {type: string}}"), []),
        (listing("{type: array}"), [("response-untyped", 9)]),
        (
            listing("{type: array, items: {properties: {}, type: object}}"),
            [("response-untyped", 9)],
        ),
        (listing("{type: array, items: {$ref: '#/definitions/Any'}}"), [("response-untyped", 9)]),
        (listing("{type: array, items: {}}", base="{type: array, items: {type: string}}"), []),
        (listing("{type: array, items: {type: string}}", base="{type: array}"), []),
        (listing("{type: array}", base="{type: array}"), [("response-untyped", 9)]),
        (answering("{type: object}", "[audio/mpeg]"), [("response-not-file", 7)]),
        (
            answering("{$ref: '#/definitions/Any'}", "['image/png', video/mp4]"),
            [("response-not-file", 7)],
        ),
        (answering("{type: object}", "[audio/mpeg, application/json]"), [("response-untyped", 7)]),
        (answering("{type: file}", "[audio/mpeg]"), []),
        (answering("{type: string, format: binary}", "[application/octet-stream]"), []),
        (answering("{type: string}", "[application/json]", "/a/b.mp3"), [("response-media", 7)]),
        (answering("{type: string}", "[text/plain, audio/mpeg]", "/a/b.mp3"), []),
        (answering("{type: string}", "[application/json]", "/a/b.json"), []),
    ],
)
def test_rules(text, expected):
    assert sorted(codes(text)) == sorted(expected)


def test_paths_that_differ_in_names_only():
    item = "{get: {operationId: %s, responses: {200: {description: d}}, parameters: [{name: %s, in: path, required: true, type: string}]}}"
    text = f"paths:\n  /a/{{x}}: {item % ('a', 'x')}\n  /a/{{y}}: {item % ('b', 'y')}\n"

    assert codes(text) == [("path-twin", 5)]


def test_parameters_of_the_path_count():
    text = (
        "paths:\n  /{id}:\n    parameters: [{$ref: '#/parameters/id'}]\n"
        "    get: {operationId: a, responses: {200: {description: d}}}\n"
        "parameters: {id: {name: id, in: path, required: true, type: string}}\n"
    )

    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (operation("      description: '~'\n"), [("text-placeholder", 8)]),
        (operation(), [("text-missing", 5)]),
        (
            operation("      summary: s\n      parameters: [{name: b, in: body, schema: {}}]\n"),
            [("body-optional", 9)],
        ),
        (
            operation("      summary: s\ndefinitions: {A: {type: string}}\n"),
            [("definition-unreachable", 9)],
        ),
        (operation("      summary: s\ntags: [{name: x}]\n"), [("tag-unused", 9)]),
        (
            operation(
                "      summary: s\n",
                responses="{200: {description: d, schema: {required: [x], properties: {}}}}",
            ),
            [("required-unknown", 7)],
        ),
        (
            operation(
                "      summary: s\n      parameters: [{name: q, in: query, type: string, enum: [a], default: b}]\n"
            ),
            [("default-not-allowed", 9)],
        ),
        (
            operation(
                "      summary: s\ndefinitions: {A: {properties: {title: {type: string}, description: {type: string}}}}\n"
            ),
            [("definition-unreachable", 9)],
        ),
        (parameter(description="States in a comma separated string."), [("list-in-prose", 9)]),
        (parameter(description="Names, comma-separated.", **{"x-csv": True}), []),
        (parameter(description="Comma separated.", type="array", items=STRING), []),
        (
            parameter(
                description="Comma separated.", type="array", items=STRING, collectionFormat="multi"
            ),
            [("list-contradicts", 9)],
        ),
        (parameter(description="Available values: A, B"), [("values-in-prose", 9)]),
        (parameter(description="The allowed values are: [`a`, `b`]."), [("values-in-prose", 9)]),
        (
            parameter(description="Possible values: A, B", type="array", items=STRING),
            [("values-in-prose", 9)],
        ),
        (parameter(description="Available values: A, B", enum=["A", "B"]), []),
        (parameter(description="Available values: see the guide, please"), []),
        (parameter(description="The default is 100", type="integer"), [("default-in-prose", 9)]),
        (parameter(description="The default is 100", type="integer", default=100), []),
        (parameter(description="Defaults to 1.0.", type="number", default=1), []),
        (
            parameter(description="The default is 100", type="integer", default=10),
            [("default-contradicts", 9)],
        ),
        (
            parameter(description="Default value: true", type="boolean", default=False),
            [("default-contradicts", 9)],
        ),
        (parameter(description="Default: `asc`", default="asc"), []),
        (parameter(description="The default is 2020-01-01 or so"), []),
        (parameter(description="By default is everything sent."), []),
        (described({"type": "integer", "description": "Default is 5"}), []),
        (
            described({"type": "integer", "default": 4, "description": "Default is 5"}),
            [("default-contradicts", 7)],
        ),
        (described(*[{"type": "string", "description": "Short."}] * 2), []),
        (
            described(*[{"type": "string", "description": "One of them only. " * 3}] * 2),
            [("text-repeated", 7)],
        ),
        (siblings("/a/me", "/a/{x}"), [("path-overlap", 4)]),
        (siblings("/a/me/b", "/a/{x}/b"), [("path-overlap", 4)]),
        (siblings("/a/me/c", "/a/{x}/b"), []),
        (siblings("/a/me", "/b/{x}"), []),
        (siblings("/a/me", "/a/{x}", type="integer"), []),
        (siblings("/a/me", "/a/{x}", enum=["you"]), []),
        (siblings("/a/me", "/a/{x}", format="uuid"), []),
        (siblings("/a/me", "/a/{x}.mp3"), []),
    ],
)
def test_lint(text, expected):
    assert codes(text, validate.lint) == expected


def test_a_definition_is_needed_through_others():
    text = operation(
        "      summary: s\ndefinitions:\n  A: {properties: {b: {$ref: '#/definitions/B'}}}\n  B: {type: string}\n",
        responses="{200: {description: d, schema: {$ref: '#/definitions/A'}}}",
    )

    assert codes(text, validate.lint) == []


@pytest.mark.parametrize("check", [validate.structure, validate.lint])
@pytest.mark.parametrize(
    "value",
    ["1", "null", "[]", "{}", "[{}]", "[[]]", "x", "[1]", "{x: {}}", "{$ref: 1}", "{$ref: '#/'}"],
)
@pytest.mark.parametrize(
    "key",
    [
        "paths",
        "tags",
        "consumes",
        "definitions",
        "parameters",
        "responses",
        "swagger",
        "securityDefinitions",
    ],
)
def test_values_of_any_type_are_survived(check, key, value):
    everywhere = f"{{get: {{{key}: {value}, operationId: {value}, responses: {{200: {value}}}}}, parameters: {value}}}"
    text = f"{key}: {value}\n" + (
        "" if key == "paths" else f"paths: {{/a: {everywhere}, /b: {value}}}\n"
    )

    codes(text, check, head='x-first: 1\nswagger: "2.0"\n' if key != "swagger" else "")


def test_our_description_has_no_error():
    report = Diagnostics()

    validate.structure(load(SPEC, report), report)

    assert report.count(Severity.ERROR) == 0


@pytest.mark.slow
@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_published_descriptions_have_no_error(path):
    report = Diagnostics()

    validate.structure(load(path, report), report)

    assert report.count(Severity.ERROR) == 0


def nested(depth, innermost):
    for _ in range(depth):
        innermost = f"{{type: array, items: {innermost}}}"
    return innermost


@pytest.mark.parametrize(("depth", "code"), [(40, "structure-value"), (195, "structure-value")])
def test_deep_errors_are_reported_in_no_time(depth, code):
    text = f'{{swagger: "2.0", definitions: {{A: {nested(depth, "{type: 5}")}}}}}'
    report = Diagnostics()

    start = time.process_time()
    validate.structure(parse(text, "spec.yaml", report), report)

    assert code in report.codes
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (HEAD, operation("      tags: [a, a]\n")),
        (HEAD, operation("      description:\n      parameters:\n      tags:\n")),
        (HEAD, 'host: ""\n' + operation()),
        (HEAD, "definitions: {A: {type: null}, B: {properties: {b: {type: ~}}}}\n" + operation()),
        ('swagger: "2.0"\ninfo: {title: t, version: 1.0}\n', operation()),
    ],
)
def test_what_is_clear_all_the_same_is_a_warning(head, text):
    assert {(each.code, each.severity) for each in findings(text, head=head)} == {
        ("structure-harmless", Severity.WARNING)
    }


def slip(place, value):
    """A description with one value replaced or added."""
    document = {
        "swagger": "2.0",
        "info": {"title": "t", "version": "1"},
        "host": "a.example",
        "paths": {
            "/a/{id}": {
                "post": {
                    "operationId": "a",
                    "consumes": ["multipart/form-data"],
                    "parameters": [
                        {"name": "id", "in": "path", "required": True, "type": "integer"},
                        {"name": "f", "in": "formData", "type": "string"},
                    ],
                    "responses": {
                        "200": {"description": "d", "schema": {"$ref": "#/definitions/D"}}
                    },
                },
                "get": {
                    "operationId": "b",
                    "parameters": [
                        {"name": "id", "in": "path", "required": True, "type": "integer"}
                    ],
                    "responses": {"204": {"description": "d"}},
                },
            }
        },
        "definitions": {"D": {"type": "object", "properties": {"p": {"type": "string"}}}},
    }
    *path, last = place
    holder = document
    for step in path:
        holder = holder[step]
    if value is None:
        del holder[last]
    else:
        holder[last] = value
    return document


POST = ("paths", "/a/{id}", "post")
PROPERTY = ("definitions", "D", "properties", "p")
SLIPS = [
    ((*POST, "descriptions"), "typo"),
    (("X-Foo",), 1),
    ((*PROPERTY, "nullable"), True),
    ((*PROPERTY, "const"), "a"),
    (("basePath",), ""),
    (("basePath",), "v1"),
    (("basePath",), "/{tenant}/v1"),
    (("basePath",), "/v1?x=1"),
    (("host",), "https://a.example"),
    (("host",), "a.example/v1"),
    (("host",), "{slot}.example"),
    (("schemes",), ["HTTPS"]),
    (("schemes",), ["gopher"]),
    ((*POST, "responses", "200"), {"schema": {"type": "string"}}),
    ((*POST, "responses"), {}),
    ((*POST, "responses"), None),
    ((*POST, "responses", "4XX"), {"description": "no"}),
    (("externalDocs",), {"description": "more"}),
    (("info", "license"), "MIT"),
    (("info", "license"), {"url": "https://a.example"}),
    (("info", "version"), None),
    (("info", "title"), None),
    ((*POST, "parameters", 0, "required"), None),
    ((*POST, "deprecated"), "true"),
    ((*PROPERTY, "required"), True),
    ((*PROPERTY, "type"), "file"),
    ((*PROPERTY, "type"), "any"),
    ((*PROPERTY, "type"), "str"),
    ((*PROPERTY, "maxLength"), -1),
    ((*PROPERTY, "maxLength"), "5"),
    ((*PROPERTY, "description"), 5),
    (("definitions", "D", "required"), []),
    (("definitions", "D", "properties", "q"), {"type": "array"}),
    ((*PROPERTY, "enum"), []),
    (
        (*POST, "parameters", 1),
        {"name": "f", "in": "formData", "type": "array", "items": {"type": "file"}},
    ),
    (
        (*POST, "parameters", 1),
        {"name": "f", "in": "query", "type": "array", "items": {"type": "any"}},
    ),
    ((*POST, "parameters", 1), {"name": "f", "in": "query", "type": "array"}),
    (
        (*POST, "parameters", 1),
        {
            "name": "f",
            "in": "header",
            "type": "array",
            "collectionFormat": "multi",
            "items": {"type": "string"},
        },
    ),
    ((*POST, "operationId"), "b"),
    (("x-ms-paths",), {"/a?b=c": {}}),
]


@pytest.mark.parametrize(("place", "value"), SLIPS, ids=lambda each: json.dumps(each)[-40:])
def test_a_harmless_slip_is_a_warning(place, value):
    """Neither the check nor what makes a client of the description ends in an error."""
    report = Diagnostics()
    document = parse(json.dumps(slip(place, value)), "a.json", report)
    validate.structure(document, report)
    passes.run(normalize(document, report), report)

    assert [each for each in report if each.severity is Severity.ERROR] == []
    assert Severity.WARNING in {each.severity for each in report}


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (
            (*POST, "parameters", 1, "in"),
            "cookie",
            "'cookie' is none of body, header, formData, query, path",
        ),
        (
            (*POST, "parameters", 1, "in"),
            "Query",
            "'Query' is none of body, header, formData, query, path",
        ),
        ((*POST, "responses", "200", "schema"), {"nullable": True}, "'nullable' is not known here"),
        (
            (*POST, "responses", "200", "schema"),
            {"type": "string", "const": 1},
            "'const' is not known here",
        ),
        (
            ("securityDefinitions",),
            {"k": {"type": "apiKey", "in": "cookie", "name": "k"}},
            "'cookie' is none of header, query",
        ),
        (
            ("securityDefinitions",),
            {"k": {"type": "openIdConnect"}},
            "'openIdConnect' is none of basic, apiKey, oauth2",
        ),
        ((*POST, "responses"), {}, "this must not be empty"),
    ],
)
def test_messages_speak_of_the_alternative_that_was_meant(place, value, message):
    report = Diagnostics()
    document = parse(json.dumps(slip(place, value)), "a.json", report)
    validate.schema(document.root, report)

    assert [each.message for each in report] == [message]
