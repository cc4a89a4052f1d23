"""Remembers checked documents, so that an edit of a template does not wait for overlay and validation."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import astuple, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.diagnostics import Diagnostic, Diagnostics, Severity
from generator.inputs import PACKAGE
from generator.source import Document, Node, pointer_of

_MAKERS = ("source", "overlay", "validate", "dropping.py", "stages.py", "memory.py")
_TOOLS = ("openapi-spec-validator", "python-jsonpath")
_KEPT = 20


@dataclass(frozen=True, slots=True)
class Memory:
    """Documents in a folder that may vanish at any time, by everything that they were made of."""

    folder: Path

    def recall(self, key: str, report: Diagnostics) -> Document | None:
        """A document and its findings, if they were kept."""
        try:
            kept = json.loads((self.folder / key).read_bytes())
            findings = [Diagnostic(Severity(each[0]), *each[1:]) for each in kept["findings"]]
            document = Document(_node(kept["root"], "", kept["files"]), kept["file"])
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return None
        report.extend(tuple(findings))
        return document

    def keep(self, key: str, document: Document, report: Diagnostics) -> None:
        """Keep a document and the findings so far; a memory that cannot be written is only slow."""
        files = list(dict.fromkeys(node.file for node in document.root.walk()))
        content = {
            "findings": [astuple(each) for each in report],
            "root": _row(document.root, {name: index for index, name in enumerate(files)}),
            "files": files,
            "file": document.file,
        }
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            for old in sorted(self.folder.iterdir(), key=lambda each: each.stat().st_mtime)[
                :-_KEPT
            ]:
                old.unlink()
            unfinished = self.folder / f"{key}.unfinished"
            unfinished.write_text(json.dumps(content), encoding="utf-8")
            unfinished.replace(self.folder / key)


def key_of(*parts: object) -> str:
    """A key made of these parts, the code that makes documents, and its tools."""
    digest = sha256(repr([*parts, *(version(tool) for tool in _TOOLS)]).encode())
    for name in _MAKERS:
        place = PACKAGE / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _row(node: Node, files: dict[str, int]) -> list[Any]:
    value: Any = node.value
    if isinstance(value, dict):
        value = {key: _row(member, files) for key, member in value.items()}
    elif isinstance(value, tuple):
        value = [_row(item, files) for item in value]
    return [value, files[node.file], node.line, node.col, *(node.key_at or ())]


def _node(row: list[Any], pointer: str, files: list[str]) -> Node:
    value, file, line, col, *key_at = row
    if isinstance(value, dict):
        value = {
            key: _node(member, pointer + pointer_of(key), files) for key, member in value.items()
        }
    elif isinstance(value, list):
        value = tuple(_node(item, f"{pointer}/{index}", files) for index, item in enumerate(value))
    return Node(value, pointer, files[file], line, col, (key_at[0], key_at[1]) if key_at else None)
