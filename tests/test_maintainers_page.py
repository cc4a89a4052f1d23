"""The pages for maintainers are true: their commands run, their findings exist."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.diagnostics.codes import CODES, page
from generator.diagnostics.findings import Diagnostics
from generator.document import load
from generator.swagger.facts import cleaned, written
from generator.swagger.own_texts import with_words, words

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"```(sh|text)\n(.*?)```", re.DOTALL)
PROJECT = """
[tool.client-generator]
spec = "spec/swagger.json"
overlay = "spec/overlay.yaml"
names = "spec/names.yaml"
output = "generated"
client-version = "1.0.0"
"""


def test_every_finding_has_its_section():
    expected = page()

    assert (ROOT / "docs" / "diagnostics.md").read_text(
        "utf-8"
    ) == expected, "run: make diagnostics-page"
    assert [code for code in CODES if f"\n## {code}\n" not in expected] == []


def test_every_code_has_a_test():
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py"))

    assert [code for code in CODES if f'"{code}"' not in text] == []


def git(folder, *arguments):
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def project(folder, published):
    """The project as it was with the revision before the newest one, with our words."""
    shutil.copytree(ROOT / "spec", folder / "spec")
    spec = folder / "spec" / "swagger.json"
    ours = words(json.loads(spec.read_text("utf-8")))
    before = cleaned(load(published / "2021-02-15.json", Diagnostics()))
    spec.write_bytes(written(with_words(before, ours)[0]))
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\nBy hand.\n")
    (folder / "downloads").mkdir()
    shutil.copy(published / "2021-07-26.json", folder / "downloads")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    git(folder, "tag", "v1.0.0")


def environment(folder):
    """The commands as the page calls them."""
    (folder / "bin").mkdir()
    for name, rest in (("callfire-gen", "-m generator"), ("python", "")):
        command = folder / "bin" / name
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" {rest} "$@"\n')
        command.chmod(0o755)
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "CI": "1"}


@pytest.mark.slow
def test_the_walk_through(tmp_path, shared):
    folder = tmp_path / "project"
    folder.mkdir()
    project(folder, shared / "data" / "spec")
    known = environment(tmp_path)
    output = ""

    for kind, text in BLOCK.findall((ROOT / "docs" / "maintainers.md").read_text("utf-8")):
        if kind == "text":
            assert [line for line in text.splitlines() if line not in output] == [], output
            continue
        done = subprocess.run(
            ["sh", "-ec", text], cwd=folder, env=known, capture_output=True, text=True, check=False
        )
        output = done.stdout + done.stderr
        assert done.returncode == 0, f"{text}\n{output}"

    changelog = (folder / "CHANGELOG.md").read_text("utf-8")
    assert "By hand." in changelog
    assert (
        "- `NumberOrder.sales_tax, NumberOrder.summary, NumberOrder.total` is new: float"
        in changelog
    )
    assert "3.1" in json.loads((folder / "openapi.json").read_text())["openapi"]
    assert (folder / "component" / "component.json").is_file()
