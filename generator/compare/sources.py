"""Finds the two clients of a comparison: files, git revisions, or the description that this project keeps."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.compare.surface import Surface, surface
from generator.config import Config
from generator.diagnostics.findings import Diagnostic, Diagnostics, Severity, Spot
from generator.document import Document, load, parse
from generator.document.locate import locate
from generator.document.overlay import apply
from generator.ir.client import client
from generator.ir.names import Overrides, decide
from generator.ir.names.overrides import read_overrides
from generator.ir.passes import run
from generator.swagger.drop_operations import without_dropped
from generator.swagger.reachable import pruned
from generator.swagger.to_ir import normalize
from generator.swagger.validate import is_swagger

GIT = "git:"
VENDORED = "vendored"
_FAULTS = frozenset({"names-invalid", "names-duplicate"})


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison, read but not yet understood: a description with what stands beside it."""

    name: str
    document: Document
    overlay: Document | None
    names: Document | None


def read_surface(source: str, config: Config, report: Diagnostics) -> Surface | None:
    """The client that a source would give; None, with findings, if it gives none.

    A git revision brings its own overlay and names; files are seen through those of the project.

    Args:
        source: ``vendored``, ``git:REV`` or the path of a file.
        config: The project.
        report: Where findings go. What an old revision lacks of the overlay is a notice.

    """
    side = (
        _git(source, config, report) if source.startswith(GIT) else _files(source, config, report)
    )
    return None if side is None or report.failed else understood(side, config, report)


def understood(side: Side, config: Config, report: Diagnostics) -> Surface | None:
    """The client of a side; None, with findings, if the description makes none."""
    document = side.document
    if not is_swagger(document, report):
        return None
    if side.overlay is not None:
        document = apply(document, side.overlay, report, lenient=True).document
    document = without_dropped(pruned(document), config.drop, Diagnostics())
    findings = Diagnostics()
    api = run(normalize(document, findings), findings)
    for finding in locate(findings, document.root):
        softened = Severity.NOTICE if finding.code.startswith("extension-") else finding.severity
        report.add(softened, finding.code, finding, finding.message, finding.hint)
    naming = Diagnostics()
    names = decide(api, _overrides(side, naming), naming, config.package)
    report.extend(_grave(locate(naming, document.root), side))
    return None if report.failed else surface(client(api, names))


def notes(report: Diagnostics) -> Iterator[str]:
    """What of the overlay did not apply, for the reader of a comparison."""
    for finding in report:
        if finding.code in {"overlay-no-match", "overlay-mismatch"}:
            yield f"{finding.file}:{finding.line} does not apply: {finding.message}"


def _overrides(side: Side, report: Diagnostics) -> Overrides | None:
    return None if side.names is None else read_overrides(side.names.root, report)


def _grave(findings: Iterable[Diagnostic], side: Side) -> Iterator[Diagnostic]:
    """What is wrong in a file of names whatever it is applied to; what git keeps can no longer be corrected.

    Names of what a revision does not have are no fault.
    """
    if not side.name.startswith(GIT):
        for finding in findings:
            if finding.severity is Severity.ERROR and finding.code in _FAULTS:
                yield finding


def _files(source: str, config: Config, report: Diagnostics) -> Side | None:
    if source == VENDORED and config.spec is None:
        report.error("file-missing", Spot(source), "the project has no description")
        return None
    path = config.spec if source == VENDORED and config.spec else Path(source)
    document = load(path, report, config.name(path))
    if document is None:
        return None
    return Side(
        source,
        document,
        _beside(config.overlay, config, report),
        _beside(config.names, config, report),
    )


def _beside(path: Path | None, config: Config, report: Diagnostics) -> Document | None:
    return None if path is None else load(path, report, config.name(path))


def _git(source: str, config: Config, report: Diagnostics) -> Side | None:
    revision = source.removeprefix(GIT)
    if config.spec is None:
        report.error("file-missing", Spot(source), "the project has no description")
        return None
    text = from_git(revision, config.spec, config, report)
    document = None if text is None else parse(text, config.name(config.spec), report)
    if document is None:
        return None
    return Side(
        source,
        document,
        _beside_in_git(revision, config.overlay, config, report),
        _beside_in_git(revision, config.names, config, report),
    )


def _beside_in_git(
    revision: str, path: Path | None, config: Config, report: Diagnostics
) -> Document | None:
    """A file as a revision holds it; None where the revision has none."""
    text = None if path is None else from_git(revision, path, config, Diagnostics())
    return None if text is None or path is None else parse(text, config.name(path), report)


def from_git(revision: str, path: Path, config: Config, report: Diagnostics) -> bytes | None:
    """A file of the project in a revision; ``--end-of-options`` keeps a revision from being an option."""
    inside = path.resolve()
    root = config.root.resolve()
    if not inside.is_relative_to(root):
        report.error("git-revision", Spot(f"{GIT}{revision}"), f"{path} is outside of the project")
        return None
    name = inside.relative_to(root).as_posix()
    if not revision:
        # For git that is what is staged, but who writes it has an empty variable.
        hint = "name a commit, a branch or a tag"
        report.error("git-revision", Spot(GIT), "no revision is named", hint)
        return None
    command = ["git", "-C", str(root), "show", "--end-of-options", f"{revision}:./{name}"]
    try:
        shown = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
    except (OSError, ValueError) as fault:
        report.error("git-unavailable", Spot(f"{GIT}{revision}"), f"git cannot be run: {fault}")
        return None
    if shown.returncode:
        lines = shown.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = lines[-1] if lines else f"git ended with {shown.returncode}"
        spot = Spot(f"{GIT}{revision}:{name}")
        report.error("git-revision", spot, reason, "name a commit, a branch or a tag")
        return None
    return shown.stdout
