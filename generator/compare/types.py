"""Judges changes of types: which old arguments still pass, which old uses of a response still work."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from generator.compare.changes import Level
from generator.compare.renames import renamed, worded
from generator.compare.surface import Model, Surface

WIDER = {("int", "float")}
"""Pairs of input types where every old argument is still a good one. A day is none of the moments, which it would be
in a language where it begins at midnight by itself: the client refuses it for want of a time."""

_NAME = re.compile(r"\w+")
_OR = " | "
_OPTIONAL = " | None"
_PAGE = "Page of "


class Types(Struct, frozen=True):
    """The models of both sides, and the new names of old models that were only renamed."""

    old: Mapping[str, Model]
    new: Mapping[str, Model]
    renamed: Mapping[str, str]

    def translated(self, old: str) -> str:
        """An old type in today's names; the word for pages is no name, though a model may have it."""
        lead = _PAGE if old.startswith(_PAGE) else ""
        return lead + worded(old.removeprefix(_PAGE), lambda name: self.renamed.get(name, name))

    def same(self, old: str, new: str) -> bool:
        """Whether a type only goes by another name, if at all."""
        return self.translated(old) == new

    def input_level(self, old: str, new: str) -> Level:
        """Arguments may widen."""
        if not self._takes(new, self.translated(old)):
            return Level.BREAKING
        return Level.WIRE if self.narrows(old, new) else Level.ADDITIVE

    def narrows(self, old: str, new: str) -> bool:
        """Whether any text became one of an enum: code goes on, but other texts are refused."""
        before, after = (set(_NAME.findall(each)) for each in (self.translated(old), new))
        return "str" in before - after and any(
            self._is_enum(self.new, name) for name in after - before
        )

    def _takes(self, new: str, old: str) -> bool:
        """Whether all that was good for an old type, in today's names, is good for the new one."""
        for opening in ("list[", "dict[str, "):
            if old.startswith(opening) and new.startswith(opening):
                return self._takes(new[len(opening) : -1], old[len(opening) : -1])
        return new == "Any" or all(
            any(self._takes_one(mine, yours) for mine in new.split(_OR)) for yours in old.split(_OR)
        )

    def _takes_one(self, new: str, old: str) -> bool:
        """An enum takes its values as plain strings too, so str and an enum accept the same arguments."""
        return (
            old == new
            or (old, new) in WIDER
            or (old == "str" and self._is_enum(self.new, new))
            or (new == "str" and (self._is_enum(self.old, old) or self._is_enum(self.new, old)))
        )

    def field_level(self, old: str, new: str) -> Level:
        """A text that becomes an enum is still a text."""
        before, after = self.translated(old), new
        words = zip(_NAME.findall(before), _NAME.findall(after), strict=False)
        named = _NAME.split(before) == _NAME.split(after) and all(
            was == now or (was == "str" and self._is_enum(self.new, now)) for was, now in words
        )
        return Level.ADDITIVE if named else Level.BREAKING

    def response_level(self, old: str, new: str) -> Level:
        """Responses may grow: into something where nothing was, or into a model with all that the old one had."""
        if old == "None":
            return Level.ADDITIVE
        before = self.translated(old).removesuffix(_OPTIONAL)
        after = new if not old.endswith(_OPTIONAL) else new.removesuffix(_OPTIONAL)
        same_shape = before.startswith(_PAGE) == after.startswith(_PAGE)
        grown = before == after or self._has_all_of(
            old.removesuffix(_OPTIONAL).removeprefix(_PAGE), after.removeprefix(_PAGE)
        )
        return Level.ADDITIVE if same_shape and grown else Level.BREAKING

    def _has_all_of(self, old: str, new: str) -> bool:
        before, after = self.old.get(old), self.new.get(new)
        if before is None or after is None or before.is_enum or after.is_enum:
            return False
        return before.is_list == after.is_list and all(
            name in after.attributes and self.same(attribute.type, after.attributes[name].type)
            for name, attribute in before.attributes.items()
        )

    @staticmethod
    def _is_enum(models: Mapping[str, Model], name: str) -> bool:
        return name in models and models[name].is_enum


def types_of(old: Surface, new: Surface) -> Types:
    """The types of both sides, with the models that were only renamed."""
    return Types(old.models, new.models, renamed(old.models, new.models))
