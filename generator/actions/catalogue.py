"""The action catalogue: every operation as a described, typed action, with wire names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256

from generator.actions.inputs import BODY, inputs, kebab, options
from generator.actions.json_schema import Schema, Schemas, title_of
from generator.ir.arguments import Place
from generator.ir.client import Client, Method
from generator.ir.model import Json, Kind, Location, Operation, Scalar
from generator.ir.types import returned_types, sent_types
from generator.python.docstrings import clean, sentence
from generator.render.samples import Samples, Wish

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LONGEST_NAME = 64
"""Characters that all assistants accept in the name of a tool."""
_FOREIGN = re.compile(r"[^A-Za-z0-9_-]+")
_FILE_EXAMPLE = "data:text/plain;base64,ZXhhbXBsZQ=="


def catalogue(client: Client) -> Schema:
    """Return the whole catalogue; schemas share the definitions below ``$defs``.

    An action's error without a text has the text that ``errors`` gives for its status.
    """
    schemas = Schemas(client)
    types = [(type_, True) for operation in client.methods for type_ in sent_types(operation)]
    types += [(type_, False) for operation in client.methods for type_ in returned_types(operation)]
    errors = [
        {each.status: clean(each.description) for each in operation.errors}
        for operation in client.methods
    ]
    common, tools = _common(errors), tool_names(client)
    return {
        "$schema": DIALECT,
        "title": clean(client.title),
        "version": clean(client.version),
        "description": clean(client.description),
        "actions": [
            action(operation, schemas)
            | {
                "tool": tools[operation.id],
                "errors": {
                    status: None if common[status] == text else text
                    for status, text in messages.items()
                },
            }
            for operation, messages in zip(client.methods, errors, strict=True)
        ],
        "names": python_names(client),
        "errors": common,
        "readOnly": schemas.read_only(types),
        "$defs": schemas.definitions(types),
    }


def _common(errors: Iterable[Mapping[str, str]]) -> Schema:
    """Return the most frequent description of each status."""
    counts: dict[str, Counter[str]] = {}
    for messages in errors:
        for status, text in messages.items():
            counts.setdefault(status, Counter())[text] += 1
    return {status: counted.most_common(1)[0][0] for status, counted in sorted(counts.items())}


def tool_names(client: Client) -> dict[str, str]:
    """Return a name of letters, digits and underscores for each operation id, each name once."""
    result: dict[str, str] = {}
    taken: set[str] = set()
    for operation in client.methods:
        name = _FOREIGN.sub("_", operation.dotted).strip("_-") or "action"
        if len(name) > LONGEST_NAME or name in taken:
            mark = sha256(operation.id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
            name = f"{name[: LONGEST_NAME - len(mark) - 1]}_{mark}"
        taken.add(name)
        result[operation.id] = name
    return result


def python_names(client: Client) -> Schema:
    """Return the wire names that each Python name stands for, where the two differ."""
    arguments = [each for operation in client.methods for each in operation.arguments]
    pairs = {(each.name, each.wire or each.name) for each in arguments}
    pairs |= {(each.name, each.wire) for model in client.models for each in model.fields}
    result: dict[str, list[str]] = {}
    for python, wire in sorted(pairs):
        if python != wire:
            result.setdefault(python, []).append(wire)
    return {python: list[Json](wires) for python, wires in result.items()}


def action(operation: Method, schemas: Schemas) -> Schema:
    """Return one action."""
    paging, wait = operation.paging, operation.wait
    return {
        "id": operation.id,
        "name": operation.dotted,
        "title": title(operation),
        "description": description(operation),
        "tags": list[Json](operation.tags),
        "effect": operation.effect.value,
        "repeated": operation.effect.repeatable,
        "method": operation.method,
        "path": operation.path,
        "toolset": operation.name.resource[0],
        "core": operation.core,
        "body": next((each.name for each in operation.arguments if each.place is Place.BODY), None),
        "paging": (
            {key: getattr(paging, key) for key in ("limit", "offset", "items", "total")}
            if paging
            else None
        ),
        "partial": next((each.wire for each in operation.parameters if each.partial), None),
        "binary": operation.response.binary,
        "chunk": operation.chunk,
        "bulk": operation.bulk,
        "reconciles": operation.bulk is not None and operation.reconcile is not None,
        "rules": rules(operation),
        "wait": (
            {"field": wait.field, "pending": [*wait.pending], "failed": [*wait.failed]}
            if wait
            else None
        ),
        "login": operation.login,
        "secured": operation.secured,
        "deprecated": operation.deprecated is not None,
        "places": {key: place for key, (place, _) in inputs(operation).items()},
        # Those that are not the name of their input in words with hyphens.
        "options": {
            key: word
            for key, (_, word) in options(schemas.client, operation).items()
            if word != kebab(key.removeprefix(f"{BODY}."))
        },
        "example": example(schemas.client, operation),
        "input": _input(operation, schemas),
        "output": _output(operation, schemas),
    }


def rules(operation: Operation) -> Schema:
    """Return what inputs must hold that types cannot state.

    ``required``: properties that the body, or each item of it, has. ``oneOf``: groups of properties of which it has
    exactly one. ``anyOf``: at least one. ``anyInput``: inputs of which at least one is needed.
    """
    wanted = operation.requires
    any_of = [group for group in wanted.any_of if not any(name.startswith("?") for name in group)]
    groups: dict[str, Json] = {
        "required": list(wanted.properties),
        "oneOf": [list(group) for group in wanted.one_of],
        "anyOf": [list(group) for group in any_of],
        "anyInput": list(wanted.any_query),
    }
    return {name: group for name, group in groups.items() if group}


def example(client: Client, operation: Operation) -> Schema:
    """Return inputs that make a short, valid request: what is required, and a body."""
    samples = Samples(client)
    needed = rules(operation).get("anyInput")
    first = needed[0] if isinstance(needed, list) and needed else None
    result: Schema = {}
    for name, (_, parameter) in inputs(operation).items():
        if parameter is None:
            assert operation.body
            result[name] = samples.of(operation.body.type, name).wire
        elif parameter.type == Scalar(Kind.FILE):
            result[name] = _FILE_EXAMPLE
        elif parameter.required or parameter.location is Location.PATH or name == first:
            wish = Wish(example=parameter.example, limits=parameter.limits)
            result[name] = samples.of(parameter.type, parameter.wire, wish).wire
    return result


def title(operation: Operation) -> str:
    """Return the title of an operation, its id in words where it has none."""
    return " ".join(clean(operation.summary).split()).rstrip(".") or title_of(operation.id)


def description(operation: Operation) -> str:
    """Return the description of an operation; never empty."""
    return clean(operation.description).strip() or sentence(title(operation))


def _input(operation: Method, schemas: Schemas) -> Schema:
    properties: Schema = {}
    required: list[Json] = []
    for name, (_, parameter) in inputs(operation).items():
        if parameter is None:
            properties[name] = _body(operation, schemas)
            needed = operation.body is not None and operation.body.required
        else:
            properties[name] = schemas.part(parameter, sent=True)
            needed = parameter.required or parameter.location is Location.PATH
        required += [name] if needed else []
    schema: Schema = {"type": "object", "properties": properties}
    return schema | ({"required": required} if required else {}) | {"additionalProperties": False}


def _body(operation: Method, schemas: Schemas) -> Schema:
    assert operation.body
    text = sentence(operation.body.description) or "The body of the request."
    schema = schemas.of(operation.body.type, sent=True)
    if operation.chunk and schema.get("type") == "array":
        schema["maxItems"] = operation.chunk
    return schema | {"title": title_of(operation.body_name), "description": text}


def _output(operation: Operation, schemas: Schemas) -> Schema:
    response = operation.response
    message = sentence(response.description) or "The response of the server."
    if response.binary:
        media = next(iter(response.media_types), "application/octet-stream")
        text: Schema = {"type": "string"}
        content = text | {"contentEncoding": "base64", "contentMediaType": media}
        properties: Schema = {"contentType": text, "content": content}
        return {"type": "object", "properties": properties, "description": message}
    if response.type is None:
        return {"type": "null", "description": message}
    schema = schemas.of(response.type, sent=False)
    either: Schema = {"anyOf": [schema, {"type": "null"}]}
    return (either if response.optional else schema) | {"description": message}
