"""Decides which tools there are, and writes them: short texts, their own names, no schema twice."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..actions.catalogue import Action, Catalogue

__all__ = ["CONFIRM", "DESCRIBE", "FIND", "PREPARE", "RUN", "Surface", "tokens"]

FIND, DESCRIBE, RUN = "find_actions", "describe_action", "run_action"
PREPARE, CONFIRM = "prepare_action", "confirm_action"
_CHARACTERS_PER_TOKEN = 4
_LONGEST = 44
"""Characters of the description of one input of a tool."""
_KEPT = ("type", "enum", "format", "items", "$ref", "anyOf", "additionalProperties", "maxItems")
_ANY_OBJECT = {"type": "object"}


@dataclass(frozen=True, slots=True)
class Surface:
    """The tools that are offered.

    Attributes:
        catalogue: All actions.
        direct: Actions that have a tool of their own.
        read_only: Whether nothing that acts is offered; wins over all else.
        spend: Whether people may be reached and purchases made.
    """

    catalogue: Catalogue
    direct: Mapping[str, Action] = field(default_factory=dict)
    read_only: bool = False
    spend: bool = False

    @classmethod
    def of(
        cls,
        catalogue: Catalogue,
        *,
        toolsets: Sequence[str] = (),
        tools: Sequence[str] = (),
        read_only: bool = False,
        spend: bool = False,
    ) -> "Surface":
        """Choose the tools.

        Raises:
            ValueError: There is no such toolset.
            InputError: There is no such action.
        """
        known = {"core", "all", *(action.toolset for action in catalogue)}
        if unknown := [each for each in toolsets if each not in known]:
            raise ValueError(f"no toolset {unknown[0]!r}; known: {', '.join(sorted(known))}")
        named = {catalogue.get(each).id for each in tools}
        chosen = [
            action
            for action in catalogue
            if action.id in named
            or "all" in toolsets
            or action.toolset in toolsets
            or ("core" in toolsets and action.core)
        ]
        direct = {each.tool: each for each in chosen if not (read_only and each.acts)}
        return cls(catalogue, direct, read_only, spend)

    def allows(self, action: Action) -> str | None:
        """Return why an action may not be run, None when it may."""
        if self.read_only and action.acts:
            return f"{action.tool} acts, and this server only reads (--read-only)"
        if action.effect == "contact" and not self.spend:
            return (
                f"{action.tool} reaches people or buys something, which this server may not do; "
                "whoever starts it decides that, with --allow-spend"
            )
        return None

    def listed(self) -> list[dict[str, Any]]:
        """Return all tools as the protocol wants them, in the same order every time."""
        tools = [self._find(), self._describe(), self._run()]
        if not self.read_only:
            tools += [self._prepare(), self._confirm()]
        return tools + [self._own(name, action) for name, action in self.direct.items()]

    def _find(self) -> dict[str, Any]:
        return _tool(
            FIND,
            "Find actions of this API by words, such as 'send a text'. Start here.",
            {"query": _text("A few words."), "limit": {"type": "integer", "default": 5}},
            ["query"],
            {"actions": {"type": "array"}},
            reads=True,
        )

    def _describe(self) -> dict[str, Any]:
        return _tool(
            DESCRIBE,
            "Show what an action takes and returns: JSON Schema, rules, an example. Read it before the first call.",
            {"name": _text("The action, such as find_actions returns it.")},
            ["name"],
            {"input": _ANY_OBJECT, "output": _ANY_OBJECT},
            reads=True,
        )

    def _run(self) -> dict[str, Any]:
        return _tool(
            RUN,
            "Run an action whose effect is read. Times may be ISO 8601.",
            {
                "name": _text("The action."),
                "input": {"type": "object", "description": "Its inputs."},
                "fields": _text("Fields to return, such as items(id,state); saves tokens."),
            },
            ["name"],
            {"result": {}},
            reads=True,
        )

    def _prepare(self) -> dict[str, Any]:
        return _tool(
            PREPARE,
            "First of two steps for actions that change something, reach people or buy something. "
            f"Checks the input and returns a token and a preview; nothing happens until {CONFIRM}.",
            {
                "name": _text("The action."),
                "input": {"type": "object", "description": "Its inputs."},
            },
            ["name", "input"],
            {"token": {"type": "string"}, "preview": _ANY_OBJECT},
            reads=True,
        )

    def _confirm(self) -> dict[str, Any]:
        tool = _tool(
            CONFIRM,
            "Second step: carries out what the token stands for, once. The same token again returns the "
            "first response and does nothing. Show the user the preview first.",
            {"token": _text(f"From {PREPARE}.")},
            ["token"],
            {"outcome": {"type": "string"}, "result": {}},
            reads=False,
        )
        tool["annotations"] |= {"destructiveHint": True, "openWorldHint": True}
        return tool

    def _own(self, name: str, action: Action) -> dict[str, Any]:
        """The tool of one action. One that acts prepares."""
        text = _first_sentences(self.name_tools(action.description), 2)
        if action.acts:
            text = f"{text} Returns a token for {CONFIRM}."
        reads = not action.acts
        return {
            "name": name,
            "title": action.title,
            "description": text,
            "inputSchema": self._short(action),
            "outputSchema": _output(action) if reads else _ANY_OBJECT,
            "annotations": {
                "readOnlyHint": reads,
                "destructiveHint": action.effect
                in {"delete", "set", "contact", "credentials", "unstated"},
                "idempotentHint": True,
                "openWorldHint": action.effect == "contact",
            },
            "_meta": {"operationId": action.id, "method": action.method, "path": action.path},
        }

    def name_tools(self, text: str) -> str:
        """Name actions in a text by their tools."""
        return self.catalogue.name_tools(text)

    def _short(self, action: Action) -> dict[str, Any]:
        """The schema of the input with short texts for its own properties; describe_action returns all of it."""
        schema = _cut(action.input)
        for name, each in action.inputs["properties"].items():
            text = _first_sentences(self.name_tools(str(each.get("description", ""))), 1)
            schema["properties"][name] |= {"description": _shortened(text)} if text else {}
        if definitions := action.input.get("$defs"):
            schema["$defs"] = {name: _cut(each) for name, each in definitions.items()}
        if action.partial:
            schema["properties"][action.partial]["description"] = "Such as items(id)."
        return schema


def _cut(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema without texts, defaults and bounds."""
    result = {key: schema[key] for key in _KEPT if key in schema}
    for key in ("items", "additionalProperties"):
        if isinstance(result.get(key), dict):
            result[key] = _cut(result[key])
    if isinstance(schema.get("anyOf"), list):
        result["anyOf"] = [_cut(each) for each in schema["anyOf"]]
    if "properties" in schema:
        result["properties"] = {name: _cut(each) for name, each in schema["properties"].items()}
    if "required" in schema:
        result["required"] = schema["required"]
    return result


