"""Copies of the project in folders of their own, where the generator runs as people run it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_COPIED = ("generator", "templates", "spec")
_TOLD = ("overlay =", "names =")

Seconds = tuple[float, float]
"""By the clock, and of processors."""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A copy of the project."""

    folder: Path

    @property
    def spec(self) -> Path:
        """Its description."""
        return self.folder / "spec" / "swagger.json"

    def run(self, *arguments: str) -> str:
        """Run the generator; what it prints.

        Raises:
            RuntimeError: If it fails.
        """
        command = [sys.executable, "-m", "generator", *arguments]
        ended = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=False
        )
        if ended.returncode:
            raise RuntimeError(ended.stderr[-2000:] or ended.stdout[-2000:])
        return ended.stdout

    def timed(self, *arguments: str) -> Seconds:
        """How long ``generate`` takes, and how long it keeps processors busy."""
        started, before = perf_counter(), os.times()
        self.run("generate", *arguments)
        seconds, after = perf_counter() - started, os.times()
        user = after.children_user - before.children_user
        return seconds, user + after.children_system - before.children_system

    def cold(self) -> Seconds:
        """How long the first ``generate`` takes, with no output yet."""
        shutil.rmtree(self.folder / "generated", ignore_errors=True)
        return self.timed()

    def become(self, spec: dict[str, Any]) -> None:
        """Take another description, without overlay and names, which know this one only."""
        self.spec.write_text(json.dumps(spec, indent=2), encoding="utf-8")
        project = self.folder / "pyproject.toml"
        kept = [
            line
            for line in project.read_text(encoding="utf-8").splitlines(keepends=True)
            if not line.startswith(_TOLD)
        ]
        project.write_text("".join(kept), encoding="utf-8")

    def effective(self) -> dict[str, Any]:
        """The description with the overlay's corrections in it, but for what lies beside it or points at one operation."""
        spec: dict[str, Any] = json.loads(self.run("effective"))
        named = {key: spec["x-client"][key] for key in ("class-name", "package", "env-prefix")}
        return {**spec, "x-client": named}


@contextmanager
def sandbox() -> Iterator[Sandbox]:
    """A copy of the project as it is, until the block ends."""
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        for each in _COPIED:
            away = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / each, folder / each, ignore=away)
        shutil.copy(ROOT / "pyproject.toml", folder)
        yield Sandbox(folder)
