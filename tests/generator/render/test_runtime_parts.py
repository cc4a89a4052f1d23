"""A package gets the parts of the runtime that its API needs, and no others."""

import ast
import importlib
import json
import pkgutil
from pathlib import Path

import pytest

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


def test_whatever_is_left_imports(load):
    made = load(pets())

    for result in pkgutil.walk_packages(made.__path__, f"{made.__name__}."):
        if not result.name.endswith("__main__"):
            importlib.import_module(result.name)


def test_whatever_functions_import_is_there(load):
    """Modules that a function imports are missed only when it runs, and by type checkers."""
    made = load(pets())
    root = Path(made.__path__[0])

    missing = []
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level and node.module:
                target = path.parents[node.level - 1] / node.module.replace(".", "/")
                if not (target.is_dir() or target.with_suffix(".py").is_file()):
                    missing.append((path.relative_to(root).as_posix(), node.module))

    assert missing == []
