"""Exports in the hands of those who read them: the SDKs' own types, and the platform's own loader and executor."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "generated" / "src"))

from callfire import actions  # noqa: E402
from callfire._runtime.testing.server import serving  # noqa: E402
from callfire.testing import FakeCallFire  # noqa: E402

from generator import cli  # noqa: E402

SAILOR = "2.7.8"
TARGETS = ("mcp", "openai", "openai-responses", "anthropic")


def export(target: str, folder: Path, *words: str) -> Any:
    path = folder / f"{target}.json"
    assert cli.run(["export", target, "-o", str(path), *words]) == 0
    result = json.loads(path.read_text("utf-8"))
    return result["tools"] if isinstance(result, dict) else result


def parts(tool: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A tool's name and schema, in each of the forms."""
    inner = tool.get("function", tool)
    keys = ("inputSchema", "parameters", "input_schema")
    return inner["name"], next(inner[key] for key in keys if key in inner)


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    return {target: export(target, folder) for target in TARGETS}


def test_the_mcp_types_accept_the_export(exported):
    types = pytest.importorskip("mcp_types", reason="the MCP SDK is not installed")
    tools = types.ListToolsResult.model_validate({"tools": exported["mcp"]}).tools

    assert len(tools) == 122
    assert {tool.meta["operationId"] for tool in tools} == {*actions.CATALOGUE.actions}


def test_the_openai_types_accept_both_forms(exported):
    pytest.importorskip("openai", reason="the OpenAI SDK is not installed")
    from openai.types.chat import ChatCompletionFunctionToolParam
    from openai.types.responses import FunctionToolParam
    from pydantic import TypeAdapter

    chat = TypeAdapter(list[ChatCompletionFunctionToolParam]).validate_python(exported["openai"])
    responses = TypeAdapter(list[FunctionToolParam]).validate_python(exported["openai-responses"])
    assert (len(chat), len(responses)) == (122, 122)


def test_the_anthropic_types_accept_the_export(exported):
    pytest.importorskip("anthropic", reason="the Anthropic SDK is not installed")
    from anthropic.types import ToolParam
    from pydantic import TypeAdapter

    assert len(TypeAdapter(list[ToolParam]).validate_python(exported["anthropic"])) == 122


ALLOWED = {
    "$defs",
    "$ref",
    "additionalProperties",
    "anyOf",
    "description",
    "enum",
    "format",
    "items",
    "maxItems",
    "maximum",
    "minItems",
    "minimum",
    "pattern",
    "properties",
    "required",
    "type",
}


def breaches(schema: Any, at: str = "") -> list[str]:
    """What strict mode refuses, by the rules of the published guide."""
    result = [f"{at}: {key}" for key in schema if key not in ALLOWED]
    if "$ref" in schema and len(schema) > 1:
        result.append(f"{at}: something beside $ref")
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            result.append(f"{at}: open object")
        if {*schema.get("properties", {})} != {*schema.get("required", ())}:
            result.append(f"{at}: optional property")
    if not ({"type", "$ref", "anyOf"} & schema.keys()):
        result.append(f"{at}: no type")
    for key in ("properties", "$defs"):
        for name, inner in schema.get(key, {}).items():
            result += breaches(inner, f"{at}.{name}")
    for inner in schema.get("anyOf", ()):
        result += breaches(inner, f"{at}|")
    if "items" in schema:
        result += breaches(schema["items"], f"{at}[]")
    return result


@pytest.mark.parametrize("target", ["openai", "openai-responses"])
def test_strict_mode_takes_all_tools(exported, target):
    wrong = {
        name: result
        for tool in exported[target]
        for name, schema in [parts(tool)]
        if (result := breaches(schema))
    }
    assert wrong == {}
    assert all(tool.get("function", tool)["strict"] is True for tool in exported[target])


def test_the_openai_sdk_finds_nothing_to_make_strict(exported):
    pydantic = pytest.importorskip("openai.lib._pydantic", reason="the OpenAI SDK is not installed")
    for tool in exported["openai-responses"]:
        name, schema = parts(tool)
        copied = json.loads(json.dumps(schema))
        strict = pydantic._ensure_strict_json_schema(copied, path=(), root=copied)
        assert (name, strict) == (name, schema)


def strict_value(schema: Any, definitions: Any, depth: int = 0) -> Any:
    """What a model writes in strict mode: every property, null where it does not know."""
    if "$ref" in schema:
        return strict_value(definitions[schema["$ref"].rpartition("/")[2]], definitions, depth)
    if "anyOf" in schema or isinstance(schema["type"], list):
        return None
    if schema["type"] == "object":
        return {
            name: strict_value(each, definitions, depth + 1)
            for name, each in schema["properties"].items()
        }
    return {"array": [], "integer": 1, "number": 1.0, "boolean": True}.get(schema["type"], "1")


