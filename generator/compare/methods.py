"""Compares methods: what old calls could name and pass must still be there, and responses may only grow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter

from generator.compare.changes import Change, Level, Maker, changes_at
from generator.compare.common import common, reworded
from generator.compare.renames import moved_parts, split
from generator.compare.surface import Method, Part, Surface
from generator.compare.types import Types
from generator.ir import client as ir


def methods(old: Surface, new: Surface, types: Types) -> Iterator[Change]:
    """The changes of all methods."""
    gone, kept, fresh = split(
        old.methods, new.methods, lambda each: (each.own.id, each.own.route), _renamed
    )
    for before in gone:
        message = f"{before.own.route} is gone"
        yield Change(Level.BREAKING, "operation-removed", before.name, message, before.pointer)
    for after in fresh:
        message = f"{after.own.route} is new; effect: {after.own.effect}"
        yield Change(Level.ADDITIVE, "operation-added", after.name, message, after.pointer)
    for before, after in kept:
        if before.name != after.name:
            yield _rename(before, after)
        yield from _method(before, after, types)


def _renamed(gone: Mapping[str, Method], fresh: list[Method]) -> dict[str, Method]:
    """New methods by old names: the same operation id, else the same route is evidence enough for a new name."""
    result: dict[str, Method] = {}
    for evidence in (attrgetter("own.id"), attrgetter("own.route")):
        left = {evidence(method): method for method in fresh if method not in result.values()}
        for name, method in gone.items():
            if name not in result and (twin := left.pop(evidence(method), None)):
                result[name] = twin
    return result


def _rename(before: Method, after: Method) -> Change:
    kept = before.own.name in after.own.aliases
    return Change(
        Level.ADDITIVE if kept else Level.BREAKING,
        "operation-renamed",
        before.name,
        f"is now {after.name}" + ("; the old name stays as an alias" if kept else ""),
        after.pointer,
    )


def _method(before: Method, after: Method, types: Types) -> Iterator[Change]:
    change = changes_at(after.name, after.pointer)
    was, now = before.own, after.own
    if was.route != now.route:
        yield change(Level.WIRE, "operation-moved", f"{was.route} moved to {now.route}")
    if not types.same(before.response, after.response):
        level = types.response_level(before.response, after.response)
        message = f"returns {after.response} instead of {before.response}"
        yield change(level, "response-changed", message)
    if was.effect != now.effect:
        message = f"effect changed from {was.effect} to {now.effect}; retries follow it"
        yield change(Level.WIRE, "effect-changed", message)
    if was.chunk != now.chunk:
        limits = [str(each.chunk or "no limit") for each in (now, was)]
        message = f"items per request: {limits[0]} instead of {limits[1]}"
        yield change(Level.WIRE, "chunk-changed", message)
    yield from common("operation", after.name, before, after)
    yield from _descriptions(was, now, change)
    yield from _companions(was, now, change)
    yield from _inputs(before, after, types)


def _descriptions(before: ir.Method, after: ir.Method, change: Maker) -> Iterator[Change]:
    """What is stated of the response, of failures and of credentials."""
    was, now = _described(before), _described(after)
    for label in sorted({*was, *now}):
        old, new = was.get(label, ""), now.get(label, "")
        if old != new:
            yield change(Level.DOCS, "response-described", f"{label}: {reworded(old, new)}")
    if before.wait and after.wait and before.wait != after.wait:
        yield change(Level.DOCS, "wait-changed", "waits for another state")
    if before.login != after.login:
        needs = f"the {after.login} login" if after.login else "no login of its own"
        yield change(Level.DOCS, "login-changed", f"needs {needs} now")
    if sorted(before.security) != sorted(after.security):
        needs = " or ".join(" and ".join(names) for names in sorted(after.security) if names)
        yield change(Level.WIRE, "security-changed", f"needs {needs or 'no credentials'} now")


def _described(method: ir.Method) -> dict[str, str]:
    """What is stated of each response."""
    failures = {each.status: each.description for each in method.errors}
    return {"response": method.response.description, **failures}


def _companions(before: ir.Method, after: ir.Method, change: Maker) -> Iterator[Change]:
    pairs = {"wait": (before.waiter, after.waiter), "bulk": (before.bulk, after.bulk)}
    for extra, (had, has) in pairs.items():
        if had and not has:
            yield change(Level.BREAKING, "companion-removed", f"its {extra} method is gone")
        if has and not had:
            yield change(Level.ADDITIVE, "companion-added", f"has a {extra} method now")
    was, now = ({alias.dotted for alias in each.aliases} for each in (before, after))
    for alias in was - now - {after.dotted}:
        yield change(Level.BREAKING, "alias-removed", f"can no longer be called {alias}")
    for alias in now - was - {before.dotted}:
        yield change(Level.ADDITIVE, "alias-added", f"can be called {alias}, too")


def _inputs(before: Method, after: Method, types: Types) -> Iterator[Change]:
    gone, kept, fresh = split(
        before.inputs,
        after.inputs,
        lambda given: (given.key,),
        lambda gone, fresh: moved_parts(gone, fresh, types.same),
    )
    for given in gone:
        at = f"{after.name}({given.name})"
        yield Change(Level.BREAKING, "parameter-removed", at, "is gone", given.pointer)
    for given in fresh:
        level, kind, message = Level.ADDITIVE, "parameter-added", f"is new: {given.type}"
        if given.required:
            level, kind = Level.BREAKING, "parameter-added-required"
            message = "is new and required"
        yield Change(level, kind, f"{after.name}({given.name})", message, given.pointer)
    for old, new in kept:
        if old.name != new.name:
            at, message = f"{after.name}({old.name})", f"is now {new.name}"
            yield Change(Level.BREAKING, "parameter-renamed", at, message, new.pointer)
        yield from _input(f"{after.name}({new.name})", old, new, types)


def _input(at: str, old: Part, new: Part, types: Types) -> Iterator[Change]:
    change = changes_at(at, new.pointer)
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
