"""Holds a document against the JSON Schema of Swagger 2.0 that openapi-spec-validator carries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from generator.diagnostics.findings import Diagnostics
from generator.document import Node, unescaped
from generator.swagger.validate.quick import Quick

_WORDS = {
    "object": "a mapping",
    "array": "a list",
    "string": "a text",
    "boolean": "true or false",
    "integer": "an integer",
    "number": "a number",
    "null": "null",
}
_LONGEST = 60
_DRAFT_4 = "http://json-schema.org/draft-04/schema"


def schema(root: Node, report: Diagnostics) -> None:
    """Report each place where the document breaks the schema."""
    from jsonschema import Draft4Validator  # type: ignore[import-untyped]
    from openapi_spec_validator.schemas import openapi_v2_schema_validator

    plain = root.plain()
    schemas = {"": openapi_v2_schema_validator.schema, _DRAFT_4: Draft4Validator.META_SCHEMA}
    if Quick(schemas).fits(plain):
        return
    try:
        causes = [
            cause
            for fault in openapi_v2_schema_validator.iter_errors(plain)
            for cause in _causes(fault)
        ]
    except RecursionError:
        deepest = max(root.walk(), key=lambda node: node.pointer.count("/"))
        report.error("too-deep", deepest, "this is nested too deep to be checked")
        return
    for each in causes:
        _report(each, root, report)


def _causes(fault: Any) -> tuple[Any, ...]:
    """The faults to speak of: inside of alternatives, those of the one that was probably meant.

    Each fault is looked at once; looking again at every level would take for ever in deep schemas.
    """
    if fault.validator not in {"oneOf", "anyOf"} or not fault.context:
        return (fault,)
    branches: dict[Any, list[Any]] = {}
    for each in fault.context:
        branches.setdefault(each.schema_path[0], []).extend(_causes(each))
    closest: list[Any] = min(branches.values(), key=_distance)
    return tuple(closest)


def _distance(causes: Sequence[Any]) -> tuple[int, int, int]:
    """How far an alternative is from what is written: wrong kind of thing first, deep faults last."""
    other_kind = sum(_is_other_kind(cause) for cause in causes)
    deepest = max((len(cause.absolute_path) for cause in causes), default=0)
    return other_kind, -deepest, len(causes)


def _is_other_kind(fault: Any) -> bool:
    """Whether a fault says that something else altogether was meant, such as a reference or a header."""
    if fault.validator == "required":
        return "$ref" in fault.validator_value and "$ref" not in fault.instance
    return fault.validator == "enum" and list(fault.absolute_path)[-1:] == ["in"]


_MAY_BE_NULL = {
    "basePath",
    "consumes",
    "definitions",
    "deprecated",
    "description",
    "externalDocs",
    "headers",
    "host",
    "operationId",
    "parameters",
    "produces",
    "required",
    "schemes",
    "security",
    "securityDefinitions",
    "summary",
    "tags",
}
"""Members whose null says the same as their absence; writers of YAML leave them empty."""


def _harmless(fault: Any) -> str:
    """What becomes of a fault that leaves no doubt about what is meant; empty for all others."""
    path = tuple(fault.absolute_path)
    match fault.validator, fault.instance:
        case "uniqueItems", _:
            return "it counts once"
        case "type", None if path and path[-1] in _MAY_BE_NULL:
            return "it counts as absent"
        case "type", int() | float() if path == ("info", "version"):
            return "quotes make a text of it"
        case "pattern", "" if path == ("host",):
            return "it counts as absent"
    return ""


def _report(fault: Any, root: Node, report: Diagnostics) -> None:
    node = _node(root, fault.absolute_path)
    if hint := _harmless(fault):
        report.warning("structure-harmless", node, _reason(fault), hint)
        return
    match fault.validator:
        case "required":
            for key in fault.validator_value:
                if isinstance(node.value, dict) and key not in node.value:
                    report.error("structure-missing", node, f"{key!r} is missing here")
        case "additionalProperties":
            for member in _strange(fault, node):
                key = _short(unescaped(member.pointer.rpartition("/")[2]))
                report.error("structure-unknown", member.key, f"{key} is not known here")
        case "type":
            wanted = fault.validator_value
            kinds = [wanted] if isinstance(wanted, str) else list(wanted)
            names = " or ".join(_WORDS.get(kind, str(kind)) for kind in kinds)
            report.error(
                "structure-type", node, f"expected {names}, found {_short(fault.instance)}"
            )
        case _:
            report.error("structure-value", node, _reason(fault))


def _strange(fault: Any, node: Node) -> list[Node]:
    known = fault.schema.get("properties", {})
    patterns = fault.schema.get("patternProperties", {})
    return [
        member
        for key, member in node.items()
        if key not in known and not any(re.search(pattern, key) for pattern in patterns)
    ]


_REASONS = {
    "enum": "{found} is none of {wanted}",
    "pattern": "{found} is not of the form {wanted}",
    "uniqueItems": "an item stands here twice",
    "minItems": "this must not be empty",
    "minProperties": "this must not be empty",
    "oneOf": "{found} fits none of the allowed forms, or several",
    "anyOf": "{found} fits none of the allowed forms",
    "not": "{found} is not allowed here",
    "type": "{found} is of another type than is wanted here",
    "format": "{found} is no {wanted}",
}


def _reason(fault: Any) -> str:
    wanted = fault.validator_value
    words = ", ".join(map(str, wanted)) if fault.validator == "enum" else _short(wanted)
    reason = _REASONS.get(
        fault.validator, f"{{found}} breaks the rule {fault.validator}: {{wanted}}"
    )
    return reason.format(found=_short(fault.instance), wanted=words)


def _short(value: Any) -> str:
    match value:
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case bool() | None:
            return {True: "true", False: "false", None: "null"}[value]
        case _:
            text = repr(value)
            return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _node(root: Node, path: Sequence[str | int]) -> Node:
    node = root
    for step in path:
        node = node[step]
    return node
