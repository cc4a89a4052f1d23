"""Views of the models package: one module per resource, with the enums and models that only it uses."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator.ir.client import Attribute, Client, Enum, Model
from generator.ir.model import Calendar, Kind, Scalar, TypeRef
from generator.python.code import Imports, call, literal, mapping, string, union
from generator.python.docstrings import docstring, note, sentence
from generator.render.common.annotations import Annotations
from generator.render.common.limits import limits
from generator.render.package.method_parts import Part, decorator, reason_text

_BASES = {Calendar.DATE: "DateObject", Calendar.TIME: "TimeObject"}


class EnumView(Struct, frozen=True):
    """One open enum; its members are whole lines, with a text below those that are deprecated."""

    name: str
    base: str
    doc: str
    members: tuple[str, ...]


class AttributeView(Struct, frozen=True):
    """One field of a model: ``declaration`` is its whole line, ``doc`` the quoted text below it, if any."""

    name: str
    annotation: str
    declaration: str
    doc: str


class ModelView(Struct, frozen=True):
    """One model; ``bases`` is what stands in its parentheses, ``constants`` are whole lines.

    ``accepted`` are the parameters of its constructor, where that takes more than the fields hold.
    """

    name: str
    bases: str
    doc: str
    constants: tuple[str, ...]
    attributes: tuple[AttributeView, ...]
    accepted: str
    decorators: tuple[str, ...]


class Module(Struct, frozen=True):
    """One module of the models package."""

    doc: str
    imports: str
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
    # A subtype has no fewer supertypes than its base.
    ordered = sorted(
        models, key=lambda model: (bool(model.items), _depth(client, model), model.name)
    )
    inputs = {each.at for each in client.inputs}
    return Module(
        doc=docstring(_title(place), 0),
        enums=tuple(_enum(each, annotations) for each in sorted(enums, key=lambda enum: enum.name)),
        models=tuple(_model(each, annotations, is_input=each.at in inputs) for each in ordered),
        imports=imports.text(),
    )


def _base(client: Client, model: Model) -> Model | None:
    """The supertype that a model is a subclass of: one whose attributes it has under the same names."""
    base = client.definitions.get(model.extends or "")
    if not isinstance(base, Model) or model not in client.subtypes(base):
        return None
    own = {each.wire: each.name for each in model.fields}
    return base if all(own.get(each.wire) == each.name for each in base.fields) else None


def _depth(client: Client, model: Model) -> int:
    base = _base(client, model)
    return 0 if base is None else 1 + _depth(client, base)


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
        base=annotations.runtime("OpenIntEnum" if enum.numeric else "OpenEnum"),
        doc=docstring(about),
        members=tuple(_members(enum, annotations)),
    )


def _members(enum: Enum, annotations: Annotations) -> Iterator[str]:
    old = dict(enum.deprecated)
    for each in enum.members:
        yield f"{each.name} = {literal(enum.json(each.value))}"
        if each.value in old:
            yield note(f"Deprecated: {annotations.client.plain(sentence(old[each.value]))}")


def _decorators(model: Model, annotations: Annotations) -> tuple[str, ...]:
    """What warns when code makes a model, or gives it fields, that are on their way out."""
    own = [] if model.deprecated is None else [reason_text(model.deprecated)]
    fields = [
        f"{each.name}={reason_text(each.deprecated)}"
        for each in model.fields
        if each.deprecated is not None
    ]
    return (
        *decorator(annotations, "deprecated", own),
        *decorator(annotations, "deprecated_fields", fields),
    )


def _model(model: Model, annotations: Annotations, *, is_input: bool) -> ModelView:
    plain = annotations.client.plain
    scope = annotations.within([each.name for each in model.fields])
    base = _base(annotations.client, model)
    deprecated = f"Deprecated: {model.deprecated}" if model.deprecated is not None else ""
    about = plain(model.description) or f"`{model.hint}` of the API."
    return ModelView(
        name=model.name,
        bases=_bases(model, annotations),
        doc=docstring(f"{about}\n\n{plain(deprecated)}"),
        constants=tuple(_constants(model, base, scope)),
        attributes=tuple(_attributes(model, base, scope)),
        accepted=_accepted(model, replace(scope, checking=True)) if is_input else "",
        decorators=_decorators(model, annotations),
    )


def _accepted(model: Model, scope: Annotations) -> str:
    """The parameters of a constructor that takes what methods take: dicts, values of enums, dates, any sequence."""
    given = [(each, scope.accepted(each.type)) for each in model.fields]
    if all(kind == scope.returned(each.type) for each, kind in given):
        return ""
    parts = [
        Part(
            each.name,
            union(kind, "None", *([scope.runtime("UnsetType")] if each.can_be_null else [])),
            default="...",
        )
        for each, kind in given
    ]
    if model.extra is not None:
        names = scope.name("collections.abc", "Mapping"), scope.name("builtins", "str")
        value = scope.returned(model.extra)
        free = f"{names[0]}[{names[1]}, {value}]"
        parts.append(Part(model.extra_name, free, default="..."))
    first = "_self" if any(each.name == "self" for each in model.fields) else "self"
    return ", ".join([first, "*", *(each.indented(12) for each in parts)])


def _attributes(model: Model, base: Model | None, scope: Annotations) -> Iterator[AttributeView]:
    """The attributes that the base does not have, or has otherwise."""
    inherited = {each.name: _attribute(each, scope) for each in base.fields} if base else {}
    for each in model.fields:
        view = _attribute(each, scope)
        before = inherited.get(each.name, view)
        if before.annotation != view.annotation:
            ignored = "  # type: ignore[assignment, unused-ignore]"
            yield replace(view, declaration=view.declaration + ignored)
        elif each.name not in inherited:
            yield view
    if model.extra is not None and (base is None or base.extra is None):
        yield _free_keys(model, model.extra, scope)


def _free_keys(model: Model, values: TypeRef, scope: Annotations) -> AttributeView:
    """The attribute for the keys that an object has beside its named ones."""
    name = model.extra_name
    annotation = f"{scope.runtime('FreeKeys')}[{scope.returned(values, stored=True)}]"
    keywords = {"default_factory": scope.name("builtins", "dict"), "name": '"{free keys}"'}
    value = call(scope.name("msgspec", "field"), (), keywords)
    about = "Further keys, beside the fields above."
    return AttributeView(name, annotation, f"{name}: {annotation} = {value}", note(about))


def _constants(model: Model, base: Model | None, scope: Annotations) -> Iterator[str]:
    """The lines that show how subtypes are named, and the bounds of what is sent."""
    if model.discriminator is not None:
        name = string(model.attribute(model.discriminator).name)
        yield f"__discriminator__: {_class_var(scope)} = {name}"
    if model.tag is not None and (base is not None or model.discriminator is not None):
        yield f"__tag__: {_class_var(scope)} = {string(model.tag)}"
    bounds = [(each.wire, text) for each in model.writable if (text := limits(each.limits))]
    if bounds:
        of = f"{scope.name('builtins', 'dict')}[{scope.name('builtins', 'str')}, {scope.runtime('Limits')}]"
        yield f"__limits__: {scope.name('typing', 'ClassVar')}[{of}] = {mapping(bounds)}"


def _class_var(scope: Annotations) -> str:
    return f"{scope.name('typing', 'ClassVar')}[{scope.name('builtins', 'str')}]"


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
    base = _base(annotations.client, model)
    return annotations.runtime("Model") if base is None else annotations.model(base.at)


def _attribute(attribute: Attribute, scope: Annotations) -> AttributeView:
    name = attribute.name
    is_timestamp = attribute.type == Scalar(Kind.UNIX_MS)
    held = (
        scope.runtime("Timestamp") if is_timestamp else scope.returned(attribute.type, stored=True)
    )
    if attribute.can_be_null:
        annotation = union(held, "None", scope.runtime("UnsetType"))
        value = scope.runtime("UNSET")
    elif attribute.always:
        annotation, value = held, scope.runtime("OMITTED")
    else:
        annotation, value = union(held, optional=True), "None"
    if camel(name) != attribute.wire:
        keywords = {"default": value, "name": string(attribute.wire)}
        value = call(scope.name("msgspec", "field"), (), keywords)
    text = attribute.doc
    if attribute.deprecated is not None:
        text = f"{text}\n\nDeprecated: {scope.client.plain(attribute.deprecated)}"
    return AttributeView(
        name, annotation, f"{name}: {annotation} = {value}", note(text) if text else ""
    )
