"""The arguments of a method: which there are, under which names, and in which order.

Path parameters come first, then a file, a list of items to send, or the only other required argument. Then come keyword
arguments: required ones, filters in the description's order, the fields of an object body, and last what shapes the response.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from generator.ir.model import (
    Definition,
    Field,
    Json,
    Kind,
    Limits,
    Location,
    Operation,
    Parameter,
    Scalar,
    TypeRef,
)
from generator.ir.names import Names
from generator.ir.types import object_of


class Place(StrEnum):
    """Where an argument travels; FIELD is one field of an object body, BODY a whole body."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    FORM = "form"
    FIELD = "field"
    BODY = "body"

    @property
    def part(self) -> str:
        """The part of the request that holds it."""
        return Place.BODY.value if self is Place.FIELD else self.value


class Argument(Struct, frozen=True):
    """One argument of a method; ``shapes`` marks those that only shape the response (fields, limit, offset).

    ``description`` is the description's own, ``doc`` states the same in the client's terms.
    """

    at: str
    name: str
    wire: str
    place: Place
    type: TypeRef
    description: str
    required: bool
    positional: bool = False
    default: Json = None
    example: Json = None
    limits: Limits = field(default_factory=Limits)
    deprecated: str | None = None
    partial: bool = False
    shapes: bool = False
    nullable: bool = False
    doc: str = ""


def arguments(
    definitions: Mapping[str, Definition], names: Names, operation: Operation
) -> tuple[Argument, ...]:
    """All arguments of an operation's method in the order of its signature."""
    result = [_from_parameter(operation, parameter, names) for parameter in operation.parameters]
    fields = _body_fields(definitions, operation)
    if operation.body and not fields:
        result.append(_whole_body(operation, names))
    result += [_from_field(operation, each, names) for each in fields]
    return tuple(sorted(_with_main_one(result), key=_rank(operation)))


def _with_main_one(given: list[Argument]) -> list[Argument]:
    """Let the only required argument beside the path be given without its name, where no body or file can."""
    required = [each for each in given if each.required and each.place is not Place.PATH]
    if len(required) != 1 or any(
        each.positional and each.place is not Place.PATH for each in given
    ):
        return given
    return [replace(each, positional=True) if each is required[0] else each for each in given]


def _body_fields(definitions: Mapping[str, Definition], operation: Operation) -> tuple[Field, ...]:
    """The fields of the body that become arguments: all that can be written, also those spelt like another argument."""
    body = object_of(definitions, operation.body.type if operation.body else None)
    if body is None or body.calendar or body.extra is not None or body.subtypes:
        return ()
    return tuple(each for each in body.fields if not each.read_only)


def _from_parameter(operation: Operation, parameter: Parameter, names: Names) -> Argument:
    paging, in_path = operation.paging, parameter.location is Location.PATH
    file = parameter.type == Scalar(Kind.FILE)
    return _made(
        parameter,
        names.arguments[operation.at].parameters[parameter.at],
        Place(parameter.location.value),
        required=parameter.required or in_path,
        positional=in_path or (file and parameter.required),
        partial=parameter.partial,
        shapes=parameter.partial
        or bool(paging and parameter.wire in {paging.limit, paging.offset}),
    )


def _made(source: Parameter | Field, name: str, place: Place, **own: Any) -> Argument:
    """An argument with what the description states of a parameter or field."""
    return Argument(
        at=source.at,
        name=name,
        wire=source.wire,
        place=place,
        type=source.type,
        description=source.description,
        default=source.default,
        example=source.example,
        limits=source.limits,
        deprecated=source.deprecated,
        **own,
    )


def _whole_body(operation: Operation, names: Names) -> Argument:
    assert operation.body
    return Argument(
        at=operation.body.at,
        name=names.arguments[operation.at].body,
        wire="",
        place=Place.BODY,
        type=operation.body.type,
        description=operation.body.description,
        required=operation.body.required,
        positional=True,
    )


def _from_field(operation: Operation, field: Field, names: Names) -> Argument:
    required = field.required and bool(operation.body and operation.body.required)
    return _made(
        field,
        names.arguments[operation.at].fields[field.at],
        Place.FIELD,
        required=required or field.wire in operation.requires.properties,
        nullable=field.can_be_null,
    )


def _rank(operation: Operation) -> Callable[[Argument], tuple[int, ...]]:
    """The order of arguments: those of the path as they stand there, then as the description lists them."""
    paging = operation.paging
    last = (paging.limit, paging.offset) if paging else ()
    places = list(Place)

    def rank(argument: Argument) -> tuple[int, ...]:
        if argument.positional:
            place = operation.path.find(f"{{{argument.wire}}}")
            in_path = place if argument.place is Place.PATH else 0
            return (0, not argument.required, places.index(argument.place), in_path)
        if argument.shapes:
            return (3, 0 if argument.partial else 1 + last.index(argument.wire))
        return (1 if argument.required else 2, places.index(argument.place))

    return rank
