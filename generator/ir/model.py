"""The intermediate model: what an API means, free of Swagger's spelling and of Python's.

Every value is frozen and knows ``at``, the JSON Pointer it came from: the key for names, diagnostics and tests.
A type is one of the small classes of ``TypeRef``; match on them exhaustively.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct, field

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
"""A plain JSON value: defaults, examples, enum members."""


class Kind(StrEnum):
    """What a scalar is on the wire, and so which Python type it becomes."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATE_TIME = "date-time"
    UNIX_MS = "unix-ms"
    BYTES = "bytes"
    FILE = "file"
    ANY = "any"


class Scalar(Struct, frozen=True):
    """A value without parts; ``phone`` marks strings that hold a phone number."""

    kind: Kind
    phone: bool = False


class Named(Struct, frozen=True):
    """A reference to the definition at this pointer."""

    at: str


class ListOf(Struct, frozen=True):
    """A JSON array of one item type; ``nullable`` where null may stand for an item."""

    item: TypeRef
    nullable: bool = False


class MapOf(Struct, frozen=True):
    """A JSON object with free keys and one value type; ``nullable`` where null may stand for a value."""

    value: TypeRef
    nullable: bool = False


TypeRef: TypeAlias = Scalar | Named | ListOf | MapOf


class Limits(Struct, frozen=True):
    """Bounds that the description states; None where it states none."""

    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None
    multiple_of: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    min_properties: int | None = None
    max_properties: int | None = None
    bits: int | None = None
    """The size of an integer, or of the integers of a list."""


class Field(Struct, frozen=True):
    """One property of an object; ``always`` states that responses hold it unless the caller chose other fields."""

    at: str
    wire: str
    type: TypeRef
    description: str = ""
    required: bool = False
    read_only: bool = False
    always: bool = False
    nullable: bool = False
    default: Json = None
    example: Json = None
    deprecated: str | None = None
    limits: Limits = Limits()

    @property
    def can_be_null(self) -> bool:
        """Whether null is a value: the description states it, or gives no type at all."""
        return self.nullable or self.type == Scalar(Kind.ANY)


class Calendar(StrEnum):
    """An object that stands for a calendar value: ``{year, month, day}`` or ``{hour, minute, second}``."""

    DATE = "date"
    TIME = "time"


class ObjectDefinition(Struct, frozen=True):
    """An object with named properties; ``extra`` types further keys, where the description allows them.

    ``items`` is set by a pass on objects that only wrap a list: the wire name of the wrapped property.
    ``hint`` is the name the description gives, or one made from the place of an inline schema. ``discriminator`` is the
    wire name of the property whose value names the subtype; ``subtypes`` are those values and their definitions.
    ``extends`` is the nearest supertype with a discriminator, ``tag`` the value there that means this object.
    """

    at: str
    hint: str
    fields: tuple[Field, ...]
    description: str = ""
    extra: TypeRef | None = None
    closed: bool = False
    """Whether keys that are not described are refused."""
    calendar: Calendar | None = None
    items: str | None = None
    deprecated: str | None = None
    discriminator: str | None = None
    subtypes: tuple[tuple[str, str], ...] = ()
    extends: str | None = None
    tag: str | None = None


class EnumDefinition(Struct, frozen=True):
    """A set of known values; servers may add to it, so it is open.

    ``named`` is set where the description itself gives the name (x-enum-name), which then holds for all of that name.
    ``values`` are texts; where ``numeric``, they are those of integers. ``titles`` name the members, where the
    description does so.
    """

    at: str
    hint: str
    values: tuple[str, ...]
    description: str = ""
    named: bool = False
    numeric: bool = False
    titles: tuple[str, ...] = ()
    deprecated: tuple[tuple[str, str], ...] = ()
    """The values that are on their way out, and what to use instead."""

    def json(self, value: str) -> str | int:
        """A value as JSON has it."""
        return int(value) if self.numeric else value


class AliasDefinition(Struct, frozen=True):
    """A definition that is neither object nor enum: a named list, map or scalar."""

    at: str
    hint: str
    target: TypeRef
    description: str = ""


Definition: TypeAlias = ObjectDefinition | EnumDefinition


