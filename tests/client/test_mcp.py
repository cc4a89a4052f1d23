"""The server for assistants, through the official SDK's own client over stdio: tools, gates, and sending in two steps."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from callfire import actions
from callfire._runtime.mcp.calls import Calls, Failure
from callfire._runtime.mcp.ledger import Ledger
from callfire._runtime.mcp.tools import Surface, tokens
from callfire._runtime.testing.server import serving
from callfire.cli import PROGRAM
from callfire.testing import FakeCallFire

mcp = pytest.importorskip("mcp", reason="the official SDK is not installed")
from mcp.client.stdio import StdioServerParameters, stdio_client  # noqa: E402

SOURCE = Path(__file__).resolve().parents[2] / "generated" / "src"
TEXT = {"requestBody": [{"phoneNumber": "(213) 555-1122", "message": "Hi"}]}
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def fake() -> FakeCallFire:
    return FakeCallFire()


@pytest.fixture
def environment(fake: FakeCallFire, tmp_path: Path) -> Iterator[dict[str, str]]:
    with serving(fake) as address:
        yield {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(SOURCE),
            "CALLFIRE_BASE_URL": address,
            "CALLFIRE_LOGIN": "login",
            "CALLFIRE_PASSWORD": "password",
            "HOME": str(tmp_path),
        }


@asynccontextmanager
async def connected(environment: dict[str, str], *words: str):
    """The SDK's client, connected to a server of its own."""
    command = ["-m", "callfire", "mcp", *words]
    server = StdioServerParameters(command=sys.executable, args=command, env=environment)
    async with mcp.Client(stdio_client(server)) as client:
        yield client


def talk(environment: dict[str, str], *words: str):
    """Run a conversation given as a coroutine function of the client."""

    def run(conversation: Any) -> Any:
        async def main() -> Any:
            async with asyncio.timeout(120), connected(environment, *words) as client:
                return await conversation(client)

        return asyncio.run(main())

    return run


async def reported(client: Any, tool: str, /, **given: Any) -> tuple[bool, Any]:
    """Call a tool; returns whether it failed, and its text."""
    result = await client.call_tool(tool, given)
    return bool(result.is_error), json.loads(result.content[0].text)


def cost(*words: str) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "callfire", "mcp", "--list", "--tokens", "-o", "json", *words],
        env={"PYTHONPATH": str(SOURCE), "PATH": os.environ["PATH"]},
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)[-1]["tokens"]


def test_tools_are_cheap():
    assert cost() <= 1600
    assert cost("--toolsets", "core") <= 5000


def test_the_default_tools_are_five(environment):
    async def conversation(client):
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == [
            "find_actions",
            "describe_action",
            "run_action",
            "prepare_action",
            "confirm_action",
        ]
        assert [tool.annotations.read_only_hint for tool in tools] == [True] * 4 + [False]
        assert all(tool.output_schema for tool in tools)

        failed, result = await reported(client, "find_actions", query="send a text")
        assert (failed, result["actions"][0]["name"]) == (False, "texts_send")
        failed, result = await reported(client, "describe_action", name="texts_send")
        assert (result["call"], result["operationId"]) == ("prepare_action", "sendTexts")
        assert "`texts_get`" in result["description"]
        failed, result = await reported(client, "run_action", name="texts_find", fields="items(id)")
        assert (failed, result["items"]) == (False, [])

    talk(environment)(conversation)


def test_toolsets_have_tools_of_their_own(environment, fake):
    async def conversation(client):
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        find, send = tools["texts_find"], tools["texts_send"]
        assert find.meta == {"operationId": "findTexts", "method": "GET", "path": "/texts"}
        assert (find.annotations.read_only_hint, send.annotations.open_world_hint) == (True, True)
        failed, _ = await reported(client, "texts_find", limit=1)
        assert not failed
        failed, result = await reported(client, "texts_send", **TEXT)
        assert (failed, "token" in result) == (False, True)
        failed, result = await reported(client, "texts_find", limt=1)
        assert (failed, "did you mean 'limit'" in result["message"]) == (True, True)

    talk(environment, "--toolsets", "texts", "--allow-spend")(conversation)
    assert fake.sent("sendTexts") == []


