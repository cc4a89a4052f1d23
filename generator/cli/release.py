"""``release``: raise the version, write the changelog section, generate, commit and tag."""

from __future__ import annotations

import re
import sys
import tomllib
from datetime import UTC, datetime

from msgspec.structs import replace

from generator import pipeline
from generator.cli import Exit, UsageError
from generator.cli.options import output_of, settings
from generator.cli.release_check import text as advice_text
from generator.compare import changelog as changelogs
from generator.compare.git import GitError, changed, git
from generator.compare.release import API, RELEASED, Advice, advice, spelled, version_of
from generator.compare.report import as_changelog
from generator.config import TABLE, Config
from generator.diagnostics import reporters
from generator.diagnostics.findings import Diagnostics
from generator.output.atomic import replace_file
from generator.output.staleness import Request, State

_CHANGELOG = "CHANGELOG.md"
_SHOWN = 5


def release(version: str | None = None, /) -> int:
    """Make a release: raise client-version, write the changelog section, generate, commit and tag; nothing is pushed.

    Refused in a tree with changes, for a version that release-check finds too low, and while an effect is unstated.

    Example: release 1.3.0

    Args:
        version: The version to release; the lowest that the changes allow if none is given.

    """
    report = Diagnostics()
    config = settings(report)
    try:
        return _release(config, version, report)
    except GitError as error:
        raise UsageError(f"no release: {error}") from error


def _release(config: Config, asked: str | None, report: Diagnostics) -> int:
    if asked is not None and not re.fullmatch(r"\d+\.\d+\.\d+", asked):
        raise UsageError(f"no release: {asked!r} is not of the form 1.2.3")
    if not report.failed and (files := changed(config.root)):
        more = f" and {len(files) - _SHOWN} more" if len(files) > _SHOWN else ""
        shown = f"{', '.join(files[:_SHOWN])}{more}"
        raise UsageError(f"no release: commit or stash first, these differ: {shown}")
    output = output_of(config)
    if not report.failed and pipeline.run(Request(config, output, check=True), report).reasons:
        name = config.name(output)
        raise UsageError(f"no release: {name} is stale; run generate and commit what it writes")
    match = None if report.failed else advice(config, None, report)
    if match is None:
        return _refused(report)
    version = asked or spelled(max(match.next, match.configured))
    chosen = replace(match, configured=version_of(version) or match.configured)
    if not chosen.allowed or (match.revision and chosen.configured <= match.last):
        print(advice_text(chosen, "text"), end="")
        if chosen.allowed:
            print(f"no release: nothing changed since {match.revision}; name a higher version")
        return Exit.FINDINGS
    if git(config.root, "tag", "--list", f"v{version}"):
        raise UsageError(f"no release: the tag v{version} is there already")
    return _make(config, version, match, report)


def _make(config: Config, version: str, match: Advice, report: Diagnostics) -> int:
    """Write, generate, commit and tag; what was written is taken back if the client cannot be generated."""
    project, log = config.root / "pyproject.toml", config.root / _CHANGELOG
    texts = [path.read_bytes().decode("utf-8") if path.exists() else "" for path in (project, log)]
    heading = f"{version} ({datetime.now(UTC).date().isoformat()})"
    output = output_of(config)
    # What the description changed; where it changed nothing, what the generator did.
    changes = (as_changelog(match.spec) or as_changelog(match.api)) if match.revision else ""
    try:
        replace_file(project, with_version(texts[0], version).encode())
        replace_file(log, changelogs.released(texts[1], changes, heading).encode())
        request = Request(replace(config, version=version), output)
        if pipeline.run(request, report).state in {State.FAILED, State.REFUSED}:
            git(config.root, "checkout", "--quiet", "--", ".")
            git(config.root, "clean", "--quiet", "--force", "--", _CHANGELOG)
            return _refused(report)
        replace_file(config.root / RELEASED / API, (output / API).read_bytes())
    except OSError as error:
        raise UsageError(f"no release: {error.filename}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError("no release: pyproject.toml or CHANGELOG.md is not UTF-8") from error
    git(config.root, "add", "--all")
    git(config.root, "commit", "--quiet", "-m", f"Release {version}")
    git(config.root, "tag", "--annotate", f"v{version}", "-m", f"Release {version}")
    print(f"committed and tagged v{version}")
    print("next: git push --follow-tags", file=sys.stderr)
    return Exit.FINE


def _refused(report: Diagnostics) -> int:
    print(reporters.text(report.errors), end="", file=sys.stderr)
    print("no release: nothing was written", file=sys.stderr)
    return Exit.BAD_INPUT


def with_version(text: str, version: str) -> str:
    """The project file with another version of the client.

    Raises:
        UsageError: If the line that states it cannot be found.
    """
    table = re.search(rf"^\[tool\.{TABLE}\][^\n]*\n", text, re.MULTILINE)
    if table is not None:
        head, rest = text[: table.end()], text[table.end() :]
        line = re.search(r"^\[|^client-version[ \t]*=[ \t]*([\"'])[^\"'\n]*\1", rest, re.MULTILINE)
        if line is not None and line[0] != "[":
            rest = f'{rest[: line.start()]}client-version = "{version}"{rest[line.end() :]}'
        else:
            rest = f'client-version = "{version}"\n{rest}'
        changed_text = head + rest
        if tomllib.loads(changed_text)["tool"][TABLE]["client-version"] == version:
            return changed_text
    hint = f'write client-version = "{version}" into the table [tool.{TABLE}]'
    raise UsageError(f"no release: pyproject.toml is not as expected; {hint}")
