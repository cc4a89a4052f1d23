"""Reduces a published description to its facts, in the form in which a project keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.document import Document
from generator.document.write import as_json, as_yaml, is_yaml
from generator.swagger.own_texts import with_words
from generator.swagger.reachable import pruned
from generator.swagger.text_locations import NAMED, OPAQUE, Subject

ORDER = tuple("""
    swagger info host basePath schemes consumes produces securityDefinitions security tags
    paths definitions
""".split())

UNDERSTOOD = frozenset({"x-deprecated", "x-example", "x-nullable"})
"""Extensions that publishers use and the generator understands: a client depends on them, so they are facts."""


def cleaned(document: Document) -> dict[str, Any]:
    """A description without foreign extensions and without definitions that nothing needs, its parts in usual order."""
    plain: dict[str, Any] = without_extensions(pruned(document).root.plain())
    return {
        **{key: plain[key] for key in ORDER if key in plain},
        **{key: value for key, value in plain.items() if key not in ORDER},
    }


def without_extensions(node: Any, *, names: bool = False) -> Any:
    """A value without extensions that mean nothing here; where members are names, all stay."""
    if isinstance(node, dict):
        return {
            key: (
                value
                if key in OPAQUE and not names
                else without_extensions(value, names=not names and key in NAMED)
            )
            for key, value in node.items()
            if names or not key.startswith("x-") or key in UNDERSTOOD
        }
    return [without_extensions(each) for each in node] if isinstance(node, list) else node


def facts(plain: dict[str, Any]) -> Any:
    """What a program can act on: neither words, nor the order of fields, nor ``required: false``."""
    return _settled(with_words(plain, {})[0])


def _settled(node: Any) -> Any:
    if isinstance(node, dict):
        kept = {key: _settled(value) for key, value in node.items()}
        if kept.get("required") is False:
            del kept["required"]
        if isinstance(listed := kept.get("required"), list):
            kept["required"] = sorted(listed, key=str)
        return kept
    return [_settled(each) for each in node] if isinstance(node, list) else node


def written(plain: Mapping[str, Any], name: str = ".json") -> bytes:
    """A description as it is kept in a file of this name."""
    return as_yaml(plain) if is_yaml(name) else as_json(plain)


def label(subject: Subject) -> str:
    """What a text describes, for a reader: ``operation findCalls, parameter query limit``."""
    parts = {"parameter", "property", "response", "header", "schema", "items", "values", "link"}
    text = ""
    for step in subject:
        text += f", {step}" if step in parts and text else f"{' ' * bool(text)}{step}"
    return text
