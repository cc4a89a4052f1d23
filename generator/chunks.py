"""Cuts Python sources where black formats both sides alone: between the functions and methods of a module."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_APART = re.compile(r"[\r\f]|#.*(?:fmt|yapf|coding)")
"""Comments that black obeys may reach across cuts, and these characters end lines for Python alone."""
_CLASS = "class _:\n"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a source; ``inner`` ones are members of the class that an earlier one begins."""

    text: str
    inner: bool = False

    @property
    def source(self) -> str:
        """A module that says the same."""
        return _CLASS + self.text if self.inner else self.text

    def within(self, formatted: str) -> str | None:
        """The chunk's share of its formatted module; None if that is not as it should be."""
        if not self.inner:
            return formatted
        return formatted.removeprefix(_CLASS) if formatted.startswith(_CLASS) else None


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
    starts = [(0, False), *((at, inner) for at, inner in _starts(tree) if _is_cut(lines, at))]
    if len(starts) == 1:
        return (Chunk(source),)
    ends = [*(at for at, _ in starts[1:]), len(lines)]
    return tuple(
        Chunk("\n".join(lines[start:end]).rstrip("\n") + "\n", inner)
        for (start, inner), end in zip(starts, ends, strict=True)
    )


def joined(parts: Sequence[Chunk], texts: Sequence[str]) -> str:
    """One source of formatted chunks, with the blank lines that black puts before definitions."""
    gaps = ["", *("\n" if part.inner else "\n\n" for part in parts[1:])]
    return "".join(gap + text for gap, text in zip(gaps, texts, strict=True))


def _starts(tree: ast.Module) -> Iterator[tuple[int, bool]]:
    """The first lines of definitions, counted from 0, and whether a class holds them."""
    for node in tree.body:
        if isinstance(node, _Definition):
            yield _first_line(node), False
        if isinstance(node, ast.ClassDef):
            for member in node.body[1:]:
                if isinstance(member, _Definition):
                    yield _first_line(member), True


def _first_line(node: _Definition) -> int:
    return min([node.lineno, *(each.lineno for each in node.decorator_list)]) - 1


def _is_cut(lines: Sequence[str], at: int) -> bool:
    """Whether blank lines and code come before; comments may belong to what follows."""
    before = at - 1
    while before >= 0 and not lines[before].strip():
        before -= 1
    return 0 <= before < at - 1 and not lines[before].lstrip().startswith("#")
