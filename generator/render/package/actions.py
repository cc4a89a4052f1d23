"""Views of the actions package: its module, and the catalogue as a file."""

from __future__ import annotations

from msgspec import Struct

from generator.actions.catalogue import catalogue
from generator.ir.client import Client
from generator.ir.model import Effect
from generator.python.code import json_text, string
from generator.render.common.facts import Facts, facts
from generator.render.file import Job


class Catalogue(Struct, frozen=True):
    """The catalogue as JSON."""

    text: str


class Facade(Facts, frozen=True):
    """The module of the actions package; ``example`` is an id, quoted."""

    id: str
    name: str
    example: str


def facade(client: Client) -> Facade:
    """Return the view of the module; its example is a search without required inputs, where there is one."""
    free = [
        each
        for each in client.methods
        if each.effect is Effect.READ and not any(given.required for given in each.parameters)
    ]
    # The example stands in docstrings, so an id that is more than a word is none.
    plain = [
        each for each in (*free, *client.methods) if each.id.isidentifier() and each.id.isascii()
    ]
    shown = next(iter(plain), None)
    return Facade(
        id=shown.id if shown else "id",
        name=shown.dotted if shown else "resource.method",
        example=string(shown.id if shown else "id"),
        **facts(client),
    )


def jobs(client: Client, version: str) -> tuple[Job, ...]:
    """Return the catalogue, the only file of this kind."""
    del version
    if not client.metadata.has("actions"):
        return ()
    text = json_text(catalogue(client), indent=1)
    path = f"src/{client.package}/actions/catalogue.json"
    return (Job(path, "docs/catalogue.json.j2", Catalogue(text)),)
