"""Decides, by comparing checksums alone, whether the output is what the inputs give, and states why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.config import Config
from generator.diagnostics.findings import Diagnostics
from generator.output import inputs, manifest
from generator.output.manifest import KINDS, Manifest, checksum

if TYPE_CHECKING:
    from generator.output.writer import Change


class State(StrEnum):
    """How a run ended."""

    FRESH = "fresh"
    STALE = "stale"
    PLANNED = "planned"
    WRITTEN = "written"
    REFUSED = "refused"
    FAILED = "failed"


class Request(Struct, frozen=True):
    """What the user asked for."""

    config: Config
    output: Path
    kinds: tuple[str, ...] = KINDS
    check: bool = False
    dry_run: bool = False
    diff: bool = False
    force: bool = False


class Outcome(Struct, frozen=True):
    """How a run ended: ``reasons`` names the inputs and outputs that made the output stale."""

    state: State
    changes: tuple[Change, ...] = ()
    reasons: tuple[str, ...] = ()
    operations: int = 0


class Reason(Struct, frozen=True):
    """Why the output is stale; ``edited`` is the generated file that was edited, if it is that."""

    text: str
    edited: str = ""


class Inspection(Struct, frozen=True):
    """The checksums of all inputs, why the output is stale, and the outcome where nothing is left to do."""

    sums: Mapping[str, str]
    reasons: tuple[str, ...]
    outcome: Outcome | None

    def steady(self, config: Config, modules: Iterable[str], report: Diagnostics) -> dict[str, str]:
        """The checksums to record: an input that changed since the run began counts as changed in the next run."""
        unseen = {*modules} - {*inputs.modules_in(self.sums)}
        before = {**self.sums, **inputs.module_checksums(config, unseen)}
        after = inputs.checksums(config, modules, report)
        return {name: sum_ for name, sum_ in after.items() if before.get(name) == sum_}


def inspect(request: Request, report: Diagnostics) -> Inspection:
    """Compare the inputs and the output of a request with the manifest."""
    recorded = manifest.read(request.output)
    sums = inputs.checksums(request.config, inputs.modules_in(recorded.inputs), report)
    reasons = tuple(each.text for each in stale(request, recorded, sums))
    outcome = None
    if report.failed:
        outcome = Outcome(State.FAILED)
    elif not reasons and (request.check or not request.force):
        outcome = Outcome(State.FRESH)
    elif request.check and not request.diff:
        outcome = stale_outcome(reasons, report)
    return Inspection(sums, reasons, outcome)


def stale_outcome(
    reasons: tuple[str, ...], report: Diagnostics, changes: tuple[Change, ...] = ()
) -> Outcome:
    """The outcome of a check that found the output stale; each reason is a finding."""
    for reason in reasons:
        report.add("output-stale", None, reason, "generate brings it up to date")
    return Outcome(State.STALE, changes, reasons)


def stale(request: Request, recorded: Manifest, sums: Mapping[str, str]) -> Iterator[Reason]:
    """Why the output is not what the inputs give; nothing, if it is."""
    if manifest.read_journal(request.output) is not None:
        yield Reason("the last run did not end")
    for kind in request.kinds:
        if kind not in recorded.outputs:
            yield Reason(f"{kind} is not generated yet")
    for kind in recorded.outputs:
        if kind not in KINDS:
            yield Reason(f"{kind} is not generated any more")
    for name in sorted({*sums, *recorded.inputs}) if recorded.inputs else ():
        if sums.get(name) != recorded.inputs.get(name):
            yield Reason(f"{inputs.display_name(request.config, name)} changed")
    files = [recorded.outputs.get(kind, {}) for kind in request.kinds]
    for path, sum_ in sorted(pair for each in files for pair in each.items()):
        if (reason := _differs(request.output, path, sum_)) is not None:
            yield reason


def _differs(folder: Path, path: str, recorded: str) -> Reason | None:
    place = folder / path
    try:
        if not place.is_file():
            return Reason(f"{path} is no file" if place.exists() else f"{path} is missing")
        result = checksum(place.read_bytes())
    except OSError as error:
        return Reason(f"{path} cannot be read: {error.strerror}")
    return None if result == recorded else Reason(f"{path} was edited", edited=path)
