"""Broken descriptions end in located findings or in a package that compiles; never in a traceback, never in a hang."""

from __future__ import annotations

import itertools
import json
import multiprocessing
import random
import shutil
import subprocess
import sys
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from generator import pipeline
from generator.config import Config
from generator.diagnostics.findings import Diagnostics
from tests.mutation.engine import compiled, limit, mutated, sliced

FEW = 250
MANY = 10_000
WHOLE = 40
CHUNK = 50
PACKAGE = ("package",)
EVERYTHING = ("package", "docs", "tests", "actions")

SMALL = json.loads("""
{
  "swagger": "2.0",
  "info": {"title": "Phone", "version": "1"},
  "host": "api.example", "basePath": "/v1", "schemes": ["https"],
  "consumes": ["application/json"], "produces": ["application/json"],
  "securityDefinitions": {"basic": {"type": "basic"}},
  "security": [{"basic": []}],
  "tags": [{"name": "calls", "description": "Calls."}],
  "x-client": {"class-name": "Phone", "package": "phone", "env-prefix": "PHONE", "verify": "getCall"},
  "x-webhooks": {
    "signature": {"header": "X-Sign", "algorithm": "sha1", "encoding": "base64"},
    "resources": {"Call": {"events": ["Started"], "schema": {"$ref": "#/definitions/Call"}}}
  },
  "paths": {
    "/calls": {
      "get": {
        "operationId": "findCalls", "tags": ["calls"], "summary": "Find calls",
        "x-paging": {"limit": "limit", "offset": "offset", "items": "items", "total": "totalCount"},
        "parameters": [
          {"in": "query", "name": "limit", "type": "integer", "default": 100, "maximum": 1000},
          {"in": "query", "name": "offset", "type": "integer"},
          {"in": "query", "name": "id", "type": "array", "items": {"type": "integer"}, "collectionFormat": "multi"},
          {"in": "query", "name": "states", "type": "string", "x-csv": {"enum": ["READY", "DONE"]}},
          {"in": "query", "name": "begin", "type": "integer", "format": "int64", "x-unix-ms": true},
          {"in": "query", "name": "fields", "type": "string", "x-partial": true},
          {"in": "header", "name": "X-Trace", "type": "string"}
        ],
        "responses": {
          "200": {"description": "ok", "schema": {"$ref": "#/definitions/CallPage"}},
          "400": {"description": "bad"}
        }
      },
      "post": {
        "operationId": "sendCalls", "tags": ["calls"], "x-effect": "contact", "x-chunk": 10,
        "parameters": [{
          "in": "body", "name": "body", "required": true, "x-name": "recipients",
          "schema": {"type": "array", "items": {"$ref": "#/definitions/Recipient"}}
        }],
        "responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/CallPage"}}}
      }
    },
    "/calls/{id}": {
      "parameters": [{"in": "path", "name": "id", "type": "integer", "format": "int64", "required": true}],
      "get": {
        "operationId": "getCall", "tags": ["calls"], "deprecated": true,
        "x-wait": {"field": "state", "pending": ["READY"], "failed": []},
        "responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/Call"}}}
      },
      "put": {
        "operationId": "updateCall", "tags": ["calls"],
        "parameters": [{"in": "body", "name": "body", "required": true, "schema": {"$ref": "#/definitions/Call"}}],
        "responses": {"204": {"description": "done"}}
      }
    },
    "/media/{id}.mp3": {
      "get": {
        "operationId": "getSound", "tags": ["media"], "produces": ["audio/mpeg"],
        "parameters": [{"in": "path", "name": "id", "type": "string", "required": true}],
        "responses": {"200": {"description": "ok", "schema": {"type": "file"}}}
      },
      "post": {
        "operationId": "putSound", "tags": ["media"], "consumes": ["multipart/form-data"],
        "parameters": [
          {"in": "path", "name": "id", "type": "string", "required": true},
          {"in": "formData", "name": "file", "type": "file", "required": true},
          {"in": "formData", "name": "name", "type": "string"}
        ],
        "responses": {"200": {"description": "ok"}}
      }
    }
  },
  "definitions": {
    "Page": {"type": "object", "properties": {"limit": {"type": "integer"}, "totalCount": {"type": "integer"}}},
    "CallPage": {"allOf": [
      {"$ref": "#/definitions/Page"},
      {"type": "object", "properties": {"items": {"type": "array", "items": {"$ref": "#/definitions/Call"}}}}
    ]},
    "Call": {"type": "object", "required": ["state"], "properties": {
      "id": {"type": "integer", "format": "int64", "readOnly": true},
      "state": {"type": "string", "enum": ["READY", "DONE"], "x-enum-name": "State"},
      "created": {"type": "integer", "format": "int64", "x-unix-ms": true},
      "day": {"$ref": "#/definitions/Day"},
      "tags": {"type": "object", "additionalProperties": {"type": "string"}},
      "parent": {"$ref": "#/definitions/Call"}
    }},
    "Recipient": {"type": "object", "properties": {
      "phoneNumber": {"type": "string", "x-phone": true},
      "messages": {"type": "array", "items": {"type": "string"}, "maxItems": 3}
    }},
    "Day": {"type": "object", "x-calendar": "date", "properties": {
      "year": {"type": "integer"}, "month": {"type": "integer"}, "day": {"type": "integer"}
    }}
  }
}
""")


