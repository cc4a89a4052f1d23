"""The package as a whole: lazy exports, clients, errors, the files around it."""

import ast
import importlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from generator.ir.names.reserved import EXPORTS
from generator.ir.names.runtime_names import ERRORS, PUBLIC, RUNTIME
from generator.render.templates import TEMPLATES, environment

SPEC = """
info: {title: Widgets API, version: '1', description: Keeps widgets.}
host: api.example.com
securityDefinitions: {basic: {type: basic}}
security: [{basic: []}]
x-client: {verify: getWidget, env-prefix: THINGS}
paths:
  /widgets/{id}:
    get:
      operationId: getWidget
      parameters: [{name: id, in: path, required: true, type: integer}]
      responses: {200: {description: A widget, schema: {$ref: '#/definitions/Widget'}}}
definitions:
  Widget: {properties: {id: {type: integer}, state: {type: string, enum: ['ON', 'OFF']}}}
  Page: {properties: {id: {type: integer}}}
"""


@pytest.mark.parametrize("name", sorted(RUNTIME.items() | PUBLIC.items()), ids="-".join)
def test_runtime_has_what_is_named(name):
    name, module = name
    if module == ".errors":
        module = "._runtime.core.errors"

    assert hasattr(importlib.import_module(module.replace("._runtime", "runtime")), name)


def test_every_error_is_public():
    errors = importlib.import_module("runtime.core.errors")

    classes = {name for name in errors.__all__ if isinstance(getattr(errors, name), type)}

    assert classes - {"ClientError"} == {*ERRORS}


def test_names_keep_away_from_what_the_package_exports():
    assert {name for name in PUBLIC if name[0].isupper()} - EXPORTS == set()


def test_import_loads_next_to_nothing(load):
    package = load(SPEC)
    program = f"""
import sys
import {package.__name__}
print(sorted(m for m in sys.modules if m.startswith({package.__name__!r})))
print([m for m in ("httpx2", "msgspec", "asyncio", "ssl") if m in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(package.__file__).parents[1],
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )

    name = package.__name__
    assert done.stdout.splitlines() == [
        str([name, f"{name}._runtime", f"{name}._runtime.lazy"]),
        "[]",
    ]


def test_all_exports_are_there_and_sorted(load):
    package = load(SPEC)

    for module in (package, package.models):
        assert [name for name in module.__all__ if not hasattr(module, name)] == []
        assert {*module.__all__} <= {*dir(module)}
    assert package.Widget is package.models.Widget
    assert package.__version__ == "1.2.3"


def test_what_is_not_there_is_an_attribute_error(load):
    package = load(SPEC)

    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        _ = package.Nothing


def test_errors_are_at_home_in_the_package(load):
    package = load(SPEC)

    assert package.NotFoundError.__module__ == f"{package.__name__}.errors"
    assert package.errors.ClientError.__name__ == "ClientError"


def test_operations_are_reported_by_id(load):
    operations = load(SPEC).operations

    assert operations.IDS == ("getWidget",)
    assert (
        operations.by_id("getWidget").method,
        operations.by_id("getWidget").path,
    ) == ("GET", "/widgets/{id}")
    with pytest.raises(KeyError):
        operations.by_id("getNothing")


@pytest.mark.parametrize(
    ("definition", "credentials", "auth"),
    [
        ("{type: basic}", ["login", "password"], 'Auth(kind="basic")'),
        (
            "{type: apiKey, in: header, name: X-Key}",
            ["api_key"],
            'Auth(kind="api-key", place="header", name="X-Key")',
        ),
        (
            "{type: oauth2, flow: implicit, authorizationUrl: 'https://a.example', scopes: {}}",
            ["token"],
            'Auth(kind="bearer")',
        ),
        (None, [], 'Auth(kind="none")'),
    ],
)
def test_credentials(build, definition, credentials, auth):
    secured = (
        f"securityDefinitions: {{s: {definition}}}\nsecurity: [{{s: []}}]" if definition else ""
    )
    text = build(f"{secured}\npaths: {{/widgets: {{get: {{operationId: op}}}}}}")[
        "src/widgets/_client.py"
    ]
    client = next(
        node
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef) and node.name == "Widgets"
    )

    start = client.body[1]
    assert [argument.arg for argument in start.args.args] == ["self", *credentials]
    assert f"auth={auth}" in text


def test_the_list_of_public_names(build):
    lines = build(SPEC)["api.txt"].splitlines()

    assert sorted(lines) == lines
    for line in (
        "widgets.Widgets.widgets.get(id: int) -> Widget",
        "widgets.AsyncWidgets.widgets.get(id: int) -> Widget",
    ):
        assert line in lines


def test_project_file(build):
    project = tomllib.loads(build(SPEC)["pyproject.toml"])["project"]

    assert (project["name"], project["version"]) == ("widgets", "1.2.3")


@pytest.mark.parametrize("title", ['"""', "a\\b", "x\ny = 1", "{{ 7 }}", "[project]", "\u202e"])
def test_project_file_survives_titles(build, title):
    text = build(
        {
            "swagger": "2.0",
            "info": {"title": f"Widgets {title}", "version": "1"},
            "host": "a.example",
            "paths": {
                "/a": {"get": {"tags": ["widgets"], "responses": {"200": {"description": ""}}}}
            },
        }
    )["pyproject.toml"]

    assert "tool" in tomllib.loads(text)


def test_readme_shows_programs_that_parse(build):
    readme = build(SPEC)["README.md"]

    for block in readme.split("```python")[1:]:
        ast.parse(block.partition("```")[0])


@pytest.mark.parametrize(
    "path", sorted((TEMPLATES / "package").glob("*.j2")), ids=lambda path: path.name
)
def test_templates_name_their_view(path):
    first = path.read_text("utf-8").partition("\n")[0]
    module, _, name = first.removeprefix("{#- view: ").removesuffix(" -#}").rpartition(".")

    assert hasattr(importlib.import_module(module), name)
    assert environment().get_template(f"package/{path.name}")


def test_the_readme_escapes_what_the_description_states(build):
    readme = build(
        {
            "swagger": "2.0",
            "info": {
                "title": "Pets <img src=x onerror=alert(2)>",
                "version": "1",
                "description": "<script>alert(1)</script> [click](javascript:alert(4)) ![t](https://evil.test/t.png)",
            },
            "host": "a.example",
            "paths": {
                "/a": {
                    "get": {
                        "operationId": "a",
                        "tags": ["t"],
                        "responses": {"200": {"description": "d"}},
                    }
                }
            },
        }
    )["README.md"]

    assert "<img" not in readme
    assert "<script" not in readme
    assert "\\[click\\](javascript" in readme
    assert "\\![t](" in readme
