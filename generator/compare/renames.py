"""Finds the models that only go by another name, also where they refer to each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

from generator.compare.pairs import split
from generator.compare.surface import Model

_NAME = re.compile(r"\w+")
_UNKNOWN = "?"

Shape = tuple[object, ...]


def worded(spelled: str, of: Callable[[str], str]) -> str:
    """A type with other words for its names."""
    return _NAME.sub(lambda match: of(match[0]), spelled)


def renamed(old: Mapping[str, Model], new: Mapping[str, Model]) -> dict[str, str]:
    """New names by old names: of models in the same place, and of those that have all but the name in common.

    Fields may be of types that were renamed themselves. So these count as alike at first; each pair that is found
    distinguishes more of them, and what does not fit in the end was no pair.
    """
    gone, _, fresh = split(old, new, lambda model: (model.pointer,))
    places = {model.pointer: model for model in fresh}
    result = {
        before.name: after.name
        for before in gone
        if (after := places.get(before.pointer)) and before.is_enum == after.is_enum
    }
    sure = frozenset(result)
    while more := _twins(gone, fresh, result):
        result |= more
    while wrong := {
        name
        for name, other in result.items()
        if name not in sure and _shape(old[name], result, {}) != _shape(new[other], {}, {})
    }:
        result = {name: other for name, other in result.items() if name not in wrong}
    return result


def _twins(gone: list[Model], fresh: list[Model], known: Mapping[str, str]) -> dict[str, str]:
    """Further pairs of models, each the only ones of their shape on their side."""
    lost = [model for model in gone if model.name not in known]
    left = [model for model in fresh if model.name not in known.values()]
    masks = [dict.fromkeys((model.name for model in side), _UNKNOWN) for side in (lost, left)]
    before = [_shape(model, known, masks[0]) for model in lost]
    after = [_shape(model, {}, masks[1]) for model in left]
    once = {
        shape for shape, count in Counter(before).items() if count == 1 and after.count(shape) == 1
    }
    return {
        model.name: left[after.index(shape)].name
        for model, shape in zip(lost, before, strict=True)
        if shape in once and (model.attributes or model.values)
    }


def _shape(model: Model, known: Mapping[str, str], mask: Mapping[str, str]) -> Shape:
    def word(name: str) -> str:
        return mask.get(name, known.get(name, name))

    fields = tuple(
        sorted((each.name, worded(each.type, word)) for each in model.attributes.values())
    )
    return (model.is_enum, model.is_list, fields, tuple(sorted(model.values)))
