"""Collects the properties of an object from its own schema and from all that it extends (allOf)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.document import Node
from generator.swagger.to_ir.reader import Reader
from generator.swagger.to_ir.references import References

_TYPED = ("$ref", "type", "properties", "allOf", "items", "enum", "additionalProperties", "format")


def says_type(node: Node) -> bool:
    """Whether a schema says anything about the type, not only about the prose."""
    return isinstance(node.value, dict) and any(key in node.value for key in _TYPED)


@dataclass(frozen=True, slots=True)
class Property:
    """One property as written: the schema that types it, the one that describes it, and whether it must be there."""

    wire: str
    node: Node
    typed: Node
    required: bool


@dataclass(frozen=True, slots=True)
class Flat:
    """An object without inheritance: its properties, the schema of further keys, and the schemas it was made of."""

    properties: tuple[Property, ...]
    extra: Node | None
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Objects:
    """Flattens inheritance."""

    reader: Reader
    references: References

    def parts(self, node: Node) -> tuple[Node, ...]:
        """The schemas an object is made of: what it extends first, itself last, none twice."""
        return tuple(self._walk(node))

    def _walk(self, node: Node) -> Iterator[Node]:
        # A stack of our own: a chain of parents may be longer than Python's.
        stack: list[tuple[Node, bool]] = [(node, False)]
        open_: set[str] = set()
        done: set[str] = set()
        while stack:
            part, left = stack.pop()
            if left:
                open_.discard(part.pointer)
                done.add(part.pointer)
                yield part
                continue
            if part.pointer in open_:
                self.reader.add("schema-allof-cycle", part, "this schema extends itself")
            if part.pointer in open_ or part.pointer in done:
                continue
            open_.add(part.pointer)
            stack.append((part, True))
            stack.extend((parent, False) for parent in reversed(self._parents(part)))

    def _parents(self, node: Node) -> list[Node]:
        items = self.reader.items(node, "allOf")
        found = [self.references.follow(item) for item in items]
        return [parent for parent in found if parent is not None]

    def flatten(self, node: Node) -> Flat:
        """The object with all that it inherits; the youngest declaration of a property wins."""
        parts = self.parts(node)
        declared: dict[str, tuple[Node, Node]] = {}
        for part in parts:
            for wire, member in self.reader.members(part, "properties").items():
                inherited = declared.get(wire)
                typed = member if inherited is None or says_type(member) else inherited[1]
                declared[wire] = (member, typed)
        required = {name for part in parts for name in self.reader.texts(part, "required")}
        return Flat(
            tuple(
                Property(wire, member, typed, wire in required)
                for wire, (member, typed) in declared.items()
            ),
            self._extra(parts),
            parts,
        )

    def _extra(self, parts: tuple[Node, ...]) -> Node | None:
        said = [
            member
            for part in parts
            if (member := self.reader.get(part, "additionalProperties")) is not None
            and member.value is not False
        ]
        return said[-1] if said else None
