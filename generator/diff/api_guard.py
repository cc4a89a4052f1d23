"""Compares the public names of two generated packages, so that a change of the generator breaks nobody unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.diff.api_text import Argument, Entry, Kind, Signature, members, read
from generator.diff.changes import Change, Level, Verdict

_BY_NAME = frozenset({Kind.EITHER, Kind.KEYWORD})


def compare_api(old: str, new: str) -> Verdict:
    """All differences between two lists of public names, worst first."""
    before, after = read(old), read(new)
    return Verdict.over(_changes(before, after))


def _changes(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> Iterator[Change]:
    enums = frozenset(name.rpartition(".")[0] for name, entry in after.items() if entry.value)
    for name, entry in before.items():
        if name not in after:
            yield Change(Level.BREAKING, "name-removed", name, "is gone")
        else:
            yield from _entry(name, entry, after[name], enums)
    for name in after:
        if name not in before:
            yield Change(Level.ADDITIVE, "name-added", name, "is new")


def _entry(name: str, old: Entry, new: Entry, enums: frozenset[str]) -> Iterator[Change]:
    if bool(old.signatures) != bool(new.signatures):
        yield Change(Level.BREAKING, "name-kind-changed", name, "is a method on one side only")
        return
    if old.value != new.value:
        message = f"is {new.value} instead of {old.value}"
        yield Change(Level.BREAKING, "value-changed", name, message)
    if old.annotation != new.annotation:
        level = _held(name, old.annotation, new.annotation, enums)
        message = f"is {new.annotation} instead of {old.annotation}"
        yield Change(level, "annotation-changed", name, message)
    for signature in old.signatures:
        if signature not in new.signatures:
            yield from _closest(name, signature, new.signatures)
    if len(new.signatures) > len(old.signatures):
        yield Change(Level.ADDITIVE, "overload-added", name, "can be called in one more way")


def _held(name: str, old: str, new: str, enums: frozenset[str]) -> Level:
    """Dictionaries are passed in and may widen; fields are read, and a text may become an enum, which is a text."""
    gone, fresh = members(old) - members(new), members(new) - members(old)
    widened = name.startswith("types.") and not gone
    named = gone == {"str"} and len(fresh) == 1 and fresh <= enums
    return Level.ADDITIVE if widened or named else Level.BREAKING


def _closest(name: str, old: Signature, candidates: tuple[Signature, ...]) -> Iterator[Change]:
    """The changes towards that of today's signatures which breaks least."""
    options = [tuple(_signature(name, old, new)) for new in candidates]
    yield from min(
        options, key=lambda changes: [change.level for change in changes].count(Level.BREAKING)
    )


def _signature(name: str, old: Signature, new: Signature) -> Iterator[Change]:
    if old.returns != new.returns:
        narrowed = members(new.returns) < members(old.returns)
        level = Level.ADDITIVE if narrowed or old.returns == "None" else Level.BREAKING
        message = f"returns {new.returns} instead of {old.returns}"
        yield Change(level, "return-changed", name, message)
    for argument in old.arguments.values():
        at = f"{name}({argument.name})"
        twin = new.arguments.get(argument.name)
        if twin is None:
            yield Change(Level.BREAKING, "argument-removed", at, "is gone")
        else:
            yield from _argument(at, argument, twin)
    for argument in new.arguments.values():
        if argument.name not in old.arguments:
            needed = argument.default is None
            message = "is new and required" if needed else f"is new: {argument.annotation}"
            level = Level.BREAKING if needed else Level.ADDITIVE
            yield Change(level, "argument-added", f"{name}({argument.name})", message)


def _argument(at: str, old: Argument, new: Argument) -> Iterator[Change]:
    moved = old.position is not None and old.position != new.position
    unnamed = old.kind in _BY_NAME and new.kind not in _BY_NAME
    if moved or unnamed or (new.kind is not old.kind and Kind.REST in {old.kind, new.kind}):
        message = f"is passed {new.kind} instead of {old.kind}, or elsewhere"
        yield Change(Level.BREAKING, "argument-moved", at, message)
    if old.default is not None and new.default is None:
        yield Change(Level.BREAKING, "argument-required", at, "is required now")
    elif old.default is None and new.default is not None:
        yield Change(Level.ADDITIVE, "argument-optional", at, "may be left out now")
    elif old.default != new.default:
        message = f"defaults to {new.default} instead of {old.default}"
        yield Change(Level.ADDITIVE, "default-changed", at, message)
    if old.annotation != new.annotation:
        widened = members(old.annotation) < members(new.annotation)
        message = f"takes {new.annotation} instead of {old.annotation}"
        level = Level.ADDITIVE if widened else Level.BREAKING
        yield Change(level, "argument-type-changed", at, message)
