"""The tree of resources: which resource holds which methods and which further resources."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Api, Group, Operation
from generator.names import Names, PublicName


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
    return tuple(_resource(api, names, (place,)) for place in sorted(names.places))


def _resource(api: Api, names: Names, path: tuple[str, ...]) -> Resource:
    below = (other for other in names.resources if other[:-1] == path)
    return Resource(
        path=path,
        operations=tuple(each for each in api.operations if names.method(each.at).resource == path),
        children=tuple(_resource(api, names, child) for child in sorted(below)),
        aliases=tuple(
            (each, name)
            for each in api.operations
            for name in names.aliases(each.at)
            if name.resource == path
        ),
        description=_description(api, names, path) if len(path) == 1 else "",
    )


def _description(api: Api, names: Names, path: tuple[str, ...]) -> str:
    """Return the description of the only tag whose operations are below a path."""
    groups = [group for group in api.groups if _reaches(group, names, path)]
    return groups[0].description if len(groups) == 1 else ""


def _reaches(group: Group, names: Names, path: tuple[str, ...]) -> bool:
    return any(
        names.method(operation.at).resource[: len(path)] == path for operation in group.operations
    )
