"""Recognises objects that only wrap a list."""

from __future__ import annotations

from msgspec.structs import replace

from generator.ir.model import Api, Definition, ListOf, Named, ObjectDefinition


def with_lists(api: Api) -> Api:
    """The API with list objects marked: one property, and that is an array of something else.

    What is only sent is left alone: no one iterates over a request.
    """
    sent = {
        operation.body.type.at
        for operation in api.operations
        if operation.body is not None and isinstance(operation.body.type, Named)
    }
    marked = {at: each if at in sent else _marked(each) for at, each in api.definitions.items()}
    return replace(api, definitions=marked)


def _marked(definition: Definition) -> Definition:
    match definition:
        case ObjectDefinition(
            fields=(field,), extra=None, calendar=None, discriminator=None, tag=None
        ):
            if isinstance(field.type, ListOf) and field.type.item != Named(definition.at):
                return replace(definition, items=field.wire)
    return definition
