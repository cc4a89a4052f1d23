"""The catalogue for other programs: tools that stand alone, and a component that runs under Node."""

import base64
import json
import re
import shutil
import socket
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from generator.actions.catalogue import catalogue, tool_names
from generator.actions.export import FILES, FOLDERS
from generator.actions.export.draft3 import draft3
from generator.actions.export.elasticio import _stems
from generator.actions.export.strict import strict
from generator.actions.export.tools import hints
from generator.cli import run
from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.ir import names, passes
from generator.ir.client import client
from generator.ir.model import Effect
from generator.swagger.to_ir import normalize

SPEC = """
swagger: "2.0"
info: {title: Phone & Co, version: "1"}
host: api.example
basePath: /v2
schemes: [https]
consumes: [application/json]
securityDefinitions: {basic: {type: basic}}
security: [{basic: []}]
x-client: {verify: findCalls}
paths:
  /calls:
    get:
      operationId: findCalls
      tags: [calls]
      summary: Find calls
      x-paging: {limit: limit, offset: offset, items: items, total: totalCount}
      parameters:
        - {in: query, name: label, type: string, description: A label.}
        - {in: query, name: id, type: array, items: {type: integer}, collectionFormat: multi}
        - {in: query, name: states, type: string, x-csv: {enum: [A, B]}}
        - {in: query, name: limit, type: integer}
        - {in: query, name: offset, type: integer}
      responses: {"200": {description: ok, schema: {$ref: "#/definitions/CallPage"}}}
    post:
      operationId: sendCalls
      tags: [calls]
      summary: Send calls
      x-effect: contact
      parameters:
        - in: body
          name: body
          required: true
          schema: {type: array, items: {$ref: "#/definitions/Call"}}
      responses: {"200": {description: ok, schema: {$ref: "#/definitions/CallPage"}}}
  /calls/{id}:
    get:
      operationId: getCall
      tags: [calls]
      parameters: [{in: path, name: id, required: true, type: string}]
      responses: {"200": {description: ok, schema: {$ref: "#/definitions/Call"}}}
    delete:
      operationId: deleteCall
      x-effect: delete
      tags: [calls]
      parameters: [{in: path, name: id, required: true, type: string}]
      responses: {"204": {description: done}}
  /calls/{id}.mp3:
    get:
      operationId: getSound
      tags: [calls]
      produces: [audio/mpeg]
      parameters: [{in: path, name: id, required: true, type: string}]
      responses: {"200": {description: ok, schema: {type: file}}}
  /media:
    post:
      operationId: createMedia
      tags: [media]
      consumes: [multipart/form-data]
      parameters:
        - {in: formData, name: name, type: string}
        - {in: formData, name: file, type: file, required: true}
      responses: {"201": {description: ok}}
  /echo:
    post:
      operationId: echo
      tags: [media]
      security: []
      consumes: [text/plain]
      produces: [text/plain]
      parameters:
        - {in: header, name: X-Note, type: string}
        - {in: body, name: body, schema: {type: string}}
      responses: {"200": {description: ok, schema: {type: string}}}
  /logins:
    get:
      operationId: findLogins
      tags: [media]
      x-paging: {limit: limit, offset: offset, items: items, total: totalCount}
      parameters:
        - {in: query, name: username, type: string}
        - {in: query, name: limit, type: integer}
        - {in: query, name: offset, type: integer}
      responses: {"200": {description: ok, schema: {$ref: "#/definitions/CallPage"}}}
definitions:
  Call:
    type: object
    properties:
      id: {type: integer, format: int64, readOnly: true}
      label: {type: string, enum: [GOOD, BAD]}
      parent: {$ref: "#/definitions/Call"}
  CallPage:
    type: object
    properties:
      items: {type: array, items: {$ref: "#/definitions/Call"}}
      totalCount: {type: integer}
      limit: {type: integer}
      offset: {type: integer}
"""


@pytest.fixture(scope="module")
def known():
    report = Diagnostics()
    api = passes.run(normalize(parse(SPEC, "spec.yaml", report), report), report)
    decided = names.decide(api, None, report, None)
    assert not report.failed, [*report]
    return client(api, decided)


