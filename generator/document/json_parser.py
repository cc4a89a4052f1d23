"""Scans JSON text into nodes; the standard library's decoder forgets where it read what."""

from __future__ import annotations

import json
import re

from generator.diagnostics.findings import Diagnostics
from generator.document.node import MAX_DEPTH, Leaf, Node, Text, escaped
from generator.document.numbers import integer, real

_BLANK = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r'"([^"\\\x00-\x1f]*)"')
_KEY = re.compile(rf"{_PLAIN.pattern}{_BLANK.pattern}:{_BLANK.pattern}")
_COMMA = re.compile(rf"(?<![ \t\n\r]){_BLANK.pattern},{_BLANK.pattern}")
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


def read(text: str, file: str, report: Diagnostics) -> Node | None:
    """The root of a JSON text; None, with a finding, if it is not JSON."""
    source = Text(file, text)
    try:
        return _Scanner(source, report).document()
    except JsonSyntaxError as error:
        report.add(error.code, source.spot(error.offset), str(error), _hint(text, error.offset))
        return None


def _hint(text: str, offset: int) -> str:
    """What to do about the error at an offset, by what stands there."""
    rest = text[offset:].lstrip()
    if rest.startswith(("//", "/*", "#")):
        return "JSON has no comments; YAML has"
    if rest.startswith("'"):
        return "use double quotes"
    if rest.startswith(("}", "]")) and text[:offset].rstrip().endswith(","):
        return f"remove the comma before {rest[0]}"
    return "a merge conflict is not resolved here" if rest.startswith("<<<<<<<") else ""


class _Scanner:
    """One pass over one text."""

    def __init__(self, source: Text, report: Diagnostics) -> None:
        self._source = source
        self._text = source.text
        self._report = report
        self._offset = 0

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

    def _value(self, pointer: str, key_start: int | None, depth: int) -> Node:
        start = self._offset
        if depth > MAX_DEPTH:
            raise JsonSyntaxError(start, f"nested more than {MAX_DEPTH} levels deep", "too-deep")
        value: Leaf | dict[str, Node] | tuple[Node, ...]
        match self._text[start : start + 1]:
            case '"':
                value = self._string(pointer)
            case "{":
                value = self._mapping(pointer, depth)
            case "[":
                value = self._sequence(pointer, depth)
            case _:
                value = self._literal(pointer)
        return Node(value, pointer, self._source, start, key_start)

    def _mapping(self, pointer: str, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        self._offset += 1
        if self._skip() == "}":
            self._offset += 1
            return entries
        while True:
            start = self._offset
            key = self._key(pointer)
            at = f"{pointer}/{escaped(key)}"
            entry = self._value(at, start, depth + 1)
            if key in entries:
                self._report.add(
                    "duplicate-key",
                    entry.key,
                    f"the key {key!r} stands here a second time; the first is in line {entries[key].key.line}",
                )
            entries[key] = entry
            if self._is_last("}"):
                return entries

    def _key(self, pointer: str) -> str:
        """The key that starts here, with the colon and all blanks behind it."""
        start = self._offset
        if token := _KEY.match(self._text, start):
            self._offset = token.end()
            return token[1]
        if self._text[start : start + 1] != '"':
            raise JsonSyntaxError(start, "a key in double quotes must stand here")
        key = self._string(pointer)
        if self._skip() != ":":
            raise JsonSyntaxError(self._offset, "a colon must follow the key")
        self._offset += 1
        self._skip()
        return key

    def _sequence(self, pointer: str, depth: int) -> tuple[Node, ...]:
        nodes: list[Node] = []
        self._offset += 1
        if self._skip() == "]":
            self._offset += 1
            return ()
        while True:
            nodes.append(self._value(f"{pointer}/{len(nodes)}", None, depth + 1))
            if self._is_last("]"):
                return tuple(nodes)

    def _is_last(self, end: str) -> bool:
        """Whether the list or mapping ends here; otherwise, its next entry is where to go on."""
        if token := _COMMA.match(self._text, self._offset):
            self._offset = token.end()
            return False
        if self._skip() != end:
            raise JsonSyntaxError(self._offset, f"a comma or {end} must follow")
        self._offset += 1
        return True

    def _string(self, pointer: str) -> str:
        start = self._offset
        if token := _PLAIN.match(self._text, start):
            self._offset = token.end()
            return token[1]
        match = _TEXT.match(self._text, start)
        if match is None:
            raise JsonSyntaxError(start, "a text without end, or with a control character in it")
        self._offset = match.end()
        try:
            text = str(json.loads(match[0]))
        except ValueError as error:
            raise JsonSyntaxError(start, "an unknown escape in a text") from error
        if _LONE_SURROGATE.search(text):
            self._report.add(
                "lone-surrogate",
                self._source.spot(start, pointer),
                "half a character: \\ud8xx without its pair",
            )
            return _LONE_SURROGATE.sub("\ufffd", text)
        return text

    def _literal(self, pointer: str) -> Leaf:
        start = self._offset
        place = Node(None, pointer, self._source, start)
        if word := _WORD.match(self._text, start):
            self._offset = word.end()
            if word[0] in _LITERALS:
                return _LITERALS[word[0]]
            if word[0] in _NOT_FINITE:
                return real(word[0], place, self._report)
        elif number := _NUMBER.match(self._text, start):
            self._offset = number.end()
            if number[1] or number[2]:
                return real(number[0], place, self._report)
            return integer(number[0], 10, place, self._report)
        raise JsonSyntaxError(
            start,
            "a value must stand here" if start < len(self._text) else "the text ends too early",
        )
