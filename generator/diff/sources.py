"""Finds the two descriptions of a comparison: files, git revisions, or the one this project keeps."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostics, Severity, Spot
from generator.diff.surface import Surface, surface
from generator.names import Overrides, decide
from generator.normalize import normalize
from generator.overlay import apply
from generator.passes import run
from generator.source import Document, load, parse

GIT = "git:"
VENDORED = "vendored"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What stands beside every description that is compared: the project's own files."""

    root: Path
    spec: Path
    overlay: Document | None
    names: Overrides | None
    package: str | None = None


def read_surface(source: str, inputs: Inputs, report: Diagnostics) -> Surface | None:
    """The client that a source would give; None, with findings, if it gives none.

    Args:
        source: ``vendored``, ``git:REV`` or the path of a file.
        inputs: Overlay and names, the same for both sides, so that only the description differs.
        report: Where findings go. What old revisions lack of the overlay are notices.

    """
    document = _document(source, inputs, report)
    if document is None:
        return None
    if inputs.overlay is not None:
        document = apply(document, inputs.overlay, report, lenient=True).document
    findings = Diagnostics()
    api = run(normalize(document, findings), findings)
    for finding in findings:
        softened = Severity.NOTICE if finding.code.startswith("extension-") else finding.severity
        report.add(softened, finding.code, finding, finding.message, finding.hint)
    if report.failed:
        return None
    return surface(api, decide(api, inputs.names, Diagnostics(), inputs.package))


def _document(source: str, inputs: Inputs, report: Diagnostics) -> Document | None:
    if source == VENDORED:
        return load(inputs.spec, report)
    if source.startswith(GIT):
        return _from_git(source.removeprefix(GIT), inputs, report)
    return load(Path(source), report, source)


def _from_git(revision: str, inputs: Inputs, report: Diagnostics) -> Document | None:
    """The description as a revision holds it; ``--end-of-options`` keeps a revision from being an option."""
    path = inputs.spec.resolve().relative_to(inputs.root.resolve()).as_posix()
    name = f"{GIT}{revision}:{path}"
    command = ["git", "-C", str(inputs.root), "show", "--end-of-options", f"{revision}:./{path}"]
    try:
        shown = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
    except OSError as fault:
        report.error("git-unavailable", Spot(name), f"git cannot be run: {fault.strerror}")
        return None
    if shown.returncode:
        lines = shown.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = lines[-1] if lines else f"git ended with {shown.returncode}"
        report.error("git-revision", Spot(name), reason, "name a commit, a branch or a tag")
        return None
    return parse(shown.stdout, name, report)
