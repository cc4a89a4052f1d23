"""The generated tests of descriptions of every sort: they pass against the client that comes with them."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.output.format import format_sources
from generator.render.docs import files as docs
from generator.render.package import files as package
from generator.render.templates import render
from generator.render.tests import files as tests

ABSTRACT = Path(__file__).parents[2] / "data" / "descriptions" / "unusual" / "abstract-parents.yaml"
RUNTIME = Path(__file__).parents[3] / "templates" / "runtime"

EVERYTHING = """
host: api.example.test
basePath: /base
securityDefinitions: {key: {type: apiKey, in: query, name: api_key}}
security: [{key: []}]
paths:
  /widgets:
    get:
      operationId: findWidgets
      tags: [widgets]
      x-paging: {limit: size, offset: from, items: found}
      parameters:
        - {name: size, in: query, type: integer}
        - {name: from, in: query, type: integer}
        - {name: kinds, in: query, type: array, items: {type: string, enum: [A, B]}, collectionFormat: pipes}
        - {name: days, in: query, type: array, items: {type: string, format: date}, collectionFormat: multi}
        - {name: at, in: query, type: string, format: date-time}
        - {name: ratio, in: query, type: number}
        - {name: X-Trace, in: header, type: string}
      responses:
        200:
          description: A page
          schema: {type: object, properties: {found: {type: array, items: {$ref: "#/definitions/Widget"}}}}
    post:
      operationId: addWidget
      tags: [widgets]
      parameters: [{name: thing, in: body, required: true, schema: {$ref: "#/definitions/Widget"}}]
      responses: {201: {description: made, schema: {type: integer}}}
    put:
      operationId: setWidgets
      tags: [widgets]
      parameters:
        - {name: widgets, in: body, schema: {type: array, items: {$ref: "#/definitions/Widget"}}}
      responses: {204: {description: done}}
  /jobs:
    patch:
      operationId: patchJob
      tags: [widgets]
      parameters:
        - {name: job, in: body, schema: {type: object, properties: {note: {type: string}}}}
      responses: {200: {description: ok, schema: {type: string}}}
    delete:
      operationId: deleteJob
      tags: [widgets]
      responses:
        200: {description: done}
        202: {description: later, schema: {type: object, properties: {job: {type: string}}}}
  /widgets/{name}.txt:
    get:
      operationId: getText
      tags: [widgets]
      produces: [text/plain]
      security: []
      parameters: [{name: name, in: path, required: true, type: string}]
      responses: {200: {description: bytes, schema: {type: file}}}
    post:
      operationId: postForm
      tags: [widgets]
      consumes: [application/x-www-form-urlencoded]
      parameters:
        - {name: name, in: path, required: true, type: string}
        - {name: mode, in: formData, required: true, type: string, enum: [red, light green]}
        - {name: sizes, in: formData, type: array, items: {type: integer}, collectionFormat: csv}
      responses: {200: {description: ok, schema: {type: object, additionalProperties: {type: number}}}}
    put:
      operationId: upload
      tags: [widgets]
      consumes: [multipart/form-data]
      parameters:
        - {name: name, in: path, required: true, type: string}
        - {name: file, in: formData, required: true, type: file}
        - {name: note, in: formData, type: string}
        - {name: loud, in: formData, type: boolean}
      responses: {200: {description: ok, schema: {type: array, items: {$ref: "#/definitions/Widget"}}}}
  /unusual/{at}?fixed=yes&kind={kind}#apart:
    post:
      operationId: ownPath
      tags: [unusual]
      consumes: [application/octet-stream]
      produces: [audio/mpeg]
      parameters:
        - {name: at, in: path, required: true, type: string, format: date-time}
        - {name: kind, in: path, required: true, type: string, enum: [""]}
        - {name: more, in: query, type: array, items: {type: string}, collectionFormat: ssv}
        - {name: file, in: body, required: true, schema: {type: string, format: binary}}
      responses: {200: {description: made of the file, schema: {type: file}}}
    put:
      operationId: ownForm
      tags: [unusual]
      consumes: [multipart/form-data]
      parameters:
        - {name: at, in: path, required: true, type: string, format: date-time}
        - {name: kind, in: path, required: true, type: string}
        - {name: files, in: formData, type: array, items: {type: string, format: binary}}
      responses: {204: {description: done}}
    delete:
      operationId: ownBody
      tags: [unusual]
      parameters:
        - {name: at, in: path, required: true, type: string, format: date-time}
        - {name: kind, in: path, required: true, type: string}
        - {name: bytes, in: body, schema: {type: string, format: byte}}
      responses: {204: {description: done}}
  /old:
    get:
      operationId: old
      deprecated: true
      tags: [old]
      parameters:
        - {name: gone, in: query, type: string, x-deprecated: Use new., deprecated: true}
        - {name: new, in: query, type: string}
      responses: {200: {description: ok, schema: {type: string}}}
  /shade:
    get:
      operationId: getShade
      tags: [other]
      responses: {200: {description: ok, schema: {type: string, enum: [red, green]}}}
