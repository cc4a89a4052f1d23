"""The list of public names: one line each, so that its diff shows what changes for users.

The view describes what no module exports: the methods, by the way that leads to them, and the keys of dicts. To these
``full_list`` adds what the sources export, which it reads without importing any of them: clients, models, the runtime
that is copied and the modules that are written by hand.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath

from msgspec import Struct

from generator.ir.client import Client, Resource
from generator.python.code import imported, marks, syntax_tree
from generator.render.package import resources, typed_dicts
from generator.render.package.method_parts import Mode

LIST = "api.txt"
_LONG = 200
_ANY = ast.Name("Any")
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_NO_BASES = frozenset({"Generic", "Protocol", "object"})
"""Bases that only show how a class is checked."""
_LISTED_ELSEWHERE = ("errors", "models", "operations", "types")
"""Modules whose names the package exports itself, or that are lists to look names up in."""


class Surface(Struct, frozen=True):
    """All public names, sorted."""

    lines: tuple[str, ...]


def surface(
    client: Client,
    shown: Mapping[tuple[Resource, Mode], resources.Module],
    dicts: typed_dicts.Module,
) -> Surface:
    """Return the view of the list, made from the views of the modules."""
    result = {
        *(
            line
            for (top, mode), module in shown.items()
            for line in _methods(client, top, mode, module)
        ),
        *(
            f"{client.package}.types.{each.name}.{key.declaration}"
            for each in dicts.dicts
            for key in each.keys
        ),
    }
    return Surface(tuple(sorted(result)))


def _methods(client: Client, top: Resource, mode: Mode, module: resources.Module) -> Iterator[str]:
    name = client.async_name if mode.prefix else client.name
    for resource, shown in zip(top.all, module.classes, strict=True):
        place = ".".join((client.package, name, *resource.path))
        for method in shown.methods:
            for signature in method.overloads or (method.signature,):
                yield f"{place}.{signature.public}"


def full_list(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The list of public names with all of them in it; nothing, if there is no such list."""
    root = next((path for path in files if PurePosixPath(path).match("src/*/__init__.py")), None)
    if LIST not in files or root is None:
        return {}
    package = PurePosixPath(root).parent
    inside = {
        path.removeprefix(f"{package}/"): text
        for path, text in files.items()
        if path.startswith(f"{package}/")
    }
    more = _Sources(inside).lines("__init__", package.name)
    lines = sorted({*files[LIST].decode().splitlines(), *more})
    return {LIST: "".join(f"{line}\n" for line in lines).encode()}