@pytest.mark.parametrize(
    ("words", "has_reason"),
    [([], "--allow-spend"), (["--read-only", "--allow-spend"], "there is no tool")],
)
def test_spending_is_refused_without_the_flag(environment, fake, words, has_reason):
    async def conversation(client):
        failed, result = await reported(client, "prepare_action", name="texts_send", input=TEXT)
        assert (failed, has_reason in result["message"]) == (True, True)
        failed, result = await reported(client, "run_action", name="texts_send", input=TEXT)
        assert (failed, result["outcome"]) == (True, "usage")
        return await client.list_tools()

    listed = talk(environment, *words)(conversation)
    assert fake.requests == []
    assert ("prepare_action" in {tool.name for tool in listed.tools}) == (words == [])


def test_read_only_wins_over_all():
    surface = Surface.of(PROGRAM.catalogue, toolsets=["all"], read_only=True, spend=True)
    offered = {tool["name"] for tool in surface.listed()[3:]}
    assert offered == {action.tool for action in actions.CATALOGUE if action.effect == "read"}


def test_the_same_token_sends_once_and_returns_the_first_response(environment, fake):
    async def conversation(client):
        _, first = await reported(client, "prepare_action", name="texts_send", input=TEXT)
        _, again = await reported(client, "prepare_action", name="texts_send", input=TEXT)
        assert first["token"] == again["token"]
        assert first["preview"]["items"] == 1
        calls = [reported(client, "confirm_action", token=first["token"]) for _ in range(50)]
        responses = await asyncio.gather(*calls)
        responses += [
            await reported(client, "confirm_action", token=first["token"]) for _ in range(50)
        ]
        assert {json.dumps(response) for response in responses} == {json.dumps(responses[0])}
        assert (responses[0][0], responses[0][1]["outcome"]) == (False, "done")
        _, later = await reported(client, "prepare_action", name="texts_send", input=TEXT)
        assert later["token"] != first["token"]
        assert "The same request was sent" in later["warning"]

    talk(environment, "--allow-spend")(conversation)
    assert len(fake.sent("sendTexts")) == 1


def test_an_unknown_outcome_is_never_sent_again(environment, fake):
    fake.drop("sendTexts")

    async def conversation(client):
        _, first = await reported(client, "prepare_action", name="texts_send", input=TEXT)
        responses = [
            await reported(client, "confirm_action", token=first["token"]) for _ in range(5)
        ]
        assert {(failed, response["outcome"]) for failed, response in responses} == {
            (True, "unknown")
        }

    talk(environment, "--allow-spend")(conversation)
    assert len(fake.sent("sendTexts")) == 1


