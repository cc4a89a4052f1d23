"""Times the generator as people run it, a process for each run, in a copy of the project."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from time import perf_counter

from tests.bench.resized import cut, multiplied
from tests.bench.sandbox import Sandbox, Seconds, sandbox
from tests.bench.table import Row

_TEMPLATE = "templates/package/resource.py.j2"
_TESTS = "templates/tests/test_resource.py.j2"


def project(repeat: int, *, small: bool) -> list[Row]:
    """The rows of the project's own description; of a few paths of it, if small."""
    with sandbox() as place:
        if small:
            place.become(cut(place.effective(), 2))
        return list(_rows("generate", place, repeat))


def tenfold(repeat: int, *, small: bool) -> list[Row]:
    """The rows of a description of ten times the size: the effective one, with all its extensions."""
    with sandbox() as place:
        spec = place.effective()
        place.become(multiplied(cut(spec, 1), 2) if small else multiplied(spec, 10))
        return list(_rows("generate-x10", place, repeat))


def _rows(part: str, place: Sandbox, repeat: int) -> Iterator[Row]:
    def row(what: str, run: Callable[[], Seconds], against: str, times: int = repeat) -> Row:
        seconds, cpu = zip(*(run() for _ in range(times)), strict=True)
        return Row(part, what, seconds, against=against, cpu=cpu)

    def edited(edit: Callable[[Sandbox, int], None]) -> Callable[[], Seconds]:
        numbers = count(1)

        def run() -> Seconds:
            edit(place, next(numbers))
            return place.timed()

        return run

    place.cold()
    yield Row(part, "python -c pass", tuple(_nothing() for _ in range(repeat)))
    yield row("nothing to do", place.timed, "python -c pass")
    yield row("--check", lambda: place.timed("--check"), "python -c pass")
    yield row("a template: its head", edited(_head), "from cold")
    yield row("a template: each method", edited(_methods), "from cold")
    yield row("a template: each test", edited(_tests), "from cold")
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


def _tests(place: Sandbox, number: int) -> None:
    """A comment in each test that the template makes, which are more code than the package."""
    doc = "    {{ case.doc }}\n"
    _replace(place.folder / _TESTS, doc, f"{doc}    # Edit {number}.\n")


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
