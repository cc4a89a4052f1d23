"""Finds every place of a description that can carry texts, and names it by what it describes.

Names come from ids, names and statuses, not from where something stands, so they survive reordering and moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from generator.swagger.traverse import METHODS

Json: TypeAlias = Any
Object: TypeAlias = dict[str, Any]
Subject: TypeAlias = tuple[str, ...]
"""What a text describes: ("operation", "findCalls", "parameter", "query", "limit", "description")."""
Texts: TypeAlias = Iterator[tuple[Subject, Object]]

OPAQUE = frozenset({"default", "enum", "example", "examples", "x-example"})
"""Members that hold values of the API itself; nothing in them is a text about it."""
NAMED = frozenset({"properties", "definitions", "parameters", "responses", "paths", "headers"})
"""Fields whose keys are names, if they are mappings."""


def subjects(document: Object) -> Texts:
    """Every node that can carry texts, with what it describes."""
    yield from _with_more(("info",), document.get("info"))
    yield from _with_more(("document",), {"externalDocs": document.get("externalDocs")})
    for tag in _listed(document, "tags"):
        yield from _with_more(("tag", str(tag.get("name"))), tag)
    for path, item in _children(document, "paths"):
        yield from _parameters(("path", path), item)
        for method, operation in item.items():
            if method in METHODS and isinstance(operation, dict):
                yield from _operation(operation_subject(path, method, operation), operation)
    for name, parameter in _children(document, "parameters"):
        yield from _parameter(("parameter", name), parameter)
    for name, response in _children(document, "responses"):
        yield from _response(("response", name), response)
    for name, schema in _children(document, "definitions"):
        yield from _schema(("definition", name), schema)
    for name, scheme in _children(document, "securityDefinitions"):
        yield ("sign-in", name), scheme


def operation_subject(path: str, method: str, operation: Object) -> Subject:
    """The name of an operation: its id, or where it is called, if it has none."""
    return "operation", str(operation.get("operationId") or f"{method} {path}")


def _operation(subject: Subject, operation: Object) -> Texts:
    yield from _with_more(subject, operation)
    yield from _parameters(subject, operation)
    for status, response in _children(operation, "responses"):
        yield from _response((*subject, "response", status), response)


def _parameters(subject: Subject, holder: Object) -> Texts:
    for parameter in _listed(holder, "parameters"):
        if "$ref" not in parameter:
            place = (str(parameter.get("in")), str(parameter.get("name")))
            yield from _parameter((*subject, "parameter", *place), parameter)


def _parameter(subject: Subject, parameter: Object) -> Texts:
    yield subject, parameter
    yield from _schema((*subject, "schema"), parameter.get("schema"))


def _response(subject: Subject, response: Object) -> Texts:
    if "$ref" in response:
        return
    yield subject, response
    yield from _schema((*subject, "schema"), response.get("schema"))
    for name, header in _children(response, "headers"):
        yield (*subject, "header", name), header


def _schema(subject: Subject, schema: Json) -> Texts:
    if not isinstance(schema, dict):
        return
    yield from _with_more(subject, schema)
    for name, part in _children(schema, "properties"):
        yield from _schema((*subject, "property", name), part)
    for part in _listed(schema, "allOf"):
        # Which branch of allOf holds a property is the writer's affair: both name the same property.
        yield from ((place, node) for place, node in _schema(subject, part) if place != subject)
    yield from _schema((*subject, "items"), schema.get("items"))
    yield from _schema((*subject, "values"), schema.get("additionalProperties"))


def _with_more(subject: Subject, node: Json) -> Texts:
    """A node and the link that it may carry."""
    if isinstance(node, dict):
        yield subject, node
        if isinstance(link := node.get("externalDocs"), dict):
            yield (*subject, "link"), link


def _children(holder: Object, key: str) -> Iterator[tuple[str, Object]]:
    entries = holder.get(key)
    for name, entry in entries.items() if isinstance(entries, dict) else ():
        if isinstance(entry, dict):
            yield str(name), entry


def _listed(holder: Object, key: str) -> Iterator[Object]:
    items = holder.get(key)
    yield from (
        item for item in (items if isinstance(items, list) else ()) if isinstance(item, dict)
    )
