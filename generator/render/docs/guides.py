"""The guides that every package has: errors and retries, paging, testing; a hand-written page of the same name goes first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.ir.client import Client, Method
from generator.python.code import string
from generator.render import markdown
from generator.render.common.facts import Facts, facts
from generator.render.docs.examples import Examples
from generator.render.docs.links import Places

_TITLES = {"errors.md": "Errors and retries", "paging.md": "Paging", "testing.md": "Testing"}
_FEW = 12


class Program(Facts, frozen=True):
    """The lines of an example: what it imports of the standard library, what it does with the client, and its fence."""

    standard: tuple[str, ...]
    body: tuple[str, ...]
    fence: str


class Errors(Program, frozen=True):
    """The guide to errors and retries; ``imports`` are the names that its program takes from the package."""

    imports: str
    retried: str
    once: str


class Paging(Facts, frozen=True):
    """The guide to pages."""

    program: str
    program_async: str
    methods: str


class Testing(Program, frozen=True):
    """The guide to the fake; ``method`` is quoted, and ``has_path`` holds for one that the empty fake refuses."""

    method: str
    has_path: bool


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


def _paging(places: Places, examples: Examples) -> Paging:
    paged = [each for each in places.client.methods if each.paging]
    example = examples.of(paged[0])
    return Paging(
        program=markdown.fenced(example.sync),
        program_async=markdown.fenced(example.asynchronous),
        methods=_listed(places, paged),
        **facts(places.client),
    )


def _errors(places: Places, examples: Examples) -> Errors:
    client = places.client
    imported = ("NotFoundError", "OutcomeUnknownError", client.name)
    return Errors(
        imports=", ".join(sorted(imported, key=lambda name: (not name.isupper(), name))),
        retried=_listed(places, [each for each in client.methods if each.effect.repeatable]),
        once=_listed(places, [each for each in client.methods if not each.effect.repeatable]),
        **_program(client, examples, _shown(client)),
    )


def _testing(places: Places, examples: Examples) -> Testing:
    shown = _shown(places.client)
    return Testing(
        method=string(shown.dotted),
        has_path="{" in shown.path,
        **_program(places.client, examples, shown),
    )


def _shown(client: Client) -> Method:
    """The operation to show: one that acts, and needs no path to be filled in, where there is one."""
    return min(client.methods, key=lambda each: ("{" in each.path, each.effect.repeatable))


def _program(client: Client, examples: Examples, shown: Method) -> dict[str, Any]:
    """The parts of the example of an operation."""
    lines = examples.of(shown).sync
    imported = lines.index(f"from {client.package} import {client.name}")
    made = lines.index(f"client = {client.name}()")
    return {
        "standard": lines[:imported],
        "body": lines[made + 1 :],
        "fence": markdown.fence(lines),
        **facts(client),
    }


def _listed(places: Places, methods: list[Method]) -> str:
    """The methods with links, a few of many."""
    shown = [
        markdown.link(markdown.code(each.dotted), places.operations[each.at])
        for each in methods[:_FEW]
    ]
    more = [f"{len(methods) - _FEW} more"] if len(methods) > _FEW else []
    return ", ".join([*shown, *more])
