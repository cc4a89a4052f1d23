"""Rewrites schemas: the draft of Swagger 2.0 becomes the JSON Schema of OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.document import unescaped
from generator.swagger.to_openapi3.components import Components, Object

_LOST = frozenset({"collectionFormat", "x-nullable"})
_WHOLE = ("$ref", "allOf")
"""Keywords that state what a value is all on their own; null can only stand beside them."""

_FITS: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


class Schemas:
    """Rewrites the schemas of one document; definitions may extend each other."""

    def __init__(self, definitions: Mapping[str, Any], components: Components) -> None:
        self._components = components
        self._below = dict(_below(definitions))

    def all(self, definitions: Mapping[str, Any]) -> Object:
        """The named schemas under their new names."""
        return {
            self._components.name("definitions", name): self._named(name, schema)
            for name, schema in definitions.items()
        }

    def _named(self, name: str, schema: Any) -> Any:
        """A definition; where a discriminator chooses between types, those with new names are listed."""
        result = self.of(schema)
        if isinstance(result, dict) and isinstance(chosen := result.get("discriminator"), dict):
            renamed = {
                each: f"#/components/schemas/{new}"
                for each in (name, *self._below.get(name, ()))
                if (new := self._components.name("definitions", each)) != each
            }
            if renamed:
                chosen["mapping"] = renamed
        return result

    def of(self, schema: Any) -> Any:
        """One schema, with all inside it."""
        if not isinstance(schema, dict):
            return schema
        result = dict(
            pair
            for key, value in schema.items()
            if key not in _LOST
            for pair in self._keyword(key, value)
        )
        _move_bounds(result)
        if result.get("type") == "file":
            result = {
                "type": "string",
                "format": "binary",
                "contentMediaType": "application/octet-stream",
            }
        for example in ("x-example", "example"):
            if example in result:
                result["examples"] = [result.pop(example)]
        if isinstance(name := schema.get("x-enum-name"), str):
            result.setdefault("title", name)
        if schema.get("x-nullable") is True:
            result = _nullable(result)
        if "default" in result and not _fits(result["default"], result):
            del result["default"]
        return result

    def _keyword(self, key: str, value: Any) -> Iterator[tuple[str, Any]]:
        match key, value:
            case "$ref", str():
                yield key, self._components.reference(value)
            case "properties", dict():
                yield key, {name: self.of(part) for name, part in value.items()}
            case "items", list():
                yield "prefixItems", [self.of(part) for part in value]
            case "items" | "additionalProperties", _:
                yield key, self.of(value)
            case "allOf", list():
                yield key, [self.of(part) for part in value]
            case "discriminator", str():
                yield key, {"propertyName": value}
            case _:
                yield key, value


def _move_bounds(schema: Object) -> None:
    """An exclusive bound is a number of its own since draft 6, not a mark on the inclusive one."""
    for bound, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(schema.get(bound), bool):
            exclusive = schema.pop(bound)
            if exclusive and limit in schema:
                schema[bound] = schema.pop(limit)


def _nullable(schema: Object) -> Object:
    """A schema that null fits, too."""
    if isinstance(schema.get("type"), str):
        schema = {**schema, "type": [schema["type"], "null"]}
    if isinstance(values := schema.get("enum"), list) and None not in values:
        schema = {**schema, "enum": [*values, None]}
    whole = {key: schema[key] for key in _WHOLE if key in schema}
    if not whole:
        return schema
    beside = {key: value for key, value in schema.items() if key not in whole}
    return {"anyOf": [whole, {"type": "null"}], **beside}


def _fits(value: Any, schema: Object) -> bool:
    """Whether a default is of the type and among the values; others are ignored, as everywhere."""
    if isinstance(values := schema.get("enum"), list) and value not in values:
        return False
    types = schema.get("type", [])
    wanted = [types] if isinstance(types, str) else types
    return not wanted or any(_is(value, each) for each in wanted)


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _FITS.get(kind, object))


def _below(definitions: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Each definition with those that extend it, directly or through others."""
    prefix = "#/definitions/"
    above = {
        name: [
            unescaped(each["$ref"].removeprefix(prefix))
            for each in schema["allOf"]
            if isinstance(each, dict) and isinstance(each.get("$ref"), str)
        ]
        for name, schema in definitions.items()
        if isinstance(schema, dict) and isinstance(schema.get("allOf"), list)
    }
    for top in definitions:
        result: list[str] = []
        waiting = [top]
        while waiting:
            one = waiting.pop()
            more = [name for name, bases in above.items() if one in bases and name not in result]
            result += more
            waiting += more
        if result:
            yield top, result
