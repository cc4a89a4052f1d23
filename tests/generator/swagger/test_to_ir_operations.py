"""Paths become operations: parameters, bodies, forms, responses, ids, tags, security, servers."""

import json

import pytest

from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.ir.model import (
    Auth,
    AuthKind,
    ErrorCase,
    FormStyle,
    Join,
    Kind,
    ListOf,
    Location,
    MapOf,
    Named,
    Response,
    Scalar,
    Success,
)
from generator.ir.names.arguments import with_arguments
from generator.swagger.to_ir import normalize

ANY, STRING, INTEGER, FILE = (
    Scalar(kind) for kind in (Kind.ANY, Kind.STRING, Kind.INTEGER, Kind.FILE)
)
OK = {"200": {"description": "fine"}}
WIDGET = {"Widget": {"properties": {"id": {"type": "integer"}}}, "Stream": {"type": "object"}}


def read(**members):
    document = {
        "swagger": "2.0",
        "info": {"title": "T", "version": "1"},
        "host": "a.example",
        "paths": {},
    }
    report = Diagnostics()
    text = json.dumps({"definitions": WIDGET, **document, **members})
    return normalize(parse(text, "spec.json", report), report), report


def operation(node, path="/widgets", method="get", **members):
    api, report = read(
        paths={path: {method: {"operationId": "op", "responses": OK, **node}}}, **members
    )
    (result,) = api.operations
    return result, report.codes


def parameter(node, **members):
    result, codes = operation({"parameters": [node]}, **members)
    return result.parameters[0], codes


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        (None, Join.CSV),
        ("csv", Join.CSV),
        ("ssv", Join.SSV),
        ("tsv", Join.TSV),
        ("pipes", Join.PIPES),
        ("multi", Join.MULTI),
    ],
)
def test_lists_in_queries(format_, expected):
    node = {"name": "ids", "in": "query", "type": "array", "items": {"type": "integer"}}
    result, codes = parameter({**node, **({"collectionFormat": format_} if format_ else {})})

    assert (result.join, result.type, codes) == (expected, ListOf(INTEGER), ())


def test_lists_in_lists_are_joined_by_their_own_signs():
    inner = {"type": "array", "collectionFormat": "pipes", "items": {"type": "integer"}}
    outer = {"type": "array", "items": inner}
    result, codes = parameter({"name": "a", "in": "query", "type": "array", "items": outer})

    assert (result.join, result.inner, codes) == (Join.CSV, (Join.CSV, Join.PIPES), ())


@pytest.mark.parametrize(
    ("changes", "join", "code"),
    [
        ({"collectionFormat": "multi", "in": "header"}, Join.CSV, "parameter-collection"),
        ({"collectionFormat": "blanks"}, Join.CSV, "parameter-collection"),
        (
            {"items": {"type": "array", "items": {}, "collectionFormat": "multi"}},
            Join.CSV,
            "parameter-collection",
        ),
        ({"type": "file"}, Join.MULTI, "parameter-file"),
        ({"type": None}, Join.MULTI, "parameter-invalid"),
    ],
)
def test_unusual_parameters_are_reported(changes, join, code):
    node = {"name": "ids", "in": "query", "type": "array", "items": {"type": "integer"}}
    result, codes = parameter({**node, **changes})

    assert (result.join, set(codes)) == (join, {code})


@pytest.mark.parametrize(
    "node",
    [
        {},
        {"name": "a"},
        {"in": "query"},
        {"name": "", "in": "query"},
        {"name": "a", "in": "cookie"},
        [],
        5,
        None,
    ],
)
def test_what_is_no_parameter_is_reported(node):
    result, codes = operation({"parameters": [node]})

    assert result.parameters == ()
    assert {"parameter-invalid", "value-type"} >= set(codes) != set()


@pytest.mark.parametrize("name", ["Content-Length", "TRANSFER-encoding", "X Y", "é", "a:b", "a\n"])
def test_headers_that_no_one_can_set_are_left_out(name):
    other = {"in": "header", "type": "string"}

    result, codes = operation({"parameters": [{**other, "name": name}, {**other, "name": "X~1"}]})

    assert [each.wire for each in result.parameters] == ["X~1"]
    assert codes == ("parameter-header",)