class _Sources:
    """Modules by their paths below the package, parsed once each."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self.tree = cache(self._tree)
        self.public = cache(self._public)

    def _tree(self, module: str) -> _Module:
        for path in (f"{module}.py", f"{module}/__init__.py"):
            content = self._files.get(path)
            if content is not None:
                return _Module.of(path.removesuffix(".py"), syntax_tree(content))
        return _Module(module, {}, {}, ())

    def lines(self, module: str, at: str, within: tuple[str, ...] = ()) -> list[str]:
        """One line for each name that a module exports, or more where it has fields."""
        result: list[str] = []
        for name in self.tree(module).exported:
            home, nodes = self.definition(module, name)
            if nodes:
                result += self._definition(home, nodes, f"{at}.{name}")
            elif name not in (*_LISTED_ELSEWHERE, *within):
                below = self.lines(name, f"{at}.{name}", (*within, name))
                result += below or ([f"{at}.{name}"] if name in self.tree(home).foreign else [])
        return result

    def definition(self, module: str, name: str) -> tuple[str, list[ast.stmt]]:
        """Where a name is defined, and how; imports are followed, unless they lead in a circle."""
        followed = set()
        while module not in followed:
            followed.add(module)
            here = self.tree(module)
            if name in here.definitions:
                return module, here.definitions[name]
            if name not in here.imports:
                break
            module, name = here.imports[name]
        return module, []

    def _definition(self, home: str, nodes: Iterable[ast.stmt], at: str) -> Iterator[str]:
        for node in _called(nodes):
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    yield at + _signature(node, bound=False)
                case ast.ClassDef():
                    yield from self._class(home, node, at)
                case ast.AnnAssign(annotation=kind) if not _annotation(kind).endswith("TypeAlias"):
                    yield f"{at}: {_annotation(kind)}"
                case ast.AnnAssign(value=ast.expr() as value) | ast.Assign(value=value):
                    shown = ast.unparse(value)
                    yield f"{at} = {shown}" if len(shown) < _LONG else at
                case _:
                    yield at

    def _class(self, home: str, node: ast.ClassDef, at: str) -> Iterator[str]:
        entries = self._public_attributes(home, node)
        made = entries.pop("__init__", [])
        yield from (at + _signature(each, bound=True) for each in _functions(made))
        if stands_on := ", ".join(dict.fromkeys(self._bases(home, node))):
            yield f"{at} < {stands_on}"
        elif not made:
            yield at
        for name, nodes in entries.items():
            if not name.startswith("_"):
                yield from (
                    line
                    for each in _called(nodes)
                    for line in _public_attribute(each, f"{at}.{name}")
                )

    def _bases(
        self, home: str, node: ast.ClassDef, within: tuple[ast.ClassDef, ...] = ()
    ) -> Iterator[str]:
        """What a class counts as for users: public classes and those of Python, in the place of private ones."""
        for base in node.bases:
            plain = base.value if isinstance(base, ast.Subscript) else base
            if not isinstance(plain, ast.Name) or plain.id in _NO_BASES:
                continue
            place, nodes = self.definition(home, plain.id)
            result = [each for each in nodes if isinstance(each, ast.ClassDef)]
            if not result:
                yield plain.id
            elif name := self.public().get(result[0]):
                yield ast.unparse(base).replace(plain.id, name, 1)
            elif result[0] not in (node, *within):
                yield from self._bases(place, result[0], (node, *within))

    def _public(self) -> dict[ast.stmt, str]:
        """The definitions that the package exports, by the names it gives them."""
        names = self.tree("__init__").exported
        return {node: name for name in names for node in self.definition("__init__", name)[1]}

    def _public_attributes(
        self, home: str, node: ast.ClassDef, within: tuple[ast.ClassDef, ...] = ()
    ) -> dict[str, list[ast.stmt]]:
        """The members of a class and of those it stands on, unless these are public themselves; the nearest counts."""
        result = {**_held(node), **_named(node.body)}
        for base in node.bases:
            plain = base.value if isinstance(base, ast.Subscript) else base
            if isinstance(plain, ast.Name) and plain.id not in self.tree("__init__").exported:
                place, nodes = self.definition(home, plain.id)
                for each in nodes:
                    if isinstance(each, ast.ClassDef) and each not in (node, *within):
                        result = {**self._public_attributes(place, each, (node, *within)), **result}
        return result


class _Module(Struct, frozen=True):
    """What the top level of a module defines, imports from its package, and exports."""

    path: str
    definitions: Mapping[str, list[ast.stmt]]
    imports: Mapping[str, tuple[str, str]]
    exported: tuple[str, ...]
    foreign: frozenset[str] = frozenset()
    """The names that it imports from other packages."""

    @classmethod
    def of(cls, path: str, tree: ast.Module) -> _Module:
        body = [*_flat(tree.body)]
        definitions = _named(body)
        imports = {
            alias.asname or alias.name: (imported(path, node), alias.name)
            for node in body
            if isinstance(node, ast.ImportFrom) and node.level
            for alias in node.names
        }
        exported = [
            name
            for each in definitions.pop("__all__", [])
            if isinstance(each, ast.Assign) and isinstance(each.value, ast.List | ast.Tuple)
            for name in map(_annotation, each.value.elts)
            if not name.startswith("_")
        ]
        foreign = frozenset(
            alias.asname or alias.name
            for node in body
            if isinstance(node, ast.ImportFrom) and not node.level
            for alias in node.names
        )
        return cls(path, definitions, imports, tuple(exported), foreign)


def _flat(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module, those for type checkers included."""
    for node in body:
        if isinstance(node, ast.If):
            yield from _flat(node.body)
        else:
            yield node


