"""Compares the public names of two generated packages, so that a change of the generator breaks no one unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import accumulate

from msgspec import Struct

from generator.compare.api_list.annotations import alternatives, same, takes, textual
from generator.compare.api_list.parse import Argument, Entry, Kind, Signature, read
from generator.compare.changes import Change, Level, Verdict

_WORD = re.compile(r"\w+")
_BY_NAME = frozenset({Kind.EITHER, Kind.KEYWORD})


def compare_api(old: str, new: str) -> Verdict:
    """All differences between two lists of public names, worst first."""
    after = read(new)
    enums = frozenset(
        name.rpartition(".")[0] for name, entry in after.items() if entry.value.startswith('"')
    )
    return Verdict.over(_Lists(read(old), after, enums, frozenset(_heard(after))).changes())


def _heard(entries: Mapping[str, Entry]) -> Iterator[str]:
    """The words of all types that are returned, read or, as what other types stand for, may be either."""
    for name, entry in entries.items():
        if not name.startswith("types."):
            for spelled in (
                entry.annotation,
                entry.value,
                *(each.returns for each in entry.signatures),
            ):
                yield from _WORD.findall(spelled)


class _Lists(Struct, frozen=True):
    """The public names of both sides; ``enums`` are those of today, ``heard`` the types that come from the package."""

    old: Mapping[str, Entry]
    new: Mapping[str, Entry]
    enums: frozenset[str]
    heard: frozenset[str]

    def changes(self) -> Iterator[Change]:
        for name, entry in self.old.items():
            if name in self.new:
                yield from self._entry(name, entry, self.new[name])
        for name in _outermost(self.old.keys() - self.new.keys()):
            yield Change(Level.BREAKING, "name-removed", name, "is gone")
        for name in _outermost(self.new.keys() - self.old.keys()):
            yield Change(Level.ADDITIVE, "name-added", name, "is new")

    def _entry(self, name: str, old: Entry, new: Entry) -> Iterator[Change]:
        if old.kind != new.kind:
            message = f"is {new.kind} instead of {old.kind}"
            yield Change(Level.BREAKING, "name-kind-changed", name, message)
            return
        if old.value != new.value:
            # The name of a type may widen, where it only states what may be passed.
            widened = name not in self.heard and takes(new.value, old.value, self.enums)
            level = Level.ADDITIVE if widened else Level.BREAKING
            message = f"is {new.value} instead of {old.value}"
            yield Change(level, "value-changed", name, message)
        if not same(old.annotation, new.annotation):
            level = self._held(name, old.annotation, new.annotation)
            message = f"is {new.annotation} instead of {old.annotation}"
            yield Change(level, "annotation-changed", name, message)
        yield from self._based(name)
        for signature in old.signatures:
            if not any(_alike(signature, each) for each in new.signatures):
                yield from self._closest(name, signature, new.signatures)
        if len(new.signatures) > len(old.signatures):
            yield Change(Level.ADDITIVE, "overload-added", name, "can be called in one more way")

    def _based(self, name: str) -> Iterator[Change]:
        """What a class no longer is: handlers of errors stop catching it, and what it got from there is gone."""
        before, after = _ancestors(name, self.old), _ancestors(name, self.new)
        spelled = {textual(base, self.enums) for base in after}
        for base in sorted(before - after - spelled):
            yield Change(Level.BREAKING, "base-removed", name, f"is no {base} any more")
        if any(entry.bases for entry in self.old.values()):
            for base in sorted(after - before):
                yield Change(Level.ADDITIVE, "base-added", name, f"is a {base}, too")

    def _held(self, name: str, old: str, new: str) -> Level:
        """What is passed in may widen: dictionaries, and models that never come back.

        Fields are read, and a text may become an enum, which is a text.
        """
        owner, _, entry = name.rpartition(".")
        given = (
            name.startswith("types.")
            or "TypedDict" in _ancestors(owner, self.new)
            or (f"types.{owner}Dict.{entry}" in self.new and owner not in self.heard)
        )
        widened = given and takes(new, old, self.enums)
        named = same(old, textual(new, self.enums))
        return Level.ADDITIVE if widened or named else Level.BREAKING

    def _closest(
        self, name: str, old: Signature, candidates: tuple[Signature, ...]
    ) -> Iterator[Change]:
        """The changes towards that of today's signatures which breaks least."""
        options = [tuple(self._signature(name, old, new)) for new in candidates]
        yield from min(
            options, key=lambda changes: [change.level for change in changes].count(Level.BREAKING)
        )

    def _signature(self, name: str, old: Signature, new: Signature) -> Iterator[Change]:
        if not same(old.returns, new.returns):
            message = f"returns {new.returns} instead of {old.returns}"
            yield Change(self._returned(old.returns, new.returns), "return-changed", name, message)
        for argument in old.arguments.values():
            at = f"{name}({argument.name})"
            twin = new.arguments.get(argument.name)
            if twin is None:
                yield Change(Level.BREAKING, "argument-removed", at, "is gone")
            else:
                yield from self._argument(at, argument, twin)
        for argument in new.arguments.values():
            if argument.name not in old.arguments:
                needed = argument.default is None
                message = "is new and required" if needed else f"is new: {argument.annotation}"
                level = Level.BREAKING if needed else Level.ADDITIVE
                yield Change(level, "argument-added", f"{name}({argument.name})", message)

    def _returned(self, old: str, new: str) -> Level:
        """Responses may come where nothing was, and may narrow; also to another model with all that the old one had."""
        narrowed = takes(old, new, self.enums) and not alternatives(old) & {"Any", "object"}
        grown = alternatives(new) - alternatives(old), alternatives(old) - alternatives(new)
        more = all(len(side) == 1 for side in grown) and self._has_all_of(*map(min, grown))
        return Level.ADDITIVE if old == "None" or narrowed or more else Level.BREAKING

    def _has_all_of(self, new: str, old: str) -> bool:
        had, has = _inside(old, self.old), _inside(new, self.new)
        is_still = _ancestors(old, self.old) <= _ancestors(new, self.new)
        return bool(had) and is_still and had.items() <= has.items()

    def _argument(self, at: str, old: Argument, new: Argument) -> Iterator[Change]:
        moved = old.position is not None and old.position != new.position
        unnamed = old.kind in _BY_NAME and new.kind not in _BY_NAME
        if moved or unnamed or (new.kind is not old.kind and Kind.REST in {old.kind, new.kind}):
            message = f"is passed {new.kind} instead of {old.kind}"
            if new.kind is old.kind:
                message = "is passed at another position"
            yield Change(Level.BREAKING, "argument-moved", at, message)
        elif new.kind is Kind.EITHER and old.kind is not Kind.EITHER:
            yield Change(Level.ADDITIVE, "argument-freed", at, f"may be passed {new.kind} now")
        if old.default is not None and new.default is None:
            yield Change(Level.BREAKING, "argument-required", at, "is required now")
        elif old.default is None and new.default is not None:
            yield Change(Level.ADDITIVE, "argument-optional", at, "may be left out now")
        elif old.default != new.default:
            message = f"defaults to {new.default} instead of {old.default}"
            yield Change(Level.ADDITIVE, "default-changed", at, message)
        if not same(old.annotation, new.annotation):
            widened = takes(new.annotation, old.annotation, self.enums)
            message = f"takes {new.annotation} instead of {old.annotation}"
            level = Level.ADDITIVE if widened else Level.BREAKING
            yield Change(level, "argument-type-changed", at, message)


