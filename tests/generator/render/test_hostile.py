"""Hostile descriptions end in located findings or in a harmless package, never in their code or outside the output."""

import ast
import json
from functools import lru_cache

import pytest

from generator import pipeline
from generator.config import Config
from generator.diagnostics.findings import Diagnostics
from generator.pipeline import Request, State

CALL = "pwned()"
BREAKOUTS = {
    "double quotes": f'"; {CALL}; "',
    "single quotes": f"'; {CALL}; '",
    "triple quotes": f'"""\n{CALL}\n"""',
    "backslash": f'\\"""\n{CALL}\n\\',
    "newline": f"x\n{CALL}\nx",
    "carriage return": f"x\r{CALL}\rx",
    "form feed": f"x\x0c{CALL}\x0bx",
    "line separator": f"x\u2028{CALL}\u2029x",
    "next line": f"x\x85{CALL}",
    "template": "{{ ''.__class__.__mro__ }}{% for x in [1] %}" + CALL + "{% endfor %}{# #}",
    "format": "{0.__class__}{" + CALL + "} %s %(x)s $x",
    "f-string": "{" + CALL + "!r:>{" + CALL + "}}",
    "comment": f"# type: ignore\n{CALL} #",
    "bidi": f"\u202e\u2066{CALL}\u2069\u202c",
    "zero width": f"p\u200bw\u200cn\u200de\ufeffd {CALL}",
    "homoglyph": f"\uff50\uff57\uff4e\uff45\uff44() {CALL}",
    "null": f"x\x00{CALL}",
    "escape": f"\x1b[2J\x1b]0;{CALL}\x07",
    "unicode escape": f"\\N{{QUOTATION MARK}}\\x22\\u0022{CALL}",
    "markdown": f"```\n{CALL}\n```\n<script>{CALL}</script>[x](javascript:{CALL})",
    "traversal": "../../../etc/passwd",
    "windows": "..\\..\\con.py",
    "absolute": "/etc/passwd",
    "empty": "",
    "blank": " \t ",
    "reserved": "class",
    "dunder": "__init__",
    "builtin": "print",
    "digits": "123",
    "long": "a" * 5000,
    "emoji": "\U0001f4a5" * 3,
    "surrogate pair": "\ud83d\udca5 \\ud800",
}
MIXED = "\"'\\\n\"\"\"'''{{ x }}{% y %}\u202e; " + CALL + " #../"
PROSE = (
    "title",
    "description",
    "summary",
    "tag text",
    "parameter text",
    "field text",
    "response text",
    "enum text",
)
NAMES = (
    "tag", "operationId", "parameter", "header", "form", "definition", "property", "enum", "default", "example",
    "version", "license", "host", "basePath", "scheme name", "media type", "path", "extension", "security",
    "pattern", "format", "deprecated", "x-name", "x-csv", "x-paging", "x-login", "class name", "package", "env prefix",
    "external docs",
)  # fmt: skip


