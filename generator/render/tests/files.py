"""The tests that come with the package: what each method sends, and what becomes of the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.ir.model import Api
from generator.ir.names import Names
from generator.python.code import Imports, string
from generator.python.docstrings import docstring
from generator.render.common.resource_tree import Resource, resources
from generator.render.file import Job
from generator.render.tests.cases import Case, Writer
from generator.render.tests.requests import CREDENTIALS, Calls, base_url
from generator.render.tests.responses import Answers

_MARK = 'pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")'


@dataclass(frozen=True, slots=True)
class Module:
    """The tests of one resource; ``mark`` is a whole assignment or empty, ``constants`` are such, too."""

    doc: str
    imports: tuple[str, ...]
    mark: str
    constants: tuple[str, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Setup:
    """The fixtures; all but names are finished expressions."""

    package: str
    client: str
    async_client: str
    credentials: str
    options: str


def jobs(api: Api, names: Names, version: str) -> tuple[Job, ...]:
    """All test files."""
    del version
    tops = resources(api, names)
    written: list[tuple[str, str, object]] = [
        ("conftest.py", "conftest.py.j2", _setup(api, names)),
        ("test___init__.py", "test_init.py.j2", _setup(api, names)),
        *(
            (f"test_{top.path[0]}.py", "test_resource.py.j2", module)
            for top in tops
            if (module := _module(api, names, top)).cases
        ),
    ]
    return tuple(
        Job(f"tests/{path}", f"tests/{template}", view) for path, template, view in written
    )


def _setup(api: Api, names: Names) -> Setup:
    url = base_url(api)
    options = [] if url == api.base_url else [("base_url", string(url))]
    if urlsplit(url).scheme == "http":
        options.append(("allow_insecure_http", "True"))
    return Setup(
        package=names.package,
        client=names.client,
        async_client=names.async_client,
        credentials="".join(f"{string(each)}, " for each in CREDENTIALS[api.auth.kind]),
        options="".join(f", {name}={value}" for name, value in options),
    )


def _module(api: Api, names: Names, top: Resource) -> Module:
    writer = Writer(api, names, Calls(api, names), Answers(api, names))
    cases = _told_apart(case for each in top.every_operation for case in writer.of(each))
    text = "\n".join([*writer.answers.constants, *(line for case in cases for line in case.lines)])
    imports = Imports("")
    imports.use("typing", "Any")
    for module, name in sorted({*writer.uses, *writer.answers.uses}):
        imports.use(module, name)
    if any("tmp_path" in case.arguments for case in cases):
        imports.use("pathlib", "Path")
    if "models." in text:
        imports.use(names.package, "models")
    for error in sorted(writer.errors):
        imports.use(f"{names.package}.errors", error)
    mark = _MARK if any(each.deprecated is not None for each in top.every_operation) else ""
    plain = ["import pytest"] if "pytest." in text + mark else []
    return Module(
        doc=docstring(f"What ``client.{top.path[0]}`` sends, and what becomes of the answers.", 0),
        imports=_with(imports.lines(), plain, names.package),
        mark=mark,
        constants=tuple(writer.answers.constants),
        cases=cases,
    )


def _with(lines: tuple[str, ...], plain: list[str], package: str) -> tuple[str, ...]:
    """Put plain imports before the first import from a package."""
    place = next(
        (number for number, line in enumerate(lines) if line.startswith(f"from {package}")),
        len(lines),
    )
    gap = [""] if plain and place == len(lines) else []
    between = [""] if plain and place < len(lines) else []
    return (*lines[:place], *gap, *plain, *between, *lines[place:])


def _told_apart(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Number tests whose names are equal."""
    counted: Counter[str] = Counter()
    found = []
    for case in cases:
        counted[case.name] += 1
        number = counted[case.name]
        name = case.name if number == 1 else f"{case.name}_{number}"
        found.append(Case(name, case.arguments, case.doc, case.lines))
    return tuple(found)
