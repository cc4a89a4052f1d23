"""``diff``: what changes for users of the client between two descriptions."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from generator.cli import Exit, UsageError
from generator.cli.options import settings
from generator.compare import changelog as changelogs
from generator.compare.changes import Level, Verdict
from generator.compare.compare import compare
from generator.compare.report import FORMATS, as_changelog
from generator.compare.sources import notes, read_surface
from generator.diagnostics import reporters
from generator.diagnostics.findings import Diagnostics
from generator.output.atomic import replace_file


def diff(
    old: str,
    new: str,
    /,
    *,
    overlay: str | None = None,
    names: str | None = None,
    format: Literal["text", "md", "json", "github"] = "text",  # noqa: A002 - the option's name
    fail_on: Literal["docs", "additive", "wire", "breaking"] | None = None,
    changelog: Path | None = None,
) -> int:
    """Show what changes for users of the client between two descriptions.

    Args:
        old: A file, git:REV, or vendored for the project's own description.
        new: The same.
        overlay: The overlay to see files through; none for without.
        names: The public names to see files through; none for without.
        format: How to report.
        fail_on: The least level that makes the exit code 1.
        changelog: The changelog whose Unreleased section to update.

    """
    report = Diagnostics()
    config = settings(report, overlay=overlay, names=names)
    sides = [] if report.failed else [read_surface(each, config, report) for each in (old, new)]
    before, after = sides or (None, None)
    if before is None or after is None:
        reporters.show(report.errors, config.root, sys.stderr)
        return Exit.BAD_INPUT
    verdict = replace(compare(before, after, tuple(notes(report))), is_early=config.is_early)
    print(FORMATS[format](verdict), end="")
    if changelog is not None:
        _write(changelog, verdict)
    failing = fail_on is not None and verdict.level >= Level[fail_on.upper()]
    return Exit.FINDINGS if failing else Exit.FINE


def _write(path: Path, verdict: Verdict) -> None:
    """Update a changelog with its own line ends."""
    try:
        before = path.read_bytes().decode("utf-8") if path.exists() else ""
        after = changelogs.updated(before, as_changelog(verdict))
        if after != before:
            # Replacing a file needs no right to write it, but who withdrew that right meant it.
            if path.exists() and not os.access(path, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            replace_file(path, after.encode())
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be updated: {error}") from error
