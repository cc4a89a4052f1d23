"""Copies of the project in folders of their own, where the generator runs as people run it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any

from generator import pipeline
from generator.config import find
from generator.diagnostics.findings import Diagnostics

ROOT = Path(__file__).resolve().parents[2]
_COPIED = ("generator", "templates", "spec")
_GENERATOR = (sys.executable, "-m", "generator")
_REPORTED = ("overlay =", "names =")


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took, with the processes that it started."""

    seconds: float
    cpu: float
    megabytes: float
    """The most memory that one of them held; 0 where the system does not show."""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A copy of the project."""

    folder: Path

    @property
    def spec(self) -> Path:
        """Its description."""
        return self.folder / "spec" / "swagger.json"

    def run(self, *arguments: str) -> str:
        """Run the generator and return what it prints.

        Raises:
            RuntimeError: If it fails.
        """
        with TemporaryFile() as output:
            measured([*_GENERATOR, *arguments], self.folder, output)
            output.seek(0)
            return output.read().decode()

    def timed(self, *arguments: str) -> Run:
        """Measure ``generate``."""
        return measured([*_GENERATOR, "generate", *arguments], self.folder)

    def cold(self) -> Run:
        """Measure the first ``generate``, with no output yet."""
        shutil.rmtree(self.folder / "generated", ignore_errors=True)
        return self.timed()

    def become(self, spec: dict[str, Any]) -> None:
        """Take another description, without overlay and names, which know this one only."""
        self.spec.write_text(json.dumps(spec, indent=2), encoding="utf-8")
        project = self.folder / "pyproject.toml"
        kept = [
            line
            for line in project.read_text(encoding="utf-8").splitlines(keepends=True)
            if not line.startswith(_REPORTED)
        ]
        project.write_text("".join(kept), encoding="utf-8")

    def effective(self) -> dict[str, Any]:
        """The description with the overlay's corrections in it, but for what lies beside it or points at one operation."""
        report = Diagnostics()
        source = pipeline.read(find(self.folder, report), report)
        if source is None:
            raise RuntimeError(str(report.findings))
        spec = pipeline.effective(source, report).root.plain()
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
        for each in ("pyproject.toml", "LICENSE", "CHANGELOG.md"):
            shutil.copy(ROOT / each, folder)
        yield Sandbox(folder)


def environment(**more: str) -> dict[str, str]:
    """Return the variables for measured processes: they keep compiled modules, as installed programs do."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | more


_MEASURE = """
import json, os, subprocess, sys, time
started, before = time.perf_counter(), os.times()
code = subprocess.run(sys.argv[2:], stdin=subprocess.DEVNULL).returncode
seconds, after = time.perf_counter() - started, os.times()
cpu = after.children_user - before.children_user + after.children_system - before.children_system
peak = 0.0
if sys.platform != "win32":
    import resource
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    peak /= 1e6 if sys.platform == "darwin" else 1e3 / 1.024
with open(sys.argv[1], "w") as stream:
    json.dump([code, seconds, cpu, peak], stream)
"""
"""A small process that starts the measured one: memory is counted from what the starting process held."""


def measured(command: Sequence[str], folder: Path, output: IO[bytes] | None = None) -> Run:
    """Run a command to its end in a folder.

    Raises:
        RuntimeError: If it fails.
    """
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with TemporaryDirectory() as name, TemporaryFile() as errors:
        result = Path(name, "result.json")
        subprocess.run(
            [sys.executable, "-c", _MEASURE, str(result), *command],
            cwd=folder,
            stdout=output or subprocess.DEVNULL,
            stderr=errors,
            env=environment(PATH=tools),
            check=True,
        )
        code, *figures = json.loads(result.read_text())
        if code:
            errors.seek(0)
            raise RuntimeError(errors.read().decode()[-2000:])
    return Run(*figures)
