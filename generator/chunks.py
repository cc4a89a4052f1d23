"""Cuts Python sources where black formats both sides alone: between functions and methods, and behind docstrings."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_APART = re.compile(r"[\r\f]|^[^#\n]*#.*(?:fmt|yapf|coding)", re.MULTILINE)
"""Only the first # of a line is looked behind, as texts may hold thousands of them.

Comments that black obeys may reach across cuts, and these characters end lines for Python alone.
"""
_CLASS = "class _:\n"
_FUNCTION = "def _():\n"
_METHOD = f"{_CLASS}    {_FUNCTION}"
_GAPS = {"": "\n\n", _CLASS: "\n"}
"""Blank lines that black puts before definitions; before a body there are none."""
_LONG = 400
"""A signature and docstring of fewer characters are formatted together with the body: a part more has its price."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a source; ``outer`` begins what it is inside of: a class, a function or a method."""

    text: str
    outer: str = ""

    @property
    def source(self) -> str:
        """A module that says the same."""
        return self.outer + self.text

    def within(self, formatted: str) -> str | None:
        """The chunk's share of its formatted module; None if that is not as it should be."""
        return formatted.removeprefix(self.outer) if formatted.startswith(self.outer) else None


def chunks(source: str) -> tuple[Chunk, ...]:
    """The parts of a source; all of it, if it cannot be cut."""
    if _APART.search(source):
        return (Chunk(source),)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return (Chunk(source),)
    lines = source.split("\n")
    starts = [(0, ""), *_starts(tree, lines)]
    if len(starts) == 1:
        return (Chunk(source),)
    ends = [*(at for at, _ in starts[1:]), len(lines)]
    return tuple(
        Chunk("\n".join(lines[start:end]).rstrip("\n") + "\n", outer)
        for (start, outer), end in zip(starts, ends, strict=True)
    )


def joined(parts: Sequence[Chunk], texts: Sequence[str]) -> str:
    """One source of formatted chunks, with the blank lines that black puts before definitions."""
    gaps = ["", *(_GAPS.get(part.outer, "") for part in parts[1:])]
    return "".join(gap + text for gap, text in zip(gaps, texts, strict=True))


def _starts(tree: ast.Module, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The first lines of definitions and of bodies, counted from 0, and what begins that they are inside of."""
    for node in tree.body:
        if isinstance(node, _Definition):
            yield from _definition(node, lines, "", _FUNCTION)
        if isinstance(node, ast.ClassDef):
            for member in node.body[1:]:
                if isinstance(member, _Definition):
                    yield from _definition(member, lines, _CLASS, _METHOD)


def _definition(
    node: _Definition, lines: Sequence[str], outer: str, inner: str
) -> Iterator[tuple[int, str]]:
    start = _first_line(node)
    if not _is_cut(lines, start):
        return
    yield start, outer
    at = _body(node, lines)
    if at is not None and sum(map(len, lines[start:at])) >= _LONG:
        yield at, inner


def _body(node: _Definition, lines: Sequence[str]) -> int | None:
    """The line behind a function's docstring where a plain statement follows at once, on a line of its own."""
    if isinstance(node, ast.ClassDef) or not ast.get_docstring(node) or not node.body[1:]:
        return None
    said, first, *_ = node.body
    at = said.end_lineno or 0
    indent = " " * said.col_offset
    between = lines[at : first.lineno]
    plain = isinstance(first, ast.Return | ast.Assign) or _is_call(first)
    whole = lines[at - 1].endswith(('"""', "'''"))
    if not plain or not whole or not all(_is_at(line, indent) for line in between):
        return None
    return at


def _is_call(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)


def _is_at(line: str, indent: str) -> bool:
    return line.startswith(indent) and bool(line[len(indent) : len(indent) + 1].strip())


def _first_line(node: _Definition) -> int:
    return min([node.lineno, *(each.lineno for each in node.decorator_list)]) - 1


def _is_cut(lines: Sequence[str], at: int) -> bool:
    """Whether blank lines and code come before; comments may belong to what follows."""
    before = at - 1
    while before >= 0 and not lines[before].strip():
        before -= 1
    return 0 <= before < at - 1 and not lines[before].lstrip().startswith("#")
