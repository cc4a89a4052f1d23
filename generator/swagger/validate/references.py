"""Checks that every reference leads to something of the right kind in the same document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.diagnostics.findings import Diagnostics
from generator.document import Node, unescaped
from generator.swagger.references import reference_nodes, target_of
from generator.swagger.traverse import METHODS
from generator.swagger.validate.schema import part

_HINT = "put everything into one file: npx @redocly/cli@2 bundle FILE --output ONE.yaml"
_EACH = "*"
"""All other keys of a mapping, or all items of a list."""
_ANY = ""
"""What only references show the kind of, such as what stands below an extension."""
_OTHER = "something else"
_SCHEMA, _PARAMETER, _RESPONSE, _PATH = "a schema", "a parameter", "a response", "a path item"
_REFERABLE = {
    _SCHEMA: "definitions",
    _PARAMETER: "parameters",
    _RESPONSE: "responses",
    _PATH: "paths",
}
"""What references lead to, and where in a document it is listed."""
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


def _kind(pointer: str, known: Mapping[str, str]) -> str:
    """What stands at a place of a description, as far as the place or what is ``known`` of one above shows it."""
    kind, at = "the document", ""
    for part_ in pointer.split("/")[1:]:
        step, at = unescaped(part_), f"{at}/{part_}"
        inner = _GRAMMAR.get(kind, {})
        is_extension = step.startswith("x-") and kind != _SCHEMAS
        kind = _ANY if is_extension else inner.get(step) or inner.get(_EACH, _OTHER)
        kind = known.get(at, kind)
    return kind


def references(root: Node, report: Diagnostics) -> None:
    """Report references that lead out of the document, to nothing, or to what cannot stand in their place.

    What they find below an extension, where the schema of the document does not look, is held against it here. What is
    found so may refer further.
    """
    known: dict[str, str] = {}
    waiting = [*reference_nodes(root)]
    while waiting:
        unchecked = _unchecked(root, waiting, known, report)
        for pointer, (kind, target) in unchecked.items():
            known[pointer] = kind
            part(_REFERABLE[kind], target, report)
        waiting = [each for _, target in unchecked.values() for each in reference_nodes(target)]


def _unchecked(
    root: Node, nodes: Iterable[Node], known: Mapping[str, str], report: Diagnostics
) -> Mapping[str, tuple[str, Node]]:
    """Check references; returns what they lead to below an extension, by pointer with its kind."""
    result: dict[str, tuple[str, Node]] = {}
    for node in nodes:
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
        wanted, found = _kind(node.pointer, known), _kind(target.pointer, known)
        if target is not root and not isinstance(target.value, dict):
            report.add("ref-kind", ref, f"what stands at {ref.value!r} is no mapping")
        elif found not in {wanted, _ANY} and (wanted in _REFERABLE or target is root):
            report.add("ref-kind", ref, f"{ref.value!r} is {found}; {wanted} belongs here")
        elif found == _ANY and wanted in _REFERABLE:
            result[target.pointer] = (wanted, target)
    return result
