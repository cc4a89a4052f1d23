"""Writes findings for people, for programs, for GitHub annotations and as SARIF."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from msgspec.structs import asdict, replace

from generator.diagnostics.codes import CODES, Severity
from generator.diagnostics.findings import Diagnostic

_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
    "|[\U000e0000-\U000e007f]"
)
_SENTENCE = re.compile(r"(?<=\.) ")
_LONGEST = 500
_MOST = 10
"""How many findings of one code are printed as text."""
_WIDTH, _LEAD = 100, 40
"""How much of a long line is quoted, and how much of it in front of the column."""
_LARGEST = 32 * 1024 * 1024
_STYLES = {Severity.ERROR: 31, Severity.WARNING: 33, Severity.NOTICE: 36}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}


def shown(text: str) -> str:
    """A text from outside, made safe for a terminal: no control or invisible characters, no novels."""
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
    return _HARMFUL.sub(
        lambda match: match[0].encode("unicode_escape", "surrogatepass").decode(), short
    )


def place(finding: Diagnostic) -> str:
    """``file:line:col``, as far as it is known."""
    numbers = (finding.line, finding.col) if finding.line else ()
    return shown(":".join([finding.file, *map(str, numbers)]))


def text(
    findings: Sequence[Diagnostic], root: Path | None = None, *, is_styled: bool = False
) -> str:
    """The worst first and by code, each with the line that it is about, then a count.

    Args:
        findings: The findings.
        root: The folder that files are named from; without one, no lines are quoted.
        is_styled: Whether severities and carets are styled, for a terminal.

    """
    groups: dict[tuple[int, str], list[Diagnostic]] = {}
    for each in findings:
        groups.setdefault((each.severity.rank, each.code), []).append(each)
    lines: list[str] = []
    source = _Source(root)
    for (_, code), group in sorted(groups.items(), key=lambda pair: pair[0]):
        for each in group[:_MOST]:
            lines += [
                _line(each, is_styled=is_styled),
                *source.excerpt(each, is_styled=is_styled),
            ]
        if len(group) > _MOST:
            lines.append(f"... and {len(group) - _MOST} more {code}; --format json lists all")
    return "".join(f"{line}\n" for line in [*lines, summary(findings)])


def show(findings: Sequence[Diagnostic], root: Path, stream: TextIO) -> None:
    """Print findings as text, with ANSI styles on a terminal."""
    print(text(findings, root, is_styled=has_styles(stream)), end="", file=stream)


def has_styles(stream: TextIO) -> bool:
    """Whether to print ANSI styles: on a terminal that has them, unless NO_COLOR is set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _line(finding: Diagnostic, *, is_styled: bool) -> str:
    where = [shown(f"#{finding.pointer}")] if finding.pointer else []
    hint = f" ({shown(finding.hint)})" if finding.hint else ""
    severity, code = finding.severity.value, finding.code
    if is_styled:
        severity = f"\x1b[{_STYLES[finding.severity]}m{severity}\x1b[0m"
        code = f"\x1b[1m{code}\x1b[0m"
    parts = [severity, code, *where, place(finding), shown(finding.message) + hint]
    return " ".join(part for part in parts if part)


class _Source:
    """Quotes lines of the files that findings are about."""

    def __init__(self, root: Path | None) -> None:
        self._root = root
        self._files: dict[str, list[str]] = {}

    def excerpt(self, finding: Diagnostic, *, is_styled: bool) -> Iterator[str]:
        """The line of a finding with a caret below its column; nothing where it cannot be read."""
        lines = self._lines(finding.file) if finding.line else []
        if not 0 < finding.line <= len(lines):
            return
        line, col = lines[finding.line - 1], max(finding.col, 1) - 1
        start = max(0, col - _LEAD) if len(line) > _WIDTH else 0
        window = "".join(
            sign if sign.isprintable() else " " for sign in line[start : start + _WIDTH]
        )
        if not window.strip():
            return
        number = str(finding.line)
        caret = "\x1b[32m^\x1b[0m" if is_styled else "^"
        yield f"  {number} | {window.rstrip()}"
        yield f"  {' ' * len(number)} | {' ' * (col - start)}{caret}"

    def _lines(self, file: str) -> list[str]:
        if self._root is None or not file:
            return []
        if file not in self._files:
            self._files[file] = []
            with suppress(OSError, ValueError):
                place = self._root / file
                if place.is_file() and place.stat().st_size <= _LARGEST:
                    self._files[file] = place.read_text("utf-8", "replace").splitlines()
        return self._files[file]


