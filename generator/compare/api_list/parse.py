"""Reads the list of public names and signatures that a generated package carries."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from generator.compare.api_list.annotations import parsed


class Kind(StrEnum):
    """How an argument may be passed."""

    POSITIONAL = "by position only"
    EITHER = "by position or name"
    KEYWORD = "by name only"
    REST = "as one of the rest"
    OPTIONS = "as one of the options"


class Argument(Struct, frozen=True):
    """One argument; ``position`` counts those that can be passed by position, ``default`` is its source or None."""

    name: str
    kind: Kind
    annotation: str
    default: str | None
    position: int | None


class Signature(Struct, frozen=True):
    """One way to call a method."""

    arguments: Mapping[str, Argument]
    returns: str


class Entry(Struct, frozen=True):
    """A public name: what it is called with, what it holds, or what it stands on; all empty for a bare class."""

    signatures: tuple[Signature, ...] = ()
    annotation: str = ""
    value: str = ""
    bases: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        """What users see in it."""
        if self.signatures:
            return "something to call"
        return "an attribute" if self.annotation else "a value" if self.value else "a bare name"


def read(text: str) -> dict[str, Entry]:
    """The public names of a package, without the package's own; lines that cannot be read are names."""
    result: dict[str, Entry] = {}
    for line in text.splitlines():
        whole = line.strip()
        if not whole or whole.startswith("#"):
            continue
        name, entry = _entry(whole)
        known = result.get(name)
        result[name] = entry if known is None else _overloaded(known, entry)
    return result


def _overloaded(known: Entry, more: Entry) -> Entry:
    return Entry(
        known.signatures + more.signatures,
        known.annotation or more.annotation,
        known.value or more.value,
        known.bases | more.bases,
    )


def _entry(line: str) -> tuple[str, Entry]:
    head = line.partition("(")[0]
    if "(" in line and " " not in head:
        signature = _signature(line[len(head) :])
        return _inside(head), Entry(signatures=() if signature is None else (signature,))
    name, equal, value = line.partition(" = ")
    if equal and " " not in name:
        return _inside(name), Entry(value=value)
    name, less, bases = line.partition(" < ")
    if less and " " not in name:
        listed = parsed(f"({bases},)")
        every = listed.elts if isinstance(listed, ast.Tuple) else []
        return _inside(name), Entry(bases=frozenset(map(ast.unparse, every)))
    name, _, annotation = line.partition(": ")
    tree = parsed(annotation)
    return _inside(name), Entry(annotation=ast.unparse(tree) if tree else annotation)


def _inside(name: str) -> str:
    """A name without that of the package: renaming the package is another matter."""
    return name.partition(".")[2] or name


def _signature(rest: str) -> Signature | None:
    try:
        (function,) = ast.parse(f"def f{rest}: ...").body
    except (SyntaxError, ValueError):
        return None
    if not isinstance(function, ast.FunctionDef):
        return None
    returns = ast.unparse(function.returns) if function.returns else ""
    return Signature({each.name: each for each in _arguments(function.args)}, returns)


def _arguments(args: ast.arguments) -> Iterator[Argument]:
    by_position = [*args.posonlyargs, *args.args]
    without = len(by_position) - len(args.defaults)
    for place, arg in enumerate(by_position):
        default = ast.unparse(args.defaults[place - without]) if place >= without else None
        kind = Kind.POSITIONAL if place < len(args.posonlyargs) else Kind.EITHER
        yield Argument(arg.arg, kind, _annotation(arg), default, place)
    for arg, given in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        default = ast.unparse(given) if given is not None else None
        yield Argument(arg.arg, Kind.KEYWORD, _annotation(arg), default, None)
    if args.vararg:
        yield Argument(args.vararg.arg, Kind.REST, _annotation(args.vararg), "()", None)
    if args.kwarg:
        yield Argument(args.kwarg.arg, Kind.OPTIONS, _annotation(args.kwarg), "{}", None)


def _annotation(arg: ast.arg) -> str:
    return ast.unparse(arg.annotation) if arg.annotation else ""
