"""Writes the page that explains every finding."""

from __future__ import annotations

from generator.diagnostics.codes import CODES

_HEAD = """# Findings

Every finding names a severity, a code, a JSON Pointer, a line and what is wrong there. `explain CODE` states what follows here, in a terminal. Errors stop generation, warnings are probably not meant so, notices tell of decisions. On old revisions, which `diff` compares, what an overlay no longer or not yet finds is a note.
"""


def page() -> str:
    """The whole page, from the table of codes."""
    parts = (
        f"## {code}\n\n*{each.severity}* · {each.text}\n" for code, each in sorted(CODES.items())
    )
    return "\n".join([_HEAD, *parts])
