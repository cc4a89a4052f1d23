"""Reads the strings below the fields of a class, and writes them into the class's own docstring.

Editors show the string below a field; ``help`` shows the docstring of the class only. So that both state the same, the
copied runtime gets the strings of its fields as the section ``Attributes`` of the docstring.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct

from generator.python.code import syntax_tree

_WIDTH = 100
_FIELD = re.compile(r"    (?:[a-z]\w*: |[])}])")
"""The last line of a field."""


class FieldDoc(Struct, frozen=True):
    """A field with its annotation as it stands in the source, and its text in one line."""

    name: str
    annotation: str
    text: str


def fields(node: ast.ClassDef) -> tuple[FieldDoc, ...]:
    """The public fields that have a string below them."""
    result = []
    for field, below in zip(node.body, node.body[1:], strict=False):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name), annotation=annotation),
                ast.Expr(value=ast.Constant(value=str(text))),
            ) if not name.startswith("_"):
                result.append(FieldDoc(name, ast.unparse(annotation), " ".join(text.split())))
    return tuple(result)


def documented(source: str) -> str:
    """Return a module whose classes have the texts of their fields in their docstrings."""
    parts = source.split('\n    """')
    if not any(
        _FIELD.match(before, before.rfind("\n") + 1) and not after.startswith("\n")
        for before, after in pairwise(parts)
    ):
        return source  # Most modules have no string below a field: these are not parsed.
    lines = source.split("\n")
    for node in reversed(syntax_tree(source.encode()).body):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            text, known = ast.get_docstring(node, clean=False), fields(node)
            if text and known and "Attributes:" not in text:
                first = node.body[0]
                assert first.end_lineno
                lines[first.lineno - 1 : first.end_lineno] = _docstring(known, lines, first)
    return "\n".join(lines)


def _docstring(known: Iterable[FieldDoc], lines: list[str], first: ast.stmt) -> Iterator[str]:
    assert first.end_lineno
    *before, last = lines[first.lineno - 1 : first.end_lineno]
    yield from before
    if last.strip() != '"""':
        yield last.rstrip().removesuffix('"""')
    yield ""
    yield "    Attributes:"
    for field in known:
        text = field.text.replace("\\", "\\\\").replace('"""', "'''")
        yield from textwrap.wrap(
            f"{field.name}: {text}",
            _WIDTH,
            initial_indent=" " * 8,
            subsequent_indent=" " * 12,
            break_long_words=False,
            break_on_hyphens=False,
        )
    yield '    """'
