"""Rewrites JSON Schemas for strict mode: all properties are required, and optional ones may be null.

What strict mode cannot state (free keys, any value, formats of our own, defaults) becomes text or goes. The package's
``actions.run`` takes what comes of it: null leaves an input out, and free keys may come as JSON text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.actions.json_schema import Schema

JSON_TEXT = "A JSON object as text."
_KEPT = ("enum", "pattern", "minimum", "maximum", "minItems", "maxItems")
_FORMATS = frozenset({"date-time", "date", "time", "email", "uuid"})
_NULL: Schema = {"type": "null"}


def strict(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema of an object that strict mode accepts."""
    result = _node(schema)
    if definitions := schema.get("$defs"):
        result["$defs"] = {name: _node(each) for name, each in definitions.items()}
    return result


def _node(schema: Mapping[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    if isinstance(branches := schema.get("anyOf"), list):
        return {"anyOf": [_node(each) for each in branches]} | _described(schema)
    kind = schema.get("type")
    if kind == "object" and "properties" in schema:
        return _object(schema)
    if kind == "object" or kind is None:
        text = " ".join(filter(None, [schema.get("description"), JSON_TEXT]))
        return {"type": "string", "description": text}
    result: dict[str, Any] = {"type": "string" if isinstance(kind, list) else kind}
    result |= {key: schema[key] for key in _KEPT if key in schema} | _described(schema)
    if schema.get("format") in _FORMATS:
        result["format"] = schema["format"]
    if kind == "array":
        result["items"] = _node(schema.get("items", {}))
    return result


def _object(schema: Mapping[str, Any]) -> dict[str, Any]:
    required = schema.get("required", ())
    properties = {
        name: _node(each) if name in required else _optional(each)
        for name, each in schema["properties"].items()
    }
    result = {"type": "object", "properties": properties, "required": [*properties]}
    return result | {"additionalProperties": False} | _described(schema)


def _optional(schema: Mapping[str, Any]) -> dict[str, Any]:
    made = _node(schema)
    if "anyOf" in made:
        known = made["anyOf"]
        return made if _NULL in known else made | {"anyOf": [*known, _NULL]}
    if isinstance(made.get("type"), str) and "enum" not in made:
        return made | {"type": [made["type"], "null"]}
    text = {"description": made.pop("description")} if "description" in made else _described(schema)
    return {"anyOf": [made, _NULL]} | text


def _described(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": schema["description"]} if schema.get("description") else {}
