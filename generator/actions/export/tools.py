"""The catalogue as tools for assistants: their own names in all texts, schemas that stand alone, hints about effects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from generator.actions.export.strict import JSON_TEXT, strict
from generator.actions.export.texts import shortened
from generator.actions.json_schema import Schema, references, standalone
from generator.ir.model import Effect

LONGEST_TEXT = 1024
_QUOTED = re.compile(r"`(\w+)`")
_OVERWRITING = frozenset(Effect) - {Effect.READ, Effect.CREATE}
_WARNINGS = {
    Effect.CONTACT: "Reaches people or spends money: ask first.",
    Effect.CREDENTIALS: "Changes credentials: ask first.",
    Effect.DELETE: "Deletes: ask first.",
    Effect.UNSTATED: "What it changes is not stated: ask first.",
}


def selected(
    catalogue: Schema,
    *,
    toolsets: Sequence[str] = (),
    read_only: bool = False,
    search: bool = False,
) -> Schema:
    """Return the catalogue with only some actions.

    Args:
        catalogue: The catalogue.
        toolsets: The groups to keep, ``core`` for the few that most people need; all if empty.
        read_only: Whether to keep only what reads.
        search: Whether tools that find, describe and run actions take the place of one tool for each.

    Raises:
        ValueError: There is no such toolset.

    """
    actions: Any = catalogue["actions"]
    known = {"core", *(action["toolset"] for action in actions)}
    if unknown := sorted({*toolsets} - known):
        raise ValueError(f"no toolset {unknown[0]!r}; known: {', '.join(sorted(known))}")
    kept = [
        action
        for action in actions
        if (not read_only or action["effect"] == Effect.READ)
        and (
            not toolsets or action["toolset"] in toolsets or ("core" in toolsets and action["core"])
        )
    ]
    ids: Any = [action["id"] for action in actions]
    return {**catalogue, "actions": kept, "search": search, "ids": ids}


def mcp(catalogue: Schema) -> dict[str, Any]:
    """Return the response to ``tools/list`` of the Model Context Protocol."""
    return {
        "tools": [
            {
                "name": tool["name"],
                "title": tool["title"],
                "description": tool["description"],
                "inputSchema": tool["schema"],
                "annotations": hints(tool["effect"]),
                "_meta": tool["meta"],
            }
            for tool in _tools(catalogue)
        ]
    }


def openai(catalogue: Schema) -> list[dict[str, Any]]:
    """Return function tools of the Chat Completions API, in strict mode."""
    return [
        {
            "type": "function",
            "function": {key: value for key, value in tool.items() if key != "type"},
        }
        for tool in openai_responses(catalogue)
    ]


def openai_responses(catalogue: Schema) -> list[dict[str, Any]]:
    """Return function tools of the Responses API, in strict mode."""
    return [
        {
            "type": "function",
            "name": tool["name"],
            "description": shortened(tool["description"], LONGEST_TEXT),
            "parameters": strict(tool["schema"]),
            "strict": True,
        }
        for tool in _tools(catalogue)
    ]


def anthropic(catalogue: Schema) -> list[dict[str, Any]]:
    """Return client tools of the Anthropic API."""
    return [
        {"name": tool["name"], "description": tool["description"], "input_schema": tool["schema"]}
        for tool in _tools(catalogue)
    ]


def hints(effect: Effect) -> dict[str, bool]:
    """Return what a host may do without asking, as hints; they follow from the effect alone."""
    return {
        "readOnlyHint": effect is Effect.READ,
        "destructiveHint": effect in _OVERWRITING,
        "idempotentHint": effect.repeatable,
        "openWorldHint": effect is Effect.CONTACT,
    }


def _tools(catalogue: Schema) -> Iterator[dict[str, Any]]:
    """The tools in a form that each target rewrites."""
    actions: Any = catalogue["actions"]
    if catalogue.get("search"):
        yield from _search(actions)
        return
    definitions: Any = catalogue["$defs"]
    ids: Any = catalogue.get("ids", ())
    names = {action["id"]: f"`{action['tool']}`" for action in actions}

    # An operation that has no tool here is no name that an assistant could call.
    plain = {id_: id_ for id_ in ids}

    def translate(text: str) -> str:
        return _QUOTED.sub(lambda match: (plain | names).get(match[1], match[0]), text)

    for action in actions:
        effect = Effect(action["effect"])
        text = " ".join(filter(None, [_WARNINGS.get(effect), translate(action["description"])]))
        yield {
            "name": action["tool"],
            "title": action["title"],
            "description": text,
            "schema": _schema(standalone(action["input"], definitions), translate),
            "effect": effect,
            "meta": {
                "operationId": action["id"],
                "method": action["method"],
                "path": action["path"],
            },
        }


def _schema(whole: Any, translate: Callable[[str], str]) -> Schema:
    """A schema whose shared definitions cost little: first sentences where the input mentions them, no texts below."""
    direct = {*references({**whole, "$defs": {}})}
    result: Schema = _lean(whole, translate)

    def first_sentence(text: str) -> str:
        return re.split(r"(?<=[.!?])\s+(?=[A-Z])", translate(text), maxsplit=1)[0]

    if "$defs" in whole:
        result["$defs"] = {
            name: _lean(each, first_sentence if name in direct else None)
            for name, each in whole["$defs"].items()
        }
    return result


def _lean(schema: Any, translate: Callable[[str], str] | None) -> Any:
    """A schema without titles; texts name actions by their tools, or go."""
    if isinstance(schema, list):
        return [_lean(each, translate) for each in schema]
    if not isinstance(schema, dict):
        return schema
    result: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "description" and isinstance(value, str):
            if translate is not None:
                result[key] = translate(value)
        elif key == "properties":
            result[key] = {name: _lean(each, translate) for name, each in value.items()}
        elif key not in {"title", "$defs"} or not isinstance(value, str | dict):
            result[key] = _lean(value, translate)
    return result


def _search(actions: Any) -> Iterator[dict[str, Any]]:
    """Three tools in place of many; the package's ``actions`` carries them out."""
    listed = ", ".join(sorted({action["toolset"] for action in actions}))
    text: Schema = {"type": "string"}
    yield _fixed(
        "find_actions",
        "Find actions",
        f"Find actions by words; there are {len(actions)}, about {listed}.",
        {"query": text | {"description": "A few words, such as: send a text."}},
    )
    yield _fixed(
        "describe_action",
        "Describe an action",
        "Show what an action takes and returns. Read it before the first call.",
        {"name": text | {"description": "As find_actions returns it."}},
    )
    yield _fixed(
        "run_action",
        "Run an action",
        "Run an action. Ask the user before one whose effect is not read.",
        {
            "name": text | {"description": "As find_actions returns it."},
            "input": text | {"description": f"Its inputs. {JSON_TEXT}"},
        },
    )


def _fixed(name: str, title: str, description: str, properties: Schema) -> dict[str, Any]:
    schema: Schema = {"type": "object", "properties": properties}
    schema |= {"required": [*properties], "additionalProperties": False}
    runs = name == "run_action"
    return {
        "name": name,
        "title": title,
        "description": description,
        "schema": schema,
        "effect": Effect.CONTACT if runs else Effect.READ,
        "meta": {"call": name},
    }
