"""Decides the names of the client itself: package, classes, environment variables."""

from __future__ import annotations

import re

from msgspec import Struct

from generator.diagnostics.findings import Diagnostics, Spot
from generator.ir.model import Api
from generator.ir.names.identifiers import attribute, class_name, is_attribute, is_class
from generator.ir.names.reserved import EXPORTS, hides_module
from generator.ir.names.words import split

_EMPTY_WORDS = frozenset("""
    api apis doc docs documentation reference rest restful spec specification swagger
    openapi the v1 v2 v3
""".split())
_ENV = re.compile(r"[A-Z][A-Z0-9_]*")


class ClientNames(Struct, frozen=True, kw_only=True):
    """The names of the client itself."""

    package: str
    client: str
    async_client: str
    error: str
    env: str


def client(api: Api, package: str | None, report: Diagnostics) -> ClientNames:
    """Decide the names of the client: as asked for, else after the title."""
    title = _title(api.title)
    name = _class(api, title, report)
    chosen = _package(api, title, package, report)
    return ClientNames(
        package=chosen,
        client=name,
        async_client=f"Async{name}",
        error=f"{name}Error" if f"{name}Error" not in EXPORTS else f"{name}ClientError",
        env=_env(api, chosen, report),
    )


def _env(api: Api, package: str, report: Diagnostics) -> str:
    asked = api.client.env_prefix
    if asked is None or _ENV.fullmatch(asked):
        return asked or package.upper()
    place = Spot(pointer="/x-client/env-prefix")
    report.add("names-invalid", place, f"{asked!r} cannot begin the name of a variable")
    return package.upper()


def _title(title: str) -> str:
    words = list(split(title))
    while len(words) > 1 and words[-1].lower() in _EMPTY_WORDS:
        words.pop()
    while len(words) > 1 and words[0].lower() in {"the", "swagger", "openapi"}:
        words.pop(0)
    return " ".join(words) if words and words != ["API"] else "Client"


def _class(api: Api, title: str, report: Diagnostics) -> str:
    asked = api.client.class_name
    taken = EXPORTS | {name.removeprefix("Async") for name in EXPORTS}
    if asked is not None and is_class(asked) and asked not in taken:
        return asked
    if asked is not None:
        report.add(
            "names-invalid",
            Spot(pointer="/x-client/class-name"),
            f"{asked!r} cannot be the name of the client's class",
            "begin with a capital letter, such as PetStore; names that packages export are taken",
        )
    return class_name(title, "Client", taken)


def is_package(name: str) -> bool:
    """Whether a package can have this name; one of the standard library would be hidden."""
    return is_attribute(name) and not hides_module(name)


def _package(api: Api, title: str, package: str | None, report: Diagnostics) -> str:
    asked = package or api.client.package
    if asked and is_package(asked):
        return asked
    if asked:
        place = Spot("pyproject.toml") if package else Spot(pointer="/x-client/package")
        hint = "use lower case letters, digits and _, and no name of the standard library"
        report.add("names-invalid", place, f"{asked!r} cannot be the name of the package", hint)
    name = attribute(title, "client")
    return f"{name}_client" if hides_module(name) else name