def test_parameters_keep_what_is_stated_of_them():
    result, codes = parameter(
        {
            "name": "X-Trace",
            "in": "header",
            "type": "string",
            "description": "A trace.",
            "required": True,
            "default": "none",
            "x-example": "abc",
            "x-name": "trace",
            "minLength": 3,
        }
    )

    assert (
        result.wire,
        result.location,
        result.description,
        result.required,
    ) == ("X-Trace", Location.HEADER, "A trace.", True)
    assert (
        result.default,
        result.example,
        result.name,
        result.limits.min_length,
    ) == ("none", "abc", "trace", 3)
    assert codes == ()


def test_an_operation_overrides_its_path_and_both_share():
    api, report = read(
        parameters={"Limit": {"name": "limit", "in": "query", "type": "integer"}},
        responses={"Good": {"description": "good", "schema": {"$ref": "#/definitions/Widget"}}},
        paths={
            "/widgets/{id}": {
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "type": "string"},
                    {"name": "v", "in": "query", "type": "string"},
                    {"$ref": "#/parameters/Limit"},
                ],
                "get": {
                    "operationId": "get",
                    "parameters": [
                        {"name": "v", "in": "query", "type": "integer"},
                        {"name": "v", "in": "header", "type": "string"},
                    ],
                    "responses": {"200": {"$ref": "#/responses/Good"}},
                },
            }
        },
    )
    (result,) = api.operations

    assert [(each.wire, each.location, each.type, each.at) for each in result.parameters] == [
        ("id", Location.PATH, STRING, "/paths/~1widgets~1{id}/parameters/0"),
        ("v", Location.QUERY, INTEGER, "/paths/~1widgets~1{id}/get/parameters/0"),
        ("limit", Location.QUERY, INTEGER, "/parameters/Limit"),
        ("v", Location.HEADER, STRING, "/paths/~1widgets~1{id}/get/parameters/1"),
    ]
    assert result.response == Response(Named("/definitions/Widget"), description="good")
    assert report.codes == ()


@pytest.mark.parametrize(
    ("path", "names", "wires"),
    [
        ("/a/{id}", ["id"], ["id"]),
        ("/a/{id}.mp3", ["id"], ["id"]),
        ("/a/{key}.{extension}", ["key", "extension"], ["key", "extension"]),
        ("/a/{id}/b/{id}", ["id"], ["id"]),
        ("/a/{id}/{b}", ["id"], ["id", "b"]),
        ("/a", ["id"], []),
        ("/a/{{id}}", ["id"], ["id"]),
        ("a/{id}", ["id"], ["id"]),
        ("//a", [], []),
    ],
)
def test_paths(path, names, wires):
    """What is wrong with a path may count as a warning; the request is right all the same."""
    node = {
        "parameters": [
            {"name": name, "in": "path", "required": True, "type": "string"} for name in names
        ]
    }
    result, codes_reported = operation(node, path=path)

    assert (result.path, codes_reported) == (f"/{path.removeprefix('/')}", ())
    assert [each.wire for each in result.parameters] == wires
    assert all(each.required for each in result.parameters)


@pytest.mark.parametrize("method", ["get", "put", "post", "delete", "options", "head", "patch"])
def test_every_method_counts(method):
    result, codes = operation({}, method=method)

    assert (method.upper(), ()) == (result.method, codes)


def test_an_unknown_method_is_reported():
    _, report = read(paths={"/a": {"fetch": {"responses": OK}, "x-internal": {}}})

    assert report.codes == ("method-unknown",)


def test_ids_are_made_where_they_are_missing():
    api, report = read(
        paths={
            "/users/{id}": {
                "get": {
                    "responses": OK,
                    "parameters": [
                        {"name": "id", "in": "path", "type": "string", "required": True}
                    ],
                }
            },
            "/users": {
                "get": {"responses": OK, "operationId": ""},
                "post": {"responses": OK, "operationId": "make"},
            },
            "/": {"get": {"responses": OK}},
        }
    )

    assert [each.id for each in api.operations] == ["getUsersById", "getUsers", "make", "get"]
    assert list(report.codes) == ["operation-id-missing"] * 3


def test_equal_ids_are_distinguished():
    node = {"operationId": "same", "responses": OK}
    api, report = read(
        paths={
            "/a": {"get": node},
            "/b": {"get": node},
            "/c": {"get": {**node, "operationId": "getB"}},
        }
    )

    assert [each.id for each in api.operations] == ["same", "getB2", "getB"]
    assert report.codes == ()


