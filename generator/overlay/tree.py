"""A document that can be changed: plain mappings and lists for queries, with the place of each value beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from generator.overlay.targets import Path
from generator.source import Node, pointer_of


class MismatchError(Exception):
    """An action does not fit the node that it hits."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was written."""

    file: str
    line: int
    col: int
    key_at: tuple[int, int] | None


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


@dataclass(frozen=True, slots=True)
class Slot:
    """A value with its origin."""

    value: Value
    origin: Origin


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
    origin = Origin(node.file, node.line, node.col, node.key_at)
    match node.value:
        case dict() as members:
            return Slot(Mapping((key, thawed(member)) for key, member in members.items()), origin)
        case tuple() as items:
            return Slot(Sequence(thawed(item) for item in items), origin)
        case leaf:
            return Slot(leaf, origin)


def _copied(slot: Slot) -> Slot:
    match slot.value:
        case Mapping() as members:
            return Slot(
                Mapping((key, _copied(member)) for key, member in _members(members)), slot.origin
            )
        case Sequence() as items:
            return Slot(Sequence(_copied(item) for item in _items(items)), slot.origin)
        case _:
            return slot


def _members(mapping: Mapping) -> Iterable[tuple[str, Slot]]:
    return ((key, Slot(value, mapping.origins[key])) for key, value in mapping.items())


def _items(sequence: Sequence) -> Iterable[Slot]:
    return (Slot(value, origin) for value, origin in zip(sequence, sequence.origins, strict=True))


def merged(target: Slot, addition: Slot, *, top: bool = False) -> Slot:
    """The target with an addition merged in; both stay as they are. ``top``: lists take single items, too."""
    match target.value, addition.value:
        case Mapping() as old, Mapping() as new:
            members = {key: _copied(slot) for key, slot in _members(old)}
            for key, slot in _members(new):
                members[key] = merged(members[key], slot) if key in members else _copied(slot)
            return Slot(Mapping(members.items()), target.origin)
        case Sequence() as old, Sequence() as new:
            items = [*_items(old), *_items(new)]
            return Slot(Sequence(map(_copied, items)), target.origin)
        case Sequence() as old, _ if top:
            return Slot(Sequence(map(_copied, [*_items(old), addition])), target.origin)
    if kind(target.value) != kind(addition.value):
        raise MismatchError(f"cannot merge {kind(addition.value)} into {kind(target.value)}")
    return addition


class Tree:
    """The whole document."""

    def __init__(self, root: Node) -> None:
        self._root = thawed(root)

    @property
    def root(self) -> Value:
        """The plain value to query."""
        return self._root.value

    def slot(self, path: Path) -> Slot:
        """The value at a path."""
        slot = self._root
        for key in path:
            holder: Any = slot.value
            slot = Slot(holder[key], holder.origins[key])
        return slot

    def put(self, path: Path, slot: Slot) -> None:
        """Replace the value at a path; a replaced primitive counts as written by the newcomer."""
        if not path:
            self._root = slot
            return
        holder: Any = self.slot(path[:-1]).value
        holder[path[-1]] = slot.value
        holder.origins[path[-1]] = slot.origin

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
        return _frozen(self._root, "")


def _frozen(slot: Slot, pointer: str) -> Node:
    value: Any
    match slot.value:
        case Mapping() as members:
            value = {
                key: _frozen(member, pointer + pointer_of(key)) for key, member in _members(members)
            }
        case Sequence() as items:
            value = tuple(
                _frozen(item, f"{pointer}/{index}") for index, item in enumerate(_items(items))
            )
        case leaf:
            value = leaf
    origin = slot.origin
    return Node(value, pointer, origin.file, origin.line, origin.col, origin.key_at)
