"""Finds the nodes that a JSONPath query (RFC 9535) selects."""

from __future__ import annotations

from functools import cache
from typing import Any

from generator.document.overlay.everywhere import Path, members, narrowed, split

__all__ = ["Path", "QueryError", "find"]


class QueryError(Exception):
    """The text is no query."""


def find(query: str, root: Any) -> list[Path]:
    """The paths of the selected nodes, each once, in the order of the document."""
    from jsonpath import JSONPathError

    try:
        narrow = narrowed(query, root)
        if narrow is not None:
            return _among(*narrow)
        matches = _environment().finditer(query, root)
        parts = split(query)
        if parts is not None:
            start, name, rest = parts
            tops = {match.parts: match.obj for match in _environment().finditer(start, root)}
            below = [each for path, node in tops.items() for each in members(path, node, name)]
            return _after(rest, dict(below))
        return list(dict.fromkeys(match.parts for match in matches))
    except (
        JSONPathError,
        RecursionError,
        ValueError,
        ArithmeticError,
        LookupError,
        TypeError,
    ) as fault:
        raise QueryError(f"{query} is no valid query: {_reason(fault)}") from fault


def _reason(fault: Exception) -> str:
    """The first line of what a fault says; as a text, it may fail itself where a query ends too early."""
    lines = str(fault.args[0]).splitlines() if fault.args else []
    return lines[0] if lines else type(fault).__name__


def _after(rest: str, nodes: dict[Path, Any]) -> list[Path]:
    """The paths of what the rest of a query selects, from each of these nodes."""
    paths = list(nodes)
    matches = _environment().finditer(f"$[*]{rest}", list(nodes.values()))
    found = ((*paths[match.parts[0]], *match.parts[1:]) for match in matches)
    return list(dict.fromkeys(found))


def _among(query: str, candidates: list[tuple[Path, Any]]) -> list[Path]:
    matches = _environment().finditer(query, [node for _, node in candidates])
    return [candidates[match.parts[0]][0] for match in matches]


@cache
def _environment() -> Any:
    from jsonpath import JSONPathEnvironment

    class Deep(JSONPathEnvironment):
        max_recursion_depth = 1000

    return Deep(strict=True)
