"""Finds what only the texts show, where no program can see it: lists, allowed values and defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics.findings import Diagnostics
from generator.document import Node
from generator.swagger.traverse import parameters, text

_COMMAS = re.compile(r"\bcomma[- ](?:separated|delimited)\b", re.IGNORECASE)
_VALUES = re.compile(
    r"\b(?:available|allowed|possible|permitted|supported|valid)\s+(?:values|options)\b"
    r"[^:\[(.]{0,30}[:\[(][\s\[`'\"]*([\w-]+)[`'\"]*\s*[,|]",
    re.IGNORECASE,
)
_DEFAULT = re.compile(
    r"\b(?:default(?:\s+value)?\s+is|defaults\s+to|default(?:\s+value)?\s*[:=])\s*"
    r"(?:`([^`]+)`|\"([^\"]+)\"|'([^']+)'|(-?\d+(?:\.\d+)?)(?![\w.-]*\w)|(true|false)\b)",
    re.IGNORECASE,
)
_SIMPLE = frozenset({"string", "integer", "number", "boolean"})


def hidden(root: Node, report: Diagnostics) -> None:
    """Report parameters and properties whose texts state more, or something else, than they do."""
    for node in _described(root):
        message = text(node, "description")
        _check_list(node, message, report)
        _check_values(node, message, report)
        _check_default(node, message, report)


def _described(root: Node) -> Iterator[Node]:
    """Every parameter and every property of a schema."""
    yield from parameters(root)
    for node in root.mappings():
        if not node.pointer.endswith("/properties/properties") and (
            named := node.get("properties")
        ):
            yield from named.children() if isinstance(named.value, dict) else ()


def _check_list(node: Node, prose: str, report: Diagnostics) -> None:
    if not _COMMAS.search(prose) or node.get("x-csv") is not None:
        return
    joined = text(node, "collectionFormat") or "csv"
    if text(node, "type") == "string":
        report.add("list-in-prose", node.key, "the text states that this is a list", "type: array")
    elif text(node, "in") and text(node, "type") == "array" and joined != "csv":
        message = f"the text states that commas separate, but collectionFormat is {joined}"
        report.add("list-contradicts", node.key, message)


def _check_values(node: Node, prose: str, report: Diagnostics) -> None:
    listed = node.get("items") if text(node, "type") == "array" else node
    if listed is None or text(listed, "type") != "string" or not _VALUES.search(prose):
        return
    known = (node.get("enum"), listed.get("enum"), node.get("x-csv"))
    if all(each is None for each in known):
        report.add("values-in-prose", node.key, "the text lists the allowed values", "enum")


def _check_default(node: Node, prose: str, report: Diagnostics) -> None:
    result = _DEFAULT.search(prose)
    if result is None or text(node, "type") not in _SIMPLE:
        return
    label = next(filter(None, result.groups()))
    default = node.get("default")
    if default is None:
        if not text(node, "in"):
            return  # a property may be one of responses, where no one leaves it out
        message = f"the text states that the default is {label[:40]}"
        report.add("default-in-prose", node.key, message, "default")
    elif not _same(label, stated := str(default.value)):
        shown = stated.lower() if isinstance(default.value, bool) else stated
        message = f"this states {shown[:40]}, but the text states {label[:40]}"
        report.add("default-contradicts", default, message)


def _same(label: str, stated: str) -> bool:
    try:
        return float(label) == float(stated)
    except ValueError:
        return label.lower() == stated.lower()
