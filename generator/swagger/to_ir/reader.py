"""Reads fields of nodes with the type they must have; a wrong one is a finding and counts as absent."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.diagnostics.findings import Diagnostics
from generator.document import Node, unescaped

_KINDS = {
    dict: "a mapping",
    tuple: "a list",
    str: "a text",
    bool: "true or false",
    int: "an integer",
    float: "a number",
    type(None): "null",
}
_UNSAID = {"~", "-", "todo", "tbd"}
"""Descriptions that state nothing; some exporters write them for "none"."""

_FOREIGN = "it is ignored, as it may belong to another tool"


def kind_of(value: object) -> str:
    """What a value is, in the words of a finding."""
    return _KINDS.get(type(value), type(value).__name__)


def parts(pointer: str) -> tuple[str, ...]:
    """The decoded steps of a JSON Pointer."""
    return tuple(map(unescaped, pointer.split("/")[1:]))


class Reader(Struct, frozen=True):
    """Typed access to nodes; ``file`` is that of the description itself, overlays have their own."""

    report: Diagnostics
    file: str = ""

    def add(self, code: str, node: Node, message: str, hint: str = "") -> None:
        """Report a finding at a node."""
        self.report.add(code, node, message, hint)

    def extension(self, node: Node, message: str) -> None:
        """Report an x- key that is not as this generator wants it.

        An overlay speaks to this generator only. In a description the key may belong to another tool.
        """
        if node.file == self.file:
            self.add("extension-foreign", node, message, _FOREIGN)
        else:
            self.add("extension-invalid", node, message)

    def mapping(self, node: Node | None) -> Mapping[str, Node]:
        """The fields of a mapping."""
        if node is None:
            return {}
        if isinstance(node.value, dict):
            return node.value
        self._wrong(node, "a mapping")
        return {}

    def sequence(self, node: Node | None) -> tuple[Node, ...]:
        """The items of a list."""
        if node is None:
            return ()
        if isinstance(node.value, tuple):
            return node.value
        self._wrong(node, "a list")
        return ()

    def get(self, node: Node, key: str) -> Node | None:
        """A field of what should be a mapping; a null counts as absent."""
        value = node.value
        entry = (value if isinstance(value, dict) else self.mapping(node)).get(key)
        return None if entry is None or entry.value is None else entry

    def has(self, node: Node, *keys: str) -> bool:
        """Whether a node is a mapping with one of these fields."""
        return isinstance(node.value, dict) and any(key in node.value for key in keys)

    def children(self, node: Node, key: str) -> Mapping[str, Node]:
        """The fields of a mapping inside a mapping."""
        return self.mapping(self.get(node, key))

    def items(self, node: Node, key: str) -> tuple[Node, ...]:
        """The items of a list inside a mapping."""
        return self.sequence(self.get(node, key))

    def text(self, node: Node, key: str) -> str | None:
        """A text inside a mapping."""
        entry = self.get(node, key)
        if entry is None:
            return None
        if isinstance(entry.value, str):
            return entry.value
        self._wrong(entry, "a text")
        return None

    def prose(self, node: Node, key: str = "description") -> str:
        """A description without its outer blanks; empty if it is missing or states nothing."""
        text = (self.text(node, key) or "").strip()
        return "" if text.lower() in _UNSAID else text

    def texts(self, node: Node, key: str) -> tuple[str, ...]:
        """A list of texts inside a mapping; other items are findings."""
        items = self.items(node, key)
        for item in items:
            if not isinstance(item.value, str):
                self._wrong(item, "a text")
        return tuple(item.value for item in items if isinstance(item.value, str))

    def flag(self, node: Node, key: str) -> bool:
        """True or false inside a mapping."""
        entry = self.get(node, key)
        if entry is None:
            return False
        if isinstance(entry.value, bool):
            return entry.value
        if entry.value in ("true", "false"):
            return bool(entry.value == "true")
        self._wrong(entry, "true or false")
        return False

    def number(self, node: Node, key: str) -> float | None:
        """A number inside a mapping."""
        entry = self.get(node, key)
        if entry is None:
            return None
        if isinstance(entry.value, int | float) and not isinstance(entry.value, bool):
            return entry.value
        self._wrong(entry, "a number")
        return None

    def whole(self, node: Node, key: str) -> int | None:
        """An integer of zero or more inside a mapping."""
        entry = self.get(node, key)
        if entry is None:
            return None
        if isinstance(entry.value, int) and not isinstance(entry.value, bool) and entry.value >= 0:
            return entry.value
        self._wrong(entry, "an integer of zero or more")
        return None

    def _wrong(self, node: Node, wanted: str) -> None:
        message = f"expected {wanted}, got {kind_of(node.value)}"
        if "/x-" in node.pointer and node.file == self.file:
            self.add("extension-foreign", node, message, _FOREIGN)
        else:
            whole = wanted in {"a mapping", "a list"} or "/x-" in node.pointer
            self.add("value-type" if whole else "value-ignored", node, message)
