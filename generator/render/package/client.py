"""Views of the client classes, of the errors under their public names, and of the typing marker."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ir.model import Api, Auth, AuthKind
from generator.ir.names import Names
from generator.python.code import Imports, call, ordered, string
from generator.python.docstrings import WIDTH, docstring, quoted, section, sentences
from generator.render.common.descriptions import Wording
from generator.render.common.resource_tree import Resource
from generator.render.common.runtime_names import ERRORS, RUNTIME
from generator.render.package.method_parts import ASYNC, SYNC, Colour
from generator.render.package.project import created, credentials, environment

_ARGUMENTS = {
    "login": "The login",
    "password": "Its password",
    "api_key": "The key",
    "token": "The access token",
}
_KINDS = {
    AuthKind.NONE: "none",
    AuthKind.BASIC: "basic",
    AuthKind.API_KEY: "api-key",
    AuthKind.BEARER: "bearer",
}


@dataclass(frozen=True, slots=True)
class Property:
    """A resource of the client; ``module`` is where its class is imported from at first use."""

    name: str
    type: str
    module: str
    doc: str


@dataclass(frozen=True, slots=True)
class Class:
    """One client class; ``credentials`` are whole parameters, ``auth`` the arguments that hand them on."""

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
    all: tuple[str, ...]
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
    """A file that is always the same."""


def errors(names: Names) -> Errors:
    """Return the view of the module of errors."""
    return Errors(names.error, ERRORS, tuple(map(string, ordered([*ERRORS, names.error]))))


def module(
    api: Api, names: Names, wording: Wording, version: str, tops: tuple[Resource, ...]
) -> Module:
    """The view of the module of both clients."""
    imports = Imports("_client", [names.client, names.async_client, "SETTINGS"])
    imports.use("functools", "cached_property")
    imports.use(".", "errors")
    imports.use("typing", "Unpack", checking=True)
    imports.use(RUNTIME["ClientOptions"], "ClientOptions", checking=True)
    settings = _settings(api, names, version, imports)
    writer = _Writer(api, names, wording, tops, imports)
    classes = (writer.client(SYNC), writer.client(ASYNC))
    return Module(
        doc=docstring("The clients: credentials, options, and the resources as properties.", 0),
        imports=imports.lines(),
        checking=imports.lines(checking=True),
        all=tuple(map(string, ordered([names.client, names.async_client, "errors"]))),
        settings=settings,
        classes=classes,
    )


def _settings(api: Api, names: Names, version: str, imports: Imports) -> str:
    keywords = [
        ("name", string(names.package)),
        ("version", string(version)),
        ("base_url", string(api.base_url)),
        ("env_prefix", string(names.env)),
        ("auth", _scheme(api.auth, imports)),
    ]
    if any(each.id == api.client.verify for each in api.operations):
        by_id = imports.use(".operations", "by_id")
        keywords.append(("verify", f"lambda: {by_id}({string(api.client.verify or '')})"))
    return call(imports.use(RUNTIME["Settings"], "Settings"), (), keywords)


def _scheme(auth: Auth, imports: Imports) -> str:
    keywords = [("kind", string(_KINDS[auth.kind]))]
    if auth.kind is AuthKind.API_KEY and auth.location and auth.wire:
        keywords += [("place", string(auth.location.value)), ("name", string(auth.wire))]
    return call(imports.use(RUNTIME["Auth"], "Auth"), (), keywords)


@dataclass(frozen=True)
class _Writer:
    """Writes the two classes of one module."""

    api: Api
    names: Names
    wording: Wording
    tops: tuple[Resource, ...]
    imports: Imports

    def client(self, colour: Colour) -> Class:
        """The client of one colour."""
        base = f"{colour.prefix or 'Sync'}Client"
        given = credentials(self.api)
        return Class(
            name=self.names.async_client if colour.prefix else self.names.client,
            base=self.imports.use(RUNTIME[base], base),
            doc=quoted(_about(self.api, self.names, self.wording, colour), " " * 4),
            credentials=tuple(f"{name}: str | None = None" for name in given),
            auth="".join(f"{name}, " for name in given),
            properties=tuple(self._property(top, colour) for top in self.tops),
        )

    def _property(self, top: Resource, colour: Colour) -> Property:
        name, type_ = top.path[0], colour.prefix + self.names.resource(top.path)
        module = f".{colour.folder}.{name}"
        self.imports.use(module, type_, checking=True)
        first = sentences(self.wording.plain(top.description))[:1]
        doc = first[0] if first and first[0] else f"The methods of ``client.{name}``."
        return Property(name, type_, module, docstring(doc, 8))


def _about(api: Api, names: Names, wording: Wording, colour: Colour) -> str:
    title = wording.plain(api.title).rstrip(".") or names.client
    name = names.async_client if colour.prefix else names.client
    made = created(api, names).replace(names.client, name, 1)
    width = WIDTH - 4
    arguments = [
        (given, f"{_ARGUMENTS[given]}; where not given, ``{variable}`` of the environment.")
        for given, variable in zip(credentials(api), environment(api, names), strict=True)
    ]
    arguments.append(
        ("**options", "Base address, timeouts, repetitions, hooks and more; see `ClientOptions`.")
    )
    blocks = [
        [f"The {'async ' if colour.prefix else ''}client of the {title}."],
        [f"    {'async ' if colour.prefix else ''}with {made} as client:", "        ..."],
        section("Args", arguments, width),
    ]
    return "\n\n".join("\n".join(block) for block in blocks)
