"""Every page of the documentation, with its template and its view."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.actions.catalogue import title
from generator.actions.json_schema import Schemas
from generator.ir.model import Api
from generator.ir.names import Names
from generator.ir.names.words import split
from generator.python.docstrings import sentences
from generator.render import markdown
from generator.render.common.descriptions import Wording
from generator.render.common.resource_tree import Resource, resources
from generator.render.docs import actions as docs_actions
from generator.render.docs import models as docs_models
from generator.render.docs import resources as docs_resources
from generator.render.docs.examples import Examples
from generator.render.docs.links import Places, dotted_name
from generator.render.file import Job
from generator.render.package.project import environment

_INDEX = "index.md"


@dataclass(frozen=True, slots=True)
class Index:
    """The first page; guides and resources are finished list items and a table."""

    title: str
    description: str
    install: str
    example: str
    environment: str
    guides: tuple[str, ...]
    resources: str
    operations: int
    models: str
    actions: str
    overview: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The page for language models: what there is, one line each."""

    title: str
    description: str
    pages: tuple[str, ...]
    operations: tuple[str, ...]


def jobs(api: Api, names: Names, version: str) -> tuple[Job, ...]:
    """All pages; guides are copied beside them."""
    del version
    places, wording = Places.of(api, names), Wording.of(api, names)
    examples = Examples(api, names)
    tops = resources(api, names)
    pages = [docs_resources.Pages(places, wording, examples).of(top) for top in tops]
    models = docs_models.Pages.for_(places, wording)
    actions = docs_actions.Page(places, Schemas(api, names)).of()
    written: list[tuple[str, str, object]] = [
        (_INDEX, "index.md.j2", _index(api, names, wording, examples, tops)),
        *((page, "resource.md.j2", view) for page, view in pages),
        *((page, "models.md.j2", view) for page, view in models.all()),
        ("models/index.md", "models_index.md.j2", models.index()),
        (docs_actions.PAGE, "actions.md.j2", actions),
        ("llms.txt", "llms.txt.j2", _overview(api, names, wording, tops)),
    ]
    return tuple(Job(f"docs/{page}", f"docs/{template}", view) for page, template, view in written)


def guides(api: Api) -> tuple[tuple[str, str], ...]:
    """Title and page of each hand-written guide, in the order that the description gives."""
    found = []
    for path in api.client.docs:
        page = PurePosixPath(path)
        words = " ".join(split(page.stem))
        found.append((words[:1].upper() + words[1:], page.name))
    return tuple(found)


def _index(
    api: Api, names: Names, wording: Wording, examples: Examples, tops: tuple[Resource, ...]
) -> Index:
    first = next((each for each in api.operations if each.paging), None) or next(
        iter(api.operations), None
    )
    rows = [
        (
            markdown.link(markdown.code(top.path[0]), f"resources/{top.path[0]}.md"),
            str(len(top.every_operation)),
            markdown.inline(" ".join(sentences(wording.plain(top.description))[:1])),
        )
        for top in tops
    ]
    return Index(
        title=markdown.inline(api.title) or names.client,
        description=markdown.text(wording.plain(api.description)),
        install=markdown.fenced([f"pip install {names.package.replace('_', '-')}"], "sh"),
        example=markdown.fenced(examples.of(first).sync) if first else "",
        environment=" and ".join(map(markdown.code, environment(api, names))),
        guides=tuple(markdown.link(label, page) for label, page in guides(api)),
        resources=markdown.table(("Resource", "Methods", "What for"), rows) if rows else "",
        operations=len(api.operations),
        models=markdown.link("Models and enums", "models/index.md"),
        actions=markdown.link("Actions", docs_actions.PAGE),
        overview=markdown.link("llms.txt", "llms.txt"),
    )


def _overview(api: Api, names: Names, wording: Wording, tops: tuple[Resource, ...]) -> Overview:
    pages = [
        *(markdown.link(label, page) for label, page in guides(api)),
        *(
            markdown.link(f"client.{top.path[0]}", f"resources/{top.path[0]}.md")
            + f": {len(top.every_operation)} methods"
            for top in tops
        ),
        markdown.link("Models and enums", "models/index.md"),
        markdown.link("Actions", docs_actions.PAGE)
        + ": every operation with its inputs, in names of the wire",
    ]
    return Overview(
        title=markdown.inline(api.title) or names.client,
        description=markdown.inline(" ".join(sentences(wording.plain(api.description))[:2])),
        pages=tuple(pages),
        operations=tuple(
            f"{markdown.code('client.' + dotted_name(names, each.at))}: {markdown.inline(title(each))}"
            f" ({markdown.code(each.method.upper() + ' ' + each.path)}, {each.effect.value})"
            for top in tops
            for each in top.every_operation
        ),
    )
