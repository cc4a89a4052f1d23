"""Compares methods: what old calls could name and pass must still be there, and responses may only grow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import TypeAlias

from generator.compare.changes import Change, Level
from generator.compare.common import common
from generator.compare.pairs import renamed, split
from generator.compare.surface import Method, Part, Surface
from generator.compare.types import Types
from generator.compare.wording import reworded

_Maker: TypeAlias = Callable[[Level, str, str], Change]


def methods(old: Surface, new: Surface, types: Types) -> Iterator[Change]:
    """The changes of all methods."""
    gone, kept, fresh = split(
        old.methods, new.methods, lambda method: (method.operation, method.route)
    )
    moved = _renamed(gone, fresh)
    for before in gone:
        if after := moved.get(before.name):
            yield _rename(before, after)
            yield from _method(before, after, types)
        else:
            message = f"{before.route} is gone"
            yield Change(Level.BREAKING, "operation-removed", before.name, message, before.pointer)
    for after in fresh:
        if after not in moved.values():
            message = f"{after.route} is new; effect: {after.effect}"
            yield Change(Level.ADDITIVE, "operation-added", after.name, message, after.pointer)
    for before, after in kept:
        yield from _method(before, after, types)


def _renamed(gone: list[Method], fresh: list[Method]) -> dict[str, Method]:
    """New methods by old names: the same operation id, else the same route is evidence enough for a new name."""
    result: dict[str, Method] = {}
    for evidence in (attrgetter("operation"), attrgetter("route")):
        left = {evidence(method): method for method in fresh if method not in result.values()}
        for method in gone:
            if method.name not in result and (twin := left.pop(evidence(method), None)):
                result[method.name] = twin
    return result


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
        yield change(Level.WIRE, "operation-moved", f"{before.route} moved to {after.route}")
    if not types.same(before.response, after.response):
        level = types.response_level(before.response, after.response)
        message = f"returns {after.response} instead of {before.response}"
        yield change(level, "response-changed", message)
    if before.effect != after.effect:
        message = f"effect changed from {before.effect} to {after.effect}; retries follow it"
        yield change(Level.WIRE, "effect-changed", message)
    if before.chunk != after.chunk:
        limits = [str(each.chunk or "no limit") for each in (after, before)]
        message = f"items per request: {limits[0]} instead of {limits[1]}"
        yield change(Level.WIRE, "chunk-changed", message)
    yield from common("operation", after.name, before, after)
    yield from _descriptions(before, after, change)
    yield from _companions(before, after, change)
    yield from _inputs(before, after, types)


def _descriptions(before: Method, after: Method, change: _Maker) -> Iterator[Change]:
    """What is stated of the response, of failures and of credentials."""
    for label in sorted({*before.descriptions, *after.descriptions}):
        old, new = (each.descriptions.get(label, "") for each in (before, after))
        if old != new:
            yield change(Level.DOCS, "response-described", f"{label}: {reworded(old, new)}")
    if before.wait and after.wait and before.wait != after.wait:
        yield change(Level.DOCS, "wait-changed", "waits for another state")
    if before.login != after.login:
        needs = f"the {after.login} login" if after.login else "no login of its own"
        yield change(Level.DOCS, "login-changed", f"needs {needs} now")
    if before.security != after.security:
        needs = " or ".join(" and ".join(names) for names in after.security if names)
        yield change(Level.WIRE, "security-changed", f"needs {needs or 'no credentials'} now")


def _companions(before: Method, after: Method, change: _Maker) -> Iterator[Change]:
    for extra in before.extras - after.extras:
        yield change(Level.BREAKING, "companion-removed", f"its {extra} method is gone")
    for extra in after.extras - before.extras:
        yield change(Level.ADDITIVE, "companion-added", f"has a {extra} method now")
    for alias in {*before.aliases} - {*after.aliases, after.name}:
        yield change(Level.BREAKING, "alias-removed", f"can no longer be called {alias}")
    for alias in {*after.aliases} - {*before.aliases, before.name}:
        yield change(Level.ADDITIVE, "alias-added", f"can be called {alias}, too")


def _inputs(before: Method, after: Method, types: Types) -> Iterator[Change]:
    gone, kept, fresh = split(before.inputs, after.inputs, lambda given: (given.key,))
    moved = renamed(gone, fresh, types.same)
    for given in gone:
        at = f"{after.name}({given.name})"
        if twin := moved.get(given.name):
            message = f"is now {twin.name}"
            yield Change(Level.BREAKING, "parameter-renamed", at, message, twin.pointer)
            yield from _input(f"{after.name}({twin.name})", given, twin, types)
        else:
            yield Change(Level.BREAKING, "parameter-removed", at, "is gone", given.pointer)
    for given in fresh:
        at, pointer = f"{after.name}({given.name})", given.pointer
        if given in moved.values():
            continue
        if given.required:
            message = "is new and required"
            yield Change(Level.BREAKING, "parameter-added-required", at, message, pointer)
        else:
            message = f"is new: {given.type}"
            yield Change(Level.ADDITIVE, "parameter-added", at, message, pointer)
    for old, new in kept:
        yield from _input(f"{after.name}({new.name})", old, new, types)


def _input(at: str, old: Part, new: Part, types: Types) -> Iterator[Change]:
    def change(level: Level, kind: str, message: str) -> Change:
        return Change(level, kind, at, message, new.pointer)

    if not types.same(old.type, new.type):
        level = types.input_level(old.type, new.type)
        message = f"takes {new.type} instead of {old.type}"
        yield change(level, "parameter-type-changed", message)
    if old.position is not None and old.position != new.position:
        where = "by name only" if new.position is None else "at another position"
        yield change(Level.BREAKING, "parameter-moved", f"is passed {where}")
    elif old.position is None and new.position is not None:
        yield change(Level.ADDITIVE, "parameter-freed", "may be passed by position, too")
    if new.required and not old.required:
        yield change(Level.BREAKING, "parameter-required", "is required now")
    if old.required and not new.required:
        yield change(Level.ADDITIVE, "parameter-optional", "may be left out now")
    yield from common("parameter", at, old, new)
