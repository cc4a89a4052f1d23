"""Keeps the items of a fake: collections by their path, each a list in the order of creation."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

__all__ = ["Store", "Stored", "member"]

_FIRST_ID = 122_460_000_001


@dataclass(slots=True, eq=False)
class Stored:
    """One thing. Several collections may hold the same one.

    Attributes:
        values: Its members by their names on the wire.
        later: What changes once it has been shown.
        hidden: Whether it is deleted, but can still be read.
        content: The bytes of its file.
        content_type: What they are.
        secret: Members to mask once it has been shown.
    """

    values: dict[str, Any]
    later: dict[str, Any] = field(default_factory=dict)
    hidden: bool = False
    content: bytes | None = None
    content_type: str = ""
    secret: tuple[str, ...] = ()

    def shown(self) -> None:
        """Note that a response has shown it."""
        self.values.update(self.later)
        self.later = {}
        for name in self.secret:
            if isinstance(text := self.values.get(name), str):
                self.values[name] = f"****{text[-4:]}"
        self.secret = ()


@dataclass(slots=True)
class Store:
    """All items, and the ids that follow each other."""

    collections: dict[str, list[Stored]] = field(default_factory=dict)
    ids: Iterator[int] = field(default_factory=lambda: count(_FIRST_ID))

    def all(self, collection: str) -> list[Stored]:
        """The items of a collection, deleted ones too."""
        return self.collections.get(collection, [])

    def find(
        self, collection: str, key: str, value: Any, had: Mapping[str, Any] | None = None
    ) -> Stored | None:
        """The newest thing whose member has this value, and that has these others."""
        wanted = str(value)
        result = (
            each
            for each in reversed(self.all(collection))
            if (own := member(each.values, key)) is not None
            and str(own) == wanted
            and all(str(each.values.get(name)) == str(own) for name, own in (had or {}).items())
        )
        return next(result, None)

    def add(self, collection: str, stored: Stored) -> Stored:
        """Put a thing into a collection, where it is not there already."""
        items = self.collections.setdefault(collection, [])
        if not any(each is stored for each in items[-1:]):
            items.append(stored)
        return stored

    def remove(self, collection: str, wanted: Callable[[Stored], bool]) -> int:
        """Take items out of a collection; describes how many."""
        items = self.all(collection)
        kept = [each for each in items if not wanted(each)]
        self.collections[collection] = kept
        return len(items) - len(kept)

    def document(self, path: str) -> Stored:
        """The only thing at a path; an empty one is made where there is none."""
        items = self.collections.setdefault(path, [])
        if not items:
            items.append(Stored({}))
        return items[0]


def member(values: Mapping[str, Any], path: str) -> Any:
    """A field of a thing; dots lead into objects.

    >>> field({"contact": {"id": 5}}, "contact.id")
    5
    """
    result: Any = values
    for name in path.split("."):
        result = result.get(name) if isinstance(result, Mapping) else None
    return result
