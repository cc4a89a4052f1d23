"""The fake as a server for every language: control API, seed files, description, origins, logins, the page."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx2
import pytest

GENERATED = Path(__file__).resolve().parents[2] / "generated"
sys.path.insert(0, str(GENERATED / "src"))

import callfire  # noqa: E402
from callfire import webhooks  # noqa: E402
from callfire.testing import FakeCallFire  # noqa: E402

PHONE = "12135551122"
TEXT = [{"phoneNumber": PHONE, "message": "Hi"}]
DIALPLAN = (
    '<dialplan name="Root"><menu name="ask"><play type="tts">Press 1</play>'
    '<keypress pressed="1"><play type="tts">Thanks</play></keypress></menu></dialplan>'
)


@pytest.fixture
def fake():
    return FakeCallFire()


@pytest.fixture
def http(fake):
    """A plain HTTP client of the served fake; paths are seen from the root."""
    with (
        fake.serve() as address,
        httpx2.Client(base_url=address.removesuffix("/v2"), auth=("login", "password")) as client,
    ):
        yield client


# ---- Control ----


def test_the_index_lists_every_path(http):
    paths = http.get("/_fake").json()["paths"]
    assert all(each["text"] for each in paths)
    for each in paths:
        response = http.request(each["method"], each["path"], json={})
        assert response.status_code in {200, 400}, each
        assert "there is no" not in response.text


def test_the_state_is_in_wire_names(fake, http):
    http.post("/v2/texts", json=TEXT)
    state = http.get("/_fake/state").json()
    assert state["collections"]["/texts"][0]["toNumber"] == PHONE
    assert state["collections"] == fake.state
    assert abs(state["time"] - time.time() * 1000) < 60_000


def test_requests_are_listed_with_what_was_wrong(http):
    http.post("/v2/texts", json=TEXT)
    http.get("/v2/calls", params={"limit": -1})
    sent, refused = http.get("/_fake/requests").json()
    assert (sent["operation"], sent["name"], sent["json"]) == ("sendTexts", "texts.send", TEXT)
    assert (refused["status"], refused["error"]) == (
        400,
        "query parameter 'limit' must be at least 0",
    )
    assert http.get("/_fake/requests?operation=texts.send").json() == [sent]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"status": 503}, 503),
        ({"operation": "texts.send", "status": 400, "message": "no credit"}, 400),
        ({"operation": "sendTexts", "skip": 1}, 200),
        ({"operation": "calls.find"}, 200),
        ({"kind": "broken"}, None),
        ({"kind": "timeout", "seconds": 0.2}, None),
    ],
)
def test_the_next_request_fails(http, body, status):
    assert http.post("/_fake/fail", json=body).status_code == 200
    begin = time.monotonic()
    try:
        result = http.post("/v2/texts", json=TEXT).status_code
    except httpx2.TransportError:
        result = None
    assert result == status
    assert (time.monotonic() - begin > 0.2) == (body.get("kind") == "timeout")
    if "skip" not in body:
        assert http.post("/v2/texts", json=TEXT).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "message"),
    [
        ("POST", "rest", {}, 404, "did you mean 'reset'?"),
        ("GET", "reset", None, 405, "/_fake/reset takes POST"),
        ("POST", "clock", {"advanc": 1}, 400, "unknown field `advanc`"),
        ("POST", "clock", {}, 400, "missing required field `advance`"),
        ("POST", "fail", {"operation": "text.send"}, 400, "did you mean 'texts.send'?"),
        ("POST", "fail", {"kind": "boom"}, 400, "Invalid enum value 'boom'"),
        ("POST", "seed", {"texs": []}, 400, "did you mean 'texts'?"),
        ("POST", "seed", {"texts": [{"tonumber": "x"}]}, 400, "did you mean 'toNumber'?"),
        ("POST", "seed", {"texts": [5]}, 400, "texts must list objects"),
        ("POST", "change", {"collection": "texts", "key": 1, "fields": {}}, 400, "there is no 1"),
        ("POST", "receive_text", {}, 400, "missing a required argument: 'message'"),
        ("POST", "receive_text", {"text": "x"}, 400, "takes message, from_number, to_number"),
        ("POST", "press_keys", {"call_id": 1}, 400, "there is no 1 in /calls"),
        ("GET", "requests?operation=x", None, 400, "there is no operation 'x'"),
    ],
)
def test_wrong_commands_are_refused(http, method, path, body, status, message):
    response = http.request(method, f"/_fake/{path}", json=body)
    assert (response.status_code, message in response.json()["error"]) == (status, True)


def test_commands_that_are_no_json_are_refused(http):
    assert http.post("/_fake/clock", content=b"{").status_code == 400


def test_time_passes_and_everything_starts_over(fake, http):
    id_ = http.post("/v2/orders/keywords", json={"keywords": ["PIZZA"]}).json()["id"]
    before = http.get("/_fake/state").json()["time"]
    http.post("/_fake/clock", json={"advance": 3600})
    assert http.get("/_fake/state").json()["time"] - before >= 3_600_000
    assert http.get(f"/v2/orders/{id_}").json()["status"] == "FINISHED"
    http.post("/_fake/reset", json={})
    assert http.get(f"/v2/orders/{id_}").status_code == 404
    assert len(fake.requests) == 1


def test_items_change(fake, http):
    id_ = http.post("/v2/texts", json=TEXT).json()["items"][0]["id"]
    body = {"collection": "texts", "key": id_, "fields": {"finalTextResult": "CARRIER_ERROR"}}
    http.post("/_fake/change", json=body)
    assert fake.items("texts")[0]["final_text_result"] == "CARRIER_ERROR"


def test_a_customer_replies_and_presses_keys(http):
    body = {"message": "YES", "from_number": PHONE}
    assert http.post("/_fake/receive_text", json=body).json()["result"]
    call = {"phoneNumber": PHONE, "dialplanXml": DIALPLAN}
    id_ = http.post("/v2/calls", json=[call]).json()["items"][0]["id"]
    assert http.post("/_fake/press_keys", json={"call_id": id_}).json() == {"result": ["Press 1"]}
    text, label = sorted(http.get("/_fake/dialogues").json(), key=lambda each: each["kind"])[::-1]
    assert [line["text"] for line in text["lines"]] == ["YES"]
    assert [line["text"] for line in label["lines"]] == ["Press 1"]
    keys = {"call_id": id_, "keys": "1"}
    assert http.post("/_fake/press_keys", json=keys).json() == {"result": ["Thanks"]}


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((body, self.headers.get(webhooks.HEADER)))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        """Print nothing."""


@pytest.fixture
def hook():
    with HTTPServer(("127.0.0.1", 0), _Hook) as server:
        server.received = []
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


def test_webhooks_on_this_machine_are_posted_to_and_others_never(fake, hook):
    own = f"http://127.0.0.1:{hook.server_address[1]}/hook"
    with fake.serve() as address, callfire.CallFire("a", "b", base_url=address) as client:
        for name, url in (
            ("own", own),
            ("other", "https://example.com"),
            ("gone", f"{own[:-6]}0/"),
        ):
            client.webhooks.create(
                name=name,
                resource="InboundText",
                events=["Finished"],
                callback=url,
                secret="s3cret",
            )
        fake.receive_text("STOP", from_number=PHONE)
    [(body, signature)] = hook.received
    [event] = webhooks.parse(body, signature, "s3cret")
    assert event.resource.message == "STOP"
    first, second, third = fake.deliveries
    assert (first.status, first.note) == (204, "")
    assert (second.status, second.note) == (
        None,
        "not sent: a fake reaches addresses of this machine only",
    )
    assert third.status is None
    assert third.note.startswith("not delivered")


# ---- What a mock server has ----


@pytest.mark.parametrize("path", ["/swagger.json", "/v2/swagger.json", "/v2/api-docs/swagger.json"])
def test_the_description_is_served_with_its_address(http, path):
    document = http.get(path).json()
    assert f"http://{document['host']}{document['basePath']}" == f"{http.base_url}/v2".replace(
        "//v2", "/v2"
    )
    assert len(document["paths"]) > 80
    assert "x-fake" not in json.dumps(document)


def test_the_newer_description_is_served_with_its_address(http):
    document = http.get("/openapi.json").json()
    assert document["servers"] == [{"url": f"{str(http.base_url).rstrip('/')}/v2"}]
    assert document["openapi"] == "3.1.0"
    assert "InboundText" in document["webhooks"]


def test_pages_of_other_origins_may_use_it(http):
    asked = {
        "origin": "https://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
    }
    preflight = http.options("/v2/texts", headers=asked)
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert preflight.headers["access-control-allow-headers"] == "authorization,content-type"
    for response in (
        preflight,
        http.post("/v2/texts", json=TEXT, headers=asked),
        http.get("/v2/x", headers=asked),
    ):
        assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in http.get("/v2/texts").headers
    assert http.options("/v2/calls/1").headers["allow"] == "GET, HEAD, OPTIONS"


def test_head_is_get_without_its_body(http):
    got, head = http.get("/v2/me/account"), http.head("/v2/me/account")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]
    assert http.head("/v2/calls/1").status_code == 404


# ---- Command line ----


@pytest.fixture
def start(tmp_path):
    """Starts a command and gives the lines that it prints."""
    started = []

    def run(*command, lines=1):
        environment = {**os.environ, "PYTHONPATH": str(GENERATED / "src")}
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=tmp_path,
        )
        started.append(process)
        return [process.stdout.readline().strip() for _ in range(lines)]

    yield run
    for process in started:
        process.terminate()
        process.communicate()


SEED = {
    "contacts": [{"id": 7, "first_name": "Ada", "homePhone": PHONE}],
    "/texts": [{"to_number": PHONE, "message": "Hi", "created": "2026-01-01T00:00:00Z"}],
    "calls.recordings": [{"id": 5, "callId": 1, "$file": "voice.mp3"}],
    "me": {"email": "ada@example.com"},
}
YAML = """
contacts: [{id: 7, first_name: Ada, homePhone: '12135551122'}]
/texts: [{to_number: '12135551122', message: Hi, created: 2026-01-01T00:00:00Z}]
calls.recordings: [{id: 5, callId: 1, $file: voice.mp3}]
me: {email: ada@example.com}
"""


@pytest.mark.parametrize(
    ("command", "name", "text"),
    [
        (("callfire", "fake"), "seed.json", json.dumps(SEED)),
        (("callfire.testing",), "seed.yaml", YAML),
    ],
)
def test_it_begins_with_a_seed_file(start, tmp_path, command, name, text):
    (tmp_path / name).write_text(text)
    (tmp_path / "voice.mp3").write_bytes(b"ID3 \xff")
    address, page = start(*command, "--seed", name, "--ui", lines=2)
    assert page == address.replace("/v2", "/_fake/ui")
    with callfire.CallFire("login", "password", base_url=address) as client:
        assert client.contacts.get(7).home_phone == PHONE
        [actual] = client.texts.find()
        assert actual.created == datetime(2026, 1, 1, tzinfo=UTC)
        assert client.calls.recordings.download(5) == b"ID3 \xff"
        assert client.me.get_account().email == "ada@example.com"


def test_the_command_and_the_seed_file_of_the_guide(start, tmp_path):
    guide = (GENERATED.parent / "spec" / "docs" / "testing.md").read_text("utf-8")
    [command] = re.findall(r"^callfire (fake .+)$", guide, re.MULTILINE)
    [seed] = re.findall(r"^```yaml\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    (tmp_path / "seed.yaml").write_text(seed)
    (tmp_path / "voice.mp3").write_bytes(b"ID3")
    words = command.replace("--port 8080", "--port 0").split()
    address, _ = start("callfire", *words, lines=2)
    with callfire.CallFire("login", "password", base_url=address) as client:
        assert [each.first_name for each in client.contacts.find()] == ["Ada"]
        assert [each.message for each in client.texts.find()] == ["Hi"]
        assert client.calls.recordings.download(5) == b"ID3"
    root = address.removesuffix("/v2")
    listed = {each["path"] for each in httpx2.get(f"{root}/_fake").json()["paths"]}
    documented = {
        f"/_fake/{name}"
        for name in re.findall(r"^\| `(?:GET|POST) /_fake/(\w+)`", guide, re.MULTILINE)
    }
    assert listed == documented | {"/_fake/overview"}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("seed.json", '{"contacts": [}', "seed.json:1:15: Expecting value"),
        ("seed.json", "[]", "a seed file maps resources to lists of items"),
        ("seed.json", '{"contact": []}', "did you mean 'contacts'?"),
        ("seed.json", '{"contacts": [{"firstname": "x"}]}', "did you mean 'firstName'?"),
        ("seed.json", '{"contacts": [{"homePhone": "x"}]}', "homePhone must be a phone number"),
        ("seed.json", '{"contacts": ["x"]}', "contacts must list objects"),
        ("seed.json", '{"media": [{"$file": "gone.png"}]}', "$file gone.png: No such file"),
        ("seed.yaml", "a: [b", "seed.yaml:1:6: "),
        ("seed.yaml", "\x00", "seed.yaml"),
        ("gone.json", None, "gone.json: No such file"),
    ],
)
def test_seed_files_that_cannot_be_read_are_refused_with_their_place(tmp_path, name, text, message):
    if text is not None:
        (tmp_path / name).write_text(text)
    ended = _ended(tmp_path, "--seed", name)
    assert (ended.returncode, message in ended.stderr) == (2, True), ended.stderr
    assert "Traceback" not in ended.stderr


def _ended(folder, *options):
    return subprocess.run(
        [sys.executable, "-m", "callfire", "fake", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(GENERATED / "src")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--login", "x"), "give all of --login, --password, or none"),
        (("--account-login", "x"), "give all of --account-login, --account-password, or none"),
        (("--port", "99999"), "port 99999 cannot be used"),
        (("--prt", "1"), "unrecognized arguments: --prt"),
    ],
)
def test_wrong_options_are_refused(tmp_path, options, message):
    ended = _ended(tmp_path, *options)
    assert (ended.returncode, message in ended.stderr) == (2, True), ended.stderr


def test_it_takes_the_two_logins_of_the_api(start):
    own = ("--login", "key", "--password", "secret")
    account = ("--account-login", "owner", "--account-password", "s3cret")
    [address] = start("callfire", "fake", *own, *account)
    statuses = {
        (path, auth[0]): httpx2.get(f"{address}{path}", auth=auth).status_code
        for path in ("/texts", "/me/api/credentials")
        for auth in (("key", "secret"), ("owner", "s3cret"))
    }
    assert statuses == {
        ("/texts", "key"): 200,
        ("/texts", "owner"): 401,
        ("/me/api/credentials", "key"): 401,
        ("/me/api/credentials", "owner"): 200,
    }


# ---- The page ----

CHROMIUM = next(
    (path for path in map(Path, ("/usr/bin/chromium", "/usr/bin/google-chrome")) if path.exists()),
    None,
)


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium; install it with `apt-get install chromium`")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def open_page(browser, http):
    """Opens the page at a width and in a scheme; at the end, nothing was unusual."""
    root, pages, complaints, addresses = str(http.base_url).rstrip("/"), [], [], []

    def show(width=1440, scheme="light"):
        page = browser.new_page(viewport={"width": width, "height": 860}, color_scheme=scheme)
        page.on(
            "console", lambda each: complaints.append(each.text) if each.type == "error" else None
        )
        page.on("pageerror", lambda each: complaints.append(str(each)))
        page.on("request", lambda each: addresses.append(each.url))
        page.goto(f"{root}/_fake/ui")
        page.wait_for_selector("nav button")
        pages.append(page)
        return page

    yield show
    for page in pages:
        page.close()
    assert complaints == []
    assert [each for each in addresses if not each.startswith((root, "data:"))] == []


@pytest.mark.parametrize("width", [390, 1440])
def test_a_customer_replies_in_the_inbox(fake, http, open_page, width):
    http.post("/v2/texts", json=TEXT)
    page = open_page(width)
    if width < 720:
        page.click(f".person:has-text('{PHONE}')")
    page.wait_for_selector(".bubble.us:has-text('Hi')")
    page.fill("input[placeholder='Reply as the customer']", "<b>YES</b>")
    page.click("button:has-text('Send')")
    page.wait_for_selector(".bubble.them:has-text('<b>YES</b>')")
    assert fake.items("texts")[-1]["message"] == "<b>YES</b>"
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keys_are_pressed_on_the_pad(fake, http, open_page):
    http.post("/v2/calls", json=[{"phoneNumber": PHONE, "dialplanXml": DIALPLAN}])
    page = open_page()
    page.wait_for_selector(".bubble.us:has-text('Press 1')")
    page.click(".pad button:has-text('1')")
    page.wait_for_selector(".bubble.us:has-text('Thanks')")
    assert fake.items("calls")[0]["state"] == "FINISHED"
    assert page.query_selector(".pad") is None


@pytest.mark.parametrize("width", [390, 1440])
def test_requests_webhooks_data_and_failures_are_shown(fake, http, open_page, width):
    hook = {
        "name": "w",
        "resource": "InboundText",
        "events": ["Finished"],
        "callback": "https://e.com",
    }
    http.post("/v2/webhooks", json=hook)
    fake.receive_text("Hello", from_number=PHONE)
    page = open_page(width)
    for tab, shown in (
        ("Requests", "webhooks.create"),
        ("Webhooks", "InboundText Finished"),
        ("Data", "/texts"),
    ):
        page.click(f"nav button:has-text('{tab}')")
        page.wait_for_selector(f".row:visible:has-text('{shown}')")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click("nav button:has-text('Control')")
    page.fill("#fail-operation", "texts.send")
    page.click("button:text-is('Fail')")
    page.wait_for_selector("#toast.on")
    assert http.post("/v2/texts", json=TEXT).status_code == 503


def test_the_page_is_dark_where_the_machine_is(open_page):
    def brightness(scheme):
        shade = open_page(scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, re.findall(r"\d+", shade)[:3]))

    assert brightness("dark") < 150
    assert brightness("light") > 600


# ---- What breaks servers ----


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/v2/texts?fields=" + "a(" * 2000 + "b" + ")" * 2000, None),
        (
            "POST",
            "/v2/texts",
            '[{"phoneNumber":"12135551122","attributes":' + '{"a":' * 700 + "1" + "}" * 700 + "}]",
        ),
        ("POST", "/_fake/items", '{"a":' * 700 + "1" + "}" * 700),
    ],
)
def test_what_is_nested_too_deeply_is_refused(http, method, path, body):
    response = http.request(method, path, content=body)
    assert (response.status_code // 100, bool(response.json())) == (4, True)
    assert http.get("/v2/texts").status_code == 200


def test_a_client_that_asks_before_it_sends_the_body_does_not_wait(fake):
    body = json.dumps(TEXT).encode()
    head = (
        "POST /v2/texts HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YTpi\r\nExpect: 100-continue\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with fake.serve() as address:
        host, port = address.split("/")[2].split(":")
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            connection.sendall(head.encode())
            asked = connection.recv(100)
            connection.sendall(body)
            answered = connection.recv(100)

    assert asked == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert answered.startswith(b"HTTP/1.1 200 ")
