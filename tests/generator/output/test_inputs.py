"""What a run depends on is found without a list of modules; what it does not depend on is proved."""

import ast
import shutil
from pathlib import Path

import pytest

from generator.config import Config
from generator.diagnostics.findings import Diagnostics
from generator.output import inputs

ROOT = Path(__file__).parents[3]


def imported(path):
    """The modules of the generator that a module imports, at any depth of it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("generator"):
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names)


def file_of(module):
    place = ROOT / module.replace(".", "/")
    return next(
        (each for each in (place / "__init__.py", place.with_suffix(".py")) if each.is_file()), None
    )


def test_a_run_imports_nothing_from_the_folders_that_do_not_count():
    reached, left = set(), {ROOT / "generator/pipeline.py"}
    while left:
        path = left.pop()
        reached.add(path)
        result = {file_of(module) for module in imported(path) if module.startswith("generator")}
        left |= result - reached - {None}
    names = [path.relative_to(ROOT).as_posix() for path in reached]

    assert len(names) > 100
    assert [name for name in names if name.startswith(inputs.UNUSED)] == []
    assert [folder for folder in inputs.UNUSED if not (ROOT / folder).is_dir()] == []


@pytest.mark.parametrize("folder", ["generator/ir/passes", "templates/runtime/core", "generator"])
def test_a_new_file_counts_without_being_listed(tmp_path, monkeypatch, folder):
    for name in ("generator", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(inputs, "ROOT", tmp_path)
    before = inputs.checksums(Config(tmp_path), (), Diagnostics())
    (tmp_path / folder / "new.py").touch()

    after = inputs.checksums(Config(tmp_path), (), Diagnostics())

    assert after.keys() - before.keys() == {f"{folder}/new.py"}
    assert {name: after[name] for name in before} == before


def test_the_version_of_the_formatter_counts():
    sums = inputs.checksums(Config(ROOT), (), Diagnostics())

    assert sums["formatter"].startswith("ruff-")
    assert inputs.checksums(Config(ROOT, formatter="black"), (), Diagnostics())[
        "formatter"
    ].startswith("black-")
