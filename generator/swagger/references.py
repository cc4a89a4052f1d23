"""Follows references inside a document."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from generator.document import HOLDERS, Node, unescaped

_EXAMPLES = frozenset({"example", "examples", "default", "enum"})
_NAMED = frozenset({"definitions", "properties", "responses", "parameters", "paths"})
"""Mappings whose keys are names, so that a key such as ``example`` or ``$ref`` means nothing there."""


def reference_nodes(root: Node) -> Iterator[Node]:
    """The mappings that are references; what examples and extensions hold are none."""
    waiting: list[tuple[Node, bool]] = [(root, False)]
    while waiting:
        node, named = waiting.pop()
        if not isinstance(node.value, dict):
            waiting += [(item, False) for item in node.children()]
            continue
        ref = None if named else node.value.get("$ref")
        if ref is not None and (isinstance(ref.value, str) or "properties" not in node.pointer):
            yield node
        for key, entry in node.value.items():
            if isinstance(entry.value, HOLDERS) and (
                named or (key not in _EXAMPLES and not key.startswith("x-"))
            ):
                is_map_of_names = not named and key in _NAMED and isinstance(entry.value, dict)
                waiting.append((entry, is_map_of_names))


def target_of(root: Node, reference: object) -> Node | None:
    """The node that a reference names, one step far; None if it names none inside the document."""
    if not isinstance(reference, str) or not reference.startswith("#"):
        return None
    fragment = unquote(reference[1:])
    if fragment and not fragment.startswith("/"):
        return None
    node: Node | None = root
    for step in fragment.split("/")[1:]:
        node = None if node is None else node.step(unescaped(step))
    return node


def resolved(root: Node, node: Node) -> Node | None:
    """The node at the end of a chain of references; None if there is none."""
    seen = set()
    while isinstance(node.value, dict) and isinstance(ref := node.value.get("$ref"), Node):
        target = target_of(root, ref.value)
        if node.pointer in seen or target is None:
            return None
        seen.add(node.pointer)
        node = target
    return node
