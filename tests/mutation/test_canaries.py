"""A hostile text at every place of a description stays a text in every output.

The outputs are code, TOML, JSON, Markdown, exports for other programs, findings, and the pages of the built site.
"""

from __future__ import annotations

import ast
import itertools
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from markdown_it import MarkdownIt

from generator import pipeline
from generator.actions.catalogue import catalogue
from generator.actions.export import FILES, FOLDERS
from generator.config import Config
from generator.diagnostics import reporters
from generator.diagnostics.findings import Diagnostics
from generator.ir.client import Client
from generator.python.docstrings import clean
from generator.render.outputs import JOBS
from generator.render.templates import TEMPLATES, render
from tests.mutation.engine import understood
from tests.mutation.test_mutations import EVERYTHING, SMALL

ROOT = Path(__file__).parents[2]

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
    '{ onclick="canary()" } {: #canary onclick=canary() }',
    'https://canary.test/" onmouseover="canary()',
    "--> <!-- canary --> */ canary() /* \u2028 canary()",
    "<details><summary>canary\n\n    <script>canary()</script>",
    '`";canary();//',
    "${canary()} #{canary()}",
    "__proto__",
)
PLAIN = (
    "a ==b== ^^c^^ d^2^ ++ctrl+e++ ~~f~~ $$g$$ \\(h\\) $i$",
    ":smile: 10:30:00 (c) --> 1/2 != +/-",
    '--8<-- "/etc/passwd"',
    '=== "tab"',
    "!!! note",
    "[^1] *[HTML]: abbreviation",
    "&#60;b&#62; &lt;b&gt; &amp;",
    "{% include 'x' %} {{ x }} [[x]] [TOC]",
    "- [ ] task",
    "@someone #1",
    'it\'s "quoted" _so_ *so* __so__ **so**',
)
"""Texts that look like the markup of some tool; people read them as they stand."""
TAGS = re.compile(r"<(script|img|iframe|b|a)\b|onerror=|javascript:", re.IGNORECASE)


