"""Judges annotations as they are written in Python: which takes all that another one takes."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

_WIDER = frozenset(
    {
        ("int", "float"),
        ("list", "Sequence"),
        ("list", "Iterable"),
        ("tuple", "Iterable"),
        ("Sequence", "Iterable"),
        ("dict", "Mapping"),
    }
)
"""Pairs of names where whoever takes the second one takes the first one, too."""
_READ = frozenset({"Sequence", "Iterable", "AsyncIterable", "Mapping"})
"""Containers that are only read, and so may hold what is narrower than they state."""
_ANYTHING = frozenset({"Any", "object"})


def same(one: str, other: str) -> bool:
    """Whether two annotations only differ in the order or the spelling of alternatives."""
    return alternatives(one) == alternatives(other)


def alternatives(annotation: str) -> frozenset[str]:
    """The alternatives of a union."""
    tree = parsed(annotation)
    return frozenset({annotation}) if tree is None else frozenset(map(ast.unparse, _each(tree)))


def takes(wide: str, narrow: str, enums: Collection[str]) -> bool:
    """Whether all that one annotation allows, another one allows as well; enums are texts."""
    outer, inner = parsed(wide), parsed(narrow)
    if outer is None or inner is None:
        return wide == narrow
    return _takes(outer, inner, enums)


def textual(annotation: str, enums: Collection[str]) -> str:
    """An annotation with plain texts in the place of enums."""
    tree = parsed(annotation)
    if tree is None:
        return annotation
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in enums:
            node.id = "str"
    return " | ".join(sorted({ast.unparse(each) for each in _each(tree)}))


def parsed(annotation: str) -> ast.expr | None:
    """The syntax of an annotation; None for what is none."""
    try:
        return ast.parse(annotation, mode="eval").body
    except (SyntaxError, ValueError):
        return None


def _each(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.BinOp(left, ast.BitOr(), right):
            yield from _each(left)
            yield from _each(right)
        case ast.Subscript(ast.Name("Optional"), inner):
            yield from _each(inner)
            yield ast.Constant(None)
        case ast.Subscript(ast.Name("Union"), ast.Tuple(parts)):
            for part in parts:
                yield from _each(part)
        case _:
            yield node


def _takes(wide: ast.expr, narrow: ast.expr, enums: Collection[str]) -> bool:
    return all(
        any(_takes_one(mine, yours, enums) for mine in _each(wide)) for yours in _each(narrow)
    )


def _takes_one(wide: ast.expr, narrow: ast.expr, enums: Collection[str]) -> bool:
    match wide, narrow:
        case ast.Name(outer), _ if outer in _ANYTHING:
            return True
        case ast.Name(outer), ast.Name(inner):
            return outer == inner or (inner, outer) in _WIDER or (outer == "str" and inner in enums)
        case ast.Subscript(ast.Name(outer), held), ast.Subscript(
            ast.Name(inner), given
        ) if outer in _READ and (outer == inner or (inner, outer) in _WIDER):
            mine, yours = _parts(held), _parts(given)
            return len(mine) == len(yours) and all(
                _takes(*pair, enums) for pair in zip(mine, yours, strict=True)
            )
        case _:
            return ast.unparse(wide) == ast.unparse(narrow)


def _parts(inside: ast.expr) -> list[ast.expr]:
    return inside.elts if isinstance(inside, ast.Tuple) else [inside]
