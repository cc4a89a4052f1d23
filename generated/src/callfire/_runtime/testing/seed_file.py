"""Reads seed files: the items that a fake begins with, as JSON or YAML."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["SeedError", "read_seed"]

_FORM = 'a seed file maps resources to lists of items, such as {"items": [{"name": "Ada"}]}'


class SeedError(ValueError):
    """A seed file that cannot be read, with the place."""


def read_seed(path: str | Path) -> dict[str, Any]:
    """Read a seed file.

    Args:
        path: The file. Names that end in ``.yaml`` or ``.yml`` are YAML, which needs PyYAML; all others JSON.

    Returns:
        Lists of items by resource. ``$file`` in an item is replaced by the bytes of the file that it names, seen from
        the folder of the seed file.

    Raises:
        SeedError: It cannot be read.
    """
    place = Path(path)
    try:
        text = place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SeedError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    items = _yaml(place, text) if place.suffix in {".yaml", ".yml"} else _json(place, text)
    if not isinstance(items, dict):
        raise SeedError(f"{path}: {_FORM}")
    return {name: _with_files(place, listed) for name, listed in items.items()}


def _json(path: Path, text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise SeedError(f"{path}:{error.lineno}:{error.colno}: {error.msg}") from None
    except RecursionError:
        raise SeedError(f"{path}: nested too deeply") from None


def _yaml(path: Path, text: str) -> Any:
    try:
        import yaml
    except ImportError:
        raise SeedError(
            f"{path}: YAML needs PyYAML: pip install pyyaml; JSON needs nothing"
        ) from None
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise SeedError(f"{path}{where}: {getattr(error, 'problem', None) or error}") from None


def _with_files(path: Path, listed: Any) -> Any:
    if isinstance(listed, list):
        return [_with_files(path, each) for each in listed]
    if not isinstance(listed, Mapping) or "$file" not in listed:
        return listed
    named = path.parent / str(listed["$file"])
    try:
        content = named.read_bytes()
    except OSError as error:
        raise SeedError(f"{path}: $file {listed['$file']}: {error.strerror}") from None
    return {
        **{name: value for name, value in listed.items() if name != "$file"},
        "$content": content,
    }
