"""Finds out how a project stands: its inputs, its output, and what is left to write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from generator import pipeline
from generator.config import Config
from generator.diagnostics.findings import Diagnostics
from generator.fetch import spec_lock as locks
from generator.output import manifest
from generator.output.inputs import checksums, modules_in
from generator.output.manifest import checksum
from generator.output.staleness import Request, stale
from generator.swagger import validate


class Status(Struct, frozen=True):
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

    def plain(self) -> dict[str, Any]:
        """The facts for programs."""
        return {**asdict(self), "fine": self.fine}


def status(config: Config, folder: Path, report: Diagnostics) -> Status | None:
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
    request = Request(config, folder)
    sums = checksums(config, modules_in(recorded.inputs), report)
    edited = tuple(
        path for path, sum_ in sorted(recorded.checksums.items()) if _edited(folder / path, sum_)
    )
    return Status(
        spec=config.name(config.spec),
        sha256=checksum(config.spec.read_bytes()),
        revision=revision,
        source=published,
        unlocked=unlocked,
        output=config.name(folder),
        reasons=tuple(
            reason.text for reason in stale(request, recorded, sums) if not reason.is_edit
        ),
        edited=edited,
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


def _edited(path: Path, recorded: str) -> bool:
    try:
        return path.is_file() and checksum(path.read_bytes()) != recorded
    except OSError:
        return False


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
