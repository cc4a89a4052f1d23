"""Views of the client classes, of the errors under their public names, and of the typing marker."""

from __future__ import annotations

from msgspec import Struct

from generator.ir.client import Client, Resource
from generator.ir.model import CREDENTIALS, Auth, AuthKind
from generator.ir.names.runtime_names import RUNTIME
from generator.python.code import Imports, call, literals, ordered, string
from generator.python.docstrings import WIDTH, clean, docstring, quoted, section, sentences
from generator.render.common import runtime_parts
from generator.render.package.method_parts import ASYNC, SYNC, Mode
from generator.render.package.project import created, environment

_ARGUMENTS = {
    "login": "The login",
    "password": "Its password",
    "api_key": "The key",
    "token": "The access token",
}


class Property(Struct, frozen=True):
    """A resource of the client; ``module`` is where its class is imported from at first use."""

    name: str
    type: str
    module: str
    doc: str


class Class(Struct, frozen=True):
    """One client class; ``credentials`` are whole parameters, ``auth`` the arguments that hand them on."""

    name: str
    base: str
    doc: str
    credentials: tuple[str, ...]
    auth: str
    properties: tuple[Property, ...]


class Module(Struct, frozen=True):
    """The module of both clients; ``settings`` is an expression."""

    doc: str
    imports: str
    all: tuple[str, ...]
    settings: str
    classes: tuple[Class, ...]


class Errors(Struct, frozen=True):
    """The module of errors: the root's public name, and all names, plain and quoted."""

    root: str
    names: tuple[str, ...]
    all: tuple[str, ...]


class Marker(Struct, frozen=True):
    """A file that is always the same."""


def errors(client: Client) -> Errors:
    """Return the view of the module of errors."""
    names = runtime_parts.errors(client)
    return Errors(client.error, names, tuple(map(string, ordered([*names, client.error]))))


def module(client: Client, version: str) -> Module:
    """The view of the module of both clients."""
    imports = Imports("_client", [client.name, client.async_name, "SETTINGS"])
    if client.resources:
        imports.use("functools", "cached_property")
    imports.use(".", "errors")
    imports.use("typing", "Unpack", checking=True)
    imports.use(RUNTIME["ClientOptions"], "ClientOptions", checking=True)
    settings = _settings(client, version, imports)
    classes = tuple(_class(client, mode, imports) for mode in (SYNC, ASYNC))
    return Module(
        doc=docstring("The clients: credentials, options, and the resources as properties.", 0),
        imports=imports.text(),
        all=tuple(map(string, ordered([client.name, client.async_name, "errors"]))),
        settings=settings,
        classes=classes,
    )


def _settings(client: Client, version: str, imports: Imports) -> str:
    keywords = literals(
        name=client.package, version=version, base_url=client.base_url, env_prefix=client.env
    )
    keywords["auth"] = _scheme(client.auth, imports)
    if any(each.id == client.settings.verify for each in client.methods):
        by_id = imports.use(".operations", "by_id")
        keywords["verify"] = f"lambda: {by_id}({string(client.settings.verify or '')})"
    return call(imports.use(RUNTIME["Settings"], "Settings"), (), keywords)


def _scheme(auth: Auth, imports: Imports) -> str:
    keywords = literals(kind=auth.kind.name.lower().replace("_", "-"))
    if auth.kind is AuthKind.API_KEY and auth.location and auth.wire:
        keywords |= literals(place=auth.location.value, name=auth.wire)
    if auth.name:
        keywords |= literals(scheme=auth.name, own=auth.own)
    if auth.schemes:
        schemes = ", ".join(_scheme(each, imports) for each in auth.schemes)
        keywords["schemes"] = f"({schemes},)"
    return call(imports.use(RUNTIME["Auth"], "Auth"), (), keywords)


def _class(client: Client, mode: Mode, imports: Imports) -> Class:
    base = f"{mode.prefix or 'Sync'}Client"
    given = client.auth.arguments
    return Class(
        name=client.async_name if mode.prefix else client.name,
        base=imports.use(RUNTIME[base], base),
        doc=quoted(_about(client, mode), " " * 4),
        credentials=tuple(f"{name}: str | None = None" for name in given),
        auth="".join(f"{name}, " for name in given),
        properties=tuple(_property(client, top, mode, imports) for top in client.resources),
    )


def _property(client: Client, top: Resource, mode: Mode, imports: Imports) -> Property:
    type_ = mode.prefix + top.class_name
    module = f".{mode.folder}.{top.name}"
    imports.use(module, type_, checking=True)
    first = sentences(client.plain(top.description))[:1]
    doc = first[0] if first and first[0] else f"The methods of ``client.{top.name}``."
    return Property(top.name, type_, module, docstring(doc, 8))


def _about(client: Client, mode: Mode) -> str:
    title = client.plain(client.title).rstrip(".") or client.name
    name = client.async_name if mode.prefix else client.name
    width = WIDTH - 4
    alone = ", when neither is given" if len(client.auth.arguments) > 1 else ""
    known = dict(_ARGUMENTS)
    for scheme in client.auth.schemes:  # whose arguments are named after it
        for given, plain in zip(scheme.own, CREDENTIALS[scheme.kind], strict=True):
            known.setdefault(given, f"{_ARGUMENTS[plain]} of the scheme `{clean(scheme.name)}`")
    arguments = [
        (given, f"{known[given]}. Default: ``{variable}`` of the environment{alone}.")
        for given, variable in zip(client.auth.arguments, environment(client), strict=True)
    ]
    arguments.append(
        ("**options", "Base address, timeouts, retries, hooks and more; see `ClientOptions`.")
    )
    blocks = [
        [f"The {'async ' if mode.prefix else ''}client of the {title}."],
        [
            f"    {'async ' if mode.prefix else ''}with {created(client, name)} as client:",
            "        ...",
        ],
        section("Args", arguments, width),
    ]
    return "\n\n".join("\n".join(block) for block in blocks)
