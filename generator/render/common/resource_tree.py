"""The tree of resources: which resource holds which methods and which further resources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from generator.ir.model import Api, Group, Operation
from generator.ir.names import Names, PublicName

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """One resource: ``path`` leads to it from the client, ``description`` is the tag's where one tag fills it."""

    path: tuple[str, ...]
    operations: tuple[Operation, ...]
    children: tuple[Resource, ...]
    aliases: tuple[tuple[Operation, PublicName], ...] = ()
    description: str = ""

    @property
    def all(self) -> tuple[Resource, ...]:
        """Return this resource and all below, parents first."""
        return (self, *(inner for child in self.children for inner in child.all))

    @property
    def every_operation(self) -> tuple[Operation, ...]:
        """Return the operations of this resource and of all below."""
        return tuple(operation for resource in self.all for operation in resource.operations)


def resources(api: Api, names: Names) -> tuple[Resource, ...]:
    """The resources right below the client, sorted by name, as their children are."""
    operations = _grouped((names.method(each.at).resource, each) for each in api.operations)
    aliases = _grouped(
        (name.resource, (each, name)) for each in api.operations for name in names.aliases(each.at)
    )
    children = _grouped((path[:-1], path) for path in sorted(names.resources))
    tags = _grouped(each for group in api.groups for each in _places(group, names))

    def resource(path: tuple[str, ...]) -> Resource:
        about = tags.get(path, ())
        return Resource(
            path=path,
            operations=tuple(operations.get(path, ())),
            children=tuple(map(resource, children.get(path, ()))),
            aliases=tuple(aliases.get(path, ())),
            description=about[0].description if len(about) == 1 else "",
        )

    return tuple(resource((place,)) for place in sorted(names.places))


def _places(group: Group, names: Names) -> Iterator[tuple[tuple[str], Group]]:
    """The resources right below the client that a tag's operations are in."""
    places = dict.fromkeys(names.method(each.at).resource[0] for each in group.operations)
    return (((place,), group) for place in places)


def _grouped(
    pairs: Iterable[tuple[tuple[str, ...], _Value]],
) -> dict[tuple[str, ...], list[_Value]]:
    found: dict[tuple[str, ...], list[_Value]] = {}
    for path, value in pairs:
        found.setdefault(path, []).append(value)
    return found
