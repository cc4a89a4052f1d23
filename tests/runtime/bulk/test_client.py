"""Bulk runs and waiting through the real clients, against a server on loopback that refuses and drops."""

import asyncio
import json
import socket
import threading
from collections import Counter
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest
from runtime import waiting
from runtime.bulk import async_, sync
from runtime.client import AsyncClient, Settings, SyncClient
from runtime.core.errors import (
    BadRequestError,
    BulkJournalMismatchError,
    BulkStoppedError,
    OutcomeUnknownError,
)
from runtime.core.operation import Effect, Operation, RefusesWhole, Wait
from runtime.models.model import ItemList, Model
from runtime.models.phones import Phone


class Row(Model):
    phone_number: Phone | None = None


class Sent(Model):
    id: int | None = None


class Rows(ItemList[Sent]):
    items: list[Sent] | None = None


class Batch(Model):
    status: str | None = None


SEND = Operation(
    "sendRows",
    "POST",
    "/rows",
    effect=Effect.CONTACT,
    body=list[Row],
    returns=Rows,
    chunk=50,
    refuses_whole=RefusesWhole((400,)),
)
GET = Operation(
    "getBatch",
    "GET",
    "/batch",
    effect=Effect.READ,
    returns=Batch,
    wait=Wait("status", pending=("NEW",)),
)
REFUSED, DROPPED = "12135550013", "12135550777"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.server.arrived()
        numbers = [
            row["phoneNumber"]
            for row in json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        ]
        if REFUSED in numbers:
            self.respond(400, {"message": f"bad number {REFUSED}"})
            return
        self.server.got.update(numbers)
        if DROPPED in numbers:
            self.close_connection = True
            return
        self.respond(200, {"items": [{"id": int(number)} for number in numbers]})

    def do_GET(self):
        self.server.looks += 1
        self.respond(200, {"status": "NEW" if self.server.looks < 3 else "ACTIVE"})

    def respond(self, status, content):
        raw = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_):
        return


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        made.got, made.looks, made.daemon_threads = Counter(), 0, True
        made.arrived = lambda: None
        thread = threading.Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture(params=["sync", "async"])
def ask(request, server):
    """Carry out one method of a client of either mode."""
    settings = Settings("demo", "1", f"http://127.0.0.1:{server.server_port}", "DEMO")

    def threads(method, *args, **options):
        function = {"bulk": sync.send_bulk, "wait": waiting.wait}[method]
        with SyncClient(settings, "login", "password") as client:
            return function(client, *args, **options)

    async def coroutine(method, *args, **options):
        function = {"bulk": async_.send_bulk, "wait": waiting.wait_async}[method]
        async with AsyncClient(settings, "login", "password") as client:
            return await function(client, *args, **options)

    if request.param == "sync":
        return threads
    return lambda *args, **options: asyncio.run(coroutine(*args, **options))


def number(row):
    return f"1213555{row:04}"


def test_each_number_arrives_once_whatever_the_server_does(ask, server, tmp_path):
    rows = [{"phone_number": f"+1 (213) 555-{row:04}"} for row in range(1000)]
    rows[500] = {"phone_number": "12"}
    result = ask("bulk", SEND, rows, journal=tmp_path / "j")

    assert [outcome.index for outcome in result.having("rejected")] == [13, 500]
    assert isinstance(result.outcomes[13].error, BadRequestError)
    assert [outcome.index for outcome in result.having("unknown")] == list(range(750, 800))
    assert isinstance(result.outcomes[777].error, OutcomeUnknownError)
    assert (result.sent, result.outcomes[999].id) == (948, int(number(999)))
    assert set(server.got.values()) == {1}
    assert {number(row) for row in range(1000)} - {REFUSED, number(500)} == set(server.got)

    again = ask("bulk", SEND, rows, journal=tmp_path / "j")

    assert (again.sent, again.skipped, again.unknown, again.rejected) == (0, 948, 50, 2)
    assert set(server.got.values()) == {1}


