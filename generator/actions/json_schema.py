"""JSON Schemas (2020-12) of what the API carries: strict for what is sent, tolerant for what comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import TypeAlias

from msgspec import Struct

from generator.ir.client import Client, Enum, Model
from generator.ir.model import (
    Field,
    Json,
    Kind,
    Limits,
    ListOf,
    MapOf,
    Named,
    Parameter,
    Scalar,
    TypeRef,
)
from generator.ir.names.words import split
from generator.ir.types import reached
from generator.python.docstrings import clean, sentence

Schema: TypeAlias = dict[str, Json]

MILLISECONDS = "Milliseconds since the Unix epoch, UTC."
TIME = "A time such as 2026-03-01T12:00:00Z, or milliseconds since the Unix epoch, UTC."
FILE = "The path of a file, or its content as a data: URL."
_KINDS: dict[Kind, Schema] = {
    Kind.STRING: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.DATE_TIME: {"type": "string", "format": "date-time"},
    Kind.UNIX_MS: {"type": "integer", "format": "unix-ms"},
    Kind.BYTES: {"type": "string", "contentEncoding": "base64"},
    Kind.FILE: {"type": "string", "contentMediaType": "application/octet-stream"},
    Kind.ANY: {},
}
_LIMITS = {
    name: re.sub("_(.)", lambda sign: sign[1].upper(), name)
    for name in Limits.__struct_fields__
    if name not in {"pattern", "unique_items", "bits"}
}
"""The keyword of each bound."""


class Schemas(Struct, frozen=True, dict=True):
    """Writes schemas for one API; objects and enums are referred to by name, below ``$defs``.

    Each object has two: what may be sent (writable members, no others, known values only), named ``…Input``, and what
    may come back (nothing is required, values and members may be added by the server).
    """

    client: Client

    @cached_property
    def _taken(self) -> frozenset[str]:
        return frozenset(each.name for each in self.client.definitions.values())

    def of(self, type_: TypeRef, *, sent: bool) -> Schema:
        """Write the schema of a type."""
        match type_:
            case Named(at):
                return {"$ref": f"#/$defs/{self.name(at, sent=sent)}"}
            case Scalar(Kind.UNIX_MS) if sent:
                return {"type": ["integer", "string"], "format": "unix-ms"}
            case Scalar(kind, phone):
                return _KINDS[kind] | ({"format": "phone"} if phone else {})
            case ListOf(item):
                return {"type": "array", "items": self.of(item, sent=sent)}
            case MapOf(value):
                return {"type": "object", "additionalProperties": self.of(value, sent=sent)}

    def name(self, at: str, *, sent: bool) -> str:
        """The name of a definition below ``$defs``."""
        own = self.client.definitions[at].name
        if not sent:
            return own
        while own in self._taken:
            own += "Input"
        return own

    def definitions(self, types: Iterable[tuple[TypeRef, bool]]) -> Schema:
        """Write all definitions that the types lead to, sorted by name; the flag describes what is sent."""
        types = tuple(types)
        named = {
            self.name(at, sent=sent): self._definition(at, sent=sent)
            for sent in (True, False)
            for at in self._reached(types, sent=sent)
        }
        return dict(sorted(named.items()))

    def read_only(self, types: Iterable[tuple[TypeRef, bool]]) -> Schema:
        """Return the read-only properties of the objects that are sent, by the name of the definition."""
        result: Schema = {}
        for at in sorted(self._reached(types, sent=True)):
            definition = self.client.definitions[at]
            if isinstance(definition, Model):
                wires: list[Json] = [each.wire for each in definition.fields if each.read_only]
                result |= {self.name(at, sent=True): wires} if wires else {}
        return result

    def _reached(self, types: Iterable[tuple[TypeRef, bool]], *, sent: bool) -> Iterable[str]:
        wanted = [type_ for type_, is_sent in types if is_sent is sent]
        return reached(self.client.definitions, wanted)

    def _definition(self, at: str, *, sent: bool) -> Schema:
        match self.client.definitions[at]:
            case Enum(values=values, description=description) as enum:
                kind = "integer" if enum.numeric else "string"
                listed: list[Json] = [enum.json(each) for each in values]
                known: Schema = {"type": kind, "enum" if sent else "examples": listed}
                return known | _described(description, "" if sent else "The server may add values.")
            case Model() as definition:
                return self._object(definition, sent=sent)

    def _object(self, definition: Model, *, sent: bool) -> Schema:
        fields = [field for field in definition.fields if not (sent and field.read_only)]
        schema: Schema = {"type": "object", **_described(definition.description)}
        properties: Schema = {field.wire: self.part(field, sent=sent) for field in fields}
        null: Schema = {"type": "null"}
        schema["properties"] = properties | {
            field.wire: {"anyOf": [properties[field.wire], null]}
            for field in fields
            if field.nullable
        }
        if required := [field.wire for field in fields if field.required and sent]:
            schema["required"] = list[Json](required)
        if definition.extra is not None:
            schema["additionalProperties"] = self.of(definition.extra, sent=sent)
        elif sent:
            schema["additionalProperties"] = False
        return schema

    def part(self, part: Field | Parameter, *, sent: bool) -> Schema:
        """Write the schema of a field or a parameter; that it may be null is left to the caller."""
        limits = part.limits if sent else Limits()
        schema = self.described(part.type, part.description, part.wire, limits, sent=sent)
        if sent and part.default is not None:
            schema["default"] = part.default
        if part.deprecated is not None:
            schema["deprecated"] = True
        return schema

    def described(
        self, type_: TypeRef, description: str, wire: str, limits: Limits, *, sent: bool
    ) -> Schema:
        """Write the schema of a named value: never without a description, units included."""
        schema = self.of(type_, sent=sent)
        text = sentence(description) or f"{title_of(wire)}."
        if self._holds(type_, Kind.UNIX_MS) and (sent or "milliseconds" not in text.lower()):
            text += f" {TIME if sent else MILLISECONDS}"
        if sent and self._holds(type_, Kind.FILE):
            text += f" {FILE}"
        return schema | {"title": title_of(wire), "description": text} | _bounds(limits)

    def _holds(self, type_: TypeRef, kind: Kind) -> bool:
        match type_:
            case Scalar(own):
                return own is kind
            case ListOf(item):
                return self._holds(item, kind)
            case _:
                return False


def standalone(schema: Schema, definitions: Schema) -> Schema:
    """A schema together with just the definitions it leads to."""
    result: Schema = {}
    waiting = list(references(schema))
    while waiting:
        name = waiting.pop()
        if name not in result:
            result[name] = definitions[name]
            waiting += references(definitions[name])
    return schema | {"$defs": dict(sorted(result.items()))} if result else schema


def references(value: Json) -> Iterator[str]:
    """The names of the definitions that a schema refers to."""
    match value:
        case dict():
            if isinstance(target := value.get("$ref"), str):
                yield target.removeprefix("#/$defs/")
            for inner in value.values():
                yield from references(inner)
        case list():
            for inner in value:
                yield from references(inner)
        case _:
            return


@cache
def title_of(wire: str) -> str:
    """A name on the wire as words: ``fromNumber`` becomes From number."""
    words = " ".join(split(wire)) or clean(wire) or "value"
    return words[:1].upper() + words[1:].lower()


def _described(*parts: str) -> Schema:
    text = " ".join(filter(None, map(sentence, parts)))
    return {"description": text} if text else {}


def _bounds(limits: Limits) -> Schema:
    bounds: Schema = {
        keyword: int(bound) if bound == int(bound) else bound
        for name, keyword in _LIMITS.items()
        if (bound := getattr(limits, name)) is not None
    }
    if limits.pattern is not None and _is_pattern(limits.pattern):
        bounds["pattern"] = limits.pattern
    return bounds


def _is_pattern(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
