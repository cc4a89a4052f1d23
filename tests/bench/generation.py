"""Measures generation in a copy of the project: from cold, with nothing to do, and after one small change."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.table import Row
from tests.bench.tenfold import multiplied

ROOT = Path(__file__).parents[2]
PARTS = ("generator", "templates", "spec")
TEMPLATE = "templates/package/resource.py.j2"


def rows(folder: Path) -> Iterator[Row]:
    """All measurements; the big description against the project's own."""
    own = dict(_measured(_project(folder / "own")))
    big = dict(_measured(_tenfold(folder / "big")))
    for what, seconds in own.items():
        yield Row(f"{what}, this description", seconds)
        yield Row(f"{what}, ten times its size", big[what], "this", seconds)


def _project(folder: Path) -> Path:
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def _tenfold(folder: Path) -> Path:
    """The effective description, multiplied: the overlay and the names know only the original."""
    project = _project(folder)
    whole = json.loads(_run(project, "effective"))
    client = whole.get("x-client", {})
    spec = multiplied(whole | {"x-client": {**client, "modules": []}})
    (project / "spec" / "swagger.json").write_text(json.dumps(spec, indent=2), encoding="utf-8")
    path = project / "pyproject.toml"
    kept = [
        line
        for line in path.read_text("utf-8").splitlines()
        if not line.startswith(("overlay =", "names ="))
    ]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    shutil.rmtree(project / ".cache", ignore_errors=True)
    return project


def _measured(project: Path) -> Iterator[tuple[str, float]]:
    yield "cold", _timed(project, "generate")
    yield "nothing to do", min(_timed(project, "generate") for _ in range(3))
    yield "--check, nothing to do", min(_timed(project, "generate", "--check") for _ in range(3))
    _edit(project / TEMPLATE, lambda text: f"{text}# changed\n")
    yield "one template changed", _timed(project, "generate")
    _edit(project / "spec" / "swagger.json", _resummarised)
    yield "one operation changed", _timed(project, "generate")


def _edit(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text("utf-8")), encoding="utf-8")


def _resummarised(text: str) -> str:
    return text.replace('"summary": "', '"summary": "Changed: ', 1)


def _timed(project: Path, *arguments: str) -> float:
    start = time.perf_counter()
    _run(project, *arguments)
    return time.perf_counter() - start


def _run(project: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
