"""Compares models and enums: fields may come, what is there keeps its type."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.compare.changes import Change, Level, changes_at
from generator.compare.common import common
from generator.compare.renames import moved_parts, split
from generator.compare.surface import Model, Part, Surface
from generator.compare.types import Types

_NEEDED = "is required in requests now"


def models(old: Surface, new: Surface, types: Types) -> Iterator[Change]:
    """The changes of all models and enums."""
    moved = {was: new.models[now] for was, now in types.renamed.items()}
    gone, kept, fresh = split(
        old.models, new.models, lambda model: (model.pointer,), lambda *_: moved
    )
    for before in gone:
        yield Change(Level.BREAKING, "model-removed", before.name, "is gone", before.pointer)
    for after in fresh:
        yield Change(Level.ADDITIVE, "model-added", after.name, "is new", after.pointer)
    for before, after in kept:
        if before.name != after.name:
            message = f"is now {after.name}"
            yield Change(Level.BREAKING, "model-renamed", before.name, message, after.pointer)
        yield from _pair(before, after, types)


def _pair(before: Model, after: Model, types: Types) -> Iterator[Change]:
    if before.is_enum != after.is_enum:
        message = "is an enum on one side only"
        yield Change(Level.BREAKING, "model-kind-changed", after.name, message, after.pointer)
        return
    yield from _enum(before, after) if after.is_enum else _model(before, after, types)
    yield from common("model", after.name, before, after)


def _enum(before: Model, after: Model) -> Iterator[Change]:
    change = changes_at(after.name, after.pointer)
    for value, name in before.values.items():
        now = after.values.get(value)
        if now is None:
            yield change(Level.BREAKING, "enum-value-removed", f"value {value} is gone")
        elif now != name:
            message = f"value {value} is {now} instead of {name}"
            yield change(Level.BREAKING, "enum-member-renamed", message)
    for value in after.values.keys() - before.values.keys():
        yield change(Level.ADDITIVE, "enum-value-added", f"value {value} is new")
    for value in before.values.keys() & after.values.keys():
        old, new = before.old_values.get(value), after.old_values.get(value)
        if old is None and new is not None:
            message = f"value {value} is deprecated: {new}"
            yield change(Level.ADDITIVE, "enum-value-deprecated", message)
        if old is not None and new is None:
            message = f"value {value} is no longer deprecated"
            yield change(Level.DOCS, "enum-value-deprecated", message)


def _model(before: Model, after: Model, types: Types) -> Iterator[Change]:
    change = changes_at(after.name, after.pointer)
    if before.is_list != after.is_list:
        level = Level.ADDITIVE if after.is_list else Level.BREAKING
        message = "can be iterated now" if after.is_list else "can no longer be iterated"
        yield change(level, "model-list-changed", message)
    if before.calendar != after.calendar:
        was, now = (str(each.calendar or "plain object") for each in (before, after))
        level = Level.BREAKING if before.calendar else Level.ADDITIVE
        yield change(level, "model-calendar-changed", f"stands for a {now} instead of a {was}")
    yield from _Attributes(before, after, types).changes()


class _Attributes(Struct, frozen=True):
    """The fields of one model on both sides."""

    before: Model
    after: Model
    types: Types

    @property
    def sent(self) -> bool:
        return self.before.sent and self.after.sent

    def changes(self) -> Iterator[Change]:
        gone, kept, fresh = split(
            self.before.attributes,
            self.after.attributes,
            lambda each: (each.wire,),
            lambda gone, fresh: moved_parts(gone, fresh, self.types.same),
        )
        name = self.after.name
        for old in gone:
            at = f"{name}.{old.name}"
            yield Change(Level.BREAKING, "field-removed", at, "is gone", old.pointer)
        for new in fresh:
            at, pointer = f"{name}.{new.name}", new.pointer
            yield Change(Level.ADDITIVE, "field-added", at, f"is new: {new.type}", pointer)
            if new.required and self.sent:
                yield Change(Level.BREAKING, "field-required", at, _NEEDED, pointer)
        for old, new in kept:
            if old.name != new.name:
                at, message = f"{name}.{old.name}", f"is now {new.name}"
                yield Change(Level.BREAKING, "field-renamed", at, message, new.pointer)
            yield from self._kept(old, new)

    def _kept(self, old: Part, new: Part) -> Iterator[Change]:
        at = f"{self.after.name}.{new.name}"

        change = changes_at(at, new.pointer)
        if not self.types.same(old.type, new.type):
            level = self._level(old.type, new.type)
            yield change(level, "field-type-changed", f"is {new.type} instead of {old.type}")
        if new.required and not old.required and self.sent:
            yield change(Level.BREAKING, "field-required", _NEEDED)
        if old.required and not new.required and self.sent:
            yield change(Level.ADDITIVE, "field-optional", "may be left out of requests now")
        if old.read_only != new.read_only and self.sent:
            level = Level.BREAKING if new.read_only else Level.ADDITIVE
            message = "can no longer be sent" if new.read_only else "can be sent now"
            yield change(level, "field-read-only", message)
        is_read = self.before.answered and self.after.answered and not self.sent
        if old.always != new.always and is_read:
            level = Level.DOCS if new.always else Level.WIRE
            message = "is always there now" if new.always else "may be missing from responses now"
            yield change(level, "field-guarantee-changed", message)
        yield from common("field", at, old, new)

    def _level(self, old: str, new: str) -> Level:
        """What is only sent may widen like an argument."""
        read = self.before.answered or self.after.answered
        if not read:
            return self.types.input_level(old, new)
        refused = self.sent and self.types.narrows(old, new)
        return max(self.types.field_level(old, new), Level.WIRE if refused else Level.NONE)
