"""Walks and rewrites the types of an API, for the other passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator.ir.model import (
    Api,
    Definition,
    EnumDefinition,
    ListOf,
    MapOf,
    Named,
    ObjectDefinition,
    Operation,
    Scalar,
    TypeRef,
)

Rewrite = Callable[[TypeRef], TypeRef]


def rewritten(api: Api, rewrite: Rewrite) -> Api:
    """The API with every type replaced by what the function makes of it."""
    webhooks = api.webhooks and replace(
        api.webhooks,
        resources=tuple(replace(each, type=rewrite(each.type)) for each in api.webhooks.resources),
    )
    groups = tuple(
        replace(group, operations=tuple(_operation(each, rewrite) for each in group.operations))
        for group in api.groups
    )
    definitions = {at: _definition(each, rewrite) for at, each in api.definitions.items()}
    return replace(api, groups=groups, definitions=definitions, webhooks=webhooks)


def _operation(operation: Operation, rewrite: Rewrite) -> Operation:
    body = operation.body and replace(operation.body, type=rewrite(operation.body.type))
    answer = operation.answer
    if answer.type is not None:
        answer = replace(answer, type=rewrite(answer.type))
    parameters = tuple(replace(each, type=rewrite(each.type)) for each in operation.parameters)
    return replace(operation, parameters=parameters, body=body, answer=answer)


def _definition(definition: Definition, rewrite: Rewrite) -> Definition:
    match definition:
        case ObjectDefinition(fields=fields, extra=extra):
            return replace(
                definition,
                fields=tuple(replace(field, type=rewrite(field.type)) for field in fields),
                extra=None if extra is None else rewrite(extra),
            )
        case EnumDefinition():
            return definition


def renamed(type_: TypeRef, moved: Callable[[str], str]) -> TypeRef:
    """A type with other pointers."""
    match type_:
        case Named(at=at):
            return Named(moved(at))
        case ListOf(item=item):
            return replace(type_, item=renamed(item, moved))
        case MapOf(value=value):
            return replace(type_, value=renamed(value, moved))
        case Scalar():
            return type_
