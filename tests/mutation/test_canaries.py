"""A hostile text at every place of a description stays a text in every output: code, TOML, JSON, Markdown and findings."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from markdown_it import MarkdownIt

from generator.diagnostics import reporters
from generator.diagnostics.findings import Diagnostics
from tests.mutation.engine import _files
from tests.mutation.test_mutations import EVERYTHING, SMALL

PAYLOADS = (
    'canary"""\nimport canary\n"""',
    "canary'); __import__('canary') #",
    "</script><script>canary()</script><img src=x onerror=canary()>",
    "[canary](javascript:canary()) ![canary](https://canary.test/t.png)",
    "\u202ecanary\u2066",
    "\x1b[31mcanary\x1b]0;canary\x07",
    "canary\n::error::canary\n##[error]canary",
    "{{ canary }}{% raw %}",
    'canary"]\n[canary]\ncanary = "',
    "../../canary",
    "```\n<b>canary</b>\n```",
    "canary\\",
)
TAGS = re.compile(r"<(script|img|iframe|b|a)\b|onerror=|javascript:", re.IGNORECASE)


def places(value: Any, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every text of a description."""
    listed = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in listed:
        if isinstance(each, str):
            yield (*here, key)
        elif isinstance(each, dict | list):
            yield from places(each, (*here, key))


def poisoned(place: tuple[str | int, ...], payload: str) -> dict[str, Any]:
    document = deepcopy(SMALL)
    holder: Any = document
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = payload
    return document


def imported(tree: ast.AST) -> set[str]:
    result = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            result |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            result.add(node.module or "")
    return result


def harm(path: str, text: str) -> list[str]:
    """What a file shows that no text of a description may bring about."""
    result = (
        [] if all(line.isprintable() for line in text.split("\n")) else ["invisible characters"]
    )
    match path.rpartition(".")[2]:
        case "py":
            tree = ast.parse(text)
            result += [name for name in imported(tree) if name.partition(".")[0] == "canary"]
            calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
            result += [
                each.id
                for each in calls
                if isinstance(each, ast.Name) and each.id in {"canary", "__import__"}
            ]
        case "toml":
            result += [
                key for key in tomllib.loads(text) if key not in {"build-system", "project", "tool"}
            ]
        case "json":
            json.loads(text)
        case "md":
            result += [message for message in html(text) if TAGS.search(message)]
    return result


@cache
def _renderer() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True})


def html(text: str) -> Iterator[str]:
    """What a page would hold as HTML, and the addresses of its links and images."""
    for token in _renderer().parse(text):
        for each in (token, *(token.children or ())):
            if each.type in {"html_block", "html_inline"}:
                yield each.content
            yield from (str(each.attrs[name]) for name in ("href", "src") if name in each.attrs)


def judged(place: tuple[str | int, ...], payload: str) -> list[str]:
    report = Diagnostics()
    files = _files(json.dumps(poisoned(place, payload)), EVERYTHING, report) or {}
    result = [f"{path}: {message}" for path, text in files.items() for message in harm(path, text)]
    for name, write in reporters.FORMATS.items():
        shown = write(report.findings)
        result += [f"{name}: {line!r}" for line in shown.split("\n") if not line.isprintable()]
    return result


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_text_stays_a_text_where_people_read_it(payload):
    read = [
        ("info", "title"),
        ("info", "description"),
        ("tags", 0, "description"),
        ("paths", "/calls", "get", "summary"),
    ]

    assert [text for place in read for text in judged(place, payload)] == []


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_a_text_stays_a_text_at_every_place(number):
    """Each place meets three of the payloads."""
    payload = PAYLOADS[number]
    result = {
        str(place): harmed
        for index, place in enumerate(places(SMALL))
        if (index + number) % 4 == 0 and (harmed := judged(place, payload))
    }

    assert result == {}
