"""Every file of the publishable package, with its template and its view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.ir.model import Api
from generator.ir.names import Names
from generator.render.common import resource_tree
from generator.render.common.descriptions import Wording
from generator.render.common.resource_tree import Resource
from generator.render.file import Job
from generator.render.package import (
    actions,
    api_list,
    client,
    fake,
    lazy_exports,
    models,
    operation_constants,
    project,
    resources,
    typed_dicts,
    webhooks,
)
from generator.render.package.method_parts import ASYNC, SYNC, Colour


def jobs(api: Api, names: Names, version: str) -> tuple[Job, ...]:
    """All files of the package; the runtime and hand-written modules are copied beside them."""
    package = _Package(
        api, names, version, Wording.of(api, names), resource_tree.resources(api, names)
    )
    return tuple(package.jobs())


@dataclass(frozen=True)
class _Package:
    api: Api
    names: Names
    version: str
    wording: Wording
    tops: tuple[Resource, ...]

    def jobs(self) -> Iterator[Job]:
        """Views that others are made from come first, so that each is made once."""
        shown = {
            (top, colour): resources.module(self.api, self.names, self.wording, top, colour)
            for top in self.tops
            for colour in (SYNC, ASYNC)
        }
        stored = {
            place: models.module(self.api, self.names, self.wording, place)
            for place in self.names.model_modules
        }
        dicts = typed_dicts.module(self.api, self.names)
        yield from self._code("types.py", "types.py.j2", dicts)
        yield from self._roots()
        yield from self._resources(shown)
        for place, module in stored.items():
            yield from self._code(f"models/{place}.py", "models.py.j2", module)
        surface = api_list.surface(self.names, shown, dicts)
        yield Job("api.txt", "package/api.txt.j2", surface)
        yield Job("LICENSE", "package/LICENSE.j2", client.Marker())
        about = project.project(self.api, self.names, self.version)
        yield Job("pyproject.toml", "package/pyproject.toml.j2", about)
        yield Job(
            "README.md", "package/README.md.j2", project.readme(self.api, self.names, self.wording)
        )

    def _code(self, path: str, template: str, view: object) -> Iterator[Job]:
        yield Job(f"src/{self.names.package}/{path}", f"package/{template}", view)

    def _roots(self) -> Iterator[Job]:
        api, names, wording = self.api, self.names, self.wording
        clients = client.module(api, names, wording, self.version, self.tops)
        exported = lazy_exports.package(api, names, wording, self.version)
        yield from self._code("__init__.py", "lazy.py.j2", exported)
        yield from self._code("_client.py", "client.py.j2", clients)
        yield from self._code("errors.py", "errors.py.j2", client.errors(names))
        yield from self._code("py.typed", "py.typed.j2", client.Marker())
        yield from self._code("models/__init__.py", "lazy.py.j2", lazy_exports.models(api, names))
        registry = operation_constants.registry(api, names)
        yield from self._code("operations/__init__.py", "operations_init.py.j2", registry)
        if api.webhooks:
            events = webhooks.module(api, names, api.webhooks)
            yield from self._code("webhooks.py", "webhooks.py.j2", events)
        facade = actions.facade(api, names)
        yield from self._code("actions/__init__.py", "actions.py.j2", facade)
        yield from self._testing()
        for colour in (SYNC, ASYNC):
            folder = resources.folder(colour)
            yield from self._code(f"{colour.folder}/__init__.py", "docstring.py.j2", folder)

    def _testing(self) -> Iterator[Job]:
        double = fake.package(self.api, self.names)
        plugin = fake.fixtures(self.names)
        routes = fake.routes(self.api, self.names)
        yield from self._code("testing/__init__.py", "testing.py.j2", double)
        yield from self._code("testing/__main__.py", "testing_main.py.j2", double)
        yield from self._code("testing/_routes.py", "testing_routes.py.j2", routes)
        yield from self._code("testing/plugin.py", "testing_plugin.py.j2", plugin)

    def _resources(
        self, shown: Mapping[tuple[Resource, Colour], resources.Module]
    ) -> Iterator[Job]:
        for (top, colour), module in shown.items():
            yield from self._code(f"{colour.folder}/{top.path[0]}.py", "resource.py.j2", module)
        for top in self.tops:
            place = top.path[0]
            constants = operation_constants.module(self.api, self.names, place, top.every_operation)
            yield from self._code(f"operations/{place}.py", "operations.py.j2", constants)