def test_what_strict_mode_writes_can_be_run(exported):
    free = 0
    for tool in exported["openai-responses"]:
        _, schema = parts(tool)
        given = strict_value(schema, schema.get("$defs", {}))
        action = actions.get(tool["name"])
        text = json.dumps(schema)
        free += "A JSON object as text" in text
        try:
            actions.check(action.id, given)
        except actions.InputError as error:
            messages = [problem.message for problem in error.problems]
            # The made-up values break rules that types cannot state, or are no files and no phone numbers.
            allowed = r"must (have|be one of|be at least)|is required|is no file|phone|one of these|must be a time"
            assert [each for each in messages if not re.search(allowed, each)] == [], action.id
    assert free > 0
    with FakeCallFire().client() as client:
        row = {"phoneNumber": "12135551122", "attributes": '{"name": "Ann"}', "message": "Hi"}
        row["contactId"] = None
        sent = actions.run("texts_send", {"requestBody": [row], "campaignId": None}, client)
    assert sent["items"][0]["toNumber"] == "12135551122"


@pytest.mark.parametrize("target", TARGETS)
def test_texts_name_tools_that_exist(exported, target):
    text = json.dumps(exported[target])
    quoted = set(re.findall(r"`(\w+)`", text))
    names = {parts(tool)[0] for tool in exported[target]}

    assert quoted & {*actions.CATALOGUE.actions} == set()
    assert "texts_get" in quoted & names


def test_fewer_tools_can_be_asked_for(tmp_path):
    few = export("mcp", tmp_path, "--toolsets", "texts", "--read-only")
    assert {tool["annotations"]["readOnlyHint"] for tool in few} == {True}
    assert {parts(tool)[0].split("_")[0] for tool in few} == {"texts"}
    assert "`contacts" not in json.dumps(few)
    three = export("openai", tmp_path, "--search")
    assert [parts(tool)[0] for tool in three] == ["find_actions", "describe_action", "run_action"]
    assert [breaches(parts(tool)[1]) for tool in three] == [[], [], []]
    assert cli.run(["export", "mcp", "--toolsets", "nonsense"]) == 2
    assert cli.run(["export", "json", "--search"]) == 2


def test_definitions_that_tools_share_cost_little(exported):
    """51.0k tokens at four characters each were the price before."""
    assert len(json.dumps(exported["mcp"], separators=(",", ":"))) // 4 <= 45_000


# ---- The component, in the platform's own loader and executor ---------------------------------------------------


@pytest.fixture(scope="session")
def sailor() -> Path:
    """A folder with the platform's own software from npm."""
    folder = ROOT / ".cache" / "sailor"
    package = folder / "node_modules" / "elasticio-sailor-nodejs" / "package.json"
    if not package.is_file():
        if not shutil.which("npm") or not os.environ.get("JUDGES"):
            pytest.skip("the sailor is not installed; `make judges` installs it with npm")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}')
        done = subprocess.run(
            ["npm", "install", "--silent", "--no-audit", f"elasticio-sailor-nodejs@{SAILOR}"],
            cwd=folder,
            capture_output=True,
            timeout=300,
            check=False,
        )
        if done.returncode:
            pytest.skip(f"npm cannot install the sailor: {done.stderr.decode()[-200:]}")
    assert json.loads(package.read_text())["version"] == SAILOR
    return folder


DRIVER = """
const { ComponentReader } = require("elasticio-sailor-nodejs/lib/component_reader.js");
const { TaskExec } = require("elasticio-sailor-nodejs/lib/executor.js");
const services = { apiClient: {}, config: {}, amqp: {} };
const print = (result) => process.stdout.write("\\n@@" + JSON.stringify(result) + "\\n");

async function step(reader, { key, body, cfg, attachments }) {
  process.env.ELASTICIO_FUNCTION = key;
  const result = { key, main: reader.findTriggerOrAction(key), data: [], snapshots: 0 };
  const part = await reader.loadTriggerOrAction(key);
  const exec = new TaskExec({ loggerOptions: {}, services });
  await new Promise((done) => {
    exec.on("data", async (value) => { result.data.push(value.body); });
    exec.on("snapshot", async () => { result.snapshots += 1; });
    exec.on("error", async (error) => { result.error = error.message; });
    exec.on("end", async () => { done(); });
    exec.process(part, { body, attachments: attachments || {} }, cfg, {});
  });
  return result;
}

(async () => {
  const reader = new ComponentReader();
  await reader.init("");
  const steps = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  const result = [];
  for (const each of steps) result.push(await step(reader, each));
  print(result);
  process.exit(0);
})().catch((error) => { print({ failed: error.stack }); process.exit(1); });
"""


