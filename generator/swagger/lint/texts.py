"""Checks the texts: placeholders, operations without a word, bodies marked optional that are required."""

from __future__ import annotations

from generator.diagnostics.findings import Diagnostics
from generator.document import Node
from generator.swagger.references import resolved
from generator.swagger.traverse import flag, spots, text

_PLACEHOLDERS = frozenset(
    {"~", "-", ".", "?", "todo", "tbd", "n/a", "none", "null", "string", "description"}
)
_LONG_ENOUGH = 40
_TEXTS = ("description", "summary", "title")
_NAMED = frozenset({"properties", "definitions", "responses", "parameters"})


def prose(root: Node, report: Diagnostics) -> None:
    """Report texts that state nothing, and bodies that are probably required."""
    _check_texts(root, report)
    for node in root.mappings():
        if (named := node.get("properties")) is not None:
            _check_repeated(named, report)
    for spot in spots(root):
        message = [spot.node.get(key) for key in ("summary", "description")]
        if not any(each is not None and each.value for each in message):
            report.add(
                "text-missing", spot.node.key, f"{spot.method.upper()} {spot.path} is not described"
            )
        for node in spot.node.below("parameters"):
            target = resolved(root, node)
            is_body = target is not None and text(target, "in") == "body"
            if target is not None and is_body and not flag(target, "required"):
                report.add("body-optional", node, "this body is optional: is that meant?")


def _check_texts(root: Node, report: Diagnostics) -> None:
    waiting = [(root, False)]
    while waiting:
        node, named = waiting.pop()
        for key, entry in node.items():
            value = entry.value
            if not named and key in _TEXTS and isinstance(value, str):
                if value.strip().lower() in _PLACEHOLDERS:
                    message = f"the {key} {value!r} states nothing"
                    report.add("text-placeholder", entry, message, "describe it, or leave it out")
            elif named or not key.startswith("x-"):
                waiting.append((entry, not named and key in _NAMED))
        waiting.extend((item, False) for item in node.children() if isinstance(node.value, tuple))


def _check_repeated(named: Node, report: Diagnostics) -> None:
    """Report properties that share a description which is long enough to be about one of them."""
    first: dict[str, str] = {}
    for name, entry in named.items():
        wording = text(entry, "description").strip()
        if len(wording) >= _LONG_ENOUGH and first.setdefault(wording, name) != name:
            message = f"{name!r} is described in the words of {first[wording]!r}"
            report.add("text-repeated", entry.key, message, "one of them may be a copy")
