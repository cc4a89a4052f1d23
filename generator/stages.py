"""From files to meaning and names: what every command needs before it does its own work."""

from __future__ import annotations

from pathlib import Path

from generator import names, normalize, overlay, passes, validate
from generator.config import Config
from generator.diagnostics import Diagnostics, Spot
from generator.dropping import without_dropped
from generator.locating import locate
from generator.model import Api
from generator.names import Names
from generator.source import Document, load


def effective(config: Config, report: Diagnostics, *, lenient: bool = False) -> Document | None:
    """The checked description with the overlay applied; None, with findings, if it is not usable."""
    if config.spec is None:
        report.error("file-missing", Spot(), "no description to read", "name one with --spec")
        return None
    document = load(config.spec, report, config.name(config.spec))
    patch = _loaded(config.overlay, config, report)
    if document is None or report.failed:
        return None
    if patch is not None:
        document = overlay.apply(document, patch, report, lenient=lenient).document
    if not report.failed:
        validate.structure(document, report)
    return None if report.failed else without_dropped(document, config.drop, report)


def _loaded(path: Path | None, config: Config, report: Diagnostics) -> Document | None:
    return None if path is None else load(path, report, config.name(path))


def understood(document: Document, config: Config, report: Diagnostics) -> tuple[Api, Names] | None:
    """What a description means, and all its names; None, with findings, if either is impossible."""
    later = Diagnostics()
    api = passes.run(normalize.normalize(document, report), later)
    overrides = _overrides(config, report)
    decided = names.decide(api, overrides, later, config.package)
    report.extend(locate(later.findings, document.root))
    return None if report.failed else (api, decided)


def _overrides(config: Config, report: Diagnostics) -> names.Overrides | None:
    if config.names is None:
        return None
    return names.load_overrides(config.names, report, config.name(config.names))
