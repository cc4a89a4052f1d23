"""Compares methods: what old calls could name and pass must still be there, and answers may only grow."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diff.changes import Change, Level
from generator.diff.pairs import renamed, split
from generator.diff.surface import Input, Method, Surface
from generator.diff.types import Types
from generator.diff.wording import reworded


def methods(old: Surface, new: Surface, types: Types) -> Iterator[Change]:
    """The changes of all methods."""
    gone, kept, fresh = split(old.methods, new.methods)
    moved = {before.name: after for before, after in _renamed(gone, fresh)}
    for before in gone:
        if after := moved.get(before.name):
            yield _rename(before, after)
            yield from _method(before, after, types)
        else:
            message = f"{before.route} is gone"
            yield Change(Level.BREAKING, "operation-removed", before.name, message, before.pointer)
    for after in fresh:
        if after not in moved.values():
            message = f"{after.route} is new"
            yield Change(Level.ADDITIVE, "operation-added", after.name, message, after.pointer)
    for before, after in kept:
        yield from _method(before, after, types)


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


def _method(before: Method, after: Method, types: Types) -> Iterator[Change]:
    def change(level: Level, kind: str, message: str) -> Change:
        return Change(level, kind, after.name, message, after.pointer)

    if before.route != after.route:
        yield change(Level.DOCS, "operation-moved", f"{before.route} moved to {after.route}")
    if not types.same(before.answer, after.answer):
        level = types.answer_level(before.answer, after.answer)
        yield change(level, "answer-changed", f"answers {after.answer} instead of {before.answer}")
    if before.effect != after.effect:
        message = f"effect changed from {before.effect} to {after.effect}; repeats follow it"
        yield change(Level.ADDITIVE, "effect-changed", message)
    if before.chunk != after.chunk:
        limits = [str(each.chunk or "no limit") for each in (after, before)]
        message = f"items per request: {limits[0]} instead of {limits[1]}"
        yield change(Level.DOCS, "chunk-changed", message)
    if after.deprecated is not None and before.deprecated is None:
        yield change(Level.ADDITIVE, "operation-deprecated", after.deprecated or "is deprecated")
    if before.text != after.text:
        yield change(Level.DOCS, "operation-described", reworded(before.text, after.text))
    yield from _companions(before, after)
    yield from _inputs(before, after, types)


def _companions(before: Method, after: Method) -> Iterator[Change]:
    def change(level: Level, kind: str, message: str) -> Change:
        return Change(level, kind, after.name, message, after.pointer)

    for extra in sorted(before.extras - after.extras):
        yield change(Level.BREAKING, "companion-removed", f"its {extra} method is gone")
    for extra in sorted(after.extras - before.extras):
        yield change(Level.ADDITIVE, "companion-added", f"has a {extra} method now")
    for alias in sorted({*before.aliases} - {*after.aliases, after.name}):
        yield change(Level.BREAKING, "alias-removed", f"can no longer be called {alias}")


def _inputs(before: Method, after: Method, types: Types) -> Iterator[Change]:
    gone, kept, fresh = split(before.inputs, after.inputs)
    moved = renamed(gone, fresh)
    for given in gone:
        at = f"{after.name}({given.name})"
        if twin := moved.get(given.name):
            message = f"is now {twin.name}"
            yield Change(Level.BREAKING, "parameter-renamed", at, message, twin.pointer)
        else:
            yield Change(Level.BREAKING, "parameter-removed", at, "is gone", given.pointer)
    for given in fresh:
        at, pointer = f"{after.name}({given.name})", given.pointer
        if given.required:
            message = "is new and required"
            yield Change(Level.BREAKING, "parameter-added-required", at, message, pointer)
        elif given not in moved.values():
            message = f"is new: {given.type}"
            yield Change(Level.ADDITIVE, "parameter-added", at, message, pointer)
    for old, new in kept:
        yield from _input(f"{after.name}({new.name})", old, new, types)


def _input(at: str, old: Input, new: Input, types: Types) -> Iterator[Change]:
    def change(level: Level, kind: str, message: str) -> Change:
        return Change(level, kind, at, message, new.pointer)

    if not types.same(old.type, new.type):
        level = types.input_level(old.type, new.type)
        message = f"takes {new.type} instead of {old.type}"
        yield change(level, "parameter-type-changed", message)
    if old.position != new.position:
        yield change(Level.BREAKING, "parameter-moved", "is passed at another position")
    if new.required and not old.required:
        yield change(Level.BREAKING, "parameter-required", "is required now")
    if old.required and not new.required:
        yield change(Level.ADDITIVE, "parameter-optional", "may be left out now")
    if new.deprecated is not None and old.deprecated is None:
        yield change(Level.ADDITIVE, "parameter-deprecated", new.deprecated or "is deprecated")
    if old.text != new.text:
        yield change(Level.DOCS, "parameter-described", reworded(old.text, new.text))
