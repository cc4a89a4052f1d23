"""The public surface of a client, as values that can be held against each other.

A surface keeps only what users meet: public names, types as they are spelled in Python, enum values, texts.
Where something stands in the description, how it is shared or ordered there, leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model import (
    Api,
    Body,
    EnumDefinition,
    Field,
    Kind,
    ListOf,
    Location,
    MapOf,
    Named,
    ObjectDefinition,
    Operation,
    Parameter,
    Scalar,
    TypeRef,
)
from generator.names import Names, PublicName

SCALARS = {
    Kind.STRING: "str",
    Kind.INTEGER: "int",
    Kind.NUMBER: "float",
    Kind.BOOLEAN: "bool",
    Kind.DATE: "date",
    Kind.DATE_TIME: "datetime",
    Kind.UNIX_MS: "datetime",
    Kind.BYTES: "bytes",
    Kind.FILE: "file",
    Kind.ANY: "Any",
}


@dataclass(frozen=True, slots=True)
class Input:
    """One argument of a method. ``position`` is set for arguments that callers pass by position."""

    name: str
    type: str
    required: bool
    text: str
    position: int | None = None
    deprecated: str | None = None
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    """One public method, with what it sends and answers."""

    name: str
    operation: str
    route: str
    inputs: Mapping[str, Input]
    answer: str
    effect: str
    text: str
    chunk: int | None
    extras: frozenset[str]
    deprecated: str | None
    aliases: tuple[str, ...]
    pointer: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """One field of a model."""

    name: str
    type: str
    text: str
    deprecated: str | None
    pointer: str


@dataclass(frozen=True, slots=True)
class Model:
    """One public model or, with ``values``, one enum."""

    name: str
    attributes: Mapping[str, Attribute]
    values: tuple[str, ...]
    is_enum: bool
    is_list: bool
    text: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Event:
    """One kind of callback: what it tells of, and what it carries."""

    name: str
    events: tuple[str, ...]
    type: str


@dataclass(frozen=True, slots=True)
class Surface:
    """Everything a user of one client can name."""

    methods: Mapping[str, Method]
    models: Mapping[str, Model]
    auth: str
    base_url: str
    events: Mapping[str, Event]


def spell(ref: TypeRef, names: Names) -> str:
    """A type as users read it; widths, phone marks and places are not theirs to see."""
    match ref:
        case Scalar(kind=kind):
            return SCALARS[kind]
        case Named(at=at):
            return names.definition(at)
        case ListOf(item=item):
            return f"list[{spell(item, names)}]"
        case MapOf(value=value):
            return f"dict[str, {spell(value, names)}]"


def surface(api: Api, names: Names) -> Surface:
    """Reduce an API and its names to what users of the client meet."""
    methods = [_method(api, operation, names) for operation in api.operations]
    models = [_model(at, api, names) for at in api.definitions]
    events = api.webhooks.resources if api.webhooks else ()
    return Surface(
        methods={method.name: method for method in methods},
        models={model.name: model for model in models},
        auth=api.auth.kind.value,
        base_url=api.base_url,
        events={
            each.name: Event(each.name, each.events, spell(each.type, names)) for each in events
        },
    )


def _method(api: Api, operation: Operation, names: Names) -> Method:
    public = names.method(operation.at)
    extras = {
        "wait": operation.wait is not None,
        "bulk": operation.chunk is not None and operation.effect == "contact",
    }
    return Method(
        name=_dotted(public),
        operation=operation.id,
        route=f"{operation.method.upper()} {operation.path}",
        inputs={given.name: given for given in _inputs(api, operation, names)},
        answer=_answer(operation, names),
        effect=operation.effect.value,
        text=f"{operation.summary}\n{operation.description}",
        chunk=operation.chunk,
        extras=frozenset(name for name, there in extras.items() if there),
        deprecated=operation.deprecated,
        aliases=tuple(_dotted(alias) for alias in names.aliases(operation.at)),
        pointer=operation.at,
    )


def _dotted(name: PublicName) -> str:
    return ".".join((*name.resource, name.method))


def _text(described: Parameter | Field) -> str:
    """What is said of a value: its description, and the default and the limits that users can read there."""
    limits = [
        f"{limit.replace('_', ' ')} {value}"
        for limit in described.limits.__slots__
        if (value := getattr(described.limits, limit)) is not None
    ]
    default = [] if described.default is None else [f"default {described.default}"]
    return " ".join([described.description, *default, *limits]).strip()


def _answer(operation: Operation, names: Names) -> str:
    answer = operation.answer
    if answer.binary:
        return "bytes"
    if answer.type is None:
        return "None"
    spelled = spell(answer.type, names)
    if operation.paging:
        return f"Page of {spelled}"
    return f"{spelled} | None" if answer.optional else spelled


def _inputs(api: Api, operation: Operation, names: Names) -> Iterator[Input]:
    path = [p for p in operation.parameters if p.location is Location.PATH]
    for place, parameter in enumerate(path):
        yield _parameter(operation, parameter, names, place)
    for parameter in operation.parameters:
        if parameter.location is not Location.PATH:
            yield _parameter(operation, parameter, names, None)
    if operation.body:
        yield from _body(api, operation, operation.body, names)


def _parameter(
    operation: Operation, parameter: Parameter, names: Names, place: int | None
) -> Input:
    return Input(
        name=names.parameter(operation.at, parameter.at),
        type=spell(parameter.type, names),
        required=parameter.required,
        text=_text(parameter),
        position=place,
        deprecated=parameter.deprecated,
        pointer=parameter.at,
    )


def _body(api: Api, operation: Operation, body: Body, names: Names) -> Iterator[Input]:
    taken = [p.wire for p in operation.parameters if p.location is Location.PATH]
    definition = api.definitions.get(body.type.at) if isinstance(body.type, Named) else None
    if not isinstance(definition, ObjectDefinition):
        name, spelled = names.body(operation.at), spell(body.type, names)
        text = body.description
        yield Input(name, spelled, body.required, text, len(taken), pointer=body.at)
        return
    for field in definition.fields:
        if not field.read_only and field.wire not in taken:
            yield _body_field(operation, field, names)


def _body_field(operation: Operation, field: Field, names: Names) -> Input:
    return Input(
        name=names.body_field(operation.at, field.at),
        type=spell(field.type, names),
        required=field.required,
        text=_text(field),
        deprecated=field.deprecated,
        pointer=field.at,
    )


def _model(at: str, api: Api, names: Names) -> Model:
    definition = api.definitions[at]
    fields = definition.fields if isinstance(definition, ObjectDefinition) else ()
    attributes = [_attribute(at, field, names) for field in fields]
    return Model(
        name=names.definition(at),
        attributes={attribute.name: attribute for attribute in attributes},
        values=definition.values if isinstance(definition, EnumDefinition) else (),
        is_enum=isinstance(definition, EnumDefinition),
        is_list=isinstance(definition, ObjectDefinition) and definition.items is not None,
        text=definition.description,
        pointer=at,
    )


def _attribute(at: str, field: Field, names: Names) -> Attribute:
    return Attribute(
        name=names.field(field.at, at),
        type=spell(field.type, names),
        text=_text(field),
        deprecated=field.deprecated,
        pointer=field.at,
    )
