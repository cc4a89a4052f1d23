"""Views of what surrounds the package: its project file and its README."""

from __future__ import annotations

import re

from msgspec import Struct

from generator.ir.client import Client, Method
from generator.ir.model import Effect, Json, Kind, Scalar
from generator.python.code import json_text, literal, string
from generator.python.docstrings import clean, sentences
from generator.render import markdown
from generator.render.common.facts import Facts, facts
from generator.render.common.runtime_parts import is_needed

LICENSE = "LICENSE"
"""What the text of the licence is called in every package."""
_NUMBER = "12135551122"
_RECIPIENT = ("phoneNumber", "toNumber", "to", "number", "phone")
_MESSAGE = re.compile(r"message$|^text$|Text$", re.IGNORECASE)


_EXTRAS = (
    ("aiohttp", "http/aiohttp.py", "aiohttp>=3.11,<4"),
    ("cli", "cli/", "rich>=14 jmespath>=1,<2"),
    ("keyring", "cli/", "keyring>=25,<26"),
    ("mcp", "mcp/", "mcp>=2,<3"),
    ("otel", "logs/telemetry.py", "opentelemetry-api>=1.30,<2"),
    ("preview", "recipients/hours.py", "phonenumbers>=9,<10 tzdata"),
    ("parquet", "bulk/", "pyarrow>=18"),
    ("postgres", "bulk/", "psycopg[binary]>=3.2,<4"),
    ("redis", "bulk/", "redis>=5.2,<9"),
)
"""The extras by the part of the runtime that needs them, with what they install."""


class Project(Struct, frozen=True):
    """The project file; all texts are quoted for TOML."""

    name: str
    version: str
    description: str
    source: str
    package: str
    license: str
    license_file: str
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    urls: tuple[str, ...]
    plugin: str
    script: str
    main: str
    extras: tuple[str, ...]


def project(client: Client, version: str) -> Project:
    """Return the view of the project file."""
    about = client.metadata
    return Project(
        name=json_text(client.distribution),
        version=string(version),
        description=json_text(
            f"Python client of the {plain_title(client)}, generated from its description."
        ),
        license=json_text(about.license) if about.license else "",
        license_file=json_text(LICENSE) if about.license_file else "",
        authors=tuple(map(_author, about.authors)),
        keywords=tuple(map(json_text, about.keywords)),
        urls=tuple(f"{json_text(label)} = {json_text(url)}" for label, url in about.urls),
        source=json_text(f"src/{client.package}"),
        package=client.package,
        script=client.package.replace("_", "-"),
        main=json_text(f"{client.package}.cli:main") if about.has("cli") else "",
        plugin=json_text(f"{client.package}.pytest_plugin") if about.has("testing") else "",
        extras=tuple(
            f"{name} = [{', '.join(map(json_text, needed.split()))}]"
            for name, path, needed in _EXTRAS
            if about.has(name) and is_needed(client, path)
        ),
    )


def _author(text: str) -> str:
    """An author as an inline table."""
    name, _, address = text.partition("<")
    email = f", email = {json_text(address.rstrip(' >'))}" if address else ""
    return f"{{ name = {json_text(name.strip())}{email} }}"


def plain_title(client: Client) -> str:
    """Return the title of the API in one line."""
    return " ".join(clean(client.title).split()) or client.name


class Readme(Facts, frozen=True):
    """The README; ``created`` are the expressions that make the clients, ``find`` and ``send`` methods to show, if any."""

    title: str
    about: str
    name: str
    created: str
    async_created: str
    find: str
    send: str
    rows: str
    further: tuple[str, ...]
    environment: tuple[str, ...]


def readme(client: Client) -> Readme:
    """Return the view of the README."""
    plain = [each for each in client.methods if "{" not in each.path]
    find = next((each for each in plain if each.paging), None)
    send = next((each for each in plain if each.effect is Effect.CONTACT and _rows(each)), None)
    rows = _rows(send) if send and not send.needs_more else None
    further = {
        "cli": f"`{client.package} --help`: the same operations as commands.",
        "actions": f"`{client.package}.actions`: the same by their ids.",
    }
    return Readme(
        title=markdown.inline(plain_title(client)),
        about=markdown.inline(" ".join(sentences(client.plain(client.description))[:2])),
        name=client.distribution,
        created=created(client, client.name),
        async_created=created(client, client.async_name),
        find=find.dotted if find and not find.needs_more else "",
        send=send.dotted if send and rows else "",
        rows=rows or "",
        further=tuple(text for part, text in further.items() if client.metadata.has(part)),
        environment=environment(client),
        **facts(client),
    )


def environment(client: Client) -> tuple[str, ...]:
    """Return the environment variables that stand in for the credentials."""
    return tuple(f"{client.env}_{name.upper()}" for name in client.auth.arguments)


def _rows(operation: Method) -> str | None:
    """Return a list with one row for an operation that takes a list, if an example of one can be made."""
    row = operation.row
    if row is None:
        return None
    numbers = [field for field in row.fields if field.type == Scalar(Kind.STRING, phone=True)]
    whom = sorted(numbers, key=lambda field: field.wire not in _RECIPIENT)[:1]
    texts = [field for field in row.writable if field.type == Scalar(Kind.STRING)]
    what = [field for field in texts if _MESSAGE.search(field.wire)][:1]
    shown: dict[str, Json] = {
        field.name: field.example or sample
        for fields, sample in ((whom, _NUMBER), (what, "Hello!"))
        for field in fields
    }
    return literal([shown]) if whom else None


def created(client: Client, name: str) -> str:
    """Return the expression that makes a client of the class with this name."""
    given = (string(f"your {each}".replace("_", " ")) for each in client.auth.arguments)
    return f"{name}({', '.join(given)})"
