"""Takes what a description refers to in other files of its folder into the description itself.

Nothing is fetched, and nothing outside of the folder is read: a description from elsewhere must not show files of this
machine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote, unquote

from msgspec import Struct, field
from msgspec.structs import replace

from generator.diagnostics.findings import Diagnostics
from generator.document import Document, Node, escaped, load
from generator.swagger.references import reference_nodes

HOLDER = "x-files"
"""Where the other files stand in the description, by their paths."""


Reader: TypeAlias = Callable[[Path], Document | None]
"""Reads one file; None where there is none, or where it cannot be read."""


class _Files(Struct):
    """The files read so far; ``first`` is the description, relative paths count from its folder."""

    first: Path
    read: Reader
    files_read: dict[Path, Node] = field(default_factory=dict)

    def target(self, holder: Path, reference: str) -> Path | None:
        """The other file that a reference leads to; None for the same one, for an address, and outside the folder."""
        file = unquote(reference.partition("#")[0])
        if not file or ":" in file or file.startswith("/") or "\\" in file or "\0" in file:
            return None
        path = Path(os.path.normpath(holder.parent / file))
        return path if path.is_relative_to(self.first.parent) else None

    def collect(self, path: Path, root: Node) -> None:
        """Read all files that a document leads to."""
        waiting, missing = [(path, root)], {path}
        while waiting:
            holder, node = waiting.pop()
            for each in reference_nodes(node):
                text = each["$ref"].value
                target = self.target(holder, text) if isinstance(text, str) else None
                if target is None or target in missing or target in self.files_read:
                    continue
                document = self.read(target)
                if document is None:
                    missing.add(target)
                    continue
                self.files_read[target] = document.root
                waiting.append((target, document.root))

    def key(self, path: Path) -> str:
        """The name of a file in the description."""
        return path.relative_to(self.first.parent).as_posix()

    def address(self, path: Path) -> str:
        """The pointer of a file in the description."""
        return "" if path == self.first else f"/{HOLDER}/{escaped(self.key(path))}"

    def moved(self, path: Path, root: Node) -> Node:
        """A document at its place in the description, with references that hold there."""
        changed = {}
        for each in reference_nodes(root):
            text = each["$ref"].value
            if not isinstance(text, str):
                continue
            target = path if text.startswith("#") else self.target(path, text)
            if target is not None and (target == self.first or target in self.files_read):
                fragment = text.partition("#")[2]
                changed[each.pointer] = f"#{quote(self.address(target), safe='/~')}{fragment}"
        return _rebuilt(root, self.address(path), changed)


def _rebuilt(node: Node, lead: str, changed: Mapping[str, str]) -> Node:
    value = node.value
    if isinstance(value, dict):
        made = {key: _rebuilt(each, lead, changed) for key, each in value.items()}
        if node.pointer in changed:
            made["$ref"] = replace(made["$ref"], value=changed[node.pointer])
        value = made
    elif isinstance(value, tuple):
        value = tuple(_rebuilt(each, lead, changed) for each in value)
    return replace(node, value=value, pointer=lead + node.pointer)


def on_disk(path: Path, name: Callable[[Path], str], report: Diagnostics) -> Reader:
    """Read files below the folder of a description; a link that leads out of it leads nowhere."""
    folder = path.resolve().parent

    def read(other: Path) -> Document | None:
        target = other.resolve()
        inside = target.is_relative_to(folder) and target.is_file()
        return load(other, report, name(other)) if inside else None

    return read


def with_other_files(
    document: Document, path: Path, read: Reader
) -> tuple[Document, tuple[Path, ...]]:
    """The description with the other files of its folder that it refers to, and their paths."""
    files = _Files(path.resolve(), read)
    files.collect(files.first, document.root)
    if not files.files_read:
        return document, ()
    root = files.moved(files.first, document.root)
    others = {files.key(each): files.moved(each, node) for each, node in files.files_read.items()}
    holder = Node(others, f"/{HOLDER}", root.text, root.start)
    whole = replace(root, value=dict(root.items()) | {HOLDER: holder})
    return Document(whole, document.file), tuple(sorted(files.files_read))
