"""Validates a document against the JSON Schema of Swagger 2.0 that openapi-spec-validator brings along."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft4Validator, ValidationError

from generator.diagnostics.findings import Diagnostics
from generator.document import Node

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


def schema(root: Node, report: Diagnostics) -> None:
    """Report each place where the document breaks the schema."""
    for error in _validator().iter_errors(root.plain()):
        for cause in _causes(error):
            _report(cause, root, report)


@cache
def _validator() -> Draft4Validator:
    """The schema is read as a file: importing its package takes longer than a whole run."""
    spec = find_spec("openapi_spec_validator")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("openapi_spec_validator is not installed")
    place = Path(spec.origin).with_name("resources") / "schemas" / "v2.0" / "schema.json"
    return Draft4Validator(json.loads(place.read_bytes()), validate_formats=False)


def _causes(error: ValidationError) -> tuple[ValidationError, ...]:
    """The errors to report: inside of alternatives, those of the alternative that was probably meant.

    Each error is looked at once; looking again at every level would take exponential time in deep schemas.
    """
    if error.kind.name not in {"oneOf", "anyOf"}:
        return (error,)
    branches = [
        tuple(cause for each in branch for cause in _causes(each))
        for branch in getattr(error.kind, "context", ())
    ]
    return min(filter(None, branches), key=_distance, default=(error,))


def _distance(causes: Sequence[ValidationError]) -> tuple[int, int, int]:
    """How far an alternative is from what is written: another kind of object first, deep errors last."""
    other_kind = sum(_is_other_kind(cause) for cause in causes)
    deepest = max(len(cause.instance_path) for cause in causes)
    return other_kind, -deepest, len(causes)


def _is_other_kind(error: ValidationError) -> bool:
    """Whether an error says that something else altogether was meant, such as a reference or a header."""
    if error.kind.name == "required":
        return bool(_detail(error) == "$ref")
    return error.kind.name == "enum" and error.instance_path[-1:] == ["in"]


def _detail(error: ValidationError) -> Any:
    """What the schema wants at the place of an error: a limit, a pattern, a list of values."""
    return next(iter(error.kind.as_dict().values()), None)


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
"""Fields whose null says the same as their absence; writers of YAML leave them empty."""


def _harmless(error: ValidationError) -> str:
    """What an error comes to that leaves no doubt about what is meant; empty for all others."""
    path = tuple(error.instance_path)
    match error.kind.name, error.instance:
        case "uniqueItems", _:
            return "it counts once"
        case "type", None if path and path[-1] in _MAY_BE_NULL:
            return "it counts as absent"
        case "type", int() | float() if path == ("info", "version"):
            return "quotes make a text of it"
        case "pattern", "" if path == ("host",):
            return "it counts as absent"
    return ""


def _report(error: ValidationError, root: Node, report: Diagnostics) -> None:
    node = root
    for step in error.instance_path:
        node = _child(node, step)
    if hint := _harmless(error):
        report.add("structure-harmless", node, _reason(error), hint)
        return
    detail = _detail(error)
    match error.kind.name:
        case "required":
            report.add("structure-missing", node, f"{detail!r} is missing here")
        case "additionalProperties":
            for key in detail:
                report.add("structure-unknown", node[key].key, f"{_short(key)} is not known here")
        case "type":
            names = " or ".join(_WORDS.get(kind, kind) for kind in detail)
            report.add("structure-type", node, f"expected {names}, found {_short(error.instance)}")
        case _:
            report.add("structure-value", node, _reason(error))


def _child(node: Node, step: str | int) -> Node:
    """A child by a step of the validator, which takes keys such as 007 for numbers and leaves out empty ones."""
    if not isinstance(node.value, dict):
        return node[step]
    for key, child in node.items():
        number = key.removeprefix("+").lstrip("0") or "0"
        if key == step or (isinstance(step, int) and key and number == str(step)):
            return child
    return _child(node[""], step)


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
}


def _reason(error: ValidationError) -> str:
    name, detail = error.kind.name, _detail(error)
    wanted = ", ".join(map(str, detail)) if name == "enum" else _short(detail)
    reason = _REASONS.get(name, f"{{found}} breaks the rule {name}: {{wanted}}")
    return reason.format(found=_short(error.instance), wanted=wanted)


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
