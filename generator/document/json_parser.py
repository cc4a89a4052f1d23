"""Scans JSON text into nodes; the standard library's decoder forgets where it read what."""

from __future__ import annotations

import json
import re
from bisect import bisect_right

from generator.diagnostics.findings import Diagnostics, Spot
from generator.document.node import MAX_DEPTH, Leaf, Node, escaped
from generator.document.numbers import integer, real

_BLANK = re.compile(r"[ \t\n\r]*")
_TEXT = re.compile(r'"([^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*)"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORD = re.compile(r"-?[A-Za-z]+")
_LITERALS: dict[str, Leaf] = {"true": True, "false": False, "null": None}
_NOT_FINITE = {"NaN", "Infinity", "-Infinity", "-NaN"}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonSyntaxError(Exception):
    """The text is no JSON from this offset on."""

    def __init__(self, offset: int, message: str, code: str = "json-syntax") -> None:
        super().__init__(message)
        self.offset = offset
        self.code = code


class Lines:
    """Turns offsets into lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def read(text: str, file: str, report: Diagnostics) -> Node | None:
    """The root of a JSON text; None, with a finding, if it is not JSON."""
    scanner = _Scanner(text, file, report)
    try:
        return scanner.document()
    except JsonSyntaxError as error:
        report.add(error.code, scanner.spot(error.offset), str(error))
        return None


class _Scanner:
    """One pass over one text."""

    def __init__(self, text: str, file: str, report: Diagnostics) -> None:
        self._text = text
        self._file = file
        self._report = report
        self._lines = Lines(text)
        self._offset = 0

    def spot(self, offset: int, pointer: str = "") -> Spot:
        line, col = self._lines.at(offset)
        return Spot(self._file, line, col, pointer)

    def document(self) -> Node:
        self._skip()
        root = self._value("", None, 0)
        self._skip()
        if self._offset < len(self._text):
            raise JsonSyntaxError(self._offset, "text after the end of the document")
        return root

    def _skip(self) -> str:
        match = _BLANK.match(self._text, self._offset)
        self._offset = match.end() if match else self._offset
        return self._text[self._offset : self._offset + 1]

    def _value(self, pointer: str, key_at: tuple[int, int] | None, depth: int) -> Node:
        start = self._offset
        if depth > MAX_DEPTH:
            raise JsonSyntaxError(start, f"nested more than {MAX_DEPTH} levels deep", "too-deep")
        line, col = self._lines.at(start)
        value: Leaf | dict[str, Node] | tuple[Node, ...]
        match self._text[start : start + 1]:
            case "{":
                value = self._mapping(pointer, depth)
            case "[":
                value = self._sequence(pointer, depth)
            case '"':
                value = self._string(pointer)
            case _:
                value = self._literal(pointer)
        return Node(value, pointer, self._file, line, col, key_at)

    def _mapping(self, pointer: str, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        self._offset += 1
        if self._skip() == "}":
            self._offset += 1
            return entries
        while True:
            start = self._offset
            if self._text[start : start + 1] != '"':
                raise JsonSyntaxError(start, "a key in double quotes must stand here")
            key = self._string(pointer)
            at = f"{pointer}/{escaped(key)}"
            if self._skip() != ":":
                raise JsonSyntaxError(self._offset, "a colon must follow the key")
            self._offset += 1
            self._skip()
            entry = self._value(at, self._lines.at(start), depth + 1)
            if key in entries:
                self._duplicate(key, entries[key], self.spot(start, at))
            entries[key] = entry
            if self._next_or_end("}"):
                return entries

    def _sequence(self, pointer: str, depth: int) -> tuple[Node, ...]:
        nodes: list[Node] = []
        self._offset += 1
        if self._skip() == "]":
            self._offset += 1
            return ()
        while True:
            nodes.append(self._value(f"{pointer}/{len(nodes)}", None, depth + 1))
            if self._next_or_end("]"):
                return tuple(nodes)

    def _next_or_end(self, end: str) -> bool:
        result = self._skip()
        if result not in {",", end} or not result:
            raise JsonSyntaxError(self._offset, f"a comma or {end} must follow")
        self._offset += 1
        if result == ",":
            self._skip()
        return result == end

    def _duplicate(self, key: str, first: Node, spot: Spot) -> None:
        self._report.add(
            "duplicate-key",
            spot,
            f"the key {key!r} stands here a second time; the first is in line {first.key.line}",
        )

    def _string(self, pointer: str) -> str:
        start = self._offset
        match = _TEXT.match(self._text, start)
        if match is None:
            raise JsonSyntaxError(start, "a text without end, or with a control character in it")
        self._offset = match.end()
        text = match[1]
        if "\\" not in text:
            return text
        try:
            text = str(json.loads(match[0]))
        except ValueError as error:
            raise JsonSyntaxError(start, "an unknown escape in a text") from error
        if _LONE_SURROGATE.search(text):
            self._report.add(
                "lone-surrogate",
                self.spot(start, pointer),
                "half a character: \\ud8xx without its pair",
            )
            return _LONE_SURROGATE.sub("\ufffd", text)
        return text

    def _literal(self, pointer: str) -> Leaf:
        start = self._offset
        if word := _WORD.match(self._text, start):
            self._offset = word.end()
            if word[0] in _LITERALS:
                return _LITERALS[word[0]]
            if word[0] in _NOT_FINITE:
                return real(word[0], self.spot(start, pointer), self._report)
        elif number := _NUMBER.match(self._text, start):
            self._offset = number.end()
            if number[1] or number[2]:
                return real(number[0], self.spot(start, pointer), self._report)
            return integer(number[0], 10, self.spot(start, pointer), self._report)
        raise JsonSyntaxError(
            start,
            "a value must stand here" if start < len(self._text) else "the text ends too early",
        )
