"""Decides the names of models and enums: classes, dicts, modules, fields, members."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from generator.diagnostics.findings import Diagnostics, Spot
from generator.diagnostics.suggest import suggestion
from generator.ir.model import Api, Definition, EnumDefinition, Named, ObjectDefinition, TypeRef
from generator.ir.names.identifiers import (
    attribute,
    class_name,
    distinct_names,
    is_exact,
    members,
    numbered_class,
)
from generator.ir.names.overrides import Overrides, PublicName
from generator.ir.names.reserved import model_attributes
from generator.ir.types import reached, types_of

SHARED = "_shared"
"""The module of what several resources use."""
CALLBACKS = "_webhooks"
"""The module of what only callbacks carry."""


class Definitions(Struct, frozen=True):
    """The names of all objects and enums, by pointer; fields by owner and pointer, members by enum and value.

    ``accepted`` names what a caller may give for one: the TypedDict of an object, the alias for the values of an enum.
    """

    classes: Mapping[str, str]
    accepted: Mapping[str, str]
    modules: Mapping[str, str]
    fields: Mapping[tuple[str, str], str]
    members: Mapping[tuple[str, str], str]


def definitions(
    api: Api,
    overrides: Overrides | None,
    methods: Mapping[str, PublicName],
    reserved: Collection[str],
    report: Diagnostics,
) -> Definitions:
    """Decide all names of definitions."""
    named = api.definitions
    classes = _classes(named, overrides or Overrides(), reserved, report)
    objects = {at: each for at, each in named.items() if isinstance(each, ObjectDefinition)}
    enums = {at: each for at, each in named.items() if isinstance(each, EnumDefinition)}
    fields = {
        (at, field): name for at, each in objects.items() for field, name in _fields(each).items()
    }
    entries = {
        (at, value): name
        for at, each in enums.items()
        for value, name in members(each.values, each.titles).items()
    }
    return Definitions(
        classes=classes,
        accepted=_accepted(named, classes, reserved),
        modules=_modules(api, named, methods),
        fields=fields,
        members=entries,
    )


def _classes(
    named: Mapping[str, Definition],
    overrides: Overrides,
    reserved: Collection[str],
    report: Diagnostics,
) -> dict[str, str]:
    fixed: dict[str, str] = {}
    for at, (name, place) in overrides.classes.items():
        if at not in named:
            hint = suggestion(at, named, "remove the entry")
            report.add("names-unknown-definition", place, f"there is no definition at {at!r}", hint)
        elif name in fixed.values() or name in reserved:
            report.add("names-duplicate", place, f"{name!r} means something else already")
        else:
            fixed[at] = name
    plain = {at: class_name(each.hint) for at, each in named.items() if at not in fixed}
    wanted = {
        at: class_name(each.hint, reserved=reserved) for at, each in named.items() if at in plain
    }
    apart = distinct_names(
        wanted,
        {*reserved, *fixed.values()},
        rank=lambda at: (at.count("/"), named[at].hint != wanted[at], at),
        further=numbered_class,
    )
    for at, name in apart.items():
        if name != plain[at]:
            report.add(
                "names-renamed",
                Spot(pointer=at),
                f"{plain[at]!r} means something else already; this is called {name!r}",
                "an entry in the names file decides",
            )
    return {at: fixed.get(at) or apart[at] for at in named}


def _accepted(
    named: Mapping[str, Definition], classes: Mapping[str, str], reserved: Collection[str]
) -> dict[str, str]:
    wanted = {
        at: f"{classes[at]}{'Dict' if isinstance(each, ObjectDefinition) else 'Value'}"
        for at, each in named.items()
    }
    taken = {*classes.values(), *reserved}
    return distinct_names(wanted, taken, rank=lambda at: (wanted[at], at), further=numbered_class)


def _fields(definition: ObjectDefinition) -> dict[str, str]:
    reserved = model_attributes(is_list=definition.items is not None)
    wires = {field.at: field.wire for field in definition.fields}
    wanted = {at: attribute(wire, "field", reserved) for at, wire in wires.items()}
    return distinct_names(
        wanted, reserved, rank=lambda at: (not is_exact(wanted[at], wires[at]), wires[at], at)
    )


def _modules(api: Api, named: Iterable[str], methods: Mapping[str, PublicName]) -> dict[str, str]:
    """A definition lives with the only resource that uses it; what several use, apart, so that no imports cycle."""
    types: dict[str, list[TypeRef]] = {}
    for operation in api.operations:
        types.setdefault(methods[operation.at].resource[0], []).extend(types_of(operation))
    users: dict[str, set[str]] = {}
    for place, used in types.items():
        for at in reached(api.definitions, used):
            users.setdefault(at, set()).add(place)
    _keep_families_together(api, users)
    unused = SHARED if api.webhooks is None else CALLBACKS
    return {
        at: (
            next(iter(users[at]))
            if len(users.get(at, ())) == 1
            else SHARED if at in users else unused
        )
        for at in named
    }


def _keep_families_together(api: Api, users: dict[str, set[str]]) -> None:
    """Let what a model and its subtypes lead to have the users of all of them: a class and its base share a module."""
    families = [
        {at, *(subtype for _, subtype in each.subtypes)}
        for at, each in api.definitions.items()
        if isinstance(each, ObjectDefinition) and each.subtypes
    ]
    is_settled = False
    while not is_settled:
        is_settled = True
        for family in families:
            together = {user for at in family for user in users.get(at, ())}
            for at in reached(api.definitions, map(Named, family)):
                is_settled = is_settled and together <= users.setdefault(at, set())
                users[at] |= together
