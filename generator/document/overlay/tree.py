"""Edits documents, which are immutable: what stays the same is shared with the document before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from msgspec.structs import replace

from generator.document import Node, escaped

Path: TypeAlias = tuple[str | int, ...]


class MismatchError(Exception):
    """An action does not fit the node that it hits."""


def kind(node: Node) -> str:
    """What a value is, in the words of the overlay specification."""
    if isinstance(node.value, dict):
        return "object"
    return "array" if isinstance(node.value, tuple) else "primitive"


def check(target: Node, addition: Node, *, top: bool = False) -> None:
    """Raise MismatchError if an addition cannot be merged; ``top``: lists take single items, too."""
    match target.value, addition.value:
        case dict() as old, dict() as new:
            for key in new.keys() & old.keys():
                check(old[key], new[key])
        case tuple(), _ if top:
            pass
        case _ if kind(target) != kind(addition):
            raise MismatchError(f"cannot merge {kind(addition)} into {kind(target)}")


def merged(target: Node, addition: Node) -> Node:
    """The target with the addition in it; the very target, if it holds all that already."""
    match target.value, addition.value:
        case dict() as old, dict() as new:
            entries = {
                key: (
                    merged(old[key], entry)
                    if key in old
                    else _moved(entry, f"{target.pointer}/{escaped(key)}")
                )
                for key, entry in new.items()
            }
            changed = any(entry is not old.get(key) for key, entry in entries.items())
            return replace(target, value={**old, **entries}) if changed else target
        case tuple() as before, after:
            more = after if isinstance(after, tuple) else (addition,)
            return _with_items(target, (*before, *more)) if more else target
        case before, after:
            is_same = (type(before), before) == (type(after), after)
            return target if is_same else _moved(addition, target.pointer)


def edited(node: Node, paths: Iterable[Path], change: Callable[[Node], Node | None]) -> Node | None:
    """The node with the values at some paths below it changed, outer ones first; None takes a value out."""
    below: dict[str | int, list[Path]] = {}
    for path in paths:
        if path:
            below.setdefault(path[0], []).append(path[1:])
        elif (result := change(node)) is None:
            return None
        else:
            node = result
    results = {key: edited(node[key], rest, change) for key, rest in below.items()}
    if all(result is node[key] for key, result in results.items()):
        return node
    if isinstance(node.value, dict):
        entries: dict[Any, Node | None] = {**node.value, **results}
        if None in results.values():
            entries = {key: entry for key, entry in entries.items() if entry is not None}
        return replace(node, value=entries)
    items = (results.get(number, item) for number, item in enumerate(node.children()))
    return _with_items(node, (item for item in items if item is not None))


def at(node: Node, path: Path) -> Node:
    """The value at a path."""
    for key in path:
        node = node[key]
    return node


def _with_items(node: Node, items: Iterable[Node]) -> Node:
    """The list with other items, which get their addresses in it."""
    placed = (_moved(each, f"{node.pointer}/{number}") for number, each in enumerate(items))
    return replace(node, value=tuple(placed))


def _moved(node: Node, pointer: str) -> Node:
    """The same value at another address."""
    if node.pointer == pointer:
        return node
    match node.value:
        case dict() as entries:
            value = {
                key: _moved(entry, f"{pointer}/{escaped(key)}") for key, entry in entries.items()
            }
            return replace(node, value=value, pointer=pointer)
        case tuple():
            return _with_items(replace(node, pointer=pointer), node.children())
        case _:
            return replace(node, pointer=pointer)
