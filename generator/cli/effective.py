"""``effective``: the description that the client is made of, for tools that read descriptions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from generator import pipeline
from generator.cli import Exit, UsageError
from generator.cli.options import settings
from generator.diagnostics import reporters
from generator.diagnostics.findings import Diagnostics
from generator.output.atomic import replace_file


def effective(
    *,
    spec: str | None = None,
    overlay: str | None = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    openapi3: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Print the description with the overlay applied, in standard words and without unreachable definitions.

    Args:
        spec: The Swagger 2.0 description; the project's own if none is given.
        overlay: The overlay to apply; none for without.
        output: The file to write to.
        openapi3: Write OpenAPI 3.1.

    """
    report = Diagnostics()
    config = settings(report, spec=spec, overlay=overlay)
    source = None if report.failed else pipeline.read(config, report)
    document = None if source is None else pipeline.effective(source, report)
    if document is None or report.failed:
        reporters.show(report.findings, config.root, sys.stderr)
        return Exit.BAD_INPUT
    put(pipeline.described(document, openapi3=openapi3), output)
    return Exit.FINE


def put(text: str, output: Path | None) -> None:
    """Write a text to a file, or print it."""
    if output is None:
        print(text, end="")
        return
    try:
        replace_file(output, text.encode())
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}") from error
