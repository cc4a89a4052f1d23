"""What went wrong or deserves a look, where, and what to do about it: findings as values, and their collector."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from msgspec import Struct

from generator.diagnostics.codes import CODES, Severity


class Place(Protocol):
    """Anything that knows where it stands in a document; lines and columns count from 1, 0 is unknown."""

    @property
    def pointer(self) -> str:
        """The JSON Pointer inside the document."""

    @property
    def file(self) -> str:
        """The file, as the user named it."""

    @property
    def line(self) -> int:
        """The line."""

    @property
    def col(self) -> int:
        """The column, in characters."""


class Spot(Struct, frozen=True):
    """A place that is not a node: a whole file, a syntax error, an object's key."""

    file: str = ""
    line: int = 0
    col: int = 0
    pointer: str = ""


class Diagnostic(Struct, frozen=True):
    """One finding."""

    severity: Severity
    code: str
    pointer: str
    file: str
    line: int
    col: int
    message: str
    hint: str = ""


class Diagnostics:
    """Collects the findings of a run; every stage adds, no one removes."""

    def __init__(self, severities: Mapping[str, Severity] | None = None) -> None:
        """Start empty; ``severities`` replaces those of single codes."""
        self.severities = severities or {}
        self._findings: dict[Diagnostic, None] = {}

    def add(self, code: str, place: Place | None, message: str, hint: str = "") -> None:
        """Add a finding; the same one twice counts once."""
        at = place or Spot()
        severity = self.severities.get(code) or CODES[code].severity
        finding = Diagnostic(severity, code, at.pointer, at.file, at.line, at.col, message, hint)
        self._findings[finding] = None

    def extend(self, findings: Iterable[Diagnostic]) -> None:
        """Add findings of another collector."""
        self._findings.update(dict.fromkeys(findings))

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All findings by position; at one position the worst first."""
        return tuple(
            sorted(
                self._findings,
                key=lambda each: (
                    each.file,
                    each.line,
                    each.col,
                    each.severity.rank,
                    each.code,
                    each.pointer,
                    each.message,
                ),
            )
        )

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the findings, by position."""
        return tuple(each.code for each in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(each.severity is severity for each in self._findings)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The errors, by position."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return any(each.severity is Severity.ERROR for each in self._findings)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self._findings)
