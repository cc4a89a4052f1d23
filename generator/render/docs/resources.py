"""Views of the pages of resources: what each is for, and its operations."""

from __future__ import annotations

from msgspec import Struct

from generator.actions.catalogue import title
from generator.ir.client import Resource
from generator.render import markdown
from generator.render.docs.links import Places


class ResourcePage(Struct, frozen=True):
    """The page of a resource; ``operations`` are list items that link the pages of operations."""

    heading: str
    description: str
    up: str
    operations: tuple[str, ...]


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
