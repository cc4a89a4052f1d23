"""Views of the pages of models and enums, each linked with everything that uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.ir.model import (
    EnumDefinition,
    ObjectDefinition,
    Operation,
    TypeRef,
)
from generator.ir.types import mentioned
from generator.python.docstrings import sentence
from generator.render import markdown
from generator.render.common.arguments import arguments, row
from generator.render.common.descriptions import Wording
from generator.render.docs.links import Places, dotted_name, is_shown, models_page, relative
from generator.render.package.operation_constants import item_type


@dataclass(frozen=True, slots=True)
class Section:
    """One model or enum; ``table`` holds its members."""

    heading: str
    kind: str
    description: str
    table: str
    used: str


@dataclass(frozen=True, slots=True)
class ModelsPage:
    """The page of one module of models."""

    heading: str
    module: str
    up: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class ModelsIndex:
    """The list of all models and enums; each entry is a whole list item."""

    up: str
    models: tuple[str, ...]
    enums: tuple[str, ...]


@dataclass(frozen=True)
class Pages:
    """Writes the pages of models."""

    places: Places
    wording: Wording
    users: Mapping[str, tuple[tuple[str, str], ...]]

    @classmethod
    def for_(cls, places: Places, wording: Wording) -> Pages:
        """Find out who uses what."""
        return cls(places, wording, _users(places))

    def all(self) -> Iterator[tuple[str, ModelsPage]]:
        """Return path and view of each page."""
        names = self.places.names
        shown: dict[str, list[str]] = {module: [] for module in names.model_modules}
        known = (at for at, each in self.places.api.definitions.items() if is_shown(each))
        for at in sorted(known, key=names.definition):
            shown[names.module(at)].append(at)
        for module, definitions in shown.items():
            page = models_page(names, module)
            yield page, ModelsPage(
                heading=f"Models of {page.removeprefix('models/').removesuffix('.md')}",
                module=markdown.code(f"{names.package}.models.{module}"),
                up=markdown.link("All models", "index.md"),
                sections=tuple(self._section(at, page) for at in definitions),
            )

    def index(self) -> ModelsIndex:
        """Return the view of the list of all models."""
        definitions = self.places.api.definitions
        return ModelsIndex(
            up=markdown.link("Overview", "../index.md"),
            models=self._entries(
                at for at, each in definitions.items() if isinstance(each, ObjectDefinition)
            ),
            enums=self._entries(
                at for at, each in definitions.items() if isinstance(each, EnumDefinition)
            ),
        )

    def _entries(self, found: Iterable[str]) -> tuple[str, ...]:
        return tuple(
            f"{self.places.definition(at, 'models/index.md')}{self._short(at)}"
            for at in sorted(found, key=self.places.names.definition)
        )

    def _short(self, at: str) -> str:
        said = markdown.inline(self.wording.plain(self.places.api.definitions[at].description))
        return f" · {said}" if said else ""

    def _section(self, at: str, page: str) -> Section:
        definition = self.places.api.definitions[at]
        said = markdown.text(self.wording.plain(definition.description))
        is_enum = isinstance(definition, EnumDefinition)
        return Section(
            heading=self.places.names.definition(at),
            kind="Enum; the server may send further values." if is_enum else "Model.",
            description=self.places.linked(said, page),
            table=(
                self._values(definition)
                if isinstance(definition, EnumDefinition)
                else self._fields(definition, page)
            ),
            used=", ".join(
                markdown.link(markdown.code(name), relative(place, page))
                for name, place in self.users.get(at, ())
            ),
        )

    def _values(self, definition: EnumDefinition) -> str:
        rows = [
            (
                markdown.code(self.places.names.enum_member(definition.at, value)),
                markdown.code(value) or "(empty)",
            )
            for value in definition.values
        ]
        return markdown.table(("Member", "Value"), rows)

    def _fields(self, definition: object, page: str) -> str:
        if not isinstance(definition, ObjectDefinition) or not definition.fields:
            return ""
        rows = [
            (
                markdown.code(self.places.names.field(field.at, owner=definition.at)),
                self.places.type(field.type, page),
                markdown.code(field.wire),
                self.places.linked(markdown.inline(self.wording.field(field)), page)
                + (" Set by the server." if field.read_only else "")
                + (_deprecated(field.deprecated)),
            )
            for field in definition.fields
        ]
        return markdown.table(("Field", "Type", "On the wire", "Description"), rows)


def _deprecated(message: str | None) -> str:
    return "" if message is None else f" Deprecated: {markdown.inline(sentence(message))}"


def _users(places: Places) -> dict[str, tuple[tuple[str, str], ...]]:
    """Name and place of everything that uses a definition: operations first, then models."""
    found: dict[str, dict[str, str]] = {}
    for operation in places.api.operations:
        name = dotted_name(places.names, operation.at)
        for at in _mentioned(_types(places, operation)):
            found.setdefault(at, {})[name] = places.operations[operation.at]
    for definition in places.api.definitions.values():
        if isinstance(definition, ObjectDefinition):
            types = [field.type for field in definition.fields]
            types += [definition.extra] if definition.extra is not None else []
            for at in _mentioned(types):
                user = places.names.definition(definition.at)
                found.setdefault(at, {})[user] = places.definitions[definition.at]
    return {at: tuple(users.items()) for at, users in found.items()}


def _types(places: Places, operation: Operation) -> list[TypeRef]:
    """The types that the section of an operation shows, and the one whose members it takes one by one."""
    api = places.api
    types = [each.type for each in arguments(api, places.names, operation)]
    item = row(api, operation)
    types += [each.type for each in item.fields if not each.read_only] if item else []
    types += [operation.body.type] if operation.body else []
    types += [item_type(api, operation)] if operation.paging else []
    return types + ([operation.answer.type] if operation.answer.type is not None else [])


def _mentioned(types: Iterable[TypeRef]) -> Iterator[str]:
    for type_ in types:
        yield from mentioned(type_)
