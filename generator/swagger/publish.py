"""Shows in standard words what our extensions mean, so that mocks, linters and other generators understand it.

Works on a plain Swagger 2.0 document with the overlay applied, and returns a new one. What Swagger 2.0 has no keyword for
(exactly one of several properties, webhooks, examples of parameters) stays in its extension; OpenAPI 3.1 has a keyword
for each of these, and ``to_openapi3`` writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from generator.swagger.traverse import METHODS

Object: TypeAlias = dict[str, Any]

PRIVATE = frozenset("""
    x-calendar x-client x-fake x-name x-optional x-partial x-recipients x-reconcile
""".split())
"""Extensions that only this generator has a use for."""

YEAR_1, YEAR_9999 = -62_135_596_800_000, 253_402_300_799_999
"""The milliseconds since the Unix epoch that a date can have."""

_EXAMPLES: Mapping[str, Any] = {
    "x-unix-ms": 1_767_268_800_000,
    "x-phone": "12135550123",
    "integer": 1,
}
"""An example for values that mocks otherwise take from the ends of their range; fictional, as all examples are."""


def published(swagger: Object) -> Object:
    """The document in standard words, without private extensions."""
    document: Object = _rewritten(swagger)
    for schema in (document.get("definitions") or {}).values():
        _add_examples(schema)
    for operation in _operations(document):
        _limit_body(operation)
    _flatten_pages(document)
    return document


def _references(document: Object) -> set[str]:
    """The names of all definitions that a document refers to."""
    names: set[str] = set()
    waiting: list[Any] = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if isinstance(own := node.get("$ref"), str):
                names.add(own.removeprefix("#/definitions/"))
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return names


def _rewritten(node: Any, *, is_schema: bool = False) -> Any:
    """A copy without private extensions, in which each schema and parameter states what its extensions mean."""
    if isinstance(node, list):
        return [_rewritten(each) for each in node]
    if not isinstance(node, dict):
        return node
    copy = {key: _rewritten(value) for key, value in node.items() if key not in PRIVATE}
    for extension, rewrite in _REWRITES.items():
        if extension in copy and (is_schema or "type" in copy or "in" in copy):
            rewrite(copy, copy[extension])
    if isinstance(copy.get("$ref"), str) and len(copy) > 1:
        return {"allOf": [{"$ref": copy.pop("$ref")}], **copy}
    return copy


def _times(node: Object, value: Any) -> None:
    """``x-unix-ms``: the bounds of a time; on a list they are those of its items."""
    if value is True:
        target = node.get("items") if node.get("type") == "array" else node
        if isinstance(target, dict):
            target.setdefault("minimum", YEAR_1)
            target.setdefault("maximum", YEAR_9999)


def _comma_list(node: Object, value: Any) -> None:
    """``x-csv``: a list that travels as one text."""
    item = value if isinstance(value, dict) else {}
    if value is False or node.get("in") == "body":
        return
    node.update({"type": "array", "items": {"type": "string", **item}, "collectionFormat": "csv"})
    node.pop("enum", None)
    del node["x-csv"]


def _texts(node: Object, value: Any) -> None:
    """``x-texts``: a mapping to texts, though the client takes any value."""
    if value is True:
        node["additionalProperties"] = {"type": "string"}
        del node["x-texts"]


_REWRITES: Mapping[str, Callable[[Object, Any], None]] = {
    "x-unix-ms": _times,
    "x-csv": _comma_list,
    "x-texts": _texts,
}


def _add_examples(schema: Any) -> None:
    """Give an example to each property that has none and needs one to be believable."""
    if not isinstance(schema, dict):
        return
    for part in schema.get("allOf") or ():
        _add_examples(part)
    properties = schema.get("properties")
    for each in properties.values() if isinstance(properties, dict) else ():
        target = (
            each.get("items") if isinstance(each, dict) and each.get("type") == "array" else each
        )
        if not isinstance(target, dict) or {"enum", "example", "default"} & target.keys():
            continue
        marks = [key for key in ("x-unix-ms", "x-phone") if each.get(key) or target.get(key)]
        kind: Any = marks[0] if marks else target.get("type")
        if isinstance(kind, str) and kind in _EXAMPLES:
            target["example"] = _EXAMPLES[kind]


def _operations(document: Object) -> list[Object]:
    return [
        operation
        for item in (document.get("paths") or {}).values()
        if isinstance(item, dict)
        for method, operation in item.items()
        if method in METHODS and isinstance(operation, dict)
    ]


def _limit_body(operation: Object) -> None:
    """``x-chunk``: the number of items that one request may carry."""
    size = operation.get("x-chunk")
    for parameter in operation.get("parameters") or ():
        schema = parameter.get("schema") if isinstance(parameter, dict) else None
        if isinstance(schema, dict) and schema.get("type") == "array" and isinstance(size, int):
            schema["maxItems"] = size
            operation.pop("x-chunk", None)


def _flatten_pages(document: Object) -> None:
    """Write each page or list as one object, because many generators lose the items of one that extends another."""
    definitions: Object = document.get("definitions") or {}
    before = _references(document)
    for operation in _operations(document):
        for response in (operation.get("responses") or {}).values():
            name = _definition_of(response)
            if name not in definitions or "allOf" not in definitions[name]:
                continue
            flat = _flat(definitions[name], definitions)
            if flat and ("x-paging" in operation or _redefines(definitions[name], definitions)):
                definitions[name] = flat
    for name in before - _references(document):
        definitions.pop(name, None)


def _redefines(schema: Object, definitions: Object) -> bool:
    """Whether parts of an object describe the same property, one more exactly than the other."""
    parts = [_flat(each, definitions) or {} for each in schema["allOf"]]
    names = [name for each in (*parts, schema) for name in each.get("properties") or {}]
    return len(names) > len({*names})


def _definition_of(response: Any) -> str | None:
    schema = response.get("schema") if isinstance(response, dict) else None
    reference = schema.get("$ref") if isinstance(schema, dict) else None
    return reference.removeprefix("#/definitions/") if isinstance(reference, str) else None


def _flat(schema: Any, definitions: Object, depth: int = 0) -> Object | None:
    """The object that a schema with ``allOf`` describes; None where that cannot be stated in one object."""
    if not isinstance(schema, dict) or "discriminator" in schema or depth > len(definitions):
        return None
    if isinstance(reference := schema.get("$ref"), str):
        base = definitions.get(reference.removeprefix("#/definitions/"))
        return _flat(base, definitions, depth + 1)
    own = {
        key: value
        for key, value in schema.items()
        if key not in {"allOf", "properties", "required"}
    }
    properties: Object = {}
    required: list[str] = []
    for part in schema.get("allOf") or ():
        flat = _flat(part, definitions, depth + 1)
        if flat is None:
            return None
        properties |= flat.get("properties", {})
        required += flat.get("required", ())
        own = {
            key: value
            for key, value in flat.items()
            if key not in {"properties", "required", "description"}
        } | own
    properties |= schema.get("properties") or {}
    required += schema.get("required") or ()
    flat = {**own, "type": "object", "properties": properties}
    return {**flat, "required": list(dict.fromkeys(required))} if required else flat