def _shortened(text: str) -> str:
    """Cut a text after a word."""
    return (
        text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " ..."
    )


def _output(action: Action) -> dict[str, Any]:
    """The shape of a result: the names and kinds of its properties."""
    if action.binary:
        return {"type": "object", "properties": {"uri": {"type": "string"}}}
    properties = action.output_shape
    if properties is None:
        return {"type": "object", "properties": {"result": {}}}
    return {"type": "object", "properties": {name: {} for name in properties}}


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "description": description}


def _tool(  # noqa: PLR0913 - the parts of a tool
    name: str,
    description: str,
    properties: dict[str, Any],
    required: list[str],
    output: dict[str, Any],
    *,
    reads: bool,
) -> dict[str, Any]:
    return {
        "name": name,
        "description": description,
        "inputSchema": {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        },
        "outputSchema": {"type": "object", "properties": output},
        "annotations": {"readOnlyHint": reads, "idempotentHint": True},
    }


def _first_sentences(text: str, count: int) -> str:
    plain = " ".join(text.split())
    parts = re.split(r"(?<=[.;!?])\s+(?=[A-Z])", plain)
    return " ".join(parts[:count])


def tokens(tools: Iterable[Mapping[str, Any]]) -> list[tuple[str, int]]:
    """Return about how many tokens each tool costs, at four characters each."""
    return [
        (str(tool["name"]), len(json.dumps(tool, separators=(",", ":"))) // _CHARACTERS_PER_TOKEN)
        for tool in tools
    ]
