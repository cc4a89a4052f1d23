"""Every page of the documentation, with its template and its view."""

from __future__ import annotations

from pathlib import PurePosixPath

from msgspec import Struct

from generator.actions.catalogue import title
from generator.actions.json_schema import Schemas
from generator.ir.client import Client
from generator.ir.names.words import split
from generator.python.docstrings import sentences
from generator.render import markdown
from generator.render.docs import actions as docs_actions
from generator.render.docs import guides as docs_guides
from generator.render.docs import models as docs_models
from generator.render.docs import operations as docs_operations
from generator.render.docs.examples import Examples
from generator.render.docs.links import Places
from generator.render.docs.reference import topics
from generator.render.file import Job
from generator.render.package.project import environment

_INDEX = "index.md"
_ACTIONS = "every operation with its inputs, under the names that the API uses"


class Index(Struct, frozen=True):
    """The first page; guides are lists of finished items under their headings, resources a table."""

    title: str
    summary: str
    description: str
    install: str
    example: str
    environment: str
    guides: tuple[tuple[str, tuple[str, ...]], ...]
    resources: str
    operations: int
    handwritten: tuple[str, ...]
    models: str
    actions: str
    changelog: str
    overview: str


class Overview(Struct, frozen=True):
    """The page for language models: what there is, one line each."""

    title: str
    description: str
    pages: tuple[str, ...]
    operations: tuple[str, ...]


def jobs(client: Client, version: str) -> tuple[Job, ...]:
    """All pages; guides are copied beside them."""
    del version
    places, examples = Places.of(client), Examples(client)
    resources = [docs_operations.resource_page(places, top) for top in client.resources]
    operations = docs_operations.Pages(places, examples)
    models = docs_models.Pages.for_(places)
    actions = [docs_actions.Page(places, Schemas(client))] * client.metadata.has("actions")
    written: list[tuple[str, str, object]] = [
        (_INDEX, "index.md.j2", _index(client, examples)),
        *docs_guides.guides(places, examples, _own_guides(client)),
        *((page, "resource.md.j2", view) for page, view in resources),
        *((page, "operation.md.j2", view) for page, view in map(operations.of, client.methods)),
        *((page, "models.md.j2", view) for page, view in models.all()),
        ("models/index.md", "models_index.md.j2", models.index()),
        *((docs_actions.PAGE, "actions.md.j2", page.of()) for page in actions),
        ("llms.txt", "llms.txt.j2", _overview(places)),
    ]
    return tuple(Job(f"docs/{page}", f"docs/{template}", view) for page, template, view in written)


def guides(client: Client) -> tuple[tuple[str, str], ...]:
    """Title and page of each guide: the hand-written ones in the order that the description gives, then the others."""
    own = ((_heading(PurePosixPath(path).stem), guide(path)) for path in client.settings.docs)
    return (*own, *docs_guides.titles(client, _own_guides(client)))


def _own_guides(client: Client) -> frozenset[str]:
    """The pages of the hand-written guides."""
    return frozenset(map(guide, client.settings.docs))


def guide(path: str) -> str:
    """The page of a hand-written guide: it keeps its folders, but for the first one."""
    first, *rest = PurePosixPath(path).parts
    return "/".join(rest) or first


def _heading(name: str) -> str:
    words = " ".join(split(name))
    return words[:1].upper() + words[1:]


def _guides_by_folder(client: Client) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The lists of guides: those without a folder, then those of each folder under its name."""
    result: dict[str, list[str]] = {"Guides": []}
    for label, page in guides(client):
        folder = PurePosixPath(page).parent.name
        result.setdefault(_heading(folder) or "Guides", []).append(markdown.link(label, page))
    return tuple((heading, tuple(links)) for heading, links in result.items() if links)


def _index(client: Client, examples: Examples) -> Index:
    first = next((each for each in client.methods if each.paging), None) or next(
        iter(client.methods), None
    )
    rows = [
        (
            markdown.link(markdown.code(top.name), f"resources/{top.name}.md"),
            str(len(top.every_method)),
            markdown.inline(" ".join(sentences(client.plain(top.description))[:1])),
        )
        for top in client.resources
    ]
    prose = client.plain(client.description)
    return Index(
        title=markdown.inline(client.title) or client.name,
        summary=markdown.inline(" ".join(sentences(prose)[:1])),
        description=markdown.text(prose),
        install=markdown.fenced([f"pip install {client.distribution}"], "sh"),
        example=markdown.fenced(examples.of(first).sync) if first else "",
        environment=" and ".join(map(markdown.code, environment(client))),
        guides=_guides_by_folder(client),
        resources=markdown.table(("Resource", "Methods", "What for"), rows) if rows else "",
        operations=len(client.methods),
        handwritten=tuple(markdown.link(each.title, each.page) for each in topics(client)),
        models=markdown.link("Models and enums", "models/index.md"),
        actions=_actions(client),
        changelog=_changelog(client),
        overview=markdown.link("llms.txt", "llms.txt"),
    )


def _overview(places: Places) -> Overview:
    client = places.client
    pages = [
        *(markdown.link(label, page) for label, page in guides(client)),
        *(
            markdown.link(f"client.{top.name}", f"resources/{top.name}.md")
            + f": {count} method{'' if count == 1 else 's'}"
            for top in client.resources
            for count in (len(top.every_method),)
        ),
        *(markdown.link(each.title, each.page) for each in topics(client)),
        markdown.link("Models and enums", "models/index.md"),
        *(f"{link}: {_ACTIONS}" for link in filter(None, [_actions(client)])),
        *filter(None, [_changelog(client)]),
    ]
    return Overview(
        title=markdown.inline(client.title) or client.name,
        description=markdown.inline(" ".join(sentences(client.plain(client.description))[:2])),
        pages=tuple(pages),
        operations=tuple(
            f"{markdown.link(markdown.code('client.' + each.dotted), places.operations[each.at])}: {markdown.inline(title(each))}"
            f" ({markdown.code(each.route)}, {each.effect.value})"
            for top in client.resources
            for each in top.every_method
        ),
    )


def _actions(client: Client) -> str:
    return markdown.link("Actions", docs_actions.PAGE) if client.metadata.has("actions") else ""


def _changelog(client: Client) -> str:
    return markdown.link("Changelog", "changelog.md") if client.metadata.changelog else ""
