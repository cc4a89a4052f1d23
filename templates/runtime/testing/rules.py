"""What a fake must know of an API beyond its operations: parameters with their types, and what calls do to state."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from ..core.operation import Operation
from ..core.options import Settings
from ..core.requirements import NO_LIMITS, Limits

__all__ = ["Check", "Contract", "Kind", "Limits", "Route", "Rules"]

Kind: TypeAlias = Literal[
    "text",
    # phones begin
    "phone",
    # phones end
    "integer",
    "time",
    "number",
    "boolean",
    "file",
    "any",
]


@dataclass(frozen=True, slots=True)
class Check:
    """One parameter. ``many`` takes a list, in one text when ``join`` parts it; ``values`` are all that is allowed."""

    name: str
    place: Literal["path", "query", "header", "form"]
    kind: Kind = "text"
    required: bool = False
    many: bool = False
    join: str | None = None
    values: tuple[str, ...] = ()
    limits: Limits = NO_LIMITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a call does where method and path do not show.

    Attributes:
        does: What it does at all: find, get, document, create, update, change, switch, join, delete, remove, file,
            absent or respond.
        collection: Where the items live that it is about, a path with the parameters of the operation's own.
        key: The field of an item that the last parameter of the path names.
        where: Fields that items must have, or get, by the parameter of the path that holds the value.
        rename: Fields of the body that items have under other names; dots lead into objects, empty names away.
        query: Parameters of the query that become fields of what is made, by these names.
        set: Fields that are set.
        later: Fields that are set once the item has been shown, and if there are switches, one was on.
        until: What has to happen before that: a collection, the field that holds the id of one of its items, and the
            values that this item must have.
        event: What webhooks report, a resource and an event: ``now`` when a request made or changed it, ``later`` when
            it has changed later.
        order: The field by whose time a search sorts, the newest first; without it, items come as they were made.
        subscribes: The fields of a webhook, for the operation that makes one: resource, events, url, secret, enabled,
            once, fields.
        when: Parameters that are switches, each with fields: to be set, or in searches to be had.
        stamp: Fields that hold the time of the call, in milliseconds.
        restamp: Those of them that hold the time of the last change.
        each: The field of the body that lists items, and the field of an item that one entry becomes; empty where
            entries are whole items.
        filter: What parameters of a search compare: fields, with a sign ``>= <= ~ ^`` before them, or ``@`` before
            the path of a collection that must hold the item.
        reveal: The parameter of a search that shows deleted items, too.
        members: How the body, or a CSV file, names members of a group; see ``Maker.join``.
        count: Fields that hold how many items a collection has.
        secret: Fields that are reported when the item is made, and masked ever after.
        length: The field that holds the size of an uploaded file.
        media: The field that holds the content type of an uploaded file.
        same: What comes of a file that was uploaded before: fields to set on the old item, or the text of an error.
        seed: Items that are there from the beginning.
        also: What else is made, by rules of its own; its paths know ``created``, what was made first.
        reply: The response, where ``does`` is respond.
    """

    does: str = ""
    collection: str = ""
    key: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    rename: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    set: Mapping[str, Any] = field(default_factory=dict)
    later: Mapping[str, Any] = field(default_factory=dict)
    until: Mapping[str, Any] = field(default_factory=dict)
    event: Mapping[str, Any] = field(default_factory=dict)
    order: str = ""
    subscribes: Mapping[str, str] = field(default_factory=dict)
    when: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    stamp: tuple[str, ...] = ()
    restamp: tuple[str, ...] = ()
    each: Mapping[str, str] = field(default_factory=dict)
    filter: Mapping[str, Any] = field(default_factory=dict)
    reveal: str = ""
    members: Mapping[str, str] = field(default_factory=dict)
    count: Mapping[str, str] = field(default_factory=dict)
    secret: tuple[str, ...] = ()
    length: str = ""
    media: str = ""
    same: Any = None
    seed: Any = ()
    also: "tuple[Rules, ...]" = ()
    reply: Any = None


@dataclass(frozen=True, slots=True)
class Route:
    """One operation, by its id. ``soft`` is what deleting sets, where deleted items can still be read.

    ``name`` is its method, such as ``items.find``; ``arguments`` has those arguments of the method that have other
    names on the wire.
    """

    id: str
    checks: tuple[Check, ...] = ()
    body: bool = False
    """Whether a body must come."""
    soft: Mapping[str, Any] | None = None
    page: int = 100
    """How many items a page has, where the request does not state."""
    items: Limits = NO_LIMITS
    """The bounds of a list body."""
    name: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    """The documented status of a success."""
    rules: Rules = field(default_factory=Rules)


@dataclass(frozen=True, slots=True)
class Contract:
    """A whole API.

    Attributes:
        settings: How its clients are set up.
        routes: All operations.
        operation: Gives an operation by its id.
        required: Required properties of objects that are sent, by the name of their model.
        limits: The bounds of their properties, by the name of their model.
        webhooks: The module that signs and reads deliveries; None for APIs without.
        logins: The kinds of credentials other than the usual ones.
        title: The name of the API.
        package: The package that has the description, as ``swagger.json`` and ``openapi.json``.
    """

    settings: Settings
    routes: tuple[Route, ...]
    operation: Callable[[str], Operation[Any]]
    required: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    limits: Mapping[str, Mapping[str, Limits]] = field(default_factory=dict)
    webhooks: Any = None
    logins: tuple[str, ...] = ()
    title: str = ""
    package: str = ""
