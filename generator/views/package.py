"""Every file of the publishable package, with its template and its view."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Api
from generator.names import Names
from generator.views import (
    Job,
    client,
    exports,
    models,
    operations,
    project,
    public,
    resources,
    types,
)
from generator.views.parts import ASYNC, SYNC
from generator.views.tree import Resource
from generator.views.tree import resources as resources_of
from generator.views.wording import Wording


def jobs(api: Api, names: Names, version: str) -> tuple[Job, ...]:
    """All files of the package; the runtime and hand-written modules are copied beside them."""
    wording = Wording.of(api, names)
    tops = resources_of(api, names)
    code = [
        *_roots(api, names, wording, version, tops),
        *_models(api, names, wording),
        *(job for top in tops for job in _resource(api, names, wording, top)),
    ]
    source = f"src/{names.package}"
    return (
        *(Job(f"{source}/{path}", f"package/{template}", view) for path, template, view in code),
        Job("pyproject.toml", "package/pyproject.toml.j2", project.project(api, names, version)),
        Job("README.md", "package/README.md.j2", project.readme(api, names, wording)),
        Job("api.txt", "package/api.txt.j2", public.surface(api, names, wording, tops)),
    )


_File = tuple[str, str, object]
"""A path below the package, its template and its view."""


def _roots(
    api: Api, names: Names, wording: Wording, version: str, tops: tuple[Resource, ...]
) -> Iterator[_File]:
    yield "__init__.py", "lazy.py.j2", exports.package(api, names, wording, version)
    yield "_client.py", "client.py.j2", client.module(api, names, wording, version, tops)
    yield "errors.py", "errors.py.j2", client.errors(names)
    yield "types.py", "types.py.j2", types.module(api, names)
    yield "py.typed", "py.typed.j2", client.Marker()
    yield "operations/__init__.py", "operations_init.py.j2", operations.registry(api, names)
    for colour in (SYNC, ASYNC):
        yield f"{colour.folder}/__init__.py", "docstring.py.j2", resources.folder(colour)


def _models(api: Api, names: Names, wording: Wording) -> Iterator[_File]:
    yield "models/__init__.py", "lazy.py.j2", exports.models(api, names)
    for place in names.model_modules:
        yield f"models/{place}.py", "models.py.j2", models.module(api, names, wording, place)


def _resource(api: Api, names: Names, wording: Wording, top: Resource) -> Iterator[_File]:
    file = f"{top.path[0]}.py"
    for colour in (SYNC, ASYNC):
        view = resources.module(api, names, wording, top, colour)
        yield f"{colour.folder}/{file}", "resource.py.j2", view
    constants = operations.module(api, names, top.path[0], top.every_operation)
    yield f"operations/{file}", "operations.py.j2", constants
