"""Gets the bytes of a document, decides about encoding and format, and hands over nodes."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics.findings import Diagnostics, Spot
from generator.document import json_parser
from generator.document.node import Node

MAX_BYTES = 64 * 1024 * 1024

_OTHER_ENCODINGS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


class Document(Struct, frozen=True, eq=False):
    """A document: its root and the file it came from, as the user named it."""

    root: Node
    file: str


def load(path: Path, report: Diagnostics, file: str | None = None) -> Document | None:
    """Read a file; None, with findings, if that is impossible. ``file`` is its name in findings."""
    name = file if file is not None else path.as_posix()
    raw = read_bytes(path, report, name)
    return None if raw is None else parse(raw, name, report)


def read_bytes(path: Path, report: Diagnostics, name: str) -> bytes | None:
    """The bytes of a file of bearable size."""
    try:
        if path.is_dir():
            report.add("file-unreadable", Spot(name), "this is a folder, not a file")
            return None
        with open(path, "rb", opener=_without_waiting) as stream:
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        report.add("file-missing", Spot(name), "there is no such file")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        report.add("file-unreadable", Spot(name), f"the file cannot be read: {reason}")
    else:
        if len(raw) <= MAX_BYTES:
            return raw
        report.add("file-too-big", Spot(name), f"more than {MAX_BYTES // 2**20} MiB")
    return None


def _without_waiting(path: str, flags: int) -> int:
    """Open a file, also a pipe that nothing writes to, which is an empty one; others may still be written."""
    if not hasattr(os, "O_NONBLOCK"):
        return os.open(path, flags)
    result = os.open(path, flags | os.O_NONBLOCK)
    os.set_blocking(result, True)
    return result


def parse(raw: bytes | str, file: str, report: Diagnostics) -> Document | None:
    """Read the bytes of a JSON or YAML document; None, with findings, if they are neither."""
    text = raw if isinstance(raw, str) else _decoded(raw, file, report)
    if text is None:
        return None
    text = text.removeprefix("\ufeff")
    if not text.strip():
        report.add("file-empty", Spot(file), "the file is empty")
        return None
    root = _root(text, file, report)
    if root is None:
        return None
    if root.value is None:  # nothing but comments, as in a list of names that has none yet
        root = replace(root, value={})
    if not isinstance(root.value, dict):
        is_page = text.lstrip().startswith("<")
        hint = "this is a web page: name the JSON or YAML file itself" if is_page else ""
        report.add("not-an-object", root, "a mapping must stand at the top of the document", hint)
        return None
    return Document(root, file)


def _root(text: str, file: str, report: Diagnostics) -> Node | None:
    suffix = file.rpartition(".")[2].lower()
    if suffix == "json" or (suffix not in {"yaml", "yml"} and text.lstrip()[0] in "{["):
        return json_parser.read(text, file, report)
    from generator.document import yaml_parser

    return yaml_parser.read(text, file, report)


def _decoded(raw: bytes, file: str, report: Diagnostics) -> str | None:
    for mark, encoding in _OTHER_ENCODINGS.items():
        if raw.startswith(mark):
            report.add("encoding", Spot(file), f"the file is {encoding}", "save it as UTF-8")
            return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        before = raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start]
        spot = Spot(file, line, len(before.decode("utf-8", "replace")) + 1)
        report.add("encoding", spot, "the file is not UTF-8 from here on", "save it as UTF-8")
        return None
