"""Walks and rewrites the types of an API, for the other passes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from generator.ir.model import (
    AliasDefinition,
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
        case AliasDefinition(target=target):
            return replace(definition, target=rewrite(target))
        case EnumDefinition():
            return definition


def renamed(type_: TypeRef, moved: Callable[[str], str]) -> TypeRef:
    """A type with other pointers."""
    match type_:
        case Named(at=at):
            return Named(moved(at))
        case ListOf(item=item):
            return ListOf(renamed(item, moved))
        case MapOf(value=value):
            return MapOf(renamed(value, moved))
        case Scalar():
            return type_


def mentioned(type_: TypeRef) -> Iterator[str]:
    """The pointers a type mentions."""
    match type_:
        case Named(at=at):
            yield at
        case ListOf(item=inner) | MapOf(value=inner):
            yield from mentioned(inner)
        case Scalar():
            pass


def roots(api: Api) -> Iterator[TypeRef]:
    """The types that operations and webhooks mention themselves."""
    for operation in api.operations:
        yield from (parameter.type for parameter in operation.parameters)
        if operation.body is not None:
            yield operation.body.type
        if operation.answer.type is not None:
            yield operation.answer.type
    if api.webhooks is not None:
        yield from (resource.type for resource in api.webhooks.resources)


def inside(definition: Definition) -> Iterable[TypeRef]:
    """The types that a definition mentions itself."""
    match definition:
        case ObjectDefinition(fields=fields, extra=extra):
            return [*(field.type for field in fields), *([] if extra is None else [extra])]
        case AliasDefinition(target=target):
            return [target]
        case EnumDefinition():
            return []
