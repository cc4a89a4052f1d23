"""View of the page of one resource: every operation with its arguments, its answer and runnable examples."""

from __future__ import annotations

from dataclasses import dataclass

from generator.actions.catalogue import title
from generator.ir.model import Operation, TypeRef
from generator.python.docstrings import clean, sentence
from generator.render import markdown
from generator.render.common.arguments import Argument, Place, arguments, row
from generator.render.common.descriptions import OUTCOME_UNKNOWN, REPEATS, Wording
from generator.render.common.resource_tree import Resource
from generator.render.docs.examples import Examples
from generator.render.docs.links import Places, dotted_name
from generator.render.package.operation_constants import item_type

_SENT = {
    Place.PATH: "path",
    Place.QUERY: "query",
    Place.HEADER: "header",
    Place.FORM: "form",
    Place.FIELD: "body",
    Place.BODY: "body",
}
_ERRORS = {
    "400": "BadRequestError",
    "401": "AuthenticationError",
    "403": "PermissionDeniedError",
    "404": "NotFoundError",
    "409": "ConflictError",
    "429": "RateLimitError",
}


@dataclass(frozen=True, slots=True)
class Section:
    """One operation; ``arguments``, ``rows`` and ``errors`` are tables, empty where there is nothing to say."""

    heading: str
    title: str
    line: str
    deprecated: str
    description: str
    arguments: str
    rows: str
    answer: str
    errors: str
    effect: str
    beside: str
    example: str
    example_async: str


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """The page of a resource; ``contents`` are list items that link the sections."""

    heading: str
    description: str
    up: str
    contents: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Pages:
    """Writes the pages of resources."""

    places: Places
    wording: Wording
    examples: Examples

    def of(self, top: Resource) -> tuple[str, ResourcePage]:
        """Return path and view of a resource's page."""
        page = f"resources/{top.path[0]}.md"
        operations = top.every_operation
        return page, ResourcePage(
            heading=top.path[0],
            description=markdown.text(self.wording.plain(top.description)),
            up=markdown.link("Overview", "../index.md"),
            contents=tuple(
                f"{self.places.operation(each.at, page)} · {markdown.inline(title(each))}"
                for each in operations
            ),
            sections=tuple(self._section(each, page) for each in operations),
        )

    def _section(self, operation: Operation, page: str) -> Section:
        given = arguments(self.places.api, self.places.names, operation)
        example = self.examples.of(operation)
        said = self.wording.plain(operation.description)
        return Section(
            heading=dotted_name(self.places.names, operation.at),
            title=markdown.inline(title(operation)),
            line=line(operation),
            deprecated=markdown.inline(sentence(operation.deprecated or "")),
            description=self.places.linked(markdown.text(said), page),
            arguments=self._arguments(given, page),
            rows=self._rows(operation, page),
            answer=self._answer(operation, page),
            errors=self._errors(operation),
            effect=_effect(operation),
            beside=self._beside(operation),
            example=markdown.fenced(example.sync),
            example_async=markdown.fenced(example.asynchronous),
        )

    def _arguments(self, given: tuple[Argument, ...], page: str) -> str:
        rows = [
            (
                markdown.code(each.name),
                "field selection" if each.partial else self.places.type(each.type, page),
                "required" if each.required else "optional",
                " ".join((_SENT[each.place], markdown.code(each.wire))).strip(),
                self.places.linked(markdown.inline(self.wording.argument(each)), page),
            )
            for each in given
        ]
        return (
            markdown.table(("Argument", "Type", "Needed", "Sent as", "Description"), rows)
            if rows
            else ""
        )

    def _rows(self, operation: Operation, page: str) -> str:
        """The members of each item of a body that is a list."""
        item = row(self.places.api, operation)
        if item is None:
            return ""
        names = self.places.names
        members = [
            (
                markdown.code(names.field(field.at, owner=item.at)),
                self.places.type(field.type, page),
                "required" if field.required else "optional",
                markdown.code(field.wire),
                self.places.linked(markdown.inline(self.wording.field(field)), page),
            )
            for field in item.fields
            if not field.read_only
        ]
        table = markdown.table(("Member", "Type", "Needed", "Sent as", "Description"), members)
        lead = f"Each of {markdown.code(names.body(operation.at))} is a"
        return f"{lead} {self.places.definition(item.at, page)} or a dict:\n\n{table}"

    def _answer(self, operation: Operation, page: str) -> str:
        answer = operation.answer
        if answer.binary:
            media = ", ".join(map(markdown.code, answer.media_types))
            return f"The bytes ({media}), or what was stored where `to` is given."
        if answer.type is None:
            return "Nothing."
        said = self.places.linked(markdown.inline(self.wording.plain(answer.description)), page)
        kind = self._kind(operation, answer.type, page)
        optional = " `None` where the server sends no body." if answer.optional else ""
        return f"{kind}. {said}{optional}".strip()

    def _kind(self, operation: Operation, type_: TypeRef, page: str) -> str:
        if operation.paging:
            item = self.places.type(item_type(self.places.api, operation), page)
            return f"`Page` of {item}; iterate it to go through all pages"
        kind = self.places.type(type_, page)
        return kind[:1].upper() + kind[1:]

    def _errors(self, operation: Operation) -> str:
        rows = [
            (
                markdown.inline(each.status),
                markdown.code(_error(each.status)),
                markdown.inline(self.wording.plain(each.description)),
            )
            for each in operation.errors
        ]
        if not operation.effect.repeatable:
            rows.append(("none", markdown.code("OutcomeUnknownError"), OUTCOME_UNKNOWN))
        return markdown.table(("Status", "Raised", "Meaning"), rows) if rows else ""

    def _beside(self, operation: Operation) -> str:
        """The methods that build on this one."""
        names = self.places.names
        place = ".".join(names.method(operation.at).resource)
        found = []
        if operation.at in names.methods.bulk:
            bulk = markdown.code(f"{place}.{names.bulk(operation.at)}")
            found.append(f"For any number of rows, {operation.chunk} in a request: {bulk}.")
        if operation.at in names.methods.wait:
            wait = markdown.code(f"{place}.{names.wait(operation.at)}")
            found.append(f"To wait until the state is final: {wait}.")
        return " ".join(found)


def line(operation: Operation) -> str:
    """Method, path, id and tags of an operation in one line."""
    tags = ", ".join(markdown.code(tag) for tag in operation.tags)
    request = markdown.code(f"{operation.method.upper()} {operation.path}")
    return f"{request} · operation {markdown.code(operation.id)} · tag {tags}"


def _effect(operation: Operation) -> str:
    login = ""
    if operation.login:
        kind = markdown.inline(clean(operation.login))
        login = f" Needs the {kind} login, given with `client.with_auth(...)`."
    public = "" if operation.secured else " Needs no credentials."
    return f"{operation.effect.value}. {REPEATS[operation.effect]}{login}{public}"


def _error(status: str) -> str:
    if status in _ERRORS:
        return _ERRORS[status]
    return "ServerError" if status.startswith("5") else "APIError"
