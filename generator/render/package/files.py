"""Every file of the publishable package, with its template and its view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.ir.client import Client, Resource
from generator.render.file import Job
from generator.render.package import (
    actions,
    api_list,
    cli,
    client,
    fake,
    lazy_exports,
    models,
    operation_constants,
    project,
    resources,
    skill,
    typed_dicts,
    webhooks,
)
from generator.render.package.method_parts import ASYNC, SYNC, Mode


def jobs(client: Client, version: str) -> tuple[Job, ...]:
    """All files of the package; the runtime and hand-written modules are copied beside them."""
    return tuple(_Package(client, version).jobs())


def documented_modules(client: Client) -> tuple[Job, ...]:
    """The public modules whose docstrings the reference prints."""
    package = _Package(client, "")
    names = (
        "/webhooks.py",
        "/testing/__init__.py",
        "/testing/wire.py",
        "/types.py",
        "/actions/__init__.py",
    )
    types = package.types(typed_dicts.module(client))
    every = (*package.webhooks(), *package.testing(), *package.actions(), *types)
    return tuple(each for each in every if each.path.endswith(names))


class _Package(Struct, frozen=True):
    ir: Client
    version: str

    def jobs(self) -> Iterator[Job]:
        """Views that others are made from come first, so that each is made once."""
        shown = {
            (top, mode): resources.module(self.ir, top, mode)
            for top in self.ir.resources
            for mode in (SYNC, ASYNC)
        }
        dicts = typed_dicts.module(self.ir)
        yield from self.types(dicts)
        yield from self._roots()
        yield from self._resources(shown)
        for place in self.ir.model_modules:
            module = models.module(self.ir, place)
            yield from self._code(f"models/{place}.py", "models.py.j2", module)
        yield Job("api.txt", "package/api.txt.j2", api_list.surface(self.ir, shown, dicts))
        about = project.project(self.ir, self.version)
        yield Job("pyproject.toml", "package/pyproject.toml.j2", about)
        yield Job("README.md", "package/README.md.j2", project.readme(self.ir))

    def _code(self, path: str, template: str, view: object) -> Iterator[Job]:
        yield Job(f"src/{self.ir.package}/{path}", f"package/{template}", view)

    def _roots(self) -> Iterator[Job]:
        ir = self.ir
        exported = lazy_exports.package(ir, self.version)
        yield from self._code("__init__.py", "lazy.py.j2", exported)
        yield from self._code("_client.py", "client.py.j2", client.module(ir, self.version))
        yield from self._code("errors.py", "errors.py.j2", client.errors(ir))
        yield from self._code("py.typed", "py.typed.j2", client.Marker())
        yield from self._code("models/__init__.py", "lazy.py.j2", lazy_exports.models(ir))
        registry = operation_constants.registry(ir)
        yield from self._code("operations/__init__.py", "operations_init.py.j2", registry)
        yield from self.webhooks()
        yield from self.actions()
        program = cli.program(ir, self.version)
        yield from self._code("cli.py", "cli.py.j2", program)
        yield from self._code("__main__.py", "main.py.j2", program)
        if view := skill.skill(ir):
            path = f".agents/skills/{view.name}/SKILL.md"
            yield from self._code(path, "skill.md.j2", view)
        yield from self.testing()
        for mode in (SYNC, ASYNC):
            folder = resources.folder(mode)
            yield from self._code(f"{mode.folder}/__init__.py", "docstring.py.j2", folder)

    def actions(self) -> Iterator[Job]:
        """The module that runs operations by their ids."""
        yield from self._code("actions/__init__.py", "actions.py.j2", actions.facade(self.ir))

    def types(self, dicts: typed_dicts.Module) -> Iterator[Job]:
        """The module of what methods accept."""
        yield from self._code("types.py", "types.py.j2", dicts)

    def webhooks(self) -> Iterator[Job]:
        """The module of webhooks, where the description has them."""
        if self.ir.webhooks:
            events = webhooks.module(self.ir, self.ir.webhooks)
            yield from self._code("webhooks.py", "webhooks.py.j2", events)

    def testing(self) -> Iterator[Job]:
        """The package of the fake."""
        backend = fake.package(self.ir)
        plugin, routes = fake.fixtures(self.ir), fake.routes(self.ir)
        yield from self._code("testing/__init__.py", "testing.py.j2", backend)
        yield from self._code("testing/__main__.py", "testing_main.py.j2", backend)
        yield from self._code("testing/_routes.py", "testing_routes.py.j2", routes)
        yield from self._code("pytest_plugin.py", "pytest_plugin.py.j2", plugin)
        yield from self._code("testing/wire.py", "testing_wire.py.j2", client.Marker())

    def _resources(self, shown: Mapping[tuple[Resource, Mode], resources.Module]) -> Iterator[Job]:
        for (top, mode), module in shown.items():
            yield from self._code(f"{mode.folder}/{top.name}.py", "resource.py.j2", module)
        for top in self.ir.resources:
            constants = operation_constants.module(self.ir, top)
            yield from self._code(f"operations/{top.name}.py", "operations.py.j2", constants)
