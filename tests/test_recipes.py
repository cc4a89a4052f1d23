"""The recipes of CONTRIBUTING, each carried out on a copy of the tree: they name every file, and a test mentions a forgotten one."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PRINTED = {"docs/extensions.md", "docs/diagnostics.md"}
COPIED = ("generator", "templates", "spec", "generated", "tests", "docs")
SINGLE = (
    "pyproject.toml",
    "LICENSE",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "callfire_gen.py",
    "README.md",
)

CODE = "title_empty".replace("_", "-")
"""Written apart, as a test looks for codes in the text of all tests."""
RULE = f'''"""Finds descriptions whose title is empty."""

from __future__ import annotations

from generator.diagnostics.findings import Diagnostics
from generator.document import Node


def titles(root: Node, report: Diagnostics) -> None:
    """Report a title that is only the word API."""
    info = root.get("info")
    title = None if info is None else info.get("title")
    if title is not None and title.value == "API":
        report.add("{CODE}", title, "the title is empty")
'''
RULE_TEST = f'''"""Empty titles."""


def test_it_is_reported():
    assert "{CODE}"
'''
EXPORT = '''"""The outline of the catalogue: one line for each action."""

from __future__ import annotations

from generator.actions.json_schema import Schema


def outline(actions: Schema) -> str:
    """The ids of all actions, one a line."""
    return "\\n".join(str(each["id"]) for each in actions["actions"]) + "\\n"
'''
EDITS = {
    "A status that is retried": {
        "templates/runtime/core/outcomes.py": [
            ('"408, 500, 502, 504, any other 429 or 503"', '"408, 425, 500, 502, 504, any other 429 or 503"'),
            ("_statuses(408, 429, 500, 502, 503, 504)", "_statuses(408, 425, 429, 500, 502, 503, 504)"),
            ("_statuses(range(400, 408), range(410, 499))", "_statuses(range(400, 408), range(410, 425), range(426, 499))"),
        ],
        "tests/runtime/core/test_outcomes.py": [
            ('425, "api", {"retry_after": True}, ("unknown", False, "APIError"', '425, "api", {"retry_after": True}, ("unknown", False, "OutcomeUnknownError"'),
            ("end not in {408, 409, 499}", "end not in {408, 409, 425, 499}"),
            ("end in {408, 429, 500, 502, 503, 504}", "end in {408, 425, 429, 500, 502, 503, 504}"),
        ],
        "templates/elasticio/lib/outcomes.json": [
            ("408, 500, 502, 504, any", "408, 425, 500, 502, 504, any"),
            ("[[408, 408], [429, 429]", "[[408, 408], [425, 425], [429, 429]"),
            *[("[[400, 407], [410, 498]]", "[[400, 407], [410, 424], [426, 498]]")] * 3,
        ],
        "spec/docs/sending-safely.md": [("| 408, 500, 502, 504, any", "| 408, 425, 500, 502, 504, any")],
    },
    "A line in every docstring": {
        "generator/render/package/method_parts.py": [
            ("for text in (retries(operation.effect), login, public) if text)", 'for text in (retries(operation.effect), login, public, "One more line.") if text)'),
        ],
    },
    "An extension": {
        "generator/swagger/extensions.py": [
            ('    "x-wait"', '    "x-void": "operation | true | It does nothing.",\n    "x-wait"'),
        ],
        "generator/swagger/to_ir/extensions.py": [
            ("        # recipe", ""),
        ],
        "docs/extensions.md": None,
    },
    "An export": {
        "generator/actions/export/outline.py": EXPORT,
        "generator/actions/export/__init__.py": [
            ('    "json": written,', '    "json": written,\n    "outline": outline,'),
            ("from generator.actions.export.texts", "from generator.actions.export.outline import outline\nfrom generator.actions.export.texts"),
        ],
        "generator/cli/export.py": [('Literal["json",', 'Literal["json", "outline",')],
    },
    "A rule": {
        "generator/diagnostics/codes.py": [('    "tag-unused":', f'    "{CODE}": "The title states nothing.",\n    "tag-unused":')],
        "generator/swagger/lint/titles.py": RULE,
        "generator/swagger/validate/__init__.py": [
            ("    effects(document.root, report)\n", "    effects(document.root, report)\n    titles(document.root, report)\n"),
            ("from generator.swagger.validate.operations", "from generator.swagger.lint.titles import titles\nfrom generator.swagger.validate.operations"),
        ],
        "tests/generator/swagger/test_titles.py": RULE_TEST,
        "docs/diagnostics.md": None,
    },
}  # fmt: skip
EDITS["An extension"]["generator/swagger/to_ir/extensions.py"] = [
    ("    def effect(self,", '    def stable(self, node: Node) -> bool:\n        """Whether an operation will not change."""\n        return self.reader.flag(node, "x-void")\n\n    def effect(self,')
]  # fmt: skip


def recipes():
    """The files and the test that each recipe names."""
    part = TEXT.partition("## Recipes\n")[2].partition("\n## ")[0]
    result = {}
    for section in part.split("\n### ")[1:]:
        title, _, body = section.partition("\n")
        files = re.findall(r"^- `([^`]+)`: ", body, re.MULTILINE)
        (line,) = re.findall(r"^Forgotten: (.+)$", body, re.MULTILINE)
        result[title] = (files, re.findall(r"`([^`]+)`", line))
    return result


RECIPES = recipes()


@pytest.fixture
def copy(tmp_path):
    away = shutil.ignore_patterns("__pycache__", "dist", ".*_cache", "site", "node_modules")
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=away)
    for name in SINGLE:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def edit(copy, files):
    for name, change in files.items():
        path = copy / name
        if isinstance(change, str):
            path.write_text(change, encoding="utf-8")
        elif change is not None:
            text = path.read_text("utf-8")
            for old, new in change:
                assert old in text, (name, old)
                text = text.replace(old, new, 1)
            path.write_text(text, encoding="utf-8")


def run(copy, *arguments):
    return subprocess.run(
        [sys.executable, *arguments], cwd=copy, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "CI": "1"},
    )  # fmt: skip


def tried(copy, tests):
    return run(copy, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests, "-m", "not slow")


def sums(copy):
    return {
        path.relative_to(copy).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in copy.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and ".pytest_cache" not in path.parts
    }


def printed(copy):
    return run(copy, "-m", "generator", "explain", "--page", "docs/diagnostics.md", "--extensions", "docs/extensions.md")  # fmt: skip


def test_each_recipe_is_tried():
    assert RECIPES.keys() == EDITS.keys()


@pytest.mark.slow
@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_names_all_that_changes(copy, title):
    files, tests = RECIPES[title]
    assert set(files) == EDITS[title].keys()
    before = sums(copy)

    edit(copy, EDITS[title])
    made = printed(copy)
    assert made.returncode == 0, made.stderr
    made = run(copy, "-m", "generator", "generate")
    assert made.returncode == 0, made.stderr

    after = sums(copy)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert {name for name in changed if not name.startswith("generated/")} == set(files)
    tested = tried(copy, tests)
    assert tested.returncode == 0, tested.stdout[-3000:]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("title", "forgotten"),
    [(title, name) for title, (files, _) in RECIPES.items() for name in files if len(files) > 1],
)
def test_a_forgotten_file_is_reported(copy, title, forgotten):
    _, tests = RECIPES[title]
    edit(copy, {name: change for name, change in EDITS[title].items() if name != forgotten})
    if forgotten not in PRINTED:
        printed(copy)

    assert tried(copy, tests).returncode in {1, 2}


@pytest.mark.slow
@pytest.mark.parametrize("title", RECIPES)
def test_a_client_that_was_not_generated_again_is_reported(copy, title):
    edit(copy, EDITS[title])

    assert run(copy, "-m", "generator", "generate", "--check").returncode == 1
