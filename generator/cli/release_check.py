"""``release-check``: which version the next release needs, and whether it is configured."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

from cyclopts import Parameter

from generator.actions.export.texts import written
from generator.cli import Exit
from generator.cli.options import settings
from generator.compare.release import API, RELEASED, Advice, advice, spelled
from generator.compare.report import FORMATS, as_plain
from generator.diagnostics import reporters
from generator.diagnostics.codes import Severity
from generator.diagnostics.findings import Diagnostics
from generator.output.atomic import replace_file

_SHOWN = 10


def release_check(
    *,
    since: str | None = None,
    record: Annotated[bool, Parameter(negative=())] = False,
    format: Literal["text", "md", "json", "github"] = "text",  # noqa: A002 - the option's name
) -> int:
    """Say which version the next release needs; exit with 1 if the configured one is too low or an effect is unstated.

    Args:
        since: The git revision of the last release; the newest tag that names a version if none is given.
        record: Keep the list of public names in spec/released, for later checks; done with the release.
        format: How to report.

    """
    report = Diagnostics()
    config = settings(report)
    result = None if report.failed else advice(config, since, report)
    if result is None:
        grave = [each for each in report if each.severity is Severity.ERROR]
        reporters.show(grave, config.root, sys.stderr)
        return Exit.BAD_INPUT
    if record and result.allowed:
        listed = (config.output or config.root / "generated") / API
        replace_file(config.root / RELEASED / API, listed.read_bytes())
    print(_json(result) if format == "json" else text(result, format), end="")
    return Exit.FINE if result.allowed else Exit.FINDINGS


def text(found: Advice, format_: str) -> str:
    """What a release needs, for people."""
    parts = [
        f"{title}\n\n{FORMATS[format_](verdict)}\n"
        for title, verdict in (("Description", found.spec), ("Package", found.api))
        if found.revision and (verdict.changes or verdict.notes)
    ]
    return "".join(parts) + _verdict(found) + _effects(found)


def _effects(found: Advice) -> str:
    if not found.unstated:
        return ""
    shown = ", ".join(found.unstated[:_SHOWN])
    more = f" and {len(found.unstated) - _SHOWN} more" if len(found.unstated) > _SHOWN else ""
    return (
        f"no release: nothing states the effect of {shown}{more}; add x-effect to the overlay, "
        "one of set, delete, create, contact, credentials and read\n"
    )


def _verdict(found: Advice) -> str:
    if not found.revision:
        return f"no release yet: {spelled(found.configured)} can be the first\n"
    since = f"since {found.revision} ({spelled(found.last)})"
    if found.configured < found.last:
        return f"{since}: client-version is only {spelled(found.configured)}\n"
    if not found.enough:
        return (
            f"{since}: {found.level.word} changes need {spelled(found.next)} or higher, "
            f"but client-version is {spelled(found.configured)}\n"
        )
    return f"{since}: {found.level.word}; {spelled(found.configured)} is high enough\n"


def _json(found: Advice) -> str:
    return written(
        {
            "since": found.revision or None,
            "level": found.level.word,
            "last": spelled(found.last),
            "next": spelled(found.next),
            "configured": spelled(found.configured),
            "enough": found.enough,
            "unstated": list(found.unstated),
            "allowed": found.allowed,
            "description": as_plain(found.spec),
            "package": as_plain(found.api),
        }
    )
