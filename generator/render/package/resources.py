"""Views of the resource modules: classes with one method per operation, in two colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ir.model import Api
from generator.ir.names import Names
from generator.python.code import Imports
from generator.python.docstrings import docstring
from generator.render.common.annotations import Annotations
from generator.render.common.descriptions import Wording
from generator.render.common.resource_tree import Resource
from generator.render.package.method_parts import Colour, Method
from generator.render.package.methods import Methods


@dataclass(frozen=True, slots=True)
class Child:
    """A resource below another, as a property."""

    name: str
    type: str
    doc: str


@dataclass(frozen=True, slots=True)
class Class:
    """One resource."""

    name: str
    base: str
    doc: str
    children: tuple[Child, ...]
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """All resources below one property of the client."""

    doc: str
    imports: tuple[str, ...]
    checking: tuple[str, ...]
    classes: tuple[Class, ...]


def module(api: Api, names: Names, wording: Wording, top: Resource, colour: Colour) -> Module:
    """Return the view of one resource module in one colour."""
    own = [colour.prefix + names.resource(resource.path) for resource in top.all]
    imports = Imports(f"{colour.folder}.{top.path[0]}", own)
    annotations = Annotations(api, names, imports, checking=True)
    imports.use(".operations", top.path[0], alias="ops")
    classes = tuple(_class(resource, annotations, wording, colour) for resource in top.all)
    return Module(
        doc=docstring(f"The methods of ``client.{top.path[0]}``{_asynchronous(colour)}.", 0),
        imports=imports.lines(),
        checking=imports.lines(checking=True),
        classes=classes,
    )


def _asynchronous(colour: Colour) -> str:
    return ", to be awaited" if colour.prefix else ""


def _class(resource: Resource, annotations: Annotations, wording: Wording, colour: Colour) -> Class:
    names, imports = annotations.names, annotations.imports
    scope = annotations.within(_names(resource, names))
    if resource.children:
        imports.use("functools", "cached_property")
    return Class(
        name=colour.prefix + names.resource(resource.path),
        base=imports.use("._runtime.client", colour.resource),
        doc=docstring(_about(resource, wording)),
        children=tuple(
            Child(
                name=child.path[-1],
                type=colour.prefix + names.resource(child.path),
                doc=docstring(f"The methods below ``client.{'.'.join(child.path)}``.", 8),
            )
            for child in resource.children
        ),
        methods=tuple(_methods(resource, scope, wording, colour)),
    )


def _methods(
    resource: Resource, scope: Annotations, wording: Wording, colour: Colour
) -> Iterator[Method]:
    writer = Methods(scope, wording, colour)
    for operation in resource.operations:
        yield from writer.of(operation)
    for operation, name in resource.aliases:
        yield writer.alias(operation, name)


def _names(resource: Resource, names: Names) -> set[str]:
    """Everything that the class defines."""
    beside = {
        found[operation.at]
        for operation in resource.operations
        for found in (names.methods.bulk, names.methods.wait)
        if operation.at in found
    }
    own = {names.method(operation.at).method for operation in resource.operations}
    older = {name.method for _, name in resource.aliases}
    return own | older | beside | {child.path[-1] for child in resource.children}


def _about(resource: Resource, wording: Wording) -> str:
    reached = f"The methods of ``client.{'.'.join(resource.path)}``."
    return (
        f"{wording.plain(resource.description)}\n\n{reached}" if resource.description else reached
    )


@dataclass(frozen=True, slots=True)
class Folder:
    """The package of resource modules of one colour."""

    doc: str


def folder(colour: Colour) -> Folder:
    """Return the view of the package of one colour."""
    return Folder(
        docstring(f"The resources of the client{_asynchronous(colour)}; imported at first use.", 0)
    )
