"""The node: a value of a document with its address, its line and its column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import ItemsView, Iterable, Iterator
from functools import cached_property
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics.findings import Diagnostic, Spot

Leaf: TypeAlias = bool | int | float | str | None
Value: TypeAlias = "Leaf | dict[str, Node] | tuple[Node, ...]"

HOLDERS = (dict, tuple)
"""The types of values that have others below them."""
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
MAX_DEPTH = 200
"""Deeper nesting is refused: no description of an API needs it, and every later stage may recurse."""


class Text:
    """The text of a file, which turns offsets into lines and columns where a finding asks for them."""

    def __init__(self, file: str, text: str) -> None:
        """Start with the name of the file for findings, and what it holds."""
        self.file = file
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def spot(self, offset: int, pointer: str = "") -> Spot:
        """The place of an offset, with the line and the column from 1."""
        line = bisect_right(self._starts, offset)
        return Spot(self.file, line, offset - self._starts[line - 1] + 1, pointer)


class Node(Struct, frozen=True, eq=False):
    """One value; ``start`` is its offset in the text, ``key_start`` that of the key in front of it, where there is one."""

    value: Value
    pointer: str
    text: Text
    start: int
    key_start: int | None = None

    @property
    def file(self) -> str:
        """The file that it was read from."""
        return self.text.file

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.text.spot(self.start).line

    @property
    def col(self) -> int:
        """The column, from 1."""
        return self.text.spot(self.start).col

    def __getitem__(self, key: str | int) -> Node:
        if isinstance(key, str) and isinstance(self.value, dict):
            return self.value[key]
        if isinstance(key, int) and isinstance(self.value, tuple):
            return self.value[key]
        raise KeyError(f"{self.pointer}/{key}")

    def get(self, key: str) -> Node | None:
        """A field, if this is a mapping that has it."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def items(self) -> ItemsView[str, Node]:
        """The fields; none if this is no mapping."""
        return self.value.items() if isinstance(self.value, dict) else {}.items()

    def children(self) -> tuple[Node, ...]:
        """The values right below."""
        match self.value:
            case dict() as entries:
                return tuple(entries.values())
            case tuple() as nodes:
                return nodes
            case _:
                return ()

    def entries(self, key: str) -> ItemsView[str, Node]:
        """The fields of a field; none if there is no such mapping."""
        entry = self.get(key)
        return {}.items() if entry is None else entry.items()

    def below(self, key: str) -> tuple[Node, ...]:
        """The values right below a field; none if there is no such field."""
        entry = self.get(key)
        return () if entry is None else entry.children()

    def step(self, key: str) -> Node | None:
        """The value one step of a JSON Pointer below; None if there is none."""
        if isinstance(self.value, dict):
            return self.value.get(key)
        if isinstance(self.value, tuple) and _INDEX.fullmatch(key) and int(key) < len(self.value):
            return self.value[int(key)]
        return None

    def mappings(self) -> Iterator[Node]:
        """All mappings among this node and those below, in the order of the document."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node.value, dict):
                yield node
            inner = [each for each in node.children() if isinstance(each.value, HOLDERS)]
            waiting += reversed(inner)

    def plain(self) -> Any:
        """The JSON value without addresses; a new one at each call."""
        match self.value:
            case dict() as entries:
                return {key: entry.plain() for key, entry in entries.items()}
            case tuple() as nodes:
                return [node.plain() for node in nodes]
            case leaf:
                return leaf

    @property
    def key(self) -> Spot:
        """The place of the key; of the value, where there is no key."""
        start = self.start if self.key_start is None else self.key_start
        return self.text.spot(start, self.pointer)


def escaped(key: str) -> str:
    """A key as a step of a JSON Pointer."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key


def unescaped(step: str) -> str:
    """The key that a step of a JSON Pointer stands for."""
    return step.replace("~1", "/").replace("~0", "~")


def pointer_of(*steps: str | int) -> str:
    """The JSON Pointer with these steps."""
    return "".join(f"/{escaped(str(step))}" for step in steps)


def locate(findings: Iterable[Diagnostic], root: Node) -> tuple[Diagnostic, ...]:
    """The findings with places: those of the node at the pointer, or of the deepest one on the way to it."""
    return tuple(
        _located(each, root) if each.pointer and not each.line else each for each in findings
    )


def _located(finding: Diagnostic, root: Node) -> Diagnostic:
    node = root
    for step in finding.pointer.split("/")[1:]:
        below = node.step(unescaped(step))
        if below is None:
            break
        node = below
    spot = node.key
    return replace(finding, file=spot.file, line=spot.line, col=spot.col)
