"""Rewrites JSON Schemas in the older form that flow tools map fields by: ``required`` inside each property."""

from __future__ import annotations

from typing import Any

from generator.actions.json_schema import Schema, standalone, title_of

_KEPT = tuple("""
    type title description enum format default minimum maximum minLength maxLength minItems
    maxItems pattern
""".split())
_PREFIX = "#/$defs/"


def draft3(schema: Schema, definitions: Schema) -> dict[str, Any]:
    """A schema with all that it leads to; the top is always an object."""
    whole: Any = standalone(schema, definitions)
    named = {name: _node(each) for name, each in whole.pop("$defs", {}).items()}
    top = _node(whole)
    if isinstance(target := top.get("$ref"), str):
        top = {**named[target.removeprefix("#/definitions/")], **_described(top)}
    if top.get("type") != "object":
        top = {"type": "object", "properties": {"result": top} if top else {}}
    return {**top, "definitions": named} if named else top


def _described(node: dict[str, Any]) -> dict[str, Any]:
    return {key: node[key] for key in ("title", "description") if key in node}


def _node(schema: Any) -> dict[str, Any]:
    if not isinstance(schema, dict):
        return {}
    if isinstance(branches := schema.get("anyOf"), list):
        real = [each for each in branches if each != {"type": "null"}]
        return {**_node(real[0]), **_described(schema)} if real else {}
    if schema.get("type") == "null":
        return {}
    node = {key: schema[key] for key in _KEPT if key in schema}
    if isinstance(kinds := node.get("type"), list):
        node["type"] = kinds[0]
    if isinstance(target := schema.get("$ref"), str):
        node["$ref"] = f"#/definitions/{target.removeprefix(_PREFIX)}"
    if isinstance(properties := schema.get("properties"), dict):
        required = schema.get("required", [])
        node["properties"] = {
            name: {"title": title_of(name), **_node(each)}
            | ({"required": True} if name in required else {})
            for name, each in properties.items()
        }
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            node[key] = _node(schema[key])
    return node