@pytest.fixture(scope="module")
def actions(known):
    return catalogue(known)


def schemas(value):
    if isinstance(value, dict):
        yield value
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from schemas(inner)


@pytest.mark.parametrize(
    ("target", "listed", "name", "schema"),
    [
        ("mcp", lambda it: it["tools"], lambda it: it["name"], lambda it: it["inputSchema"]),
        (
            "openai",
            lambda it: it,
            lambda it: it["function"]["name"],
            lambda it: it["function"]["parameters"],
        ),
        ("anthropic", lambda it: it, lambda it: it["name"], lambda it: it["input_schema"]),
    ],
)
def test_tools(actions, target, listed, name, schema):
    tools = listed(json.loads(FILES[target](actions)))

    assert [name(tool) for tool in tools][:2] == ["calls_find", "calls_send"]
    assert all(re.fullmatch("[A-Za-z0-9_-]{1,64}", name(tool)) for tool in tools)
    for tool in tools:
        whole = schema(tool)
        targets = {each["$ref"] for each in schemas(whole) if isinstance(each.get("$ref"), str)}
        assert whole["type"] == "object"
        assert {f"#/$defs/{each}" for each in whole.get("$defs", {})} == targets


def test_long_and_equal_names_stay_apart():
    long = "calls." + "very_" * 20 + "long"
    methods = [SimpleNamespace(id=each, dotted=long) for each in "ab"]

    result = [*tool_names(SimpleNamespace(methods=methods)).values()]

    assert [*map(len, result), len(set(result))] == [64, 64, 2]


def test_file_names_differ_on_every_file_system():
    ids = ["getCall", "GETCALL", "con", "LPT1", "a/b", "x" * 200]

    stems = _stems([{"id": each} for each in ids])

    assert stems["getCall"] == "getCall"
    assert len({stem.lower() for stem in stems.values()}) == len(ids)
    assert [each for each in ids if stems[each] == each] == ["getCall"]


def test_strict_mode_keeps_what_it_can_state():
    schema = {
        "type": "object",
        "properties": {
            "to": {"$ref": "#/$defs/To", "description": "Who."},
            "when": {"type": ["integer", "string"], "format": "unix-ms"},
            "size": {"type": "integer", "default": 3, "maximum": 9},
        },
        "required": ["size"],
        "$defs": {"To": {"type": "object", "additionalProperties": {}}},
    }

    assert strict(schema) == {
        "type": "object",
        "properties": {
            "to": {"anyOf": [{"$ref": "#/$defs/To"}, {"type": "null"}], "description": "Who."},
            "when": {"type": ["string", "null"]},
            "size": {"type": "integer", "maximum": 9},
        },
        "required": ["to", "when", "size"],
        "additionalProperties": False,
        "$defs": {"To": {"type": "string", "description": "A JSON object as text."}},
    }


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (Effect.READ, (True, False, True, False)),
        (Effect.SET, (False, True, True, False)),
        (Effect.DELETE, (False, True, True, False)),
        (Effect.CREATE, (False, False, False, False)),
        (Effect.CONTACT, (False, True, False, True)),
        (Effect.CREDENTIALS, (False, True, False, False)),
    ],
)
def test_hints_follow_the_effect(effect, expected):
    assert tuple(hints(effect).values()) == expected


