"""Finds the nodes that a JSONPath query (RFC 9535) selects."""

from __future__ import annotations

from functools import cache
from typing import Any

from generator.overlay.everywhere import Path, narrowed

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


def _among(query: str, candidates: list[tuple[Path, Any]]) -> list[Path]:
    matches = _environment().finditer(query, [node for _, node in candidates])
    return [candidates[match.parts[0]][0] for match in matches]


@cache
def _environment() -> Any:
    from jsonpath import JSONPathEnvironment

    class Deep(JSONPathEnvironment):
        max_recursion_depth = 1000

    return Deep(strict=True)