def test_tags_group():
    api, report = read(
        tags=[{"name": "b", "description": "The b."}, {"name": "unused"}],
        paths={
            "/1": {"get": {"operationId": "1", "tags": ["a", "b", "a"], "responses": OK}},
            "/2": {"get": {"operationId": "2", "responses": OK}},
            "/3": {"get": {"operationId": "3", "tags": ["b"], "responses": OK}},
            "/4": {"get": {"operationId": "4", "tags": ["a", " "], "responses": OK}},
        },
    )

    assert [
        (group.tag, group.description, [each.id for each in group.operations])
        for group in api.groups
    ] == [("b", "The b.", ["3"]), ("a", "", ["1", "4"]), ("default", "", ["2"])]
    assert api.operations[1].tags == ("a", "b")
    assert report.codes == ()


BODY = {"name": "body", "in": "body", "schema": {"$ref": "#/definitions/Widget"}}


@pytest.mark.parametrize(
    ("consumes", "schema", "expected"),
    [
        (
            None,
            {"$ref": "#/definitions/Widget"},
            (Named("/definitions/Widget"), "application/json"),
        ),
        ([], {"type": "array", "items": {}}, (ListOf(ANY), "application/json")),
        (["*/*"], {"type": "boolean"}, (Scalar(Kind.BOOLEAN), "application/json")),
        (
            ["application/xml", "application/json; charset=utf-8"],
            {},
            (ANY, "application/json; charset=utf-8"),
        ),
        (
            ["application/json-patch+json", "application/merge-patch+json"],
            {},
            (ANY, "application/json-patch+json"),
        ),
        (["application/vnd.a+json", "application/json"], {}, (ANY, "application/json")),
        (["text/plain"], {"type": "string"}, (STRING, "text/plain")),
        (["application/xml"], {"type": "string"}, (STRING, "application/xml")),
        (["application/x-yaml"], {"type": "string"}, (STRING, "application/x-yaml")),
        (
            ["application/octet-stream"],
            {"type": "string", "format": "binary"},
            (FILE, "application/octet-stream"),
        ),
        (["image/png"], {"type": "file"}, (FILE, "image/png")),
    ],
)
def test_bodies(consumes, schema, expected):
    node = {"parameters": [{**BODY, "schema": schema, "required": True}]}
    result, codes = operation(
        {**node, **({} if consumes is None else {"consumes": consumes})}, method="post"
    )

    assert (result.body.type, result.body.media_type) == expected
    assert result.body.required
    assert codes == ()


@pytest.mark.parametrize("place", ["root", "operation"])
def test_bodies_that_are_not_json_are_passed_on(place):
    consumes = {"consumes": ["application/xml"]}
    node = {"parameters": [BODY], **(consumes if place == "operation" else {})}
    result, codes = operation(node, method="post", **(consumes if place == "root" else {}))

    assert (
        result.body.type,
        result.body.media_type,
        result.body.required,
    ) == (FILE, "application/xml", False)
    assert codes == ("media-unsupported",)


@pytest.mark.parametrize(
    ("parameters", "codes"),
    [
        ([BODY, {**BODY, "name": "more"}], ("body-several",)),
        ([{"name": "body", "in": "body"}], ("body-untyped",)),
        ([BODY, {"name": "f", "in": "formData", "type": "string"}], ()),
        ([{**BODY, "name": "x", "schema": 5}], ("value-type",)),
    ],
)
def test_unusual_bodies_are_reported(parameters, codes):
    result, codes_reported = operation({"parameters": parameters}, method="post")

    assert result.body is not None
    assert codes == codes_reported


def test_a_body_on_get_is_kept():
    result, codes = operation({"parameters": [BODY]}, method="get")

    assert (result.body.type, codes) == (Named("/definitions/Widget"), ())


@pytest.mark.parametrize(
    ("consumes", "type_", "expected", "codes"),
    [
        (["application/x-www-form-urlencoded"], "string", FormStyle.URLENCODED, ()),
        (["multipart/form-data"], "string", FormStyle.MULTIPART, ()),
        (
            ["multipart/form-data", "application/x-www-form-urlencoded"],
            "string",
            FormStyle.URLENCODED,
            (),
        ),
        ([], "string", FormStyle.URLENCODED, ()),
        ([], "file", FormStyle.MULTIPART, ()),
        (["multipart/form-data"], "file", FormStyle.MULTIPART, ()),
        (["application/x-www-form-urlencoded"], "file", FormStyle.MULTIPART, ()),
    ],
)
def test_forms(consumes, type_, expected, codes):
    node = {"parameters": [{"name": "f", "in": "formData", "type": type_}], "consumes": consumes}
    result, codes_reported = operation(node, method="post")

    assert (result.form_style, codes_reported) == (expected, codes)
    assert result.body is None


