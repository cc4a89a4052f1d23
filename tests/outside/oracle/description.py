"""Reads a Swagger 2.0 description as its authors wrote it. Nothing here comes from the generator.

The point of this small interpreter is that it does not share the generator's view: it follows the specification,
and it is judged by jsonschema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
_SCALARS = {"string", "integer", "number", "boolean"}


class _Core(yaml.SafeLoader):
    """YAML with JSON's types only: a date stays a text, and so do yes, no, on and off."""


_Core.yaml_implicit_resolvers = {
    sign: [pair for pair in pairs if not pair[0].endswith((":timestamp", ":bool"))]
    for sign, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def load(path: Path) -> dict[str, Any]:
    """Read a description; keys of mappings become texts, as JSON has them."""
    text = path.read_text("utf-8")
    read = json.loads(text) if path.suffix == ".json" else yaml.load(text, _Core)
    return json.loads(json.dumps(_text_keys(read)))


def _text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _text_keys(each) for key, each in value.items()}
    return [_text_keys(each) for each in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class Operation:
    """One method on one path, with everything that the path and the root add to it."""

    document: Mapping[str, Any]
    path: str
    method: str
    node: Mapping[str, Any]
    shared: tuple[Mapping[str, Any], ...]

    @property
    def title(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def id(self) -> str | None:
        return self.node.get("operationId")

    @property
    def parameters(self) -> list[Mapping[str, Any]]:
        """The parameters: those of the path first, each replaced by the operation's own of that name and place."""
        chosen: dict[tuple[str, str], Mapping[str, Any]] = {}
        for each in (*self.shared, *self.node.get("parameters", ())):
            target = follow(self.document, each)
            name = target["name"].lower() if target["in"] == "header" else target["name"]
            chosen[target["in"], name] = target
        return [each for each in chosen.values() if not _is_unsendable(each)]

    @property
    def body(self) -> Mapping[str, Any] | None:
        return next((each for each in self.parameters if each["in"] == "body"), None)

    def media_types(self, key: str) -> list[str]:
        """``consumes`` or ``produces``: the operation's own list, else the document's."""
        return list(self.node.get(key, self.document.get(key, [])) or [])

    @property
    def responses(self) -> dict[str, Mapping[str, Any]]:
        return {
            status: follow(self.document, each)
            for status, each in self.node.get("responses", {}).items()
            if not status.startswith("x-")
        }

    @property
    def requirements(self) -> list[tuple[str, ...]] | None:
        """The alternatives of signing in, each a set of schemes; None where nothing in the document states a word."""
        text = self.node.get("security", self.document.get("security"))
        return None if text is None else [tuple(each) for each in text]


def _is_unsendable(parameter: Mapping[str, Any]) -> bool:
    """Headers that callers cannot set."""
    framing = {"content-length", "transfer-encoding"}
    name = parameter["name"]
    return parameter["in"] == "header" and (name.lower() in framing or not name.isascii())


def operations(document: Mapping[str, Any]) -> list[Operation]:
    """All operations, in the document's order."""
    result = []
    for path, item in document.get("paths", {}).items():
        if path.startswith("x-"):
            continue
        target = follow(document, item)
        shared = tuple(target.get("parameters", ()))
        result += [
            Operation(document, path, method, target[method], shared)
            for method in target
            if method in METHODS
        ]
    return result


def follow(document: Mapping[str, Any], node: Any) -> Any:
    """The node at the end of a chain of references."""
    while isinstance(node, Mapping) and isinstance(node.get("$ref"), str):
        target: Any = document
        for step in unquote(node["$ref"]).lstrip("#").split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            target = target[int(key)] if isinstance(target, list) else target[key]
        node = target
    return node


def name_of(schema: Any) -> str | None:
    """The name of the definition that a schema refers to."""
    reference = schema.get("$ref") if isinstance(schema, Mapping) else None
    return reference.rpartition("/")[2] if isinstance(reference, str) else None


@dataclass(frozen=True)
class Shape:
    """What a schema states with all that it extends: a kind, and the parts that belong to it."""

    kind: str
    node: Mapping[str, Any]
    properties: Mapping[str, Any]
    required: frozenset[str]
    extra: Any
    """The schema of further keys; None where nothing speaks of them, False where they are forbidden."""
    discriminator: str | None
    name: str | None


def shape(document: Mapping[str, Any], schema: Any) -> Shape:
    """Understand a schema."""
    name = name_of(schema)
    node = follow(document, schema)
    parts = list(_parts(document, node))
    properties: dict[str, Any] = {}
    required: set[str] = set()
    extra: Any = None
    discriminator = None
    for part in parts:
        for wire, entry in part.get("properties", {}).items():
            properties[wire] = (
                {**properties.get(wire, {}), **entry} if wire in properties else entry
            )
        required |= (
            set(part.get("required", ())) if isinstance(part.get("required"), list) else set()
        )
        extra = part.get("additionalProperties", extra)
        discriminator = part.get("discriminator", discriminator)
    merged = {key: value for part in parts for key, value in part.items()}
    return Shape(
        _kind(merged, properties),
        merged,
        properties,
        frozenset(required),
        extra,
        discriminator,
        name,
    )


def _parts(document: Mapping[str, Any], node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for parent in node.get("allOf", ()):
        yield from _parts(document, follow(document, parent))
    yield node


def _kind(node: Mapping[str, Any], properties: Mapping[str, Any]) -> str:
    text = node.get("type")
    if isinstance(text, list):
        text = next((each for each in text if each != "null"), None)
    if text == "file" or (text == "string" and node.get("format") == "binary"):
        return "file"
    if properties:
        return "object"
    if text == "object" or (text is None and "additionalProperties" in node):
        return "map"
    if text == "array" or (text is None and "items" in node):
        return "array"
    if text in _SCALARS:
        return text
    if text is None and node.get("enum") and all(isinstance(each, str) for each in node["enum"]):
        return "string"
    return "any"


def is_nullable(document: Mapping[str, Any], schema: Any) -> bool:
    """Whether null is a value of a schema."""
    node = shape(document, schema).node
    listed = node.get("type")
    in_list = isinstance(listed, list) and "null" in listed
    return bool(node.get("x-nullable") or in_list or None in node.get("enum", ()))


def children(document: Mapping[str, Any], name: str) -> list[str]:
    """The definitions that extend another one, at any depth."""
    result: list[str] = []
    waiting = [name]
    while waiting:
        parent = waiting.pop()
        for each, node in document.get("definitions", {}).items():
            parents = [name_of(part) for part in node.get("allOf", ())]
            if parent in parents and each not in result:
                result.append(each)
                waiting.append(each)
    return result


def base(media_type: str) -> str:
    """A media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    kind = base(media_type)
    return kind.endswith(("/json", "+json", "/json5")) or kind in {"*/*", "application/*"}


def is_text(media_type: str) -> bool:
    return (
        base(media_type).startswith("text/")
        and not is_json(media_type)
        and base(media_type) != "text/xml"
    )


def is_form(media_type: str) -> bool:
    return base(media_type) in {"multipart/form-data", "application/x-www-form-urlencoded"}
