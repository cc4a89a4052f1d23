"""A package gets the parts of the runtime that its API needs, and no others."""

import ast
import importlib
import json
import pkgutil
import re
import subprocess
from pathlib import Path

import pytest
from ruff import find_ruff_bin

from generator import pipeline
from generator.config import find
from generator.diagnostics.findings import Diagnostics
from generator.ir import metadata
from generator.output.staleness import Request

LIST = {"type": "array", "items": {"$ref": "#/definitions/Pet"}}
PARTS = {
    "bulk": (
        {"x-chunk": 10, "x-effect": "contact"},
        "_runtime/bulk/options.py",
        {"BulkResult", "BulkJournalError"},
    ),
    "recipients": (
        {"x-recipients": {"people": ["[].state"]}},
        "_runtime/recipients/guard.py",
        {"QuietHours", "HeldError"},
    ),
}

FOREIGN = re.compile(r"phone|callfire|text message|\bsms\b|money", re.IGNORECASE)
"""Words of an API that sends texts and makes calls."""


def pets(**more):
    body = {"in": "body", "name": "body", "schema": LIST, "required": True}
    response = {"description": "ok", "schema": {"$ref": "#/definitions/Pet"}}
    add = {"operationId": "addPets", "parameters": [body], "responses": {"200": response}}
    add |= more
    return json.dumps(
        {
            "paths": {"/pets": {"post": add}},
            "definitions": {"Pet": {"type": "object", "properties": {"state": {"type": "string"}}}},
        }
    )


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("wanted", [True, False])
def test_parts(load, part, wanted):
    extension, path, names = PARTS[part]

    made = load(pets(**(extension if wanted else {})))

    assert Path(made.__path__[0], path).is_file() == wanted
    assert names & {*made.__all__} == (names if wanted else set())


@pytest.mark.parametrize("wanted", [True, False])
def test_lines_of_parts(load, wanted):
    facts = {"x-recipients": {"people": ["[].state"]}} if wanted else {}

    made = load(pets(**facts))

    options = made.ClientOptions.__annotations__
    sources = "".join(path.read_text() for path in Path(made.__path__[0], "_runtime").rglob("*.py"))
    assert ("allow_only" in options) == wanted
    assert ("redirect_to" in sources) == wanted
    assert "recipients begin" not in sources


def test_lines_about_phones(load):
    plain, phone = load(pets()), load(
        pets().replace('"type": "string"', '"type": "string", "x-phone": true')
    )

    assert not hasattr(plain, "phone_number")
    assert phone.models.Pet(state="(213) 555-1122").state == "(213) 555-1122"
    assert phone.phone_number("(213) 555-1122") == "12135551122"


def test_nothing_speaks_of_what_the_api_does_not_have(load):
    made = load(pets())

    result = [
        f"{path.name}:{number}: {line}"
        for path in Path(made.__path__[0]).rglob("*.*")
        if path.suffix != ".pyc"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if FOREIGN.search(f"{path.name} {line}")
    ]

    assert result == []


WITHOUT = {
    (): "",
    ("aiohttp",): "aiohttp>=|[.]aiohttp|[\"']aiohttp[\"']",
    ("otel",): "opentelemetry|get_tracer",
    ("testing",): r"testing|pytest_plugin|\bFake|_fake\b",
    ("actions",): r"\bactions\b|\.cli\b|\bmcp\b",
    ("cli",): r"\.cli\b|\bmcp\b",
    ("mcp",): r"\bmcp\b",
    tuple(metadata.PARTS): "",
}
"""Parts that are left out, with a pattern of what then has no place in the package."""
EVERY = {"bulk": ("x-chunk", 10), "": ("summary", "")}


@pytest.mark.parametrize("without", WITHOUT, ids="-".join)
@pytest.mark.parametrize("api", EVERY)
def test_whatever_is_left_imports_and_names_nothing_that_is_gone(load, without, api):
    made = load(pets(**dict([EVERY[api]])), without=without)

    ruff = [find_ruff_bin(), "check", "--isolated", "--no-cache", "--quiet"]
    ruff += ["--select", "F821,F401", made.__path__[0]]
    assert subprocess.run(ruff, check=False).returncode == 0

    for result in pkgutil.walk_packages(made.__path__, f"{made.__name__}."):
        if not result.name.endswith("__main__"):
            importlib.import_module(result.name)
    for name in made.__all__:
        getattr(made, name)
    check_imports_of_functions(made)


def check_imports_of_functions(made):
    """Modules that a function imports are missed only when it runs, and by type checkers."""
    root = Path(made.__path__[0])

    missing = []
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level and node.module:
                target = path.parents[node.level - 1] / node.module.replace(".", "/")
                if not (target.is_dir() or target.with_suffix(".py").is_file()):
                    missing.append((path.relative_to(root).as_posix(), node.module))

    assert missing == []


@pytest.mark.parametrize("without", [each for each in WITHOUT if each], ids="-".join)
def test_nothing_speaks_of_a_part_that_is_left_out(project, without):
    """Neither the project file nor the docs, the tests and the public modules mention it."""
    setting = f"client-version = '1.0'\nwithout = {[*without]}\n"
    with (project / "pyproject.toml").open("a") as file:
        file.write(setting)
    report = Diagnostics()
    config = find(project, report)
    pipeline.run(Request(config, config.output), report)
    assert report.findings == ()

    files = [path for path in (project / "out").rglob("*.*") if path.name != "manifest.json"]
    pattern = "|".join(WITHOUT[part,] for part in without)
    result = [
        f"{path.relative_to(project)}:{number}: {line}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if path.suffix != ".json" and re.search(pattern, f"{path.name} {line}")
    ]
    assert result == []
