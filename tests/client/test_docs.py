"""The documentation: its examples run, its links lead somewhere, its actions are all there."""

from __future__ import annotations

import importlib
import json
import os
import re
import shlex
from pathlib import Path, PurePosixPath
from typing import Any

import httpx2
import pytest
from markdown_it import MarkdownIt

from generator.render.markdown import slug

GENERATED = Path(__file__).resolve().parents[2] / "generated"
OPERATIONS = sorted((GENERATED / "docs" / "operations").glob("*.md"))
PROGRAM = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OPERATION = re.compile(r"^# .+\n\n.*?operation `(\w+)`")
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files to send, and credentials in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("login", "password"):
        monkeypatch.setenv(f"CALLFIRE_{name.upper()}", name)
    for ending in ("txt", "csv", "mp3", "wav", "png", "jpg"):
        (tmp_path / f"example.{ending}").write_bytes(b"0123456789")
    return tmp_path


def id_of(text: str) -> str:
    result = OPERATION.match(text)
    assert result, text[:200]
    return result[1]


@pytest.mark.parametrize("page", OPERATIONS, ids=lambda page: page.stem)
def test_examples_run(page: Path, server: Any, workplace: Path, capsys: Any) -> None:
    assert workplace.is_dir()
    text = page.read_text(encoding="utf-8")
    programs = PROGRAM.findall(text)
    assert len(programs) == 2
    for program in programs:
        server.asked.clear()
        exec(compile(program, page.name, "exec"), {"__name__": "__main__"})
        assert id_of(text) in server.asked
    assert "Traceback" not in capsys.readouterr().err


def words_of(page: Path, program: str) -> list[str]:
    """The words of a command on a page."""
    result = [each for each in SHELL.findall(page.read_text("utf-8")) if each.startswith(program)]
    assert len(result) == 1
    return shlex.split(result[0].replace("\\\n", " "))


@pytest.mark.parametrize("page", OPERATIONS, ids=lambda page: page.stem)
def test_curl_and_the_command_line_send_the_same(
    page: Path, server: Any, workplace: Path, capsys: Any
) -> None:
    cli = importlib.import_module("callfire.cli")
    assert workplace.is_dir()
    curl = words_of(page, "curl ")
    method = curl[curl.index("-X") + 1] if "-X" in curl else "GET"
    url = next(word for word in curl if word.startswith("https://"))
    request = httpx2.Request(method, url)
    assert server.operation(request).id == id_of(page.read_text("utf-8"))

    command = words_of(page, "callfire ")
    assert cli.run(cli.PROGRAM, [*command[1:], "--dry-run", "-o", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    there = httpx2.URL(shown["url"])
    assert (shown["method"], there.path) == (method, request.url.path)
    assert sorted(there.params.multi_items()) == sorted(request.url.params.multi_items())
    if "-d" in curl:
        assert shown["body"] == json.loads(curl[curl.index("-d") + 1])


def test_every_operation_has_its_page(pages: dict[str, str], operations: Any) -> None:
    shown = [id_of(text) for path, text in pages.items() if path.startswith("operations/")]
    assert sorted(operations) == sorted(shown)


def anchors(text: str) -> set[str]:
    return {slug(line.lstrip("#")) for line in text.splitlines() if line.startswith("#")}


def links(text: str) -> list[str]:
    return [
        str(token.attrs["href"])
        for block in MarkdownIt("commonmark").enable("table").parse(text)
        for token in block.children or ()
        if token.type == "link_open"
    ]


def test_links_lead_somewhere(pages: dict[str, str]) -> None:
    known = {path: anchors(text) for path, text in pages.items()}
    broken = []
    for path, text in pages.items():
        for link in links(text):
            if link.startswith("https://"):
                continue
            target, _, anchor = link.partition("#")
            whole = os.path.normpath(PurePosixPath(path).parent / target) if target else path
            if whole not in known or (anchor and anchor not in known[whole]):
                broken.append(f"{path}: {link}")
    assert broken == []


def test_no_page_holds_html(pages: dict[str, str]) -> None:
    html = [
        f"{path}: {token.content}"
        for path, text in pages.items()
        for block in MarkdownIt("commonmark").enable("table").parse(text)
        for token in (block, *(block.children or ()))
        if token.type in {"html_block", "html_inline"}
    ]
    assert html == []


ACTION = re.compile(r"^### .+?(?=^##|\Z)", re.MULTILINE | re.DOTALL)
INPUT = re.compile(r"^- `+([^`]+)`+ - _(required|optional)_ - .+? - (.+)$", re.MULTILINE)


@pytest.fixture
def shown_actions(pages: dict[str, str]) -> dict[str, str]:
    """The sections of the page of actions by operation."""
    result = {}
    for section in ACTION.findall(pages["actions.md"]):
        operation = re.search(r"operation `(\w+)`", section)
        assert operation, section
        result[operation[1]] = section
    return result


def test_the_seed_is_on_the_page_of_actions(shared: Path, shown_actions: dict[str, str]) -> None:
    wrong, inputs = [], 0
    seed = json.loads((shared / "data" / "seed" / "actions.json").read_bytes())
    for action in seed:
        section = shown_actions[action["operationId"]]
        quoted = re.search(r"^> \w", section, re.MULTILINE)
        if not quoted or f"tag `{action['tag']}`" not in section:
            wrong.append(f"{action['operationId']}: description or tag missing")
        have = {name: (need, text) for name, need, text in INPUT.findall(section)}
        for parameter in action["params"]:
            inputs += 1
            need, text = have.get(parameter["name"], ("", ""))
            if not text.strip(" ~") or (parameter["required"] and need != "required"):
                wrong.append(f"{action['operationId']}: {parameter['name']}")
            if not all(value in section for value in parameter["enum"] or ()):
                wrong.append(f"{action['operationId']}: values of {parameter['name']}")
    assert wrong == []
    assert (len(seed), inputs) == (114, 289)


def test_every_operation_is_on_the_page_of_actions(
    shown_actions: dict[str, str], operations: Any
) -> None:
    assert sorted(operations) == sorted(shown_actions)
    with_bodies = {each.id for each in operations.values() if each.body}
    assert {
        name for name, section in shown_actions.items() if "- `requestBody` - " in section
    } == with_bodies
