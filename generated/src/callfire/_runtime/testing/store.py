"""Keeps the items of a fake: collections by their path, in the order of creation, found by any field without a search."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

__all__ = ["Store", "Stored", "Until", "field_value"]

_FIRST_ID = 122_460_000_001


@dataclass(frozen=True, slots=True)
class Until:
    """What an item waits for before it changes: an item of another collection that has these values."""

    collection: str
    id: Any
    values: Mapping[str, Any]


@dataclass(slots=True, eq=False)
class Stored:
    """One item. Several collections may hold the same one.

    Attributes:
        values: Its fields by their wire names.
        later: What changes once it has been shown.
        hidden: Whether it is deleted, but can still be read.
        content: The bytes of its file.
        content_type: What they are.
        secret: Fields to mask once it has been shown.
        stamp: Fields that hold the time of the last change.
        event: What webhooks report once ``later`` has happened: a resource and an event.
        until: What has to happen before ``later`` does.
        paused: What would have changed later, had the item not been switched off.
    """

    values: dict[str, Any]
    later: dict[str, Any] = field(default_factory=dict)
    hidden: bool = False
    content: bytes | None = None
    content_type: str = ""
    secret: tuple[str, ...] = ()
    stamp: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    until: Until | None = None
    paused: dict[str, Any] = field(default_factory=dict)

    def mask(self) -> None:
        """Mask the fields that are shown only once."""
        for name in self.secret:
            if isinstance(text := self.values.get(name), str):
                self.values[name] = f"****{text[-4:]}"
        self.secret = ()


class _Items:
    """The items at one path, with an index for each field that was asked for."""

    def __init__(self) -> None:
        self.items: list[Stored] = []
        self.present: set[Stored] = set()
        self._indexes: dict[str, dict[str, list[Stored]]] = {}

    def add(self, stored: Stored) -> None:
        if stored in self.present:
            return
        self.items.append(stored)
        self.present.add(stored)
        for key, index in self._indexes.items():
            _enter(index, key, stored)

    def remove(self, unwanted: Collection[Stored]) -> None:
        self.present.difference_update(unwanted)
        if len(unwanted) == 1:
            self.items.remove(*unwanted)
        else:
            self.items = [each for each in self.items if each in self.present]
        for key, index in self._indexes.items():
            for stored in unwanted:
                if text := _text(stored, key):
                    index[text] = [each for each in index.get(text, ()) if each is not stored]

    def having(self, key: str, value: str) -> list[Stored]:
        """The items whose field has this value, as text, the oldest first."""
        index = self._indexes.get(key)
        if index is None:
            index = self._indexes[key] = {}
            for stored in self.items:
                _enter(index, key, stored)
        if result := [each for each in index.get(value, ()) if _text(each, key) == value]:
            return result
        # Fields other than ids may have changed since they were entered.
        return [] if key == "id" else [each for each in self.items if _text(each, key) == value]


def _enter(index: dict[str, list[Stored]], key: str, stored: Stored) -> None:
    if (text := _text(stored, key)) is not None:
        index.setdefault(text, []).append(stored)


def _text(stored: Stored, key: str) -> str | None:
    value = field_value(stored.values, key)
    return None if value is None else str(value)


@dataclass(slots=True)
class Store:
    """All items, and the ids that follow each other.

    Attributes:
        report: Takes what webhooks may report: a resource, an event, and the item that it concerns.
        now: Gives the time in milliseconds, for items that change.
        holds: Whether an item waits for something else than being shown.
    """

    ids: Iterator[int] = field(default_factory=lambda: count(_FIRST_ID))
    report: Callable[[str, str, Stored], None] = field(default=lambda *_: None)
    now: Callable[[], int] = field(default=int)
    holds: Callable[[Stored], bool] = field(default=lambda _: False)
    _collections: dict[str, _Items] = field(default_factory=dict)
    _waiting: dict[str, list[Stored]] = field(default_factory=dict)

    @property
    def paths(self) -> list[str]:
        """The paths of all collections."""
        return [*self._collections]

    def all(self, collection: str) -> list[Stored]:
        """The items of a collection, deleted ones too, the oldest first."""
        kept = self._collections.get(collection)
        return [] if kept is None else kept.items

    def has(self, collection: str, stored: Stored) -> bool:
        """Whether a collection holds this item."""
        kept = self._collections.get(collection)
        return kept is not None and stored in kept.present

    def find(
        self, collection: str, key: str, value: Any, had: Mapping[str, Any] | None = None
    ) -> Stored | None:
        """The newest item whose field has this value, and that has these others."""
        result = (
            each
            for each in reversed(self.named(collection, key, value))
            if all(str(each.values.get(name)) == str(own) for name, own in (had or {}).items())
        )
        return next(result, None)

    def add(self, collection: str, stored: Stored) -> Stored:
        """Put an item into a collection, where it is not there already."""
        self._collections.setdefault(collection, _Items()).add(stored)
        return stored

    def named(self, collection: str, key: str, value: Any) -> list[Stored]:
        """The items of a collection whose field has this value, the oldest first."""
        kept = self._collections.get(collection)
        return [] if kept is None else kept.having(key, str(value))

    def remove(self, collection: str, unwanted: Collection[Stored]) -> None:
        """Take items out of a collection that holds them."""
        if unwanted:
            self._collections[collection].remove(unwanted)

    def document(self, path: str) -> Stored:
        """The only item at a path; an empty one is made where there is none."""
        items = self.all(path)
        return items[0] if items else self.add(path, Stored({}))

    def shown(self, stored: Stored) -> None:
        """Note that a response has shown an item: what was to change later changes now."""
        if stored.later and self._is_due(stored) and not self.holds(stored):
            self.settle(stored)
        stored.mask()

    def settle(self, stored: Stored) -> None:
        """Change what was to change later, and what waits for that; webhooks report it."""
        changes, stored.later = stored.later, {}
        if not changes:
            return
        stored.values |= changes | dict.fromkeys(stored.stamp, self.now())
        if stored.event:
            resource, event = stored.event
            self.report(resource, event, stored)
        for each in self._waiting.get(str(stored.values.get("id")), ()):
            if self._is_due(each):
                self.settle(each)

    def settle_all(self) -> None:
        """Change everything that was to change later, as time would."""
        for kept in [*self._collections.values()]:
            for stored in [*kept.items]:
                if self._is_due(stored):
                    self.settle(stored)

    def wait(self, stored: Stored, until: Until) -> None:
        """Let an item change only after another one has."""
        stored.until = until
        self._waiting.setdefault(str(until.id), []).append(stored)

    def _is_due(self, stored: Stored) -> bool:
        if stored.until is None:
            return True
        awaited = self.find(stored.until.collection, "id", stored.until.id)
        return awaited is not None and all(
            awaited.values.get(name) == value for name, value in stored.until.values.items()
        )


def field_value(values: Mapping[str, Any], path: str) -> Any:
    """A field of an item; dots lead into objects.

    >>> field({"contact": {"id": 5}}, "contact.id")
    5
    """
    result: Any = values
    for name in path.split("."):
        result = result.get(name) if isinstance(result, Mapping) else None
    return result
