"""``export``: the action catalogue in the form that another program reads."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from cyclopts import Parameter

from generator import pipeline
from generator.actions.catalogue import catalogue
from generator.actions.export import FILES, FOLDERS
from generator.cli import Exit, UsageError
from generator.cli.effective import put
from generator.cli.options import settings
from generator.diagnostics import reporters
from generator.diagnostics.findings import Diagnostics
from generator.output.atomic import replace_file


def export(
    target: Literal["json", "mcp", "openai", "anthropic", "elasticio"],
    /,
    *,
    spec: str | None = None,
    overlay: str | None = None,
    names: str | None = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
) -> int:
    """Write the action catalogue in the form that another program reads.

    Args:
        target: json: all actions with the schemas of their inputs and outputs. mcp, openai, anthropic: tools for
            assistants. elasticio: the folder of a component.
        spec: The Swagger 2.0 description; the project's own if none is given.
        overlay: The overlay to apply; none for without.
        names: The public names; none for without.
        output: The file or, for elasticio, the folder to write to.

    """
    if target in FOLDERS and output is None:
        raise UsageError(f"{target} is a folder: name one with --output")
    report = Diagnostics()
    config = settings(report, spec=spec, overlay=overlay, names=names)
    source = None if report.failed else pipeline.read(config, report)
    known = None if source is None else pipeline.load(source, report)
    if known is None:
        print(reporters.text(report.findings), end="", file=sys.stderr)
        return Exit.BAD_INPUT
    if target in FOLDERS and output is not None:
        _fill(output, FOLDERS[target](known))
    else:
        put(FILES[target](catalogue(known)), output)
    return Exit.FINE


def _fill(folder: Path, files: dict[str, bytes]) -> None:
    """Write what differs; files that are not ours stay."""
    try:
        for path, content in sorted(files.items()):
            place = folder / path
            if not place.is_file() or place.read_bytes() != content:
                replace_file(place, content)
    except OSError as fault:
        raise UsageError(f"{folder} cannot be written: {fault.strerror}") from fault
    print(f"{folder} holds {len(files)} files", file=sys.stderr)
    for path in _strangers(folder, files):
        print(f"left alone, may be of an earlier export: {path}", file=sys.stderr)


def _strangers(folder: Path, files: Iterable[str]) -> list[str]:
    """Other files beside ours in the inner folders, such as those of operations that are gone."""
    ours = {PurePosixPath(path) for path in files}
    inner = {path.parent for path in ours} - {PurePosixPath()}
    found = {
        PurePosixPath(each.relative_to(folder))
        for at in inner
        for each in (folder / at).iterdir()
        if each.is_file()
    }
    return sorted(map(str, found - ours))
