"""Views of the pages of operations (arguments, response, errors and examples), and of the lists of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.actions.catalogue import title
from generator.ir.arguments import Argument
from generator.ir.client import Attribute, Method, Resource
from generator.ir.model import Json
from generator.python.docstrings import clean, sentence
from generator.render import markdown
from generator.render.common.effects import OUTCOME_UNKNOWN, retries
from generator.render.docs.examples import Examples
from generator.render.docs.links import Places
from generator.render.docs.requests import json_lines

_ERRORS = {
    "400": "BadRequestError",
    "401": "AuthenticationError",
    "403": "PermissionDeniedError",
    "404": "NotFoundError",
    "409": "ConflictError",
    "429": "RateLimitError",
}


class OperationPage(Struct, frozen=True):
    """One operation; ``arguments``, ``fields`` and ``errors`` are whole list items, and a block that is empty is left out.

    ``fields_of`` is the sentence before the fields of each item of a body that is a list.
    """

    heading: str
    up: str
    title: str
    line: str
    deprecated: str
    description: str
    examples: tuple[tuple[str, str], ...]
    arguments: tuple[str, ...]
    fields_of: str
    fields: tuple[str, ...]
    requires: tuple[str, ...]
    since: str
    body: str
    returns: str
    response: str
    retries: str
    beside: str
    errors: tuple[str, ...]


class ResourcePage(Struct, frozen=True):
    """The page of a resource; ``operations`` are list items that link the pages of operations."""

    heading: str
    description: str
    up: str
    operations: tuple[str, ...]


class Pages(Struct, frozen=True):
    """Writes the pages of operations."""

    places: Places
    examples: Examples

    def of(self, operation: Method) -> tuple[str, OperationPage]:
        """Return path and view of an operation's page."""
        page = self.places.operations[operation.at]
        example = self.examples.of(operation)
        prose = self.places.client.plain(operation.description)
        top, row, fields_of = operation.name.resource[0], operation.row, ""
        has_command = self.places.client.metadata.has("cli")
        if row:
            item = self.places.definition(row, page)
            fields_of = f"Each of {markdown.code(operation.body_name)} is a {item} or a dict:"
        return page, OperationPage(
            heading=operation.dotted,
            up=markdown.link(f"client.{top}", f"../resources/{top}.md"),
            title=markdown.inline(title(operation)),
            line=line(operation),
            deprecated=markdown.inline(sentence(operation.deprecated or "")),
            description=self.places.linked(markdown.text(prose), page),
            examples=(
                ("Sync", markdown.fenced(example.sync)),
                ("Async", markdown.fenced(example.asynchronous)),
                ("curl", markdown.fenced(example.curl, "sh")),
                *[("Command line", markdown.fenced(example.command, "sh"))] * has_command,
            ),
            arguments=tuple(
                self._item(each, f"{each.place.part} {markdown.code(each.wire)}", page)
                for each in operation.arguments
            ),
            fields_of=fields_of,
            fields=tuple(
                self._item(each, markdown.code(each.wire), page)
                for each in (row.writable if row else ())
            ),
            requires=tuple(self._requires(operation)),
            since=markdown.inline(operation.since),
            body=_json(example.body),
            returns=self._returns(operation, page),
            response=_json(example.response),
            retries=_retries(operation),
            beside=_beside(operation),
            errors=tuple(self._errors(operation)),
        )

    def _requires(self, operation: Method) -> Iterator[str]:
        """What a request must have beyond single arguments that are required."""
        requires = operation.requires
        known = {each.wire: each.name for each in operation.arguments}
        if operation.row:
            known |= {each.wire: each.name for each in operation.row.fields}

        def named(group: Iterable[str], between: str) -> str:
            wires = (each.removeprefix("?") for each in group)
            return between.join(markdown.code(known.get(each, each)) for each in wires)

        of_each = f" in each of {markdown.code(operation.body_name)}" if operation.row else ""
        for group in requires.one_of:
            yield f"Exactly one of {named(group, ', ')}{of_each}."
        for group in requires.any_of:
            yield f"At least one of {named(group, ', ')}{of_each}."
        if requires.any_query:
            yield f"At least one of {named(requires.any_query, ', ')}."
        webhooks = self.places.client.webhooks
        if requires.known_events and webhooks:
            of = "; ".join(
                f"{markdown.code(each.name)}: {', '.join(map(markdown.code, each.events))}"
                for each in webhooks.resources
            )
            resource, events = requires.known_events
            yield f"In {named([events], '')} only events of the {named([resource], '')}: {of}."

    def _item(self, each: Argument | Attribute, sent: str, page: str) -> str:
        is_selection = isinstance(each, Argument) and each.partial
        type_ = "field selection" if is_selection else self.places.type(each.type, page)
        need = "**required**" if each.required else "optional"
        prose = self.places.linked(markdown.inline(each.doc), page)
        head = f"{markdown.code(each.name)} · {type_} · {need} · sent as {sent.strip()}"
        return f"{head}\n\n    {prose}" if prose else head

    def _returns(self, operation: Method, page: str) -> str:
        response = operation.response
        if response.binary:
            media = ", ".join(map(markdown.code, response.media_types))
            return f"The bytes ({media}), or what was stored where `to` is given."
        if response.type is None:
            return "Nothing."
        prose = self.places.linked(
            markdown.inline(self.places.client.plain(response.description)), page
        )
        if operation.item:
            item = self.places.type(operation.item, page)
            kind = f"`Page` of {item}; iterate it to go through all pages"
        else:
            plain = self.places.type(response.type, page)
            kind = plain[:1].upper() + plain[1:]
        optional = " `None` where the server sends no body." if response.optional else ""
        return f"{kind}. {prose}{optional}".strip()

    def _errors(self, operation: Method) -> Iterator[str]:
        for each in operation.errors:
            prose = markdown.inline(self.places.client.plain(each.description))
            usual = "ServerError" if each.status.startswith("5") else "APIError"
            error = markdown.code(_ERRORS.get(each.status, usual))
            yield f"{markdown.inline(each.status)} {error}: {prose}".removesuffix(": ")
        if not operation.effect.repeatable:
            yield f"No response: `OutcomeUnknownError`. {OUTCOME_UNKNOWN}"


