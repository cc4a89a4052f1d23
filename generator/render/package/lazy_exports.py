"""Views of packages whose names are imported at first use: what they export, and from where."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from msgspec import Struct

from generator.ir.client import Client
from generator.python.code import Imports, literal, ordered, string
from generator.python.docstrings import docstring
from generator.render.common import runtime_parts

_MODULES = ("actions", "errors", "models", "operations", "testing", "types")
"""Modules that are attributes of the package without being imported first."""


class Package(Struct, frozen=True):
    """A lazy package; ``lazy`` leads to the loader, ``version`` is quoted, empty where the package has none.

    ``places`` are the entries of a dict: each module with the names it exports.
    """

    doc: str
    lazy: str
    checking: tuple[str, ...]
    version: str
    places: tuple[str, ...]
    all: tuple[str, ...]


def models(client: Client) -> Package:
    """Return the view of the models package."""
    homes = dict(_model_homes(client, "."))
    homes |= {place: "." for place in client.model_modules if not place.startswith("_")}
    return _package(
        "models", homes, docstring("All models and enums, each in the module of its resource.", 0)
    )


def package(client: Client, version: str) -> Package:
    """Return the view of the client's package itself; a model named like a part of the client stays in ``models``."""
    about = client.plain(client.description) or "A client of the API."
    doc = docstring(f"{client.plain(client.title)}\n\n{about}", 0)
    return _package("", exported(client), doc, version)


def exported(client: Client) -> dict[str, str]:
    """Return what the package itself exports: name to module."""
    homes = dict(_model_homes(client, ".models."))
    homes |= runtime_parts.public(client)
    homes |= {"phone_number": "._runtime.models.phones"} if runtime_parts.has_phones(client) else {}
    if any(each.can_be_null for model in client.models for each in model.fields):
        homes |= dict.fromkeys(("UNSET", "UnsetType"), "._runtime.models.model")
    homes |= {
        name: f".{module}" for module, names in client.settings.exports.items() for name in names
    }
    homes |= dict.fromkeys((client.name, client.async_name), "._client")
    homes[client.error] = ".errors"
    shipped = (PurePosixPath(module).stem for module in client.settings.modules)
    further = ["webhooks"] if client.webhooks else []
    every = (*_MODULES, *further, *(module for module in shipped if not module.startswith("_")))
    modules = (module for module in every if runtime_parts.is_wanted(client, f"{module}/"))
    return homes | dict.fromkeys(modules, ".")


def _model_homes(client: Client, prefix: str) -> Mapping[str, str]:
    return {each.name: f"{prefix}{each.module}" for each in client.definitions.values()}


def _package(place: str, homes: Mapping[str, str], doc: str, version: str = "") -> Package:
    imports = Imports(f"{place}.__init__" if place else "__init__")
    absolute = f".{place}" if place else ""
    for name, module in homes.items():
        imports.use(f"{absolute}{module}".removesuffix(".") or ".", name, checking=True)
    by_module: dict[str, list[str]] = {}
    for name in ordered(homes):
        by_module.setdefault(homes[name], []).append(name)
    return Package(
        doc=doc,
        lazy=".." * bool(place) + "_runtime.lazy" if place else "._runtime.lazy",
        checking=imports.lines(checking=True),
        version=string(version) if version else "",
        places=tuple(
            f"{string(module)}: {literal(tuple(by_module[module]))}" for module in sorted(by_module)
        ),
        all=tuple(
            string(name) for name in ordered([*homes, *(["__version__"] if version else [])])
        ),
    )
