"""Views of the command line, and of the skill: what coding assistants read about the package."""

from __future__ import annotations

import shlex

from generator.actions.catalogue import example, title
from generator.ir.client import Client, Method
from generator.ir.model import Effect
from generator.python.code import json_text, literal, string
from generator.render import markdown
from generator.render.common.facts import Facts, facts
from generator.render.package.project import environment, plain_title


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


class Skill(Facts, frozen=True):
    """The facts of the skill; ``summary``, ``words`` and ``find_id`` are quoted, ``example`` is a whole command."""

    name: str
    title: str
    summary: str
    variables: str
    words: str
    find: str
    find_id: str
    find_command: str
    example: str


def skill(client: Client) -> Skill | None:
    """Return the view; None for a package without the parts that it tells of, and for an API without a search that needs no inputs."""
    searches = (
        each
        for each in client.methods
        if each.paging and each.effect is Effect.READ and each.secured
        if not any(given.required for given in each.parameters)
    )
    find = next(searches, None)
    if find is None or not (client.metadata.has("cli") and client.metadata.has("testing")):
        return None
    plain = plain_title(client)
    name = client.package.replace("_", "-")
    shown = next((each for each in client.methods if each.effect is Effect.CONTACT), find)
    given = json_text(example(client, shown), indent=None)
    return Skill(
        name=name,
        title=markdown.inline(plain),
        summary=json_text(
            f"Use the Python package {client.package} and its command {name} for the {markdown.inline(plain)}. "
            "Read it before writing code or running commands that send, buy or change something."
        ),
        variables=", ".join(f"`{each}`" for each in environment(client)) or "none are needed",
        words=string(title(shown).lower()),
        find=find.dotted,
        find_id=string(find.id),
        find_command=command(find),
        example=f"{name} {command(shown)} --input {shlex.quote(given)}",
        **facts(client),
    )


def command(method: Method) -> str:
    """Return the words of a method's command."""
    return method.dotted.replace(".", " ").replace("_", "-")