class Location(StrEnum):
    """Where a parameter travels."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    FORM = "form"


class Join(StrEnum):
    """How a list becomes one parameter: repeated keys, or one string with a separator."""

    MULTI = "multi"
    CSV = ","
    SSV = " "
    TSV = "\t"
    PIPES = "|"


class Parameter(Struct, frozen=True):
    """One input outside the JSON body; ``name`` is a Python name asked for by the description (x-name), if any.

    ``join`` makes one text of a list, ``inner`` of the lists in it, outer ones first. ``partial`` marks the parameter that selects fields of the response (x-partial).
    """

    at: str
    wire: str
    location: Location
    type: TypeRef
    description: str = ""
    required: bool = False
    join: Join = Join.MULTI
    inner: tuple[Join, ...] = ()
    default: Json = None
    example: Json = None
    name: str | None = None
    partial: bool = False
    deprecated: str | None = None
    limits: Limits = Limits()


class Body(Struct, frozen=True):
    """The JSON (or other non-form) body of a request."""

    at: str
    type: TypeRef
    description: str = ""
    required: bool = True
    media_type: str = "application/json"
    name: str | None = None
    limits: Limits = Limits()


class FormStyle(StrEnum):
    """How form parameters are sent."""

    URLENCODED = "application/x-www-form-urlencoded"
    MULTIPART = "multipart/form-data"


class Response(Struct, frozen=True):
    """What a success carries: nothing (``type`` None), a typed body, or bytes (``binary``).

    ``optional`` is set where the server may leave the body out or, if ``nullable`` is set, send null. ``media_types`` is what to ask for. ``status`` is the
    documented status; 200 where only a class of statuses or a default is documented.
    """

    type: TypeRef | None = None
    binary: bool = False
    optional: bool = False
    nullable: bool = False
    limits: Limits = Limits()
    description: str = ""
    media_types: tuple[str, ...] = ("application/json",)
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    """The described headers with their types."""


class ErrorCase(Struct, frozen=True):
    """A documented failure: a status, a class such as 4XX, or default; and the type of its body, if one is described."""

    status: str
    description: str = ""
    type: TypeRef | None = None

    @property
    def key(self) -> int:
        """How the runtime looks it up: the status, the first digit of a class, 0 for the default."""
        return int(self.status.rstrip("Xx")) if self.status[0].isdigit() else 0


class Success(Struct, frozen=True):
    """A documented success whose body has another type than the usual one; None for no body."""

    status: str
    type: TypeRef | None = None


class Effect(StrEnum):
    """What calling an operation does to the world; decides about retries, confirmation and hints."""

    READ = "read"
    SET = "set"
    DELETE = "delete"
    CREATE = "create"
    CONTACT = "contact"
    CREDENTIALS = "credentials"
    UNSTATED = "unstated"

    @property
    def repeatable(self) -> bool:
        """Whether a second request does no harm."""
        return self in {Effect.READ, Effect.SET, Effect.DELETE}


class Paging(Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """How an operation pages: wire names of the request parameters and of the response's properties.

    ``largest`` is the largest limit that the API allows.
    """

    limit: str
    offset: str
    items: str
    total: str | None = None
    largest: int | None = None


class Reconcile(Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """How to find out what an operation has done, in wire names.

    ``find`` is the id of a paged operation, ``begin`` and ``end`` are its parameters for a period, ``lookup_number``
    is its parameter for a phone number and the property of its items. ``number`` and ``text`` are properties of the
    rows that the operation sends, ``lookup_text`` is the property of an item that holds the text.
    """

    find: str
    begin: str
    end: str
    number: str
    lookup_number: str
    text: str | None = None
    lookup_text: str | None = None


class Wait(Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """An operation that can be polled: the response's property to watch and its values that mean "not yet"."""

    field: str
    pending: tuple[str, ...]
    failed: tuple[str, ...] = ()