def places(value: Any, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every text of a description."""
    listed = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in listed:
        if isinstance(each, str):
            yield (*here, key)
        elif isinstance(each, dict | list):
            yield from places(each, (*here, key))


NAMED = frozenset({"properties", "definitions", "paths", "resources", "securityDefinitions"})
"""What holds widgets by names that the publisher chooses."""


def names(value: Any, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every name that a description gives as a key."""
    listed = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in listed:
        if here and here[-1] in NAMED:
            yield (*here, key)
        if isinstance(each, dict | list):
            yield from names(each, (*here, key))


def poisoned(place: tuple[str | int, ...], payload: str, *, name: bool = False) -> dict[str, Any]:
    """The description with another text, or another name, at a place; references follow their definition."""
    document = deepcopy(SMALL)
    holder: Any = document
    for step in place[:-1]:
        holder = holder[step]
    if not name:
        holder[place[-1]] = payload
        return document
    key = f"/{payload}" if place[0] == "paths" and len(place) == 2 else payload
    holder[key] = holder.pop(place[-1])
    fragment = quote(key.replace("~", "~0").replace("/", "~1"))
    plain = json.dumps(document)
    moved = plain.replace(f'"#/definitions/{place[-1]}"', json.dumps(f"#/definitions/{fragment}"))
    result: dict[str, Any] = json.loads(moved)
    return result


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
        case "js":
            own = TEMPLATES / "elasticio" / path.removeprefix("elasticio/")
            result += [] if own.read_text("utf-8") == text else ["code that a description changes"]
    return result


def exports(client: Client) -> dict[str, str]:
    """What other programs read, by path."""
    actions = catalogue(client)
    result = {f"{target}.json": write(actions) for target, write in FILES.items()}
    for target, fill in FOLDERS.items():
        result |= {
            f"{target}/{path}": content.decode()
            for path, content in fill(client).items()
            if not path.endswith(".png")
        }
    assert [path for path in result if not re.fullmatch(r"[\w./-]+", path, re.ASCII)] == []
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


def judged(place: tuple[str | int, ...], payload: str, *, name: bool = False) -> list[str]:
    report = Diagnostics()
    client = understood(json.dumps(poisoned(place, payload, name=name)), report)
    files = {}
    if client is not None:
        jobs = [job for kind in EVERYTHING for job in JOBS[kind](client, "1.0.0")]
        files = render(jobs) | exports(client)
    result = [f"{path}: {message}" for path, text in files.items() for message in harm(path, text)]
    for form, write in reporters.FORMATS.items():
        shown = write(report.findings)
        result += [f"{form}: {line!r}" for line in shown.split("\n") if not line.isprintable()]
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


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_a_name_stays_a_name_at_every_place(number):
    """Each name meets three of the payloads."""
    result = {
        str(place): harmed
        for index, place in enumerate(names(SMALL))
        if (index + number) % 4 == 0 and (harmed := judged(place, PAYLOADS[number], name=True))
    }

    assert result == {}


@pytest.mark.parametrize("text", [*PAYLOADS, *PLAIN])
def test_texts_of_the_catalogue_come_back(text):
    document = deepcopy(SMALL)
    document["paths"]["/calls"]["get"]["description"] = text
    document["definitions"]["Call"]["properties"]["state"]["enum"] = [text, "READY"]
    client = understood(json.dumps(document), Diagnostics())
    assert client is not None
    actions = catalogue(client)

    read = json.loads(FILES["json"](actions))

    assert read == actions
    (actual,) = [action for action in read["actions"] if action["id"] == "findCalls"]
    assert actual["description"] == clean(text).strip()
    assert read["$defs"]["StateInput"]["enum"] == [text, "READY"]


# ---- The component, as node reads it ------------------------------------------------------------


TRAP = """
const { readdirSync } = require("node:fs");
const { join } = require("node:path");
let sprung = [];
for (const name of ["canary", "alert"]) globalThis[name] = () => sprung.push(name);
const before = Object.getOwnPropertyNames(Object.prototype).join();
for (const each of readdirSync(".", { recursive: true })) {
  if (/[.](js|json)$/.test(each) && !/driver/.test(each)) require(join(process.cwd(), each));
}
const changed = Object.getOwnPropertyNames(Object.prototype).join() !== before || {}.polluted !== undefined;
console.log(JSON.stringify({ sprung, changed, globals: Object.keys(globalThis).filter((name) => /canary|pwned/.test(name)) }));
"""


@pytest.mark.parametrize("payload", ['";canary();//', "</script>${canary()}", "__proto__"])
def test_the_component_does_nothing_when_it_is_loaded(tmp_path, payload):
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node here")
    report = Diagnostics()
    document = everywhere(itertools.repeat(payload))
    document["paths"]["/calls"]["get"]["operationId"] = payload
    client = understood(json.dumps(document), report)
    assert client is not None, report.findings
    for path, text in exports(client).items():
        if path.startswith("elasticio/"):
            place = tmp_path / path.removeprefix("elasticio/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
    (tmp_path / "driver.js").write_text(TRAP, "utf-8")

    for script in sorted(tmp_path.rglob("*.js")):
        subprocess.run([node, "--check", script], check=True, capture_output=True, timeout=60)
    loaded = subprocess.run(
        [node, "driver.js"], cwd=tmp_path, check=True, capture_output=True, timeout=60
    )

    assert json.loads(loaded.stdout) == {"sprung": [], "changed": False, "globals": ["canary"]}


# ---- The built site -----------------------------------------------------------------------------


def everywhere(texts: Iterator[str]) -> dict[str, Any]:
    """The description with a text at each place that people read."""
    document = deepcopy(SMALL)

    def fill(value: Any) -> None:
        if isinstance(value, list):
            for each in value:
                fill(each)
        if not isinstance(value, dict):
            return
        for each in list(value.values()):
            fill(each)
        kind = value.get("type")
        for key in ("title", "description", "summary"):
            if isinstance(value.get(key), str):
                value[key] = next(texts)
        if "operationId" in value or "in" in value or (isinstance(kind, str) and kind != "basic"):
            value.setdefault("description", next(texts))

    fill(document)
    return document


class Page(HTMLParser):
    """What a page of the site has in it: harm, tags, and the text that people read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.harm: list[str] = []
        self.tags: Counter[str] = Counter()
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for key, value in attrs:
            address = key in {"href", "src", "action"} and urlsplit(value or "").scheme
            is_elsewhere = key == "src" and address
            if key.startswith("on") or is_elsewhere or address not in {False, "", "http", "https"}:
                self.harm.append(f"<{tag} {key}={value!r}>")

    def handle_comment(self, data: str) -> None:
        self.harm += ["a comment"] if "canary" in data else []

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            self.words.append(data)
        elif "canary" in data:
            self.harm.append(f"inside of a {self.cdata_elem}: {data[:80]}")

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def built(folder: Path, document: dict[str, Any]) -> dict[str, Page]:
    """The pages of the site of a description, as the project builds its own."""
    folder.mkdir(exist_ok=True)
    spec, output, report = folder / "spec.json", folder / "generated", Diagnostics()
    spec.write_text(json.dumps(document), "utf-8")
    config = Config(folder, spec=spec, output=output)
    outcome = pipeline.run(pipeline.Request(config, output, ("docs",)), report)
    assert outcome.state is pipeline.State.WRITTEN, report.findings
    shutil.copytree(ROOT / "docs" / "theme", folder / "docs" / "theme")
    shutil.copy(ROOT / "pyproject.toml", folder)
    settings = (ROOT / "zensical.toml").read_text("utf-8")
    menu = re.compile(r"^nav = \[$.*?^\]$", re.MULTILINE | re.DOTALL)
    (folder / "zensical.toml").write_text(menu.sub("", settings), "utf-8")
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "site.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    site = folder / "site"
    return {
        path.relative_to(site).as_posix(): Page(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def needs_site_builder():
    if not Path(sys.executable).with_name("zensical").is_file():
        pytest.skip("zensical is not installed")


@pytest.mark.usefixtures("needs_site_builder")
def test_a_text_stays_a_text_on_the_site(tmp_path):
    plain = built(tmp_path / "plain", SMALL)
    hostile = built(tmp_path / "hostile", everywhere(itertools.cycle(PAYLOADS)))

    assert {path: page.harm for path, page in hostile.items() if page.harm} == {}
    own = {tag for page in plain.values() for tag in page.tags}
    assert {tag for page in hostile.values() for tag in page.tags} - own <= {"blockquote", "pre"}
    scripts = {page.tags["script"] for page in plain.values()}
    assert {page.tags["script"] for page in hostile.values()} == scripts


@pytest.mark.usefixtures("needs_site_builder")
def test_signs_of_a_text_are_read_as_they_stand(tmp_path):
    document = deepcopy(SMALL)
    document["paths"]["/calls"]["get"]["description"] = "\n\n".join(PLAIN)

    page = built(tmp_path, document)["operations/findCalls/index.html"]

    assert [text for text in PLAIN if " ".join(text.split()).strip("- ") not in page.text] == []
