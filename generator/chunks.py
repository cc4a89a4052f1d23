"""Cuts Python sources where black formats both sides alone: between definitions, behind docstrings and at blank lines."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_APART = re.compile(r"[\r\f]|^[^#\n]*#.*(?:fmt|yapf|coding)", re.MULTILINE)
"""Only the first # of a line is looked behind, as texts may hold thousands of them.

Comments that black obeys may reach across cuts, and these characters end lines for Python alone.
"""
_CLASS = "class _:\n"
_FUNCTION = "def _():\n"
_METHOD = f"{_CLASS}    {_FUNCTION}"
_GAPS = {"": "\n\n", _CLASS: "\n"}
"""Blank lines that black puts before definitions."""
_LONG = 150
"""Fewer characters are formatted together with what follows in a function: a part more has its price."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a source; ``outer`` begins what it is inside of: a class, a function or a method.

    ``gap`` has the blank lines before it.
    """

    text: str
    outer: str = ""
    gap: str = ""

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
    starts = [(0, "", ""), *_starts(tree, lines)]
    if len(starts) == 1:
        return (Chunk(source),)
    ends = [*(at for at, _, _ in starts[1:]), len(lines)]
    return tuple(
        Chunk("\n".join(lines[start:end]).rstrip("\n") + "\n", outer, gap)
        for (start, outer, gap), end in zip(starts, ends, strict=True)
    )


def joined(parts: Sequence[Chunk], texts: Sequence[str]) -> str:
    """One source of formatted chunks, with the blank lines between them."""
    return "".join(part.gap + text for part, text in zip(parts, texts, strict=True))


_Start = tuple[int, str, str]
"""The first line of a chunk, counted from 0, what begins that it is inside of, and the blank lines before it."""


def _starts(tree: ast.Module, lines: Sequence[str]) -> Iterator[_Start]:
    for node in tree.body:
        if isinstance(node, _Definition):
            yield from _definition(node, lines, "", _FUNCTION)
        if isinstance(node, ast.ClassDef):
            for member in node.body[1:]:
                if isinstance(member, _Definition):
                    yield from _definition(member, lines, _CLASS, _METHOD)


def _definition(
    node: _Definition, lines: Sequence[str], outer: str, inner: str
) -> Iterator[_Start]:
    start = _first_line(node)
    if not _is_cut(lines, start):
        return
    yield start, outer, _GAPS[outer]
    if isinstance(node, ast.ClassDef):
        return
    for before, after in pairwise(node.body):
        cut = _between(before, after, lines, is_first=before is node.body[0])
        if cut and sum(map(len, lines[start : cut[0]])) >= _LONG:
            start, gap = cut
            yield start, inner, gap


def _between(
    before: ast.stmt, after: ast.stmt, lines: Sequence[str], *, is_first: bool
) -> tuple[int, str] | None:
    """Where plain statements can be parted, and the blank lines there: each on lines of its own, with its comments.

    Behind a docstring that is where no blank line is, elsewhere where one is.
    """
    at, gap = before.end_lineno or 0, ""
    if is_first and _is_text(before):
        whole = lines[at - 1].endswith(('"""', "'''"))
    else:
        whole = _is_plain(before) and not lines[at - 1].endswith("\\")
        while at < after.lineno - 1 and not lines[at].strip():
            at, gap = at + 1, "\n"
        whole = whole and bool(gap)
    indent = " " * before.col_offset
    rest = lines[at : after.lineno]
    if whole and rest and _is_plain(after) and all(_is_at(line, indent) for line in rest):
        return at, gap
    return None


def _is_text(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _is_plain(node: ast.stmt) -> bool:
    """Whether black has no ideas about blank lines around it."""
    called = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    return called or isinstance(node, ast.Return | ast.Assign | ast.Assert)


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
