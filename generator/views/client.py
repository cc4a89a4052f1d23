"""Views of the client classes, of the errors under their public names, and of the typing marker."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Api, Auth, AuthKind
from generator.names import Names
from generator.prose import docstring, sentences
from generator.python import Imports, call, ordered, string
from generator.views.parts import ASYNC, SYNC, Colour
from generator.views.project import created, credentials, environment
from generator.views.runtime import ERRORS, RUNTIME
from generator.views.tree import Resource
from generator.views.wording import Wording


@dataclass(frozen=True, slots=True)
class Property:
    """A resource of the client; ``module`` is where its class is imported from at first use."""

    name: str
    type: str
    module: str
    doc: str


@dataclass(frozen=True, slots=True)
class Class:
    """One client class; ``credentials`` are whole parameters, ``auth`` the expression that holds them."""

    name: str
    base: str
    doc: str
    credentials: tuple[str, ...]
    auth: str
    properties: tuple[Property, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """The module of both clients; ``settings`` is an expression."""

    doc: str
    imports: tuple[str, ...]
    checking: tuple[str, ...]
    settings: str
    classes: tuple[Class, ...]


@dataclass(frozen=True, slots=True)
class Errors:
    """The module of errors: the root's public name, and all names, plain and quoted."""

    root: str
    names: tuple[str, ...]
    all: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marker:
    """The empty file that tells type checkers to look inside."""


def errors(names: Names) -> Errors:
    """Return the view of the module of errors."""
    return Errors(names.error, ERRORS, tuple(map(string, ordered([*ERRORS, names.error]))))


def module(
    api: Api, names: Names, wording: Wording, version: str, tops: tuple[Resource, ...]
) -> Module:
    """Return the view of the module of both clients."""
    imports = Imports("_client", [names.client, names.async_client, "SETTINGS"])
    imports.use("functools", "cached_property")
    settings = _settings(api, names, version, imports)
    classes = tuple(_class(api, names, wording, colour, tops, imports) for colour in (SYNC, ASYNC))
    return Module(
        doc=docstring("The clients: credentials, options, and the resources as properties.", 0),
        imports=imports.lines(),
        checking=imports.lines(checking=True),
        settings=settings,
        classes=classes,
    )


def _settings(api: Api, names: Names, version: str, imports: Imports) -> str:
    verify = next((each for each in api.operations if each.id == api.client.verify), None)
    keywords = [
        ("name", string(names.package)),
        ("version", string(version)),
        ("base_url", string(api.base_url)),
        ("env_prefix", string(names.env)),
        ("auth", _scheme(api.auth, imports)),
    ]
    if verify:
        keywords.append(("verify", string(verify.id)))
    return call(imports.use(RUNTIME["Settings"], "Settings"), (), keywords)


def _scheme(auth: Auth, imports: Imports) -> str:
    return string(auth.kind.value)


def _class(
    api: Api,
    names: Names,
    wording: Wording,
    colour: Colour,
    tops: tuple[Resource, ...],
    imports: Imports,
) -> Class:
    base = f"{colour.prefix or 'Sync'}Client"
    given = credentials(api)
    return Class(
        name=names.async_client if colour.prefix else names.client,
        base=imports.use(RUNTIME[base], base),
        doc=docstring(_about(api, names, wording, colour)),
        credentials=tuple(f"{name}: str | None = None" for name in given),
        auth=", ".join(given),
        properties=tuple(_property(top, names, wording, colour, imports) for top in tops),
    )


def _property(
    top: Resource, names: Names, wording: Wording, colour: Colour, imports: Imports
) -> Property:
    name, type_ = top.path[0], colour.prefix + names.resource(top.path)
    imports.use(f".{colour.folder}.{name}", type_, checking=True)
    first = sentences(wording.plain(top.description))[:1]
    doc = first[0] if first and first[0] else f"The methods of ``client.{name}``."
    return Property(name, type_, f".{colour.folder}.{name}", docstring(doc, 8))


def _about(api: Api, names: Names, wording: Wording, colour: Colour) -> str:
    kind = "async client" if colour.prefix else "client"
    made = created(api, names)
    usage = (
        f"    async with {made.replace(names.client, names.async_client, 1)} as client:\n        ..."
        if colour.prefix
        else f"    with {made} as client:\n        ..."
    )
    variables = " and ".join(f"``{name}``" for name in environment(api, names))
    given = f"\n\nCredentials that are not given come from {variables}." if variables else ""
    return f"The {kind} of the {wording.plain(api.title).rstrip('.')}.\n\nUsage::\n\n{usage}{given}"
