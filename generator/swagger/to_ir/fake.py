"""Reads ``x-fake``: what the fake must know of an operation beyond its form."""

from __future__ import annotations

from collections.abc import Mapping

from generator.document import Node
from generator.ir.model import Json
from generator.swagger.to_ir.reader import Reader

_VERBS = frozenset("""
    absent respond change create delete document file find get join remove switch update
""".split())
_ANY = (bool, int, float, str, list, dict, type(None))
_OF_MAPPINGS = "count each event filter later members query rename set subscribes until when where"
_RULES: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(["collection", "does", "key", "length", "media", "order", "reveal"], (str,)),
    **dict.fromkeys(_OF_MAPPINGS.split(), (dict,)),
    **dict.fromkeys(["also", "restamp", "secret", "stamp"], (list,)),
    **dict.fromkeys(["reply", "same", "seed"], _ANY),
}
"""The types of all rules by key."""


def fake_rules(reader: Reader, node: Node) -> dict[str, Json]:
    """The rules of an operation for the fake; an unknown key, verb or type is a finding."""
    entry = reader.get(node, "x-fake")
    return {} if entry is None else _rules(reader, entry)


def _rules(reader: Reader, node: Node) -> dict[str, Json]:
    if not isinstance(node.value, dict):
        reader.extension(node, "x-fake is a mapping of rules")
        return {}
    result: dict[str, Json] = {}
    for key, entry in node.items():
        value: Json = entry.plain()
        if key not in _RULES:
            reader.extension(entry, f"x-fake has no rule {key!r}; it has {', '.join(_RULES)}")
        elif not isinstance(value, _RULES[key]):
            reader.extension(entry, f"the rule {key!r} has a value of another type")
        elif key == "does" and value not in _VERBS:
            reader.extension(entry, f"does is one of {', '.join(sorted(_VERBS))}")
        elif key == "also":
            result[key] = [_rules(reader, each) for each in entry.children()]
        else:
            result[key] = value
    return result