REF = {"$ref": "#/definitions/Widget"}
STREAM = {"$ref": "#/definitions/Stream"}


@pytest.mark.parametrize(
    ("schema", "produces", "expected"),
    [
        (REF, None, Response(Named("/definitions/Widget"))),
        (REF, ["*/*"], Response(Named("/definitions/Widget"))),
        (REF, ["application/xml", "application/json"], Response(Named("/definitions/Widget"))),
        (
            REF,
            ["application/hal+json"],
            Response(Named("/definitions/Widget"), media_types=("application/hal+json",)),
        ),
        ({"type": "boolean"}, None, Response(Scalar(Kind.BOOLEAN))),
        ({"type": "array", "items": REF}, None, Response(ListOf(Named("/definitions/Widget")))),
        ({"additionalProperties": {"type": "integer"}}, None, Response(MapOf(INTEGER))),
        (STREAM, None, Response(ANY)),
        ({"type": "object"}, ["application/json"], Response(ANY)),
        (STREAM, ["audio/mpeg"], Response(binary=True, media_types=("audio/mpeg",))),
        (
            STREAM,
            ["audio/mpeg", "audio/wav"],
            Response(binary=True, media_types=("audio/mpeg", "audio/wav")),
        ),
        (
            {"type": "file"},
            ["application/json"],
            Response(binary=True, media_types=("application/json",)),
        ),
        ({"type": "file"}, None, Response(binary=True, media_types=("*/*",))),
        (
            {"type": "string", "format": "binary"},
            ["image/png"],
            Response(binary=True, media_types=("image/png",)),
        ),
        ({"type": "string"}, ["text/plain"], Response(STRING, media_types=("text/plain",))),
        ({"type": "string"}, None, Response(STRING)),
        (None, None, Response()),
        (None, ["application/json"], Response()),
        (None, ["application/pdf"], Response(binary=True, media_types=("application/pdf",))),
        (None, ["text/plain"], Response(STRING, optional=True, media_types=("text/plain",))),
        (None, ["application/xml"], Response()),
    ],
)
def test_responses(schema, produces, expected):
    response = {"description": "~", **({} if schema is None else {"schema": schema})}
    node = {"responses": {"200": response}, **({} if produces is None else {"produces": produces})}
    result, codes = operation(node)

    assert (result.response, codes) == (expected, ())


@pytest.mark.parametrize("place", ["root", "operation"])
def test_responses_that_are_not_json_come_as_bytes(place):
    produces = {"produces": ["application/xml"]}
    node = {
        "responses": {"200": {"description": "~", "schema": REF}},
        **(produces if place == "operation" else {}),
    }
    result, codes = operation(node, **(produces if place == "root" else {}))

    assert result.response == Response(binary=True, media_types=("application/xml",))
    assert codes == ("media-unsupported",)


@pytest.mark.parametrize(
    ("responses", "expected", "errors", "codes"),
    [
        ({}, Response(), [], ()),
        ({"204": {"description": "gone"}}, Response(description="gone", status=204), [], ()),
        ({"404": {"description": "no"}}, Response(), ["404"], ()),
        ({"302": {"description": "there"}}, Response(), [], ()),
        (
            {"201": {"schema": REF}, "400": {}},
            Response(Named("/definitions/Widget"), status=201),
            ["400"],
            (),
        ),
        (
            {"202": {}, "200": {"schema": REF}},
            Response(Named("/definitions/Widget"), optional=True),
            [],
            (),
        ),
        (
            {"200": {"schema": REF}, "201": {"schema": REF}},
            Response(Named("/definitions/Widget")),
            [],
            (),
        ),
        (
            {"200": {"schema": REF}, "201": {"schema": STREAM}},
            Response(Named("/definitions/Widget")),
            [],
            (),
        ),
        (
            {"default": {"description": "fine", "schema": REF}},
            Response(Named("/definitions/Widget"), description="fine"),
            ["default"],
            (),
        ),
        (
            {"default": {"description": "unexpected error"}},
            Response(description="unexpected error"),
            ["default"],
            (),
        ),
        ({"200": {}, "default": {"schema": REF}}, Response(), ["default"], ()),
        ({"2xx": {"schema": REF}}, Response(Named("/definitions/Widget")), [], ()),
        ({"20x": {"schema": REF}}, Response(), [], ("response-status",)),
        (
            {"200": {"schema": REF, "x-optional": True}},
            Response(Named("/definitions/Widget"), optional=True),
            [],
            (),
        ),
        ({"200": {"$ref": "#/responses/Nothing"}}, Response(), [], ()),
        ({"200": {}, "x-note": {}}, Response(), [], ()),
    ],
)
def test_which_response_is_the_response(responses, expected, errors, codes):
    result, codes_reported = operation({"responses": responses})

    assert result.response == expected
    assert [each.status for each in result.errors] == errors
    assert codes == codes_reported


