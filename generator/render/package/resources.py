"""Views of the resource modules: classes with one method per operation, in two modes."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.ir.client import Client, Resource
from generator.python.code import Imports
from generator.python.docstrings import docstring
from generator.render.common.annotations import Annotations
from generator.render.package.method_parts import MethodView, Mode
from generator.render.package.methods import Methods


class Child(Struct, frozen=True):
    """A resource below another, as a property."""

    name: str
    type: str
    doc: str


class Class(Struct, frozen=True):
    """One resource."""

    name: str
    base: str
    doc: str
    children: tuple[Child, ...]
    methods: tuple[MethodView, ...]


class Module(Struct, frozen=True):
    """All resources below one property of the client."""

    doc: str
    imports: str
    classes: tuple[Class, ...]


def module(client: Client, top: Resource, mode: Mode) -> Module:
    """Return the view of one resource module sync or async."""
    own = [mode.prefix + resource.class_name for resource in top.all]
    imports = Imports(f"{mode.folder}.{top.name}", own)
    annotations = Annotations(client, imports, checking=True)
    imports.use(".operations", top.name, alias="ops")
    classes = tuple(_class(resource, annotations, mode) for resource in top.all)
    return Module(
        doc=docstring(f"The methods of ``client.{top.name}``{_asynchronous(mode)}.", 0),
        imports=imports.text(),
        classes=classes,
    )


def _asynchronous(mode: Mode) -> str:
    return ", to be awaited" if mode.prefix else ""


def _class(resource: Resource, annotations: Annotations, mode: Mode) -> Class:
    imports = annotations.imports
    scope = annotations.within(_names(resource))
    if resource.children:
        imports.use("functools", "cached_property")
    about = f"The methods of ``client.{'.'.join(resource.path)}``."
    if resource.description:
        about = f"{annotations.client.plain(resource.description)}\n\n{about}"
    return Class(
        name=mode.prefix + resource.class_name,
        base=imports.use("._runtime.client", mode.resource),
        doc=docstring(about),
        children=tuple(
            Child(
                name=child.name,
                type=mode.prefix + child.class_name,
                doc=docstring(f"The methods below ``client.{'.'.join(child.path)}``.", 8),
            )
            for child in resource.children
        ),
        methods=tuple(_methods(resource, scope, mode)),
    )


def _methods(resource: Resource, scope: Annotations, mode: Mode) -> Iterator[MethodView]:
    writer = Methods(scope, mode)
    for operation in resource.methods:
        yield from writer.of(operation)
    for operation, name in resource.aliases:
        yield writer.alias(operation, name)


def _names(resource: Resource) -> set[str]:
    """Everything that the class defines."""
    beside = {
        name for each in resource.methods for name in (each.bulk, each.waiter) if name is not None
    }
    own = {each.name.method for each in resource.methods}
    older = {name.method for _, name in resource.aliases}
    return own | older | beside | {child.name for child in resource.children}


class Folder(Struct, frozen=True):
    """The package of resource modules of one mode."""

    doc: str


def folder(mode: Mode) -> Folder:
    """Return the view of the package of one mode."""
    return Folder(
        docstring(f"The resources of the client{_asynchronous(mode)}; imported at first use.", 0)
    )
