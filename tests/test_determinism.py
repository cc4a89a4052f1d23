"""The project's own output: the same from nothing under any hash seed, and not touched when nothing is to do."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
AWAY = ("__pycache__", "dist", ".pytest_cache", ".mypy_cache", ".ruff_cache")


def generate(folder: Path, seed: str, *options: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "generate", *options],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONHASHSEED": seed, "CI": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def checksums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not {*AWAY} & {*path.parts}
    }


def written(folder: Path) -> dict[str, int]:
    """When each file was written last, folders included."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> Path:
    """What the output is made of, without any of it."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("generator", "templates", "spec"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(*AWAY))
    for name in ("pyproject.toml", "CHANGELOG.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.mark.slow
def test_the_bytes_are_always_the_same(copied):
    trees = []
    for seed in ("1", "2"):
        shutil.rmtree(copied / "generated", ignore_errors=True)
        generate(copied, seed)
        trees.append(checksums(copied / "generated"))
    first, second = trees

    assert len(first) > 100
    assert "manifest.json" in first
    assert [
        path for path in first.keys() | second.keys() if first.get(path) != second.get(path)
    ] == []
    committed = checksums(ROOT / "generated")
    assert [path for path in first if first[path] != committed.get(path)] == []

    before = written(copied / "generated")
    assert "up to date" in generate(copied, "3")
    assert written(copied / "generated") == before
