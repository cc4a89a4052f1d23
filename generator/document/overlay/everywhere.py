"""Narrows queries that look everywhere for some members to the few nodes that have such members."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]

_CONDITION = r"@\.[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])* *== *'[^'\\]*'"
_QUERY = re.compile(rf"\$\.\.\[\?({_CONDITION}(?: *&& *{_CONDITION})*)\]")
_MEMBER = re.compile(r"@\.(\w+)")
_LITERAL = re.compile(r"'[^']*'")
_NAMES = r"[\w, '*.\[\]]*"
_BELOW = re.compile(rf"(\$(?!\.\.){_NAMES}?)\.\.([A-Za-z_]\w*)((?:[.\[]{_NAMES})?)")
"""Plain steps, then one member at any depth below, then plain steps again."""


def narrowed(query: str, root: Any) -> tuple[str, list[tuple[Path, Any]]] | None:
    """A query for the list of these candidates that selects the same; None if the query is not of this kind.

    A condition on a member does not hold where the member is missing, so nothing else can be selected.
    """
    known = _QUERY.fullmatch(query)
    if known is None:
        return None
    needed = set(_MEMBER.findall(_LITERAL.sub("", known[1])))
    candidates = [
        (path, node)
        for path, node in _below(root)
        if isinstance(node, dict) and needed <= node.keys()
    ]
    return f"$[?{known[1]}]", candidates


def split(query: str) -> tuple[str, str, str] | None:
    """Where a query begins to look at any depth, for which member, and what follows; None if it is not of this kind."""
    known = _BELOW.fullmatch(query)
    if known is None:
        return None
    start, name, rest = known.groups()
    whole = start.count("'") % 2 == 0 and ".." not in start + rest
    return (start, name, rest) if whole else None


def members(path: Path, node: Any, name: str) -> Iterator[tuple[Path, Any]]:
    """The members of this name of a node and of all nodes below it."""
    waiting = [(path, node)]
    while waiting:
        at, each = waiting.pop()
        if isinstance(each, dict) and name in each:
            yield (*at, name), each[name]
        waiting += reversed(_children(at, each))


def _below(root: Any) -> Iterator[tuple[Path, Any]]:
    """All nodes below a node: its children, then what is below each."""
    waiting: list[tuple[Path, Any]] = [((), root)]
    while waiting:
        children = _children(*waiting.pop())
        yield from children
        waiting += reversed(children)


def _children(path: Path, node: Any) -> list[tuple[Path, Any]]:
    if not isinstance(node, dict | list):
        return []
    named = node.items() if isinstance(node, dict) else enumerate(node)
    return [((*path, key), child) for key, child in named]
