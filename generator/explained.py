"""Writes the page that explains every finding: ``python -m generator.explained docs/diagnostics.md``."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from generator.codes import CODES
from generator.diagnostics import Severity

_FOLDER = Path(__file__).resolve().parent
_HEAD = """# Findings

Every finding names a severity, a code, a JSON Pointer, a line and what is wrong there. `validate --explain CODE` says what follows here, in a terminal. Errors stop generation, warnings are probably not meant so, notices tell of decisions. On old revisions, which `diff` compares, what an overlay no longer or not yet finds is a note.
"""


def page() -> str:
    """The whole page, from the table of codes and from the calls that report them."""
    severities = dict(_severities())
    parts = [_HEAD]
    for code, explanation in sorted(CODES.items()):
        found = severities.get(code, frozenset())
        named = ", ".join(each.value for each in Severity if each in found)
        parts.append(f"## {code}\n\n{f'*{named}* · ' if named else ''}{explanation}\n")
    return "\n".join(parts)


def _severities() -> Iterator[tuple[str, frozenset[Severity]]]:
    """Each code with the severities that it is reported with, as far as the source says so plainly."""
    found: dict[str, set[Severity]] = {}
    for path in sorted(_FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="error" | "warning" | "notice" as name),
                    args=[ast.Constant(value=str(code)), *_],
                ):
                    found.setdefault(code, set()).add(Severity(name))
    for code, severities in found.items():
        yield code, frozenset(severities)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
