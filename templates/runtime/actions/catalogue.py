"""Reads the catalogue of actions: find an action by id, name or words."""

import json
import math
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Self, TypeAlias

from .problems import InputError, Problem

__all__ = ["BODY", "Action", "Catalogue", "Schema"]

Schema: TypeAlias = Mapping[str, Any]
"""A JSON Schema (2020-12)."""

BODY = "requestBody"
"""The name of the input that is the whole body."""
_WORD = re.compile(r"[a-z]+|[0-9]+")
_QUOTED = re.compile(r"`(\w+)`")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WEIGHTS = (("name", 4.0), ("title", 4.0), ("id", 3.0), ("tags", 1.0), ("description", 1.0))
_SHORT_WORD = 3


def kebab(name: str) -> str:
    """Return a Python name or a wire name as a word of the command line: ``fromNumber`` becomes ``from-number``."""
    parts: list[str] = []
    for sign in name.replace("_", "-").replace(".", "-"):
        parts.append(
            f"-{sign.lower()}" if sign.isupper() and parts and parts[-1] != "-" else sign.lower()
        )
    return "".join(parts).strip("-")


class Action:
    """One operation as data: what it does, what it takes, what it returns.

    Attributes:
        id: The operation's id in the API's description; never changes.
        name: The method of the client, such as ``pets.find``.
        tool: The name that assistants know it by, such as ``pets_find``.
        core: Whether it is one of the few that most people need.
        title: A few words.
        description: What it does.
        tags: The groups of the API's description.
        toolset: The client's resource that it belongs to.
        effect: ``read``, ``set``, ``delete``, ``create``, ``contact`` (reaches people or buys something),
            ``credentials`` or ``unstated``.
        method: The HTTP method.
        path: The path, with parameters in braces.
        login: The kind of credentials that it needs, where the usual ones do not do.
        deprecated: Whether it should not be used any more.
        chunk: The greatest number of items in a body that is a list.
        bulk: The method that sends any number of rows, where there is one.
        reconciles: Whether it can be found out which rows of unknown outcome were sent.
        required: Properties that the body, or each item of it, must have beyond those that its schema requires.
        one_of: Groups of properties of which the body, or each item of it, must have exactly one.
        any_of: Groups of properties of which the body, or each item of it, must have at least one.
        any_input: Inputs of which at least one is needed.
        body: The Python name of a body that is one argument.
        paging: The names of ``limit``, ``offset``, ``items`` and ``total``, for operations that return pages.
        partial: The input that selects the fields of the response.
        binary: Whether the response is a file.
        wait: The field to watch and its values that mean "not yet" and "failed", for what takes time.
        errors: What each documented error status means.
        places: Where each input travels: path, query, header, form or body.
        example: Inputs of a short request.
        read_only: Names of fields that the server sets, by definition. They may stay in an input and are not sent.
    """

    def __init__(self, record: Mapping[str, Any], catalogue: "Catalogue") -> None:
        self._record = record
        self._catalogue = catalogue
        self.id: str = record["id"]
        self.name: str = record["name"]
        self.tool: str = record["tool"]
        self.core: bool = record["core"]
        self.title: str = record["title"]
        self.description: str = record["description"]
        self.tags: tuple[str, ...] = tuple(record["tags"])
        self.toolset: str = record["toolset"]
        self.effect: str = record["effect"]
        self.method: str = record["method"]
        self.path: str = record["path"]
        self.login: str | None = record["login"]
        self.deprecated: bool = record["deprecated"]
        self.chunk: int | None = record["chunk"]
        self.bulk: str | None = record["bulk"]
        self.reconciles: bool = record["reconciles"]
        rules = record["rules"]
        self.required: tuple[str, ...] = tuple(rules.get("required", ()))
        self.one_of: tuple[tuple[str, ...], ...] = tuple(map(tuple, rules.get("oneOf", ())))
        self.any_of: tuple[tuple[str, ...], ...] = tuple(map(tuple, rules.get("anyOf", ())))
        self.any_input: tuple[str, ...] = tuple(rules.get("anyInput", ()))
        self.body: str | None = record["body"]
        self.paging: Mapping[str, Any] | None = record["paging"]
        self.partial: str | None = record["partial"]
        self.binary: bool = record["binary"]
        self.wait: Mapping[str, Any] | None = record["wait"]
        self.places: Mapping[str, str] = record["places"]
        self.example: Mapping[str, Any] = record["example"]
        self._options: Mapping[str, str] = record["options"]

    def __repr__(self) -> str:
        return f"<Action {self.id}: {self.method} {self.path}>"

    def option(self, name: str, within: str | None = None) -> str:
        """Return what an input, or a field of the body that is an input, is called on the command line."""
        key = name if within is None else f"{within}.{name}"
        return self._options.get(key) or kebab(name)

    @property
    def acts(self) -> bool:
        """Whether it changes anything."""
        return self.effect != "read"

    @property
    def repeatable(self) -> bool:
        """Whether a second request does no harm."""
        return self.effect in {"read", "set", "delete"}

    @property
    def errors(self) -> Mapping[str, str]:
        """What each documented error status means."""
        shared = self._catalogue.record["errors"]
        return {status: text or shared[status] for status, text in self._record["errors"].items()}

    @property
    def read_only(self) -> Mapping[str, Sequence[str]]:
        """Names of fields that the server sets, by definition."""
        result: Mapping[str, Sequence[str]] = self._catalogue.record["readOnly"]
        return {
            name: result[name] for name in self._catalogue.reached(self.inputs) if name in result
        }

    @property
    def inputs(self) -> Schema:
        """The schema of the input; its references lead to the catalogue's ``definitions``."""
        schema: Schema = self._record["input"]
        return schema

    @cached_property
    def input(self) -> Schema:
        """The schema of the input, with all definitions that it refers to."""
        return self._catalogue.standalone(self._record["input"])

    @cached_property
    def output(self) -> Schema:
        """The schema of the response, with all definitions that it refers to."""
        return self._catalogue.standalone(self._record["output"])

    @property
    def content_type(self) -> str:
        """What kind of file a download is."""
        content = self._record["output"].get("properties", {}).get("content", {})
        return str(content.get("contentMediaType", "application/json"))

    @property
    def output_shape(self) -> Sequence[str] | None:
        """The names of the properties of a response that is an object, None for another one."""
        schema = self._catalogue.resolved(self._record["output"])
        return list(schema["properties"]) if "properties" in schema else None

    # phones begin
    @property
    def phone_field(self) -> str | None:
        """The field that holds the phone number of a body, or of each item of it: one of a one-of group first."""
        fields = self.item_schema(BODY).get("properties", {})
        phones = [name for name, each in fields.items() if each.get("format") == "phone"]
        wanted = {name for group in self.one_of for name in group}
        return next((name for name in phones if name in wanted), next(iter(phones), None))

    # phones end
    def item_schema(self, name: str) -> Schema:
        """The schema of an input with its reference followed; of a list, that of its items."""
        schema = self._catalogue.resolved(self.inputs["properties"].get(name, {}))
        return self._catalogue.resolved(schema["items"]) if "items" in schema else schema


