"""Decides where each operation is found: resource, method, constant, and the methods beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from generator.diagnostics.findings import Diagnostics, Spot
from generator.diagnostics.suggest import suggestion
from generator.ir.model import Api, Effect, Operation
from generator.ir.names.identifiers import (
    attribute,
    class_name,
    distinct_names,
    is_attribute,
    numbered_class,
)
from generator.ir.names.overrides import Overrides, PublicName
from generator.ir.names.reserved import CONSTANTS, client_attributes, is_device
from generator.ir.names.words import singular, split, upper

_BY_ID = ("by", "id")


class Methods(Struct, frozen=True):
    """The public side of the operations, by pointer."""

    names: Mapping[str, PublicName]
    aliases: Mapping[str, tuple[PublicName, ...]]
    constants: Mapping[str, str]
    bulk: Mapping[str, str]
    wait: Mapping[str, str]
    reconcile: Mapping[str, str]

    @property
    def resources(self) -> tuple[tuple[str, ...], ...]:
        """Every resource on the way to a method, outer ones first."""
        paths = {
            name.resource[: depth + 1]
            for each in (self.names.values(), *self.aliases.values())
            for name in each
            for depth in range(len(name.resource))
        }
        return tuple(sorted(paths))


def is_bulk(operation: Operation) -> bool:
    """Whether an operation gets a method that sends any number in chunks."""
    return operation.chunk is not None and operation.effect is Effect.CONTACT


def methods(api: Api, overrides: Overrides | None, report: Diagnostics) -> Methods:
    """Decide all methods."""
    given = overrides or Overrides()
    fixed = {
        operation.at: given.operations[operation.id]
        for operation in api.operations
        if operation.id in given.operations
    }
    names = {at: override.name for at, override in fixed.items()}
    aliases = {at: override.aliases for at, override in fixed.items() if override.aliases}
    _check_overrides(api, given, report)
    free = [operation for operation in api.operations if operation.at not in names]
    names |= _by_rule(free, api, names, aliases, report)
    for operation in free if overrides is not None else ():
        message = f"{operation.id!r} is called {names[operation.at].dotted} by rule"
        hint = "an entry in the names file keeps that for good"
        report.add("names-new", Spot(pointer=operation.at), message, hint)
    everything = [*names.values(), *(name for each in aliases.values() for name in each)]
    beside = _wanted_beside(api.operations, names)
    constants = {each.at: _constant(each.id) for each in api.operations}
    ids = {each.at: each.id for each in api.operations}
    return Methods(
        names=names,
        aliases=aliases,
        constants=distinct_names(constants, rank=lambda at: (ids[at], at)),
        **{kind: _beside(wanted, names, everything) for kind, wanted in beside.items()},
    )


def _check_overrides(api: Api, given: Overrides, report: Diagnostics) -> None:
    known = {operation.id for operation in api.operations}
    used: dict[PublicName, str] = {}
    resources = {
        override.name.resource[: depth + 1]
        for override in given.operations.values()
        for depth in range(len(override.name.resource))
    }
    for id_, override in given.operations.items():
        if id_ not in known:
            report.add(
                "names-unknown-operation",
                override.place,
                f"no operation is called {id_!r}",
                suggestion(id_, known, "remove the entry, or make it an alias of its successor"),
            )
        for name in (override.name, *override.aliases):
            if (first := used.setdefault(name, id_)) != id_:
                report.add(
                    "names-duplicate", override.place, f"{first!r} is called {name.dotted} too"
                )
            if (*name.resource, name.method) in resources:
                report.add(
                    "names-duplicate", override.place, f"{name.dotted} is a resource already"
                )
            if name.resource[0] in client_attributes() or is_device(name.resource[0]):
                report.add(
                    "names-reserved",
                    override.place,
                    f"a resource cannot be called {name.resource[0]!r}",
                    "the client has an attribute of this name, or some systems no such file",
                )


_LONGEST = 60
"""The most letters of a tag that become the name of a resource, and so of files; some tags are sentences."""


def _resource(tag: str) -> tuple[str, ...]:
    name = attribute(tag[:_LONGEST], "resource", client_attributes())
    return (f"{name}_" if is_device(name) else name,)


def _by_rule(
    free: Sequence[Operation],
    api: Api,
    fixed: Mapping[str, PublicName],
    aliases: Mapping[str, tuple[PublicName, ...]],
    report: Diagnostics,
) -> dict[str, PublicName]:
    """Names by tag and operationId, apart from what is taken: methods, resources, methods beside methods."""
    resource_of = {operation.at: _resource(operation.tag) for operation in free}
    taken = [*fixed.values(), *(name for each in aliases.values() for name in each)]
    decided: dict[str, PublicName] = {}
    for resource in sorted(set(resource_of.values())):
        here = {each.at: each for each in free if resource_of[each.at] == resource}
        blocked = {name.method for name in taken if name.resource == resource}
        blocked |= {
            name.resource[1]
            for name in taken
            if name.resource[:1] == resource and name.resource[1:]
        }
        old = [
            each
            for each in api.operations
            if each.at in fixed and fixed[each.at].resource == resource
        ]
        blocked |= {name for each in _wanted_beside(old, fixed).values() for name in each.values()}
        wanted = _short_names(here, blocked)
        ids = {at: each.id for at, each in here.items()}
        apart = distinct_names(wanted, blocked, rank=lambda at, ids=ids, wanted=wanted: (ids[at] != wanted[at], ids[at], at))  # type: ignore[misc]
        for at, method in apart.items():
            decided[at] = PublicName(resource, method)
            if method != wanted[at]:
                report.add(
                    "names-renamed",
                    Spot(pointer=at),
                    f"{wanted[at]!r} is taken; the method of {ids[at]!r} is called {method!r}",
                    "an entry in the names file decides",
                )
    return decided


def _short_names(here: Mapping[str, Operation], blocked: Collection[str]) -> dict[str, str]:
    """The names that the operationIds give, without what the resource or the path states already where that is clear.

    ``listPets`` of the tag pets is ``list``; where two operations would share a short name, both keep the long one.
    """
    long = {at: attribute(each.id, "method") for at, each in here.items()}
    short = {at: short_name(each.id, each.tag, each.path) for at, each in here.items()}
    common = Counter([*short.values(), *(long[at] for at in here if short[at] != long[at])])
    return {
        at: name if common[name] == 1 and name not in blocked and is_attribute(name) else long[at]
        for at, name in short.items()
    }


def short_name(id_: str, tag: str, path: str) -> str:
    """An operationId in lower case without the words of its tag, and without ``by_id`` where the path ends with the id."""
    words = [word.lower() for word in split(id_)]
    owner = [singular(word.lower()) for word in split(tag)]
    stems = [singular(word) for word in words]
    for start in range(len(words) - len(owner), -1, -1):
        if owner and stems[start : start + len(owner)] == owner:
            words[start : start + len(owner)] = []
            break
    if path.endswith("}") and len(words) > len(_BY_ID) and tuple(words[-2:]) == _BY_ID:
        words[-2:] = []
    return "_".join(words)


def _wanted_beside(
    operations: Sequence[Operation], names: Mapping[str, PublicName]
) -> dict[str, dict[str, str]]:
    """What the methods beside those of operations would be called, by kind and pointer."""
    return {
        "bulk": {each.at: f"{names[each.at].method}_bulk" for each in operations if is_bulk(each)},
        "wait": {each.at: "wait" for each in operations if each.wait is not None},
        "reconcile": {each.at: "reconcile" for each in operations if each.reconcile is not None},
    }


def _constant(id_: str) -> str:
    name = upper(id_) or attribute(id_, "operation").upper()
    name = f"OPERATION_{name}" if name[0].isdigit() else name
    return f"{name}_" if name in CONSTANTS else name


def _beside(
    wanted: Mapping[str, str], names: Mapping[str, PublicName], everything: Sequence[PublicName]
) -> dict[str, str]:
    """Names for methods that stand beside those of the description, in the same resource."""
    decided: dict[str, str] = {}
    for resource in sorted({names[at].resource for at in wanted}):
        here = {at: method for at, method in wanted.items() if names[at].resource == resource}
        taken = {name.method for name in everything if name.resource == resource}
        decided |= distinct_names(here, taken, rank=lambda at: (names[at].method, at))
    return decided


def resource_classes(paths: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """The classes of the resources: ``calls.broadcasts`` -> CallsBroadcastsResource."""
    wanted = {path: class_name("_".join(path), "Resource") for path in paths}
    apart = distinct_names(wanted, rank=lambda path: path, further=numbered_class)
    return {path: f"{name}Resource" for path, name in apart.items()}
