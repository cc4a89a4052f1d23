"""Walks the operations of a description, and reads simple fields of theirs."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.document import Node
from generator.swagger.references import resolved

METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
SAFE_METHODS = frozenset({"get", "head", "options"})
"""Methods that change nothing, by RFC 9110, section 9.2.1."""


class Spot(Struct, frozen=True):
    """An operation with its path, its method and the item that holds it."""

    path: str
    method: str
    node: Node
    item: Node

    @property
    def label(self) -> str:
        """The operation as messages call it."""
        return f"{self.method.upper()} {self.path}"

    @property
    def id(self) -> str:
        """The operation's id; empty where it has none."""
        return text(self.node, "operationId")


def spots(root: Node) -> Iterator[Spot]:
    """All operations of a document."""
    for path, entry in root.entries("paths"):
        item = resolved(root, entry) or entry
        for method in METHODS:
            operation = item.get(method)
            if (
                not path.startswith("x-")
                and operation is not None
                and isinstance(operation.value, dict)
            ):
                yield Spot(path, method, operation, item)


def parameters(root: Node) -> Iterator[Node]:
    """All parameters as they stand: those that are shared, those of paths and those of operations."""
    for holder in (root, *root.below("paths"), *(spot.node for spot in spots(root))):
        yield from holder.below("parameters")


def text(node: Node, key: str) -> str:
    """A field that is a text; empty for anything else."""
    entry = node.get(key)
    return entry.value if entry is not None and isinstance(entry.value, str) else ""


def flag(node: Node, key: str) -> bool:
    """Whether a field is true."""
    entry = node.get(key)
    return entry is not None and entry.value is True
