"""``generate``: write the package, its docs and its tests, or show whether they are up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from generator.cli import UsageError
from generator.cli.options import output_of, settings
from generator.cli.outcomes import perform
from generator.diagnostics.findings import Diagnostics
from generator.output.manifest import KINDS
from generator.output.staleness import Request

_Flag = Annotated[bool, Parameter(negative=(), show_default=False)]


def generate(
    *,
    spec: str | None = None,
    overlay: str | None = None,
    names: str | None = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    package: str | None = None,
    only: str | None = None,
    check: _Flag = False,
    dry_run: _Flag = False,
    diff: _Flag = False,
    force: _Flag = False,
    format: Literal["text", "json", "github"] = "text",  # noqa: A002 - the option's name
) -> int:
    """Write the package, its docs and its tests, or show whether they are up to date.

    Args:
        spec: The Swagger 2.0 description, JSON or YAML.
        overlay: The OpenAPI Overlay to apply to it; none for without.
        names: The public names; none for without.
        output: The folder to write to.
        package: The name of the package.
        only: Kinds of output, with commas: package, docs, tests, actions.
        check: Write nothing; exit with 1 when the output is stale.
        dry_run: Write nothing; list what would be written.
        diff: Show the changes of each file.
        force: Overwrite files that were edited by hand, and generate even if nothing changed.
        format: How to report.

    """
    report = Diagnostics()
    config = settings(report, spec=spec, overlay=overlay, names=names, package=package)
    folder = output_of(config, output)
    request = Request(config, folder, _kinds(only), check, dry_run, diff, force)
    return perform(request, report, format)


def _kinds(only: str | None) -> tuple[str, ...]:
    asked = KINDS if only is None else tuple(kind.strip() for kind in only.split(","))
    strange = [kind for kind in asked if kind not in KINDS]
    if strange:
        raise UsageError(f"--only knows {', '.join(KINDS)}, not {', '.join(strange)}")
    return tuple(kind for kind in KINDS if kind in asked)
