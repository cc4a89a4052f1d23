"""The layout of the generator: which folder may know what. Each test prints the offenders."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GENERATOR = ROOT / "generator"
LOOSE = 6
"""How many modules may lie at the top of the generator."""
SWAGGER = frozenset(
    [
        "$ref",
        "allOf",
        "basePath",
        "collectionFormat",
        "consumes",
        "definitions",
        "discriminator",
        "operationId",
        "paths",
        "produces",
        "securityDefinitions",
    ]
)
"""Keys of Swagger 2.0, but for those that are everyday words."""
JSON_SCHEMA = frozenset(["$ref", "allOf", "definitions", "operationId"])
"""Keys that the catalogue of actions and its exports are written with: those of JSON Schema, and the id."""
WRITES = frozenset(["mkdir", "rename", "rmdir", "touch", "unlink", "write_bytes", "write_text"])


def modules(folder: Path) -> dict[str, Path]:
    """The modules below a folder by dotted name."""
    return {
        ".".join(path.relative_to(folder.parent).with_suffix("").parts).removesuffix(
            ".__init__"
        ): path
        for path in sorted(folder.rglob("*.py"))
    }


def at_import(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run when a module is imported; what is only for type checkers is left out."""
    for node in body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.unparse(node.test):
            yield from at_import([*node.body, *node.orelse])
        elif isinstance(node, ast.Try):
            yield from at_import(node.body)
        else:
            yield node


def imported(name: str, path: Path, known: dict[str, Path]) -> set[str]:
    """The modules among the known ones that a module imports when it is imported itself."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    result: set[str] = set()
    for node in at_import(ast.parse(path.read_bytes()).body):
        if isinstance(node, ast.ImportFrom):
            outer = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*outer, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                result.add(inner if inner in known else base)
        elif isinstance(node, ast.Import):
            result |= {alias.name for alias in node.names}
    return result & known.keys() - {name}


def test_few_modules_lie_at_the_top() -> None:
    loose = sorted(path.name for path in GENERATOR.glob("*.py"))
    assert len(loose) <= LOOSE, loose


def test_no_imports_of_the_generator_lead_in_a_circle() -> None:
    known = modules(GENERATOR)
    graph = {name: imported(name, path, known) for name, path in known.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def nodes(*without: str) -> Iterator[tuple[str, ast.AST]]:
    """The syntax of the generator with the folder it lies in and its place, without some folders."""
    for path in modules(GENERATOR).values():
        folder = path.relative_to(GENERATOR).parts[0]
        if folder not in without:
            for node in ast.walk(ast.parse(path.read_bytes())):
                line = getattr(node, "lineno", 0)
                yield f"{path.relative_to(ROOT)}:{line}", node


def test_only_one_folder_knows_swagger() -> None:
    result = [
        f"{at}: {node.value}"
        for at, node in nodes("swagger")
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node.value in SWAGGER or re.fullmatch("x-(?!bmp|gzip)[a-z-]+", node.value)
        if node.value not in JSON_SCHEMA or not at.startswith("generator/actions/")
    ]
    assert result == []


def test_only_the_output_folder_writes() -> None:
    result = [
        f"{at}: {ast.unparse(node)}"
        for at, node in nodes("output")
        if isinstance(node, ast.Call)
        if (isinstance(node.func, ast.Attribute) and node.func.attr in WRITES)
        or (is_open(node.func) and any(map(is_mode_to_write, node.args)))
    ]
    assert result == []


def is_open(node: ast.expr) -> bool:
    """Whether a function is ``open`` or a method of that name."""
    return ast.unparse(node).rpartition(".")[2] == "open"


def is_mode_to_write(node: ast.expr) -> bool:
    """Whether an argument of ``open`` asks for more than reading."""
    return isinstance(node, ast.Constant) and bool({*str(node.value)} & {*"wax+"})


def test_a_folder_of_templates_is_printed_by_a_module_of_the_same_name() -> None:
    templates = {path.name for path in (ROOT / "templates").iterdir() if path.is_dir()}
    printed = {path.name for path in (GENERATOR / "render").iterdir() if path.is_dir()}
    printed |= {path.stem for path in (GENERATOR / "actions" / "export").iterdir()}
    assert templates - {"runtime"} <= printed


def test_the_run_can_be_read_on_a_few_pages() -> None:
    assert len((GENERATOR / "pipeline.py").read_text("utf-8").splitlines()) <= 150
