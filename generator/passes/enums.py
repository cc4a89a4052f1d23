"""Shares equal enums, and names them after what their owners have in common.

``Call.state`` and ``Text.state`` with the same values are one type. Which spellings of a property belong together
is told by the last word: ``voice``, ``defaultVoice`` and ``voices``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.model import Api, EnumDefinition, Field, ObjectDefinition, Parameter
from generator.passes.walking import mentioned, renamed, rewritten
from generator.words import common_end, common_start, compose, singular, split


@dataclass(frozen=True, slots=True)
class _Use:
    """One property or parameter with an enum; ``owner`` is a definition's hint or an operation's id.

    A named enum is a use of itself, without an owner.
    """

    enum: EnumDefinition
    owner: str
    wire: str
    in_object: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        words = split(self.wire)
        return (*words[:-1], singular(words[-1])) if words else ()


_Group = Sequence[_Use]


def with_shared_enums(api: Api) -> Api:
    """The API with one definition for enums that mean the same."""
    groups = _groups(_uses(api))
    hints = _hints(api, groups)
    moved = {use.enum.at: group[0].enum.at for group in groups for use in group}
    changed = {
        group[0].enum.at: replace(group[0].enum, hint=hint, description=_description(group))
        for group, hint in zip(groups, hints, strict=True)
    }
    renaming = rewritten(api, lambda type_: renamed(type_, lambda at: moved.get(at, at)))
    kept = {
        at: changed.get(at, each)
        for at, each in renaming.definitions.items()
        if moved.get(at, at) == at
    }
    return replace(renaming, definitions=kept)


def _description(group: _Group) -> str:
    """What is said of all places can be said of the type; what a named one says counts anyway."""
    said = {use.enum.description for use in group}
    return group[0].enum.description if len(said) == 1 or not group[0].owner else ""


def _uses(api: Api) -> tuple[_Use, ...]:
    """Where enums are used: the named first, then those in objects, since these name things best."""
    found: dict[str, _Use] = {}
    places = {use.enum.at for use in _places(api)}
    for at, definition in api.definitions.items():
        if isinstance(definition, EnumDefinition) and at not in places:
            found[at] = _Use(definition, "", definition.hint)
    for use in _places(api):
        found.setdefault(use.enum.at, use)
    return tuple(found.values())


def _places(api: Api) -> Iterator[_Use]:
    """Enums written where they are used; an inherited one belongs to the object that declares it."""
    inherited: list[_Use] = []
    for at, definition in api.definitions.items():
        if isinstance(definition, ObjectDefinition):
            for field in definition.fields:
                used = _used(api, definition.hint, field, in_object=True)
                if field.at.startswith(f"{at}/"):
                    yield from used
                else:
                    inherited += used
    yield from inherited
    for operation in api.operations:
        for parameter in operation.parameters:
            yield from _used(api, operation.id, parameter, in_object=False)


def _used(api: Api, owner: str, place: Field | Parameter, *, in_object: bool) -> Iterator[_Use]:
    for at in mentioned(place.type):
        enum = api.definitions[at]
        if isinstance(enum, EnumDefinition) and at.startswith(place.at):
            yield _Use(enum, owner, place.wire, in_object)


def _groups(uses: _Group) -> list[list[_Use]]:
    """Uses that belong together: the same values under names with the same last word; named ones never merge."""
    groups: dict[tuple[str, ...], list[_Use]] = {}
    for use in uses:
        last = use.words[-1].lower() if use.words else use.wire
        key = (last, *sorted(use.enum.values))
        while not use.owner and key in groups:
            key = (*key, use.enum.at)
        groups.setdefault(key, []).append(use)
    return list(groups.values())


def _hints(api: Api, groups: Sequence[_Group]) -> list[str]:
    """The shortest hint of each group that no other group and no other definition could want."""
    candidates = [_candidates(group) for group in groups]
    wanted = Counter(
        name
        for names, group in zip(candidates, groups, strict=True)
        for name in {*names, _stem(group)}
    )
    enums = {use.enum.at for group in groups for use in group}
    taken = {each.hint for at, each in api.definitions.items() if at not in enums}
    return [
        next((name for name in names if wanted[name] == 1 and name not in taken), names[-1])
        for names in candidates
    ]


def _candidates(group: _Group) -> list[str]:
    """From short to long: just the property; what the owners share with the property; the first owner with it."""
    if not group[0].owner:
        return [group[0].enum.hint]
    objects = [split(use.owner) for use in group if use.in_object]
    owners = objects or [split(use.owner) for use in group]
    stem = _stem(group)
    words = split(stem)
    shared = common_end(owners) or common_start(owners)
    if not shared:
        return [stem, compose(owners[0], words)]
    stutters = len(words) > 1 and words[0].lower() == shared[0].lower()
    return [*([stem] if stutters else []), compose(shared, words)]


def _stem(group: _Group) -> str:
    """The words that the names of the places end with."""
    words = common_end([use.words for use in group])
    return compose((), words) if words else group[0].wire
