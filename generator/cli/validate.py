"""``validate``: all findings about a description."""

from __future__ import annotations

import sys
from typing import Literal

from generator import pipeline
from generator.cli import Exit
from generator.cli.options import settings
from generator.config import Config
from generator.diagnostics import reporters
from generator.diagnostics.codes import Severity
from generator.diagnostics.findings import Diagnostics
from generator.document import Document
from generator.swagger import validate as checks


def validate(
    spec: str | None = None,
    /,
    *,
    overlay: str | None = None,
    names: str | None = None,
    format: Literal["text", "json", "github", "sarif"] = "text",  # noqa: A002 - the option's name
    fail_on: Literal["error", "warning"] = "error",
) -> int:
    """List all findings about a description; nothing is written.

    Args:
        spec: The Swagger 2.0 description; the project's own if none is given.
        overlay: The overlay to apply first; none for without. A description that is named goes without.
        names: The public names to check; none for without. A description that is named goes without.
        format: How to report.
        fail_on: The least severity that makes the exit code 1.

    """
    report = Diagnostics()
    foreign = "none" if spec is not None else None
    config = settings(report, spec=spec, overlay=overlay or foreign, names=names or foreign)
    document = _judged(config, report)
    if format == "text":
        reporters.show(report.findings, config.root, sys.stdout)
    else:
        print(reporters.FORMATS[format](reporters.located(report.findings, config.root)), end="")
    if document is None:
        return Exit.BAD_INPUT
    bad = report.failed or (fail_on == "warning" and report.count(Severity.WARNING) > 0)
    return Exit.FINDINGS if bad else Exit.FINE


def _judged(config: Config, report: Diagnostics) -> Document | None:
    """The description, with all findings reported; None if it cannot even be read."""
    source = None if report.failed else pipeline.read(config, report)
    if source is None:
        return None
    document = pipeline.effective(source, report)
    if checks.is_swagger(document, report):
        usable = not report.failed
        checks.lint(document, report)
        if usable:
            pipeline.understand(document, source, report)
    return document
