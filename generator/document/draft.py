"""Edits the text of a YAML or JSON document entry by entry; comments, order and all other bytes stay.

Entries are found by line and column, as findings name them. Edits of one draft are made together, so that every place
means the text as it was read.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

import yaml
from msgspec import Struct

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WIDTH = 110

Steps: TypeAlias = tuple["Entry", ...]
"""The entries from the top of a document down to one of them."""


class Entry(Struct, frozen=True, eq=False):
    """A value below a mapping or a list; ``key`` is the node of its key, None in a list."""

    holder: yaml.CollectionNode
    number: int
    key: yaml.ScalarNode | None
    value: yaml.Node

    @property
    def name(self) -> str:
        """The key; empty in a list."""
        return self.key.value if self.key else ""

    @property
    def line(self) -> int:
        """The line it begins in, from 1."""
        return self.place[0] + 1

    @property
    def place(self) -> tuple[int, int]:
        """The line and the column it begins at, from 0."""
        mark = (self.key or self.value).start_mark
        return mark.line, mark.column

    @property
    def start(self) -> int:
        """The offset it begins at."""
        return int((self.key or self.value).start_mark.index)

    @property
    def siblings(self) -> tuple[Entry, ...]:
        """All entries of the same holder."""
        return entries(self.holder)


def entries(node: yaml.Node) -> tuple[Entry, ...]:
    """The entries of a node; none if it is no collection."""
    if isinstance(node, yaml.MappingNode):
        return tuple(Entry(node, at, key, value) for at, (key, value) in enumerate(node.value))
    if isinstance(node, yaml.SequenceNode):
        return tuple(Entry(node, at, None, value) for at, value in enumerate(node.value))
    return ()


class Draft:
    """A text and the edits that it is to get."""

    def __init__(self, text: str) -> None:
        """Read a text that is known to be YAML or JSON."""
        self.text = text
        self.root: Any = yaml.compose(text, _LOADER)
        self._cuts: dict[tuple[int, int], str] = {}

    def at(self, line: int, col: int) -> Steps:
        """The entries down to the innermost one that a place lies in; both count from 1."""
        place = (line - 1, col - 1)
        steps: Steps = ()
        node = self.root
        while below := [each for each in entries(node) if each.place <= place]:
            steps = (*steps, below[-1])
            node = below[-1].value
        return steps

    def replace(self, node: yaml.Node, text: str) -> None:
        """Put a text in the place of a scalar, with its quotes."""
        self._cuts[node.start_mark.index, node.end_mark.index] = text

    def source(self, node: yaml.Node) -> str:
        """A scalar as it is written, with its quotes."""
        return self.text[node.start_mark.index : node.end_mark.index]

    def remove(self, entry: Entry) -> None:
        """Remove an entry; a holder that loses its last one is empty then."""
        siblings = entry.siblings
        if len(siblings) == 1:
            empty = "{}" if isinstance(entry.holder, yaml.MappingNode) else "[]"
            start = int(entry.holder.start_mark.index)
            if not entry.holder.flow_style:  # behind the colon or the dash that is in front of it
                start, empty = len(self.text[:start].rstrip()), f" {empty}"
            self._cut(start, self._end(entry.holder), empty)
        elif entry.holder.flow_style:
            if entry.number + 1 < len(siblings):
                self._cut(entry.start, siblings[entry.number + 1].start, "")
            else:
                self._cut(self._end(siblings[entry.number - 1].value), self._end(entry.value), "")
        else:
            self._remove_lines(entry, siblings)

    def append(self, holder: Any, key: str | None, value: Any, comment: str = "") -> None:
        """Put an entry behind those that a holder has."""
        last = entries(holder)[-1:]
        plain = value if key is None else {key: value}
        if holder.flow_style or not last:
            text = json.dumps(plain, ensure_ascii=False)
            text = text if key is None else text[1:-1]
            end = holder.end_mark.index - 1
            while self.text[end - 1].isspace():
                end -= 1
            follows = bool(last) or (end, end) in self._cuts
            self._cut(end, end, f", {text}" if follows else text)
            return
        written = yaml.safe_dump(
            [plain] if key is None else plain, sort_keys=False, allow_unicode=True, width=_WIDTH
        )
        indent = " " * holder.start_mark.column
        # Blank lines between the entries of a holder go on.
        pairs = entries(holder)
        has_gaps = (
            len(pairs) > 1 and "\n\n" in self.text[self._end(pairs[0].value) : pairs[1].start]
        )
        gap = "\n" if key is None and has_gaps else ""
        lines = [f"# {comment}"] * bool(comment) + written.splitlines()
        block = gap + "".join(f"{indent}{line}\n" for line in lines)
        end = self._line_after(self._end(holder))
        block = block if self.text[end - 1 : end] == "\n" else f"\n{block}"
        before = self._cuts.get((end, end), "")
        self._cuts[end, end] = before + block.replace("\n", self._line_end)

    def done(self) -> str:
        """The text with all edits made; an edit inside of another one is lost with it."""
        text, limit = self.text, len(self.text) + 1
        outer: list[tuple[int, int]] = []
        for start, end in sorted(self._cuts, key=lambda cut: (cut[0], -cut[1])):
            if not outer or start >= outer[-1][1]:
                outer.append((start, end))
        for start, end in reversed(outer):
            assert end <= limit
            text, limit = text[:start] + self._cuts[start, end] + text[end:], start
        return text

    @property
    def is_edited(self) -> bool:
        """Whether there is an edit."""
        return bool(self._cuts)

    @property
    def _line_end(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _cut(self, start: int, end: int, text: str) -> None:
        self._cuts[start, end] = self._cuts.get((start, end), "") + text if start == end else text

    def _remove_lines(self, entry: Entry, siblings: tuple[Entry, ...]) -> None:
        start = self._dash(entry) if entry.key is None else entry.start
        line = self.text.rfind("\n", 0, start) + 1
        if self.text[line:start].strip():  # another entry begins in this line, as in "- key: value"
            following = siblings[entry.number + 1]
            self._cut(start, self._dash(following) if entry.key is None else following.start, "")
            return
        end = self._line_after(self._end(entry.value))
        above = self.text[:line].rpartition("\n")[0].rpartition("\n")[2]
        if line and not above.strip():  # one of the blank lines around it goes, too
            after = self.text[end:].partition("\n")[0]
            end += len(after) + 1 if not after.strip() and end < len(self.text) else 0
        self._cut(line, end, "")

    def _dash(self, entry: Entry) -> int:
        return self.text.rindex("-", 0, entry.start)

    def _end(self, node: Any) -> int:
        """The offset behind a value, without the blank and comment lines that the parser counts in."""
        end = int(node.end_mark.index)
        if not isinstance(node, yaml.ScalarNode) and not node.flow_style and node.value:
            return self._end(entries(node)[-1].value)
        if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
            return len(self.text[:end].rstrip())
        return end

    def _line_after(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end + 1
