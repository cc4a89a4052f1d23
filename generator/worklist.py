"""What a description asks for: the files to render, and those that ship as they are.

All that templates print is in here, so it is remembered for runs in which nothing but templates changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from generator.config import Config
from generator.diagnostics.findings import Diagnostics, Spot
from generator.memory import Memory, key_of
from generator.output.inputs import printed
from generator.render.file import Job

if TYPE_CHECKING:
    from generator.document import Document
    from generator.ir.client import Client

VIEWS: Mapping[str, str] = {
    "package": "generator.render.package.files",
    "docs": "generator.render.docs.files",
    "tests": "generator.render.tests.files",
    "actions": "generator.render.package.actions",
}
"""The view module of each kind of output; its ``jobs`` says what to render."""

Jobs: TypeAlias = Callable[["Client", str], tuple[Job, ...]]


@dataclass(frozen=True, slots=True)
class Shipped:
    """A hand-written file as the description names it, which need not be a text, and where it does so."""

    value: bool | float | str | None
    spot: Spot


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of the output before any file of it."""

    package: str
    operations: int
    modules: tuple[Shipped, ...]
    pages: tuple[Shipped, ...]

    @property
    def names(self) -> list[str]:
        """The files that ship as they are, below the folder of the overlay."""
        values = [each.value for each in (*self.modules, *self.pages)]
        return [each for each in values if isinstance(each, str)]


@dataclass(frozen=True, slots=True)
class Worklist:
    """The outline, and the files to render of each kind, made or remembered when they are asked for.

    ``keep`` remembers what was made; that is for a caller who knows that the inputs did not change meanwhile.
    """

    outline: Outline
    jobs: Callable[[str], tuple[Job, ...]]
    keep: Callable[[], None]


def worklist(
    kinds: Iterable[str], config: Config, sums: Mapping[str, str], report: Diagnostics
) -> Worklist | None:
    """What inputs with these checksums ask for; None, with findings, if they are not usable."""
    memory = Memory(config.cache("worklists"))
    key = _key(config, sums)
    match memory.recall(key):
        case (Outline() as outline, tuple() as findings):
            jobs = _recalled(kinds, memory, key)
            if jobs is not None:
                report.extend(findings)
                return Worklist(outline, jobs.__getitem__, lambda: None)
    return _made(config, memory, key, report)


def jobs_of(kind: str) -> Jobs:
    """The function that says what to render."""
    jobs: Jobs = import_module(VIEWS[kind]).jobs
    return jobs


def _key(config: Config, sums: Mapping[str, str]) -> str:
    """Everything that worklists depend on, and the names that findings use for it."""
    files = (config.spec, config.overlay, config.names)
    spoken = [None if path is None else config.name(path) for path in files]
    return key_of(spoken, sorted(item for item in sums.items() if not printed(item[0])))


def _recalled(kinds: Iterable[str], memory: Memory, key: str) -> dict[str, tuple[Job, ...]] | None:
    found: dict[str, tuple[Job, ...]] = {}
    for kind in kinds:
        match memory.recall(f"{key}-{kind}"):
            case tuple() as jobs if all(isinstance(each, Job) for each in jobs):
                found[kind] = jobs
            case _:
                return None
    return found


def _made(config: Config, memory: Memory, key: str, report: Diagnostics) -> Worklist | None:
    from generator import stages

    found = Diagnostics()
    document = stages.effective(config, found)
    known = None if document is None else stages.understood(document, config, found)
    report.extend(found.findings)
    if document is None or known is None:
        return None
    outline = Outline(
        known.package,
        len(known.methods),
        _shipped(document, "modules"),
        _shipped(document, "docs"),
    )
    made: dict[str, object] = {key: (outline, found.findings)}

    def jobs(kind: str) -> tuple[Job, ...]:
        asked = made[f"{key}-{kind}"] = jobs_of(kind)(known, config.version)
        return asked

    def keep() -> None:
        for name, value in made.items():
            memory.keep(name, value)

    return Worklist(outline, jobs, keep)


def _shipped(document: Document, key: str) -> tuple[Shipped, ...]:
    """The files that a list in ``x-client`` names."""
    client = document.root.get("x-client")
    asked = client.get(key) if client is not None else None
    return tuple(
        Shipped(
            None if isinstance(node.value, dict | tuple) else node.value,
            Spot(node.file, node.line, node.col, node.pointer),
        )
        for node in (asked.children() if asked is not None else ())
    )
