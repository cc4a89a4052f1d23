"""Makes a description of ten times the size: every path and definition, again and again under other names."""

from __future__ import annotations

import copy
import json
import sys
from pathlib import Path
from typing import Any

_DEFINITIONS = "#/definitions/"


def multiplied(document: dict[str, Any], times: int = 10) -> dict[str, Any]:
    """The description with all its operations so many times; extensions of the whole stay as they are."""
    whole = copy.deepcopy(document)
    for copy_ in range(2, times + 1):
        part = _renamed(copy.deepcopy(document), copy_)
        for kind in ("paths", "definitions"):
            whole[kind] |= part[kind]
        whole["tags"] = [*whole.get("tags", []), *part.get("tags", [])]
    return whole


def _renamed(document: dict[str, Any], number: int) -> dict[str, Any]:
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and "responses" in operation:
                operation["operationId"] += f"Nr{number}"
                operation["tags"] = [f"{tag}Nr{number}" for tag in operation.get("tags", [])]
    return {
        "paths": {
            f"/nr{number}{path}": item
            for path, item in _relinked(document["paths"], number).items()
        },
        "definitions": {
            f"{name}Nr{number}": schema
            for name, schema in _relinked(document["definitions"], number).items()
        },
        "tags": [{**tag, "name": f"{tag['name']}Nr{number}"} for tag in document.get("tags", [])],
    }


def _relinked(node: Any, number: int) -> Any:
    if isinstance(node, dict):
        return {
            key: (
                f"{value}Nr{number}"
                if (key == "$ref" and str(value).startswith(_DEFINITIONS)) or key == "x-enum-name"
                else _relinked(value, number)
            )
            for key, value in node.items()
        }
    return [_relinked(each, number) for each in node] if isinstance(node, list) else node


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    bigger = multiplied(json.loads(source.read_text("utf-8")))
    target.write_text(json.dumps(bigger, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
