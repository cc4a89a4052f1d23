"""The tests that come with the package: what each method sends, and what becomes of the responses."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from generator.ir.client import Client, Resource
from generator.python.code import Imports, string
from generator.python.docstrings import docstring
from generator.render.common.facts import Facts, facts
from generator.render.file import Job
from generator.render.tests.cases import Case, Writer
from generator.render.tests.requests import Calls, base_url, credentials
from generator.render.tests.responses import SampleResponses

_MARK = 'pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")'


class Module(Struct, frozen=True):
    """The tests of one resource; ``mark`` is a whole assignment or empty, ``constants`` are such, too."""

    doc: str
    imports: str
    mark: str
    constants: tuple[str, ...]
    cases: tuple[Case, ...]


class Setup(Facts, frozen=True):
    """The fixtures; all but names are finished expressions."""

    credentials: str
    options: str


def jobs(client: Client, version: str) -> tuple[Job, ...]:
    """All test files."""
    del version
    written: list[tuple[str, str, object]] = [
        ("conftest.py", "conftest.py.j2", _setup(client)),
        ("test___init__.py", "test_init.py.j2", _setup(client)),
        *(
            (f"test_{top.name}.py", "test_resource.py.j2", module)
            for top in client.resources
            if (module := _module(client, top)).cases
        ),
    ]
    return tuple(
        Job(f"tests/{path}", f"tests/{template}", view) for path, template, view in written
    )


def _setup(client: Client) -> Setup:
    url = base_url(client)
    options = [] if url == client.base_url else [("base_url", string(url))]
    if urlsplit(url).scheme == "http":
        options.append(("allow_insecure_http", "True"))
    return Setup(
        credentials="".join(f"{string(each)}, " for each in credentials(client.auth)),
        options="".join(f", {name}={value}" for name, value in options),
        **facts(client),
    )


def _module(client: Client, top: Resource) -> Module:
    writer = Writer(client, Calls(client), SampleResponses(client))
    counted: Counter[str] = Counter()
    cases = []
    for case in (case for each in top.every_method for case in writer.of(each)):
        counted[case.name] += 1
        number = counted[case.name]  # of tests whose names are equal
        name = case.name if number == 1 else f"{case.name}_{number}"
        cases.append(replace(case, name=name))
    standard, own = Imports(""), Imports("")
    standard.use("typing", "Any")
    for module, name in sorted({*writer.uses, *writer.sample_responses.uses}):
        (own if module == client.package else standard).use(module, name)
    if any(case.needs_path for case in cases):
        standard.use("pathlib", "Path")
    for error in sorted(writer.errors):
        own.use(f"{client.package}.errors", error)
    mark = _MARK if any(each.deprecated is not None for each in top.every_method) else ""
    pytest = "import pytest" if writer.errors or mark else ""
    return Module(
        doc=docstring(f"What ``client.{top.name}`` sends, and what becomes of the responses.", 0),
        imports="\n\n".join(filter(None, [standard.text(), pytest, own.text()])),
        mark=mark,
        constants=tuple(writer.sample_responses.constants),
        cases=tuple(cases),
    )
