"""View of the list of public names: one line each, so that its diff shows what changes for users.

It describes what no module exports: the methods, by the way that leads to them, and the keys of dicts. `public_names`
adds what the sources export.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.ir.client import Client, Resource
from generator.render.package import resources, typed_dicts
from generator.render.package.method_parts import Mode


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
