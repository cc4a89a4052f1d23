"""Builds nodes from the events of PyYAML's parser; its own loader would recurse, resolve dates and lose places.

Plain scalars follow the core schema of YAML 1.2: ``no`` and ``2021-07-26`` stay texts. Aliases are copied to where
they stand, so that every node has one address.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

import yaml
from msgspec import Struct, field

from generator.diagnostics.findings import Diagnostics, Spot
from generator.document.node import MAX_DEPTH, Leaf, Node, Text, escaped
from generator.document.numbers import integer, real

_MAX_NODES = 1_000_000
"""Aliases multiply; this many nodes are more than any sane document has."""

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOLEAN = {
    text: text.lower() == "true" for text in ("true", "True", "TRUE", "false", "False", "FALSE")
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0(o[0-7]+|x[0-9a-fA-F]+)")
_REAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_CORE = "tag:yaml.org,2002:"
_TAGS = {f"{_CORE}{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq")} | {"!"}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Scalar(Struct, frozen=True):
    text: str
    plain: bool
    start: int


class _Group(Struct, eq=False):
    """A list, or a mapping whose keys and values take turns."""

    mapping: bool
    start: int
    parts: list[_Part] = field(default_factory=list)
    done: bool = False
    size: int = 1
    """How many nodes it becomes, with all that its aliases stand for; known once it is done."""


_Part: TypeAlias = "_Scalar | _Group"


class _YamlError(Exception):
    def __init__(self, code: str, start: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.start, self.hint = code, start, hint


def read(text: str, file: str, report: Diagnostics) -> Node | None:
    """The root of a YAML text; None, with a finding, if it is not YAML."""
    source = Text(file, text)
    try:
        return _Builder(source, report).node(_composed(text), "", None, 0)
    except _YamlError as error:
        report.add(error.code, source.spot(error.start), str(error), error.hint)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        spot = Spot(file, mark.line + 1, mark.column + 1) if mark else Spot(file)
        problem = error.problem or "this is not YAML"
        if conflict := _CONFLICT.search(text):
            spot, problem = source.spot(conflict.start()), "a merge conflict is not resolved here"
        hint = next((hint for part, hint in _HINTS.items() if part in problem), "")
        report.add("yaml-syntax", spot, problem, hint)
    except yaml.reader.ReaderError as error:
        spot = source.spot(error.position if isinstance(error.position, int) else 0)
        hint = "is this a text file in JSON or YAML?"
        report.add("yaml-syntax", spot, "a character that YAML does not allow", hint)
    except (yaml.YAMLError, ValueError) as error:
        report.add("yaml-syntax", Spot(file), f"this is not YAML: {error}")
    return None


_HINTS = {
    "mapping values are not allowed": "put a text that holds a colon in quotes",
    "tab character": "indent with spaces",
    "cannot start any token": "indent with spaces, and put a text that begins with a sign in quotes",
    "could not find expected ':'": "a key ends with a colon, and a longer text stands in quotes",
    "did not find expected ','": "a comma or the closing bracket is missing",
    "did not find expected key": "look at the indentation and the quotes before this place",
    "did not find expected '-' indicator": "look at the indentation before this place",
}
"""What to do about errors of the YAML parser, by what its message holds."""
_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)


def _composed(text: str) -> _Part:
    """The first document as a tree in which an alias is the very object of its anchor."""
    composer = _Composer()
    for event in yaml.parse(text, Loader=_LOADER):
        composer.take(event)
    return composer.root or _Scalar("", plain=True, start=0)


class _Composer:
    """Builds the tree event by event, without recursion."""

    def __init__(self) -> None:
        self.root: _Part | None = None
        self._anchors: dict[str, _Part] = {}
        self._stack: list[_Group] = []
        self._documents = 0
        self._size = 0

    def take(self, event: Any) -> None:
        start = event.start_mark.index
        match event:
            case yaml.ScalarEvent(tag=tag):
                _check_tag(tag, start)
                is_plain = event.implicit[0] if tag is None else tag not in {f"{_CORE}str", "!"}
                self._add(_Scalar(event.value, is_plain, start), event.anchor)
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise _YamlError("yaml-documents", start, "a second document starts here")
            case yaml.CollectionEndEvent():
                group = self._stack.pop()
                group.size += sum(_size(part) for part in group.parts)
                group.done = True
            case yaml.AliasEvent():
                part = self._anchored(event.anchor, start)
                # Counted here, before anything is copied: a few lines can stand for more than a machine holds.
                self._size += _size(part)
                if self._size > _MAX_NODES:
                    raise _explosion(start)
                self._add(part)
            case yaml.CollectionStartEvent():
                _check_tag(event.tag, start)
                group = _Group(isinstance(event, yaml.MappingStartEvent), start)
                self._add(group, event.anchor)
                self._stack.append(group)
                if len(self._stack) > MAX_DEPTH:
                    raise _too_deep(group)

    def _anchored(self, anchor: str | None, start: int) -> _Part:
        part = self._anchors.get(anchor or "")
        if part is None:
            hint = "put a text that begins with * in quotes"
            raise _YamlError("yaml-alias", start, f"nothing is anchored as {anchor!r}", hint)
        if isinstance(part, _Group) and not part.done:
            raise _YamlError("yaml-alias", start, "the alias stands inside what it stands for")
        return part

    def _add(self, part: _Part, anchor: str | None = None) -> None:
        if self._stack:
            self._stack[-1].parts.append(part)
        else:
            self.root = part
        if anchor:
            self._anchors[anchor] = part


def _size(part: _Part) -> int:
    return part.size if isinstance(part, _Group) else 1


def _explosion(start: int) -> _YamlError:
    return _YamlError("yaml-alias", start, "its aliases make this document explode")


def _too_deep(part: _Part) -> _YamlError:
    message = f"nested more than {MAX_DEPTH} levels deep"
    return _YamlError("too-deep", part.start, message)


def _check_tag(tag: str | None, start: int) -> None:
    if tag is not None and tag not in _TAGS:
        raise _YamlError("yaml-tag", start, f"the tag {tag!r} asks for more than JSON has")


class _Builder:
    """Copies the tree into nodes with addresses."""

    def __init__(self, source: Text, report: Diagnostics) -> None:
        self._source = source
        self._report = report
        self._count = 0

    def node(self, part: _Part, pointer: str, key_start: int | None, depth: int) -> Node:
        self._count += 1
        if self._count > _MAX_NODES:
            raise _explosion(part.start)
        if depth > MAX_DEPTH:
            raise _too_deep(part)
        value: Leaf | dict[str, Node] | tuple[Node, ...]
        if isinstance(part, _Scalar):
            value = self._leaf(part, pointer)
        elif part.mapping:
            value = self._mapping(part, pointer, depth)
        else:
            value = tuple(
                self.node(item, f"{pointer}/{index}", None, depth + 1)
                for index, item in enumerate(part.parts)
            )
        return Node(value, pointer, self._source, part.start, key_start)

    def _mapping(self, group: _Group, pointer: str, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        merged: dict[str, Node] = {}
        for key, part in zip(group.parts[::2], group.parts[1::2], strict=True):
            if isinstance(key, _Group):
                raise _YamlError("yaml-key", key.start, "a key must be a text")
            if key.plain and key.text == "<<":
                merged = self._merged(part, pointer, depth) | merged
                continue
            at = f"{pointer}/{escaped(key.text)}"
            entry = self.node(part, at, key.start, depth + 1)
            if key.text in entries:
                first = entries[key.text].key.line
                message = (
                    f"the key {key.text!r} stands here a second time; the first is in line {first}"
                )
                self._report.add("duplicate-key", self._source.spot(key.start, at), message)
            entries[key.text] = entry
        return {**merged, **entries}

    def _merged(self, part: _Part, pointer: str, depth: int) -> dict[str, Node]:
        """The fields that ``<<`` brings in; earlier mappings win."""
        groups = part.parts if isinstance(part, _Group) and not part.mapping else [part]
        merged: dict[str, Node] = {}
        for group in groups:
            if not isinstance(group, _Group) or not group.mapping:
                raise _YamlError("yaml-key", part.start, "<< takes a mapping or a list of them")
            if depth > MAX_DEPTH:
                raise _too_deep(part)
            merged = self._mapping(group, pointer, depth + 1) | merged
        return merged

    def _leaf(self, part: _Scalar, pointer: str) -> Leaf:
        text = part.text
        if not part.plain:
            return text
        if text in _NULL:
            return None
        if text in _BOOLEAN:
            return _BOOLEAN[text]
        place = Node(None, pointer, self._source, part.start)
        if _INTEGER.fullmatch(text):
            return integer(text, 10, place, self._report)
        if _BASED.fullmatch(text):
            return integer(text[2:], 8 if text[1] == "o" else 16, place, self._report)
        if _REAL.fullmatch(text):
            return real(text, place, self._report)
        if _SPECIAL.fullmatch(text):
            return real(text.replace(".", ""), place, self._report)
        return text
