"""Makes texts of files that cannot be: only a whole body, a whole response and a form can carry one."""

from __future__ import annotations

from msgspec.structs import replace

from generator.ir.model import (
    Api,
    Definition,
    Kind,
    ListOf,
    Location,
    MapOf,
    ObjectDefinition,
    Operation,
    Scalar,
    TypeRef,
)

_FILE = Scalar(Kind.FILE)
_TEXT = Scalar(Kind.STRING)


def without_stray_files(api: Api) -> Api:
    """The API with binary texts inside JSON, paths, queries and headers as the texts they are there."""
    groups = tuple(
        replace(group, operations=tuple(map(_operation, group.operations))) for group in api.groups
    )
    definitions = {at: _definition(each) for at, each in api.definitions.items()}
    return replace(api, groups=groups, definitions=definitions)


def _operation(operation: Operation) -> Operation:
    parameters = tuple(
        each if each.location is Location.FORM else replace(each, type=_text(each.type))
        for each in operation.parameters
    )
    body, response = operation.body, operation.response
    if body is not None and body.type != _FILE:
        body = replace(body, type=_text(body.type))
    if response.type is not None and response.type != _FILE:
        response = replace(response, type=_text(response.type))
    others = tuple(
        each if each.type is None else replace(each, type=_text(each.type))
        for each in operation.others
    )
    errors = tuple(
        each if each.type is None else replace(each, type=_text(each.type))
        for each in operation.errors
    )
    return replace(
        operation, parameters=parameters, body=body, response=response, others=others, errors=errors
    )


def _definition(definition: Definition) -> Definition:
    if not isinstance(definition, ObjectDefinition):
        return definition
    fields = tuple(replace(each, type=_text(each.type)) for each in definition.fields)
    extra = None if definition.extra is None else _text(definition.extra)
    return replace(definition, fields=fields, extra=extra)


def _text(type_: TypeRef) -> TypeRef:
    match type_:
        case ListOf(item=item):
            return replace(type_, item=_text(item))
        case MapOf(value=value):
            return replace(type_, value=_text(value))
        case Scalar() if type_ == _FILE:
            return _TEXT
        case _:
            return type_
