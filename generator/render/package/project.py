"""Views of what surrounds the package: its project file and its README."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.ir.model import (
    Api,
    AuthKind,
    Effect,
    Field,
    Json,
    Kind,
    ListOf,
    ObjectDefinition,
    Operation,
    Scalar,
)
from generator.ir.names import Names
from generator.python.code import literal, string
from generator.python.docstrings import clean, lines, sentences
from generator.render.common.arguments import Place, arguments, definition
from generator.render.common.descriptions import Wording

_NUMBER = "12135551122"
_RECIPIENT = ("phoneNumber", "toNumber", "to", "number", "phone")
_MESSAGE = re.compile(r"message$|^text$|Text$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Project:
    """The project file; all texts are quoted for TOML."""

    name: str
    version: str
    description: str
    source: str
    package: str
    plugin: str


def project(api: Api, names: Names, version: str) -> Project:
    """Return the view of the project file."""
    return Project(
        name=string(names.package.replace("_", "-")),
        version=string(version),
        description=_toml(
            f"Python client of the {_title(api, names)}, generated from its description."
        ),
        source=_toml(f"src/{names.package}"),
        package=names.package,
        plugin=_toml(f"{names.package}.testing.plugin"),
    )


def _toml(text: str) -> str:
    """Quote a text for TOML, whose basic strings are a subset of what JSON allows."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _title(api: Api, names: Names) -> str:
    return " ".join(clean(api.title).split()) or names.client


@dataclass(frozen=True, slots=True)
class Readme:
    """The README; programs are whole, line by line."""

    title: str
    about: str
    name: str
    package: str
    program: tuple[str, ...]
    program_async: tuple[str, ...]
    test: tuple[str, ...]
    environment: tuple[str, ...]


def readme(api: Api, names: Names, wording: Wording) -> Readme:
    """Return the view of the README."""
    find, send = _first_paged(api), _first_contact(api, names)
    return Readme(
        title=_title(api, names),
        about="\n".join(lines(" ".join(sentences(wording.plain(api.description))[:2]), 100)),
        name=names.package.replace("_", "-"),
        package=names.package,
        program=tuple(_program(api, names, find, send)),
        program_async=tuple(_program_async(api, names, find)),
        test=tuple(_test(api, names, send)),
        environment=environment(api, names),
    )


def credentials(api: Api) -> tuple[str, ...]:
    """Return the names of the arguments that hold the credentials."""
    match api.auth.kind:
        case AuthKind.BASIC:
            return ("login", "password")
        case AuthKind.API_KEY:
            return ("api_key",)
        case AuthKind.BEARER:
            return ("token",)
        case AuthKind.NONE:
            return ()


def environment(api: Api, names: Names) -> tuple[str, ...]:
    """Return the environment variables that stand in for the credentials."""
    return tuple(f"{names.env}_{name.upper()}" for name in credentials(api))


def _first_paged(api: Api) -> Operation | None:
    return next((each for each in api.operations if each.paging and "{" not in each.path), None)


def _first_contact(api: Api, names: Names) -> Operation | None:
    found = (
        each for each in api.operations if each.effect is Effect.CONTACT and "{" not in each.path
    )
    return next((each for each in found if each.body and _rows(api, names, each)), None)


def _rows(api: Api, names: Names, operation: Operation) -> str | None:
    """Return a list with one row for an operation that takes a list, if an example of one can be made."""
    assert operation.body
    listed = operation.body.type
    row = definition(api, listed.item) if isinstance(listed, ListOf) else None
    if not isinstance(row, ObjectDefinition):
        return None
    numbers = [field for field in row.fields if field.type == Scalar(Kind.STRING, phone=True)]
    whom = sorted(numbers, key=lambda field: field.wire not in _RECIPIENT)[:1]
    what = [field for field in row.fields if _MESSAGE.search(field.wire) and _is_text(field)][:1]
    shown: dict[str, Json] = {
        names.field(field.at, owner=row.at): field.example or sample
        for fields, sample in ((whom, _NUMBER), (what, "Hello!"))
        for field in fields
    }
    return literal([shown]) if whom else None


def _is_text(field: Field) -> bool:
    return field.type == Scalar(Kind.STRING) and not field.read_only


def created(api: Api, names: Names) -> str:
    """Return the expression that makes a client."""
    return f"{names.client}({', '.join(string(f'your {name}'.replace('_', ' ')) for name in credentials(api))})"


def _call(names: Names, operation: Operation) -> str:
    public = names.method(operation.at)
    return ".".join(("client", *public.resource, public.method))


def _program(
    api: Api, names: Names, find: Operation | None, send: Operation | None
) -> Iterable[str]:
    yield f"from {names.package} import {names.client}"
    yield ""
    yield f"client = {created(api, names)}"
    if send and (rows := _rows(api, names, send)) and not _required(api, names, send):
        yield f"sent = {_call(names, send)}({rows})"
    if find and not _required(api, names, find):
        yield f"for item in {_call(names, find)}():"
        yield "    print(item)"


def _program_async(api: Api, names: Names, find: Operation | None) -> Iterable[str]:
    if not find or _required(api, names, find):
        return
    yield "import asyncio"
    yield ""
    yield f"from {names.package} import {names.async_client}"
    yield ""
    yield ""
    yield "async def main():"
    yield f"    async with {created(api, names).replace(names.client, names.async_client, 1)} as client:"
    yield f"        async for item in {_call(names, find)}():"
    yield "            print(item)"
    yield ""
    yield ""
    yield "asyncio.run(main())"


def _test(api: Api, names: Names, send: Operation | None) -> Iterable[str]:
    """A test of an app that sends something."""
    rows = _rows(api, names, send) if send and not _required(api, names, send) else None
    if not send or not rows:
        return
    client, fake = f"{names.package}_client", f"fake_{names.package}"
    yield f"def test_one_request_is_enough({fake}, {client}):"
    yield f"    {_call(names, send).replace('client', client, 1)}({rows})"
    yield f"    assert len({fake}.sent({string(send.id)})) == 1"


def _required(api: Api, names: Names, operation: Operation) -> bool:
    """Tell whether a call needs more than its body."""
    given = arguments(api, names, operation)
    return any(each.required and each.place is not Place.BODY for each in given)
