"""Recognises objects that only wrap a list."""

from __future__ import annotations

from dataclasses import replace

from generator.model import Api, Definition, ListOf, Named, ObjectDefinition


def with_lists(api: Api) -> Api:
    """The API with list objects marked: one property, and that is an array of something else."""
    return replace(api, definitions={at: _marked(each) for at, each in api.definitions.items()})


def _marked(definition: Definition) -> Definition:
    match definition:
        case ObjectDefinition(fields=(field,), extra=None, calendar=None):
            if isinstance(field.type, ListOf) and field.type.item != Named(definition.at):
                return replace(definition, items=field.wire)
    return definition
