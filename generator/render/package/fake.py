"""Views of the test fake: what it must know of each operation, its public class, its fixtures."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.ir.arguments import Argument, Place
from generator.ir.client import Client, Method
from generator.ir.model import (
    Join,
    Json,
    Kind,
    ListOf,
    Location,
    Parameter,
    Scalar,
)
from generator.ir.names.runtime_names import RUNTIME
from generator.python.code import Imports, call, literal, literals, mapping, ordered, string
from generator.render.common.facts import Facts, facts
from generator.render.common.limits import limits
from generator.render.package.project import plain_title

_KINDS = {
    Kind.INTEGER: "integer",
    Kind.UNIX_MS: "time",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
    Kind.FILE: "file",
    Kind.ANY: "any",
}
_OK = 200
_PAGE = 100
_PUBLIC = ("Callback", "Delivery", "InstantClock", "Record", "Recorded", "SentFile")
_WITH_WEBHOOKS = frozenset({"Callback", "Delivery"})
_USED = {
    "collections.abc": ("Callable", "Mapping", "Sequence"),
    "contextlib": ("AbstractContextManager",),
    "typing": ("Unpack",),
    "._runtime.testing.clock": ("InstantClock",),
    "._runtime.testing.records": ("Record", "Recorded"),
    "._runtime.testing.requests": ("SentFile",),
    ".testing._routes": ("CONTRACT",),
    "time": ("time",),
}
_USED_WITH_WEBHOOKS = {
    "typing": ("Any",),
    "._runtime.testing.deliveries": ("Delivery",),
    "._runtime.testing.callbacks": ("Callback", "callback"),
}


class Routes(Struct, frozen=True):
    """The module of routes; every entry is an expression."""

    names: tuple[str, ...]
    routes: tuple[str, ...]
    required: str
    limits: str
    webhooks: bool
    logins: str
    title: str


class Package(Struct, frozen=True):
    """The public module; ``bases`` are the classes that the fake is made of, ``parameters`` are whole, ``given`` names them, ``secrets`` are examples, quoted."""

    package: str
    fake: str
    bases: tuple[str, ...]
    client: str
    async_client: str
    parameters: tuple[str, ...]
    given: tuple[str, ...]
    secrets: tuple[str, ...]
    webhooks: bool
    first: str
    imports: str
    all: tuple[str, ...]


class Fixtures(Facts, frozen=True):
    """The pytest plugin: names of the fixtures and of what they give."""

    checking: tuple[str, ...]
    all: tuple[str, ...]


def package(client: Client) -> Package:
    """Return the view of the public module."""
    given, name = client.auth.arguments, facts(client)["fake"]
    imports = Imports("testing.__init__", [name])
    for used in (_USED, _USED_WITH_WEBHOOKS if client.webhooks else {}):
        for module, names in used.items():
            for each in names:
                imports.use(module, each)
    imports.use(RUNTIME["ClientOptions"], "ClientOptions", checking=True)
    simulation = client.settings.fake
    own = () if simulation is None else (imports.use(f".{simulation}", "Simulation"),)
    public = [each for each in _PUBLIC if client.webhooks or each not in _WITH_WEBHOOKS]
    return Package(
        package=client.package,
        fake=name,
        bases=own or (imports.use("._runtime.testing.fake", "Fake"),),
        client=imports.use("._client", client.name),
        async_client=imports.use("._client", client.async_name),
        parameters=tuple(f"{each}: str | None = None" for each in given),
        given=given,
        secrets=tuple(string(f"fake-{each.replace('_', '-')}") for each in given),
        webhooks=client.webhooks is not None,
        first=next((string(each.dotted) for each in client.methods), '"things.find"'),
        imports=imports.text(),
        all=tuple(map(string, ordered([name, *public]))),
    )


def fixtures(client: Client) -> Fixtures:
    """Return the view of the pytest plugin."""
    package, names = client.package, facts(client)
    imports = Imports("pytest_plugin")
    imports.use(".testing", names["fake"], checking=True)
    for name in (client.name, client.async_name):
        imports.use(".", name, checking=True)
    public = (f"async_{package}_client", f"fake_{package}", f"{package}_client")
    return Fixtures(
        checking=imports.lines(checking=True), all=tuple(map(string, ordered(public))), **names
    )


def routes(client: Client) -> Routes:
    """Return the view of the module of routes."""
    required = {
        model.name: needed
        for model in client.models
        if (needed := tuple(each.wire for each in model.writable if each.required))
    }
    listed = tuple(_route(client, operation) for operation in client.methods)
    used = {
        "Contract",
        *["Route"] * bool(client.methods),
        *(["Check"] if any(each.parameters for each in client.methods) else []),
        *(["Rules"] if any(each.fake for each in client.methods) else []),
    }
    bounds = {
        model.name: mapping(
            (each.wire, text)
            for each in model.writable
            if (text := limits(each.limits, sized=True))
        )
        for model in client.models
        if any(limits(each.limits, sized=True) for each in model.writable)
    }
    printed = " ".join((*listed, *bounds.values()))
    used |= {"Limits"} if "Limits(" in printed else set()
    return Routes(
        names=tuple(sorted(used)),
        routes=listed,
        required=mapping((name, literal(needed)) for name, needed in sorted(required.items())),
        limits=mapping(sorted(bounds.items())),
        webhooks=client.webhooks is not None,
        logins=literal(tuple(sorted({each.login for each in client.methods if each.login}))),
        title=string(plain_title(client)),
    )


def _route(client: Client, operation: Method) -> str:
    body, status, size = operation.body, operation.response.status, _page(operation)
    keys = {_key(client, operation, each): each.name for each in operation.arguments}
    keys.pop("", None)
    keywords = literals(name=operation.dotted, arguments=dict[str, Json](keys) or None)
    if body and body.required:
        keywords["body"] = "True"
    if body and (items := limits(body.limits, sized=True)):
        keywords["items"] = items
    keywords |= literals(
        status=None if status == _OK else status,
        soft=None if operation.soft_delete is None else dict(operation.soft_delete),
        page=None if size == _PAGE else size,
    )
    if operation.fake:
        keywords["rules"] = _rules(operation.fake)
    checks = [_check(client, parameter) for parameter in operation.parameters]
    given = [string(operation.id)]
    if checks:
        given.append(f"({', '.join(checks)},)")
    return call("Route", given, keywords)


def _key(client: Client, operation: Method, argument: Argument) -> str:
    """What the fake calls an argument whose name it could not guess; empty for others."""
    if argument.place is Place.BODY:
        return ""
    if argument.place is not Place.FIELD:
        return "" if argument.name == argument.wire else argument.wire
    assert operation.body is not None
    model = client.model(operation.body.type)
    return (
        ""
        if model and model.attribute(argument.wire).name == argument.name
        else f"body.{argument.wire}"
    )


def _page(operation: Method) -> int:
    if operation.paging is None:
        return _PAGE
    limits = (each for each in operation.parameters if each.wire == operation.paging.limit)
    default = next((each.default for each in limits), None)
    return default if isinstance(default, int) and default > 0 else _PAGE


def _check(client: Client, parameter: Parameter) -> str:
    listed = parameter.type
    many = isinstance(listed, ListOf)
    inner = listed.item if isinstance(listed, ListOf) else listed
    kind, enum = None, client.enum(inner)  # None stands for texts
    if isinstance(inner, Scalar):
        kind = "phone" if inner.phone else _KINDS.get(inner.kind)
    keywords = literals(
        kind=kind,
        required=parameter.required or parameter.location is Location.PATH or None,
        many=many or None,
        join=parameter.join.value if many and parameter.join is not Join.MULTI else None,
    )
    if bounds := limits(parameter.limits, sized=True):
        keywords["limits"] = bounds
    if enum:
        keywords["values"] = literal(enum.values)
    return call("Check", (string(parameter.wire), string(parameter.location.value)), keywords)


def _rules(rules: Mapping[str, Json]) -> str:
    return call("Rules", (), {key.replace("-", "_"): _rule(key, rules[key]) for key in rules})


def _rule(key: str, value: Json) -> str:
    match value:
        case list() if key == "also":
            return f"({''.join(f'{_rules(each)}, ' for each in value if isinstance(each, dict))})"
        case list():
            return literal(tuple(value))
        case _:
            return literal(value)
