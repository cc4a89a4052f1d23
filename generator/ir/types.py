"""Walks types: what a type mentions, what a definition holds, and which definitions can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

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


def mentioned(type_: TypeRef) -> Iterator[str]:
    """The pointers of the definitions that a type mentions."""
    match type_:
        case Named(at=at):
            yield at
        case ListOf(item=inner) | MapOf(value=inner):
            yield from mentioned(inner)
        case Scalar():
            pass


def inside(definition: Definition) -> Iterable[TypeRef]:
    """The types that a definition mentions itself."""
    match definition:
        case ObjectDefinition(fields=fields, extra=extra, subtypes=subtypes):
            types = [*(field.type for field in fields), *([] if extra is None else [extra])]
            return [*types, *(Named(at) for _, at in subtypes)]
        case EnumDefinition():
            return []


def reached(definitions: Mapping[str, Definition], types: Iterable[TypeRef]) -> Iterator[str]:
    """The definitions that types lead to, each once."""
    waiting = [at for type_ in types for at in mentioned(type_)]
    seen: set[str] = set()
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            yield at
            waiting += [each for type_ in inside(definitions[at]) for each in mentioned(type_)]


def object_of(
    definitions: Mapping[str, Definition], type_: TypeRef | None
) -> ObjectDefinition | None:
    """The object that a type names; None for all else."""
    definition = definitions.get(type_.at) if isinstance(type_, Named) else None
    return definition if isinstance(definition, ObjectDefinition) else None


def sent_types(operation: Operation) -> Iterator[TypeRef]:
    """The types of an operation's parameters and body."""
    yield from (parameter.type for parameter in operation.parameters)
    if operation.body is not None:
        yield operation.body.type


def returned_types(operation: Operation) -> Iterator[TypeRef]:
    """The types that an operation returns, and those of its errors."""
    types = [operation.response.type, *(each.type for each in operation.others)]
    types += [each.type for each in operation.errors]
    yield from (each for each in types if each is not None)


def types_of(operation: Operation) -> Iterator[TypeRef]:
    """All types that an operation mentions itself."""
    yield from sent_types(operation)
    yield from returned_types(operation)


def roots(api: Api) -> Iterator[TypeRef]:
    """The types that operations and webhooks mention themselves."""
    for operation in api.operations:
        yield from types_of(operation)
    if api.webhooks is not None:
        yield from (resource.type for resource in api.webhooks.resources)
