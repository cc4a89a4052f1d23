"""Lays out expressions as the formatter does: in one line where it fits, else one item a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct

WIDTH = 88


class Group(Struct, frozen=True):
    """A call or a display: what opens it, its items, each with what leads to it (``name=``), and what closes it."""

    opening: str
    items: tuple[tuple[str, Code], ...]
    closing: str


Code: TypeAlias = str | Group


def call(function: str, arguments: Iterable[tuple[str, Code]]) -> Group:
    """A call; each argument comes with its name, which is empty for positional ones."""
    return Group(
        f"{function}(", tuple((f"{name}=" if name else "", value) for name, value in arguments), ")"
    )


def listed(items: Iterable[Code]) -> Group:
    """A list display."""
    return Group("[", tuple(("", item) for item in items), "]")


def mapped(pairs: Iterable[tuple[str, Code]]) -> Group:
    """A dict display; keys are finished expressions."""
    return Group("{", tuple((f"{key}: ", value) for key, value in pairs), "}")


def flat(code: Code) -> str:
    """An expression in one line."""
    if isinstance(code, str):
        return code
    return (
        code.opening + ", ".join(f"{lead}{flat(item)}" for lead, item in code.items) + code.closing
    )


def lines(lead: str, code: Code, tail: str = "", indent: int = 0) -> list[str]:
    """An expression between what stands before and after it, indented."""
    whole = f"{' ' * indent}{lead}{flat(code)}{tail}"
    if isinstance(code, str) or not code.items or len(whole) <= WIDTH:
        return [whole]
    inner = [line for before, item in code.items for line in lines(before, item, ",", indent + 4)]
    return [f"{' ' * indent}{lead}{code.opening}", *inner, f"{' ' * indent}{code.closing}{tail}"]
