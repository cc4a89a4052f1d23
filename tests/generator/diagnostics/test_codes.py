"""Each code that the generator uses is explained, and no explanation is left over."""

import ast
import re
from pathlib import Path

from generator.diagnostics.codes import CODES, page

SOURCES = sorted((Path(__file__).parents[3] / "generator").rglob("*.py"))
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
REPORTING = {"add", "find"}


def strings(call):
    return [
        each.value
        for each in call.args[:2]
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]


def reported():
    """Codes that are written where a finding is reported; others are handed over as values."""
    calls = (
        node
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in REPORTING
    )
    return {text for call in calls for text in strings(call) if CODE.fullmatch(text)}


def test_each_reported_code_is_explained():
    assert sorted(reported() - CODES.keys()) == []


def test_each_explained_code_is_used():
    text = "\n".join(path.read_text("utf-8") for path in SOURCES if path.name != "codes.py")

    assert sorted(code for code in CODES if f'"{code}"' not in text) == []


def test_each_rule_is_called():
    folder = Path(__file__).parents[3] / "generator" / "swagger"
    text = (folder / "validate" / "__init__.py").read_text("utf-8")
    rules = {path.stem for path in (folder / "lint").glob("*.py")} - {"__init__"}

    assert sorted(each for each in rules if f"lint.{each} import" not in text) == []


def test_explanations_are_sentences():
    assert [code for code, each in CODES.items() if not each.text.endswith(".")] == []


def test_the_page_has_each_code_with_its_severity():
    sections = re.findall(r"^## (.+)\n\n\*(error|warning|notice)\* · ", page(), re.MULTILINE)

    assert sections == sorted((code, each.severity.value) for code, each in CODES.items())
