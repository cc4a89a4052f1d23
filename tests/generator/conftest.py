"""Projects to run the generator in, and packages made of a few lines of description."""

import importlib
import itertools
import json
import shutil
import sys
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from generator import pipeline
from generator.config import Config
from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.ir.metadata import Metadata
from generator.render import outputs
from generator.render.package import actions, files
from generator.render.templates import render

SPEC = """\
swagger: "2.0"
info: {title: Pets, version: "1"}
host: api.example.test
basePath: /v1
schemes: [https]
consumes: [application/json]
produces: [application/json]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      summary: Get a pet
      parameters: [{name: id, in: path, required: true, type: integer, format: int64}]
      responses: {200: {description: A pet, schema: {$ref: "#/definitions/Pet"}}}
definitions:
  Pet:
    type: object
    properties: {id: {type: integer, format: int64}, name: {type: string}}
"""

PROJECT = """\
[tool.client-generator]
spec = "spec/swagger.yaml"
overlay = "spec/overlay.yaml"
output = "out"
"""

OVERLAY = """\
overlay: 1.0.0
info: {title: t, version: v}
actions: [{target: $.info, update: {description: Pets of all kinds.}}]
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A small project, made the working folder."""
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "swagger.yaml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "spec" / "overlay.yaml").write_text(OVERLAY, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CI", "1")
    return tmp_path


RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"
_COUNT = itertools.count()


def document(text):
    """A whole description from its interesting parts, in YAML; responses and tags are added where there are none."""
    whole = {
        "swagger": "2.0",
        "info": {"title": "Widgets", "version": "1"},
        "host": "api.example",
        "schemes": ["https"],
        "paths": {},
        **yaml.safe_load(text),
    }
    for path in whole["paths"].values():
        for operation in path.values():
            if isinstance(operation, dict):
                operation.setdefault("responses", {"200": {"description": "fine"}})
                operation.setdefault("tags", ["widgets"])
    return whole


def understood(description, overrides=None):
    """The client that a description gives."""
    whole = document(description) if isinstance(description, str) else description
    report = Diagnostics()
    read = parse(json.dumps(whole), "spec.json", report)
    assert read is not None, [*report]
    public = None if overrides is None else parse(json.dumps(overrides), "names.json", report)
    result = pipeline.understand(read, pipeline.Source(read, names=public), report)
    assert result is not None, [*report]
    return result


def package_of(description, overrides=None):
    """The files of the package for a description, before black."""
    return render(files.jobs(understood(description, overrides), "1.2.3"))


@pytest.fixture(scope="session")
def understand():
    return understood


@pytest.fixture(scope="session")
def build():
    return package_of


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Generates a package from a description, under a name of its own, and imports it."""
    monkeypatch.syspath_prepend(str(tmp_path))
    loaded = []

    def made(text, overrides=None, without=()):
        name = f"functional{next(_COUNT)}"
        whole = document(text)
        whole["x-client"] = {"class-name": "Client", **whole.get("x-client", {}), "package": name}
        client = replace(understood(whole, overrides), metadata=Metadata(without=without))
        rendered = render((*files.jobs(client, "1.2.3"), *actions.jobs(client, "1.2.3")))
        sources = {path: content.encode() for path, content in rendered.items()}
        config, report = Config(tmp_path), Diagnostics()
        runtime = outputs.runtime_of(client, config, report)
        copied = outputs.copied(client, {}, runtime, config, report)
        sources |= copied.files["package"]
        for path, content in sources.items():
            if path.startswith("src/"):
                target = tmp_path / path.removeprefix("src/")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        loaded.append(name)
        return importlib.import_module(name)

    yield made
    for name in [*sys.modules]:
        if name.partition(".")[0] in loaded:
            del sys.modules[name]


@pytest.fixture
def with_runtime():
    """Puts the runtime into the only package of a folder, and imports that."""
    loaded = []

    def made(folder):
        (place,) = [each for each in folder.iterdir() if each.is_dir()]
        away = shutil.ignore_patterns("__pycache__")
        shutil.copytree(RUNTIME, place / "_runtime", ignore=away)
        loaded.append(place.name)
        return importlib.import_module(place.name)

    yield made
    for name in [*sys.modules]:
        if name.partition(".")[0] in loaded:
            del sys.modules[name]
