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
    from generator.output.writer import Change, Plan
    from generator.render.file import Job

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
    return _Run(request, sums, reasons, report, say).outcome()


@dataclass(frozen=True, slots=True)
class _Run:
    """A run that has something to do."""

    request: Request
    sums: Mapping[str, str]
    reasons: tuple[str, ...]
    report: Diagnostics
    say: Callable[[str], None]

    def outcome(self) -> Outcome:
        """Load the description, render and format all files, and write them."""
        from generator import stages
        from generator.render import outputs

        config, report = self.request.config, self.report
        self.say("reading the description")
        document = stages.effective(config, report)
        known = None if document is None else stages.understood(document, config, report)
        if document is None or known is None:
            return Outcome(State.FAILED)
        modules = outputs.copied_names(document)
        unseen = {*modules} - {*inputs.modules_in(self.sums)}
        sums = {**self.sums, **inputs.module_checksums(config, unseen)}
        copied = outputs.copied_files(document, known.package, config, report)
        if report.failed:
            return Outcome(State.FAILED)

        self.say(f"rendering {len(known.methods)} operations")
        jobs = {kind: outputs.JOBS[kind](known, config.version) for kind in self.request.kinds}
        files = self._rendered(jobs)
        files = {
            kind: outputs.combined(each, copied.get(kind, {}), report)
            for kind, each in files.items()
        }
        if report.failed:
            return Outcome(State.FAILED)
        # An input that changed since the run began counts as changed in the next run, too.
        after = inputs.checksums(config, modules, report)
        steady = {name: sum_ for name, sum_ in after.items() if sums.get(name) == sum_}
        return replace(self._emitted(files, steady), operations=len(known.methods))

    def _rendered(self, jobs: Mapping[str, tuple[Job, ...]]) -> dict[str, dict[str, bytes]]:
        """The content of each file by kind and path; a template that does not print Python is a finding."""
        from generator.output.format import FormatError, format_sources
        from generator.render.templates import render

        texts = {kind: render(each) for kind, each in jobs.items()}
        every = {path: text for files in texts.values() for path, text in files.items()}
        sources = {path: text for path, text in every.items() if path.endswith(".py")}
        try:
            every |= format_sources(sources, self.request.config.formatter)
        except FormatError as error:
            template = next(
                (job.template for each in jobs.values() for job in each if job.path == error.path),
                "",
            )
            self.report.error(
                "output-syntax",
                Spot(error.path),
                error.reason,
                f"the template is templates/{template}" if template else "",
            )
        return {
            kind: {path: every[path].encode() for path in files} for kind, files in texts.items()
        }

    def _emitted(
        self, files: Mapping[str, Mapping[str, bytes]], sums: Mapping[str, str]
    ) -> Outcome:
        from generator.output import lock, writer

        place = Spot(self.request.config.name(self.request.output))
        self.say("comparing and writing")
        try:
            with self._lock():
                plan = writer.plan(self.request.output, files, sums, self.report)
                outcome = Outcome(State.FAILED) if self.report.failed else self._decided(plan)
                if outcome.state is State.WRITTEN:
                    writer.write(plan, force=self.request.force)
        except lock.BusyError:
            hint = "wait until it ends, then run the command again"
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

    def _lock(self) -> AbstractContextManager[None]:
        """The lock of the output folder, if this run may write."""
        from generator.output import lock

        if self.request.check or self.request.dry_run:
            return nullcontext()
        return lock.locked(self.request.output)

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
        *(
            f"{inputs.display_name(request.config, name)} changed"
            for name in changed
            if recorded.inputs
        ),
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