def summary(findings: Sequence[Diagnostic]) -> str:
    """How many findings of which severity."""
    stated = [
        f"{count} {severity}{'s' if count > 1 else ''}"
        for severity, count in counts(findings).items()
        if count
    ]
    return ", ".join(stated) or "no findings"


def as_json(findings: Sequence[Diagnostic]) -> str:
    """An object with the findings and their counts."""
    return json.dumps({"findings": rows(findings), "counts": counts(findings)}, indent=2) + "\n"


def rows(findings: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """The findings as JSON objects."""
    return [asdict(each) for each in findings]


def counts(findings: Sequence[Diagnostic]) -> dict[str, int]:
    """The number of findings by severity."""
    return {
        severity.value: sum(each.severity is severity for each in findings) for severity in Severity
    }


def github(findings: Sequence[Diagnostic]) -> str:
    """Workflow commands, which GitHub shows beside the lines."""
    return "".join(f"{_command(each)}\n" for each in findings)


def _command(finding: Diagnostic) -> str:
    place: dict[str, str | int] = {
        "file": finding.file,
        "line": finding.line,
        "col": finding.col,
        "title": finding.code,
    }
    hint = f" ({finding.hint})" if finding.hint else ""
    where = f" at #{finding.pointer}" if finding.pointer else ""
    return command(_GITHUB[finding.severity], place, finding.message + hint + where)


def command(level: str, place: Mapping[str, str | int], message: str) -> str:
    """A workflow command; what of the place is unknown is left out."""
    texts = {key: escaped(shown(str(value))) for key, value in place.items() if value}
    properties = ",".join(
        f"{key}={text.replace(':', '%3A').replace(',', '%2C')}" for key, text in texts.items()
    )
    return f"::{level} {properties}::{escaped(shown(message))}"


def escaped(value: str) -> str:
    """The message of a workflow command."""
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def sarif(findings: Sequence[Diagnostic]) -> str:
    """A log in the Static Analysis Results Interchange Format 2.1.0, with all that GitHub asks for."""
    codes = sorted({each.code for each in findings})
    driver = {"name": "client-generator", "rules": [_rule(code) for code in codes]}
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            {"ruleId": each.code} | _judgement(each) | {"locations": [_location(each)]}
            for each in findings
            if each.file
        ],
    }
    # A result is about a file; what is about none, such as an option, is reported of the run itself.
    if messages := [
        {"descriptor": {"id": each.code}} | _judgement(each) for each in findings if not each.file
    ]:
        run["invocations"] = [
            {"executionSuccessful": False, "toolExecutionNotifications": messages}
        ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    meaning = CODES[code].text
    return {
        "id": code,
        "shortDescription": {"text": _SENTENCE.split(meaning, maxsplit=1)[0]},
        "fullDescription": {"text": meaning},
        "help": {"text": meaning},
    }


def _judgement(finding: Diagnostic) -> dict[str, Any]:
    hint = f" ({finding.hint})" if finding.hint else ""
    return {"level": _SARIF[finding.severity], "message": {"text": finding.message + hint}}


def _location(finding: Diagnostic) -> dict[str, Any]:
    # A URI reference: relative where the name of the file is.
    path = quote(finding.file, errors="backslashreplace")
    uri = f"file://{path}" if path.startswith("/") else path
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri}}}
    if finding.line:
        region = {"startLine": finding.line, "startColumn": max(finding.col, 1)}
        location["physicalLocation"]["region"] = region
    if finding.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": f"#{finding.pointer}"}]
    return location


FORMATS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}


def located(findings: Iterable[Diagnostic], root: Path) -> tuple[Diagnostic, ...]:
    """The findings of a project with the names that their files have in its repository, for annotations."""
    top = next((each for each in (root, *root.parents) if (each / ".git").exists()), root)

    def name(file: str) -> str:
        place = os.path.normpath(root / file)
        inside = file and place.startswith(f"{top}{os.sep}")
        return Path(place).relative_to(top).as_posix() if inside else file

    return tuple(replace(each, file=name(each.file)) for each in findings)


_COMMAND = re.compile(r"^([-+ ]?[ \t]*)(::|##\[)", re.MULTILINE)


def inert(text: str) -> str:
    """Let no line of a text be a command to the machine that reads a log, such as ``::error::`` or ``##[error]``."""
    return _COMMAND.sub(lambda match: f"{match[1]}{match[2][0]}\u200b{match[2][1:]}", text)
