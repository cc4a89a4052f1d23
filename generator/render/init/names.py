"""Adds entries to a file of public names without touching what people wrote there."""

from __future__ import annotations

import json

import yaml

HEAD = """\
# The public name of every operation: operationId, then the dotted path from the client to the method. A name once
# published stays. To rename a method, keep the old name as an alias: {name: pets.find, aliases: [pets.list]}
"""


def with_entries(text: str, entries: dict[str, str]) -> str:
    """The text of a YAML or JSON file with further entries at its end; comments and all entries stay as they are.

    Raises:
        ValueError: If lines cannot be added to the file.
    """
    before = yaml.safe_load(text) or {}
    if text.lstrip().startswith("{"):
        result = json.dumps(json.loads(text) | entries, indent=2, ensure_ascii=False) + "\n"
    else:
        lines = "".join(
            yaml.safe_dump({id_: name}, width=10_000, allow_unicode=True)
            for id_, name in entries.items()
        )
        newline = "\r\n" if "\r\n" in text else "\n"
        ended = text if not text or text.endswith("\n") else text + newline
        result = (ended or HEAD) + lines.replace("\n", newline)
    if (yaml.safe_load(result) or {}) != before | entries:
        raise ValueError("entries cannot be added behind its last line")
    return result
