"""Collects the properties of an object from its own schema and from all that it extends (allOf)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from generator.document import Node
from generator.swagger.to_ir.reader import Reader
from generator.swagger.to_ir.references import References

_DEFINITION_DEPTH = 2
"""How many slashes the pointer of a definition has."""
_TYPED = ("$ref", "type", "properties", "allOf", "items", "enum", "additionalProperties", "format")


def has_type(node: Node) -> bool:
    """Whether a schema states anything about the type, not only about the prose."""
    return isinstance(node.value, dict) and any(key in node.value for key in _TYPED)


def requires(node: Node) -> bool:
    """Whether a schema makes properties required."""
    return isinstance(node.value, dict) and "required" in node.value


class Property(Struct, frozen=True):
    """One property as written: the schema that types it, the one that describes it, and whether it must be there."""

    wire: str
    node: Node
    typed: Node
    required: bool


class Flat(Struct, frozen=True):
    """An object without inheritance: its properties, the schema of further keys, and the schemas it was made of."""

    properties: tuple[Property, ...]
    extra: Node | None
    closed: bool
    parts: tuple[Node, ...]


class Heirs(Struct, frozen=True):
    """Which definitions extend one with a discriminator.

    ``below`` has the values of the discriminator and the definitions they mean, by pointer of the supertype; ``above``
    has the nearest supertype and the own value, by pointer of the subtype.
    """

    below: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    above: Mapping[str, tuple[str, str]] = field(default_factory=dict)


class Objects(Struct, frozen=True):
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
            parents = map(self.references.follow, reversed(self.reader.items(part, "allOf")))
            stack.extend((parent, False) for parent in parents if parent is not None)

    def heirs(self, definitions: Mapping[str, Node]) -> Heirs:
        """Find the subtypes of all definitions with a discriminator."""
        bases = {
            node.pointer
            for node in definitions.values()
            if isinstance(node.value, dict) and self.reader.text(node, "discriminator") is not None
        }
        below: dict[str, list[tuple[str, str]]] = {}
        above: dict[str, tuple[str, str]] = {}
        for name, node in definitions.items() if bases else ():
            *inherited, _ = self.parts(node)
            tag = self.reader.text(node, "x-ms-discriminator-value") or name
            # The definitions on the way that have a discriminator, or inherit one.
            lineage = [
                part.pointer
                for part in inherited
                if part.pointer.count("/") == _DEFINITION_DEPTH
                and any(each.pointer in bases for each in self.parts(part))
            ]
            for pointer in lineage:
                below.setdefault(pointer, []).append((tag, node.pointer))
            if lineage:
                above[node.pointer] = (lineage[-1], tag)
        return Heirs({at: tuple(each) for at, each in below.items()}, above)

    def _required(self, part: Node) -> tuple[str, ...]:
        """The required properties; drafts before the fourth stated it at the property, by true."""
        text = self.reader.get(part, "required")
        flag = text is not None and isinstance(text.value, bool)
        return () if flag else self.reader.texts(part, "required")

    def flatten(self, node: Node) -> Flat:
        """The object with all that it inherits; the youngest declaration of a property wins."""
        parts = self.parts(node)
        declared: dict[str, tuple[Node, Node]] = {}
        for part in parts:
            for wire, entry in self.reader.children(part, "properties").items():
                inherited = declared.get(wire)
                typed = entry if inherited is None or has_type(entry) else inherited[1]
                declared[wire] = (entry, typed)
        required = {name for part in parts for name in self._required(part)}
        # What is stated of further keys.
        stated = [self.reader.get(part, "additionalProperties") for part in parts]
        allowing = [each for each in stated if each is not None and each.value is not False]
        return Flat(
            tuple(
                Property(wire, entry, typed, wire in required)
                for wire, (entry, typed) in declared.items()
            ),
            allowing[-1] if allowing else None,
            any(each is not None and each.value is False for each in stated),
            parts,
        )
