"""Logs: what is reported of a call, and what never is."""

import logging
import sys

import pytest
from failing_server import GET, SEND, http_response, settings
from msgspec.structs import replace
from runtime.client import Settings, SyncClient
from runtime.core.errors import NotFoundError, OutcomeUnknownError
from runtime.core.operation import PHONE

NUMBER = 12135551122


@pytest.fixture(autouse=True)
def _as_before():
    yield
    logger = logging.getLogger("demo")
    logger.handlers.clear()
    logger.setLevel(logging.NOTSET)


def test_a_call_is_one_masked_line_also_in_the_librarys_log(ask, server, caplog):
    caplog.set_level(logging.DEBUG)
    operation = replace(GET, path_params={"id": PHONE})
    ask("call", operation, path={"id": NUMBER}, query={"text": "Hello", "limit": 5})
    own = [
        record.getMessage()
        for record in caplog.records
        if record.name == "demo" and record.levelno == logging.INFO
    ]
    assert len(own) == 1
    assert own[0].startswith(f"GET {server.url}/widgets/***22?text=***&limit=5 -> 200 in 0.")
    theirs = [record.getMessage() for record in caplog.records if record.name == "httpx2"]
    assert (ask.mode != "aiohttp") == len(theirs)
    everything = "\n".join(map(repr, [caplog.text, caplog.records, own, theirs]))
    assert str(NUMBER) not in everything
    assert "Hello" not in everything
    assert "Basic" not in everything


def test_ids_in_paths_are_readable(ask, server, caplog):
    caplog.set_level(logging.INFO, "demo")
    server.usual = http_response(404)
    with pytest.raises(NotFoundError) as caught:
        ask("call", GET, path={"id": 122460000043}, query={"number": NUMBER})
    line = caplog.records[0].getMessage()
    assert line.startswith(f"GET {server.url}/widgets/122460000043?number=*** -> 404 in 0.")
    assert "/widgets/122460000043?number=***" in repr(caught.value.request)


def test_retries_and_failures_are_reported(ask, server, caplog):
    caplog.set_level(logging.INFO, "demo")
    server.script = [http_response(500)]
    ask("call", GET, path={"id": 1})
    assert "attempt 2" in caplog.records[-1].getMessage()
    assert caplog.records[-2].getMessage() == "Retrying getWidget in 0.5 s: 500, attempt 1 of 3"
    server.script = ["drop-response"]
    with pytest.raises(OutcomeUnknownError):
        ask("call", SEND, body={"name": "secret text"})
    assert "server closed it" in caplog.records[-1].getMessage()
    assert "secret text" not in caplog.text


def test_records_of_others_are_left_alone(server, caplog):
    httpx2 = pytest.importorskip("httpx2")
    SyncClient(settings(server), "a", "b").close()
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200))
    with caplog.at_level(logging.INFO, "httpx2"), httpx2.Client(transport=transport) as client:
        client.get("https://other.example/12135551122")
    assert "https://other.example/12135551122" in caplog.text


def test_the_environment_turns_it_on(server, monkeypatch, capsys):
    monkeypatch.setenv("DEMO_LOG", "Info")
    for _ in range(2):
        with SyncClient(settings(server), "a", "b") as client:
            client.call(GET, path={"id": 1})
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert "demo INFO GET" in lines[0]


def test_debug_logs_more_than_info(ask, server, caplog):
    caplog.set_level(logging.DEBUG, "demo")
    ask("call", SEND, body={"name": "secret text"})
    info, debug = (record for record in caplog.records if record.name == "demo")
    assert (info.levelname, debug.levelname) == ("INFO", "DEBUG")
    assert debug.getMessage().startswith("sendWidget: 22 bytes sent, timeouts Timeout(")
    assert debug.getMessage().endswith("; 9 bytes of application/json received")
    assert "secret text" not in caplog.text


def test_an_unknown_level_is_warned_about(monkeypatch):
    monkeypatch.setenv("DEMO_LOG", "loud")
    with pytest.warns(UserWarning, match="DEMO_LOG=loud is ignored; it must be debug, info, warn"):
        SyncClient(Settings("demo", "1", "https://h", "DEMO"), "a", "b").close()
    assert logging.getLogger("demo").handlers == []


def test_an_empty_level_leaves_it_off(monkeypatch):
    monkeypatch.setenv("DEMO_LOG", "")
    SyncClient(Settings("demo", "1", "https://h", "DEMO"), "a", "b").close()
    assert logging.getLogger("demo").handlers == []


def test_lines_are_printed_once_where_the_program_prints_its_log(server, monkeypatch, capsys):
    monkeypatch.setenv("DEMO_LOG", "info")
    root = logging.getLogger()
    printer = logging.StreamHandler(sys.stderr)
    root.addHandler(printer)
    try:
        with SyncClient(settings(server), "a", "b") as client:
            client.call(GET, path={"id": 1})
    finally:
        root.removeHandler(printer)
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_library_below_lists_no_headers(server, caplog):
    caplog.set_level(logging.DEBUG)
    server.usual = http_response(
        200, headers={"Location": f"/x/{NUMBER}", "Set-Cookie": "sid=COOKIE", "X-Sent": str(NUMBER)}
    )
    with SyncClient(settings(server), "a", "b") as client:
        client.call(GET, path={"id": 1})
    lines = [record.getMessage() for record in caplog.records if "httpcore2" in record.name]
    assert "receive_response_headers.complete" in lines
    assert "COOKIE" not in caplog.text
    assert str(NUMBER) not in caplog.text
