"""View of the page of one resource: every operation with its arguments, its answer and runnable examples."""

from __future__ import annotations

from dataclasses import dataclass

from generator.actions.catalogue import title
from generator.ir.arguments import Argument, Place
from generator.ir.client import Method, Resource
from generator.ir.model import TypeRef
from generator.python.docstrings import clean, sentence
from generator.render import markdown
from generator.render.common.effects import OUTCOME_UNKNOWN, retries
from generator.render.docs.examples import Examples
from generator.render.docs.links import Places

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
    returns: str
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
    examples: Examples

    def of(self, top: Resource) -> tuple[str, ResourcePage]:
        """Return path and view of a resource's page."""
        page = f"resources/{top.name}.md"
        operations = top.every_method
        return page, ResourcePage(
            heading=top.name,
            description=markdown.text(self.places.client.plain(top.description)),
            up=markdown.link("Overview", "../index.md"),
            contents=tuple(
                f"{self.places.operation(each, page)} · {markdown.inline(title(each))}"
                for each in operations
            ),
            sections=tuple(self._section(each, page) for each in operations),
        )

    def _section(self, operation: Method, page: str) -> Section:
        example = self.examples.of(operation)
        said = self.places.client.plain(operation.description)
        return Section(
            heading=operation.dotted,
            title=markdown.inline(title(operation)),
            line=line(operation),
            deprecated=markdown.inline(sentence(operation.deprecated or "")),
            description=self.places.linked(markdown.text(said), page),
            arguments=self._arguments(operation.arguments, page),
            rows=self._rows(operation, page),
            returns=self._returns(operation, page),
            errors=self._errors(operation),
            effect=_effect(operation),
            beside=_beside(operation),
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
                self.places.linked(markdown.inline(each.doc), page),
            )
            for each in given
        ]
        return (
            markdown.table(("Argument", "Type", "Required", "Sent as", "Description"), rows)
            if rows
            else ""
        )

    def _rows(self, operation: Method, page: str) -> str:
        """The members of each item of a body that is a list."""
        item = operation.row
        if item is None:
            return ""
        members = [
            (
                markdown.code(field.name),
                self.places.type(field.type, page),
                "required" if field.required else "optional",
                markdown.code(field.wire),
                self.places.linked(markdown.inline(field.doc), page),
            )
            for field in item.writable
        ]
        table = markdown.table(("Field", "Type", "Required", "Sent as", "Description"), members)
        lead = f"Each of {markdown.code(operation.body_name)} is a"
        return f"{lead} {self.places.definition(item, page)} or a dict:\n\n{table}"

    def _returns(self, operation: Method, page: str) -> str:
        answer = operation.answer
        if answer.binary:
            media = ", ".join(map(markdown.code, answer.media_types))
            return f"The bytes ({media}), or what was stored where `to` is given."
        if answer.type is None:
            return "Nothing."
        said = self.places.linked(
            markdown.inline(self.places.client.plain(answer.description)), page
        )
        kind = self._kind(operation, answer.type, page)
        optional = " `None` where the server sends no body." if answer.optional else ""
        return f"{kind}. {said}{optional}".strip()

    def _kind(self, operation: Method, type_: TypeRef, page: str) -> str:
        if operation.item:
            item = self.places.type(operation.item, page)
            return f"`Page` of {item}; iterate it to go through all pages"
        kind = self.places.type(type_, page)
        return kind[:1].upper() + kind[1:]

    def _errors(self, operation: Method) -> str:
        rows = [
            (
                markdown.inline(each.status),
                markdown.code(_error(each.status)),
                markdown.inline(self.places.client.plain(each.description)),
            )
            for each in operation.errors
        ]
        if not operation.effect.repeatable:
            rows.append(("none", markdown.code("OutcomeUnknownError"), OUTCOME_UNKNOWN))
        return markdown.table(("Status", "Exception", "Meaning"), rows) if rows else ""


def line(operation: Method) -> str:
    """Method, path, id and tags of an operation in one line."""
    tags = ", ".join(markdown.code(tag) for tag in operation.tags)
    request = markdown.code(operation.route)
    return f"{request} · operation {markdown.code(operation.id)} · tag {tags}"


def _beside(operation: Method) -> str:
    """The methods that build on this one."""
    place = ".".join(operation.name.resource)
    found = []
    if operation.bulk:
        bulk = markdown.code(f"{place}.{operation.bulk}")
        found.append(f"For any number of rows, {operation.chunk} in a request: {bulk}.")
    if operation.reconciler:
        reconciler = markdown.code(f"{place}.{operation.reconciler}")
        found.append(f"To find out which unknown rows were sent: {reconciler}.")
    if operation.waiter:
        wait = markdown.code(f"{place}.{operation.waiter}")
        found.append(f"To wait until the state is final: {wait}.")
    return " ".join(found)


def _effect(operation: Method) -> str:
    login = ""
    if operation.login:
        kind = markdown.inline(clean(operation.login))
        login = f" Needs the {kind} login, given with `client.with_auth(...)`."
    public = "" if operation.secured else " Needs no credentials."
    return f"{operation.effect.value}. {retries(operation.effect)}{login}{public}"


def _error(status: str) -> str:
    if status in _ERRORS:
        return _ERRORS[status]
    return "ServerError" if status.startswith("5") else "APIError"