def resource_page(places: Places, top: Resource) -> tuple[str, ResourcePage]:
    """Return path and view of a resource's page."""
    page = f"resources/{top.name}.md"
    return page, ResourcePage(
        heading=top.name,
        description=markdown.text(places.client.plain(top.description)),
        up=markdown.link("Overview", "../index.md"),
        operations=tuple(
            f"{places.operation(each, page)} · {markdown.inline(title(each))}"
            for each in top.every_method
        ),
    )


def line(operation: Method) -> str:
    """Method, path, id and tags of an operation in one line."""
    tags = ", ".join(markdown.code(tag) for tag in operation.tags)
    request = markdown.code(operation.route)
    return f"{request} · operation {markdown.code(operation.id)} · tag {tags}"


def _beside(operation: Method) -> str:
    """The methods that build on this one."""
    place = ".".join(operation.name.resource)
    purposes = (
        (operation.bulk, f"For any number of rows, {operation.chunk} in a request"),
        (operation.reconciler, "To find out which unknown rows were sent"),
        (operation.waiter, "To wait until the state is final"),
    )
    return " ".join(
        f"{purpose}: {markdown.code(f'{place}.{name}')}." for name, purpose in purposes if name
    )


def _retries(operation: Method) -> str:
    login = ""
    if operation.login:
        kind = markdown.inline(clean(operation.login))
        login = f" Needs the {kind} login, given with `client.with_auth(...)`."
    public = "" if operation.secured else " Needs no credentials."
    return f"{operation.effect.value}. {retries(operation.effect)}{login}{public}"


def _json(value: Json) -> str:
    return "" if value is None else markdown.fenced(json_lines(value), "json")