def outcome(text: str, kinds: tuple[str, ...]) -> str:
    """What became of a case, or the last line of the traceback and where it comes from."""
    try:
        with limit():
            return compiled(text, kinds)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what the test looks for
        frames = traceback.extract_tb(error.__traceback__)
        inside = [frame for frame in frames if "generator" in frame.filename] or frames
        place = f"{Path(inside[-1].filename).name}:{inside[-1].lineno}"
        return f"{type(error).__name__} at {place}: {str(error)[:200]}"


def problems_of(actual: dict[str, str]) -> dict[str, str]:
    return {case: text for case, text in actual.items() if text not in {"refused", "generated"}}


def test_the_description_itself_is_fine():
    assert outcome(json.dumps(SMALL), EVERYTHING) == "generated"


def test_a_few_hundred_broken_descriptions():
    result = {
        f"seed {seed}": outcome(mutated(SMALL, random.Random(seed)), PACKAGE) for seed in range(FEW)
    }

    assert problems_of(result) == {}
    assert set(result.values()) == {"refused", "generated"}


# ---- The long run: ten thousand, made of the published revisions --------------------------------


@cache
def revision(path: str) -> dict[str, object]:
    return json.loads(Path(path).read_text("utf-8"))


def batch(job: tuple[tuple[str, ...], int, bool]) -> dict[str, str]:
    """The outcomes of some cases; a case is known by its seed alone."""
    paths, start, whole = job
    result = {}
    for seed in range(start, start + (1 if whole else CHUNK)):
        chance = random.Random(seed)
        document = revision(paths[seed % len(paths)])
        small = document if whole else sliced(document, chance, paths=3)
        kinds = EVERYTHING if seed % 10 == 0 else PACKAGE
        result[f"seed {seed}"] = outcome(mutated(small, chance), kinds)
    return result


def outcomes(jobs: list[tuple[tuple[str, ...], int, bool]]) -> dict[str, str]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        return {case: text for some in pool.map(batch, jobs) for case, text in some.items()}


@pytest.mark.slow
def test_ten_thousand_broken_revisions(shared):
    paths = tuple(str(path) for path in sorted((shared / "data" / "spec").glob("*.json")))

    result = outcomes([(paths, start, False) for start in range(0, MANY, CHUNK)])

    assert problems_of(result) == {}, Counter(problems_of(result).values()).most_common(20)
    assert len(result) == MANY
    assert min(Counter(result.values()).values()) > MANY / 20


# ---- Some of them as packages: imported, type-checked, and tested by their own tests -------------


PACKAGES = 20
"""Packages to import; every fifth of them is type-checked and tested, too."""
IMPORT_ALL = """
import importlib, pkgutil, sys
import broken
for each in pkgutil.walk_packages(broken.__path__, "broken."):
    if not each.name.endswith(("__main__", "plugin")):
        importlib.import_module(each.name)
"""


def written(seed: int, folder: Path) -> bool:
    """Whether a broken description makes a package, which is then in the folder."""
    (folder / "spec.json").write_text(mutated(SMALL, random.Random(seed)), "utf-8", "surrogatepass")
    config = Config(folder, spec=folder / "spec.json", output=folder / "out", package="broken")
    request = pipeline.Request(config, folder / "out", ("package", "tests", "actions"))
    return pipeline.run(request, Diagnostics()).state is pipeline.State.WRITTEN


def ended(*words: str, folder: Path) -> str:
    """What a command states when it fails."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return "" if done.returncode == 0 else (done.stdout + done.stderr)[-1500:]


@pytest.mark.slow
def test_packages_of_broken_descriptions_import_and_pass_their_own_tests(tmp_path):
    result, made, seeds = {}, 0, itertools.count(0, 50)
    while made < PACKAGES:
        seed = next(seeds)
        folder = tmp_path / str(seed)
        folder.mkdir()
        if not written(seed, folder):
            continue
        made += 1
        out = folder / "out"
        shown = ended(
            "-W", "error", "-c", f"import sys; sys.path.insert(0, 'src'){IMPORT_ALL}", folder=out
        )
        if not shown and made % 5 == 0:
            cache = str(tmp_path / "mypy")
            shown = ended("-m", "mypy", "--strict", "--cache-dir", cache, "src", folder=out)
            shown += ended("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests", folder=out)
        if shown:
            result[seed] = shown
        shutil.rmtree(folder)

    assert result == {}


@pytest.mark.slow
def test_broken_revisions_in_full_length(shared):
    paths = tuple(str(path) for path in sorted((shared / "data" / "spec").glob("*.json")))

    result = outcomes([(paths, 1_000_000 + seed, True) for seed in range(WHOLE)])

    assert problems_of(result) == {}
