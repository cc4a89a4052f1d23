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
from generator.diagnostics.findings import Diagnostics
from generator.output.atomic import replace_file

_SHOWN = 10


def release_check(
    *,
    since: str | None = None,
    record: Annotated[bool, Parameter(negative=())] = False,
    format: Literal["text", "md", "json", "github"] = "text",  # noqa: A002 - the option's name
) -> int:
    """Show which version the next release needs; exit with 1 if the configured one is too low or an effect is unstated.

    Args:
        since: The git revision of the last release; the newest tag that names a version if none is given.
        record: Keep the list of public names in spec/released, for later checks; done with the release.
        format: How to report.

    """
    report = Diagnostics()
    config = settings(report)
    result = None if report.failed else advice(config, since, report)
    if result is None:
        reporters.show(report.errors, config.root, sys.stderr)
        return Exit.BAD_INPUT
    if record and result.allowed:
        listed = (config.output or config.root / "generated") / API
        replace_file(config.root / RELEASED / API, listed.read_bytes())
    print(_json(result) if format == "json" else text(result, format), end="")
    return Exit.FINE if result.allowed else Exit.FINDINGS


def text(next_release: Advice, format_: str) -> str:
    """What a release needs, for people."""
    parts = [
        f"{title}\n\n{FORMATS[format_](verdict)}\n"
        for title, verdict in (("Description", next_release.spec), ("Package", next_release.api))
        if next_release.revision and (verdict.changes or verdict.notes)
    ]
    return "".join(parts) + _verdict(next_release) + _effects(next_release)


def _effects(next_release: Advice) -> str:
    if not next_release.unstated:
        return ""
    left = len(next_release.unstated) - _SHOWN
    shown = ", ".join(next_release.unstated[:_SHOWN]) + (f" and {left} more" if left > 0 else "")
    return (
        f"no release: nothing states the effect of {shown}; add x-effect to the overlay, "
        "one of set, delete, create, contact, credentials and read\n"
    )


def _verdict(next_release: Advice) -> str:
    if not next_release.revision:
        chosen, lowest = spelled(next_release.configured), spelled(next_release.next)
        verdict = "can be the first" if next_release.enough else f"is lower than {lowest}"
        return f"no release yet: {chosen} {verdict}\n"
    since = f"since {next_release.revision} ({spelled(next_release.last)})"
    if next_release.configured < next_release.last:
        return f"{since}: client-version is only {spelled(next_release.configured)}\n"
    if not next_release.enough:
        return (
            f"{since}: {next_release.level.word} changes need {spelled(next_release.next)} or higher, "
            f"but client-version is {spelled(next_release.configured)}\n"
        )
    return (
        f"{since}: {next_release.level.word}; {spelled(next_release.configured)} is high enough\n"
    )


def _json(next_release: Advice) -> str:
    return written(
        {
            "since": next_release.revision or None,
            "level": next_release.level.word,
            "last": spelled(next_release.last),
            "next": spelled(next_release.next),
            "configured": spelled(next_release.configured),
            "enough": next_release.enough,
            "unstated": list(next_release.unstated),
            "allowed": next_release.allowed,
            "description": as_plain(next_release.spec),
            "package": as_plain(next_release.api),
        }
    )
