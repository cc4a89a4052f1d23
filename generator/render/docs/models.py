"""Views of the pages of models and enums, each linked with everything that uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from generator.ir.client import Attribute, Enum, Method, Model, ModelOrEnum
from generator.ir.model import TypeRef
from generator.ir.types import inside, mentioned, returned_types
from generator.python.docstrings import sentence
from generator.render import markdown
from generator.render.docs.links import Places, models_page, relative


class Section(Struct, frozen=True):
    """One model or enum; ``entries`` are the fields of a model, whole list items, ``values`` those of an enum in a line."""

    heading: str
    kind: str
    description: str
    entries: tuple[str, ...]
    values: str
    used: str


class ModelsPage(Struct, frozen=True):
    """The page of one module of models."""

    heading: str
    module: str
    up: str
    sections: tuple[Section, ...]


class ModelsIndex(Struct, frozen=True):
    """The list of all models and enums; each entry is a whole list item."""

    up: str
    models: tuple[str, ...]
    enums: tuple[str, ...]


class Pages(Struct, frozen=True):
    """Writes the pages of models."""

    places: Places
    users: Mapping[str, tuple[tuple[str, str], ...]]

    @classmethod
    def for_(cls, places: Places) -> Pages:
        """Collect the users of each definition."""
        return cls(places, _users(places))

    def all(self) -> Iterator[tuple[str, ModelsPage]]:
        """Return path and view of each page."""
        client = self.places.client
        ordered = sorted(client.definitions.values(), key=lambda each: each.name)
        for module in client.model_modules:
            page = models_page(client, module)
            yield page, ModelsPage(
                heading=f"Models of {page.removeprefix('models/').removesuffix('.md')}",
                module=markdown.code(f"{client.package}.models.{module}"),
                up=markdown.link("All models", "index.md"),
                sections=tuple(
                    self._section(each, page) for each in ordered if each.module == module
                ),
            )

    def index(self) -> ModelsIndex:
        """Return the view of the list of all models."""
        return ModelsIndex(
            up=markdown.link("Overview", "../index.md"),
            models=self._entries(self.places.client.models),
            enums=self._entries(self.places.client.enums),
        )

    def _entries(self, match: Iterable[ModelOrEnum]) -> tuple[str, ...]:
        return tuple(
            " · ".join(filter(None, (self.places.definition(each, "models/index.md"), prose)))
            for each in sorted(match, key=lambda each: each.name)
            for prose in (markdown.inline(self.places.client.plain(each.description)),)
        )

    def _section(self, definition: ModelOrEnum, page: str) -> Section:
        prose = markdown.text(self.places.client.plain(definition.description))
        enum = definition if isinstance(definition, Enum) else None
        old = None if isinstance(definition, Enum) else definition.deprecated
        return Section(
            heading=definition.name,
            kind="Enum; the server may send further values." if enum else "Model.",
            description=(self.places.linked(prose, page) + _deprecated(old)).strip(),
            entries=(
                tuple(self._field(each, page) for each in definition.fields)
                if isinstance(definition, Model)
                else ()
            ),
            values=" · ".join(_values(enum)) if enum else "",
            used=", ".join(
                markdown.link(markdown.code(name), relative(place, page))
                for name, place in self.users.get(definition.at, ())
            ),
        )

    def _field(self, field: Attribute, page: str) -> str:
        parts = [
            markdown.code(field.name),
            self.places.type(field.type, page),
            *(["always there"] if field.always else []),
            *(["set by the server"] if field.read_only else []),
            *([] if field.wire == field.name else [f"sent as {markdown.code(field.wire)}"]),
        ]
        prose = self.places.linked(markdown.inline(field.doc), page) + _deprecated(field.deprecated)
        return " · ".join(parts) + (f"\n\n    {prose}" if prose else "")


def _values(enum: Enum) -> Iterator[str]:
    old = dict(enum.deprecated)
    for member in enum.members:
        name, value = markdown.code(member.name), markdown.code(member.value) or "(empty)"
        text = name if name == value else f"{name} ({value})"
        yield text + _deprecated(old.get(member.value))


def _deprecated(message: str | None) -> str:
    return "" if message is None else f" Deprecated: {markdown.inline(sentence(message))}"


def _users(places: Places) -> dict[str, tuple[tuple[str, str], ...]]:
    """Name and place of everything that uses a definition: operations first, then models."""
    result: dict[str, dict[str, str]] = {}
    for operation in places.client.methods:
        for at in _mentioned(_types(operation)):
            result.setdefault(at, {})[operation.dotted] = places.operations[operation.at]
    for model in places.client.models:
        for at in _mentioned(inside(model)):
            result.setdefault(at, {})[model.name] = places.definitions[model.at]
    return {at: tuple(users.items()) for at, users in result.items()}


def _types(operation: Method) -> Iterator[TypeRef]:
    """The types that the section of an operation shows, and the one whose fields it takes one by one."""
    yield from (each.type for each in operation.arguments)
    if operation.row:
        yield from (each.type for each in operation.row.writable)
    if operation.body:
        yield operation.body.type
    if operation.item:
        yield operation.item
    yield from returned_types(operation)


def _mentioned(types: Iterable[TypeRef]) -> Iterator[str]:
    for type_ in types:
        yield from mentioned(type_)