OTHER = {"type": "integer"}
INTEGER = Scalar(Kind.INTEGER)


@pytest.mark.parametrize(
    ("responses", "others", "redirects", "optional"),
    [
        ({"200": {"schema": REF}, "202": {"schema": OTHER}}, (Success("202", INTEGER),), (), False),
        ({"200": {"schema": REF}, "202": {"schema": REF}}, (), (), False),
        ({"200": {"schema": REF}, "202": {}}, (Success("202"),), (), True),
        ({"200": {"schema": REF}, "204": {}}, (), (), True),
        ({"204": {}, "304": {}}, (), (304,), True),
        ({"302": {}}, (), (302,), False),
        ({"200": {"schema": REF}, "303": {}, "404": {}}, (), (303,), False),
        ({"200": {"schema": {"type": "file"}}, "302": {}}, (), (), False),
    ],
)
def test_successes_by_status(responses, others, redirects, optional):
    result, codes = operation({"responses": responses})

    assert (result.others, result.redirects, result.response.optional) == (
        others,
        redirects,
        optional,
    )
    assert codes == ()


def test_types_of_errors():
    result, _ = operation(
        {
            "responses": {
                "200": {},
                "400": {"schema": OTHER},
                "5XX": {"schema": REF},
                "503": {},
                "default": {"schema": REF},
            }
        }
    )
    item = Named("/definitions/Widget")

    assert [(each.key, each.type) for each in result.errors] == [
        (400, INTEGER),
        (5, item),
        (503, None),
        (0, item),
    ]


@pytest.mark.parametrize(
    ("type_", "produces", "accepted"),
    [
        ("string", ["text/plain", "application/json"], ("application/json", "text/plain")),
        ("integer", ["text/plain"], ("text/plain",)),
        ("string", ["text/csv"], ("text/csv",)),
    ],
)
def test_text_beside_json(type_, produces, accepted):
    responses = {"200": {"description": "~", "schema": {"type": type_}}}
    result, codes = operation({"produces": produces, "responses": responses})

    assert (result.response.media_types, result.response.binary, codes) == (accepted, False, ())


def test_failures_are_reported():
    result, _ = operation(
        {"responses": {"400": {"description": " Bad. "}, "404": {"description": "~"}}}
    )

    assert result.errors == (ErrorCase("400", "Bad."), ErrorCase("404", ""))


def test_head_has_no_body():
    result, _ = operation({"responses": {"200": {"schema": REF}}}, method="head")

    assert result.response == Response()


BASIC = {"type": "basic"}
KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}
OAUTH = {"type": "oauth2", "flow": "accessCode", "scopes": {}}


@pytest.mark.parametrize(
    ("schemes", "security", "expected", "codes"),
    [
        ({}, None, Auth(AuthKind.NONE), ()),
        ({"b": BASIC}, [{"b": []}], Auth(AuthKind.BASIC), ()),
        ({"k": KEY}, [{"k": []}], Auth(AuthKind.API_KEY, Location.HEADER, "X-Key"), ()),
        ({"k": {**KEY, "in": "query"}}, None, Auth(AuthKind.API_KEY, Location.QUERY, "X-Key"), ()),
        ({"o": OAUTH}, [{"o": ["read"]}], Auth(AuthKind.BEARER), ()),
        (
            {"o": OAUTH, "k": KEY},
            [{"k": []}],
            Auth(AuthKind.API_KEY, Location.HEADER, "X-Key"),
            (),
        ),
        ({"b": BASIC}, [{"x": []}], Auth(AuthKind.NONE), ("security-undefined",)),
        ({"k": {"type": "apiKey"}}, None, Auth(AuthKind.NONE), ("security-invalid",)),
        ({"m": {"type": "mutual"}}, None, Auth(AuthKind.NONE), ("security-invalid",)),
    ],
)
def test_security(schemes, security, expected, codes):
    entries = {} if security is None else {"security": security}
    paths = {"/a": {"get": {"operationId": "a", "responses": {}}}}
    api, report = read(securityDefinitions=schemes, paths=paths, **entries)

    assert (api.auth, report.codes) == (expected, codes)


