"""Replaces named lists, maps and scalars by what they stand for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from generator.diagnostics.findings import Diagnostics, Spot
from generator.ir.model import AliasDefinition, Api, Kind, ListOf, MapOf, Named, Scalar, TypeRef
from generator.ir.passes.rewrite_types import rewritten

ANY = Scalar(Kind.ANY)


@dataclass(slots=True)
class _Inlining:
    api: Api
    report: Diagnostics
    known: dict[str, TypeRef] = field(default_factory=dict)

    def type(self, type_: TypeRef, open_: tuple[str, ...] = ()) -> TypeRef:
        """A type without aliases."""
        match type_:
            case ListOf(item=item):
                return ListOf(self.type(item, open_))
            case MapOf(value=value):
                return MapOf(self.type(value, open_))
            case Named(at=at):
                definition = self.api.definitions[at]
                return (
                    self.alias(at, definition.target, open_)
                    if isinstance(definition, AliasDefinition)
                    else type_
                )
            case Scalar():
                return type_

    def alias(self, at: str, target: TypeRef, open_: tuple[str, ...]) -> TypeRef:
        """What an alias stands for; inside itself it is anything."""
        if at in open_ or len(open_) > _LONGEST:
            self.report.warning(
                "alias-cycle",
                Spot(pointer=at),
                "this definition contains itself without an object in between; inside it anything is taken",
            )
            return ANY
        if at not in self.known:
            self.known[at] = self.type(target, (*open_, at))
        return self.known[at]


_LONGEST = 100
"""Aliases of aliases; each one costs a few frames of Python's stack."""


def without_aliases(api: Api, report: Diagnostics) -> Api:
    """The API without alias definitions."""
    inlining = _Inlining(api, report)
    inlined = rewritten(api, inlining.type)
    kept = {
        at: definition
        for at, definition in inlined.definitions.items()
        if not isinstance(definition, AliasDefinition)
    }
    return replace(inlined, definitions=kept)
