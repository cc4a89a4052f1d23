"""Makes values that a schema allows, no two alike, and checks them with jsonschema."""

from __future__ import annotations

import base64
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

import jsonschema

from tests.outside.oracle.description import children, is_nullable, shape

_DEEPEST = 4


@dataclass
class Samples:
    """Values for one document.

    ``full`` fills in every property, ``nulls`` puts null wherever it is allowed, ``free`` adds keys where further
    ones are described, ``subtype`` is the definition to use where a parent with a discriminator stands.
    """

    document: Mapping[str, Any]
    full: bool = True
    nulls: bool = False
    free: bool = False
    request: bool = False
    subtype: str | None = None
    _count: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def value(self, schema: Any, label: str = "v", depth: int = 0) -> Any:
        """A value that the schema allows, as JSON."""
        if self.nulls and depth and is_nullable(self.document, schema):
            return None
        result = shape(self.document, schema)
        match result.kind:
            case "object":
                return self._object(schema, depth)
            case "map":
                return self._map(result.extra, label, depth)
            case "array":
                return self._array(result.node, label, depth)
            case "any":
                allowed = [each for each in result.node.get("enum", ()) if each is not None]
                return allowed[0] if allowed else self._any(label)
            case "file":
                return f"bytes of {label} {next(self._count)}"
            case _:
                return self._scalar(result.node, result.kind, label)

    def _object(self, schema: Any, depth: int) -> Any:
        result = self._chosen(schema)
        values = {}
        for wire, entry in result.properties.items():
            if self.request and entry.get("readOnly"):
                continue
            needed = wire in result.required
            full = self.full or "minProperties" in result.node
            if not needed and (not full or depth >= _DEEPEST):
                continue
            values[wire] = self.value(entry, wire, depth + 1)
        if result.discriminator and result.name and result.discriminator in result.properties:
            values[result.discriminator] = result.name
        if self.free and result.extra not in (None, False):
            inner = result.extra if isinstance(result.extra, dict) else {}
            values |= {f"free-{n}": self.value(inner, "free", depth + 1) for n in (1, 2)}
        return values

    def _chosen(self, schema: Any) -> Any:
        result = shape(self.document, schema)
        below = children(self.document, result.name) if result.discriminator and result.name else []
        allowed = result.properties.get(result.discriminator, {}).get("enum", [result.name])
        named = [self.subtype] if self.subtype in below else sorted({*below} & {*allowed})
        if named and (self.subtype in below or result.name not in allowed):
            return shape(self.document, {"$ref": f"#/definitions/{named[0]}"})
        return result

    def _map(self, extra: Any, label: str, depth: int) -> Any:
        inner = extra if isinstance(extra, dict) else {}
        if not self.full or depth >= _DEEPEST:
            return {}
        return {
            f"key {name}": self.value(inner, f"{label}{name}", depth + 1) for name in ("a", "b")
        }

    def _array(self, node: Mapping[str, Any], label: str, depth: int) -> Any:
        inner = node.get("items", {})
        least, most = node.get("minItems", 0), node.get("maxItems", 2)
        many = max(least, min(2, most)) if depth < _DEEPEST else least
        inner = inner if isinstance(inner, Mapping) else {}
        if node.get("x-phone"):
            inner = {**inner, "x-phone": True}
        if "in" in node:
            joint = node.get("collectionFormat", node.get("joint"))
            inner = {**inner, "in": node["in"], "joint": joint}
        return [self.value(inner, label, depth + 1) for _ in range(many)]

    def _any(self, label: str) -> Any:
        number = next(self._count)
        deep = {"text": f"{label} {number}", "numbers": [number, number + 0.5], "yes": True}
        return {**deep, "nothing": None, "deep": {"null": None}} if self.nulls else deep

    def _scalar(self, node: Mapping[str, Any], kind: str, label: str) -> Any:
        number = next(self._count)
        allowed = [each for each in node.get("enum", ()) if each is not None]
        if allowed:
            return allowed[number % len(allowed)]
        match kind:
            case "boolean":
                return True
            case "integer" if node.get("x-unix-ms"):
                return 1_700_000_000_000 + number
            case "integer":
                return _bounded(node, 1000 + number, 1)
            case "number":
                whole = str(node.get("format", "")).startswith("int")
                return _bounded(node, 1000 + number if whole else 1000 + number + 0.5, 1)
        return _text(node, label, number)


