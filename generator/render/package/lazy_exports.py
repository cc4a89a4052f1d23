"""Views of packages whose names are imported at first use: what they export, and from where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.ir.model import (
    Api,
    EnumDefinition,
    ListOf,
    MapOf,
    Named,
    ObjectDefinition,
    Scalar,
    TypeRef,
)
from generator.ir.names import Names
from generator.ir.types import inside, roots
from generator.python.code import Imports, literal, ordered, string
from generator.python.docstrings import docstring
from generator.render.common.descriptions import Wording
from generator.render.common.runtime_names import PUBLIC

_MODULES = ("errors", "models", "operations", "testing", "types")


@dataclass(frozen=True, slots=True)
class Place:
    """The names one module exports, quoted and sorted."""

    module: str
    names: str


@dataclass(frozen=True, slots=True)
class Package:
    """A lazy package; ``lazy`` leads to the loader, ``version`` is quoted, empty where the package has none."""

    doc: str
    lazy: str
    checking: tuple[str, ...]
    version: str
    places: tuple[Place, ...]
    all: tuple[str, ...]


def models(api: Api, names: Names) -> Package:
    """Return the view of the models package."""
    homes = dict(_model_homes(api, names, "."))
    homes |= {place: "." for place in names.model_modules if not place.startswith("_")}
    return _package(
        "models", homes, docstring("All models and enums, each in the module of its resource.", 0)
    )


def package(api: Api, names: Names, wording: Wording, version: str) -> Package:
    """Return the view of the client's package itself; a model named like a part of the client stays in ``models``."""
    homes = dict(_model_homes(api, names, ".models."))
    homes |= PUBLIC
    homes |= {"phone_number": "._runtime.models.phones"} if _has_phones(api) else {}
    homes |= {
        name: f".{module}" for module, names_ in api.client.exports.items() for name in names_
    }
    homes |= dict.fromkeys((names.client, names.async_client), "._client")
    homes |= {names.error: ".errors"} | dict.fromkeys(_modules(api), ".")
    about = wording.plain(api.description) or "A client of the API."
    return _package("", homes, docstring(f"{wording.plain(api.title)}\n\n{about}", 0), version)


def _has_phones(api: Api) -> bool:
    """Tell whether anything in the API is a phone number."""
    types = (
        *roots(api),
        *(each for definition in api.definitions.values() for each in inside(definition)),
    )
    return any(_is_phone(each) for each in types)


def _is_phone(type_: TypeRef) -> bool:
    match type_:
        case ListOf(inner) | MapOf(inner):
            return _is_phone(inner)
        case Scalar(phone=phone):
            return phone
        case Named():
            return False


def _modules(api: Api) -> tuple[str, ...]:
    """Modules that are attributes of the package without being imported first."""
    shipped = (PurePosixPath(module).stem for module in api.client.modules)
    further = ["webhooks"] if api.webhooks else []
    return (*_MODULES, *further, *(module for module in shipped if not module.startswith("_")))


def _model_homes(api: Api, names: Names, prefix: str) -> Mapping[str, str]:
    return {
        names.definition(definition.at): f"{prefix}{names.module(definition.at)}"
        for definition in api.definitions.values()
        if isinstance(definition, EnumDefinition | ObjectDefinition)
    }


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
            Place(string(module), literal(tuple(by_module[module]))) for module in sorted(by_module)
        ),
        all=tuple(
            string(name) for name in ordered([*homes, *(["__version__"] if version else [])])
        ),
    )
