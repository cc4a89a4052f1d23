"""View of the list of public names: one line each, so that its diff shows what changes for users."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.names import Names
from generator.views import models, resources, types
from generator.views.parts import Colour
from generator.views.runtime import PUBLIC
from generator.views.tree import Resource


@dataclass(frozen=True, slots=True)
class Surface:
    """All public names, sorted."""

    lines: tuple[str, ...]


def surface(
    names: Names,
    shown: Mapping[tuple[Resource, Colour], resources.Module],
    model_modules: Iterable[models.Module],
    dicts: types.Module,
) -> Surface:
    """Return the view of the list, made from the views of the modules."""
    found = {
        *(
            line
            for (top, colour), module in shown.items()
            for line in _methods(names, top, colour, module)
        ),
        *(line for module in model_modules for line in _models(names, module)),
        *(f"{names.package}.types.{each.name}.{key}" for each in dicts.dicts for key in each.keys),
        *(f"{names.package}.{name}" for name in (*PUBLIC, names.error)),
    }
    return Surface(tuple(sorted(found)))


def _methods(
    names: Names, top: Resource, colour: Colour, module: resources.Module
) -> Iterator[str]:
    client = names.async_client if colour.prefix else names.client
    for resource, shown in zip(top.all, module.classes, strict=True):
        place = ".".join((names.package, client, *resource.path))
        for method in shown.methods:
            for signature in _signatures(method.overloads) or [method.signature]:
                yield f"{place}.{signature.replace('(self, ', '(').replace('(self)', '()')}"


def _signatures(heads: Iterable[str]) -> list[str]:
    return [head.partition("def ")[2].removesuffix(":") for head in heads]


def _models(names: Names, module: models.Module) -> Iterator[str]:
    for enum in module.enums:
        yield from (f"{names.package}.{enum.name}.{member}" for member in enum.members)
    for model in module.models:
        for attribute in model.attributes:
            yield f"{names.package}.{model.name}.{attribute.name}: {attribute.annotation}"
