"""Holds two surfaces against each other and says what a user of the client would feel.

The rules in one sentence: what old code could name and pass must still be there and mean the same.
Inputs may widen, answers may grow; the reverse breaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from generator.diff.changes import Change, Level, Verdict
from generator.diff.surface import Attribute, Input, Method, Model, Surface

T = TypeVar("T")

WIDER = {("int", "float"), ("date", "datetime")}
"""Pairs of input types where every old argument is still a good one."""


def compare(old: Surface, new: Surface, notes: tuple[str, ...] = ()) -> Verdict:
    """All differences between two clients, worst first."""
    return Verdict.over(
        [*_client(old, new), *_methods(old, new), *_models(old, new), *_events(old, new)], notes
    )


def _client(old: Surface, new: Surface) -> Iterator[Change]:
    if old.auth != new.auth:
        message = f"credentials changed from {old.auth} to {new.auth}"
        yield Change(Level.BREAKING, "auth-changed", "client", message)
    if old.base_url != new.base_url:
        message = f"default base URL changed from {old.base_url} to {new.base_url}"
        yield Change(Level.DOCS, "base-url-changed", "client", message)


def _split(
    old: Mapping[str, T], new: Mapping[str, T]
) -> tuple[list[T], list[tuple[T, T]], list[T]]:
    """What is gone, what stayed (old and new), what is new; each in its own order."""
    gone = [value for name, value in old.items() if name not in new]
    kept = [(value, new[name]) for name, value in old.items() if name in new]
    fresh = [value for name, value in new.items() if name not in old]
    return gone, kept, fresh


def _methods(old: Surface, new: Surface) -> Iterator[Change]:
    gone, kept, fresh = _split(old.methods, new.methods)
    moved = {before.name: after for before, after in _renamed(gone, fresh)}
    for before in gone:
        if after := moved.get(before.name):
            yield _rename(before, after)
            yield from _method(before, after)
        else:
            message = f"{before.route} is gone"
            yield Change(Level.BREAKING, "operation-removed", before.name, message, before.pointer)
    for after in fresh:
        if after not in moved.values():
            yield Change(
                Level.ADDITIVE,
                "operation-added",
                after.name,
                f"{after.route} is new",
                after.pointer,
            )
    for before, after in kept:
        yield from _method(before, after)


def _renamed(gone: list[Method], fresh: list[Method]) -> Iterator[tuple[Method, Method]]:
    """Pairs with the same operationId or the same route: evidence enough for a new name."""
    by_id = {method.operation: method for method in fresh}
    by_route = {method.route: method for method in fresh}
    for method in gone:
        if twin := by_id.get(method.operation) or by_route.get(method.route):
            yield method, twin


def _rename(before: Method, after: Method) -> Change:
    kept = before.name in after.aliases
    return Change(
        Level.ADDITIVE if kept else Level.BREAKING,
        "operation-renamed",
        before.name,
        f"is now {after.name}" + ("; the old name stays as an alias" if kept else ""),
        after.pointer,
    )


def _method(before: Method, after: Method) -> Iterator[Change]:
    def change(level: Level, kind: str, message: str) -> Change:
        return Change(level, kind, after.name, message, after.pointer)

    if before.route != after.route:
        yield change(Level.DOCS, "operation-moved", f"{before.route} moved to {after.route}")
    if before.answer != after.answer:
        level = Level.ADDITIVE if before.answer == "None" else Level.BREAKING
        message = f"answers {after.answer} instead of {before.answer}"
        yield change(level, "answer-changed", message)
    if before.effect != after.effect:
        message = f"effect changed from {before.effect} to {after.effect}; repeats follow it"
        yield change(Level.ADDITIVE, "effect-changed", message)
    if before.chunk != after.chunk:
        message = f"items per request: {after.chunk or 'no limit'} instead of {before.chunk or 'no limit'}"
        yield change(Level.DOCS, "chunk-changed", message)
    for extra in sorted(before.extras - after.extras):
        yield change(Level.BREAKING, "companion-removed", f"its {extra} method is gone")
    for extra in sorted(after.extras - before.extras):
        yield change(Level.ADDITIVE, "companion-added", f"has a {extra} method now")
    if after.deprecated is not None and before.deprecated is None:
        yield change(Level.ADDITIVE, "operation-deprecated", after.deprecated or "is deprecated")
    if before.text != after.text:
        yield change(Level.DOCS, "operation-described", "its description changed")
    yield from _inputs(before, after)


def _inputs(before: Method, after: Method) -> Iterator[Change]:
    gone, kept, fresh = _split(before.inputs, after.inputs)
    for given in gone:
        at = f"{after.name}({given.name})"
        yield Change(Level.BREAKING, "parameter-removed", at, "is gone", given.pointer)
    for given in fresh:
        at = f"{after.name}({given.name})"
        if given.required:
            yield Change(
                Level.BREAKING, "parameter-added-required", at, "is new and required", given.pointer
            )
        else:
            yield Change(
                Level.ADDITIVE, "parameter-added", at, f"is new: {given.type}", given.pointer
            )
    for old, new in kept:
        yield from _input(f"{after.name}({new.name})", old, new)


def _input(at: str, old: Input, new: Input) -> Iterator[Change]:
    def change(level: Level, kind: str, message: str) -> Change:
        return Change(level, kind, at, message, new.pointer)

    if old.type != new.type:
        message = f"takes {new.type} instead of {old.type}"
        yield change(_input_level(old.type, new.type), "parameter-type-changed", message)
    if old.position != new.position:
        yield change(Level.BREAKING, "parameter-moved", "is passed at another position")
    if new.required and not old.required:
        yield change(Level.BREAKING, "parameter-required", "is required now")
    if old.required and not new.required:
        yield change(Level.ADDITIVE, "parameter-optional", "may be left out now")
    if new.deprecated is not None and old.deprecated is None:
        yield change(Level.ADDITIVE, "parameter-deprecated", new.deprecated or "is deprecated")
    if old.text != new.text:
        yield change(Level.DOCS, "parameter-described", "its description changed")


def _input_level(old: str, new: str) -> Level:
    """An enum parameter takes its values as plain strings too, so str and an enum accept the same arguments."""
    bare_old, bare_new = (text.removeprefix("list[").removesuffix("]") for text in (old, new))
    same_shape = old.startswith("list[") == new.startswith("list[")
    widened = (
        (bare_old, bare_new) in WIDER
        or bare_new == "Any"
        or bare_old == "str"
        and _is_class(bare_new)
    )
    return Level.ADDITIVE if same_shape and widened else Level.BREAKING


def _is_class(spelled: str) -> bool:
    return spelled[:1].isupper() and spelled.isidentifier() and spelled != "Any"


def _models(old: Surface, new: Surface) -> Iterator[Change]:
    gone, kept, fresh = _split(old.models, new.models)
    twins = {before.name: after for before, after in _same_shape(gone, fresh)}
    for before in gone:
        if after := twins.get(before.name):
            yield Change(
                Level.BREAKING, "model-renamed", before.name, f"is now {after.name}", after.pointer
            )
        else:
            yield Change(Level.BREAKING, "model-removed", before.name, "is gone", before.pointer)
    for after in fresh:
        if after not in twins.values():
            yield Change(Level.ADDITIVE, "model-added", after.name, "is new", after.pointer)
    for before, after in kept:
        yield from (
            _enum(before, after) if before.is_enum and after.is_enum else _model(before, after)
        )


def _same_shape(gone: list[Model], fresh: list[Model]) -> Iterator[tuple[Model, Model]]:
    """Pairs that have everything but the name in common."""
    left = list(fresh)
    for before in gone:
        twin = next((after for after in left if _shape(after) == _shape(before)), None)
        if twin and (before.attributes or before.values):
            left.remove(twin)
            yield before, twin


def _shape(model: Model) -> tuple[object, ...]:
    fields = tuple(sorted((a.name, a.type) for a in model.attributes.values()))
    return (model.is_enum, model.is_list, fields, tuple(sorted(model.values)))


def _enum(before: Model, after: Model) -> Iterator[Change]:
    for value in before.values:
        if value not in after.values:
            message = f"value {value} is gone"
            yield Change(Level.BREAKING, "enum-value-removed", after.name, message, after.pointer)
    for value in after.values:
        if value not in before.values:
            message = f"value {value} is new"
            yield Change(Level.ADDITIVE, "enum-value-added", after.name, message, after.pointer)


def _model(before: Model, after: Model) -> Iterator[Change]:
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
        yield change(Level.DOCS, "model-described", "its description changed")
    gone, kept, fresh = _split(before.attributes, after.attributes)
    for attribute in gone:
        at = f"{after.name}.{attribute.name}"
        yield Change(Level.BREAKING, "field-removed", at, "is gone", attribute.pointer)
    for attribute in fresh:
        at = f"{after.name}.{attribute.name}"
        yield Change(
            Level.ADDITIVE, "field-added", at, f"is new: {attribute.type}", attribute.pointer
        )
    for old, new in kept:
        yield from _attribute(f"{after.name}.{new.name}", old, new)


def _attribute(at: str, old: Attribute, new: Attribute) -> Iterator[Change]:
    if old.type != new.type:
        message = f"is {new.type} instead of {old.type}"
        level = Level.ADDITIVE if old.type == "str" and _is_class(new.type) else Level.BREAKING
        yield Change(level, "field-type-changed", at, message, new.pointer)
    if new.deprecated is not None and old.deprecated is None:
        message = new.deprecated or "is deprecated"
        yield Change(Level.ADDITIVE, "field-deprecated", at, message, new.pointer)
    if old.text != new.text:
        yield Change(Level.DOCS, "field-described", at, "its description changed", new.pointer)


def _events(old: Surface, new: Surface) -> Iterator[Change]:
    gone, _, fresh = _split(
        {name: name for name in old.events}, {name: name for name in new.events}
    )
    for name in gone:
        yield Change(Level.BREAKING, "event-removed", f"webhooks.{name}", "is no longer typed")
    for name in fresh:
        yield Change(Level.ADDITIVE, "event-added", f"webhooks.{name}", "is typed now")