def _named(body: Iterable[ast.stmt]) -> dict[str, list[ast.stmt]]:
    result: dict[str, list[ast.stmt]] = {}
    for node in body:
        match node:
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                result.setdefault(name, []).append(node)
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                result.setdefault(name, []).append(node)
    return result


def _held(node: ast.ClassDef) -> dict[str, list[ast.stmt]]:
    """The attributes that objects get when they are made, with their types."""
    made = next((each for each in _functions(node.body) if each.name == "__init__"), None)
    args = made.args if made else ast.arguments([], [], None, [], [], None, [])
    every = (*args.posonlyargs, *args.args, *args.kwonlyargs)
    given = {each.arg: each.annotation for each in every}
    result: dict[str, list[ast.stmt]] = {}
    for each in made.body if made else ():
        match each:
            case ast.AnnAssign(target=ast.Attribute(ast.Name("self"), name), annotation=kind):
                result[name] = [_attribute(name, kind)]
            case ast.Assign([ast.Attribute(ast.Name("self"), name)], ast.Name(source)):
                result[name] = [_attribute(name, given.get(source) or _ANY)]
            case ast.Assign([ast.Attribute(ast.Name("self"), name)]):
                result[name] = [_attribute(name, _ANY)]
    return result


def _attribute(name: str, kind: ast.expr) -> ast.stmt:
    return ast.AnnAssign(ast.Name(name), kind, simple=1)


def _called(nodes: Iterable[ast.stmt]) -> list[ast.stmt]:
    """The definitions that callers see: the overloads of a function instead of its body."""
    every = [*nodes]
    overloads: list[ast.stmt] = [each for each in _functions(every) if "overload" in marks(each)]
    return overloads or every[:1]


def _functions(nodes: Iterable[ast.stmt]) -> list[_Function]:
    return [each for each in nodes if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]


def _public_attribute(node: ast.stmt, at: str) -> Iterator[str]:
    match node:
        case ast.FunctionDef(returns=returns) if marks(node) & {"property", "cached_property"}:
            yield f"{at}: {_annotation(returns)}"
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield at + _signature(node, bound="staticmethod" not in marks(node))
        case ast.AnnAssign(annotation=kind):
            yield f"{at}: {_annotation(kind)}"
        case ast.Assign(value=ast.Constant(value)):
            yield f"{at} = {value!r}".replace("'", '"')
        case _:
            yield at


def _signature(node: _Function, *, bound: bool) -> str:
    """The signature as callers see it: of what is bound, without its first argument."""
    args = node.args
    by_position = [*args.posonlyargs, *args.args]
    without = len(by_position) - len(args.defaults)
    shown = [_argument(each) for each in by_position[:without]]
    shown += map(_argument, by_position[without:], args.defaults)
    if only := len(args.posonlyargs[bound:]):
        shown.insert(only + bound, "/")
    if args.vararg:
        shown.append(f"*{_argument(args.vararg)}")
    elif args.kwonlyargs:
        shown.append("*")
    shown += map(_argument, args.kwonlyargs, args.kw_defaults)
    if args.kwarg:
        shown.append(f"**{_argument(args.kwarg)}")
    return f"({', '.join(shown[bound:])}) -> {_annotation(node.returns)}"


def _argument(arg: ast.arg, default: ast.expr | None = None) -> str:
    kind = f": {_annotation(arg.annotation)}" if arg.annotation else ""
    given = f" = {ast.unparse(default)}" if default else ""
    return f"{arg.arg}{kind}{given}"


def _annotation(node: ast.expr | None) -> str:
    match node:
        case None:
            return "None"
        case ast.Constant(str() as quoted):
            return quoted
        case _:
            return ast.unparse(node)
