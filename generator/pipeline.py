"""The run, from top to bottom: is there anything to do, what does the description mean, what is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from generator import inputs, manifest
from generator.config import Config
from generator.diagnostics import Diagnostics, Spot
from generator.manifest import Manifest, checksum

if TYPE_CHECKING:
    from generator.emit import Change, Plan

KINDS = ("package", "docs", "tests", "actions")


class State(StrEnum):
    """How a run ended."""

    FRESH = "fresh"
    STALE = "stale"
    PLANNED = "planned"
    WRITTEN = "written"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for."""

    config: Config
    output: Path
    kinds: tuple[str, ...] = KINDS
    check: bool = False
    dry_run: bool = False
    diff: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: ``reasons`` names the inputs and outputs that made the output stale."""

    state: State
    changes: tuple[Change, ...] = ()
    reasons: tuple[str, ...] = ()
    operations: int = 0


def _quiet(_: str) -> None:
    """Say nothing."""


def run(request: Request, report: Diagnostics, say: Callable[[str], None] = _quiet) -> Outcome:
    """Generate, or say what would be generated; everything that goes wrong is in the report."""
    recorded = manifest.read(request.output)
    sums = inputs.checksums(request.config, inputs.modules_in(recorded.inputs), report)
    reasons = stale(request, recorded, sums)
    if report.failed:
        return Outcome(State.FAILED)
    if not reasons and (request.check or not request.force):
        return Outcome(State.FRESH)
    if request.check and not request.diff:
        return _stale(reasons, report)
    return _generated(request, reasons, report, say)


def _generated(
    request: Request, reasons: tuple[str, ...], report: Diagnostics, say: Callable[[str], None]
) -> Outcome:
    from generator import outputs, stages
    from generator.books import Cache
    from generator.formatting import FormatError

    say("reading the description")
    document = stages.effective(request.config, report)
    if document is None or (known := stages.understood(document, request.config, report)) is None:
        return Outcome(State.FAILED)
    api, names = known

    say(f"rendering {len(api.operations)} operations")
    cache = Cache(request.config.cache / "formatted")
    try:
        files = outputs.outputs(request.kinds, api, names, request.config, cache)
    except FormatError as fault:
        raise fault.kept(request.config.cache / "unformatted", request.config.name) from None
    shipped = outputs.shipped(document, names, request.config, report)
    for kind in shipped.keys() & files.keys():
        files[kind] = outputs.together(files[kind], shipped[kind], report)
    if report.failed:
        return Outcome(State.FAILED)
    by_hand = (*api.client.modules, *api.client.docs)
    sums = inputs.checksums(request.config, by_hand, report)

    outcome = _emitted(request, _Made(files, sums, reasons), report, say)
    return replace(outcome, operations=len(api.operations))


@dataclass(frozen=True, slots=True)
class _Made:
    """All files by kind and path, the checksums of what they are made of, and why they were made."""

    files: Mapping[str, Mapping[str, bytes]]
    sums: Mapping[str, str]
    reasons: tuple[str, ...]


def _emitted(
    request: Request, made: _Made, report: Diagnostics, say: Callable[[str], None]
) -> Outcome:
    from generator import emit, turns

    place = Spot(request.config.name(request.output))
    say("comparing and writing")
    try:
        with _turn(request, say):
            plan = emit.plan(request.output, made.files, made.sums, report)
            if report.failed:
                return Outcome(State.FAILED)
            outcome = _decided(request, plan, made.reasons, report)
            if outcome.state is State.WRITTEN:
                emit.write(plan, force=request.force)
    except turns.BusyError:
        report.error("output-busy", place, "another run is writing here", "let it end, then repeat")
        return Outcome(State.FAILED)
    except OSError as fault:
        report.error("output-unwritable", place, fault.strerror or str(fault))
        return Outcome(State.FAILED)
    return outcome


def _turn(request: Request, say: Callable[[str], None]) -> AbstractContextManager[None]:
    """The output folder for this run alone, if it may write."""
    from generator import turns

    if request.check or request.dry_run:
        return nullcontext()
    return turns.turn(request.output, lambda: say("waiting for another run to end"))


def _stale(
    reasons: tuple[str, ...], report: Diagnostics, changes: tuple[Change, ...] = ()
) -> Outcome:
    for reason in reasons:
        report.error("output-stale", None, reason, "generate brings it up to date")
    return Outcome(State.STALE, changes, reasons)


def _decided(
    request: Request, plan: Plan, reasons: tuple[str, ...], report: Diagnostics
) -> Outcome:
    """What is to be done with a plan; nothing is done yet."""
    for change in plan.orphans:
        report.warning("output-orphan", Spot(change.path), "no longer generated, but edited: kept")
    if request.check:
        return _stale(reasons, report, plan.changes)
    if plan.edited and not request.force:
        for change in plan.edited:
            report.error("output-edited", Spot(change.path), "edited by hand", "see --force")
        return Outcome(State.REFUSED, plan.changes, reasons)
    return Outcome(State.PLANNED if request.dry_run else State.WRITTEN, plan.changes, reasons)


def stale(request: Request, recorded: Manifest, sums: Mapping[str, str]) -> tuple[str, ...]:
    """Why the output is not what the inputs give, by comparing checksums alone; empty, if it is."""
    changed = sorted(
        name for name in {*sums, *recorded.inputs} if sums.get(name) != recorded.inputs.get(name)
    )
    missing = [
        f"{kind} is not generated yet" for kind in request.kinds if kind not in recorded.outputs
    ]
    files = {
        path: sum_
        for kind in request.kinds
        for path, sum_ in recorded.outputs.get(kind, {}).items()
    }
    return (
        *(["the last run did not end"] if manifest.read_journal(request.output) else []),
        *missing,
        *(f"{inputs.spoken(request.config, name)} changed" for name in changed if recorded.inputs),
        *(
            reason
            for path, sum_ in sorted(files.items())
            if (reason := _differs(request.output, path, sum_))
        ),
    )


def _differs(folder: Path, path: str, recorded: str) -> str:
    try:
        found = checksum((folder / path).read_bytes())
    except OSError:
        return f"{path} is missing"
    return "" if found == recorded else f"{path} was edited"
