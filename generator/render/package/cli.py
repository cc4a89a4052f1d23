"""View of the module of the command line."""

from __future__ import annotations

from generator.ir.client import Client
from generator.python.code import literal, string
from generator.render.common.facts import Facts, facts
from generator.render.package.project import plain_title


class Program(Facts, frozen=True):
    """The facts of the command; all but its name are expressions."""

    name: str
    distribution: str
    version: str
    title: str
    base_url: str
    env: str
    secrets: str
    webhooks: bool
    verifies: bool
    preview: str | None
    commands: tuple[tuple[str, str], ...]


def program(client: Client, version: str) -> Program:
    """Return the view of the module."""
    name = client.package.replace("_", "-")
    return Program(
        name=name,
        distribution=string(client.distribution),
        version=string(version),
        title=string(plain_title(client)),
        base_url=string(client.base_url),
        env=string(client.env),
        secrets=literal(tuple(client.auth.arguments)),
        webhooks=client.webhooks is not None,
        preview=string(f".{module}") if (module := client.settings.preview) else None,
        commands=tuple(
            (string(word), string(text)) for word, text in client.settings.commands.items()
        ),
        verifies=any(each.id == client.settings.verify for each in client.methods),
        **facts(client),
    )
