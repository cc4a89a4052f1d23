"""Views of the resource modules: classes with one method per operation, in two colours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model import Api, Operation
from generator.names import Names
from generator.prose import docstring
from generator.python import Imports
from generator.views.annotations import Annotations
from generator.views.methods import Colour, Method, methods
from generator.views.tree import Resource
from generator.views.wording import Wording

SYNC = Colour(
    folder="resources", prefix="", define="def", wait="", page="Page", resource="SyncResource"
)
ASYNC = Colour(
    folder="aio",
    prefix="Async",
    define="async def",
    wait="await ",
    page="AsyncPager",
    resource="AsyncResource",
)


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
    hidden = {child.path[-1] for child in resource.children} | _method_names(
        resource.operations, names
    )
    scope = annotations.within(hidden)
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
        methods=tuple(
            method
            for operation in resource.operations
            for method in methods(operation, scope, wording, colour)
        ),
    )


def _method_names(operations: Iterable[Operation], names: Names) -> set[str]:
    return {names.method(operation.at).method for operation in operations}


def _about(resource: Resource, wording: Wording) -> str:
    reached = f"The methods of ``client.{'.'.join(resource.path)}``."
    return (
        f"{wording.plain(resource.description)}\n\n{reached}" if resource.description else reached
    )
