"""``effects``: what each operation does to the world, and whether something states it."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

from cyclopts import Parameter
from msgspec import Struct

from generator import pipeline
from generator.actions.export.texts import written
from generator.cli import Exit, UsageError
from generator.cli.options import settings
from generator.compare.effects import proposed
from generator.config import Config
from generator.diagnostics import reporters
from generator.diagnostics.findings import Diagnostics
from generator.document.draft import Draft, entries
from generator.ir.model import Effect
from generator.output.atomic import replace_file
from generator.swagger import proposals
from generator.swagger.traverse import Spot, spots


class _Row(Struct, frozen=True):
    """One operation; ``proposal`` and ``reason`` are empty where its effect is stated."""

    spot: Spot
    name: str
    effect: str
    proposal: str = ""
    reason: str = ""


def effects(
    *,
    write: Annotated[bool, Parameter(negative=())] = False,
    format: Literal["text", "json", "md"] = "text",  # noqa: A002 - the option's name
) -> int:
    """List all operations with method, path and effect, and show which effects nothing states.

    An operation whose effect nothing states counts as read if its method is GET, HEAD or OPTIONS; any other one is
    never retried, and release-check refuses it. The exit code is 1 while there is one of the latter.

    Args:
        write: Add a statement for each effect that nothing states to the overlay, to be reviewed.
        format: How to report.

    """
    report = Diagnostics()
    config = settings(report)
    source = None if report.failed else pipeline.read(config, report)
    document = None if source is None else pipeline.effective(source, report)
    if source is None or document is None or report.failed:
        reporters.show(report.findings, config.root, sys.stderr)
        return Exit.BAD_INPUT
    client = pipeline.understand(document, source, report)
    if client is None:
        reporters.show(report.findings, config.root, sys.stderr)
        return Exit.BAD_INPUT
    places = {(each.method.upper(), each.path): each for each in spots(document.root)}
    rows = []
    for method in client.methods:
        spot = places[method.method.upper(), method.path]
        if proposals.states_effect(spot):
            rows.append(_Row(spot, method.dotted, method.effect.value))
        else:
            effect = (Effect.READ.value, "By its method alone. To be reviewed.")
            if method.effect is Effect.UNSTATED:
                effect = proposed(method, client)
            rows.append(_Row(spot, method.dotted, method.effect.value, *effect))
    print(_REPORTS[format](rows), end="")
    if write:
        _write(config, rows)
        return Exit.FINE
    unstated = any(each.effect == Effect.UNSTATED for each in rows)
    return Exit.FINDINGS if unstated else Exit.FINE


def _text(rows: list[_Row]) -> str:
    table = [
        (each.effect, each.spot.method.upper(), each.spot.path, each.name, _remark(each))
        for each in _sorted(rows)
    ]
    widths = [max((len(row[at]) for row in table), default=0) for at in range(4)]
    lines = [
        " ".join(
            [*(cell.ljust(width) for cell, width in zip(row[:4], widths, strict=True)), row[4]]
        )
        for row in table
    ]
    counts = ", ".join(
        f"{count} {effect.value}"
        for effect in Effect
        if (count := sum(each.effect == effect for each in rows))
    )
    silent = sum(bool(each.proposal) for each in rows)
    lines.append(f"{len(rows)} operations: {counts}; {silent or 'none'} of them not stated")
    return "".join(f"{reporters.shown(line.rstrip())}\n" for line in lines)


def _remark(row: _Row) -> str:
    return f"unstated; proposed: {row.proposal}. {row.reason}" if row.proposal else "stated"


def _markdown(rows: list[_Row]) -> str:
    lines = ["| effect | operation | method of the client | stated |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {each.effect} | `{each.spot.label}` | `{each.name}` | {_remark(each)} |"
        for each in _sorted(rows)
    ]
    return "\n".join(lines) + "\n"


def _json(rows: list[_Row]) -> str:
    return written(
        [
            {
                "operation": each.spot.id or each.spot.label,
                "method": each.spot.method.upper(),
                "path": each.spot.path,
                "name": each.name,
                "effect": each.effect,
                "stated": not each.proposal,
                "proposed": each.proposal or None,
                "reason": each.reason or None,
            }
            for each in rows
        ]
    )


_REPORTS = {"text": _text, "md": _markdown, "json": _json}


def _sorted(rows: list[_Row]) -> list[_Row]:
    """Those that need a look first, then by effect and in the order of the description."""
    order = [*reversed(Effect)]
    return sorted(rows, key=lambda each: (not each.proposal, order.index(Effect(each.effect))))


def _write(config: Config, rows: list[_Row]) -> None:
    groups: dict[tuple[str, str], list[Spot]] = {}
    for each in rows:
        if each.proposal:
            groups.setdefault((each.proposal, each.reason), []).append(each.spot)
    if not groups:
        print("nothing to write", file=sys.stderr)
        return
    if config.overlay is None:
        raise UsageError("pyproject.toml names no overlay, in which effects are stated")
    try:
        draft = Draft(config.overlay.read_bytes().decode())
        (holder,) = [each.value for each in entries(draft.root) if each.name == "actions"]
        for (effect, reason), match in groups.items():
            for action in proposals.stating(match, effect, reason):
                draft.append(holder, None, action)
        replace_file(config.overlay, draft.done().encode())
    except OSError as error:
        raise UsageError(f"{config.overlay} cannot be written: {error.strerror}") from error
    print(f"wrote {config.name(config.overlay)}; review it, then run lock", file=sys.stderr)
