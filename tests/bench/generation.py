"""Times the generator as people run it, a process for each run, in a copy of the project."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from tests.bench.resized import cut, multiplied
from tests.bench.table import Row

ROOT = Path(__file__).resolve().parents[2]
_COPIED = ("generator", "templates", "spec")
_TEMPLATE = "templates/package/resource.py.j2"
_BARE = ("--overlay", "none", "--names", "none")


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A copy of the project in a folder of its own, and the arguments that each run gets."""

    folder: Path
    arguments: tuple[str, ...]
    spec: Path

    def run(self, *arguments: str) -> float:
        """Run the generator; how long it took."""
        command = [sys.executable, "-m", "generator", "generate", *self.arguments, *arguments]
        started = perf_counter()
        ended = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=False
        )
        seconds = perf_counter() - started
        if ended.returncode:
            raise RuntimeError(ended.stderr[-2000:] or ended.stdout[-2000:])
        return seconds

    def forget(self) -> None:
        """Be as new: nothing generated, nothing remembered."""
        for name in (".cache", "generated"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def cold(self) -> float:
        """Generate everything from nothing."""
        self.forget()
        return self.run()


@contextmanager
def sandbox(spec: dict[str, Any] | None = None) -> Iterator[Sandbox]:
    """A copy of the project as it is, or with another description and without overlay and names."""
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        for each in _COPIED:
            away = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / each, folder / each, ignore=away)
        shutil.copy(ROOT / "pyproject.toml", folder)
        place = folder / "spec" / ("swagger.json" if spec is None else "other.json")
        if spec is not None:
            place.write_text(json.dumps(spec, indent=2), encoding="utf-8")
        own = () if spec is None else ("--spec", str(place), *_BARE)
        yield Sandbox(folder, own, place)


def project(repeat: int, *, small: bool) -> list[Row]:
    """The rows of this project's own description; a few paths of it, if small."""
    with sandbox(cut(_spec(), 2) if small else None) as place:
        return list(_rows("generate", place, repeat))


def tenfold(repeat: int, *, small: bool) -> list[Row]:
    """The rows of a description of ten times the size."""
    spec = multiplied(cut(_spec(), 1), 2) if small else multiplied(_spec(), 10)
    with sandbox(spec) as place:
        return list(_rows("generate x10", place, repeat))


def _rows(part: str, place: Sandbox, repeat: int) -> Iterator[Row]:
    def row(what: str, run: Callable[[], float], against: str, times: int = repeat) -> Row:
        return Row(part, what, tuple(run() for _ in range(times)), against=against)

    def edited(edit: Callable[[Sandbox, int], None]) -> Callable[[], float]:
        numbers = iter(range(1, sys.maxsize))

        def run() -> float:
            edit(place, next(numbers))
            return place.run()

        return run

    place.cold()
    yield row("python -c pass", _nothing, "")
    yield row("nothing to do", place.run, "python -c pass")
    yield row("--check", lambda: place.run("--check"), "python -c pass")
    yield row("a template: its head", edited(_head), "from cold")
    yield row("a template: each method", edited(_methods), "from cold")
    yield row("one operation", edited(_operation), "from cold")
    yield row("from cold", place.cold, "nothing to do", max(1, repeat // 2))


def _nothing() -> float:
    started = perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return perf_counter() - started


def _head(place: Sandbox, number: int) -> None:
    """A comment on top of each module that the template makes."""
    _replace(place.folder / _TEMPLATE, "\nfrom __future__", f"\n# Edit {number}.\nfrom __future__")


def _methods(place: Sandbox, number: int) -> None:
    """A comment in each method that the template makes."""
    _replace(
        place.folder / _TEMPLATE,
        "        return {{ method.answer }}",
        f"        # Edit {number}.\n        return {{{{ method.answer }}}}",
    )


def _operation(place: Sandbox, number: int) -> None:
    """Another sentence about the first operation."""
    spec = json.loads(place.spec.read_bytes())
    operation = next(iter(next(iter(spec["paths"].values())).values()))
    operation["description"] = f"{operation['description']} Edit {number}."
    place.spec.write_text(json.dumps(spec, indent=2), encoding="utf-8")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise RuntimeError(f"{path.name} no longer holds {old!r}")
    path.write_text(text.replace(old, new), encoding="utf-8")


def _spec() -> dict[str, Any]:
    spec: dict[str, Any] = json.loads((ROOT / "spec" / "swagger.json").read_bytes())
    return spec
