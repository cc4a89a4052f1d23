"""Reads enums: which are sets of texts, which only narrow another type."""

from __future__ import annotations

from dataclasses import dataclass

from generator.document import Node
from generator.ir.model import EnumDefinition
from generator.swagger.to_ir.reader import Reader


@dataclass(frozen=True, slots=True)
class Enums:
    """The enums of a document."""

    reader: Reader

    def is_enum(self, node: Node) -> bool:
        """Whether a schema lists the texts it may be; on other types the values only narrow."""
        if not isinstance(node.value, dict) or self.reader.get(node, "enum") is None:
            return False
        type_ = node.value.get("type")
        if type_ is None or type_.value == "string" or isinstance(type_.value, tuple):
            return True
        self.reader.add(
            "enum-values",
            node["enum"],
            "only enums of texts become types; these values are not checked",
        )
        return False

    def has_null(self, node: Node) -> bool:
        """Whether null is among the values."""
        member = node.value.get("enum") if isinstance(node.value, dict) else None
        return (
            member is not None
            and isinstance(member.value, tuple)
            and None in [item.value for item in member.value]
        )

    def definition(self, node: Node, hint: str, values: tuple[str, ...]) -> EnumDefinition:
        """The enum of a schema, under its own name (``x-enum-name``) or one made from its place."""
        name = self.reader.text(node, "x-enum-name")
        description = self.reader.prose(node)
        return EnumDefinition(node.pointer, name or hint, values, description, bool(name))

    def values(self, node: Node) -> tuple[str, ...]:
        """The texts an enum lists, each once; none, with a notice, if it lists something else."""
        items = [item for item in self.reader.items(node, "enum") if item.value is not None]
        texts = [item.value for item in items if isinstance(item.value, str)]
        if not items:
            self.reader.add("enum-empty", node["enum"], "this enum lists no value")
        elif len(texts) < len(items):
            self.reader.add(
                "enum-values",
                node["enum"],
                "not all values are texts; the type stays open and the values are not checked",
            )
            return ()
        first: dict[str, Node] = {}
        for text, item in zip(texts, items, strict=True):
            if first.setdefault(text, item) is not item:
                self.reader.add("enum-duplicate", item, f"{text!r} is listed twice")
        return tuple(first)
