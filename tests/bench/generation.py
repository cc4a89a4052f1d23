"""Measures the generator beside another one, a process for each run, in a copy of the project.

All runs of a round follow each other, so that a busy machine slows down both sides: read the ratios.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from itertools import count

from tests.bench.resized import cut, multiplied
from tests.bench.sandbox import Run, Sandbox, measured, sandbox
from tests.bench.table import Kind, Row
from tests.bench.tools import (
    PEER,
    PEER_GENERATORS,
    is_installed,
    peer_command,
    peer_commands,
    write_inputs,
)

_TEMPLATE = "templates/package/resource.py.j2"
COLD = "from cold"
TENFOLD = "ten times the size, from cold"


def generate(trials: int, *, small: bool) -> list[Row]:
    """The runs of a maintainer's day on the project's own description, and one on ten times as much.

    If small, on a few paths of the description instead.
    """
    with sandbox() as place, sandbox() as big:
        spec = place.effective()
        if small:
            place.become(cut(spec, 2))
        big.become(multiplied(cut(spec, 1), 2) if small else multiplied(spec, 10))
        descriptions = (place.run("effective"), place.run("effective", "--openapi3"))
        write_inputs(place.folder, *map(str.encode, descriptions))
        view = place.folder / "openapi3.json"
        others = peer_commands(place.folder) if is_installed() else {}

        def by(command: list[str]) -> Callable[[], Run]:
            return lambda: measured(command, place.folder)

        numbers = count(1)

        def edited(edit: Callable[[Sandbox, int], None]) -> Callable[[], Run]:
            def run() -> Run:
                edit(place, next(numbers))
                return place.timed()

            return run

        runs: Mapping[str, Callable[[], Run]] = {
            "python -c pass": lambda: measured([sys.executable, "-c", "pass"], place.folder),
            PEER: by(peer_command(view, "peer")),
            **{name: by(command) for name, command in others.items()},
            COLD: place.cold,
            "nothing to do": place.timed,
            "--check": lambda: place.timed("--check"),
            "an edit of a template": edited(_template),
            "an edit of an operation": edited(_operation),
            TENFOLD: big.cold,
        }
        for what in (PEER, COLD):
            runs[what]()  # compiles modules
        rounds = [{what: run() for what, run in runs.items()} for _ in range(trials)]
    return [
        *(_seconds(what, [each[what] for each in rounds]) for what in runs),
        *(
            _memory(what, [each[what] for each in rounds])
            for what in (PEER, *others, COLD, TENFOLD)
        ),
    ]


_AGAINST = {
    COLD: PEER,
    "an edit of a template": COLD,
    "an edit of an operation": COLD,
    TENFOLD: COLD,
}


_KINDS: dict[str, Kind] = {
    "python -c pass": "floor",
    **dict.fromkeys([PEER, *PEER_GENERATORS], "peer"),
}


def _seconds(what: str, runs: list[Run]) -> Row:
    return Row(
        "generate",
        what,
        tuple(each.seconds for each in runs),
        against=_AGAINST.get(what, ""),
        cpu=tuple(each.cpu for each in runs),
        kind=_KINDS.get(what, "ours"),
    )


def _memory(what: str, runs: list[Run]) -> Row:
    peaks = tuple(each.megabytes for each in runs)
    return Row("generate", f"peak memory: {what}", peaks, unit="MB", kind=_KINDS.get(what, "ours"))


def _template(place: Sandbox, number: int) -> None:
    """A comment on top of each module that the template makes."""
    path = place.folder / _TEMPLATE
    text = path.read_text(encoding="utf-8")
    head = "\nfrom __future__"
    if head not in text:
        raise RuntimeError(f"{path.name} no longer holds {head!r}")
    path.write_text(text.replace(head, f"\n# Edit {number}.{head}"), encoding="utf-8")


def _operation(place: Sandbox, number: int) -> None:
    """Another sentence about the first operation."""
    spec = json.loads(place.spec.read_bytes())
    operation = next(iter(next(iter(spec["paths"].values())).values()))
    operation["description"] = f"{operation['description']} Edit {number}."
    place.spec.write_text(json.dumps(spec, indent=2), encoding="utf-8")
