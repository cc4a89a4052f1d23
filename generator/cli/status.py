"""``status``: one screen about the description, the output and what is left to do."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from msgspec import Struct
from msgspec.structs import asdict

from generator import pipeline
from generator.actions.export.texts import written
from generator.cli import Exit
from generator.cli.options import output_of, settings
from generator.config import Config
from generator.diagnostics import reporters
from generator.diagnostics.findings import Diagnostics
from generator.fetch import spec_lock as locks
from generator.output import manifest
from generator.output.inputs import checksums, modules_in
from generator.output.manifest import checksum
from generator.output.staleness import Request, stale
from generator.swagger import validate

_FEW = 10


class _Status(Struct, frozen=True):
    """One screen of facts; lists are empty where all is well.

    ``covered`` and ``operations`` count operations; ``dropped`` names those that the configuration leaves out.
    """

    spec: str
    sha256: str
    revision: str
    source: str
    unlocked: tuple[str, ...]
    output: str
    reasons: tuple[str, ...]
    edited: tuple[str, ...]
    orphans: tuple[str, ...]
    operations: int
    covered: int
    dropped: tuple[str, ...]
    undescribed: tuple[str, ...]

    @property
    def fine(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.unlocked or self.reasons or self.edited or self.orphans)


def status(*, json: Annotated[bool, Parameter(negative=())] = False) -> int:
    """Describe how the project stands; nothing is written, and it is no error to have work left.

    Args:
        json: Report for programs.

    """
    report = Diagnostics()
    config = settings(report)
    folder = output_of(config)
    result = None if report.failed else _read(config, folder, report)
    if result is None:
        reporters.show(report.findings, config.root, sys.stderr)
        return Exit.BAD_INPUT
    if json:
        print(written({**asdict(result), "fine": result.fine}), end="")
    else:
        print("\n".join(_lines(result)))
    return Exit.FINE


def _read(config: Config, folder: Path, report: Diagnostics) -> _Status | None:
    """How a project stands; None, with findings, if its description cannot be read."""
    source = pipeline.read(config, report)
    if source is None or config.spec is None:
        return None
    document = pipeline.effective(source, report)
    known = None if report.failed else pipeline.understand(document, source, report)
    if known is None:
        return None
    lint = Diagnostics()
    validate.lint(document, lint)
    bare = tuple(
        finding.pointer
        for finding in lint
        if finding.code in {"description-missing", "text-missing", "text-placeholder"}
    )
    revision, published, unlocked = _lock(config.spec.with_name("spec.lock"))
    recorded = manifest.read(folder)
    sums = checksums(config, modules_in(recorded.inputs), report)
    reasons = list(stale(Request(config, folder), recorded, sums))
    return _Status(
        spec=config.name(config.spec),
        sha256=checksum(config.spec.read_bytes()),
        revision=revision,
        source=published,
        unlocked=unlocked,
        output=config.name(folder),
        reasons=tuple(each.text for each in reasons if not each.edited),
        edited=tuple(each.edited for each in reasons if each.edited),
        orphans=_orphans(folder, recorded),
        operations=len(known.methods) + len(config.drop),
        covered=len(known.methods),
        dropped=tuple(sorted(config.drop)),
        undescribed=bare,
    )


def _lock(path: Path) -> tuple[str, str, tuple[str, ...]]:
    """The revision, where it comes from, and the files that differ from their checksums.

    Who has no lock file wants none; one that cannot be read guards nothing.
    """
    try:
        lock = locks.read(path)
    except locks.LockError as error:
        return "", "", (str(error),) if path.exists() else ()
    return lock.revision, lock.source, locks.verify(path, lock)


def _orphans(folder: Path, recorded: manifest.Manifest) -> tuple[str, ...]:
    """Files in the package that no run has recorded; what tools leave behind is none."""
    ours = {*recorded.checksums, manifest.FILE, manifest.JOURNAL}
    roots = {path.split("/")[0] for path in recorded.checksums if "/" in path}
    result = (
        path.relative_to(folder).as_posix()
        for root in sorted(roots)
        for path in sorted((folder / root).rglob("*"))
        if path.is_file() and not {"__pycache__", ".pytest_cache"} & {*path.parts}
    )
    return tuple(path for path in result if path not in ours)


def _lines(result: _Status) -> Iterator[str]:
    revision = f", revision {result.revision} of {result.source}" if result.revision else ""
    yield f"description  {result.spec}{revision}"
    yield f"sha256       {result.sha256}"
    yield from _listed("lock", "all as locked", "changed since it was locked:", result.unlocked)
    yield f"operations   {result.covered}/{result.operations} covered"
    yield from _listed("dropped", "none", "left out by the configuration:", result.dropped)
    yield from _listed("texts", "all there", "to be written:", result.undescribed)
    yield from _listed(result.output, "up to date", "stale:", result.reasons)
    yield from _listed("edited", "no file", "edited by hand:", result.edited)
    yield from _listed("orphans", "no file", "not generated:", result.orphans)


def _listed(label: str, fine: str, bad: str, items: Sequence[str]) -> Iterator[str]:
    yield f"{label:<12} {bad if items else fine}"
    yield from (f"             {reporters.shown(item)}" for item in items[:_FEW])
    if len(items) > _FEW:
        yield f"             and {len(items) - _FEW} more"