def description(at, text):
    """A description with a text at one place, or at each place of prose."""

    def put(place, otherwise):
        return text if place == at or (at == "prose" and place in PROSE) else otherwise

    schema = f"#/definitions/{put('definition', 'Pet').replace('~', '~0').replace('/', '~1')}"
    return {
        "swagger": "2.0",
        "info": {
            "title": put("title", "Pets"),
            "version": put("version", "1"),
            "description": put("description", "d"),
            "license": {"name": put("license", "MIT")},
        },
        "x-client": {
            "class-name": put("class name", "Pets"),
            "package": put("package", "pets"),
            "env-prefix": put("env prefix", "PETS"),
        },
        "host": put("host", "example.test"),
        "basePath": put("basePath", "/v1"),
        "schemes": ["https"],
        "produces": [put("media type", "application/json")],
        "securityDefinitions": {
            put("security", "key"): {
                "type": "apiKey",
                "in": "header",
                "name": put("scheme name", "X-Key"),
            }
        },
        "externalDocs": {"url": put("external docs", "https://example.test")},
        "tags": [{"name": put("tag", "pets"), "description": put("tag text", "d")}],
        "paths": {
            put("path", "/pets"): {
                "get": {
                    "operationId": put("operationId", "findPets"),
                    "tags": [put("tag", "pets")],
                    "summary": put("summary", "s"),
                    "description": put("description", "d"),
                    "deprecated": True,
                    "x-deprecated": put("deprecated", "old"),
                    "x-paging": {
                        "limit": put("x-paging", "limit"),
                        "offset": "offset",
                        "items": "items",
                    },
                    "x-login": put("x-login", "account"),
                    put("extension", "x-other"): {"deep": text},
                    "parameters": [
                        {
                            "name": put("parameter", "kind"),
                            "in": "query",
                            "type": "string",
                            "x-name": put("x-name", "kind"),
                            "description": put("parameter text", "d"),
                            "enum": [put("enum", "cat"), put("default", "dog")],
                            "default": put("default", "dog"),
                            "pattern": put("pattern", "^x$"),
                            "format": put("format", "word"),
                        },
                        {
                            "name": "states",
                            "in": "query",
                            "type": "string",
                            "x-csv": {"enum": [put("x-csv", "A")]},
                        },
                        {"name": put("header", "X-Trace"), "in": "header", "type": "string"},
                        {"name": "limit", "in": "query", "type": "integer"},
                        {"name": "offset", "in": "query", "type": "integer"},
                    ],
                    "responses": {
                        "200": {
                            "description": put("response text", "d"),
                            "schema": {
                                "type": "object",
                                "properties": {
                                    "items": {"type": "array", "items": {"$ref": schema}}
                                },
                            },
                        },
                        "400": {"description": put("response text", "d")},
                    },
                },
                "post": {
                    "operationId": "addPet",
                    "tags": [put("tag", "pets")],
                    "parameters": [{"name": put("form", "file"), "in": "formData", "type": "file"}],
                    "consumes": ["multipart/form-data"],
                    "responses": {"204": {"description": "d"}},
                },
            }
        },
        "definitions": {
            put("definition", "Pet"): {
                "type": "object",
                "description": put("field text", "d"),
                "properties": {
                    put("property", "name"): {
                        "type": "string",
                        "description": put("field text", "d"),
                        "example": put("example", "Rex"),
                    },
                    "kind": {
                        "type": "string",
                        "description": put("enum text", "d"),
                        "enum": [put("enum", "cat")],
                    },
                },
            }
        },
    }


def attacked(folder, content):
    """Generate from a description; the outcome, the findings, and the files in the output."""
    spec = folder / "spec.json"
    spec.write_text(json.dumps(content), encoding="utf-8")
    report = Diagnostics()
    output = folder / "a" / "b" / "out"
    config = Config(folder, spec=spec, output=output)
    before = outside(folder, output)
    outcome = pipeline.run(Request(config, output, ("package",)), report)
    assert outside(folder, output) == before
    return outcome, report, sorted(path for path in output.rglob("*") if path.is_file())


def outside(folder, output):
    return [
        path for path in folder.rglob("*") if path.is_file() and not path.is_relative_to(output)
    ]


def calls(source):
    return {
        node.func.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


@lru_cache(500)
def is_harmless(content):
    """Whether a file has no call that a text has brought in; most files are the same for all descriptions."""
    return "pwned" not in calls(content)


def check(outcome, report, files):
    if outcome.state is State.FAILED:
        assert report.failed
        assert all(each.file for each in report)
        assert files == []
        return
    assert outcome.state == State.WRITTEN
    for path in files:
        text = path.read_bytes().decode("utf-8")
        assert not {"\u202e", "\u2066", "\x00", "\x1b", "\u2028", "\x85"} & set(text), path
        if path.suffix == ".py":
            assert is_harmless(text), path


@pytest.mark.parametrize("text", BREAKOUTS.values(), ids=BREAKOUTS)
def test_prose(tmp_path, text):
    check(*attacked(tmp_path, description("prose", text)))


@pytest.mark.parametrize("place", NAMES)
def test_names_and_values(tmp_path, place):
    check(*attacked(tmp_path, description(place, MIXED)))


@pytest.mark.slow
@pytest.mark.parametrize("text", BREAKOUTS.values(), ids=BREAKOUTS)
@pytest.mark.parametrize("place", NAMES)
def test_each_name_with_each_text(tmp_path, place, text):
    check(*attacked(tmp_path, description(place, text)))


def test_the_harmless_one_is_generated(tmp_path):
    outcome, report, files = attacked(tmp_path, description("nowhere", ""))

    assert outcome.state == State.WRITTEN
    assert not report.failed
    assert files