def test_several_schemes_have_arguments_of_their_own():
    paths = {
        "/a": {"get": {"operationId": "a", "responses": {}}},
        "/b": {
            "get": {
                "operationId": "b",
                "responses": {},
                "security": [{"o": ["x"], "b": []}, {"k": []}],
            }
        },
        "/c": {"get": {"operationId": "c", "responses": {}, "security": []}},
        "/d": {"get": {"operationId": "d", "responses": {}, "security": [{}, {"timeout": []}]}},
    }
    schemes = {"b": BASIC, "k": KEY, "o": OAUTH, "unused": KEY, "timeout": {**KEY, "in": "query"}}
    api, report = read(securityDefinitions=schemes, paths=paths, security=[{"k": []}])

    assert with_arguments(api.auth).arguments == ("b_login", "b_password", "k", "o", "timeout_2")
    assert [each.security for each in api.operations] == [
        (("k",),),
        (("o", "b"), ("k",)),
        (),
        ((), ("timeout",)),
    ]
    assert [each.secured for each in api.operations] == [True, True, False, True]
    assert report.codes == ()


@pytest.mark.parametrize(
    ("everywhere", "here", "expected"),
    [
        (None, None, True),
        (None, [], False),
        ([{"b": []}], None, True),
        ([{"b": []}], [], False),
        ([], None, False),
        ([{}], None, False),
        ([], [{"b": []}], True),
    ],
)
def test_which_operations_are_secured(everywhere, here, expected):
    result, _ = operation(
        {} if here is None else {"security": here},
        securityDefinitions={"b": BASIC},
        **({} if everywhere is None else {"security": everywhere}),
    )

    assert result.secured == expected


@pytest.mark.parametrize(
    ("members", "expected", "codes"),
    [
        ({"host": "a.example"}, "https://a.example", ()),
        ({"host": "a.example", "basePath": "/v2/"}, "https://a.example/v2", ()),
        ({"host": "a.example:8080", "schemes": ["http"]}, "http://a.example:8080", ()),
        ({"host": "a.example", "schemes": ["http", "https"]}, "https://a.example", ()),
        ({"host": "a.example", "schemes": ["wss"]}, "https://a.example", ()),
        ({"host": "", "basePath": "/v2"}, "https://localhost/v2", ("server-missing",)),
        ({"host": "a.example/x"}, "https://a.example/x", ()),
        ({"host": "http://a.example/"}, "http://a.example", ()),
        ({"host": "bücher.example"}, "https://xn--bcher-kva.example", ()),
        ({"host": 'a"+evil'}, "https://localhost", ("server-invalid",)),
        ({"host": "a.example", "basePath": "v2"}, "https://a.example/v2", ()),
        ({"host": "a.example", "basePath": "/v 2\n"}, "https://localhost", ("server-invalid",)),
        ({"host": "a.example", "basePath": "/{a}"}, "https://localhost", ("server-invalid",)),
        ({"host": "a.example", "basePath": ""}, "https://a.example", ()),
    ],
)
def test_servers(members, expected, codes):
    api, report = read(**members)

    assert (api.base_url, report.codes) == (expected, codes)


def test_yaml_with_bare_status_codes():
    text = """
swagger: "2.0"
info: {title: T, version: "1", license: {name: MIT}}
host: a.example
paths:
  /a:
    get:
      responses:
        200: {description: fine, schema: {type: string}}
        404: {description: gone}
"""
    report = Diagnostics()
    api = normalize(parse(text, "spec.yaml", report), report)

    assert api.operations[0].response == Response(STRING, description="fine")
    assert [each.status for each in api.operations[0].errors] == ["404"]
    assert (api.title, api.version) == ("T", "1")


def test_a_body_that_is_a_file_in_one_success_only_is_reported():
    good, file = ({"description": "d", "schema": {"type": kind}} for kind in ("string", "file"))
    result, codes = operation({"responses": {"200": good, "201": file}})

    assert (result.response.binary, codes) == (False, ("response-several",))
