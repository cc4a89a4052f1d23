"""Walks and rewrites the types of an API, for the other passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from generator.ir.model import (
    Answer,
    Api,
    Definition,
    EnumDefinition,
    ErrorCase,
    ListOf,
    MapOf,
    Named,
    ObjectDefinition,
    Operation,
    Scalar,
    Success,
    TypeRef,
)

Rewrite = Callable[[TypeRef], TypeRef]
_Response = TypeVar("_Response", Answer, ErrorCase, Success)


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
    parameters = tuple(replace(each, type=rewrite(each.type)) for each in operation.parameters)
    return replace(
        operation,
        parameters=parameters,
        body=body,
        answer=_response(operation.answer, rewrite),
        others=tuple(_response(each, rewrite) for each in operation.others),
        errors=tuple(_response(each, rewrite) for each in operation.errors),
    )


def _response(response: _Response, rewrite: Rewrite) -> _Response:
    return response if response.type is None else replace(response, type=rewrite(response.type))


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
