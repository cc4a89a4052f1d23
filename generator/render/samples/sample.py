"""What a sample is: one value as a caller writes it, as it travels, and as a model keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct, field

from generator.ir.model import Json, Limits
from generator.python.layout import Code

Import: TypeAlias = tuple[str, str]
"""A module and a name in it."""


class Sample(Struct, frozen=True):
    """One value.

    ``given`` is what a caller writes, ``wire`` what travels, ``kept`` what a model holds after decoding. ``uses`` and
    ``keeps`` are what the two expressions need to be imported.
    """

    given: Code
    wire: Json
    kept: Code
    uses: frozenset[Import] = frozenset()
    keeps: frozenset[Import] = frozenset()


class Wish(Struct, frozen=True):
    """What a sample has to be like.

    ``example`` is the description's own; ``number`` is 0 or 1, for samples that differ; ``many`` makes lists of two.
    """

    example: Json = None
    limits: Limits = field(default_factory=Limits)
    number: int = 0
    many: bool = False


ANY = Wish()
"""No wish at all."""


def composed(parts: Iterable[Sample], given: Code, wire: Json, kept: Code) -> Sample:
    """Return a sample made of others."""
    parts = list(parts)
    return Sample(
        given,
        wire,
        kept,
        frozenset[Import]().union(*(part.uses for part in parts)),
        frozenset[Import]().union(*(part.keeps for part in parts)),
    )
