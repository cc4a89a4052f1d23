"""Validates a document against the JSON Schema of Swagger 2.0 that openapi-spec-validator brings along."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft4Validator, ValidationError
from msgspec import Struct
from msgspec.structs import replace

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


class _Cause(Struct, frozen=True):
    """One error at one place: the keyword that failed, what stands there, and what the keyword wants."""

    keyword: str
    instance: Any
    path: tuple[str | int, ...]
    wanted: Any

    @property
    def last(self) -> str:
        """The key at the end of the path."""
        return str(self.path[-1]) if self.path else ""

    @property
    def holder(self) -> str:
        """The key before the last one."""
        return str(self.path[-2]) if len(self.path) > 1 else ""


def schema(root: Node, report: Diagnostics) -> None:
    """Report each place where the document breaks the schema."""
    for error in _validator().iter_errors(root.plain()):
        for cause in _causes(error):
            _report(cause, root, report)


def part(place: str, node: Node, report: Diagnostics) -> None:
    """Report where a part breaks the schema that a reference finds elsewhere; ``place`` is where such parts belong."""
    key = "/" if place == "paths" else "part"
    whole = {"swagger": "2.0", "info": {"title": "", "version": ""}, "paths": {}}
    for error in _validator().iter_errors({**whole, place: {key: node.plain()}}):
        for cause in _causes(error):
            _report(replace(cause, path=cause.path[2:]), node, report)


@cache
def _validator() -> Draft4Validator:
    """The schema is read as a file: importing its package takes longer than a whole run."""
    spec = find_spec("openapi_spec_validator")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("openapi_spec_validator is not installed")
    place = Path(spec.origin).with_name("resources") / "schemas" / "v2.0" / "schema.json"
    return Draft4Validator(json.loads(place.read_bytes()), validate_formats=False)


def _causes(error: ValidationError) -> tuple[_Cause, ...]:
    """The errors to report: inside of alternatives, those of the alternative that was probably meant.

    Each error is looked at once; looking again at every level would take exponential time in deep schemas.
    """
    if error.kind.name not in {"oneOf", "anyOf"}:
        wanted = next(iter(error.kind.as_dict().values()), None)
        return (_Cause(error.kind.name, error.instance, tuple(error.instance_path), wanted),)
    branches = [
        tuple(cause for each in branch for cause in _causes(each))
        for branch in getattr(error.kind, "context", ())
    ]
    result = [branch for branch in branches if branch]
    if not result:
        return (_Cause(error.kind.name, error.instance, tuple(error.instance_path), None),)
    closest = min(result, key=_distance)
    return _joined(closest, result) if any(map(_is_about_kind, closest)) else closest


def _joined(
    closest: tuple[_Cause, ...], branches: Sequence[Sequence[_Cause]]
) -> tuple[_Cause, ...]:
    """Where no alternative has this kind, one error that lists the kinds of all of them."""
    kind = next(filter(_is_about_kind, closest))
    wanted = [
        value
        for branch in branches
        for cause in branch
        if _is_about_kind(cause) and cause.path == kind.path
        for value in cause.wanted
    ]
    return (replace(kind, wanted=list(dict.fromkeys(wanted))),)


def _distance(causes: Sequence[_Cause]) -> tuple[int, int, int]:
    """How far an alternative is from what is written: another kind of object first, deep errors last."""
    # That something else altogether was meant, such as a reference or a header.
    other_kind = sum(
        cause.wanted == "$ref" if cause.keyword == "required" else _is_about_kind(cause)
        for cause in causes
    )
    deepest = max(len(cause.path) for cause in causes)
    return other_kind, -deepest, len(causes)


def _is_about_kind(cause: _Cause) -> bool:
    """Whether the error is about the key that distinguishes alternatives: in, and type or flow of single kinds."""
    if cause.keyword != "enum":
        return False
    return cause.last == "in" or (
        cause.last in {"type", "flow"}
        and (len(cause.wanted) == 1 or "securityDefinitions" in cause.path)
    )


_MAY_BE_NULL = frozenset("""
    basePath consumes definitions deprecated description externalDocs headers host
    operationId parameters produces required schemes security securityDefinitions summary
    tags
