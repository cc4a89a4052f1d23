"""Walks and rewrites the types of an API, for the other passes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from generator.ir.model import (
    Api,
    Body,
    Definition,
    EnumDefinition,
    ErrorCase,
    EventResource,
    Field,
    ListOf,
    MapOf,
    Named,
    ObjectDefinition,
    Operation,
    Parameter,
    Response,
    Scalar,
    Success,
    TypeRef,
)

Rewrite = Callable[[TypeRef], TypeRef]
_Response = TypeVar("_Response", Response, ErrorCase, Success)
_Typed = TypeVar("_Typed", Body, Field, Parameter, EventResource)


def rewritten(api: Api, rewrite: Rewrite) -> Api:
    """The API with every type replaced by what the function makes of it."""
    webhooks = api.webhooks and replace(
        api.webhooks,
        resources=tuple(_typed(each, rewrite) for each in api.webhooks.resources),
    )
    groups = tuple(
        replace(group, operations=tuple(_operation(each, rewrite) for each in group.operations))
        for group in api.groups
    )
    definitions = {at: _definition(each, rewrite) for at, each in api.definitions.items()}
    return replace(api, groups=groups, definitions=definitions, webhooks=webhooks)


def _operation(operation: Operation, rewrite: Rewrite) -> Operation:
    body = operation.body and _typed(operation.body, rewrite)
    parameters = tuple(_typed(each, rewrite) for each in operation.parameters)
    return replace(
        operation,
        parameters=parameters,
        body=body,
        response=_response(operation.response, rewrite),
        others=tuple(_response(each, rewrite) for each in operation.others),
        errors=tuple(_response(each, rewrite) for each in operation.errors),
    )


def _response(response: _Response, rewrite: Rewrite) -> _Response:
    type_ = response.type and rewrite(response.type)
    return response if type_ == response.type else replace(response, type=type_)


def _typed(value: _Typed, rewrite: Rewrite) -> _Typed:
    """A value with its type rewritten: most types stay, and a copy of each would take most of a pass."""
    type_ = rewrite(value.type)
    return value if type_ == value.type else replace(value, type=type_)


def _definition(definition: Definition, rewrite: Rewrite) -> Definition:
    match definition:
        case ObjectDefinition(fields=fields, extra=extra):
            return replace(
                definition,
                fields=tuple(_typed(field, rewrite) for field in fields),
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
