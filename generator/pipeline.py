"""The run, from top to bottom: is there anything to do, what does the description mean, what is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from generator.config import Config
from generator.diagnostics.findings import Diagnostics, Spot
from generator.output import inputs, manifest
from generator.output.manifest import Manifest, checksum

if TYPE_CHECKING:
    from generator.formatting import Formatter
    from generator.output.writer import Change, Plan

KINDS = manifest.KINDS


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
    kinds = request.kinds if request.force else _stale_kinds(request, recorded, sums, reasons)
    settled = kinds != request.kinds
    return _Run(replace(request, kinds=kinds), sums, reasons, settled, report, say).outcome()


def _stale_kinds(
    request: Request, recorded: Manifest, sums: Mapping[str, str], reasons: tuple[str, ...]
) -> tuple[str, ...]:
    """The kinds to generate: where changed inputs are all there is, only those that they concern."""
    changed = _changed(recorded, sums)
    if len(changed) != len(reasons) or {*request.kinds} != recorded.outputs.keys():
        return request.kinds
    kinds = {kind for name in changed for kind in inputs.concerned(name, request.kinds)}
    return tuple(kind for kind in request.kinds if kind in kinds)


@dataclass(frozen=True, slots=True)
class _Run:
    """A run that has something to do; ``settled``: kinds that it leaves alone are as the inputs give them."""

    request: Request
    sums: Mapping[str, str]
    reasons: tuple[str, ...]
    settled: bool
    report: Diagnostics
    say: Callable[[str], None]

    def outcome(self) -> Outcome:
        """Do it."""
        from generator.books import Cache
        from generator.formatting import FormatError, Formatter

        config = self.request.config
        with Formatter(Cache(config.cache("formatted"))) as formatter:
            formatter.warm()
            try:
                return self._generated(formatter)
            except FormatError as fault:
                raise fault.kept(config.cache("unformatted"), config.name) from None

    def _generated(self, formatter: Formatter) -> Outcome:
        from generator import outputs
        from generator.worklist import worklist

        config, report = self.request.config, self.report
        self.say("reading the description")
        work = worklist(self.request.kinds, config, self.sums, report)
        if work is None:
            return Outcome(State.FAILED)
        outline = work.outline
        unseen = {*outline.names} - {*inputs.modules_in(self.sums)}
        sums = {**self.sums, **inputs.module_checksums(config, unseen)}

        self.say(f"rendering {outline.operations} operations")
        files = outputs.outputs(self.request.kinds, work, formatter)
        shipped = outputs.shipped(outline, config, report)
        for kind in shipped.keys() & files.keys():
            files[kind] = outputs.together(files[kind], shipped[kind], config, report)
        if report.failed:
            return Outcome(State.FAILED)
        after = inputs.checksums(config, outline.names, report)
        steady = {name: sum_ for name, sum_ in after.items() if sums.get(name) == sum_}
        if steady == after:
            work.keep()
        return replace(self._emitted(files, steady), operations=outline.operations)

    def _emitted(
        self, files: Mapping[str, Mapping[str, bytes]], sums: Mapping[str, str]
    ) -> Outcome:
        from generator.output import lock, writer

        place = Spot(self.request.config.name(self.request.output))
        self.say("comparing and writing")
        try:
            with self._turn():
                plan = writer.plan(
                    self.request.output, files, sums, self.report, settled=self.settled
                )
                outcome = Outcome(State.FAILED) if self.report.failed else self._decided(plan)
                if outcome.state is State.WRITTEN:
                    writer.write(plan, force=self.request.force)
        except lock.BusyError:
            hint = "let it end, then repeat"
            self.report.error("output-busy", place, "another run is writing here", hint)
            return Outcome(State.FAILED)
        except OSError as fault:
            self.report.error("output-unwritable", place, self._reason(fault))
            return Outcome(State.FAILED)
        return outcome

    def _reason(self, fault: OSError) -> str:
        """Why something cannot be written, and what, where that is not the output folder itself."""
        reason = fault.strerror or str(fault)
        if isinstance(fault, FileExistsError):
            reason = "this is a file, not a folder"
        named = fault.filename
        if not isinstance(named, str) or Path(named) == self.request.output:
            return reason
        return f"{reason}: {self.request.config.name(Path(named))}"

    def _turn(self) -> AbstractContextManager[None]:
        """The output folder for this run alone, if it may write."""
        from generator.output import lock

        if self.request.check or self.request.dry_run:
            return nullcontext()
        return lock.turn(self.request.output, lambda: self.say("waiting for another run to end"))

    def _decided(self, plan: Plan) -> Outcome:
        """What is to be done with a plan; nothing is done yet."""
        request, report = self.request, self.report
        for change in plan.orphans:
            report.warning(
                "output-orphan", Spot(change.path), "no longer generated, but edited: kept"
            )
        if request.check:
            return _stale(self.reasons, report, plan.changes)
        if plan.edited and not request.force:
            for change in plan.edited:
                report.error("output-edited", Spot(change.path), "edited by hand", "see --force")
            return Outcome(State.REFUSED, plan.changes, self.reasons)
        state = State.PLANNED if request.dry_run else State.WRITTEN
        return Outcome(state, plan.changes, self.reasons)


def _stale(
    reasons: tuple[str, ...], report: Diagnostics, changes: tuple[Change, ...] = ()
) -> Outcome:
    for reason in reasons:
        report.error("output-stale", None, reason, "generate brings it up to date")
    return Outcome(State.STALE, changes, reasons)


def stale(request: Request, recorded: Manifest, sums: Mapping[str, str]) -> tuple[str, ...]:
    """Why the output is not what the inputs give, by comparing checksums alone; empty, if it is."""
    changed = _changed(recorded, sums)
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
        *(f"{kind} is not generated any more" for kind in recorded.outputs if kind not in KINDS),
        *(f"{inputs.spoken(request.config, name)} changed" for name in changed if recorded.inputs),
        *(
            reason
            for path, sum_ in sorted(files.items())
            if (reason := _differs(request.output, path, sum_))
        ),
    )


def _changed(recorded: Manifest, sums: Mapping[str, str]) -> list[str]:
    """The inputs that are not what they were."""
    names = {*sums, *recorded.inputs}
    return sorted(name for name in names if sums.get(name) != recorded.inputs.get(name))


def _differs(folder: Path, path: str, recorded: str) -> str:
    place = folder / path
    try:
        if not place.is_file():
            return f"{path} is no file" if place.exists() else f"{path} is missing"
        found = checksum(place.read_bytes())
    except OSError as fault:
        return f"{path} cannot be read: {fault.strerror}"
    return "" if found == recorded else f"{path} was edited"
