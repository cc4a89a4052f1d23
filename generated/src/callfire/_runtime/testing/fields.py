"""Carries out ``fields``: keeps of a response what its notation names, as in ``items(id,region/city)``."""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

__all__ = ["select", "selection"]

Tree: TypeAlias = "dict[str, Tree]"

_TOKEN = re.compile(r"\s*([(),/]|[^(),/\s]+)\s*")


def selection(text: str) -> Tree:
    """Read the notation; a name without names below it stands for all it holds.

    >>> selection("id,items(name, region/city)")
    {'id': {}, 'items': {'name': {}, 'region': {'city': {}}}}

    Raises:
        ValueError: It cannot be read.
    """
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        raise ValueError("fields cannot be read")
    rest = iter([*tokens, ")"])
    tree = _names(rest)
    if next(rest, None) is not None:
        raise ValueError("fields: brackets do not match")
    return tree


def _names(tokens: Iterator[str]) -> Tree:
    """Read names up to the bracket that closes them."""
    tree: Tree = {}
    here, wanted = tree, True
    for sign in tokens:
        if sign == ")" and not wanted:
            return tree
        if sign == "(" and not wanted:
            here.update(_names(tokens))
        elif sign == "," and not wanted:
            here, wanted = tree, True
        elif sign == "/" and not wanted:
            wanted = True
        elif sign not in {"(", ")", ",", "/"} and wanted:
            here, wanted = here.setdefault(sign, {}), False
        else:
            break
    raise ValueError("fields cannot be read")


def select(value: Any, tree: Tree) -> Any:
    """Keep what the tree names; an empty tree keeps all."""
    if not tree:
        return value
    if isinstance(value, list):
        return [select(each, tree) for each in value]
    if isinstance(value, dict):
        return {name: select(value[name], below) for name, below in tree.items() if name in value}
    return value
