"""The arguments of a method: which there are, under which names, and in which order.

Path parameters come first, then a file or a list of things to send, then what must be named: required arguments,
filters in the description's order, the members of an object body, and last what shapes the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from generator.ir.model import (
    Api,
    Definition,
    Field,
    Json,
    Kind,
    Limits,
    ListOf,
    Location,
    Named,
    ObjectDefinition,
    Operation,
    Parameter,
    Scalar,
    TypeRef,
)
from generator.ir.names import Names


class Place(StrEnum):
    """Where an argument travels; FIELD is a member of an object body, BODY a whole one."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    FORM = "form"
    FIELD = "field"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a method; ``shapes`` marks those that only shape the answer (fields, limit, offset)."""

    at: str
    name: str
    wire: str
    place: Place
    type: TypeRef
    description: str
    required: bool
    positional: bool = False
    default: Json = None
    limits: Limits = field(default_factory=Limits)
    deprecated: str | None = None
    partial: bool = False
    shapes: bool = False


def definition(api: Api, type_: TypeRef) -> Definition | None:
    """Return the object or enum that a type names, if it names one."""
    return api.definitions[type_.at] if isinstance(type_, Named) else None


def spread(api: Api, operation: Operation) -> tuple[Field, ...]:
    """Return the members of the body that become arguments: writable, and not asked for in the path already."""
    body = operation.body and definition(api, operation.body.type)
    if not isinstance(body, ObjectDefinition) or body.calendar or body.extra is not None:
        return ()
    in_path = {
        parameter.wire for parameter in operation.parameters if parameter.location is Location.PATH
    }
    return tuple(
        field for field in body.fields if not field.read_only and field.wire not in in_path
    )


def arguments(api: Api, names: Names, operation: Operation) -> tuple[Argument, ...]:
    """Return all arguments of an operation's method in the order of its signature."""
    found = [_from_parameter(operation, parameter, names) for parameter in operation.parameters]
    fields = spread(api, operation)
    if operation.body and not fields:
        found.append(_whole_body(operation, names))
    found += [_from_field(operation, field, names) for field in fields]
    return tuple(sorted(found, key=_rank(operation)))


def _from_parameter(operation: Operation, parameter: Parameter, names: Names) -> Argument:
    paging = operation.paging
    file = parameter.type == Scalar(Kind.FILE)
    return Argument(
        at=parameter.at,
        name=names.parameter(operation.at, parameter.at),
        wire=parameter.wire,
        place=Place(parameter.location.value),
        type=parameter.type,
        description=parameter.description,
        required=parameter.required or parameter.location is Location.PATH,
        positional=parameter.location is Location.PATH or (file and parameter.required),
        default=parameter.default,
        limits=parameter.limits,
        deprecated=parameter.deprecated,
        partial=parameter.partial,
        shapes=parameter.partial
        or bool(paging and parameter.wire in {paging.limit, paging.offset}),
    )


def _whole_body(operation: Operation, names: Names) -> Argument:
    assert operation.body
    return Argument(
        at=operation.body.at,
        name=names.body(operation.at),
        wire="",
        place=Place.BODY,
        type=operation.body.type,
        description=operation.body.description,
        required=operation.body.required,
        positional=True,
    )


def _from_field(operation: Operation, field: Field, names: Names) -> Argument:
    return Argument(
        at=field.at,
        name=names.body_field(operation.at, field.at),
        wire=field.wire,
        place=Place.FIELD,
        type=field.type,
        description=field.description,
        required=field.required and bool(operation.body and operation.body.required),
        default=field.default,
        limits=field.limits,
        deprecated=field.deprecated,
    )


def _rank(operation: Operation) -> Callable[[Argument], tuple[int, ...]]:
    """Order arguments; sorting is stable, so the description's order decides within a rank."""
    paging = operation.paging
    last = (paging.limit, paging.offset) if paging else ()
    places = list(Place)

    def rank(argument: Argument) -> tuple[int, ...]:
        if argument.positional:
            return (0, not argument.required, places.index(argument.place))
        if argument.shapes:
            return (3, 0 if argument.partial else 1 + last.index(argument.wire))
        return (1 if argument.required else 2, places.index(argument.place))

    return rank


def row(api: Api, operation: Operation) -> ObjectDefinition | None:
    """The model of each item of a body that is a list."""
    listed = operation.body.type if operation.body else None
    item = definition(api, listed.item) if isinstance(listed, ListOf) else None
    return item if isinstance(item, ObjectDefinition) else None
