"""Pairs what two sides have under the same name, and finds what only goes by another name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeVar

from generator.compare.surface import Model, Part

_NAME = re.compile(r"\w+")
_UNKNOWN = "?"

Shape = tuple[object, ...]
T = TypeVar("T")


def split(
    old: Mapping[str, T],
    new: Mapping[str, T],
    keys: Callable[[T], tuple[str, ...]] = lambda _: (),
    renamed: Callable[[Mapping[str, T], list[T]], Mapping[str, T]] = lambda *_: {},
) -> tuple[list[T], list[tuple[T, T]], list[T]]:
    """What is gone, what stayed (old and new), what is new; each in its own order.

    A name whose item goes on elsewhere, and that another item has now, did not stay. ``keys`` are what an item is
    recognised by: one that both sides have is enough to be the same item. ``renamed`` finds among what seems gone and
    new the new items by the names they had; these stayed, too.
    """
    known = {key for value in new.values() for key in keys(value)}
    reused = {
        name
        for name in old.keys() & new.keys()
        if (own := {*keys(old[name])}) and own.isdisjoint(keys(new[name])) and own & known
    }
    gone = {name: value for name, value in old.items() if name not in new or name in reused}
    fresh = [value for name, value in new.items() if name not in old or name in reused]
    moved = renamed(gone, fresh)
    kept = [(value, new[name]) for name, value in old.items() if name not in gone]
    kept += [(value, moved[name]) for name, value in gone.items() if name in moved]
    return (
        [value for name, value in gone.items() if name not in moved],
        kept,
        [value for value in fresh if value not in moved.values()],
    )


def moved_parts(
    gone: Mapping[str, Part], fresh: list[Part], same: Callable[[str, str], bool]
) -> dict[str, Part]:
    """New items by the name they had: those that travel under the same name, then those of the same type and words.

    Two candidates are no evidence. ``same`` states whether an old type is a new one, by whatever name.
    """

    def has_same_words(old: Part, new: Part) -> bool:
        return bool(old.text.strip()) and old.text == new.text and same(old.type, new.type)

    result: dict[str, Part] = {}
    for is_alike in (lambda old, new: old.wire == new.wire, has_same_words):
        lost = [each for name, each in gone.items() if name not in result]
        left = [each for each in fresh if each not in result.values()]
        for before in lost:
            twins = [each for each in left if is_alike(before, each)]
            if len(twins) == 1 and sum(is_alike(each, twins[0]) for each in lost) == 1:
                result[before.name] = twins[0]
    return result


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
