"""Compares generated files with the output folder, and writes what changed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

from generator.diagnostics.findings import Diagnostics, Spot
from generator.output import lock, writer
from generator.output.staleness import Outcome, Request, State, stale_outcome
from generator.output.writer import Plan


def apply(
    request: Request,
    files: Mapping[str, Mapping[str, bytes]],
    sums: Mapping[str, str],
    reasons: tuple[str, ...],
    report: Diagnostics,
) -> Outcome:
    """Write files, by kind and path, as far as the request asks for that.

    Args:
        request: The request of the user.
        files: The content of each file.
        sums: The checksums of all inputs, for the manifest.
        reasons: Why the output is stale.
        report: Where findings go.

    """
    place = Spot(request.config.name(request.output))
    try:
        # A run that only looks needs no lock.
        only_looks = request.check or request.dry_run
        with nullcontext() if only_looks else lock.locked(request.output):
            plan = writer.plan(request.output, files, sums, report)
            outcome = _decide(plan, request, reasons, report)
            if outcome.state is State.WRITTEN:
                writer.write(plan)
    except lock.BusyError:
        hint = "wait until it ends, then run the command again"
        report.add("output-busy", place, "another run is writing here", hint)
        return Outcome(State.FAILED)
    except OSError as error:
        report.add("output-unwritable", place, _reason(error, request))
        return Outcome(State.FAILED)
    return outcome


def _decide(plan: Plan, request: Request, reasons: tuple[str, ...], report: Diagnostics) -> Outcome:
    """What is to be done with a plan; nothing is done yet."""
    if report.failed:
        return Outcome(State.FAILED)
    for change in plan.orphans:
        report.add("output-orphan", Spot(change.path), "no longer generated, but edited: kept")
    if request.check:
        return stale_outcome(reasons, report, plan.changes)
    if plan.edited and not request.force:
        for change in plan.edited:
            hint = "move the edit into the overlay or a template; --force overwrites it"
            report.add(
                "output-edited", Spot(change.path), "edited by hand, or never generated", hint
            )
        return Outcome(State.REFUSED, plan.changes, reasons)
    state = State.PLANNED if request.dry_run else State.WRITTEN
    return Outcome(state, plan.changes, reasons)


def _reason(exception: OSError, request: Request) -> str:
    """Why something cannot be written, and what, where that is not the output folder itself."""
    reason = exception.strerror or str(exception)
    if isinstance(exception, FileExistsError):
        reason = "this is a file, not a folder"
    named = exception.filename
    if not isinstance(named, str) or Path(named) == request.output:
        return reason
    return f"{reason}: {request.config.name(Path(named))}"