@pytest.fixture(scope="session")
def component(sailor, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("component")
    assert cli.run(["export", "elasticio", "-o", str(folder)]) == 0
    (folder / "node_modules").symlink_to(sailor / "node_modules")
    (folder / "driver.js").write_text(DRIVER)
    return folder


@pytest.fixture
def fake() -> FakeCallFire:
    return FakeCallFire()


@pytest.fixture
def run(component, fake):
    """Runs steps by name, as the platform does."""

    def steps(*each: dict[str, Any]) -> list[dict[str, Any]]:
        with serving(fake) as address:
            cfg = {"username": "u", "password": "p", "server": address}
            ready = [{"body": {}, **step, "cfg": cfg | step.get("cfg", {})} for step in each]
            done = subprocess.run(
                ["node", "driver.js"],
                cwd=component,
                input=json.dumps(ready).encode(),
                capture_output=True,
                timeout=240,
                check=False,
                env={**os.environ, "LOG_LEVEL": "fatal", "FIRST_PAUSE_MS": "5"},
            )
        line = next(
            each for each in reversed(done.stdout.decode().splitlines()) if each.startswith("@@")
        )
        return json.loads(line[2:])

    return steps


def test_all_actions_loaded_by_name_are_actions(run):
    messages = run(*({"key": action.id, "body": action.example} for action in actions.CATALOGUE))

    assert {each["main"] for each in messages} == {"./lib/actions/action.js"}
    assert [each["key"] for each in messages if each["snapshots"]] == []
    assert len(messages) == 122
    answered = [each for each in messages if each["data"]]
    refused = [each for each in messages if "error" in each]
    assert len(answered) + len(refused) == 122
    # Nothing exists yet, so reads of one item are refused by the server; nothing else fails.
    assert [each for each in refused if "The server responds with 404" not in each["error"]] == []


def test_searches_return_pages_and_take_filters(run, fake):
    for number in range(3):
        fake.add("/texts", {"toNumber": f"1213555112{number}", "message": "Hi"})
    page, pages, items, filtered, listed = run(
        {"key": "findTexts", "body": {"limit": 1}},
        {"key": "findTexts", "body": {"limit": 2}, "cfg": {"emit": "pages"}},
        {"key": "findTexts", "body": {"limit": 2}, "cfg": {"emit": "items"}},
        {"key": "findTexts", "body": {"toNumber": "12135551121"}},
        {"key": "findTexts", "body": {"intervalBegin": "2020-03-01T12:00:00Z"}},
    )
    assert (len(page["data"]), len(page["data"][0]["items"]), page["snapshots"]) == (1, 1, 0)
    assert [len(each["items"]) for each in pages["data"]] == [2, 1]
    assert len(items["data"]) == 3
    assert fake.requests[-2].query["toNumber"] == "12135551121"
    assert fake.requests[-1].query["intervalBegin"] == 1583064000000
    assert "error" not in listed
    assert filtered["main"] == "./lib/actions/action.js"


def test_triggers_emit_what_is_new(run, component, fake):
    manifest = json.loads((component / "component.json").read_text("utf-8"))
    assert {*manifest["triggers"]} & {*manifest["actions"]} == set()
    assert len(manifest["triggers"]) == 24
    fake.add("/texts", {"toNumber": "12135551122", "message": "Hi"})
    (messages,) = run({"key": "findTexts_new"})
    assert (messages["main"], len(messages["data"]), messages["snapshots"]) == (
        "./lib/triggers/trigger.js",
        1,
        1,
    )


def test_uploads_downloads_and_refusals(run, fake):
    fake.add("/calls/recordings", {"id": 7}, content=b"ID3 sound")
    fake.add("/contacts", {"id": 9, "firstName": "Ann"})
    sent = {"requestBody": [{"phoneNumber": "12135551122", "message": "m"}]}
    upload, download, deleted, strange, missing, texts = run(
        {
            "key": "createContactListFromFile",
            "body": {"file": "data:text/csv;base64,aG9tZVBob25lCjEyMTM1NTUxMTIyCg==", "name": "n"},
        },
        {"key": "getCallRecordingMp3", "body": {"id": 7}},
        {"key": "deleteContact", "body": {"id": 9}},
        {"key": "findTexts", "body": {"limt": 1}},
        {"key": "getText", "body": {}},
        {"key": "sendTexts", "body": sent},
    )
    assert "id" in upload["data"][0]
    assert download["data"] == [{"contentType": "audio/mpeg", "content": "SUQzIHNvdW5k"}]
    assert deleted["data"] == [{}]
    assert strange["error"] == "Unknown input: limt"
    assert missing["error"] == "Missing input: id"
    assert len(texts["data"][0]["items"]) == 1


def test_file_names_fit_every_file_system(component):
    names = [path.name for path in component.rglob("*.json") if "node_modules" not in path.parts]
    assert [name for name in names if re.search(r'[<>:"|?*\\\\]', name)] == []
    assert len({name.lower() for name in names}) == len(names)
