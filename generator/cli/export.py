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
from generator.actions.export.tools import selected
from generator.actions.json_schema import Schema
from generator.cli import Exit, UsageError
from generator.cli.effective import put
from generator.cli.options import settings
from generator.diagnostics import reporters
from generator.diagnostics.findings import Diagnostics
from generator.output.atomic import replace_file


def export(
    target: Literal["json", "mcp", "openai", "openai-responses", "anthropic", "elasticio"],
    /,
    *,
    spec: str | None = None,
    overlay: str | None = None,
    names: str | None = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    toolsets: str = "",
    read_only: Annotated[bool, Parameter(negative=())] = False,
    search: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Write the action catalogue in the form that another program reads.

    Args:
        target: json: all actions with the schemas of their inputs and outputs. mcp, openai (Chat Completions),
            openai-responses, anthropic: tools for assistants. elasticio: the folder of a component.
        spec: The Swagger 2.0 description; the project's own if none is given.
        overlay: The overlay to apply; none for without.
        names: The public names; none for without.
        output: The file or, for elasticio, the folder to write to.
        toolsets: For tools: only these groups, separated by commas; core is the few that most people need.
        read_only: For tools: only those that read.
        search: For tools: three that find, describe and run actions, in place of one for each.

    """
    options = {"read_only": read_only, "search": search}
    if (toolsets or any(options.values())) and target in {*FOLDERS, "json"}:
        raise UsageError(f"--toolsets, --read-only and --search are for tools, not for {target}")
    if target in FOLDERS and output is None:
        raise UsageError(f"{target} is a folder: name one with --output")
    report = Diagnostics()
    config = settings(report, spec=spec, overlay=overlay, names=names)
    source = None if report.failed else pipeline.read(config, report)
    known = None if source is None else pipeline.load(source, report)
    if known is None:
        reporters.show(report.findings, config.root, sys.stderr)
        return Exit.BAD_INPUT
    if target in FOLDERS and output is not None:
        _fill(output, FOLDERS[target](known))
    else:
        put(FILES[target](_chosen(target, catalogue(known), toolsets, options)), output)
    return Exit.FINE


def _chosen(target: str, actions: Schema, toolsets: str, options: dict[str, bool]) -> Schema:
    if target == "json":
        return actions
    words = [word.strip() for word in toolsets.split(",") if word.strip()]
    try:
        return selected(actions, toolsets=words, **options)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _fill(folder: Path, files: dict[str, bytes]) -> None:
    """Write what differs; files that are not ours stay."""
    try:
        for path, content in sorted(files.items()):
            place = folder / path
            if not place.is_file() or place.read_bytes() != content:
                replace_file(place, content)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}") from error
    print(f"{folder} holds {len(files)} files", file=sys.stderr)
    for path in _strangers(folder, files):
        print(f"left alone, may be of an earlier export: {path}", file=sys.stderr)


def _strangers(folder: Path, files: Iterable[str]) -> list[str]:
    """Other files beside ours in the inner folders, such as those of operations that are gone."""
    ours = {PurePosixPath(path) for path in files}
    inner = {path.parent for path in ours} - {PurePosixPath()}
    result = {
        PurePosixPath(each.relative_to(folder))
        for at in inner
        for each in (folder / at).iterdir()
        if each.is_file()
    }
    return sorted(map(str, result - ours))
