"""Compares models and enums: fields may come, what is there keeps its type."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diff.changes import Change, Level
from generator.diff.pairs import renamed, split
from generator.diff.surface import Attribute, Model, Surface
from generator.diff.types import Types
from generator.diff.wording import reworded


def models(old: Surface, new: Surface, types: Types) -> Iterator[Change]:
    """The changes of all models and enums."""
    gone, kept, fresh = split(old.models, new.models)
    for before in gone:
        if name := types.renamed.get(before.name):
            message, pointer = f"is now {name}", new.models[name].pointer
            yield Change(Level.BREAKING, "model-renamed", before.name, message, pointer)
        else:
            yield Change(Level.BREAKING, "model-removed", before.name, "is gone", before.pointer)
    for after in fresh:
        if after.name not in types.renamed.values():
            yield Change(Level.ADDITIVE, "model-added", after.name, "is new", after.pointer)
    for before, after in kept:
        both_enums = before.is_enum and after.is_enum
        yield from _enum(before, after) if both_enums else _model(before, after, types)


def _enum(before: Model, after: Model) -> Iterator[Change]:
    for value in before.values:
        if value not in after.values:
            message = f"value {value} is gone"
            yield Change(Level.BREAKING, "enum-value-removed", after.name, message, after.pointer)
    for value in after.values:
        if value not in before.values:
            message = f"value {value} is new"
            yield Change(Level.ADDITIVE, "enum-value-added", after.name, message, after.pointer)


def _model(before: Model, after: Model, types: Types) -> Iterator[Change]:
    def change(level: Level, kind: str, message: str) -> Change:
        return Change(level, kind, after.name, message, after.pointer)

    if before.is_enum != after.is_enum:
        yield change(Level.BREAKING, "model-kind-changed", "is an enum on one side only")
        return
    if before.is_list != after.is_list:
        level = Level.ADDITIVE if after.is_list else Level.BREAKING
        message = "can be iterated now" if after.is_list else "can no longer be iterated"
        yield change(level, "model-list-changed", message)
    if before.text != after.text:
        yield change(Level.DOCS, "model-described", reworded(before.text, after.text))
    yield from _attributes(before, after, types)


def _attributes(before: Model, after: Model, types: Types) -> Iterator[Change]:
    gone, kept, fresh = split(before.attributes, after.attributes)
    moved = renamed(gone, fresh)
    for attribute in gone:
        at = f"{after.name}.{attribute.name}"
        if twin := moved.get(attribute.name):
            message = f"is now {twin.name}"
            yield Change(Level.BREAKING, "field-renamed", at, message, twin.pointer)
        else:
            yield Change(Level.BREAKING, "field-removed", at, "is gone", attribute.pointer)
    for attribute in fresh:
        if attribute not in moved.values():
            at, message = f"{after.name}.{attribute.name}", f"is new: {attribute.type}"
            yield Change(Level.ADDITIVE, "field-added", at, message, attribute.pointer)
    for old, new in kept:
        yield from _attribute(f"{after.name}.{new.name}", old, new, types)


def _attribute(at: str, old: Attribute, new: Attribute, types: Types) -> Iterator[Change]:
    if not types.same(old.type, new.type):
        level = types.field_level(old.type, new.type)
        message = f"is {new.type} instead of {old.type}"
        yield Change(level, "field-type-changed", at, message, new.pointer)
    if new.deprecated is not None and old.deprecated is None:
        message = new.deprecated or "is deprecated"
        yield Change(Level.ADDITIVE, "field-deprecated", at, message, new.pointer)
    if old.text != new.text:
        message = reworded(old.text, new.text)
        yield Change(Level.DOCS, "field-described", at, message, new.pointer)