""".split())
"""Fields whose null means the same as their absence; writers of YAML leave them empty."""
_DISPENSABLE = frozenset("""
    description url title version responses items required scopes authorizationUrl tokenUrl flow
""".split())
"""Required fields whose absence leaves no doubt; the name of a license or of a tag is another."""
_MAY_BE_EMPTY = {"required", "enum", "responses", "parameters"}
_LATER = {"deprecated"}
"""Fields of later versions that are read here, too: OpenAPI 3 deprecates parameters and schemas."""
_BOUNDS = frozenset("""
    maximum minimum maxLength minLength maxItems minItems multipleOf pattern
    exclusiveMaximum exclusiveMinimum maxProperties minProperties uniqueItems
    description summary title format email url
""".split())
"""Fields that only show more; a wrong value is ignored."""


def _harmless(cause: _Cause) -> str:
    """What an error comes to that leaves no doubt about what is meant; empty for all others."""
    last, instance = cause.last, cause.instance
    match cause.keyword:
        case "uniqueItems":
            return "it counts once"
        case "minItems" | "minProperties" | "not" if last in _MAY_BE_EMPTY:
            return "it counts as absent"
        case "required" if cause.wanted in _DISPENSABLE or (
            cause.wanted == "name" and "license" in (last, cause.holder)
        ):
            return "the description is understood without it"
        case "type":
            return _harmless_type(cause)
        case "pattern" if cause.path in {("host",), ("basePath",)}:
            return "it counts as absent" if instance == "" else "what is meant is taken"
        case "enum" if cause.holder == "schemes":
            return "it counts in lower case, and only http and https do"
        case "enum" if last == "collectionFormat":
            return "commas are used"
        case "enum" if last == "type" and isinstance(instance, str | None) and instance != "object":
            return (
                "it is a file in a form, and text elsewhere"
                if instance == "file"
                else "anything is taken"
            )
        case _ if last in _BOUNDS:
            return "it is ignored"
    return ""


def _harmless_type(cause: _Cause) -> str:
    last, instance = cause.last, cause.instance
    if instance is None and last in _MAY_BE_NULL:
        return "it counts as absent"
    if instance is None and last == "type":
        return "anything is taken"
    if isinstance(instance, int | float) and cause.path == ("info", "version"):
        return "quotes make a text of it"
    if instance in ("true", "false") and "boolean" in cause.wanted:
        return f"it counts as {instance}"
    if last == "license" and isinstance(instance, str):
        return "it counts as the name of the license"
    if last == "required" and isinstance(instance, bool):
        return "it is ignored: list the name under required of the object"
    return "it is ignored" if last in _BOUNDS else ""


def _report(cause: _Cause, root: Node, report: Diagnostics) -> None:
    if cause.keyword == "not" and cause.last == "responses" and not cause.instance:
        return  # That there are none is reported already.
    node = root
    for step in cause.path:
        node = _child(node, step)
    if hint := _harmless(cause):
        text = (
            f"{cause.wanted!r} is missing here" if cause.keyword == "required" else _reason(cause)
        )
        report.add("structure-harmless", node, text, hint)
        return
    match cause.keyword:
        case "required":
            report.add("structure-missing", node, f"{cause.wanted!r} is missing here")
        case "additionalProperties":
            for key in sorted({*cause.wanted} - _LATER):
                report.add("structure-unknown", node[key].key, f"{_short(key)} is not known here")
        case "type":
            report.add("structure-type", node, _reason(cause))
        case _:
            report.add("structure-value", node, _reason(cause))


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
    "not": "all keys here are of other tools",
}


def _reason(cause: _Cause) -> str:
    name, wanted = cause.keyword, cause.wanted
    if name == "type":
        kinds = " or ".join(_WORDS.get(kind, kind) for kind in wanted)
        return f"expected {kinds}, got {_short(cause.instance)}"
    shown = ", ".join(map(str, wanted)) if name == "enum" else _short(wanted)
    reason = _REASONS.get(name, f"{{found}} breaks the rule {name}: {{wanted}}")
    return reason.format(found=_short(cause.instance), wanted=shown)


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
