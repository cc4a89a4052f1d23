"""A few models as the generator writes them, for tests of encoding and decoding."""

from datetime import date
from typing import Any, ClassVar

from msgspec import field
from runtime.core.operation import Effect, Operation, PagedOperation, Paging
from runtime.models.model import (
    UNSET,
    DateObject,
    FreeKeys,
    ItemList,
    Model,
    OpenEnum,
    TimeObject,
    Timestamp,
    UnsetType,
)
from runtime.models.phones import Phone


class State(OpenEnum):
    """State of a call."""

    READY = "READY"
    DONE = "DONE"


class Day(DateObject):
    """A date of three numbers."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


class Clock(TimeObject):
    """A time of three numbers."""

    hour: int | None = None
    minute: int | None = None
    second: int | None = None


class Attempt(Model):
    """One attempt."""

    id: int | None = None
    made: Timestamp | None = None
    cost: float | None = None


class Call(Model):
    """One call."""

    id: int | None = None
    from_number: Phone | None = None
    state: State | None = None
    created: Timestamp | None = None
    inbound: bool | None = None
    labels: list[str] | None = None
    attempts: list[Attempt] | None = None
    attributes: dict[str, str] | None = None
    extra: dict[str, Any] | None = None
    start: Day | None = None
    at: Clock | None = None
    password: str | None = None


class CallPage(Model):
    """A page of calls."""

    items: list[Call] | None = None
    limit: int | None = None
    offset: int | None = None
    total_count: int | None = None


class CallList(ItemList["Call"]):
    """A list of calls."""

    items: list[Call] | None = None


class Box(Model):
    """A box that takes any further keys."""

    x: int | None = None
    extra: FreeKeys[Any] = field(default_factory=dict, name="{free keys}")


class Boxes(Model):
    """Boxes by their numbers, beside named fields."""

    default: int | None = None
    total_count: int | None = None
    extra: FreeKeys[Box] = field(default_factory=dict, name="{free keys}")


class User(Model):
    """A user whose nick can be null."""

    nick: str | UnsetType | None = UNSET
    name: str | None = None
    note: Any = UNSET
    scores: dict[str, int | None] | None = None
    numbers: list[int | None] | None = None
    clashing: int | None = field(default=None, name="other_name")
    other_name: int | None = None


class Animal(Model):
    """What a discriminator distinguishes."""

    __discriminator__: ClassVar[str] = "animal_kind"
    __tag__: ClassVar[str] = "Animal"
    animal_kind: str | None = None
    friend: "Animal | None" = None


class Pet(Animal):
    """A subtype."""

    __tag__: ClassVar[str] = "Pet"
    owner: User | None = None


class Dog(Pet):
    """A subtype of a subtype."""

    __tag__: ClassVar[str] = "Dog"
    pack_size: int | None = None
    toys: Boxes | None = None


class Cage(Model):
    """What holds animals."""

    inside: Animal | None = None
    others: list[Animal] | None = None
    by_name: dict[str, Animal] | None = None


FIND = PagedOperation(
    "findCalls",
    "GET",
    "/calls",
    effect=Effect.READ,
    returns=CallPage,
    paging=Paging("limit", "offset", "items", "total_count"),
)
SEND = Operation(
    "sendCalls", "POST", "/calls", effect=Effect.CONTACT, returns=CallList, body=list[Call]
)
GET = Operation("getCall", "GET", "/calls/{id}", effect=Effect.READ, returns=Call)
NEW_YEAR = date(2027, 1, 1)
