"""The public surface of a client, as values that can be held against each other.

A surface keeps only what users meet: public names, types as they are spelled in Python, enum values, texts.
Where something stands in the description, how it is shared or ordered there, leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from generator.ir import client as ir
from generator.ir.arguments import Argument
from generator.ir.model import (
    Body,
    Calendar,
    Field,
    Kind,
    ListOf,
    MapOf,
    Named,
    Response,
    Scalar,
    TypeRef,
)
from generator.ir.types import reached, returned_types
from generator.render.common.annotations import PLAIN

SCALARS = {kind: name for kind, (_, name) in PLAIN.items()} | {Kind.FILE: "file"}

_JOINED = {
    ",": "separated by commas",
    "|": "separated by pipes",
    " ": "separated by spaces",
    "\t": "separated by tabs",
    "multi": "one parameter for each item",
}
HEADER = "response header"
ERROR_BODY = "body of an error"
Facts: TypeAlias = tuple[tuple[str, str], ...]
"""What travels: labels and values."""


class Part(Struct, frozen=True):
    """One argument of a method, or one field of a model.

    ``position`` is set for arguments that callers may pass by position. Of a field, ``required`` holds for those who
    send one, ``always`` for those who read one.
    """

    name: str
    wire: str
    type: str
    required: bool
    text: str
    deprecated: str | None
    pointer: str
    facts: Facts
    position: int | None = None
    always: bool = False
    read_only: bool = False

    @property
    def key(self) -> str:
        """What it is on the wire."""
        return f"{dict(self.facts).get('place')} {self.wire}"


class Method(Struct, frozen=True):
    """One public method: ``own`` is the client's, the rest is how it shows."""

    name: str
    own: ir.Method
    inputs: Mapping[str, Part]
    response: str
    text: str
    deprecated: str | None
    pointer: str
    facts: Facts


class Model(Struct, frozen=True):
    """One public model or, with ``values`` and the names of their members, one enum. ``sent`` and ``answered`` state which way it travels."""

    name: str
    attributes: Mapping[str, Part]
    values: Mapping[str, str]
    old_values: Mapping[str, str]
    is_enum: bool
    is_list: bool
    calendar: Calendar | None
    sent: bool
    answered: bool
    text: str
    deprecated: str | None
    pointer: str
    facts: Facts


class Event(Struct, frozen=True):
    """One kind of callback: what it reports, and what it carries."""

    name: str
    events: tuple[str, ...]
    type: str


class Surface(Struct, frozen=True):
    """Everything a user of one client can name.

    ``setup`` is what users write to get a client: where it is imported from, what it is called, how it is set up.
    ``texts`` states what its resources are for, and "" what it is itself.
    """

    setup: Mapping[str, str]
    methods: Mapping[str, Method]
    models: Mapping[str, Model]
    events: Mapping[str, Event]
    texts: Mapping[str, str]


def spell(ref: TypeRef, client: ir.Client, *, given: bool = False) -> str:
    """A type as users read it; widths, phone marks and places are not theirs to see.

    Args:
        ref: The type.
        client: The client that it belongs to.
        given: Whether it is that of an argument; moments may be given as the number that travels, too.

    """
    match ref:
        case Scalar(kind=Kind.UNIX_MS) if given:
            return f"{SCALARS[Kind.UNIX_MS]} | {SCALARS[Kind.INTEGER]}"
        case Scalar(kind=kind):
            return SCALARS[kind]
        case Named(at=at):
            return client.definitions[at].name
        case ListOf(item=item):
            return f"list[{spell(item, client, given=given)}]"
        case MapOf(value=value):
            return f"dict[str, {spell(value, client, given=given)}]"


def surface(client: ir.Client) -> Surface:
    """Reduce a client to what its users meet."""
    methods = [_method(operation, client) for operation in client.methods]
    sent = frozenset(model.at for model in client.inputs)
    events = client.webhooks.resources if client.webhooks else ()
    from_server = [type_ for operation in client.methods for type_ in returned_types(operation)]
    from_server += [each.type for each in events]
    returned = frozenset(reached(client.definitions, from_server))
    models = [
        _model(definition, client, sent=at in sent, answered=at in returned)
        for at, definition in client.definitions.items()
    ]
    return Surface(
        setup={
            "package": client.package,
            "client": client.name,
            "error": client.error,
            "env": client.env,
            "auth": ", ".join((client.auth.kind.value, *client.auth.arguments)),
            "keys": ", ".join(
                f"{each.location} {each.wire}"
                for each in client.auth.schemes or (client.auth,)
                if each.wire
            ),
            "base-url": client.base_url,
        },
        methods={method.name: method for method in methods},
        models={model.name: model for model in models},
        events={
            each.name: Event(each.name, each.events, spell(each.type, client)) for each in events
        },
        texts={
            "": client.description,
            **{
                ".".join(each.path): each.description
                for top in client.resources
                for each in top.all
            },
        },
    )


