"""What an operation is: everything the runtime must know to carry out one call, as constants.

The generated package holds one constant for each operation; nothing here knows an API.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar

from msgspec import Struct, field

from .requirements import Limits, Requires

__all__ = [
    "BOOLEAN",
    "CSV",
    "FILE",
    "INTEGER",
    "MS",
    "NUMBER",
    "PARTIAL",
    "PHONE",
    "PIPES",
    "PLAIN",
    "SSV",
    "TSV",
    "DownloadOperation",
    "Effect",
    "Operation",
    "PagedOperation",
    "Paging",
    "Param",
    "Reconcile",
    "Redirect",
    "RefusesWhole",
    "Wait",
]

T = TypeVar("T")


class Effect(StrEnum):
    """What an operation does to the world; decides whether the client may retry it."""

    READ = "read"
    """Changes nothing. Retried freely."""
    SET = "set"
    """Ends in the same state however often it arrives. Retried freely."""
    DELETE = "delete"
    """Removes. Retried freely; "not found" after a lost attempt means that it worked."""
    CREATE = "create"
    """Makes something new each time. Retried only when it provably was not carried out."""
    CONTACT = "contact"
    """Reaches people or buys something. Retried only when it provably was not carried out."""
    CREDENTIALS = "credentials"
    """Changes who may use the account. Retried only when it provably was not carried out."""
    UNSTATED = "unstated"
    """The description does not state. Retried only when it provably was not carried out."""

    @property
    def repeatable(self) -> bool:
        """Whether a second request does no harm."""
        return self in {Effect.READ, Effect.SET, Effect.DELETE}


class Param(Struct, frozen=True):
    """How one parameter is written.

    ``join`` makes one text of a list; None repeats the key. ``inner`` joins the lists inside it, outer ones first.
    ``enum`` has the known values, where there are some, and ``limits`` the bounds.
    """

    kind: Literal[
        "plain",
        "ms",
        "phone",
        "integer",
        "number",
        "boolean",
        "partial",
        "file",
    ] = "plain"
    join: str | None = None
    inner: tuple[str, ...] = ()
    enum: Any = None
    limits: Limits | None = None


PLAIN = Param()
MS = Param("ms")
PHONE = Param("phone")
INTEGER = Param("integer")
NUMBER = Param("number")
BOOLEAN = Param("boolean")
PARTIAL = Param("partial")
FILE = Param("file")
CSV = Param(join=",")
SSV = Param(join=" ")
TSV = Param(join="\t")
PIPES = Param(join="|")


class Paging(Struct, frozen=True):
    """How an operation pages.

    ``limit`` and ``offset`` are request parameters as on the wire; ``items`` and ``total`` are fields of the
    response's model. ``largest`` is the largest limit that the API allows, None where that is not known.
    """

    limit: str
    offset: str
    items: str
    total: str | None = None
    largest: int | None = None


class Wait(Struct, frozen=True):
    """The field of a response that waiting watches, and its values that mean "not yet" and "failed"."""

    field: str
    pending: tuple[str, ...]
    failed: tuple[str, ...] = ()


class Reconcile(Struct, frozen=True):
    """How to find out what an operation has done, by a search for its rows.

    Attributes:
        begin: The search's parameter for the begin of a period, by its wire name.
        end: Its parameter for the end.
        number: The property of a row that holds the recipient's number, by its wire name.
        lookup_number: The search's parameter for such a number, and the field of its items that holds it.
        text: The property of a row that holds the text, by its wire name; None where rows have no text.
        lookup_text: The field of an item that holds the text.
    """

    begin: str
    end: str
    number: str
    lookup_number: tuple[str, str]
    text: str | None = None
    lookup_text: str | None = None


class Redirect(Struct, frozen=True):
    """The result of a call for which the description documents a redirect, or 304 Not Modified.

    Redirects are never followed, as the request carries credentials.

    Attributes:
        status: The HTTP status.
        location: The whole address the server names; None where it names none.
    """

    status: int
    location: str | None = None


class RefusesWhole(Struct, frozen=True):
    """A fact of the description: with these statuses the API refuses all of a request, never a part of it.

    Attributes:
        statuses: The statuses.
        query: Query parameters that the request must have for this, with their values on the wire.
    """

    statuses: tuple[int, ...]
    query: Mapping[str, str] = field(default_factory=dict)


class _Address(Struct, frozen=True, eq=False):
    """The fields that are given by position."""

    id: str
    method: str
    path: str


class Operation(_Address, Generic[T], frozen=True, eq=False, kw_only=True):
    """One operation that returns a ``T``.

    ``returns`` and ``body`` are types for the codec. ``others`` has the types of successes whose status has one of its
    own, ``redirects`` the statuses that return a `Redirect`, ``errors`` the types of error bodies by their statuses;
    there, one digit stands for a class of statuses and 0 for all that nothing else describes. ``optional_body`` states
    that a body of which no field is given is not sent, ``body_name`` is the argument that a whole body is given as.
    The mappings of parameters name only those that are not plain.
    ``security`` lists, for clients that know several schemes, the alternative sets of schemes to sign in by.
    ``login`` names a kind of credentials other than the client's usual ones. ``chunk`` is the greatest number of items
    in a list body, ``items`` has its other bounds, ``requires`` is what a request must have beyond types. ``error_id`` is a pattern whose first
    group is, in the message of an error, the id of the resource that exists already.

    Attributes:
        recipients: Where requests name the people that they reach; None where they reach no one.
    """

    effect: Effect
    returns: Any = None
    optional: bool = False
    others: Mapping[int, Any] = field(default_factory=dict)
    redirects: tuple[int, ...] = ()
    errors: Mapping[tuple[int, ...], Any] = field(default_factory=dict)
    body: Any = None
    optional_body: bool = False
    body_name: str = ""
    content_type: str = "application/json"
    form_style: Literal["multipart", "urlencoded"] | None = None
    accept: tuple[str, ...] = ("application/json",)
    path_params: Mapping[str, Param] = field(default_factory=dict)
    query: Mapping[str, Param] = field(default_factory=dict)
    headers: Mapping[str, Param] = field(default_factory=dict)
    form: Mapping[str, Param] = field(default_factory=dict)
    chunk: int | None = None
    items: Limits | None = None
    requires: Requires | None = None
    login: str | None = None
    secured: bool = True
    security: tuple[tuple[str, ...], ...] = ()
    wait: Wait | None = None
    error_id: str | None = None
    refuses_whole: RefusesWhole | None = None
    reconcile: Reconcile | None = None
    recipients: Any = None
    """Where requests name the people that they reach; None where they reach no one."""


class PagedOperation(Operation[Any], Generic[T], frozen=True, eq=False, kw_only=True):
    """An operation that returns pages of ``T``."""

    paging: Paging


class DownloadOperation(Operation[bytes], frozen=True, eq=False):
    """An operation that returns bytes."""
