"""Runs the generator for the command line, and prints the outcome as text, JSON or annotations."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from generator.cli import Exit
from generator.diagnostics.findings import Diagnostic, Diagnostics
from generator.diagnostics.reporters import inert
from generator.output.staleness import Outcome, Request, State, inspect

_FEW = 20
_EXITS = {State.STALE: Exit.FINDINGS, State.REFUSED: Exit.FINDINGS, State.FAILED: Exit.BAD_INPUT}


def perform(request: Request, report: Diagnostics, style: str = "text") -> int:
    """Do what is asked for, unless the report has errors already; the exit code."""
    outcome = Outcome(State.FAILED) if report.failed else _outcome(request, report)
    shown = request.config.name(request.output)
    findings = _of_project(report.findings, request.config.root, shown)
    match style:
        case "json":
            print(_json(outcome, shown, findings))
        case "github":
            from generator.diagnostics import reporters

            print(reporters.github(reporters.located(findings, request.config.root)), end="")
        case _:
            _show(outcome, shown, findings, request)
    return _EXITS.get(outcome.state, Exit.FINE)


def _of_project(
    findings: tuple[Diagnostic, ...], root: Path, folder: str
) -> tuple[Diagnostic, ...]:
    """The findings with names of output files as the project has them, not as the output folder does."""
    return tuple(
        (
            replace(each, file=f"{folder}/{each.file}")
            if each.file not in {"", folder}
            and each.code.startswith("output-")
            and not (root / each.file).exists()
            else each
        )
        for each in findings
    )


def _outcome(request: Request, report: Diagnostics) -> Outcome:
    """Compare checksums first: a run with nothing to do imports no more than that."""
    inspection = inspect(request, report)
    if inspection.outcome is not None:
        return inspection.outcome
    from generator.pipeline import generate

    return generate(request, inspection, report)


def _show(
    outcome: Outcome, folder: str, findings: tuple[Diagnostic, ...], request: Request
) -> None:
    if findings:
        from generator.diagnostics import reporters
        from generator.diagnostics.codes import Severity

        # Notices belong to ``validate``, and reasons are distinguished.
        grave = [
            e for e in findings if e.severity is not Severity.NOTICE and e.code != "output-stale"
        ]
        if grave:
            reporters.show(grave, request.config.root, sys.stderr)
    if request.diff or outcome.state is State.REFUSED:
        changes = [each for each in outcome.changes if request.diff or each.edited]
        print(inert("".join(change.diff for change in changes)), end="")
    print(_headline(outcome, folder))
    for line in _few([f"  because {reason}" for reason in outcome.reasons]):
        print(line)
    for line in _few([f"  {each.verb} {each.path}" for each in outcome.changes]):
        print(line)


def _headline(outcome: Outcome, folder: str) -> str:
    verbs = [change.verb for change in outcome.changes]
    known = {"create": "created", "update": "updated", "remove": "removed", "keep": "kept"}
    parts = [f"{verbs.count(verb)} {word}" for verb, word in known.items() if verb in verbs]
    counts = ", ".join(parts) or "no file differs"
    match outcome.state:
        case State.FRESH:
            return f"{folder} is up to date"
        case State.STALE:
            return f"{folder} is stale; generate brings it up to date"
        case State.PLANNED:
            return f"{folder} would change: {counts}"
        case State.WRITTEN:
            return f"{folder} has {outcome.operations} operations: {counts}"
        case State.REFUSED:
            return f"nothing written: files in {folder} were edited by hand"
        case State.FAILED:
            return "nothing written: the input has errors"


def _few(lines: Sequence[str]) -> list[str]:
    more = len(lines) - _FEW
    return [*lines[:_FEW], *([f"  ... and {more} more"] if more > 0 else [])]


def _json(outcome: Outcome, folder: str, findings: tuple[Diagnostic, ...]) -> str:
    from generator.diagnostics import reporters

    return json.dumps(
        {
            "state": outcome.state.value,
            "output": folder,
            "operations": outcome.operations,
            "reasons": list(outcome.reasons),
            "changes": [{"path": each.path, "change": each.verb} for each in outcome.changes],
            "findings": reporters.rows(findings),
            "counts": reporters.counts(findings),
        },
        indent=2,
    )
