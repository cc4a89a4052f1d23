"""The public surface of a client, as values that can be held against each other.

A surface keeps only what users meet: public names, types as they are spelled in Python, enum values, texts.
Where something stands in the description, how it is shared or ordered there, leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.ir.model import (
    Api,
    Calendar,
    Definition,
    EnumDefinition,
    Field,
    Kind,
    ListOf,
    MapOf,
    Named,
    ObjectDefinition,
    Operation,
    Scalar,
    TypeRef,
    Wait,
)
from generator.ir.names import Names, PublicName
from generator.ir.types import reached
from generator.render.common.arguments import Argument, arguments
from generator.render.common.resource_tree import resources
from generator.render.package.typed_dicts import inputs

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
class Client:
    """What users write to get a client: where it is imported from, what it is called, how it is set up."""

    package: str
    name: str
    error: str
    env: str
    auth: str
    base_url: str


@dataclass(frozen=True, slots=True)
class Input:
    """One argument of a method. ``position`` is set for arguments that callers may pass by position."""

    name: str
    wire: str
    type: str
    required: bool
    text: str
    position: int | None = None
    deprecated: str | None = None
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    """One public method, with what it sends and answers; ``told`` is what is said of each of its answers."""

    name: str
    operation: str
    route: str
    inputs: Mapping[str, Input]
    answer: str
    effect: str
    text: str
    told: Mapping[str, str]
    chunk: int | None
    wait: Wait | None
    login: str | None
    secured: bool
    extras: frozenset[str]
    deprecated: str | None
    aliases: tuple[str, ...]
    pointer: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """One field of a model; ``required`` holds for those who send one."""

    name: str
    wire: str
    type: str
    required: bool
    text: str
    deprecated: str | None
    pointer: str


@dataclass(frozen=True, slots=True)
class Model:
    """One public model or, with ``values``, one enum. ``sent`` and ``answered`` tell which way it travels."""

    name: str
    attributes: Mapping[str, Attribute]
    values: tuple[str, ...]
    is_enum: bool
    is_list: bool
    calendar: Calendar | None
    sent: bool
    answered: bool
    text: str
    deprecated: str | None
    pointer: str


@dataclass(frozen=True, slots=True)
class Event:
    """One kind of callback: what it tells of, and what it carries."""

    name: str
    events: tuple[str, ...]
    type: str


@dataclass(frozen=True, slots=True)
class Surface:
    """Everything a user of one client can name; ``texts`` says what its resources are for, and "" what it is itself."""

    client: Client
    methods: Mapping[str, Method]
    models: Mapping[str, Model]
    events: Mapping[str, Event]
    texts: Mapping[str, str]


def spell(ref: TypeRef, names: Names, *, given: bool = False) -> str:
    """A type as users read it; widths, phone marks and places are not theirs to see.

    Args:
        ref: The type.
        names: The names of all models.
        given: Whether it is that of an argument; moments may be given as the number that travels, too.

    """
    match ref:
        case Scalar(kind=Kind.UNIX_MS) if given:
            return f"{SCALARS[Kind.UNIX_MS]} | {SCALARS[Kind.INTEGER]}"
        case Scalar(kind=kind):
            return SCALARS[kind]
        case Named(at=at):
            return names.definition(at)
        case ListOf(item=item):
            return f"list[{spell(item, names, given=given)}]"
        case MapOf(value=value):
            return f"dict[str, {spell(value, names, given=given)}]"


def surface(api: Api, names: Names) -> Surface:
    """Reduce an API and its names to what users of the client meet."""
    methods = [_method(api, operation, names) for operation in api.operations]
    sent = frozenset(definition.at for definition in inputs(api, names))
    answered = frozenset(reached(api.definitions, _answers(api)))
    models = [
        _model(definition, names, sent=at in sent, answered=at in answered)
        for at, definition in api.definitions.items()
    ]
    events = api.webhooks.resources if api.webhooks else ()
    return Surface(
        client=Client(
            package=names.package,
            name=names.client,
            error=names.error,
            env=names.env,
            auth=api.auth.kind.value,
            base_url=api.base_url,
        ),
        methods={method.name: method for method in methods},
        models={model.name: model for model in models},
        events={
            each.name: Event(each.name, each.events, spell(each.type, names)) for each in events
        },
        texts={
            "": api.description,
            **{
                ".".join(each.path): each.description
                for top in resources(api, names)
                for each in top.all
            },
        },
    )


def _answers(api: Api) -> Iterator[TypeRef]:
    """The types that come from the server, in answers and in callbacks."""
    yield from (each.answer.type for each in api.operations if each.answer.type is not None)
    if api.webhooks:
        yield from (each.type for each in api.webhooks.resources)


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
        told={
            "answer": operation.answer.description,
            **{each.status: each.description for each in operation.errors},
        },
        chunk=operation.chunk,
        wait=operation.wait,
        login=operation.login,
        secured=operation.secured,
        extras=frozenset(name for name, there in extras.items() if there),
        deprecated=operation.deprecated,
        aliases=tuple(_dotted(alias) for alias in names.aliases(operation.at)),
        pointer=operation.at,
    )


def _dotted(name: PublicName) -> str:
    return ".".join((*name.resource, name.method))


def _text(described: Argument | Field) -> str:
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
    """The arguments in the order of the signature: the views decide which there are, and how they are passed."""
    for place, given in enumerate(arguments(api, names, operation)):
        yield Input(
            name=given.name,
            wire=given.wire,
            type=spell(given.type, names, given=True),
            required=given.required,
            text=_text(given),
            position=place if given.positional else None,
            deprecated=given.deprecated,
            pointer=given.at,
        )


def _model(definition: Definition, names: Names, *, sent: bool, answered: bool) -> Model:
    at = definition.at
    whole = definition if isinstance(definition, ObjectDefinition) else None
    attributes = [_attribute(at, field, names) for field in (whole.fields if whole else ())]
    return Model(
        name=names.definition(at),
        attributes={attribute.name: attribute for attribute in attributes},
        values=definition.values if isinstance(definition, EnumDefinition) else (),
        is_enum=isinstance(definition, EnumDefinition),
        is_list=whole is not None and whole.items is not None,
        calendar=whole.calendar if whole else None,
        sent=sent,
        answered=answered,
        text=definition.description,
        deprecated=whole.deprecated if whole else None,
        pointer=at,
    )


def _attribute(at: str, field: Field, names: Names) -> Attribute:
    return Attribute(
        name=names.field(field.at, at),
        wire=field.wire,
        type=spell(field.type, names),
        required=field.required and not field.read_only,
        text=_text(field),
        deprecated=field.deprecated,
        pointer=field.at,
    )