def _bounded(node: Mapping[str, Any], wanted: float, step: float) -> Any:
    least, most = node.get("minimum"), node.get("maximum")
    multiple = node.get("multipleOf")
    if least is not None and most is not None and isinstance(wanted, float):
        step = min(step, (most - least) / 2)
    if least is not None and wanted < least:
        wanted = least + (step if node.get("exclusiveMinimum") else 0)
    if most is not None and wanted > most:
        wanted = most - (step if node.get("exclusiveMaximum") else 0)
        if least is not None and wanted <= least < most:
            wanted = (least + most) / 2 if node.get("exclusiveMinimum") else least
    return wanted if not multiple else multiple * max(1, int(wanted // multiple))


def _text(node: Mapping[str, Any], label: str, number: int) -> str:
    day = 1 + number % 28
    if node.get("x-phone"):
        return f"1213555{number % 10000:04}"
    match node.get("format"):
        case "date":
            return f"2024-03-{day:02}"
        case "date-time":
            return f"2024-03-{day:02}T10:11:12Z"
        case "byte":
            return base64.b64encode(f"{label} {number}".encode()).decode()
    text = f"{label} {number}" if node.get("in") == "header" else f"{label} é {number}"
    if node.get("joint") == "ssv":
        text = text.replace(" ", "-")
    pattern, most = node.get("pattern"), node.get("maxLength")
    if pattern and not re.search(pattern, text):
        known = [node.get("default"), node.get("example"), node.get("x-example")]
        text = next((each for each in known if isinstance(each, str)), text)
    text = text.ljust(node.get("minLength", 0), "x")
    return text[-most:].strip() or str(number)[:most] if most is not None else text


def given(document: Mapping[str, Any], schema: Any, value: Any) -> Any:
    """What a caller of the client passes for a JSON value: dates and bytes are Python's, all else is as it is."""
    if value is None:
        return None
    result = shape(document, schema)
    match result.kind:
        case "string" if "enum" not in result.node:
            return _given_text(result.node, value)
        case "file":
            return value.encode()
        case "array":
            return [given(document, result.node.get("items", {}), each) for each in value]
        case "object":
            return {
                wire: given(document, result.properties.get(wire, {}), each)
                for wire, each in value.items()
            }
        case "map" if isinstance(result.extra, dict):
            return {key: given(document, result.extra, each) for key, each in value.items()}
    return value


def _given_text(node: Mapping[str, Any], value: str) -> Any:
    match node.get("format"):
        case "date":
            return date.fromisoformat(value)
        case "date-time":
            return datetime.fromisoformat(value)
        case "byte":
            return base64.b64decode(value)
    return value


def errors(
    document: Mapping[str, Any], schema: Any, value: Any, *, request: bool = False
) -> list[str]:
    """Where jsonschema finds that a value does not fit the schema."""
    translated = _translated(id(document), _Held(document), request=request)
    checker = jsonschema.Draft4Validator({**translated, "allOf": [_plain(schema, request=request)]})
    return [f"{list(each.absolute_path)}: {each.message}" for each in checker.iter_errors(value)]


class _Held:
    """Lets a mapping be an argument of a cached function."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.document is self.document


@cache
def _translated(_: int, held: _Held, *, request: bool) -> dict[str, Any]:
    listed = held.document.get("definitions", {})
    keys = {
        key: value
        for key, value in held.document.items()
        if key in {"paths", "parameters", "responses"}
    }
    return {
        **{key: _plain(value, request=request) for key, value in keys.items()},
        "definitions": {name: _plain(each, request=request) for name, each in listed.items()},
    }


_NOT_JSON_SCHEMA = {
    "discriminator",
    "xml",
    "example",
    "readOnly",
    "format",
    "default",
    "externalDocs",
}
_MAPPINGS = {"properties", "definitions", "paths", "parameters", "responses"}


def _plain(schema: Any, *, request: bool, named: bool = False) -> Any:
    """A schema of Swagger 2.0 in the words of JSON Schema; ``named`` mappings have names as keys."""
    if isinstance(schema, list):
        return [_plain(each, request=request) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {
        key: _plain(each, request=request, named=not named and key in _MAPPINGS)
        for key, each in schema.items()
        if named or key not in _NOT_JSON_SCHEMA
    }
    return made if named else _adapted(made, schema, request=request)


def _adapted(made: dict[str, Any], schema: Mapping[str, Any], *, request: bool) -> dict[str, Any]:
    if schema.get("type") == "file":
        made["type"] = "string"
    if schema.get("x-nullable") is True:
        if isinstance(made.get("type"), str):
            made["type"] = [made["type"], "null"]
        if "enum" in made and None not in made["enum"]:
            made["enum"] = [*made["enum"], None]
        if "allOf" in made:
            made = {"anyOf": [made, {"type": "null"}]}
    needed = made.get("required", [])
    hidden = set()
    if request and isinstance(schema.get("properties"), dict):
        inner = schema["properties"].items()
        hidden = {key for key, each in inner if isinstance(each, dict) and each.get("readOnly")}
    kept = [name for name in needed if name not in hidden] if isinstance(needed, list) else []
    made.pop("required", None)
    return {**made, "required": kept} if kept else made