def _outermost(names: AbstractSet[str]) -> Iterator[str]:
    """These names without those inside of others: what is gone with a class goes without saying."""
    for name in names:
        steps = accumulate(name.split("."), lambda outer, inner: f"{outer}.{inner}")
        if names.isdisjoint([*steps][:-1]):
            yield name


def _ancestors(name: str, entries: Mapping[str, Entry]) -> frozenset[str]:
    """All that a class is, as far as the list states it; lists of earlier releases state nothing."""
    result: set[str] = set()
    waiting = [name]
    while waiting:
        entry = entries.get(waiting.pop().partition("[")[0])
        fresh = (entry.bases if entry else frozenset()) - result
        result |= fresh
        waiting += fresh
    return frozenset(result)


def _inside(name: str, entries: Mapping[str, Entry]) -> dict[str, tuple[frozenset[str], str]]:
    """What a class holds; nothing, where it has values of its own or can be called."""
    result = {
        inner.removeprefix(f"{name}."): entry
        for inner, entry in entries.items()
        if inner.startswith(f"{name}.")
    }
    return {inner: (alternatives(each.annotation), each.value) for inner, each in result.items()}


def _alike(old: Signature, new: Signature) -> bool:
    """Whether two signatures only differ in how their types are written."""
    before, after = (
        [
            (each.name, each.kind, each.default, each.position, alternatives(each.annotation))
            for each in side.arguments.values()
        ]
        for side in (old, new)
    )
    return same(old.returns, new.returns) and before == after
