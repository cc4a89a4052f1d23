"""Logs: what is told of a call, and what never is."""

import logging

import pytest
from faults import GET, SEND, answer, settings
from runtime.client import Settings, SyncClient
from runtime.core.errors import OutcomeUnknownError

NUMBER = 12135551122


@pytest.fixture(autouse=True)
def _as_before():
    yield
    logger = logging.getLogger("demo")
    logger.handlers.clear()
    logger.setLevel(logging.NOTSET)


def test_a_call_is_one_masked_line_also_in_the_librarys_log(ask, server, caplog):
    caplog.set_level(logging.DEBUG)
    ask("call", GET, path={"id": NUMBER}, query={"text": "Hello", "limit": 5})
    own = [record.getMessage() for record in caplog.records if record.name == "demo"]
    assert len(own) == 1
    assert own[0].startswith(f"GET {server.url}/things/***22?text=***&limit=5 -> 200 in 0.")
    theirs = [record.getMessage() for record in caplog.records if record.name == "httpx2"]
    assert (ask.colour != "aiohttp") == len(theirs)
    everything = "\n".join(map(repr, [caplog.text, caplog.records, own, theirs]))
    assert str(NUMBER) not in everything
    assert "Hello" not in everything
    assert "Basic" not in everything


def test_repetitions_and_failures_are_told(ask, server, caplog):
    caplog.set_level(logging.INFO, "demo")
    server.script = [answer(500)]
    ask("call", GET, path={"id": 1})
    assert "attempt 2" in caplog.records[-1].getMessage()
    server.script = ["drop-answer"]
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


@pytest.mark.parametrize("value", ["", "loud"])
def test_other_values_leave_it_off(monkeypatch, value):
    monkeypatch.setenv("DEMO_LOG", value)
    SyncClient(Settings("demo", "1", "https://h", "DEMO"), "a", "b").close()
    assert logging.getLogger("demo").handlers == []
