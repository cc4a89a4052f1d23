"""What type checkers and editors know of the package: everything is typed, and known words complete."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", folder]
    subprocess.run([*map(str, command), str(ROOT / "generated")], check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder / "site")
    return folder / "site"


def environment(site: Path) -> dict[str, str]:
    """Pyright asks the first Python on the path where packages are."""
    scripts = Path(sys.executable).parent
    return {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "VIRTUAL_ENV": str(scripts.parent),
        "PYTHONPATH": str(site),
    }


@pytest.mark.slow
def test_every_public_symbol_has_a_known_type(installed: Path) -> None:
    command = [sys.executable, "-m", "pyright", "--verifytypes", "callfire", "--ignoreexternal"]
    run = subprocess.run(
        [*command, "--outputjson"],
        cwd=installed.parent,
        env=environment(installed),
        capture_output=True,
        text=True,
        check=False,
    )
    result: dict[str, Any] = json.loads(run.stdout)["typeCompleteness"]
    problems = [
        f"{symbol['name']}: {each['message']}"
        for symbol in result["symbols"]
        for each in symbol["diagnostics"]
        if each["severity"] == "error"
    ]

    assert problems == []
    assert result["completenessScore"] == 1
    assert result["exportedSymbolCounts"]["withKnownType"] > 2000


PROGRAM = """
from callfire import CallFire, RetryConfig

client = CallFire()
client.texts.find(states=["|"])
client.webhooks.create(name="x", callback="https://example.com", events=[], resource="|")
client.texts.send([{"|": ""}])
RetryConfig(retry_results=["|"])
"""
"""A stroke stands where the editor asks."""


@pytest.mark.slow
def test_an_editor_completes_known_words(installed: Path, tmp_path: Path) -> None:
    document = tmp_path / "program.py"
    document.write_text(PROGRAM.replace("|", ""))
    places = [
        (number, line.index("|")) for number, line in enumerate(PROGRAM.split("\n")) if "|" in line
    ]
    with subprocess.Popen(
        [Path(sys.executable).with_name("pyright-langserver"), "--stdio"],
        cwd=tmp_path,
        env=environment(installed),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        client = LanguageClient(process)
        client.open(tmp_path, document)
        states, resources, keys, results = (client.complete(document, *place) for place in places)
        process.kill()

    assert {"READY", "FINISHED"} <= states
    assert {"InboundText", "CallBroadcast"} <= resources
    assert {"phone_number", "message"} <= keys
    assert {"BUSY", "NO_ANS"} <= results


class LanguageClient:
    """As much of the Language Server Protocol as a completion needs."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process, self.last = process, 0

    def open(self, folder: Path, document: Path) -> None:
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}})
        self.send({"method": "initialized", "params": {}})
        item = {"uri": document.as_uri(), "languageId": "python", "version": 1}
        item["text"] = document.read_text()
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": item}})

    def complete(self, document: Path, line: int, character: int) -> set[str]:
        place = {"line": line, "character": character}
        where = {"textDocument": {"uri": document.as_uri()}, "position": place}
        result = self.ask("textDocument/completion", where)
        items = result["items"] if isinstance(result, dict) else result or []
        return {each["label"].strip("\"'") for each in items}

    def ask(self, method: str, params: Any) -> Any:
        self.last += 1
        self.send({"id": self.last, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.last and "method" not in message:
                return message.get("result")
            if "id" in message:
                wanted = message.get("params", {}).get("items", [])
                self.send({"id": message["id"], "result": [None for _ in wanted] or None})

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        return json.loads(self.process.stdout.read(length))
