"""The action catalogue: every operation as a described, typed action, in names of the wire."""

from __future__ import annotations

from generator.actions.json_schema import Schema, Schemas, spoken
from generator.ir.client import Client, Method
from generator.ir.model import Json, Location, Operation, Parameter, TypeRef
from generator.ir.types import returned_types, sent_types
from generator.python.docstrings import clean, sentence

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BODY = "requestBody"


def catalogue(client: Client) -> Schema:
    """Return the whole catalogue; schemas share the definitions below ``$defs``."""
    schemas = Schemas(client)
    types = [pair for operation in client.methods for pair in _types(operation)]
    return {
        "$schema": DIALECT,
        "title": clean(client.title),
        "version": clean(client.version),
        "description": clean(client.description),
        "actions": [action(operation, schemas) for operation in client.methods],
        "$defs": schemas.definitions(types),
    }


def action(operation: Method, schemas: Schemas) -> Schema:
    """Return one action."""
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
        "paging": _paging(operation),
        "binary": operation.answer.binary,
        "login": operation.login,
        "deprecated": operation.deprecated is not None,
        "places": {key: place for key, (place, _) in inputs(operation).items()},
        "input": _input(operation, schemas),
        "output": _output(operation, schemas),
    }


def _paging(operation: Operation) -> Json:
    if not (paging := operation.paging):
        return None
    request: Schema = {"limit": paging.limit, "offset": paging.offset}
    return request | {"items": paging.items, "total": paging.total}


def title(operation: Operation) -> str:
    """The title of an operation; one that has none is called by its id."""
    return " ".join(clean(operation.summary).split()).rstrip(".") or spoken(operation.id)


def description(operation: Operation) -> str:
    """The description of an operation; never empty."""
    return clean(operation.description).strip() or sentence(title(operation))


def inputs(operation: Operation) -> dict[str, tuple[str, Parameter | None]]:
    """The inputs of an action by name: where each travels and, but for the body, its parameter.

    Names are those of the wire; of two that are equal the second is called by its place, too.
    """
    found: dict[str, tuple[str, Parameter | None]] = {}
    for parameter in operation.parameters:
        found[_free(parameter.wire, parameter.location, found)] = (
            parameter.location.value,
            parameter,
        )
    if operation.body:
        found[_free(BODY, "body", found)] = ("body", None)
    return found


def _free(wire: str, place: str, taken: dict[str, tuple[str, Parameter | None]]) -> str:
    name = wire
    while name in taken:
        name = f"{place}_{name}"
    return name


def _types(operation: Operation) -> list[tuple[TypeRef, bool]]:
    sent = ((type_, True) for type_ in sent_types(operation))
    return [*sent, *((type_, False) for type_ in returned_types(operation))]


def _input(operation: Operation, schemas: Schemas) -> Schema:
    properties: Schema = {}
    required: list[Json] = []
    for name, (_, parameter) in inputs(operation).items():
        if parameter is None:
            properties[name] = _body(operation, schemas)
            needed = operation.body is not None and operation.body.required
        else:
            properties[name] = _parameter(parameter, schemas)
            needed = parameter.required or parameter.location is Location.PATH
        required += [name] if needed else []
    schema: Schema = {"type": "object", "properties": properties}
    return schema | ({"required": required} if required else {}) | {"additionalProperties": False}


def _parameter(parameter: Parameter, schemas: Schemas) -> Schema:
    schema = schemas.described(
        parameter.type, parameter.description, parameter.wire, parameter.limits, sent=True
    )
    if parameter.default is not None:
        schema["default"] = parameter.default
    if parameter.deprecated is not None:
        schema["deprecated"] = True
    return schema


def _body(operation: Operation, schemas: Schemas) -> Schema:
    assert operation.body
    said = sentence(operation.body.description) or "The body of the request."
    return schemas.of(operation.body.type, sent=True) | {"description": said}


def _output(operation: Operation, schemas: Schemas) -> Schema:
    answer = operation.answer
    said = sentence(answer.description) or "What the server answers."
    if answer.binary:
        media = next(iter(answer.media_types), "application/octet-stream")
        kind: Schema = {"type": "string", "contentEncoding": "base64", "contentMediaType": media}
        return kind | {"description": said}
    if answer.type is None:
        return {"type": "null", "description": said}
    schema = schemas.of(answer.type, sent=False)
    either: Schema = {"anyOf": [schema, {"type": "null"}]}
    return (either if answer.optional else schema) | {"description": said}
