"""The guides that every package gets: their programs run against its fake, and a page of the project goes first."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from generator import pipeline
from generator.config import find
from generator.diagnostics.findings import Diagnostics
from generator.pipeline import Request

BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)
FOREIGN = sorted((Path(__file__).parents[2] / "data" / "foreign").glob("*.yaml"))
PAGES = """\
swagger: "2.0"
info: {title: Paged widgets, version: "1"}
host: api.example.test
schemes: [https]
produces: [application/json]
paths:
  /pets:
    get:
      operationId: findPets
      tags: [pets]
      x-paging: {limit: limit, offset: offset, items: items, total: total}
      parameters:
        - {name: limit, in: query, type: integer}
        - {name: offset, in: query, type: integer}
      responses: {200: {description: Fine, schema: {$ref: "#/definitions/Page"}}}
definitions:
  Page:
    type: object
    properties:
      items: {type: array, items: {type: object, properties: {id: {type: integer}}}}
      total: {type: integer}
"""


def generated(project, text, monkeypatch):
    """The package of a description, imported with its fake in the place of its clients, and its documentation."""
    (project / "spec" / "swagger.yaml").write_text(text, encoding="utf-8")
    plain = (
        (project / "pyproject.toml")
        .read_text("utf-8")
        .replace('overlay = "spec/overlay.yaml"\n', "")
    )
    name = f"guided{abs(hash(text)) % 10**9}"
    (project / "pyproject.toml").write_text(f'{plain}package = "{name}"\n', encoding="utf-8")
    report = Diagnostics()
    config = find(project, report)
    pipeline.run(Request(config, config.output, ("package", "docs")), report)
    assert not report.failed
    monkeypatch.syspath_prepend(str(project / "out" / "src"))
    return name, project / "out" / "docs"


def executed(name, text, monkeypatch):
    """Run the programs of a page one after the other, with clients of one fake; tests in them with its fixtures."""
    package = __import__(name)
    testing = __import__(f"{name}.testing", fromlist=["x"])
    [kind] = [getattr(testing, each) for each in testing.__all__ if each.startswith("Fake")]
    client = kind.__name__.removeprefix("Fake")
    fake = kind()
    monkeypatch.setattr(package, client, fake.client)
    monkeypatch.setattr(package, f"Async{client}", fake.async_client)
    count = 0
    for block in BLOCK.findall(text):
        space = {"__name__": "guide"}
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(block, "guide", "exec", dont_inherit=True), space)
        for each, test in list(space.items()):
            if each.startswith("test_"):
                test(own := kind(), own.client())
        count += 1
    return count


@pytest.fixture(autouse=True)
def forget():
    yield
    for name in [each for each in sys.modules if each.startswith("guided")]:
        del sys.modules[name]


@pytest.mark.parametrize(
    "text",
    [pytest.param(path.read_text("utf-8"), id=path.stem) for path in FOREIGN]
    + [pytest.param(PAGES, id="pages")],
)
def test_the_programs_of_the_guides_run(project, monkeypatch, text):
    name, docs = generated(project, text, monkeypatch)
    index = (docs / "index.md").read_text("utf-8")

    for page, least in (("errors.md", 1), ("testing.md", 2)):
        assert f"({page})" in index
        assert executed(name, (docs / page).read_text("utf-8"), monkeypatch) >= least
    paging = docs / "paging.md"
    assert paging.exists() == ("(paging.md)" in index) == ("x-paging" in text)
    if paging.exists():
        assert executed(name, paging.read_text("utf-8"), monkeypatch) == 2
    text = "".join(path.read_text("utf-8") for path in docs.glob("*.md"))
    links = re.findall(r"\]\((reference/[\w-]+\.md)\)", text)
    assert links
    assert [link for link in links if not (docs / link).is_file()] == []


def test_the_command_of_the_guide_serves_the_fake(project, monkeypatch):
    name, docs = generated(project, PAGES, monkeypatch)
    [command] = re.findall(
        r"`python -m (\S+\.testing .*?)`", (docs / "testing.md").read_text("utf-8")
    )
    (project / "items.json").write_text('{"pets": [{"id": 7}]}', encoding="utf-8")
    words = command.replace("8080", "0").split()
    process = subprocess.Popen(
        [sys.executable, "-m", *words],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "out" / "src")},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        root = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
        pages = ("/swagger.json", "/openapi.json", "/_fake", "/_fake/ui")
        assert [httpx2.get(root + page).status_code for page in pages] == [200] * 4
        assert httpx2.get(f"{root}/pets").json()["items"] == [{"id": 7}]
    finally:
        process.terminate()
        process.communicate()
    assert words[0] == f"{name}.testing"


def test_a_page_of_the_project_goes_first(project, monkeypatch):
    text = PAGES + "x-client: {docs: [docs/errors.md]}\n"
    (project / "spec" / "docs").mkdir()
    (project / "spec" / "docs" / "errors.md").write_text("# Ours\n")
    _, docs = generated(project, text, monkeypatch)

    assert (docs / "errors.md").read_text("utf-8") == "# Ours\n"
    assert (docs / "index.md").read_text("utf-8").count("(errors.md)") == 1
