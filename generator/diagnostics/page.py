"""Writes the page that explains every finding: ``python -m generator.diagnostics.page docs/diagnostics.md``."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from generator.diagnostics.codes import CODES
from generator.diagnostics.findings import Severity
from generator.output.atomic import replace_file

_FOLDER = Path(__file__).resolve().parents[1]
_HEAD = """# Findings

Every finding names a severity, a code, a JSON Pointer, a line and what is wrong there. `validate --explain CODE` says what follows here, in a terminal. Errors stop generation, warnings are probably not meant so, notices tell of decisions. On old revisions, which `diff` compares, what an overlay no longer or not yet finds is a note.
"""


def page() -> str:
    """The whole page, from the table of codes and from the calls that report them."""
    known = severities()
    parts = [_HEAD]
    for code, explanation in sorted(CODES.items()):
        named = ", ".join(each.value for each in Severity if each in known[code])
        parts.append(f"## {code}\n\n*{named}* · {explanation}\n")
    return "\n".join(parts)


def severities() -> dict[str, frozenset[Severity]]:
    """Each code with the severities that it is reported with."""
    found: dict[str, set[Severity]] = {}
    for path in sorted(_FOLDER.rglob("*.py")):
        if path.name != "codes.py":
            for code, severity in _in_module(ast.parse(path.read_text(encoding="utf-8"))):
                found.setdefault(code, set()).add(severity)
    return {code: frozenset(each) for code, each in found.items()}


def _in_module(tree: ast.Module) -> Iterator[tuple[str, Severity]]:
    """The codes of a module: where one is reported by its name, and where it travels first.

    A code may come in an exception or through a helper. Then the call that reports it names no code, and speaks for
    all those that the module names elsewhere.
    """
    spoken: set[ast.AST] = set()
    general: set[Severity] = set()
    for code, found in _reports(tree):
        if isinstance(code, ast.Constant):
            spoken.add(code)
            yield from ((str(code.value), severity) for severity in found)
        else:
            general |= found
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node not in spoken and node.value in CODES:
            yield from ((str(node.value), severity) for severity in general)


def _reports(tree: ast.Module) -> Iterator[tuple[ast.expr, set[Severity]]]:
    """What each call that reports a finding takes as its code, and how bad it may call it."""
    for function in ast.walk(tree):
        for node in ast.walk(function) if isinstance(function, ast.FunctionDef) else ():
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="error" | "warning" | "notice" as name),
                    args=[code, _, *_],
                ):
                    yield code, {Severity(name)}
                case ast.Call(func=ast.Attribute(attr="add"), args=[_, code, _, _, *_]):
                    yield code, _mentioned(function)


def _mentioned(function: ast.AST) -> set[Severity]:
    """The severities between which a function chooses."""
    return {
        Severity[node.attr]
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Severity"
    }


if __name__ == "__main__":
    replace_file(Path(sys.argv[1]), page().encode())
