"""Finds the nodes that a JSONPath query (RFC 9535) selects."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from generator.document import Node
from generator.document.overlay.simple_queries import select
from generator.document.overlay.tree import Path

_SECONDS = 5
"""The time that one query may take of the processor."""


class QueryError(Exception):
    """The text is no query."""


def find(query: str, root: Node) -> list[Path]:
    """The paths of the selected nodes, each once, in the order of the document.

    Raises:
        QueryError: If the text is no query.
    """
    paths = select(query, root)
    return _find_with_library(query, root) if paths is None else paths


def _find_with_library(query: str, root: Node) -> list[Path]:
    from jsonpath import JSONPathError

    try:
        with _limited():
            matches = _environment().finditer(query, root.plain())
            return list(dict.fromkeys(match.parts for match in matches))
    except TimeoutError:
        raise QueryError(f"{query} takes longer than {_SECONDS} seconds") from None
    except (
        JSONPathError,
        RecursionError,
        ValueError,
        ArithmeticError,
        LookupError,
        TypeError,
    ) as error:
        reason = _reason(error) if query.lstrip().startswith("$") else "it does not begin with $"
        raise QueryError(f"{query} is no valid query: {reason}") from error


@contextmanager
def _limited() -> Iterator[None]:
    """Break off what takes too long: a pattern of ``match`` may need for ever on some texts.

    The clock is the process's own; threads and systems that have none go without.
    """
    timer = getattr(signal, "setitimer", None)
    if timer is None or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    timer(signal.ITIMER_VIRTUAL, _SECONDS)
    try:
        yield
    finally:
        timer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _reason(error: Exception) -> str:
    """The first line of an error's text; as a text, the error may fail itself where a query ends too early."""
    lines = str(error.args[0]).splitlines() if error.args else []
    return lines[0] if lines else type(error).__name__


@cache
def _environment() -> Any:
    from jsonpath import JSONPathEnvironment

    class Deep(JSONPathEnvironment):
        max_recursion_depth = 1000

    return Deep(strict=True)
