"""Narrows queries that look everywhere for members of some value to the few nodes that have such members."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]

_CONDITION = r"@\.[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])* *== *'[^'\\]*'"
_QUERY = re.compile(rf"\$\.\.\[\?({_CONDITION}(?: *&& *{_CONDITION})*)\]")
_MEMBER = re.compile(r"@\.(\w+)")
_LITERAL = re.compile(r"'[^']*'")


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


def _below(root: Any) -> Iterator[tuple[Path, Any]]:
    """All nodes below a node: its children, then what is below each."""
    waiting: list[tuple[Path, Any]] = [((), root)] if isinstance(root, dict | list) else []
    while waiting:
        path, node = waiting.pop()
        members = node.items() if isinstance(node, dict) else enumerate(node)
        children = [((*path, key), child) for key, child in members]
        yield from children
        waiting += [each for each in reversed(children) if isinstance(each[1], dict | list)]
