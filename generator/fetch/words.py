"""Separates the facts of a description from its words, and puts known words onto new facts.

Words are summaries, descriptions and titles. They are recognised by what they describe (an operation's id, a
parameter's name and place, a property's name), not by where that stands, so they survive reordering and moves.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Json: TypeAlias = Any
Object: TypeAlias = dict[str, Any]
Subject: TypeAlias = tuple[str, ...]
"""What a text describes: ("operation", "findCalls", "parameter", "query", "limit", "description")."""

WORDS = ("title", "summary", "description")
NAMED = frozenset({"properties", "definitions", "parameters", "responses", "paths"})
METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch"})


def words(document: Object) -> dict[Subject, str]:
    """Every text of a document by what it describes."""
    return {
        (*subject, word): node[word]
        for subject, node in _texts(document)
        for word in WORDS
        if isinstance(node.get(word), str) and node[word].strip(" ~")
    }


def with_words(facts: Object, known: Mapping[Subject, str]) -> tuple[Object, tuple[Subject, ...]]:
    """A copy of the facts with known texts in the place of its own, and what is left without a text."""
    document: Object = copy.deepcopy(facts)
    usual = _usual_responses(known)
    described = list(_texts(document))
    _drop_words(document, keep={id(node) for _, node in described})
    missing = []
    for subject, node in described:
        for word in WORDS:
            text = known.get((*subject, word)) or _usual(subject, word, usual)
            _put(node, word, text, blank=subject[-2:-1] == ("response",))
        if not node.get("description") and _needs_text(subject, node):
            missing.append(subject)
    return document, tuple(missing)


def _drop_words(node: Json, keep: set[int], *, names: bool = False) -> None:
    """Remove texts from every node that nobody describes; below ``properties``, keys are names and stay."""
    if isinstance(node, dict):
        if not names and id(node) not in keep:
            for word in WORDS:
                if isinstance(node.get(word), str):
                    del node[word]
        for key, value in node.items():
            _drop_words(value, keep, names=key in NAMED and not names)
    elif isinstance(node, list):
        for part in node:
            _drop_words(part, keep)


def _put(node: Object, word: str, text: str | None, *, blank: bool) -> None:
    """Set or remove a text; a response keeps an empty description, which the format asks for."""
    if text:
        node[word] = text
    elif blank and word == "description":
        node[word] = ""
    else:
        node.pop(word, None)


def _texts(document: Object) -> Iterator[tuple[Subject, Object]]:
    """Every node that can carry texts, with what it describes."""
    if isinstance(info := document.get("info"), dict):
        yield ("info",), info
    for tag in document.get("tags", []):
        yield ("tag", str(tag.get("name"))), tag
    for path, item in document.get("paths", {}).items():
        for method, operation in item.items():
            if method in METHODS and isinstance(operation, dict):
                subject = ("operation", str(operation.get("operationId") or f"{method} {path}"))
                yield subject, operation
                yield from _operation(subject, operation)
    for name, schema in document.get("definitions", {}).items():
        yield from _schema(("definition", name), schema)


def _operation(subject: Subject, operation: Object) -> Iterator[tuple[Subject, Object]]:
    for parameter in operation.get("parameters", []):
        place = (*subject, "parameter", str(parameter.get("in")), str(parameter.get("name")))
        yield place, parameter
        if isinstance(parameter.get("schema"), dict):
            yield from _schema((*place, "schema"), parameter["schema"])
    for status, response in operation.get("responses", {}).items():
        if isinstance(response, dict) and "$ref" not in response:
            yield (*subject, "response", str(status)), response


def _schema(subject: Subject, schema: Json) -> Iterator[tuple[Subject, Object]]:
    if not isinstance(schema, dict):
        return
    yield subject, schema
    for name, part in schema.get("properties", {}).items():
        yield from _schema((*subject, "property", name), part)
    for part in schema.get("allOf", []):
        # Which branch of allOf holds a property is the writer's affair: both name the same property.
        yield from ((place, node) for place, node in _schema(subject, part) if place != subject)
    if isinstance(schema.get("items"), dict):
        yield from _schema((*subject, "items"), schema["items"])


def _usual_responses(known: Mapping[Subject, str]) -> dict[str, str]:
    """The text most often given to each status."""
    counts: dict[str, Counter[str]] = {}
    for subject, text in known.items():
        if subject[-3:-2] == ("response",):
            counts.setdefault(subject[-2], Counter())[text] += 1
    return {status: texts.most_common(1)[0][0] for status, texts in counts.items()}


def _usual(subject: Subject, word: str, usual: Mapping[str, str]) -> str | None:
    if (
        word == "description"
        and subject[-2:-1] == ("response",)
        and not subject[-1].startswith("2")
    ):
        return usual.get(subject[-1])
    return None


def _needs_text(subject: Subject, node: Mapping[str, Json]) -> bool:
    """Successes without a body and bare item schemas explain themselves."""
    if subject[-1] == "items" or subject[-1] == "schema" or subject[0] == "tag":
        return False
    return not (subject[-2:-1] == ("response",) and "schema" not in node)
