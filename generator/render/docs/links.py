"""The page and anchor of each operation and definition, and the links between them."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256

from msgspec import Struct

from generator.ir.client import Client, Method, Model, ModelOrEnum
from generator.ir.model import Calendar, Kind, ListOf, MapOf, Named, Scalar, TypeRef
from generator.ir.names.definitions import CALLBACKS, SHARED
from generator.output.paths import problem
from generator.render import markdown
from generator.render.common.annotations import PLAIN

_CODE = re.compile(r"(?<!\[)`([A-Za-z_][\w.]*)`(?!\])")
_KINDS = {kind: f"`{name}`" for kind, (_, name) in PLAIN.items()} | {
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
"""Type names for users of the API itself."""
_FILE_NAME = re.compile(r"(?!index$)[A-Za-z][A-Za-z0-9_-]{1,80}")
_LONGEST = 100
"""The most letters of a page's name; file systems take some more."""
_MODULES = {SHARED: "shared", CALLBACKS: "callbacks"}
_CALENDAR = {Calendar.DATE: "`date`", Calendar.TIME: "`time`"}
_MAPS = ("dict", "object")


class Places(Struct, frozen=True):
    """The place of each operation and each definition; ``named`` is the same by public name."""

    client: Client
    operations: Mapping[str, str]
    definitions: Mapping[str, str]
    named: Mapping[str, str]

    @classmethod
    def of(cls, client: Client) -> Places:
        """Decide all places."""
        methods, shown = client.methods, client.definitions.values()
        operations = operation_pages(methods)
        definitions = _anchored(
            (each.at, models_page(client, each.module), each.name) for each in shown
        )
        named = {each.dotted: operations[each.at] for each in methods}
        named |= {each.name: definitions[each.at] for each in shown}
        return cls(client, operations, definitions, named)

    def operation(self, operation: Method, page: str) -> str:
        """A link to an operation, from a page."""
        place = relative(self.operations[operation.at], page)
        return markdown.link(markdown.code(operation.dotted), place)

    def definition(self, definition: ModelOrEnum, page: str) -> str:
        """A link to a model or enum, from a page."""
        place = relative(self.definitions[definition.at], page)
        return markdown.link(markdown.code(definition.name), place)

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
                definition = self.client.definitions[at]
                link = self.definition(definition, page)
                calendar = definition.calendar if isinstance(definition, Model) else None
                if calendar and words is not WIRE:
                    return f"{_CALENDAR[calendar]} or {link}"
                return link


def operation_pages(methods: Iterable[Method]) -> dict[str, str]:
    """The page of each operation by pointer: its id, or its method where the id is no name for a file."""
    methods = list(methods)
    counted = Counter(each.id.lower() for each in methods)
    counted.update(each.dotted.lower() for each in methods)
    result = {}
    for each in methods:
        name = each.id
        fits = _FILE_NAME.fullmatch(name) and not problem(f"{name}.md")
        if not fits or counted[name.lower()] > 1:
            name = each.dotted
            if len(name) > _LONGEST:
                name = f"{name[: _LONGEST - 9]}-{sha256(name.encode()).hexdigest()[:8]}"
        result[each.at] = f"operations/{name}.md"
    return result


def models_page(client: Client, module: str) -> str:
    """The page of a module of models."""
    plain = _MODULES.get(module, module)
    name = module if plain in client.model_modules else plain
    # index.md is the list of all pages.
    return f"models/{'index_' if name == 'index' else name}.md"


@lru_cache(10_000)
def relative(place: str, page: str) -> str:
    """A link to a place, as seen from a page."""
    path, hash_, anchor = place.partition("#")
    if path == page:
        return f"#{anchor}" if anchor else posixpath.basename(path)
    above, here = path.split("/"), page.split("/")[:-1]
    while above and here and above[0] == here[0]:
        above, here = above[1:], here[1:]
    return "/".join([".."] * len(here) + above) + f"{hash_}{anchor}"


def _anchored(headings: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Places by pointer; an anchor that two headings of a page would get is left out."""
    known = [(at, page, markdown.slug(heading)) for at, page, heading in headings]
    counted = Counter((page, anchor) for _, page, anchor in known)
    return {
        at: f"{page}#{anchor}" if counted[page, anchor] == 1 else page for at, page, anchor in known
    }
