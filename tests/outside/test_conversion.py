"""The commands that findings name for OpenAPI 3 make a description that is read."""

import os
import shutil
import subprocess

import pytest

from generator import cli

OPENAPI = """\
openapi: %s
info: {title: Pets, version: "1"}
servers: [{url: "https://api.example.test/v1"}]
paths:
  /pets:
    post:
      operationId: createPet
      tags: [pets]
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
      responses:
        "201":
          description: The pet.
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
components:
  schemas:
    Pet: {type: object, required: [id], properties: {id: {type: integer}, name: %s}}
"""


@pytest.mark.parametrize(
    ("version", "nullable"),
    [("3.0.3", "{type: string, nullable: true}"), ("3.1.0", '{type: [string, "null"]}')],
)
def test_the_hint_converts(tmp_path, monkeypatch, capsys, version, nullable):
    if not os.environ.get("JUDGES") or not shutil.which("npx"):
        pytest.skip("npx fetches the converters; `make judges` runs this")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my api.yaml").write_text(OPENAPI % (version, nullable), encoding="utf-8")

    assert cli.run(["validate", "my api.yaml"]) == 1
    command = capsys.readouterr().out.partition("convert it: ")[2].partition(")\n")[0]
    subprocess.run(command.replace("npx", "npx --yes"), shell=True, check=True, timeout=300)

    assert cli.run(["generate", "--spec", "swagger.yaml", "--only", "package"]) == 0
    module = (tmp_path / "generated/src/pets/models/pets.py").read_text("utf-8")
    assert "name: str | UnsetType | None" in module
