"""Checks that every reference leads to something of the right kind in the same document."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics.findings import Diagnostics
from generator.document import Node, unescaped
from generator.swagger.references import reference_nodes, target_of
from generator.swagger.traverse import METHODS

_HINT = "put everything into one file: npx @redocly/cli@2 bundle FILE --output ONE.yaml"
_EACH = "*"
"""All other keys of a mapping, or all items of a list."""
_ANY = ""
"""What only references show the kind of, such as what stands below an extension."""
_OTHER = "something else"
_SCHEMA, _PARAMETER, _RESPONSE, _PATH = "a schema", "a parameter", "a response", "a path item"
_REFERABLE = {_SCHEMA, _PARAMETER, _RESPONSE, _PATH}
_SCHEMAS, _PARAMETERS, _RESPONSES = "several schemas", "several parameters", "several responses"
_SHARED = {"definitions": _SCHEMAS, "parameters": _PARAMETERS, "responses": _RESPONSES}
_NOT_SHARED = dict.fromkeys(("info", "tags", "externalDocs", "securityDefinitions"), _OTHER)
_INNER = dict.fromkeys(("items", "additionalProperties", "schema"), _SCHEMA)
_GRAMMAR: Mapping[str, Mapping[str, str]] = {
    "the document": {**_SHARED, **_NOT_SHARED, "paths": "all paths", _EACH: _ANY},
    "all paths": {_EACH: _PATH},
    _SCHEMAS: {_EACH: _SCHEMA},
    _PARAMETERS: {_EACH: _PARAMETER},
    _RESPONSES: {_EACH: _RESPONSE},
    _PATH: {"parameters": _PARAMETERS, **dict.fromkeys(METHODS, "an operation")},
    "an operation": _SHARED,
    _PARAMETER: _INNER,
    _RESPONSE: _INNER,
    _SCHEMA: {"properties": _SCHEMAS, "allOf": _SCHEMAS, **_INNER, _EACH: _ANY},
    _ANY: {_EACH: _ANY},
}
"""What stands below each kind of value, by key."""


def _kind(pointer: str) -> str:
    """What stands at a place of a description, as far as the place shows it."""
    kind = "the document"
    for step in map(unescaped, pointer.split("/")[1:]):
        inner = _GRAMMAR.get(kind, {})
        is_extension = step.startswith("x-") and kind != _SCHEMAS
        kind = _ANY if is_extension else inner.get(step) or inner.get(_EACH, _OTHER)
    return kind


def references(root: Node, report: Diagnostics) -> None:
    """Report references that lead out of the document, to nothing, or to what cannot stand in their place."""
    for node in reference_nodes(root):
        ref = node["$ref"]
        if not isinstance(ref.value, str):
            continue  # the schema has stated it
        if not ref.value.startswith("#"):
            reason = "is no file in the folder of the description or below it"
            if "://" in ref.value or ref.value.startswith("//"):
                reason = "is on another host, and nothing is fetched"
            report.add("ref-foreign", ref, f"{ref.value!r} {reason}", _HINT)
            continue
        target = target_of(root, ref.value)
        if target is None:
            report.add("ref-broken", ref, f"there is nothing at {ref.value!r}")
            continue
        wanted, found = _kind(node.pointer), _kind(target.pointer)
        if target is not root and not isinstance(target.value, dict):
            report.add("ref-kind", ref, f"what stands at {ref.value!r} is no mapping")
        elif found not in {wanted, _ANY} and (wanted in _REFERABLE or target is root):
            report.add("ref-kind", ref, f"{ref.value!r} is {found}; {wanted} belongs here")