class Catalogue:
    """All actions of an API; the file is read at first use.

    Args:
        read: Returns the catalogue as JSON.
    """

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read = read

    @classmethod
    def beside(cls, name: str, below: str = "") -> Self:
        """Read ``catalogue.json`` beside the module of this name, or in a folder there; it may be in an archive."""

        def read() -> bytes:
            module: Any = sys.modules[name]
            folder = os.path.split(module.__file__)[0]
            path = os.path.join(folder, below, "catalogue.json")  # noqa: PTH118 - the loader's path
            content: bytes = module.__spec__.loader.get_data(path)
            return content

        return cls(read)

    @cached_property
    def record(self) -> Mapping[str, Any]:
        """The catalogue as it is written."""
        result: Mapping[str, Any] = json.loads(self._read())
        return result

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        """All actions by id, in the order of the API's description."""
        return {record["id"]: Action(record, self) for record in self.record["actions"]}

    @cached_property
    def _by_name(self) -> Mapping[str, Action]:
        tools = {action.tool: action for action in self.actions.values()}
        return tools | {action.name: action for action in self.actions.values()}

    def __iter__(self) -> Iterator[Action]:
        return iter(self.actions.values())

    def get(self, id: str) -> Action:  # noqa: A002 - what the API calls it
        """Return an action.

        Args:
            id: The operation's id, such as ``findPets``, or the method's name, such as ``pets.find``.

        Raises:
            InputError: There is no such action; the text names the nearest one.
        """
        result = self.actions.get(id) or self._by_name.get(id)
        if result is None:
            known = [*self.actions, *self._by_name]
            raise InputError("", [Problem("", f"there is no action {id!r}{close_to(id, known)}")])
        return result

    def search(self, text: str, *, limit: int = 10) -> list[Action]:
        """Return the actions that fit some words best, the best one first.

        Args:
            text: A few words, such as ``upload a contact list``.
            limit: The greatest number of actions to return.
        """
        wanted = set(_words(text))
        scored = [
            (sum(weights.get(word, 0.0) * self._rarity(word) for word in wanted), action)
            for action, weights in self._index
        ]
        result = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
        return [action for _, action in result[:limit]]

    @cached_property
    def _index(self) -> list[tuple[Action, dict[str, float]]]:
        result = []
        for action in self:
            weights: dict[str, float] = {}
            for field, weight in _WEIGHTS:
                value = getattr(action, field)
                text = " ".join(value) if isinstance(value, tuple) else value
                for word in set(_words(text)):
                    weights[word] = weights.get(word, 0.0) + weight
            result.append((action, weights))
        return result

    def _rarity(self, word: str) -> float:
        holders = sum(word in weights for _, weights in self._index)
        return math.log(1 + len(self._index) / holders) if holders else 0.0

    def name_tools(self, text: str) -> str:
        """Name actions in a text by their tools."""

        def renamed(match: re.Match[str]) -> str:
            action = self.actions.get(match[1])
            return match[0] if action is None else f"`{action.tool}`"

        return _QUOTED.sub(renamed, text)

    def resolved(self, schema: Schema) -> Schema:
        """Follow a reference to its definition; what stands beside the reference wins."""
        target = schema.get("$ref")
        if target is None:
            return schema
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        definition: Schema = self.record["$defs"][target.removeprefix("#/$defs/")]
        return {**definition, **beside}

    def reached(self, schema: Schema) -> list[str]:
        """Return the names of all definitions that a schema leads to, sorted."""
        result: set[str] = set()
        waiting = list(_references(schema))
        while waiting:
            name = waiting.pop()
            if name not in result:
                result.add(name)
                waiting += _references(self.record["$defs"][name])
        return sorted(result)

    def standalone(self, schema: Schema) -> Schema:
        """Return a schema with all definitions that it leads to."""
        names = self.reached(schema)
        definitions = {name: self.record["$defs"][name] for name in names}
        return {**schema, "$defs": definitions} if names else schema


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(target := value.get("$ref"), str):
            yield target.removeprefix("#/$defs/")
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def _words(text: str) -> list[str]:
    words = _WORD.findall(_HUMP.sub(" ", text).lower())
    return [_stem(word) for word in words]


def _stem(word: str) -> str:
    """Cut the endings that a search should not mind."""
    for ending in ("ies", "ing", "ed", "es", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORT_WORD:
            return word.removesuffix(ending)
    return word


def close_to(name: str, known: Sequence[str]) -> str:
    """Return a hint that names the nearest known name, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""
