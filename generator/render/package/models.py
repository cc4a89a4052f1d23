"""Views of the models package: one module per resource, with the enums and models that only it uses."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ir.client import Attribute, Client, Enum, Model
from generator.ir.model import Calendar
from generator.python.code import Imports, call, string, union
from generator.python.docstrings import docstring, note
from generator.render.common.annotations import Annotations

_BASES = {Calendar.DATE: "DateObject", Calendar.TIME: "TimeObject"}


@dataclass(frozen=True, slots=True)
class EnumView:
    """One open enum; its members are whole lines."""

    name: str
    base: str
    doc: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttributeView:
    """One field of a model: ``declaration`` is its whole line, ``doc`` the quoted text below it, if any."""

    name: str
    annotation: str
    declaration: str
    doc: str


@dataclass(frozen=True, slots=True)
class ModelView:
    """One model; ``bases`` is what stands in its parentheses."""

    name: str
    bases: str
    doc: str
    attributes: tuple[AttributeView, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """One module of the models package."""

    doc: str
    imports: tuple[str, ...]
    enums: tuple[EnumView, ...]
    models: tuple[ModelView, ...]


def module(client: Client, place: str) -> Module:
    """Return the view of the module with this name."""
    enums = [each for each in client.enums if each.module == place]
    models = [each for each in client.models if each.module == place]
    own = [*(each.name for each in enums), *(each.name for each in models)]
    imports = Imports(f"models.{place}", own)
    annotations = Annotations(client, imports)
    # Bases of models that stand for lists name the models they hold, so these come last.
    ordered = sorted(models, key=lambda model: (bool(model.items), model.name))
    return Module(
        doc=docstring(_title(place), 0),
        enums=tuple(_enum(each, annotations) for each in sorted(enums, key=lambda enum: enum.name)),
        models=tuple(_model(each, annotations) for each in ordered),
        imports=imports.lines(),
    )


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


def _enum(enum: Enum, annotations: Annotations) -> EnumView:
    about = (
        annotations.client.plain(enum.description)
        or f"Known values of `{enum.hint}`; others are kept as they come."
    )
    return EnumView(
        name=enum.name,
        base=annotations.runtime("OpenEnum"),
        doc=docstring(about),
        members=tuple(f"{each.name} = {string(each.value)}" for each in enum.members),
    )


def _model(model: Model, annotations: Annotations) -> ModelView:
    plain = annotations.client.plain
    scope = annotations.within([each.name for each in model.fields])
    deprecated = f"Deprecated: {model.deprecated}" if model.deprecated is not None else ""
    about = plain(model.description) or f"`{model.hint}` of the API."
    return ModelView(
        name=model.name,
        bases=_bases(model, annotations),
        doc=docstring(f"{about}\n\n{plain(deprecated)}"),
        attributes=tuple(_attribute(each, scope) for each in model.fields),
    )


def _bases(model: Model, annotations: Annotations) -> str:
    if model.calendar:
        return annotations.runtime(_BASES[model.calendar])
    item = annotations.client.item(model.wrapped.type) if model.wrapped else None
    if item:
        held = annotations.returned(item, stored=True)
        inner = annotations.client.model(item)
        # What a list holds may stand for a list itself, and so be defined after it.
        late = string(held) if inner is not None and inner.items else held
        return f"{annotations.runtime('ItemList')}[{late}]"
    return annotations.runtime("Model")


def _attribute(attribute: Attribute, scope: Annotations) -> AttributeView:
    name = attribute.name
    annotation = union(scope.returned(attribute.type, stored=True), optional=True)
    value = "None"
    if camel(name) != attribute.wire:
        value = call(
            scope.name("msgspec", "field"),
            (),
            (("default", "None"), ("name", string(attribute.wire))),
        )
    text = attribute.doc
    if attribute.deprecated is not None:
        text = f"{text}\n\nDeprecated: {scope.client.plain(attribute.deprecated)}"
    return AttributeView(
        name, annotation, f"{name}: {annotation} = {value}", note(text) if text else ""
    )
