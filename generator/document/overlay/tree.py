"""A document that can be changed: plain mappings and lists for queries, with the place of each value beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

from generator.document import Node, pointer_of
from generator.document.overlay.jsonpath import Path


class MismatchError(Exception):
    """An action does not fit the node that it hits."""


class Mapping(dict[str, Any]):
    """A mapping and the origins of its values."""

    def __init__(self, members: Iterable[tuple[str, Slot]]) -> None:
        slots = dict(members)
        super().__init__((key, slot.value) for key, slot in slots.items())
        self.origins = {key: slot.origin for key, slot in slots.items()}


class Sequence(list[Any]):
    """A list and the origins of its values."""

    def __init__(self, items: Iterable[Slot]) -> None:
        slots = list(items)
        super().__init__(slot.value for slot in slots)
        self.origins = [slot.origin for slot in slots]


Value: TypeAlias = Mapping | Sequence | bool | int | float | str | None


class Slot(NamedTuple):
    """A value, and the node that says where it was written."""

    value: Value
    origin: Node


def kind(value: Value) -> str:
    """What a value is, in the words of the overlay specification."""
    match value:
        case Mapping():
            return "object"
        case Sequence():
            return "array"
        case _:
            return "primitive"


def thawed(node: Node) -> Slot:
    """A copy of a node that can be changed."""
    value: Value
    match node.value:
        case dict() as entries:
            value = Mapping((key, thawed(entry)) for key, entry in entries.items())
        case tuple() as items:
            value = Sequence(thawed(item) for item in items)
        case leaf:
            value = leaf
    return Slot(value, node)


def copied(slot: Slot) -> Slot:
    """The same value again, sharing nothing."""
    match slot.value:
        case Mapping() as entries:
            return Slot(
                Mapping((key, copied(entry)) for key, entry in _members(entries)), slot.origin
            )
        case Sequence() as items:
            return Slot(Sequence(copied(item) for item in _items(items)), slot.origin)
        case _:
            return slot


def _members(mapping: Mapping) -> Iterable[tuple[str, Slot]]:
    return ((key, Slot(value, mapping.origins[key])) for key, value in mapping.items())


def _items(sequence: Sequence) -> Iterable[Slot]:
    return (Slot(value, origin) for value, origin in zip(sequence, sequence.origins, strict=True))


def check(target: Value, addition: Value, *, top: bool = False) -> None:
    """Raise MismatchError if an addition cannot be merged; ``top``: lists take single items, too."""
    match target, addition:
        case Mapping() as old, Mapping() as new:
            for key in new.keys() & old.keys():
                check(old[key], new[key])
        case Sequence(), _ if top:
            pass
        case _ if kind(target) != kind(addition):
            raise MismatchError(f"cannot merge {kind(addition)} into {kind(target)}")


def _merge(holder: Any, key: str | int, addition: Slot) -> bool:
    """Merge into a field that is there; whether that changed anything."""
    match holder[key], addition.value:
        case Mapping() as old, Mapping() as new:
            return sum(_merge_member(old, name, slot) for name, slot in _members(new)) > 0
        case Sequence() as old, new:
            items = list(_items(new)) if isinstance(new, Sequence) else [addition]
            old.extend(copied(item).value for item in items)
            old.origins.extend(item.origin for item in items)
            return bool(items)
        case before, after:
            holder[key], holder.origins[key] = after, addition.origin
            return (type(before), before) != (type(after), after)


def _merge_member(mapping: Mapping, key: str, addition: Slot) -> bool:
    if key in mapping:
        return _merge(mapping, key, addition)
    mapping[key], mapping.origins[key] = copied(addition).value, addition.origin
    return True


class Tree:
    """The whole document."""

    def __init__(self, root: Node) -> None:
        self._top = Sequence([thawed(root)])

    @property
    def root(self) -> Value:
        """The plain value to query."""
        root: Value = self._top[0]
        return root

    def slot(self, path: Path) -> Slot:
        """The value at a path."""
        slot = Slot(self._top[0], self._top.origins[0])
        for key in path:
            holder: Any = slot.value
            slot = Slot(holder[key], holder.origins[key])
        return slot

    def merge(self, path: Path, addition: Slot) -> bool:
        """Merge into the value at a path; whether that changed anything."""
        if not path:
            return _merge(self._top, 0, addition)
        return _merge(self.slot(path[:-1]).value, path[-1], addition)

    def remove(self, paths: list[Path]) -> bool:
        """Take values out, the last ones of each list first, so that earlier indexes stay true."""
        if () in paths:
            raise MismatchError("the whole document cannot be removed")
        deepest_last_first = sorted(
            paths, key=lambda path: [(isinstance(key, int), key) for key in path], reverse=True
        )
        for path in deepest_last_first:
            holder: Any = self.slot(path[:-1]).value
            del holder[path[-1]]
            del holder.origins[path[-1]]
        return True

    def frozen(self) -> Node:
        """The document as nodes with new addresses."""
        return _frozen(self.slot(()), "")


def _frozen(slot: Slot, pointer: str) -> Node:
    value: Any
    match slot.value:
        case Mapping() as entries:
            value = {
                key: _frozen(entry, pointer + pointer_of(key)) for key, entry in _members(entries)
            }
        case Sequence() as items:
            value = tuple(
                _frozen(item, f"{pointer}/{index}") for index, item in enumerate(_items(items))
            )
        case leaf:
            value = leaf
    origin = slot.origin
    return Node(value, pointer, origin.file, origin.line, origin.col, origin.key_at)
