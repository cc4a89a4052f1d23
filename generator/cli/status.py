"""``status``: one screen about the description, the output and what is left to do."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Annotated

from cyclopts import Parameter

from generator.actions.export.texts import written
from generator.cli import Exit
from generator.cli.options import output_of, settings
from generator.cli.project_status import Status
from generator.cli.project_status import status as read_status
from generator.diagnostics import reporters
from generator.diagnostics.findings import Diagnostics

_FEW = 10


def status(*, json: Annotated[bool, Parameter(negative=())] = False) -> int:
    """Describe how the project stands; nothing is written, and it is no error to have work left.

    Args:
        json: Report for programs.

    """
    report = Diagnostics()
    config = settings(report)
    folder = output_of(config)
    result = None if report.failed else read_status(config, folder, report)
    if result is None:
        reporters.show(report.findings, config.root, sys.stderr)
        return Exit.BAD_INPUT
    print(written(result.plain()) if json else "\n".join(_lines(result)) + "\n", end="")
    return Exit.FINE


def _lines(status_value: Status) -> Iterator[str]:
    revision = (
        f", revision {status_value.revision} of {status_value.source}"
        if status_value.revision
        else ""
    )
    yield f"description  {status_value.spec}{revision}"
    yield f"sha256       {status_value.sha256}"
    yield from _listed(
        "lock", "all as locked", "changed since it was locked:", status_value.unlocked
    )
    yield f"operations   {status_value.covered}/{status_value.operations} covered"
    yield from _listed("dropped", "none", "left out by the configuration:", status_value.dropped)
    yield from _listed("texts", "all there", "to be written:", status_value.undescribed)
    yield from _listed(status_value.output, "up to date", "stale:", status_value.reasons)
    yield from _listed("edited", "no file", "edited by hand:", status_value.edited)
    yield from _listed("orphans", "no file", "not generated:", status_value.orphans)


def _listed(label: str, fine: str, bad: str, items: Sequence[str]) -> Iterator[str]:
    yield f"{label:<12} {bad if items else fine}"
    yield from (f"             {reporters.shown(item)}" for item in items[:_FEW])
    if len(items) > _FEW:
        yield f"             and {len(items) - _FEW} more"
