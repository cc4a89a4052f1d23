"""Descriptions of other sizes, made of the project's own: several renamed copies in one, or a few paths of it."""

from __future__ import annotations

import json
import re
from typing import Any

_REFERENCE = "#/definitions/"
_OWN = {"x-enum-name", "find"}
"""Keys whose text names an enum or, in x-reconcile, an operation."""


def multiplied(spec: dict[str, Any], times: int) -> dict[str, Any]:
    """The description and its copies in one; paths, tags, operations and definitions of each copy are its own."""
    copies = [spec, *(_copy(spec, number) for number in range(2, times + 1))]
    return {
        **spec,
        "tags": [tag for copy in copies for tag in copy["tags"]],
        "paths": {path: item for copy in copies for path, item in copy["paths"].items()},
        "definitions": {
            name: schema for copy in copies for name, schema in copy["definitions"].items()
        },
    }


def cut(spec: dict[str, Any], count: int) -> dict[str, Any]:
    """The description with its first paths alone, and the definitions that they need."""
    paths = dict(list(spec["paths"].items())[:count])
    needed: set[str] = set()
    fresh = _referenced(paths)
    while fresh:
        needed |= fresh
        fresh = _referenced([spec["definitions"][name] for name in fresh]) - needed
    definitions = {name: each for name, each in spec["definitions"].items() if name in needed}
    whole = {key: value for key, value in spec.items() if key != "x-webhooks"}
    return {**whole, "paths": paths, "definitions": definitions}


def _copy(spec: dict[str, Any], number: int) -> dict[str, Any]:
    return {
        "tags": [{**tag, "name": f"{tag['name']}{number}"} for tag in spec["tags"]],
        "paths": {
            f"/copy{number}{path}": {
                method: _operation(operation, number) for method, operation in item.items()
            }
            for path, item in spec["paths"].items()
        },
        "definitions": {
            f"{name}Copy{number}": _renamed(schema, number)
            for name, schema in spec["definitions"].items()
        },
    }


def _operation(operation: dict[str, Any], number: int) -> dict[str, Any]:
    return {
        **_renamed(operation, number),
        "operationId": f"{operation['operationId']}Copy{number}",
        "tags": [f"{tag}{number}" for tag in operation["tags"]],
    }


def _renamed(value: Any, number: int) -> Any:
    """The value with all references pointing to the copies."""
    if isinstance(value, dict):
        return {
            key: f"{entry}Copy{number}" if _names(key, entry) else _renamed(entry, number)
            for key, entry in value.items()
        }
    return [_renamed(item, number) for item in value] if isinstance(value, list) else value


def _names(key: str, member: Any) -> bool:
    """Whether a field names something that each copy has of its own."""
    if not isinstance(member, str):
        return False
    return key in _OWN or (key == "$ref" and member.startswith(_REFERENCE))


def _referenced(value: Any) -> set[str]:
    return set(re.findall(rf'"\$ref": "{_REFERENCE}([^"]+)"', json.dumps(value)))
