"""The text of Python: literals, names of types with the imports they need, sorted import lines.

A reference to a type is what imports it, so an import can neither be missing nor be left over.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import PurePosixPath
from sys import stdlib_module_names
from textwrap import indent

import msgspec.json

from generator.ir.model import Json

_TEXT = r'"""(?:[^"\\]|\\.|"(?!""))*"""'
_BODY = re.compile(
    rf"{_TEXT}"
    r"|^( *)(?:async )?def (?!__init__\b)\w+\((?:.*|\n(?:\1 .*\n)+\1\).*):\n"
    rf"(\1 +{_TEXT}\n)?(?! *[a-zA-Z]*[\"'])((?:\1 .*\n|\n)+)",
    re.MULTILINE,
)
"""A text, or a function with its docstring (group 2) and its further statements (group 3)."""


_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


@cache
def syntax_tree(source: bytes) -> ast.Module:
    """Parse a module once for all that read it; one that is not Python, as people may write them, is empty.

    No stage reads the bodies of functions, so most of them are left out: they make up half of what there is to parse.
    """
    with suppress(*_UNREADABLE):
        return ast.parse(_BODY.sub(_without_body, source.decode()))
    with suppress(*_UNREADABLE):
        return ast.parse(source)
    return ast.Module([], [])


def _without_body(function: re.Match[str]) -> str:
    """A function without its statements, in as many lines; one that holds a text of several lines stays."""
    body = function[3]
    if not body or '"""' in body or "'''" in body or "\\\n" in body:
        return function[0]
    head = function[0].removesuffix(body)
    return head + ("" if function[2] else f"{function[1]} ...") + "\n" * body.count("\n")


def marks(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """The last names of a function's plain decorators, such as ``property`` and ``setter``."""
    return {getattr(each, "attr", getattr(each, "id", "")) for each in node.decorator_list}


def imported(path: str, node: ast.ImportFrom) -> str:
    """The path of the module that a relative import of another module names, both without their ending."""
    folder = PurePosixPath(path)
    for _ in range(node.level):
        folder = folder.parent
    return (folder / (node.module or "").replace(".", "/")).as_posix()


def string(text: str) -> str:
    """Quote a string, with double quotes where that needs no escapes, in printable characters only."""
    if '"' in text:
        return repr(text)
    return (
        f'"{repr(chr(39) + chr(34) + text)[4:-1]}"' if "'" not in text else f'"{repr(text)[1:-1]}"'
    )


def literal(value: Json | tuple[Json, ...]) -> str:
    """Write a plain JSON value as a Python expression."""
    match value:
        case str():
            return string(value)
        case dict():
            return (
                "{"
                + ", ".join(f"{string(key)}: {literal(item)}" for key, item in value.items())
                + "}"
            )
        case list():
            return "[" + ", ".join(map(literal, value)) + "]"
        case tuple():
            return "(" + ", ".join(map(literal, value)) + ("," if len(value) == 1 else "") + ")"
        case _:
            return repr(value)


def mapping(pairs: Iterable[tuple[str, str]]) -> str:
    """Write a dict display with literal keys and finished expressions as values."""
    return "{" + ", ".join(f"{string(key)}: {value}" for key, value in pairs) + "}"


def union(*parts: str, optional: bool = False) -> str:
    """Join types with ``|``, each once, None last."""
    flat = dict.fromkeys(part for text in parts for part in alternatives(text))
    return " | ".join(
        [
            *(part for part in flat if part != "None"),
            *(["None"] if optional or "None" in flat else []),
        ]
    )


def alternatives(text: str) -> list[str]:
    """Split a union at its own bars, not at those inside brackets."""
    depth, parts = 0, [""]
    for char in text:
        depth += (char == "[") - (char == "]")
        if char == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]


def literals(**values: Json | tuple[Json, ...]) -> dict[str, str]:
    """Write plain values as keyword arguments, without those that are None."""
    return {name: literal(value) for name, value in values.items() if value is not None}


def call(
    function: str, positional: Iterable[str], keywords: Mapping[str, str], options: str = ""
) -> str:
    """Write a call; keyword arguments in the order given, then those in the mapping ``options``."""
    named = [f"{name}={value}" for name, value in keywords.items()]
    return f"{function}({', '.join([*positional, *named, *([f'**{options}'] if options else [])])})"


_NUMBER = re.compile(r"(\d+)")


class Imports:
    """The names one module takes from others, collected while its text is made.

    Modules of the package itself are written with a leading dot, seen from the package's root (``.models.calls``).
    A name that the module defines itself, or that the class at hand hides, is imported under an alias.
    """

    def __init__(self, place: str, defined: Iterable[str] = ()) -> None:
        """Start without imports.

        Args:
            place: The dotted path of the importing module inside the package, e.g. ``models.calls``; empty for
                the package itself.
            defined: Names that the module defines at its top level.

        """
        self._place = place.split(".") if place else ["__init__"]
        self._own = f".{place}"
        self._taken: dict[str, tuple[str, str]] = {name: ("", name) for name in defined}
        self._used: dict[tuple[str, str, str], bool] = {}

    def use(
        self,
        module: str,
        name: str,
        *,
        alias: str = "",
        hidden: Collection[str] = (),
        checking: bool = False,
    ) -> str:
        """Import a name and return how to spell it here.

        Args:
            module: Where the name is defined; ``builtins`` is imported only when hidden.
            name: The name to import; empty for the module itself.
            alias: How to call it here; the name itself, where empty.
            hidden: Names that mean something else in the scope at hand.
            checking: Whether only type checkers need it.

        """
        if module == self._own:
            return name
        alias = alias or name or module
        while alias in hidden or self._taken.get(alias, (module, name)) != (module, name):
            alias = f"_{alias}"
        self._taken[alias] = (module, name)
        if module == "builtins" and alias == name:
            return name
        key = (module, name, alias)
        self._used[key] = self._used.get(key, True) and checking
        return alias

    def text(self) -> str:
        """Return all import statements, those for type checkers below their condition."""
        blocks = ["\n".join(self.lines())]
        if any(self._used.values()):
            checking = indent("\n".join(self.lines(checking=True)), "    ")
            blocks.append(f"if TYPE_CHECKING:\n{checking}")
        return "\n\n".join(filter(None, blocks))

    def lines(self, *, checking: bool = False) -> tuple[str, ...]:
        """Return the import statements, sorted as isort does, groups parted by empty lines.

        Args:
            checking: Whether to return those for type checkers instead of those for run time.

        """
        if any(self._used.values()):
            self.use("typing", "TYPE_CHECKING")
        by_module: dict[str, list[tuple[str, str]]] = {}
        for (module, name, alias), only_checking in self._used.items():
            if only_checking == checking:
                by_module.setdefault(self._written(module), []).append((name, alias))
        groups: dict[int, list[str]] = {}
        for module in sorted(by_module, key=_module_order):
            groups.setdefault(_group(module), []).extend(_statements(module, by_module[module]))
        blocks = ["\n".join(groups[group]) for group in sorted(groups)]
        return tuple(
            line
            for number, block in enumerate(blocks)
            for line in ([""] if number else []) + block.split("\n")
        )

    def _written(self, module: str) -> str:
        if not module.startswith("."):
            return module
        parts, here = module[1:].split(".") if module != "." else [], self._place[:-1]
        while here and parts and parts[0] == here[0]:
            parts, here = parts[1:], here[1:]
        return "." * (len(here) + 1) + ".".join(parts)


def _statements(module: str, names: list[tuple[str, str]]) -> list[str]:
    """Write plain names in one statement, aliased ones in their own, as ruff's isort does."""
    if ("", module) in names:
        return [f"import {module}"]
    plain = [name for name, alias in names if name == alias]
    # Constants, classes, functions; in each, regardless of case.
    plain.sort(key=lambda name: _order(name, name.casefold()))
    aliased = [
        f"from {module} import {name} as {alias}" for name, alias in sorted(names) if name != alias
    ]
    return ([f"from {module} import {', '.join(plain)}"] if plain else []) + aliased


def _group(module: str) -> int:
    if module.startswith("."):
        return 3
    root = module.partition(".")[0]
    return 0 if root == "__future__" else 1 if root in stdlib_module_names else 2


def _module_order(module: str) -> tuple[int, str]:
    dots = len(module) - len(module.lstrip("."))
    return (-dots, module.lstrip(".").casefold())


@cache
def _order(name: str, compared: str) -> tuple[int, list[tuple[int, str]], str]:
    rank = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    pieces = _NUMBER.split(compared)
    by_value = [(int(each), "") if each.isdecimal() else (-1, each) for each in pieces]
    return (rank, by_value, name)


def ordered(names: Iterable[str]) -> list[str]:
    """Sort names as ``__all__`` is sorted: constants, classes, functions."""
    return sorted(names, key=lambda name: _order(name, name))


def json_text(value: object, indent: int | None = 2) -> str:
    """Write JSON that reads well and hides nothing: invisible and bidirectional characters are escaped."""
    if indent is None:
        text = json.dumps(value, ensure_ascii=False)
    else:  # json.dumps indents in Python, which takes ten times as long
        text = msgspec.json.format(msgspec.json.encode(value), indent=indent).decode()
    if text.replace("\n", "").isprintable():
        return text
    return "".join(
        sign if sign == "\n" or sign.isprintable() else json.dumps(sign)[1:-1] for sign in text
    )
