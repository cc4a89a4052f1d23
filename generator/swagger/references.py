"""Checks that every reference leads to something of the right kind in the same document."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from generator.diagnostics.findings import Diagnostics
from generator.document import Node, unescaped

_EXAMPLES = frozenset({"example", "examples", "default", "enum"})
_MAX_DIGITS = 9
_NAMED = frozenset({"definitions", "properties", "responses", "parameters", "paths"})
"""Mappings whose keys are names, so that a key such as ``example`` or ``$ref`` means nothing there."""


def references(root: Node, report: Diagnostics) -> None:
    """Report references that lead out of the document or to nothing."""
    for node in reference_nodes(root):
        ref = node["$ref"]
        if not isinstance(ref.value, str):
            continue  # the schema has said so
        if not ref.value.startswith("#"):
            report.error(
                "ref-foreign",
                ref,
                f"{ref.value!r} leads out of this document",
                "put everything into one file first",
            )
            continue
        target = target_of(root, ref.value)
        if target is None:
            report.error("ref-broken", ref, f"there is nothing at {ref.value!r}")
        elif target is root:
            report.error("ref-kind", ref, "a reference to the whole document means nothing")
        elif not isinstance(target.value, dict):
            report.error("ref-kind", ref, f"what stands at {ref.value!r} is no mapping")


def reference_nodes(root: Node) -> Iterator[Node]:
    """The mappings that are references; what examples and extensions hold are none."""
    waiting: list[tuple[Node, bool]] = [(root, False)]
    while waiting:
        node, named = waiting.pop()
        if not named and isinstance(node.value, dict):
            ref = node.value.get("$ref")
            if ref is not None and (isinstance(ref.value, str) or "properties" not in node.pointer):
                yield node
        if isinstance(node.value, dict):
            waiting.extend(
                (member, not named and key in _NAMED and isinstance(member.value, dict))
                for key, member in node.value.items()
                if named or (key not in _EXAMPLES and not key.startswith("x-"))
            )
        else:
            waiting.extend((item, False) for item in node.children())


def target_of(root: Node, reference: str) -> Node | None:
    """What a reference inside the document leads to, one step far."""
    fragment = unquote(reference[1:])
    if fragment and not fragment.startswith("/"):
        return None
    node: Node | None = root
    for step in fragment.split("/")[1:]:
        key = unescaped(step)
        if node is not None and isinstance(node.value, tuple):
            known = key.isascii() and key.isdecimal() and len(key) <= _MAX_DIGITS
            node = node.value[int(key)] if known and int(key) < len(node.value) else None
        else:
            node = node.get(key) if node is not None else None
    return node


def resolved(root: Node, node: Node) -> Node | None:
    """The node at the end of a chain of references; None if there is none."""
    seen = set()
    while isinstance(node.value, dict) and isinstance(ref := node.value.get("$ref"), Node):
        if node.pointer in seen or not isinstance(ref.value, str) or not ref.value.startswith("#"):
            return None
        seen.add(node.pointer)
        target = target_of(root, ref.value)
        if target is None:
            return None
        node = target
    return node
