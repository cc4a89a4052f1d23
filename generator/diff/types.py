"""Judges changes of types: which old arguments still pass, which old uses of an answer still work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.diff.changes import Level
from generator.diff.surface import Model, Surface

WIDER = {("int", "float"), ("date", "datetime")}
"""Pairs of input types where every old argument is still a good one."""

_NAME = re.compile(r"\w+")
_OPTIONAL = " | None"
_PAGE = "Page of "


@dataclass(frozen=True, slots=True)
class Types:
    """The models of both sides, and the new names of old models that were only renamed."""

    old: Mapping[str, Model]
    new: Mapping[str, Model]
    renamed: Mapping[str, str]

    def translated(self, old: str) -> str:
        """An old type in today's names."""
        return _NAME.sub(lambda match: self.renamed.get(match[0], match[0]), old)

    def same(self, old: str, new: str) -> bool:
        """Whether a type only goes by another name, if at all."""
        return self.translated(old) == new

    def input_level(self, old: str, new: str) -> Level:
        """An enum parameter takes its values as plain strings too, so str and an enum accept the same arguments."""
        bare_old, bare_new = _bare(self.translated(old)), _bare(new)
        widened = (
            bare_old == bare_new
            or (bare_old, bare_new) in WIDER
            or bare_new == "Any"
            or (bare_old == "str" and self._is_enum(self.new, bare_new))
            or (bare_new == "str" and self._is_enum(self.old, _bare(old)))
        )
        same_shape = old.startswith("list[") == new.startswith("list[")
        return Level.ADDITIVE if same_shape and widened else Level.BREAKING

    def field_level(self, old: str, new: str) -> Level:
        """A text that becomes an enum is still a text."""
        named = _bare(old) == "str" and self._is_enum(self.new, _bare(new))
        same_shape = old.startswith("list[") == new.startswith("list[")
        return Level.ADDITIVE if named and same_shape else Level.BREAKING

    def answer_level(self, old: str, new: str) -> Level:
        """Answers may grow: into something where nothing was, or into a model with all that the old one had."""
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
    """The types of both sides; models that have all but the name in common count as renamed."""
    gone = [model for name, model in old.models.items() if name not in new.models]
    fresh = [model for name, model in new.models.items() if name not in old.models]
    return Types(old.models, new.models, dict(_same_shape(gone, fresh)))


def _same_shape(gone: list[Model], fresh: list[Model]) -> Iterator[tuple[str, str]]:
    left = list(fresh)
    for before in gone:
        twins = [after for after in left if _shape(after) == _shape(before)]
        if len(twins) == 1 and (before.attributes or before.values):
            left.remove(twins[0])
            yield before.name, twins[0].name


def _shape(model: Model) -> tuple[object, ...]:
    fields = tuple(sorted((a.name, a.type) for a in model.attributes.values()))
    return (model.is_enum, model.is_list, fields, tuple(sorted(model.values)))


def _bare(spelled: str) -> str:
    return spelled.removeprefix("list[").removesuffix("]") if spelled[:5] == "list[" else spelled
