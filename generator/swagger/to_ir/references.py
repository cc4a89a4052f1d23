"""Follows ``$ref``: to the node it finally means, or to a finding."""

from __future__ import annotations

from msgspec import Struct, field

from generator.document import Node
from generator.swagger.references import target_of
from generator.swagger.to_ir.reader import Reader


class References(Struct, frozen=True):
    """The references of one document."""

    root: Node
    reader: Reader
    _known: dict[str, Node | None] = field(default_factory=dict)

    def is_reference(self, node: Node) -> bool:
        """Whether a node points elsewhere."""
        return isinstance(node.value, dict) and "$ref" in node.value

    def follow(self, node: Node) -> Node | None:
        """The node at the end of a chain of references; None if there is none, which the validation has found."""
        seen: set[str] = set()
        while self.is_reference(node):
            if node.pointer in seen:
                self.reader.add("ref-cycle", node, "this reference only leads back to itself")
                return None
            seen.add(node.pointer)
            if node.pointer not in self._known:
                self._known[node.pointer] = target_of(self.root, node["$ref"].value)
            target = self._known[node.pointer]
            if target is None:
                return None
            node = target
        return node