def _method(operation: ir.Method, client: ir.Client) -> Method:
    return Method(
        name=operation.dotted,
        own=operation,
        inputs={given.name: given for given in _inputs(operation, client)},
        response=_response(operation, client),
        text=f"{operation.summary}\n{operation.description}",
        deprecated=operation.deprecated,
        pointer=operation.at,
        facts=_method_facts(operation, client),
    )


def _method_facts(operation: ir.Method, client: ir.Client) -> Facts:
    statuses = [operation.response.status, *(each.status for each in operation.others)]
    errors = {
        f"{ERROR_BODY} {each.status}": spell(each.type, client)
        for each in operation.errors
        if each.type is not None
    }
    body = operation.body
    return (
        ("success statuses", ", ".join(map(str, statuses))),
        ("redirect statuses", ", ".join(map(str, operation.redirects))),
        ("asks for", ", ".join(operation.response.media_types)),
        ("sends", operation.form_style or (body.media_type if body else "")),
        *errors.items(),
        *((f"{HEADER} {name}", type_) for name, type_ in operation.response.headers),
        *((f"body {label}", value) for label, value in (_bounds(body) if body else ())),
        *((f"response {label}", value) for label, value in _bounds(operation.response)),
    )


def _bounds(described: Argument | Field | Body | Response) -> Facts:
    limits = described.limits
    return tuple(
        (name.replace("_", " "), str(value))
        for name in limits.__struct_fields__
        if (value := getattr(limits, name)) is not None
    )


def _default(described: Argument | Field) -> str:
    return "" if described.default is None else str(described.default)


def _response(operation: ir.Method, client: ir.Client) -> str:
    response = operation.response
    if response.binary:
        return "bytes"
    if response.type is None:
        return "None"
    spelled = spell(response.type, client)
    if operation.paging:
        return f"Page of {spelled}"
    return f"{spelled} | None" if response.optional else spelled


def _inputs(operation: ir.Method, client: ir.Client) -> Iterator[Part]:
    """The arguments in the order of the signature."""
    joins = {each.at: (each.join, *each.inner) for each in operation.parameters}
    for place, given in enumerate(operation.arguments):
        # How a list travels: what stands between its items, from the outermost list to the innermost.
        signs = joins.get(given.at, ()) if isinstance(given.type, ListOf) else ()
        yield Part(
            name=given.name,
            wire=given.wire,
            type=spell(given.type, client, given=True),
            required=given.required,
            text=given.description,
            position=place if given.positional else None,
            deprecated=given.deprecated,
            pointer=given.at,
            facts=(
                ("wire name", given.wire),
                ("place", given.place),
                ("list", " then ".join(_JOINED.get(sign, sign) for sign in signs)),
                ("null", "allowed" if given.nullable else ""),
                ("default", _default(given)),
                *_bounds(given),
            ),
        )


def _model(definition: ir.ModelOrEnum, client: ir.Client, *, sent: bool, answered: bool) -> Model:
    whole = definition if isinstance(definition, ir.Model) else None
    attributes = [_attribute(field, client, sent=sent) for field in (whole.fields if whole else ())]
    return Model(
        name=definition.name,
        attributes={attribute.name: attribute for attribute in attributes},
        old_values=dict(definition.deprecated) if isinstance(definition, ir.Enum) else {},
        values=(
            {each.value: each.name for each in definition.members}
            if isinstance(definition, ir.Enum)
            else {}
        ),
        is_enum=isinstance(definition, ir.Enum),
        is_list=whole is not None and whole.items is not None,
        calendar=whole.calendar if whole else None,
        sent=sent,
        answered=answered,
        text=definition.description,
        deprecated=whole.deprecated if whole else None,
        pointer=definition.at,
        facts=_model_facts(definition, client),
    )


def _attribute(field: ir.Attribute, client: ir.Client, *, sent: bool) -> Part:
    return Part(
        name=field.name,
        wire=field.wire,
        type=spell(field.type, client),
        required=field.required and not field.read_only,
        always=field.required,
        read_only=field.read_only,
        text=field.description,
        deprecated=field.deprecated,
        pointer=field.at,
        facts=(
            ("wire name", field.wire),
            ("null", "allowed" if field.nullable else ""),
            ("default", _default(field) if sent else ""),
            *_bounds(field),
        ),
    )


def _model_facts(definition: ir.ModelOrEnum, client: ir.Client) -> Facts:
    if isinstance(definition, ir.Enum):
        return (("values", "integers" if definition.numeric else ""),)
    return (
        ("other keys", "refused" if definition.closed else ""),
        ("free keys", "" if definition.extra is None else spell(definition.extra, client)),
        ("subtype property", definition.discriminator or ""),
        ("value of the subtype property", definition.tag or ""),
    )
