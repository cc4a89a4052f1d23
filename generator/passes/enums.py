"""Shares equal enums, and names them after what their owners have in common.

``Call.state`` and ``Text.state`` with the same values are one type. Which spellings of a property belong together
is told by the last word: ``voice``, ``defaultVoice`` and ``voices``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.model import Api, EnumDefinition, Field, ObjectDefinition, Parameter
from generator.passes.walking import mentioned, renamed, rewritten
from generator.words import common_end, common_start, compose, singular, split


@dataclass(frozen=True, slots=True)
class _Use:
    """One property or parameter with an enum; ``owner`` is a definition's hint or an operation's id."""

    enum: EnumDefinition
    owner: str
    wire: str
    in_object: bool

    @property
    def words(self) -> tuple[str, ...]:
        words = split(self.wire)
        return (*words[:-1], singular(words[-1])) if words else ()


def with_shared_enums(api: Api) -> Api:
    """The API with one definition for enums that mean the same."""
    groups = _groups(tuple(_uses(api)))
    names = _Names(api, groups)
    moved: dict[str, str] = {}
    changed: dict[str, EnumDefinition] = {}
    for group in groups:
        first = group[0].enum
        moved |= {use.enum.at: first.at for use in group}
        changed[first.at] = replace(first, hint=names.hint(group), description=_description(group))
    renaming = rewritten(api, lambda type_: renamed(type_, lambda at: moved.get(at, at)))
    kept = {
        at: changed.get(at, each)
        for at, each in renaming.definitions.items()
        if moved.get(at, at) == at
    }
    return replace(renaming, definitions=kept)


def _description(group: Sequence[_Use]) -> str:
    """What is said of all places can be said of the type."""
    said = {use.enum.description for use in group}
    return group[0].enum.description if len(said) == 1 else ""


def _uses(api: Api) -> Iterator[_Use]:
    """Where enums without a name of their own are used: objects first, since they name things best."""
    for at, definition in api.definitions.items():
        if isinstance(definition, ObjectDefinition):
            for field in definition.fields:
                if field.at.startswith(f"{at}/") or field.at == at:
                    yield from _used(api, definition.hint, field, in_object=True)
    for operation in api.operations:
        for parameter in operation.parameters:
            yield from _used(api, operation.id, parameter, in_object=False)


def _used(api: Api, owner: str, place: Field | Parameter, *, in_object: bool) -> Iterator[_Use]:
    for at in mentioned(place.type):
        enum = api.definitions[at]
        if isinstance(enum, EnumDefinition) and at.startswith(place.at):
            yield _Use(enum, owner, place.wire, in_object)


def _groups(uses: Sequence[_Use]) -> list[list[_Use]]:
    """Uses that belong together: the same values under names with the same last word."""
    groups: dict[tuple[str, frozenset[str]], list[_Use]] = {}
    for use in uses:
        last = use.words[-1].lower() if use.words else use.wire
        groups.setdefault((last, frozenset(use.enum.values)), []).append(use)
    return list(groups.values())


class _Names:
    """Chooses hints so that different enums get different ones."""

    def __init__(self, api: Api, groups: Sequence[Sequence[_Use]]) -> None:
        self._stems: Mapping[str, int] = _counted([_stem(group) for group in groups])
        enums = {use.enum.at for group in groups for use in group}
        self._taken = {each.hint for at, each in api.definitions.items() if at not in enums}

    def hint(self, group: Sequence[_Use]) -> str:
        """What the owners share, and the property; just the property, where that is unique and they share nothing."""
        owners = _owners(group)
        stem = _stem(group)
        shared = _common(owners)
        if shared:
            return compose(shared, split(stem))
        if self._stems[stem.lower()] == 1 and stem not in self._taken:
            return stem
        return compose(owners[0], split(stem))


def _owners(group: Sequence[_Use]) -> list[tuple[str, ...]]:
    objects = [split(use.owner) for use in group if use.in_object]
    return objects or [split(use.owner) for use in group]


def _common(owners: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return common_end(owners) or common_start(owners)


def _stem(group: Sequence[_Use]) -> str:
    """The words that the names of the places end with."""
    words = common_end([use.words for use in group])
    return compose((), words) if words else group[0].wire


def _counted(stems: Sequence[str]) -> dict[str, int]:
    lower = [stem.lower() for stem in stems]
    return {stem: lower.count(stem) for stem in lower}