class RefusesWhole(Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """The statuses with which the API refuses all of a request, never a part of it.

    ``query`` holds the parameters that the request must have for that, as they are sent; ``source`` states who states it.
    """

    statuses: tuple[int, ...]
    source: str
    query: Mapping[str, str] = field(default_factory=dict)


class Requires(Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """What a request must have beyond the description's own ``required`` (x-requires), in wire names.

    ``properties`` are required properties of the body, or of each item of a list body. Of each group in ``one_of``
    exactly one must be there, of each in ``any_of`` at least one; a name after ``?`` is a query parameter. Of the query
    parameters in ``any_query`` at least one must be there. ``known_events`` are two properties, a resource and a list:
    each item of the list is an event of that resource in x-webhooks.
    """

    properties: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    any_query: tuple[str, ...] = ()
    known_events: tuple[str, ...] = ()


class Recipients(Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """Where a request names the people that it reaches (x-recipients); all empty where it reaches no one.

    A place is ``{name}`` for a parameter of the path, else the properties of the body that lead to a value, such as
    ``[].phoneNumber`` or ``recipients[].phoneNumber``. ``numbers`` hold phone numbers. ``people`` hold what stands for
    people whose numbers the request does not show. A text that one of the ``patterns`` finds something in reaches
    numbers that it does not show plainly. ``always`` states that an earlier request named the people. Where
    ``when`` has parameters of the query, as they are sent, it reaches no one without them. ``at_once`` has those with
    which it reaches people at once, None where it always does, and nothing where it never does.
    """

    numbers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    patterns: Mapping[str, str] = field(default_factory=dict)
    always: bool = False
    when: Mapping[str, str] = field(default_factory=dict)
    at_once: Mapping[str, str] | None = None

    @property
    def reached(self) -> bool:
        """Whether the operation can reach anybody."""
        return bool(self.numbers or self.people or self.patterns or self.always)


def steps(place: str) -> tuple[str, ...]:
    """Return the steps of a place in a body: names of properties, and ``[]`` for each item of a list."""
    return tuple(re.findall(r"\[\]|[^.\[\]]+", place))


class Operation(Struct, frozen=True):
    """One method on one path.

    ``chunk`` is the greatest number of items the body list may hold. ``login`` names a kind of credentials other
    than the client's usual ones. ``form_style`` is set when form parameters exist. ``core`` marks the few
    operations that most people need (x-core). ``security`` lists
    alternatives, each a set of schemes that are needed together.
    """

    at: str
    id: str
    method: str
    path: str
    tags: tuple[str, ...]
    summary: str
    description: str
    effect: Effect
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    form_style: FormStyle | None = None
    response: Response = Response()
    others: tuple[Success, ...] = ()
    redirects: tuple[int, ...] = ()
    errors: tuple[ErrorCase, ...] = ()
    paging: Paging | None = None
    wait: Wait | None = None
    chunk: int | None = None
    reconcile: Reconcile | None = None
    recipients: Recipients | None = None
    refuses_whole: RefusesWhole | None = None
    login: str | None = None
    deprecated: str | None = None
    security: tuple[tuple[str, ...], ...] = ()
    error_id: str | None = None
    core: bool = False
    since: str = ""
    soft_delete: Mapping[str, Json] | None = None
    requires: Requires = Requires()
    fake: Mapping[str, Json] = field(default_factory=dict)

    @property
    def secured(self) -> bool:
        """Whether the operation takes credentials."""
        return any(self.security)

    @property
    def tag(self) -> str:
        """The tag that groups the operation."""
        return self.tags[0]


class Group(Struct, frozen=True):
    """The operations of one tag, in the description's order."""

    tag: str
    description: str
    operations: tuple[Operation, ...]


class AuthKind(StrEnum):
    """How requests prove who sends them."""

    NONE = "none"
    BASIC = "basic"
    API_KEY = "apiKey"
    BEARER = "oauth2"
    SEVERAL = "several"


CREDENTIALS: dict[AuthKind, tuple[str, ...]] = {
    AuthKind.NONE: (),
    AuthKind.BASIC: ("login", "password"),
    AuthKind.API_KEY: ("api_key",),
    AuthKind.BEARER: ("token",),
    AuthKind.SEVERAL: (),
}
"""The arguments of the client that hold the credentials, by kind."""


class Auth(Struct, frozen=True):
    """How the client proves who sends a request; ``location`` and ``wire`` belong to API keys.

    Where operations ask for different schemes, ``schemes`` has them all, each with its name in the description and
    with arguments that begin with it.
    """

    kind: AuthKind
    location: Location | None = None
    wire: str | None = None
    name: str = ""
    own: tuple[str, ...] = ()
    schemes: tuple[Auth, ...] = ()

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments of the client that hold the credentials."""
        inner = tuple(name for scheme in self.schemes for name in scheme.arguments)
        return inner or self.own or CREDENTIALS[self.kind]


class Signature(Struct, frozen=True):
    """How callbacks are signed: HMAC of the raw body, in this header."""

    header: str
    algorithm: str
    encoding: str


class EventResource(Struct, frozen=True):
    """One kind of resource a webhook reports on."""

    name: str
    events: tuple[str, ...]
    type: TypeRef


class Webhooks(Struct, frozen=True):
    """The callbacks the API sends."""

    signature: Signature
    resources: tuple[EventResource, ...]


class ClientSettings(Struct, frozen=True):
    """What the description asks of the client as a whole (x-client); None where it is silent.

    ``modules`` are hand-written files to ship in the package, ``docs`` pages to ship with the documentation, both
    relative to the overlay that names them. ``exports`` are names that the package exports itself, by the module that
    defines them.
    """

    class_name: str | None = None
    package: str | None = None
    env_prefix: str | None = None
    modules: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()
    exports: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    preview: str | None = None
    """The hand-written module that states what an action would do."""
    commands: Mapping[str, str] = field(default_factory=dict)
    """What the commands do whose hand-written modules have the same names."""
    verify: str | None = None
    """operationId whose success proves that the credentials work."""
    fake: str | None = None
    """The hand-written module whose class ``Simulation`` the fake extends."""


class Api(Struct, frozen=True):
    """A whole API, grouped by tag; ``aliases`` is empty after the passes."""

    title: str
    version: str
    description: str
    base_url: str
    groups: tuple[Group, ...]
    definitions: Mapping[str, Definition]
    auth: Auth
    client: ClientSettings = ClientSettings()
    webhooks: Webhooks | None = None
    aliases: Mapping[str, AliasDefinition] = field(default_factory=dict)

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All operations, group by group."""
        return tuple(operation for group in self.groups for operation in group.operations)
