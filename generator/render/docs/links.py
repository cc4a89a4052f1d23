"""Where the documentation says what: pages, anchors, and links between them that always hold."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.ir.model import (
    Api,
    Calendar,
    EnumDefinition,
    Kind,
    ListOf,
    MapOf,
    Named,
    ObjectDefinition,
    Scalar,
    TypeRef,
)
from generator.ir.names import Names
from generator.ir.names.definitions import CALLBACKS, SHARED
from generator.render import markdown

_CODE = re.compile(r"(?<!\[)`([A-Za-z_][\w.]*)`(?!\])")
_KINDS = {
    Kind.STRING: "`str`",
    Kind.INTEGER: "`int`",
    Kind.NUMBER: "`float`",
    Kind.BOOLEAN: "`bool`",
    Kind.DATE: "`date`",
    Kind.DATE_TIME: "`datetime`",
    Kind.UNIX_MS: "`datetime`",
    Kind.BYTES: "`bytes`",
    Kind.FILE: "file",
    Kind.ANY: "anything",
}
WIRE = _KINDS | {
    Kind.STRING: "string",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "string (date)",
    Kind.DATE_TIME: "string (date and time)",
    Kind.UNIX_MS: "integer (milliseconds)",
    Kind.BYTES: "string (base64)",
}
"""Words for those who speak to the API itself."""
_MODULES = {SHARED: "shared", CALLBACKS: "callbacks"}
_CALENDAR = {Calendar.DATE: "`date`", Calendar.TIME: "`time`"}
_MAPS = ("dict", "object")


@dataclass(frozen=True)
class Places:
    """The place of each operation and each definition; ``named`` is the same by public name."""

    api: Api
    names: Names
    operations: Mapping[str, str]
    definitions: Mapping[str, str]
    named: Mapping[str, str]

    @classmethod
    def of(cls, api: Api, names: Names) -> Places:
        """Decide all places."""
        dotted = {each.at: dotted_name(names, each.at) for each in api.operations}
        operations = _anchored(
            (at, f"resources/{names.method(at).resource[0]}.md", name)
            for at, name in dotted.items()
        )
        shown = [each.at for each in api.definitions.values() if is_shown(each)]
        definitions = _anchored(
            (at, models_page(names, names.module(at)), names.definition(at)) for at in shown
        )
        named = {dotted[at]: place for at, place in operations.items()}
        named |= {names.definition(at): place for at, place in definitions.items()}
        return cls(api, names, operations, definitions, named)

    def operation(self, at: str, page: str) -> str:
        """A link to an operation, from a page."""
        return markdown.link(
            markdown.code(dotted_name(self.names, at)), relative(self.operations[at], page)
        )

    def definition(self, at: str, page: str) -> str:
        """A link to a model or enum, from a page."""
        name = markdown.code(self.names.definition(at))
        return markdown.link(name, relative(self.definitions[at], page))

    def linked(self, text: str, page: str) -> str:
        """Let every public name in finished Markdown lead to its place."""

        def lead(match: re.Match[str]) -> str:
            place = self.named.get(match[1])
            return match[0] if place is None else markdown.link(match[0], relative(place, page))

        return _CODE.sub(lead, text)

    def type(self, type_: TypeRef, page: str, words: Mapping[Kind, str] = _KINDS) -> str:
        """A type in words and links."""
        match type_:
            case Scalar(_, True):
                return "phone number"
            case Scalar(kind):
                return words[kind]
            case ListOf(item):
                return f"list of {self.type(item, page, words)}"
            case MapOf(value):
                return f"{_MAPS[words is WIRE]} of {self.type(value, page, words)}"
            case Named(at):
                definition = self.api.definitions[at]
                link = self.definition(at, page)
                is_calendar = isinstance(definition, ObjectDefinition) and definition.calendar
                if is_calendar and words is not WIRE:
                    return f"{_CALENDAR[is_calendar]} or {link}"
                return link


def is_shown(definition: object) -> bool:
    """Tell whether a definition has a place of its own."""
    return isinstance(definition, EnumDefinition | ObjectDefinition)


def dotted_name(names: Names, at: str) -> str:
    """The public name of an operation from the client on."""
    public = names.method(at)
    return ".".join((*public.resource, public.method))


def models_page(names: Names, module: str) -> str:
    """The page of a module of models."""
    plain = _MODULES.get(module, module)
    return f"models/{module if plain in names.model_modules else plain}.md"


def relative(place: str, page: str) -> str:
    """A link to a place, as seen from a page."""
    path, hash_, anchor = place.partition("#")
    if path == page:
        return f"#{anchor}" if anchor else posixpath.basename(path)
    return f"{posixpath.relpath(path, posixpath.dirname(page) or '.')}{hash_}{anchor}"


def _anchored(headings: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Places by pointer; an anchor that two headings of a page would get is left out."""
    known = [(at, page, markdown.slug(heading)) for at, page, heading in headings]
    counted = Counter((page, anchor) for _, page, anchor in known)
    return {
        at: f"{page}#{anchor}" if counted[page, anchor] == 1 else page for at, page, anchor in known
    }
