"""The tree of resources: which resource holds which methods and which further resources."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Api, Group, Operation
from generator.names import Names


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource: ``path`` leads to it from the client, ``description`` is the tag's where one tag fills it."""

    path: tuple[str, ...]
    operations: tuple[Operation, ...]
    children: tuple[Resource, ...]
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
    """Return the resources right below the client, sorted by name, as their children are."""
    paths = {
        names.method(operation.at).resource[: depth + 1]
        for operation in api.operations
        for depth in range(len(names.method(operation.at).resource))
    }
    return tuple(_resource(api, names, path, paths) for path in sorted(paths) if len(path) == 1)


def _resource(
    api: Api, names: Names, path: tuple[str, ...], paths: set[tuple[str, ...]]
) -> Resource:
    below = sorted(
        other for other in paths if len(other) == len(path) + 1 and other[: len(path)] == path
    )
    own = tuple(
        operation for operation in api.operations if names.method(operation.at).resource == path
    )
    children = tuple(_resource(api, names, child, paths) for child in below)
    return Resource(path, own, children, _description(api, names, path) if len(path) == 1 else "")


def _description(api: Api, names: Names, path: tuple[str, ...]) -> str:
    """Return the description of the only tag whose operations are below a path."""
    groups = [group for group in api.groups if _reaches(group, names, path)]
    return groups[0].description if len(groups) == 1 else ""


def _reaches(group: Group, names: Names, path: tuple[str, ...]) -> bool:
    return any(
        names.method(operation.at).resource[: len(path)] == path for operation in group.operations
    )
