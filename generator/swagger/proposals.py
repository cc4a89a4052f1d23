"""Writes overlay actions: what a new description needs beside it, for a maintainer to review."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from generator.document import Node, unescaped
from generator.swagger.traverse import Spot, spots, text

EFFECT = "x-effect"
_DEFINITION = "/definitions/"
_ID_PATTERN = re.compile(r"(match\(@\.operationId,\s*')([^']*)('\))")
_FOLD = re.compile(r"\\\r?\n\s*")
"""The break of a line inside of double quotes."""


def stating(operations: Iterable[Spot], effect: str, reason: str) -> Iterator[dict[str, Any]]:
    """The actions that state the effect of operations: one for those that have ids, one for each other."""
    listed = list(operations)
    ids = sorted(each.id for each in listed if each.id)
    targets = [f"$.paths[{_quoted(each.path)}].{each.method}" for each in listed if not each.id]
    if len(ids) == 1:
        targets.append(f"$.paths.*[?@.operationId == {_quoted(ids[0])}]")
    elif ids:
        pattern = "|".join(re.sub(r"([^\w-])", r"\\\1", each) for each in ids)
        targets.append(f"$.paths.*[?match(@.operationId, {_quoted(pattern)})]")
    for target in targets:
        yield {"target": target, "description": reason, "update": {EFFECT: effect}}


def removing(pointer: str, root: Node, reason: str) -> dict[str, Any]:
    """The action that removes the node at a pointer; ``root`` names parameters."""
    return {"target": _query(pointer, root), "description": reason, "remove": True}


def states_effect(operation: Spot) -> bool:
    """Whether something states the effect of an operation."""
    return operation.node.get(EFFECT) is not None


def renamed_operations(old: Node, new: Node) -> dict[str, str]:
    """New ids of operations by old ones, where method and path stay."""
    before, after = (
        {(each.path, each.method): each.id for each in spots(root)} for root in (old, new)
    )
    left = {*before.values()} - {*after.values()}
    return {
        before[route]: after[route]
        for route in before.keys() & after.keys()
        if before[route] in left and after[route]
    }


def subjects_of(renamed: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """New names by what texts call the old ones; ``renamed`` has operationIds, and pointers of definitions."""
    return {
        (
            ("definition", old.removeprefix(_DEFINITION))
            if old.startswith(_DEFINITION)
            else ("operation", old)
        ): new.removeprefix(_DEFINITION)
        for old, new in renamed.items()
    }


def is_definition(pointer: str) -> bool:
    """Whether a pointer leads to a definition itself."""
    return pointer.startswith(_DEFINITION) and pointer.count("/") == _DEFINITION.count("/")


def with_name(text: str, value: str, old: str, new: str, *, in_query: bool) -> str:
    """A scalar of an overlay, as it is written, with a new name in the place of an old one.

    Args:
        text: The scalar with its quotes.
        value: What it states.
        old: An operationId, or the pointer of a definition.
        new: The same today.
        in_query: Whether it is a query; elsewhere it only counts where nothing else is stated.

    """
    if old.startswith(_DEFINITION):
        name, other = (re.escape(old.removeprefix(_DEFINITION)), new.removeprefix(_DEFINITION))
        if not in_query:
            return re.sub(rf"(?<={_DEFINITION}){name}(?![^/'\"\s])", other, text)
        pattern = rf"((?<=definitions[.\[])|(?<=['\"])(?={name}['\"])){name}(?![\w-])"
        return re.sub(pattern, other, text) if "definitions" in text else text
    if in_query or value == old:
        text = re.sub(rf"(?<![\w.$-]){re.escape(old)}(?![\w-])", new, text)
    return _ID_PATTERN.sub(partial(_widened, old=old, new=new), text)


def _widened(match: re.Match[str], *, old: str, new: str) -> str:
    """A pattern that matched an old id by other means than its letters, with the new one as an alternative."""
    pattern = _FOLD.sub("", match[2])
    try:
        fits = re.fullmatch(pattern, old) and not re.fullmatch(pattern, new)
    except re.error:
        return match[0]
    return f"{match[1]}{match[2]}|{new}{match[3]}" if fits else match[0]


def _query(pointer: str, root: Node) -> str:
    query, node = "$", root
    for step in map(unescaped, pointer.split("/")[1:]):
        below = node.step(step)
        if isinstance(node.value, tuple):
            name, place = (text(below, key) if below else "" for key in ("name", "in"))
            is_named = name and place
            query += (
                f"[?@.name == {_quoted(name)} && @.in == {_quoted(place)}]"
                if is_named
                else f"[{step}]"
            )
        else:
            query += f".{step}" if step.isidentifier() and step.isascii() else f"[{_quoted(step)}]"
        node = below or node
    return query


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
