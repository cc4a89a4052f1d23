"""Every file of the publishable package, with its template and its view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from generator.ir.client import Client, Resource
from generator.render.common.runtime_parts import is_wanted
from generator.render.file import Job
from generator.render.package import (
    actions,
    cli,
    client,
    fake,
    lazy_exports,
    models,
    operation_constants,
    project,
    public_names,
    resources,
    typed_dicts,
    webhooks,
)
from generator.render.package.method_parts import ASYNC, SYNC, Mode


def jobs(ir: Client, version: str) -> tuple[Job, ...]:
    """All files of the package; the runtime and hand-written modules are copied beside them."""
    # Views that others are made from come first, so that each is made once.
    shown = {
        (top, mode): resources.module(ir, top, mode)
        for top in ir.resources
        for mode in (SYNC, ASYNC)
    }
    dicts = typed_dicts.module(ir)
    files = (*_documented(ir, dicts), *_roots(ir, version), *_parts(ir, shown))
    return (
        *_jobs(ir, files),
        Job("api.txt", "package/api.txt.j2", public_names.surface(ir, shown, dicts)),
        Job("pyproject.toml", "package/pyproject.toml.j2", project.project(ir, version)),
        Job("README.md", "package/README.md.j2", project.readme(ir)),
    )


def documented_modules(ir: Client) -> tuple[Job, ...]:
    """The public modules whose docstrings the reference prints."""
    return tuple(_jobs(ir, _documented(ir, typed_dicts.module(ir))))


_Files: TypeAlias = Iterable[tuple[str, str, object]]
"""Paths below the package, templates and views."""


def _jobs(ir: Client, files: _Files) -> Iterator[Job]:
    for path, template, view in files:
        if is_wanted(ir, path):
            yield Job(f"src/{ir.package}/{path}", f"package/{template}", view)


def _documented(ir: Client, dicts: typed_dicts.Module) -> _Files:
    """The modules whose docstrings the reference prints, and the command of the fake."""
    yield "types.py", "types.py.j2", dicts
    if ir.webhooks:
        yield "webhooks.py", "webhooks.py.j2", webhooks.module(ir, ir.webhooks)
    yield "actions/__init__.py", "actions.py.j2", actions.facade(ir)
    backend = fake.package(ir)
    yield "testing/__init__.py", "testing.py.j2", backend
    yield "testing/__main__.py", "testing_main.py.j2", backend
    yield "testing/wire.py", "testing_wire.py.j2", client.Marker()


def _roots(ir: Client, version: str) -> _Files:
    """Path, template and view of the modules that every package has."""
    yield "__init__.py", "lazy.py.j2", lazy_exports.package(ir, version)
    yield "_client.py", "client.py.j2", client.module(ir, version)
    yield "errors.py", "errors.py.j2", client.errors(ir)
    yield "py.typed", "py.typed.j2", client.Marker()
    yield "models/__init__.py", "lazy.py.j2", lazy_exports.models(ir)
    yield "operations/__init__.py", "operations_init.py.j2", operation_constants.registry(ir)
    program = cli.program(ir, version)
    yield "cli.py", "cli.py.j2", program
    yield "__main__.py", "main.py.j2", program
    if view := cli.skill(ir):
        yield f".agents/skills/{view.name}/SKILL.md", "skill.md.j2", view
    for mode in (SYNC, ASYNC):
        yield f"{mode.folder}/__init__.py", "docstring.py.j2", resources.folder(mode)
    yield "testing/_routes.py", "testing_routes.py.j2", fake.routes(ir)
    yield "pytest_plugin.py", "pytest_plugin.py.j2", fake.fixtures(ir)


def _parts(ir: Client, shown: Mapping[tuple[Resource, Mode], resources.Module]) -> _Files:
    """Path, template and view of the modules of each resource, and of the models."""
    for (top, mode), module in shown.items():
        yield f"{mode.folder}/{top.name}.py", "resource.py.j2", module
    for top in ir.resources:
        constants = operation_constants.module(ir, top)
        yield f"operations/{top.name}.py", "operations.py.j2", constants
    for place in ir.model_modules:
        yield f"models/{place}.py", "models.py.j2", models.module(ir, place)
