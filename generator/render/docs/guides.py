"""The guides that every package has: errors and retries, paging, testing; a hand-written page of the same name goes first."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.ir.client import Client, Method
from generator.python.code import string
from generator.render import markdown
from generator.render.common import runtime_parts
from generator.render.docs.examples import Examples
from generator.render.docs.links import Places
from generator.render.package.fake import fake

_ROWS = (
    ("BadRequestError", "400 and most other 4xx: the request is wrong"),
    ("AuthenticationError", "401: the credentials are missing or wrong"),
    ("PermissionDeniedError", "403: the credentials are good, but do not allow this"),
    ("NotFoundError", "404: there is no such item"),
    ("ConflictError", "409: the item is in another state, or exists already"),
    ("RateLimitError", "429: too many requests"),
    ("ServerError", "5xx: the server failed"),
    ("TransportError", "there was no response, and a retry is safe"),
    ("TimeoutError", "the same, because it took too long"),
    (
        "OutcomeUnknownError",
        "there was no clear response, and the request may have been carried out",
    ),
    ("DecodeError", "the body of a response is not as described"),
    ("ConfigurationError", "the client was set up in a way that cannot work"),
)
"""When each error is raised."""


class Errors(Struct, frozen=True):
    """The guide to errors and retries."""

    error: str
    table: str
    program: str
    retried: str
    once: str
    reference: str


class Paging(Struct, frozen=True):
    """The guide to pages."""

    program: str
    program_async: str
    methods: str


class Testing(Struct, frozen=True):
    """The guide to the fake."""

    package: str
    fake: str
    program: str
    fixtures: str
    tests: str
    reference: str


_TITLES = {"errors.md": "Errors and retries", "paging.md": "Paging", "testing.md": "Testing"}


def titles(client: Client, own: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Title and page of each guide of a package, without those for which it has a page of its own."""
    left_out = {
        *["paging.md"] * (not any(each.paging for each in client.methods)),
        *["testing.md"] * (not client.metadata.has("testing")),
    }
    return tuple(
        (title, page)
        for page, title in _TITLES.items()
        if client.methods and page not in own and page not in left_out
    )


def guides(
    places: Places, examples: Examples, own: frozenset[str]
) -> Iterator[tuple[str, str, object]]:
    """Page, template and view of each guide."""
    views = {"errors.md": _errors, "paging.md": _paging, "testing.md": _testing}
    for _, page in titles(places.client, own):
        yield page, f"guide_{page}.j2", views[page](places, examples)


def _shown(client: Client) -> Method:
    """The operation to show: one that acts, and needs no path to be filled in, where there is one."""
    return min(client.methods, key=lambda each: ("{" in each.path, each.effect.repeatable))


def _paging(places: Places, examples: Examples) -> Paging:
    paged = [each for each in places.client.methods if each.paging]
    example = examples.of(paged[0])
    return Paging(
        program=markdown.fenced(example.sync),
        program_async=markdown.fenced(example.asynchronous),
        methods=_listed(places, paged),
    )


def _errors(places: Places, examples: Examples) -> Errors:
    client = places.client
    known = set(runtime_parts.errors(client))
    rows = [(markdown.code(name), when) for name, when in _ROWS if name in known]
    imported = f"NotFoundError, OutcomeUnknownError, {client.name}"
    head, body = _parts(client, examples, _shown(client), imported)
    program = [
        *head,
        f"client = {client.name}()",
        "try:",
        *(f"    {line}" for line in body),
        "except NotFoundError as error:",
        '    print("there is none:", error.message)',
        "except OutcomeUnknownError as error:",
        '    print("look before you call again:", error)',
    ]
    return Errors(
        error=markdown.code(client.error),
        table=markdown.table(("Error", "When"), rows),
        program=markdown.fenced(program),
        retried=_listed(places, [each for each in client.methods if each.effect.repeatable]),
        once=_listed(places, [each for each in client.methods if not each.effect.repeatable]),
        reference=markdown.link("Errors", "reference/errors.md"),
    )


def _testing(places: Places, examples: Examples) -> Testing:
    client, shown = places.client, _shown(places.client)
    name, fixture = fake(client), f"fake_{client.package}"
    head, body = _parts(client, examples, shown, client.name)
    sent = f"fake.sent({string(shown.dotted)})"
    standard = head[: head.index(f"from {client.package} import {client.name}")]
    needed = []
    if "{" in shown.path:  # the fake has no such item yet
        needed = [f"from {client.package} import NotFoundError"]
        indented = [f"    {line}" for line in body]
        tried = ["try:", *indented, "except NotFoundError:", '    print("the fake begins empty")']
    program = [
        *standard,
        *needed,
        f"from {client.package}.testing import {name}",
        "",
        f"fake = {name}()",
        "client = fake.client()",
        *(tried if needed else body),
        f"assert len({sent}) == 1",
    ]
    tests = [
        *standard,
        "import pytest",
        "",
        f"from {client.package} import {client.error}, {client.name}",
        f"from {client.package}.testing import {name}",
        "",
        "",
        f"def test_an_error({fixture}: {name}, {client.package}_client: {client.name}) -> None:",
        f"    {fixture}.fail({string(shown.dotted)}, 400)",
        f"    client = {client.package}_client",
        f"    with pytest.raises({client.error}):",
        *(f"        {line}" for line in body if not line.startswith("print")),
    ]
    rows = [
        (markdown.code(fixture), "the fake, empty"),
        (markdown.code(f"{client.package}_client"), "a client of it"),
        (markdown.code(f"async_{client.package}_client"), "an async client of it"),
    ]
    return Testing(
        package=client.package,
        fake=markdown.code(name),
        program=markdown.fenced(program),
        fixtures=markdown.table(("Fixture", "Is"), rows),
        tests=markdown.fenced(tests),
        reference=markdown.link("Module testing", "reference/module-testing.md"),
    )


def _parts(
    client: Client, examples: Examples, shown: Method, imported: str
) -> tuple[list[str], list[str]]:
    """The example of an operation: what it imports, and what it does with the client."""
    lines = list(examples.of(shown).sync)
    made = lines.index(f"client = {client.name}()")
    names = ", ".join(sorted(imported.split(", "), key=lambda name: (not name.isupper(), name)))
    line = f"from {client.package} import {client.name}"
    head = [
        f"from {client.package} import {names}" if each == line else each for each in lines[:made]
    ]
    return head, lines[made + 1 :]


def _listed(places: Places, methods: list[Method]) -> str:
    """The methods with links, a few of many."""
    shown = [
        markdown.link(markdown.code(each.dotted), places.operations[each.at])
        for each in methods[:_FEW]
    ]
    more = [f"{len(methods) - _FEW} more"] if len(methods) > _FEW else []
    return ", ".join([*shown, *more])


_FEW = 12
