"""What the exceptions of calls state about the request, on the wire; the table itself is in core/test_outcomes.py."""

import asyncio

import pytest
from failing_server import GET, SEND, QuickClock, Widget, http_response, settings
from msgspec.structs import replace
from runtime.client import AsyncClient, SyncClient
from runtime.core.errors import (
    APIError,
    BadRequestError,
    OutcomeUnknownError,
    RateLimitError,
    TransportError,
)
from runtime.core.operation import Effect, RefusesWhole

MANY = replace(SEND, body=list[Widget], returns=None)
STRICT = replace(MANY, refuses_whole=RefusesWhole((400,), {"strict": "true"}))
ROWS = [{"name": "first"}, {"name": "second"}]
PAGE = {"raw": b"<html>proxy</html>", "headers": {"Content-Type": "text/html"}}


def failed(ask, operation, body=None, **given):
    with pytest.raises((APIError, TransportError, OutcomeUnknownError)) as caught:
        ask("call", operation, body=body, **given)
    error = caught.value
    return type(error).__name__, error.evidence.value, error.rows.value


@pytest.mark.parametrize(
    ("operation", "rows", "query", "verdict"),
    [
        (SEND, {"name": "x"}, {}, ("BadRequestError", "refused_whole", "divide")),
        (MANY, ROWS[:1], {}, ("BadRequestError", "refused_whole", "divide")),
        (MANY, ROWS, {}, ("BadRequestError", "unknown", "unknown")),
        (STRICT, ROWS, {}, ("BadRequestError", "unknown", "unknown")),
        (STRICT, ROWS, {"strict": False}, ("BadRequestError", "unknown", "unknown")),
        (STRICT, ROWS, {"strict": True}, ("BadRequestError", "refused_whole", "divide")),
    ],
)
def test_a_refusal_concerns_all_rows_only_where_the_description_states_so(
    ask, server, operation, rows, query, verdict
):
    server.usual = http_response(400, {"message": "no"})
    assert failed(ask, operation, rows, query=query) == verdict
    assert len(server.got) == 1


@pytest.mark.parametrize("status", [100 + 1, 302, 400, 404, 408, 409, 413, 422, 429, 499, 500, 503])
def test_a_page_of_something_in_between_proves_nothing(ask, server, status):
    server.usual = http_response(status, **PAGE)
    assert failed(ask, STRICT, ROWS, query={"strict": True}) == (
        "OutcomeUnknownError",
        "unknown",
        "unknown",
    )
    assert len(server.got) == 1


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "0"}])
@pytest.mark.parametrize("status", [429, 503])
def test_a_gateways_retry_after_is_no_proof(ask, server, status, headers):
    server.usual = http_response(status, raw=PAGE["raw"], headers=PAGE["headers"] | headers)
    assert failed(ask, SEND, {"name": "x"})[0] == "OutcomeUnknownError"
    assert len(server.got) == 1
    with pytest.raises(APIError):
        ask("call", GET, path={"id": 1})
    assert len(server.got) == 4


@pytest.mark.parametrize("status", [409, 460, 499])
def test_clashes_and_gateway_statuses_are_unknown(ask, server, status):
    for raw in (b"", b'{"message": "no"}'):
        server.usual = http_response(status, raw=raw)
        name = "APIError" if status == 460 and raw else "OutcomeUnknownError"
        assert failed(ask, SEND, {"name": "x"})[0] == name


def test_bad_credentials_prove_that_nothing_was_done(ask, server):
    for raw in (b"", b'{"message": "no"}'):
        server.usual = http_response(401, raw=raw)
        assert failed(ask, MANY, ROWS) == ("AuthenticationError", "refused_whole", "stop")


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_need_not_be_trusted(ask, server, status):
    server.usual = http_response(status, headers={"Retry-After": "0"})
    distrust = {"trust_retry_after": False}
    verdict = failed(ask, SEND, {"name": "x"}, options=distrust)
    assert verdict[0] == ("RateLimitError" if status == 429 else "OutcomeUnknownError")
    assert len(server.got) == 1
    server.script, server.usual = [server.usual], http_response(200)
    ask("call", GET, path={"id": 1}, options=distrust)
    assert len(server.got) == 3


def test_an_effect_that_is_not_stated_is_never_retried(ask, server):
    server.usual = http_response(500)
    assert failed(ask, replace(SEND, effect=Effect.UNSTATED), {"name": "x"}) == (
        "OutcomeUnknownError",
        "unknown",
        "unknown",
    )
    assert len(server.got) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_an_error_in_latin_1_is_still_of_the_api(ask, server, encoding):
    server.usual = http_response(400, raw='{"name": "número inválido", "id": 77}'.encode(encoding))
    with pytest.raises(BadRequestError) as caught:
        ask("call", replace(GET, errors={(400,): Widget}), path={"id": 1})
    assert caught.value.from_api
    assert caught.value.details == Widget(id=77, name="número inválido")
    assert (caught.value.id, caught.value.name) == (77, "número inválido")
    with pytest.raises(AttributeError, match="no attribute 'nme'"):
        _ = caught.value.nme


def test_no_connection_is_not_sent(ask):
    ask.server.port, port = 1, ask.server.port
    try:
        assert failed(ask, SEND, {"name": "x"}) == ("TransportError", "not_sent", "stop")
    finally:
        ask.server.port = port


def test_errors_without_a_request_have_no_evidence():
    assert BadRequestError("text", status=400).evidence == "unknown"
    assert RateLimitError("text", status=429).rows is None


def test_a_cancelled_send_states_that_it_may_be_out(server):
    async def send():
        server.script = ["stall", "stall"]
        async with AsyncClient(settings(server), "login", "password", timeout=5) as client:
            for operation, given in ((SEND, {"body": {"name": "x"}}), (GET, {"path": {"id": 1}})):
                try:
                    async with asyncio.timeout(0.2):
                        await client.call(operation, **given)
                except TimeoutError as error:
                    yield getattr(error.__cause__, "__notes__", [])

    async def notes():
        return [each async for each in send()]

    sent, read = asyncio.run(notes())
    assert sent == [
        (
            "sendWidget was interrupted and may have been carried out. "
            "Check whether it was before you send it again"
        )
    ]
    assert read == []


def test_an_interrupt_during_a_send_states_that_it_may_be_out(server):
    def interrupt(request, send):
        send(request)
        raise KeyboardInterrupt

    with SyncClient(
        settings(server), "login", "password", middleware=interrupt, clock=QuickClock()
    ) as client:
        with pytest.raises(KeyboardInterrupt) as caught:
            client.call(SEND, body={"name": "x"})
        assert "may have been carried out" in caught.value.__notes__[0]
        with pytest.raises(KeyboardInterrupt) as caught:
            client.call(GET, path={"id": 1})
        assert not hasattr(caught.value, "__notes__")