class Raw:
    """A server that reads line by line, so that streams can be broken and the process killed."""

    def __init__(self, environment: dict[str, str], *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "callfire", "mcp", *words],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.number = 0
        hello = {"protocolVersion": "2025-06-18", "capabilities": {}}
        self.ask("initialize", hello | {"clientInfo": {"name": "raw", "version": "1"}})
        self.write({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def write(self, message: dict[str, Any]) -> None:
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def send(self, method: str, params: dict[str, Any]) -> int:
        self.number += 1
        self.write({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        return self.number

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        wanted = self.send(method, params)
        while True:
            response = json.loads(self.process.stdout.readline())
            if response.get("id") == wanted:
                return response["result"]

    def tool(self, tool: str, /, **given: Any) -> Any:
        return json.loads(
            self.ask("tools/call", {"name": tool, "arguments": given})["content"][0]["text"]
        )

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def test_a_kill_between_prepare_and_confirm_sends_once(environment, fake):
    first = Raw(environment, "--allow-spend")
    token = first.tool("prepare_action", name="texts_send", input=TEXT)["token"]
    first.kill()
    second = Raw(environment, "--allow-spend")
    responses = [second.tool("confirm_action", token=token) for _ in range(3)]
    second.kill()
    third = Raw(environment, "--allow-spend")
    responses.append(third.tool("confirm_action", token=token))
    third.kill()

    assert {json.dumps(response) for response in responses} == {json.dumps(responses[0])}
    assert (responses[0]["outcome"], len(fake.sent("sendTexts"))) == ("done", 1)


@pytest.mark.slow
@pytest.mark.parametrize("pause", [0.0, 0.02, 0.1, 0.3, 0.6])
def test_a_kill_while_it_sends_never_sends_twice(environment, fake, pause):
    fake.delay("sendTexts", 0.3)
    first = Raw(environment, "--allow-spend")
    token = first.tool("prepare_action", name="texts_send", input=TEXT)["token"]
    first.send("tools/call", {"name": "confirm_action", "arguments": {"token": token}})
    import time

    time.sleep(pause)
    first.kill()
    second = Raw(environment, "--allow-spend")
    responses = [second.tool("confirm_action", token=token) for _ in range(5)]
    second.kill()

    assert len(fake.sent("sendTexts")) <= 1
    assert {response["outcome"] for response in responses} <= {"done", "unknown"}
    if responses[0]["outcome"] == "done":
        assert len(fake.sent("sendTexts")) == 1


@pytest.mark.slow
@pytest.mark.parametrize("kept", [1, 20, 60, -1])
def test_a_stream_that_breaks_after_any_part_of_a_request_never_sends_twice(
    environment, fake, kept
):
    first = Raw(environment, "--allow-spend")
    token = first.tool("prepare_action", name="texts_send", input=TEXT)["token"]
    params = {"name": "confirm_action", "arguments": {"token": token}}
    message = json.dumps({"jsonrpc": "2.0", "id": 9, "method": "tools/call", "params": params})
    whole = message.encode() + b"\n"
    first.process.stdin.write(whole[:kept] if kept > 0 else whole)
    first.process.stdin.close()
    first.process.wait(timeout=30)
    first.process.stdout.close()
    second = Raw(environment, "--allow-spend")
    response = second.tool("confirm_action", token=token)
    second.kill()

    assert (response["outcome"], len(fake.sent("sendTexts"))) == ("done", 1)


def test_the_token_is_bound_to_the_exact_body(environment, fake, tmp_path):
    server = Raw(environment, "--allow-spend")
    token = server.tool("prepare_action", name="texts_send", input=TEXT)["token"]
    other = {"requestBody": [{"phoneNumber": "(213) 555-1122", "message": "Ho"}]}
    assert server.tool("prepare_action", name="texts_send", input=other)["token"] != token
    assert server.tool("confirm_action", token="made up")["outcome"] == "usage"
    server.tool("confirm_action", token=token)
    server.kill()
    assert fake.requests[-1].json == [{"phoneNumber": "12135551122", "message": "Hi"}]

    path = tmp_path / ".local" / "state" / "callfire" / "mcp.sqlite3"
    assert oct(path.stat().st_mode)[-3:] == "600"
    with sqlite3.connect(path) as connection:
        states = {row[0] for row in connection.execute("SELECT state FROM tokens")}
    connection.close()
    assert states == {"prepared", "ended"}


@pytest.mark.parametrize("change", [{"CALLFIRE_LOGIN": "other"}, {"CALLFIRE_BASE_URL": "fake"}])
def test_the_token_is_bound_to_the_server_and_the_login(environment, fake, change):
    server = Raw(environment, "--allow-spend")
    token = server.tool("prepare_action", name="texts_send", input=TEXT)["token"]
    server.kill()
    with serving(FakeCallFire()) as elsewhere:
        changed = {name: value.replace("fake", elsewhere) for name, value in change.items()}
        other = Raw(environment | changed, "--allow-spend")
        refused = other.tool("confirm_action", token=token)
        other.kill()
    again = Raw(environment, "--allow-spend")
    sent = again.tool("confirm_action", token=token)
    again.kill()

    assert "no such token for this server and login" in refused["message"]
    assert (sent["outcome"], len(fake.sent("texts.send"))) == ("done", 1)


def test_a_ledger_that_cannot_be_written_does_not_hide_what_was_sent(fake, tmp_path):
    class Full(Ledger):
        def end(self, token: str, response: Any) -> None:
            raise sqlite3.OperationalError("database or disk is full")

    surface = Surface.of(actions.CATALOGUE, spend=True)
    ledger = Full(tmp_path / "tokens", "here")

    async def talk(calls: Calls) -> list[str]:
        prepared = await calls.call("prepare_action", {"name": "texts_send", "input": TEXT})
        outcomes = [(await calls.call("confirm_action", {"token": prepared["token"]}))["outcome"]]
        with pytest.raises(Failure) as caught:
            await calls.call("confirm_action", {"token": prepared["token"]})
        return [*outcomes, caught.value.response["outcome"]]

    with fake.client() as client:
        outcomes = asyncio.run(talk(Calls(surface, actions.runner(), client, ledger, "callfire")))

    assert (outcomes, len(fake.sent("texts.send"))) == (["done", "unknown"], 1)


@pytest.mark.parametrize(
    ("given", "failed", "text"),
    [
        ('{"limit": 1}', False, '"limit":1'),
        ("{", True, "input must be an object"),
        ([1], True, "input must be an object"),
        (5, True, "input must be an object"),
    ],
)
def test_inputs_may_be_a_text_of_json(environment, given, failed, text):
    async def conversation(client: Any) -> Any:
        return await client.call_tool("run_action", {"name": "texts_find", "input": given})

    result = talk(environment)(conversation)
    assert (bool(result.is_error), text in result.content[0].text) == (failed, True)


@pytest.mark.parametrize(
    ("uri", "text"),
    [
        ("callfire://nosuch/x", "there is no action 'nosuch'"),
        ("callfire://sendTexts/%7B%7D", "sendTexts is no file"),
        ("file:///etc/passwd", "there is no resource"),
        ("callfire://getCallRecordingMp3/x", "input must be an object"),
        ("callfire://getCallRecordingMp3/%7B%22id%22%3A7%7D", "404"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained(environment, uri, text):
    async def conversation(client: Any) -> str:
        with pytest.raises(mcp.MCPError) as caught:
            await client.read_resource(uri)
        return str(caught.value)

    assert text in talk(environment)(conversation)


def test_files_are_resources(environment, fake):
    fake.add("/calls/recordings", {"id": 5}, content=b"ID3 sound")

    async def conversation(client):
        result = await client.call_tool(
            "run_action", {"name": "calls_recordings_download", "input": {"id": 5}}
        )
        link = result.content[1]
        assert (link.type, link.mime_type) == ("resource_link", "audio/mpeg")
        read = await client.read_resource(link.uri)
        assert read.contents[0].blob == "SUQzIHNvdW5k"
        assert [each.operation for each in fake.requests] == ["getCallRecordingMp3"]

    talk(environment)(conversation)


def test_files_of_this_machine_are_not_opened(environment, fake, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("x")

    async def conversation(client):
        failed, result = await reported(
            client,
            "prepare_action",
            name="contacts_lists_upload",
            input={"file": str(secret), "name": "x"},
        )
        assert (failed, "paths are not opened here" in result["message"]) == (True, True)

    talk(environment, "--allow-spend")(conversation)
    assert fake.requests == []


def test_http_serves_this_machine_only(environment, fake):
    port = 18765
    process = subprocess.Popen(
        [sys.executable, "-m", "callfire", "mcp", "--http", str(port)],
        env=environment,
        stderr=subprocess.DEVNULL,
    )

    async def conversation() -> Any:
        for _ in range(100):
            try:
                async with mcp.Client(f"http://127.0.0.1:{port}/mcp") as client:
                    return await client.list_tools()
            except Exception:  # noqa: BLE001 - it is starting
                await asyncio.sleep(0.1)
        raise AssertionError("it never came up")

    try:
        assert len(asyncio.run(conversation()).tools) == 5
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_the_cost_of_a_tool_is_its_json():
    assert tokens([{"name": "x"}]) == [("x", 3)]
