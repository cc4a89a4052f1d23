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
from time import perf_counter
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
_COPIED = ("generator", "templates", "spec")
_GENERATOR = (sys.executable, "-m", "generator")
_TOLD = ("overlay =", "names =")


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took, with the processes that it started."""

    seconds: float
    cpu: float
    megabytes: float
    """The most memory that one of them held; 0 where the system does not tell."""


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


def measured(command: Sequence[str], folder: Path, output: IO[bytes] | None = None) -> Run:
    """Run a command to its end in a folder.

    Raises:
        RuntimeError: If it fails.
    """
    with TemporaryFile() as errors:
        started, before = perf_counter(), os.times()
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output or subprocess.DEVNULL,
            stderr=errors,
            env=os.environ
            | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        )
        megabytes = 0.0
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            megabytes = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3 / 1.024)
        process.wait()
        seconds, after = perf_counter() - started, os.times()
        if process.returncode:
            errors.seek(0)
            raise RuntimeError(errors.read().decode()[-2000:])
    user = after.children_user - before.children_user
    return Run(seconds, user + after.children_system - before.children_system, megabytes)
