"""Reads from the runtime's sources which names mean something there, so that names from descriptions avoid them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.python.code import imported, syntax_tree

FOLDER = Path(__file__).parents[3] / "templates" / "runtime"


@cache
def attributes(module: str, owner: str) -> frozenset[str]:
    """The public attributes of a class, inherited ones included.

    Args:
        module: The dotted path of a module below the runtime.
        owner: The name of the class, which the module may import from another one.

    """
    tree = _tree(module)
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name) if name == owner:
                bases = (
                    each.value if isinstance(each, ast.Subscript) else each for each in node.bases
                )
                inherited = (
                    attributes(module, each.id) for each in bases if isinstance(each, ast.Name)
                )
                return frozenset(_own(node)).union(*inherited)
            case ast.ImportFrom(level=level) if level and owner in _named(node):
                place = module.replace(".", "/")
                inside = f"{place}/__init__" if (FOLDER / place).is_dir() else place
                home = imported(inside, node).replace("/", ".")
                return attributes(home, _named(node)[owner])
    return frozenset()


@cache
def arguments(module: str, owner: str, method: str) -> frozenset[str]:
    """The arguments of a method that callers may name."""
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.ClassDef) and node.name == owner:
            result = [
                each
                for each in node.body
                if isinstance(each, ast.FunctionDef) and each.name == method
            ]
            given = result[-1].args if result else ast.arguments([], [], None, [], [], None, [])
            return frozenset(each.arg for each in (*given.args, *given.kwonlyargs)) - {"self"}
    return frozenset()


@cache
def _tree(module: str) -> ast.Module:
    place = FOLDER.joinpath(*module.split("."))
    path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    return syntax_tree(path.read_bytes()) if path.is_file() else ast.Module([], [])


def _own(node: ast.ClassDef) -> Iterator[str]:
    for each in node.body:
        match each:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                pass
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                pass
            case _:
                continue
        if not name.startswith("_"):
            yield name


def _named(node: ast.ImportFrom) -> dict[str, str]:
    """The names that an import binds, with those that they have where they come from."""
    return {each.asname or each.name: each.name for each in node.names}