definitions:
  Widget:
    type: object
    properties:
      id: {type: integer}
      self: {$ref: "#/definitions/Widget"}
      class: {type: string}
      models: {type: array, items: {type: string}}
      born: {type: string, format: date}
      blob: {type: string, format: byte}
      made: {type: string, format: date-time}
      extra: {type: object, additionalProperties: {$ref: "#/definitions/Widget"}}
      any: {}
"""

BASIC = """
host: api.example.test
schemes: [http]
securityDefinitions: {login: {type: basic}}
security: [{login: []}]
paths:
  /a/{when}/{many}:
    get:
      parameters:
        - {name: when, in: path, required: true, type: string, format: date}
        - {name: many, in: path, required: true, type: array, items: {type: string}}
      responses: {200: {description: ok, schema: {type: object}}}
    delete:
      parameters:
        - {name: when, in: path, required: true, type: string, format: date}
        - {name: many, in: path, required: true, type: array, items: {type: string}}
      responses: {200: {description: ok, schema: {$ref: "#/definitions/datetime"}}}
definitions:
  datetime: {type: object, properties: {UTC: {type: string}, id: {type: integer, x-unix-ms: true}}}
"""

OWN_HEADER = """
securityDefinitions: {key: {type: apiKey, in: header, name: Authorization}, login: {type: basic}}
paths:
  /token:
    post:
      parameters: [{name: Authorization, in: header, type: string}]
      responses: {200: {description: ok, schema: {type: string}}}
  /me: {get: {security: [{key: []}], responses: {200: {description: ok, schema: {type: string}}}}}
  /us: {get: {security: [{login: []}], responses: {200: {description: ok, schema: {type: string}}}}}
"""

EMPTY = "paths: {}"

BARE = """
paths:
  /ping: {post: {responses: {200: {description: ok, schema: {type: boolean}}}}}
"""


def written(folder, known):
    """The package and its tests, as files."""
    for module in (package, tests, docs):
        files = render(module.jobs(known, "1.0.0"))
        python = {path: text for path, text in files.items() if path.endswith(".py")}
        if module is tests:
            files |= format_sources(python)
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    away = shutil.ignore_patterns("__pycache__")
    shutil.copytree(RUNTIME, folder / "src" / known.package / "_runtime", ignore=away)


@pytest.mark.parametrize(
    ("description", "least"),
    [
        (EVERYTHING, 60),
        (BASIC, 12),
        (BARE, 6),
        (EMPTY, 1),
        (ABSTRACT.read_text(), 12),
        (OWN_HEADER, 9),
    ],
    ids=["everything", "basic", "bare", "empty", "abstract", "own-header"],
)
def test_generated_tests_pass(description, least, understand, tmp_path):
    written(tmp_path, understand(description))
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-5000:] + run.stderr
    assert least <= int(run.stdout.split(" passed")[0].split()[-1])


def test_a_test_reads_like_written_by_hand(understand):
    (other,) = [
        job for job in tests.jobs(understand(EVERYTHING), "1") if job.path == "tests/test_other.py"
    ]
    text = format_sources(render([other]))["tests/test_other.py"]
    assert text[: len(OTHER)] == OTHER


OTHER = '''\
"""What ``client.other`` sends, and what becomes of the responses."""

from __future__ import annotations

from typing import Any

import pytest

from widgets import models
from widgets.errors import BadRequestError


def test_get_shade_sends_everything(api: Any) -> None:
    """``GET /shade``: Get shade."""
    api.responds("red")

    result = api.run(lambda client: client.other.get_shade())

    assert (api.sent.method, api.sent.path) == ("GET", "/base/shade")
    assert api.sent.query == [("api_key", "key")]
    assert api.sent.headers["accept"] == "application/json"
    assert api.sent.content == b""
    assert result == models.GetShadeResponse.RED
'''


EVIL = '"""\n\'"; pwned() #{{ 7*7 }}\\\u202e'


def test_hostile_names_stay_texts(understand):
    whole = {
        "swagger": "2.0",
        "info": {"title": EVIL, "version": EVIL},
        "host": "api.example",
        "paths": {
            "/a/{b}": {
                "post": {
                    "operationId": EVIL,
                    "tags": [EVIL],
                    "summary": EVIL,
                    "parameters": [
                        {"name": "b", "in": "path", "required": True, "type": "string"},
                        {"name": f"{EVIL}2", "in": "query", "type": "string", "enum": [EVIL]},
                        {"name": "body", "in": "body", "schema": {"$ref": "#/definitions/E"}},
                    ],
                    "responses": {
                        "200": {"description": EVIL, "schema": {"$ref": "#/definitions/E"}}
                    },
                }
            }
        },
        "definitions": {"E": {"properties": {EVIL: {"example": EVIL, "type": "string"}}}},
    }
    files = render(tests.jobs(understand(whole), "1"))
    assert len(files) == 3
    for path, text in files.items():
        assert ".." not in path
        names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
        assert "pwned" not in names
