"""Walks and rewrites the types of an API, for the other passes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar

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

Leaf: TypeAlias = Scalar | Named
Rewrite: TypeAlias = Callable[[Leaf], TypeRef]
_Response = TypeVar("_Response", Response, ErrorCase, Success)
_Typed = TypeVar("_Typed", Body, Field, Parameter, EventResource)


def rewritten(api: Api, rewrite: Rewrite) -> Api:
    """The API with every scalar and every name in its types replaced by what the function makes of it."""
    webhooks = api.webhooks and replace(
        api.webhooks, resources=tuple(_typed(each, rewrite) for each in api.webhooks.resources)
    )
    groups = tuple(
        replace(group, operations=tuple(with_types(each, rewrite) for each in group.operations))
        for group in api.groups
    )
    definitions = {at: _definition(each, rewrite) for at, each in api.definitions.items()}
    return replace(api, groups=groups, definitions=definitions, webhooks=webhooks)


def with_types(operation: Operation, rewrite: Rewrite) -> Operation:
    """An operation with its types rewritten."""
    return replace(
        operation,
        parameters=tuple(_typed(each, rewrite) for each in operation.parameters),
        body=operation.body and _typed(operation.body, rewrite),
        response=_response(operation.response, rewrite),
        others=tuple(_response(each, rewrite) for each in operation.others),
        errors=tuple(_response(each, rewrite) for each in operation.errors),
    )


def _response(response: _Response, rewrite: Rewrite) -> _Response:
    type_ = response.type and mapped(response.type, rewrite)
    return response if type_ == response.type else replace(response, type=type_)


def _typed(value: _Typed, rewrite: Rewrite) -> _Typed:
    """A value with its type rewritten: most types stay, and a copy of each would take most of a pass."""
    type_ = mapped(value.type, rewrite)
    return value if type_ == value.type else replace(value, type=type_)


def _definition(definition: Definition, rewrite: Rewrite) -> Definition:
    match definition:
        case ObjectDefinition(fields=fields, extra=extra):
            return replace(
                definition,
                fields=tuple(_typed(field, rewrite) for field in fields),
                extra=extra and mapped(extra, rewrite),
            )
        case EnumDefinition():
            return definition


def mapped(type_: TypeRef, rewrite: Rewrite) -> TypeRef:
    """A type with what it finally holds rewritten."""
    match type_:
        case ListOf(item=item):
            return replace(type_, item=mapped(item, rewrite))
        case MapOf(value=value):
            return replace(type_, value=mapped(value, rewrite))
        case Scalar() | Named():
            return rewrite(type_)
