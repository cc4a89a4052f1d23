"""Views of the models package: one module per resource, with the enums and models that only it uses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.ir.model import (
    Api,
    Calendar,
    EnumDefinition,
    Field,
    Named,
    ObjectDefinition,
    TypeRef,
)
from generator.ir.names import Names
from generator.python.code import Imports, call, string, union
from generator.python.docstrings import docstring, note
from generator.render.common.annotations import Annotations
from generator.render.common.arguments import definition
from generator.render.common.descriptions import Wording
from generator.render.common.runtime_names import RUNTIME

_BASES = {Calendar.DATE: "DateObject", Calendar.TIME: "TimeObject"}


@dataclass(frozen=True, slots=True)
class Enum:
    """One open enum; its members are whole lines."""

    name: str
    base: str
    doc: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """One field of a model: ``declaration`` is its whole line, ``doc`` the quoted text below it, if any."""

    name: str
    annotation: str
    declaration: str
    doc: str


@dataclass(frozen=True, slots=True)
class Model:
    """One model; ``bases`` is what stands in its parentheses."""

    name: str
    bases: str
    doc: str
    attributes: tuple[Attribute, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """One module of the models package."""

    doc: str
    imports: tuple[str, ...]
    enums: tuple[Enum, ...]
    models: tuple[Model, ...]


def module(api: Api, names: Names, wording: Wording, place: str) -> Module:
    """Return the view of the module with this name."""
    here = [each for each in api.definitions.values() if names.has_module(each.at, place)]
    enums = [each for each in here if isinstance(each, EnumDefinition)]
    models = [each for each in here if isinstance(each, ObjectDefinition)]
    own = [names.definition(each.at) for each in here]
    imports = Imports(f"models.{place}", own)
    annotations = Annotations(api, names, imports)
    return Module(
        doc=docstring(_title(place), 0),
        enums=tuple(
            sorted(
                (_enum(each, names, wording, imports) for each in enums), key=lambda enum: enum.name
            )
        ),
        models=tuple(_model(each, annotations, wording) for each in _in_order(models, names)),
        imports=imports.lines(),
    )


def _in_order(models: Iterable[ObjectDefinition], names: Names) -> list[ObjectDefinition]:
    """By name, those that stand for lists last: their bases name the models they hold."""
    return sorted(models, key=lambda model: (bool(model.items), names.definition(model.at)))


def _title(place: str) -> str:
    if place == "_shared":
        return "Models and enums that several resources use."
    if place.startswith("_"):
        return f"Models and enums of {place.strip('_')} only."
    return f"Models and enums of ``client.{place}``."


def camel(name: str) -> str:
    """Return the wire name that the models' base class gives to a field by itself."""
    bare = name.lstrip("_")
    first, *rest = [part for part in bare.split("_") if part] or [""]
    return name[: len(name) - len(bare)] + first + "".join(part.title() for part in rest)


def _enum(enum: EnumDefinition, names: Names, wording: Wording, imports: Imports) -> Enum:
    about = (
        wording.plain(enum.description)
        or f"Known values of `{enum.hint}`; others are kept as they come."
    )
    return Enum(
        name=names.definition(enum.at),
        base=imports.use(RUNTIME["OpenEnum"], "OpenEnum"),
        doc=docstring(about),
        members=tuple(
            f"{names.enum_member(enum.at, value)} = {string(value)}" for value in enum.values
        ),
    )


def _model(model: ObjectDefinition, annotations: Annotations, wording: Wording) -> Model:
    names = annotations.names
    fields = [(names.field(field.at, owner=model.at), field) for field in model.fields]
    scope = annotations.within([name for name, _ in fields])
    deprecated = f"Deprecated: {model.deprecated}" if model.deprecated is not None else ""
    about = wording.plain(model.description) or f"`{model.hint}` of the API."
    return Model(
        name=names.definition(model.at),
        bases=_bases(model, annotations),
        doc=docstring(f"{about}\n\n{wording.plain(deprecated)}"),
        attributes=tuple(_attribute(name, field, scope, wording) for name, field in fields),
    )


def _bases(model: ObjectDefinition, annotations: Annotations) -> str:
    if model.calendar:
        return annotations.runtime(_BASES[model.calendar])
    item = annotations.item(Named(model.at)) if model.items else None
    if item:
        held = annotations.returned(item, stored=True)
        late = string(held) if _is_list(item, annotations) else held
        return f"{annotations.runtime('ItemList')}[{late}]"
    return annotations.runtime("Model")


def _is_list(item: TypeRef, annotations: Annotations) -> bool:
    """Whether what a list holds stands for a list itself, and so may be defined after it."""
    held = definition(annotations.api, item)
    return isinstance(held, ObjectDefinition) and bool(held.items)


def _attribute(name: str, field: Field, scope: Annotations, wording: Wording) -> Attribute:
    annotation = union(scope.returned(field.type, stored=True), optional=True)
    value = "None"
    if camel(name) != field.wire:
        value = call(
            scope.name("msgspec", "field"), (), (("default", "None"), ("name", string(field.wire)))
        )
    text = wording.field(field)
    if field.deprecated is not None:
        text = f"{text}\n\nDeprecated: {wording.plain(field.deprecated)}"
    return Attribute(
        name, annotation, f"{name}: {annotation} = {value}", note(text) if text else ""
    )
