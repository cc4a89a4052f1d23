"""The catalogue as tools for assistants: names they accept, schemas that stand alone, hints about effects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from generator.actions.export.texts import shortened
from generator.actions.json_schema import Schema, standalone
from generator.ir.model import Effect

LONGEST_NAME = 64
LONGEST_TEXT = 1024
_FOREIGN = re.compile(r"[^A-Za-z0-9_-]+")
_OVERWRITING = frozenset({Effect.SET, Effect.DELETE, Effect.CONTACT, Effect.CREDENTIALS})
_WARNINGS = {
    Effect.CONTACT: "Reaches people or spends money: ask first.",
    Effect.CREDENTIALS: "Changes credentials: ask first.",
    Effect.DELETE: "Deletes: ask first.",
}


def mcp(catalogue: Schema) -> dict[str, Any]:
    """The answer to ``tools/list`` of the Model Context Protocol."""
    return {
        "tools": [
            {
                "name": name,
                "title": action["title"],
                "description": _description(action),
                "inputSchema": _parameters(action, catalogue),
                "annotations": hints(Effect(action["effect"])) | {"title": action["title"]},
            }
            for name, action in _named(catalogue)
        ]
    }


def openai(catalogue: Schema) -> list[dict[str, Any]]:
    """Function tools of the OpenAI APIs."""
    return [
        {
            "type": "function",
            "function": {
                "name": name,
                "description": shortened(_description(action), LONGEST_TEXT),
                "parameters": _parameters(action, catalogue),
            },
        }
        for name, action in _named(catalogue)
    ]


def anthropic(catalogue: Schema) -> list[dict[str, Any]]:
    """Client tools of the Anthropic API."""
    return [
        {
            "name": name,
            "description": _description(action),
            "input_schema": _parameters(action, catalogue),
        }
        for name, action in _named(catalogue)
    ]


def hints(effect: Effect) -> dict[str, bool]:
    """What a host may do without asking, as hints; they follow from the effect alone."""
    return {
        "readOnlyHint": effect is Effect.READ,
        "destructiveHint": effect in _OVERWRITING,
        "idempotentHint": effect.repeatable,
        "openWorldHint": effect is Effect.CONTACT,
    }


def _named(catalogue: Schema) -> Iterator[tuple[str, dict[str, Any]]]:
    """The actions under names of letters, digits and underscores, each name once."""
    taken: set[str] = set()
    actions: Any = catalogue["actions"]
    for action in actions:
        name = _FOREIGN.sub("_", action["name"]).strip("_-") or "action"
        if len(name) > LONGEST_NAME or name in taken:
            mark = sha256(action["id"].encode()).hexdigest()[:8]
            name = f"{name[: LONGEST_NAME - len(mark) - 1]}_{mark}"
        taken.add(name)
        yield name, action


def _description(action: dict[str, Any]) -> str:
    warning = _WARNINGS.get(Effect(action["effect"]))
    return " ".join(filter(None, [warning, action["description"]]))


def _parameters(action: dict[str, Any], catalogue: Schema) -> Schema:
    definitions: Any = catalogue["$defs"]
    return standalone(action["input"], definitions)
