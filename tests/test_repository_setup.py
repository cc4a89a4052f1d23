"""What stands around the code: verbs, workflows, hooks, and that staleness is named; all call what exists."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from generator import cli

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
VERBS = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
PROMISED = {
    "generate",
    "check",
    "test",
    "lint",
    "diff",
    "update-spec",
    "docs",
    "bench",
    "build",
    "clean",
}
SHELL = ROOT / ".ci" / "run"


def read(path: Path):
    return yaml.safe_load(path.read_text("utf-8"))


@cache
def helped(command: str) -> str:
    messages = io.StringIO()
    with contextlib.redirect_stdout(messages):
        cli.run([command, "--help"])
    return messages.getvalue()


def unknown(line: str) -> Iterator[str]:
    """What a line of shell calls that this project does not have."""
    made = re.match(r"(?:.*&& )?make ([a-z -]+)", line)
    for verb in (made[1].split() if made else ()):
        if not verb.startswith("-") and verb not in VERBS:
            yield f"make {verb}"
    ran = re.search(r"-m generator ([a-z-]+)(.*)", line)
    if ran and ran[1] not in cli.COMMANDS:
        yield ran[1]
    elif ran:
        yield from (each for each in re.findall(r"--[a-z-]+", ran[2]) if each not in helped(ran[1]))


def test_a_bare_make_lists_the_verbs():
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not here")
    messages = subprocess.run(
        [make, "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert VERBS >= PROMISED
    assert {line.split()[1] for line in messages.splitlines()} == VERBS


def test_verbs_are_never_taken_for_files():
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)

    assert phony
    assert {*phony[1].split()} == VERBS


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_call_what_exists(path):
    workflow = read(path)
    jobs = workflow["jobs"]
    steps = [step for job in jobs.values() for step in job.get("steps", ())]
    lines = [line for step in steps for line in step.get("run", "").splitlines()]

    assert {"name", True, "permissions", "jobs"} <= {
        *workflow
    }  # YAML reads the key `on` as a truth
    assert all(
        {"runs-on", "steps", "timeout-minutes"} <= {*job} or "uses" in job for job in jobs.values()
    )
    assert all(("run" in step) != ("uses" in step) for step in steps)
    assert [
        each
        for step in steps
        if not re.fullmatch(r"[\w./-]+@[\w./-]+", each := step.get("uses", "a@b"))
    ] == []
    assert [error for line in lines for error in unknown(line)] == []


def test_each_promised_workflow_is_there():
    assert [path.stem for path in WORKFLOWS] == ["docs", "freshness", "release", "spec", "test"]
    assert read(ROOT / ".github/workflows/spec.yml")[True]["schedule"][0] == {"cron": "17 5 * * 1"}
    assert ".ci/spec-update" in (ROOT / ".github/workflows/spec.yml").read_text("utf-8")
    fresh = (ROOT / ".github/workflows/freshness.yml").read_text("utf-8")
    assert 'diff "git:$BASE" vendored --fail-on breaking' in fresh
    assert all(
        "make release-check" in (ROOT / f".github/workflows/{name}.yml").read_text("utf-8")
        for name in ("freshness", "release")
    )
    release = (ROOT / ".github/workflows/release.yml").read_text("utf-8")
    assert release.index("--fail-on breaking") < release.index("pypa/gh-action-pypi-publish")
    publish = read(ROOT / ".github/workflows/release.yml")["jobs"]["publish"]
    assert publish["permissions"] == {"id-token": "write"}


def test_workflows_pass_the_security_audit():
    zizmor = Path(sys.executable).with_name("zizmor")
    ended = subprocess.run(
        [zizmor, "--offline", "--no-progress", ROOT / ".github"],
        check=False,
        capture_output=True,
        text=True,
    )

    assert ended.returncode == 0, ended.stdout


def test_the_script_of_ci_runs_what_the_readme_names():
    assert os.access(SHELL, os.X_OK)
    lines = [line for line in SHELL.read_text("utf-8").splitlines() if line.startswith("make ")]
    # What cannot be installed everywhere comes before, and its tests are skipped without it.
    assert [each for each in lines if "|| echo" not in each] == [
        "make test || make test-again",
        "make check lint",
        "make test-slow || make test-again",
        "make judges",
    ]
    assert "make test" in (ROOT / "README.md").read_text("utf-8")


def test_hooks_call_what_exists():
    (repository,) = read(ROOT / ".pre-commit-config.yaml")["repos"]
    hooks = repository["hooks"]

    assert repository["repo"] == "local"
    assert all({"id", "name", "entry", "language"} <= {*hook} for hook in hooks)
    assert all(re.compile(hook["files"]) for hook in hooks if "files" in hook)
    assert [error for hook in hooks for error in unknown(hook["entry"])] == []
    dev = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {
        re.split(r"[^\w-]", each)[0]
        for each in [*dev["dependencies"], *dev["optional-dependencies"]["dev"]]
    }
    tools = {
        result[1] for hook in hooks if (result := re.match(r"\.venv/bin/(\w+)", hook["entry"]))
    }
    assert {"black", "ruff"} == tools & named


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> Path:
    """The project's inputs and its output, to be changed."""
    folder = tmp_path_factory.mktemp("project")
    away = shutil.ignore_patterns("__pycache__", "dist", ".*_cache", "site")
    for name in ("generator", "templates", "spec", "generated"):
        shutil.copytree(ROOT / name, folder / name, ignore=away)
    for name in ("pyproject.toml", "LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.mark.parametrize(
    ("path", "reported"),
    [
        ("spec/swagger.json", "spec/swagger.json changed"),
        ("spec/overlay.yaml", "spec/overlay.yaml changed"),
        ("spec/names.yaml", "spec/names.yaml changed"),
        ("templates/package/client.py.j2", "templates/package/client.py.j2 changed"),
        ("templates/runtime/call/attempts.py", "templates/runtime/call/attempts.py changed"),
        ("generated/README.md", "README.md was edited"),
        ("generated/src/callfire/_client.py", "src/callfire/_client.py was edited"),
    ],
)
def test_staleness_is_reported_and_named(copied, path, reported):
    whole = (copied / path).read_bytes()
    (copied / path).write_bytes(whole + b"\n")
    checked = subprocess.run(
        [sys.executable, "-m", "generator", "generate", "--check", "--format", "json"],
        cwd=copied,
        env=os.environ | {"PYTHONPATH": str(copied), "CI": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    (copied / path).write_bytes(whole)

    assert checked.returncode == 1, checked.stderr
    assert reported in checked.stdout + checked.stderr
