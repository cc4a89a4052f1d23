"""Reads enums: which are sets of texts or named integers, which only narrow another type."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator.document import Node
from generator.ir.model import EnumDefinition
from generator.swagger.to_ir.reader import Reader


class Enums(Struct, frozen=True):
    """The enums of a document."""

    reader: Reader

    def is_enum(self, node: Node) -> bool:
        """Whether a schema lists the texts it may be, or integers with names; other values only narrow."""
        if not isinstance(node.value, dict) or self.reader.get(node, "enum") is None:
            return False
        if self._is_numeric(node):
            return True
        type_ = node.value.get("type")
        if type_ is None or type_.value == "string" or isinstance(type_.value, tuple):
            return True
        self.reader.add(
            "enum-values",
            node["enum"],
            "only enums of texts, and of integers that x-enum-varnames or x-ms-enum names, become types; "
            "these values are not checked",
        )
        return False

    def has_null(self, node: Node) -> bool:
        """Whether null is among the values."""
        entry = node.value.get("enum") if isinstance(node.value, dict) else None
        return (
            entry is not None
            and isinstance(entry.value, tuple)
            and None in [item.value for item in entry.value]
        )

    def definition(self, node: Node, hint: str, values: tuple[str, ...]) -> EnumDefinition:
        """The enum of a schema, under its own name (``x-enum-name``) or one made from its place."""
        name = self.reader.text(node, "x-enum-name")
        description = self.reader.prose(node)
        titles = self._titles(node)
        listed = [str(item.value) for item in self.reader.items(node, "enum")]
        named = dict(zip(listed, titles, strict=False)) if len(titles) == len(listed) else {}
        return EnumDefinition(
            node.pointer,
            name or hint,
            values,
            description,
            bool(name),
            self._is_numeric(node),
            tuple(named[value] for value in values) if named else (),
            self._deprecated(node, values),
        )

    def _deprecated(self, node: Node, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """The values that ``x-enum-deprecated`` names, each with its message."""
        listed = self.reader.get(node, "x-enum-deprecated")
        entries = {} if listed is None else dict(listed.items())
        for value, entry in entries.items():
            if value not in values:
                message = f"x-enum-deprecated: {value!r} is not among the values"
                self.reader.extension(entry, message)
        if listed is not None and not (
            entries and all(isinstance(each.value, str) for each in entries.values())
        ):
            message = "x-enum-deprecated maps values to what to use instead"
            self.reader.extension(listed, message)
            return ()
        return tuple((value, str(entries[value].value)) for value in values if value in entries)

    def _is_numeric(self, node: Node) -> bool:
        """Whether an enum lists integers, and states how each is called."""
        items = self.reader.items(node, "enum")
        numbers = all(type(item.value) is int for item in items)
        return bool(items) and numbers and len(self._titles(node)) == len(items)

    def _titles(self, node: Node) -> tuple[str, ...]:
        """The names of the members: ``x-enum-varnames``, or those of ``x-ms-enum``."""
        listed = self.reader.get(node, "x-enum-varnames")
        if listed is not None:
            return _texts(each.value for each in listed.children())
        extension = self.reader.get(node, "x-ms-enum")
        values = extension.get("values") if extension is not None else None
        names = [each.get("name") for each in values.children()] if values is not None else []
        return _texts(each.value if each is not None else None for each in names)

    def values(self, node: Node) -> tuple[str, ...]:
        """The texts an enum lists, each once; none, with a notice, if it lists something else."""
        items = [item for item in self.reader.items(node, "enum") if item.value is not None]
        if self._is_numeric(node):
            return tuple(dict.fromkeys(str(item.value) for item in items))
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


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    """The values, if all of them are texts and none is empty."""
    listed = tuple(values)
    texts = tuple(each for each in listed if isinstance(each, str) and each)
    return texts if len(texts) == len(listed) else ()
