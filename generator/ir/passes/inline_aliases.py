"""Replaces named lists, maps and scalars by what they stand for."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from generator.diagnostics.findings import Diagnostics, Spot
from generator.ir.model import Api, Kind, Named, Scalar, TypeRef
from generator.ir.passes.rewrite_types import Leaf, mapped, rewritten

ANY = Scalar(Kind.ANY)


class _Inlining(Struct):
    api: Api
    report: Diagnostics
    known: dict[str, TypeRef] = field(default_factory=dict)

    def type(self, leaf: Leaf, open_: tuple[str, ...] = ()) -> TypeRef:
        """What a scalar or a name stands for."""
        alias = self.api.aliases.get(leaf.at) if isinstance(leaf, Named) else None
        return leaf if alias is None else self.alias(alias.at, alias.target, open_)

    def alias(self, at: str, target: TypeRef, open_: tuple[str, ...]) -> TypeRef:
        """What an alias stands for; inside itself it is anything."""
        if at in open_ or len(open_) > _LONGEST:
            self.report.add(
                "alias-cycle",
                Spot(pointer=at),
                "this definition contains itself without an object in between; inside it anything is taken",
            )
            return ANY
        if at not in self.known:
            self.known[at] = mapped(target, lambda leaf: self.type(leaf, (*open_, at)))
        return self.known[at]


_LONGEST = 100
"""Aliases of aliases; each one costs a few frames of Python's stack."""


def without_aliases(api: Api, report: Diagnostics) -> Api:
    """The API without alias definitions."""
    inlining = _Inlining(api, report)
    return replace(rewritten(api, inlining.type), aliases={})
