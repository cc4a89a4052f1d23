"""Follows ``$ref``: to the node it finally means, or to a finding."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from generator.document import Node
from generator.swagger.to_ir.reader import Reader, parts

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


def step(node: Node, key: str) -> Node | None:
    """One step of a JSON Pointer."""
    if isinstance(node.value, dict):
        return node.value.get(key)
    if isinstance(node.value, tuple) and _INDEX.fullmatch(key) and int(key) < len(node.value):
        return node.value[int(key)]
    return None


@dataclass(frozen=True, slots=True)
class References:
    """The references of one document."""

    root: Node
    reader: Reader
    _known: dict[str, Node | None] = field(default_factory=dict)

    def is_reference(self, node: Node) -> bool:
        """Whether a node points elsewhere."""
        return isinstance(node.value, dict) and "$ref" in node.value

    def follow(self, node: Node) -> Node | None:
        """The node at the end of a chain of references; None, with a finding, if there is none."""
        seen: set[str] = set()
        while self.is_reference(node):
            if node.pointer in seen:
                self.reader.error("ref-cycle", node, "this reference only leads back to itself")
                return None
            seen.add(node.pointer)
            target = self._target(node)
            if target is None:
                return None
            node = target
        return node

    def _target(self, node: Node) -> Node | None:
        if node.pointer not in self._known:
            self._known[node.pointer] = self._look_up(node)
        return self._known[node.pointer]

    def _look_up(self, node: Node) -> Node | None:
        reference = node["$ref"].value
        if not isinstance(reference, str):
            self.reader.error("ref-invalid", node, "$ref must be a text")
            return None
        if not reference.startswith("#"):
            self.reader.error(
                "ref-foreign",
                node,
                f"the reference {reference!r} leads out of this document",
                "put everything into one file first",
            )
            return None
        target: Node | None = self.root
        for key in parts(unquote(reference[1:])):
            target = None if target is None else step(target, key)
        if target is None or (reference != "#" and not reference.startswith("#/")):
            self.reader.error("ref-broken", node, f"there is nothing at {reference!r}")
            return None
        return target
