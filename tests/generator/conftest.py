"""Projects to run the generator in."""

import pytest

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
