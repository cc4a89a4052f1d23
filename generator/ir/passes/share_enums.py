"""Makes one type of all enums that the description gives one name.

Equal values alone make no type: the name would change on the day one of the places gets a value of its own.
"""

from __future__ import annotations

from msgspec.structs import replace

from generator.ir.model import Api, EnumDefinition, Named, TypeRef
from generator.ir.passes.rewrite_types import Leaf, rewritten


def with_shared_enums(api: Api) -> Api:
    """The API with one definition for each named enum; it has the values of all its places."""
    groups: dict[tuple[str, bool], list[EnumDefinition]] = {}
    for definition in api.definitions.values():
        if isinstance(definition, EnumDefinition) and definition.named:
            groups.setdefault((definition.hint, definition.numeric), []).append(definition)
    moved = {each.at: group[0].at for group in groups.values() for each in group}
    shared = {group[0].at: _united(group) for group in groups.values()}

    def renamed(leaf: Leaf) -> TypeRef:
        return Named(moved.get(leaf.at, leaf.at)) if isinstance(leaf, Named) else leaf

    renaming = rewritten(api, renamed)
    kept = {
        at: shared.get(at, each)
        for at, each in renaming.definitions.items()
        if moved.get(at, at) == at
    }
    return replace(renaming, definitions=kept)


def _united(group: list[EnumDefinition]) -> EnumDefinition:
    """All values, each once; what only one place states of itself is not stated of the type."""
    values = tuple(dict.fromkeys(value for enum in group for value in enum.values))
    text = {enum.description for enum in group}
    titles = {
        value: title
        for enum in group
        for value, title in zip(enum.values, enum.titles, strict=False)
    }
    return replace(
        group[0],
        values=values,
        description=text.pop() if len(text) == 1 else "",
        titles=tuple(titles[value] for value in values) if len(titles) == len(values) else (),
    )
