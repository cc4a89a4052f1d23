"""Finds the nodes that a JSONPath query (RFC 9535) selects."""

from __future__ import annotations

from functools import cache
from typing import Any

Path = tuple[str | int, ...]


class QueryError(Exception):
    """The text is no query."""


def find(query: str, root: Any) -> list[Path]:
    """The paths of the selected nodes, each once, in the order of the document."""
    from jsonpath import JSONPathError

    try:
        matches = _environment().finditer(query, root)
        return list(dict.fromkeys(match.parts for match in matches))
    except (JSONPathError, RecursionError, ValueError) as fault:
        reason = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
        raise QueryError(f"{query} is no valid query: {reason}") from fault


@cache
def _environment() -> Any:
    from jsonpath import JSONPathEnvironment

    class Deep(JSONPathEnvironment):
        max_recursion_depth = 1000

    return Deep(strict=True)