def test_waiting_through_a_client(ask, server):
    assert ask("wait", GET, interval=0.01).status == "ACTIVE"
    assert server.looks == 3


def test_a_dry_run_needs_no_network(ask, server):
    rows = [{"phone_number": "2135551122"}, {"phone_number": "12"}]
    result = ask("bulk", SEND, rows, dry_run=True)

    assert (result.valid, result.rejected, server.got) == (1, 1, Counter())


# ---- When the intent is written -----------------------------------------------------------------------------------


def intents(path):
    """Return how many requests a journal has recorded."""
    return path.read_bytes().count(b'"line":"intend"')


@pytest.fixture
def run_bulk(tmp_path):
    """Send rows with a journal through a client of a kind."""

    def run(port, rows, mode, kind="default", **options):
        settings = Settings("demo", "1", f"http://127.0.0.1:{port}", "DEMO")
        given = {"max_retries": 0}
        if kind == "middleware":
            given["middleware"] = lambda request, send: send(request)
        if kind == "aiohttp":
            pytest.importorskip("aiohttp")
            given["http_client"] = "aiohttp"
        options = {"journal": tmp_path / "j", "concurrency": 1, **options}

        async def coroutine():
            async with AsyncClient(settings, "login", "password", **given) as client:
                return await async_.send_bulk(client, SEND, rows, **options)

        if mode == "async":
            return asyncio.run(coroutine())
        with ExitStack() as stack:
            if kind == "given":
                given["http_client"] = stack.enter_context(httpx2.Client())
            client = stack.enter_context(SyncClient(settings, "login", "password", **given))
            return sync.send_bulk(client, SEND, rows, **options)

    return run


ROWS = [{"phone_number": number(row)} for row in range(20, 26)]


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("sync", "default"),
        ("sync", "middleware"),
        ("sync", "given"),
        ("async", "default"),
        ("async", "middleware"),
        ("async", "aiohttp"),
    ],
)
def test_a_request_that_arrives_was_recorded_before(server, tmp_path, run_bulk, mode, kind):
    seen = []
    server.arrived = lambda: seen.append(intents(tmp_path / "j"))

    assert run_bulk(server.server_port, ROWS, mode, kind, chunk=2).sent == 6
    assert seen == [1, 2, 3]


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_a_request_without_a_connection_is_not_recorded(tmp_path, run_bulk, mode):
    """A run that is killed while it connects leaves no row unknown."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(BulkStoppedError) as caught:
        run_bulk(port, ROWS, mode)

    assert caught.value.result.unsent == len(ROWS)
    assert intents(tmp_path / "j") == 0


@pytest.mark.parametrize("mode", ["sync", "async"])
@pytest.mark.parametrize("kind", ["default", "middleware"])
def test_a_full_disk_keeps_the_request_from_leaving(server, run_bulk, mode, kind, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("runtime.bulk.file_journal.FileJournal.intend", full)
    with pytest.raises(BulkStoppedError) as caught:
        run_bulk(server.server_port, ROWS, mode, kind)

    assert (caught.value.result.unsent, server.got) == (len(ROWS), Counter())
    assert isinstance(caught.value.__cause__, OSError)


def test_one_journal_is_not_used_for_two_accounts_or_servers(server, tmp_path):
    rows = [{"phone_number": number(row)} for row in range(20, 26)]
    good = f"http://127.0.0.1:{server.server_port}"
    for url, login, fits in (
        (good, "login", True),
        (good, "other", False),
        (good.replace("127.0.0.1", "localhost"), "login", False),
        (good, "login", True),
    ):
        with SyncClient(Settings("demo", "1", url, "DEMO"), login, "password") as client:
            if fits:
                assert sync.send_bulk(client, SEND, rows, journal=tmp_path / "j").failed == 0
            else:
                with pytest.raises(BulkJournalMismatchError, match="another base_url or another"):
                    sync.send_bulk(client, SEND, rows, journal=tmp_path / "j")
    assert set(server.got.values()) == {1}
