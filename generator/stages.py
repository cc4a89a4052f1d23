"""From files to meaning and names: what every command needs before it does its own work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.config import Config
from generator.diagnostics.findings import Diagnostics, Spot
from generator.document import Document, parse, read_bytes
from generator.document.locate import locate
from generator.ir import names, passes
from generator.ir.client import Client, client
from generator.swagger import to_ir
from generator.swagger.drop_operations import without_dropped


def effective(config: Config, report: Diagnostics, *, lenient: bool = False) -> Document | None:
    """The checked description with the overlay applied; None, with findings, if it is not usable."""
    document = readable(config, report, lenient=lenient)
    return None if report.failed else document


def readable(config: Config, report: Diagnostics, *, lenient: bool = False) -> Document | None:
    """The same, whatever the findings are; None if there is nothing to look at."""
    if config.spec is None:
        report.error("file-missing", Spot(), "no description to read", "name one with --spec")
        return None
    spec = _bytes(config.spec, config, report)
    patch = _bytes(config.overlay, config, report)
    if spec is None or report.failed:
        return None
    document = _checked(spec, patch, report, lenient=lenient)
    return None if document is None else without_dropped(document, config.drop, report)


def _checked(
    spec: _Input, patch: _Input | None, report: Diagnostics, *, lenient: bool
) -> Document | None:
    from generator.document import overlay
    from generator.swagger import validate

    document = parse(spec.content, spec.file, report)
    changes = None if patch is None else parse(patch.content, patch.file, report)
    if document is None or report.failed:
        return None
    if changes is not None:
        document = overlay.apply(document, changes, report, lenient=lenient).document
    if not report.failed:
        validate.structure(document, report)
    return document


@dataclass(frozen=True, slots=True)
class _Input:
    """A file's name in findings, and what it holds."""

    file: str
    content: bytes


def _bytes(path: Path | None, config: Config, report: Diagnostics) -> _Input | None:
    content = None if path is None else read_bytes(path, report, config.name(path))
    return None if path is None or content is None else _Input(config.name(path), content)


def understood(document: Document, config: Config, report: Diagnostics) -> Client | None:
    """The client that a description gives; None, with findings, if it gives none."""
    later = Diagnostics()
    api = passes.run(to_ir.normalize(document, report), later)
    overrides = _overrides(config, report)
    decided = names.decide(api, overrides, later, config.package)
    report.extend(locate(later.findings, document.root))
    return None if report.failed else client(api, decided)


def _overrides(config: Config, report: Diagnostics) -> names.Overrides | None:
    if config.names is None:
        return None
    return names.load_overrides(config.names, report, config.name(config.names))