def test_draft3_puts_required_inside():
    schema = {
        "type": "object",
        "properties": {"callId": {"type": "integer"}, "to": {"$ref": "#/$defs/To"}},
        "required": ["callId"],
        "additionalProperties": False,
    }
    definitions = {
        "To": {
            "type": "object",
            "properties": {"of": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
        }
    }

    assert draft3(schema, definitions) == {
        "type": "object",
        "properties": {
            "callId": {"title": "Call id", "type": "integer", "required": True},
            "to": {"title": "To", "$ref": "#/definitions/To"},
        },
        "definitions": {
            "To": {"type": "object", "properties": {"of": {"title": "Of", "type": "string"}}}
        },
    }


def test_commands_write_what_they_are_asked_for(tmp_path, monkeypatch, capsys):
    (tmp_path / "spec.yaml").write_text(SPEC)
    monkeypatch.chdir(tmp_path)

    codes = [
        run(["export", "json", "--spec", "spec.yaml"]),
        run(["export", "mcp", "--spec", "spec.yaml", "-o", "tools.json"]),
        run(["export", "elasticio", "--spec", "spec.yaml", "-o", "component"]),
        run(["export", "elasticio", "--spec", "spec.yaml"]),
        run(["export", "nonsense", "--spec", "spec.yaml"]),
        run(["export", "json", "--spec", "none.yaml"]),
        run(["export", "json"]),
        run(["export", "json", "--spec", "spec.yaml", "-o", ""]),
        run(["effective", "--spec", "spec.yaml", "-o", "/"]),
    ]

    assert codes == [0, 0, 0, 2, 2, 2, 2, 2, 2]
    assert json.loads(capsys.readouterr().out)["actions"][0]["id"] == "findCalls"
    assert (tmp_path / "tools.json").is_file()
    assert (tmp_path / "component" / "component.json").is_file()


def test_files_of_earlier_exports_are_named_and_left_alone(tmp_path, monkeypatch, capsys):
    (tmp_path / "spec.yaml").write_text(SPEC)
    monkeypatch.chdir(tmp_path)
    command = ["export", "elasticio", "--spec", "spec.yaml", "-o", "component"]
    run(command)
    first = capsys.readouterr().err
    for name in ("notes.txt", "lib/schemas/gone.in.json"):
        (tmp_path / "component" / name).write_text("kept")

    assert run(command) == 0
    assert "left alone" not in first
    assert (capsys.readouterr().err.splitlines()[1:]) == [
        "left alone, may be of an earlier export: lib/schemas/gone.in.json"
    ]
    assert (tmp_path / "component/lib/schemas/gone.in.json").read_text() == "kept"


# ---- The component ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def component(known, tmp_path_factory):
    folder = tmp_path_factory.mktemp("component")
    for path, content in FOLDERS["elasticio"](known).items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder


def test_the_component_is_complete(component):
    manifest = json.loads((component / "component.json").read_text())
    parts = [*manifest["actions"].values(), *manifest["triggers"].values()]
    files = {each["main"] for each in parts}
    files |= {path for each in parts for path in each["metadata"].values()}

    assert {"./lib/actions/action.js", "./lib/triggers/trigger.js"} < files
    assert [path for path in files if not (component / path).is_file()] == []
    assert {"README.md", "Dockerfile", "logo.png", "package.json", "verifyCredentials.js"} < {
        path.name for path in component.iterdir()
    }
    assert list(manifest["triggers"]) == ["findCalls_new", "findLogins_new"]
    assert manifest["credentials"]["fields"]["password"]["viewClass"] == "PasswordFieldView"
    assert manifest["credentials"]["fields"]["server"]["placeholder"] == "https://api.example/v2"
    out = json.loads((component / "lib/schemas/getCall.out.json").read_text())
    assert out["properties"].keys() == {"id", "label", "parent"}


STUB = """
const [, , file, given] = process.argv;
const { msg, cfg, snapshot } = JSON.parse(given);
const loaded = require(file);
const seen = { events: [], logs: [] };
const log = (text) => seen.logs.push(String(text));
const context = {
  emit: async (name, value) => seen.events.push([name, value]),
  logger: { info: log, debug: log, error: log, warn: log },
};
globalThis.console = { ...console, log, error: log, warn: log, info: log };
const print = (more) => process.stdout.write(JSON.stringify({ ...seen, ...more }));
(loaded.process ? loaded.process.call(context, msg, cfg, snapshot) : loaded.call(context, cfg))
  .then((result) => print({ result }))
  .catch((error) => print({ error: error.message, statusCode: error.statusCode }));
"""


class Recorder(ThreadingHTTPServer):
    """Responds from a script, the last line for ever, and remembers what was asked."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.script, self.seen = [], []
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/base"


class Handler(BaseHTTPRequestHandler):
    def reply(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        self.server.seen.append((self.command, self.path, dict(self.headers), body))
        script = self.server.script
        status, content, headers = script.pop(0) if len(script) > 1 else script[0]
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)
        self.close_connection = True

    do_GET = do_POST = do_DELETE = reply  # noqa: N815 - the server's own names

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    recorder = Recorder()
    yield recorder
    recorder.shutdown()
    recorder.server_close()


@pytest.fixture
def node(component, server, tmp_path):
    program = shutil.which("node")
    if program is None:
        pytest.skip("there is no node here")
    stub = tmp_path / "stub.js"
    stub.write_text(STUB)

    def ran(action, body=None, file="lib/actions/action.js", **given):
        cfg = {"username": "me", "password": "secret-password", "server": server.url}
        message = {"body": body or {}, "attachments": given.get("attachments", {})}
        given = {"snapshot": {}, **given, "msg": message, "cfg": cfg | given.get("cfg", {})}
        done = subprocess.run(
            [program, str(stub), str(component / file), json.dumps(given)],
            capture_output=True,
            timeout=60,
            check=True,
            env={"ELASTICIO_FUNCTION": action, "FIRST_PAUSE_MS": "20"},
        )
        return json.loads(done.stdout)

    return ran


def page(*ids, total=None):
    items = [{"id": each} for each in ids]
    return (200, {"items": items} | ({} if total is None else {"totalCount": total}), {})


def test_an_action_sends_what_it_should_and_emits_only_the_body(node, server):
    server.script = [page(1)]

    messages = node("findCalls", {"label": "a b&c", "id": [1, 2], "states": ["A", "B"]})

    method, path, headers, _ = server.seen[0]
    assert (method, path) == ("GET", "/base/calls?label=a+b%26c&id=1&id=2&states=A%2CB")
    assert f"Basic {base64.b64encode(b'me:secret-password').decode()}" == headers["authorization"]
    assert messages["events"] == [["data", {"body": {"items": [{"id": 1}]}}]]


def test_nothing_private_is_logged(node, server):
    server.script = [(400, {"message": "Bad number 12135551122"}, {})]

    messages = node("sendCalls", {"requestBody": [{"label": "GOOD", "phone": "12135551122"}]})

    assert messages["logs"] == ["sendCalls: 400"]
    assert (
        messages["error"],
        messages["statusCode"],
    ) == ("The server responds with 400: Bad number 12135551122", 400)


@pytest.mark.parametrize(
    ("emit", "expected"),
    [
        (None, [{"items": [{"id": 1}, {"id": 2}], "totalCount": 3}]),
        (
            "pages",
            [
                {"items": [{"id": 1}, {"id": 2}], "totalCount": 3},
                {"items": [{"id": 3}], "totalCount": 3},
            ],
        ),
        ("items", [{"id": 1}, {"id": 2}, {"id": 3}]),
    ],
)
def test_pages(node, server, emit, expected):
    server.script = [page(1, 2, total=3), page(3, total=3)]

    messages = node("findCalls", {"limit": 2}, cfg={"emit": emit})

    assert [value["body"] for _, value in messages["events"]] == expected


def test_a_server_that_retries_a_page_ends_the_search(node, server):
    server.script = [page(1, 2)]

    messages = node("findCalls", {"limit": 2}, cfg={"emit": "items"})

    assert (len(messages["events"]), len(server.seen)) == (2, 2)


@pytest.mark.parametrize(
    ("action", "first", "requests"),
    [
        ("getCall", (500, {}, {}), 2),
        ("deleteCall", (503, {}, {}), 2),
        ("sendCalls", (500, {}, {}), 1),
        ("sendCalls", (503, {}, {}), 1),
        ("sendCalls", (503, {}, {"Retry-After": "0.1"}), 2),
        ("sendCalls", (429, {}, {"Retry-After": "Tue, 01 Jan 2019 00:00:00 GMT"}), 2),
        ("sendCalls", (429, {}, {"Retry-After": "3600"}), 1),
        ("getCall", (429, {}, {"Retry-After": "3600"}), 1),
        ("getCall", (408, {}, {}), 2),
        ("sendCalls", (408, {}, {}), 1),
        ("getCall", (200, {}, {"Content-Length": "900"}), 2),
        ("sendCalls", (200, {}, {"Content-Length": "900"}), 1),
        ("getCall", (404, {}, {}), 1),
        ("getCall", (302, {}, {"Location": "http://127.0.0.1:1/"}), 1),
    ],
)
def test_retries_follow_the_effect(node, server, action, first, requests):
    server.script = [first, (200, {}, {})]

    node(action, {"requestBody": []} if action == "sendCalls" else {"id": "1"})

    assert len(server.seen) == requests


UNKNOWN = "It is unknown whether the request was carried out."


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        ((500, {"message": "Oops"}, {}), f"The server responds with 500: Oops. {UNKNOWN}"),
        ((503, b"busy", {}), f"The server responds with 503. {UNKNOWN}"),
        (
            (200, b"<html>", {}),
            f"The server responds with 200 with something that is not JSON. {UNKNOWN}",
        ),
        ((400, {"message": "Bad"}, {}), "The server responds with 400: Bad"),
        ((429, {}, {"Retry-After": "3600"}), "The server responds with 429"),
    ],
)
def test_errors_state_whether_something_may_have_been_sent(node, server, reply, error):
    server.script = [reply]

    assert node("sendCalls", {"requestBody": [{}]})["error"] == error


def test_a_response_that_breaks_off_is_none(node, server):
    server.script = [(200, {}, {"Content-Length": "900"})]

    error = node("sendCalls", {"requestBody": [{}]})["error"]

    assert (error[:21], error[-len(UNKNOWN) :]) == ("No response (UND_ERR_", UNKNOWN)


def test_what_a_retried_deletion_does_not_find_is_deleted(node, server):
    server.script = [(503, {}, {}), (404, {"message": "Gone"}, {})]

    messages = node("deleteCall", {"id": "1"})

    assert messages["events"] == [["data", {"body": {}}]]


def test_no_credentials_and_no_json_where_none_is_asked_for(node, server):
    server.script = [(200, b"Hello {", {"Content-Type": "text/plain"})]

    messages = node("echo", {"requestBody": "Hello {", "X-Note": "n"})

    _, _, headers, body = server.seen[0]
    assert (headers["content-type"], headers["x-note"], body) == ("text/plain", "n", b"Hello {")
    assert "authorization" not in headers
    assert messages["events"] == [["data", {"body": {"result": "Hello {"}}]]


def test_a_body_that_is_optional_may_be_left_out(node, server):
    server.script = [(200, b"", {})]

    assert node("echo")["events"] == [["data", {"body": {}}]]
    assert server.seen[0][3] == b""


def test_a_header_that_cannot_be_sent(node, server):
    messages = node("echo", {"X-Note": "a\nb: c"})

    assert messages["error"].startswith("The request cannot be sent: ")
    assert server.seen == []


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ("?a=", "The server URL cannot hold ? or #"),
        ("#", "The server URL cannot hold ? or #"),
    ],
)
def test_servers_that_would_lead_elsewhere(node, server, more, error):
    messages = node("getCall", {"id": "1"}, cfg={"server": server.url + more})

    assert (messages["error"], server.seen) == (error, [])


def test_a_server_with_a_login(node, server):
    messages = node("getCall", {"id": "1"}, cfg={"server": "https://me:secret@api.example/v2"})

    assert messages["error"] == "The server URL cannot hold a login"


def test_fields_that_only_look_like_files_stay_texts(node, server):
    server.script = [(201, {}, {})]
    attached = {"tune.wav": {"url": f"{server.url}/storage"}}

    node("createMedia", {"name": "tune.wav", "file": "data:audio/wav,a%20b"}, attachments=attached)

    ((_, path, _, body),) = server.seen
    assert path == "/base/media"
    assert b'name="name"\r\n\r\ntune.wav\r\n' in body
    assert b"Content-Type: audio/wav\r\n\r\na b" in body


@pytest.mark.parametrize("value", ["other.wav", "http://127.0.0.1/tune.wav", "toString"])
def test_files_that_are_none(node, server, value):
    messages = node("createMedia", {"file": value}, attachments={"tune.wav": {"url": server.url}})

    expected = "file is no attachment of the message, no data: URL and no https address"
    assert (messages["error"], server.seen) == (expected, [])


def test_a_trigger_keeps_credentials_out_of_the_search(node, server, component):
    server.script = [page(1, total=1)]

    node("findLogins_new", file="lib/triggers/trigger.js")

    manifest = json.loads((component / "component.json").read_bytes())
    assert server.seen[0][1] == "/base/logins?offset=0"
    assert manifest["triggers"]["findLogins_new"]["fields"] == {}


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"id": []}, "id cannot be empty"),
        ({"id": "1", "constructor": 2}, "Unknown input: constructor"),
        ({}, "Missing input: id"),
        ({"id": ".."}, "id cannot be .."),
        ({"id": "1", "idd": 2}, "Unknown input: idd"),
    ],
)
def test_bad_input_is_refused_before_anything_is_sent(node, server, body, error):
    messages = node("getCall", body)

    assert (messages["error"], server.seen) == (error, [])


def test_path_parameters_are_encoded(node, server):
    server.script = [(200, {}, {})]

    node("getCall", {"id": "a/b?c"})

    assert server.seen[0][1] == "/base/calls/a%2Fb%3Fc"


def test_files_are_uploaded_from_attachments(node, server):
    server.script = [(200, b"sound", {"Content-Type": "audio/wav"}), (201, {"id": 5}, {})]

    messages = node(
        "createMedia",
        {"name": "Tune", "file": "tune.wav"},
        attachments={"tune.wav": {"url": f"{server.url}/storage", "content-type": "audio/wav"}},
    )

    _, path, headers, body = server.seen[1]
    assert (path, messages["events"][0][1]["body"]) == ("/base/media", {"id": 5})
    assert headers["content-type"].startswith("multipart/form-data")
    assert b'name="file"; filename="tune.wav"' in body
    assert b"Content-Type: audio/wav\r\n\r\nsound" in body
    assert "authorization" not in server.seen[0][2]


def test_files_come_back_as_text(node, server):
    server.script = [(200, b"\xff\x00", {"Content-Type": "audio/mpeg"})]

    messages = node("getSound", {"id": "7"})

    assert server.seen[0][1] == "/base/calls/7.mp3"
    assert messages["events"][0][1]["body"] == {"contentType": "audio/mpeg", "content": "/wA="}


def test_an_unreachable_server_is_named_so(node, server):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}"

    messages = node("getCall", {"id": "1"}, cfg={"server": closed})

    assert messages["error"] == "The server cannot be reached (ECONNREFUSED)"


def test_a_trigger_emits_what_is_new(node, server):
    server.script = [page(1, 2, 3, total=3)]

    messages = node(
        "findCalls_new",
        cfg={"label": "x"},
        snapshot={"seen": ["1"]},
        file="lib/triggers/trigger.js",
    )

    assert server.seen[0][1] == "/base/calls?label=x&offset=0"
    assert messages["events"] == [
        ["data", {"body": {"id": 2}}],
        ["data", {"body": {"id": 3}}],
        ["snapshot", {"seen": ["1", "2", "3"]}],
    ]


def test_credentials_are_verified(node, server):
    server.script = [(401, {"message": "Unauthorized"}, {})]

    messages = node("", file="verifyCredentials.js")

    assert messages["error"] == "The server responds with 401: Unauthorized"


@pytest.mark.parametrize("id_", ["../../x", "a" * 500, "naïve", "a b", ""])
def test_files_of_the_component_have_plain_names(known, id_):
    tag = known.tags[0]
    tag = replace(tag, methods=(replace(tag.methods[0], id=id_),))

    files = FOLDERS["elasticio"](replace(known, tags=(tag,)))

    assert [path for path in files if not re.fullmatch(r"[\w./-]{1,120}", path, re.ASCII)] == []
    assert [path for path in files if ".." in path] == []
