"""Hooks, middleware, raw responses, streams, spans: ways to look into a call."""

import asyncio
import warnings
from contextlib import contextmanager
from dataclasses import replace

import pytest
from failing_server import DOWNLOAD, FIND, GET, SEND, Asking, Widget, http_response, settings
from msgspec import structs
from runtime.client import AsyncClient, AsyncResource, SyncClient, SyncResource
from runtime.core.errors import DecodeError, DeviationWarning, DownloadError, OutcomeUnknownError
from runtime.core.messages import Response
from runtime.paging import AsyncPage, Page
from runtime.raw import RawResponse, raw, stream


class Widgets(SyncResource):
    def get(self, place):
        return self._client.call(GET, path={"id": place})

    def find(self, *, limit=None):
        return self._client.page(FIND, query={"limit": limit})

    def sound(self, place):
        return self._client.download(DOWNLOAD, path={"id": place})


class AsyncWidgets(AsyncResource):
    async def get(self, place):
        return await self._client.call(GET, path={"id": place})

    def find(self, *, limit=None):
        return self._client.page(FIND, query={"limit": limit})

    async def sound(self, place):
        return await self._client.download(DOWNLOAD, path={"id": place})


def test_hooks_see_each_attempt_and_may_change_it(ask: Asking, server):
    seen = []

    def before(request):
        seen.append(request.attempt)
        return request.with_headers({"X-Attempt": str(request.attempt)})

    def after(request, response):
        seen.append((request.headers["X-Attempt"], response.status))

    server.script = [http_response(500)]
    ask("call", GET, path={"id": 1}, options={"on_request": before, "on_response": [after]})
    assert seen == [1, ("1", 500), 2, ("2", 200)]
    assert [got.headers["x-attempt"] for got in server.got] == ["1", "2"]


def test_coroutine_functions_as_hooks(server):
    seen = []

    async def before(request):
        seen.append(request.operation)

    async def around(request, pass_on):
        response = await pass_on(request)
        return replace(response, content=b'{"id": 9}')

    async def never(attempt):
        seen.append(attempt.number)
        return False

    async def ask():
        options = {"on_request": before, "middleware": around, "should_retry": never}
        async with AsyncClient(settings(server), "login", "password", **options) as client:
            return await client.call(GET, path={"id": 1})

    assert asyncio.run(ask()) == Widget(id=9)
    assert seen == ["getWidget"]
    options = {"on_request": before}
    client = SyncClient(settings(server), "login", "password", **options)
    with client, pytest.raises(TypeError, match="async client"):
        client.call(GET, path={"id": 1})


def test_middleware_is_inside_the_retries_and_nested_in_order(server):
    seen = []

    def outer(request, pass_on):
        seen.append("outer")
        return pass_on(request)

    def inner(request, pass_on):
        seen.append("inner")
        return pass_on(request)

    server.script = [http_response(503)]
    options = {"middleware": [outer, inner], "clock": Asking("sync", server).clock}
    with SyncClient(settings(server), "login", "password", **options) as client:
        client.call(GET, path={"id": 1})
    assert seen == ["outer", "inner"] * 2


def test_middleware_may_response_itself(ask, server):
    canned = Response(200, {}, b'{"id": 3}')
    if ask.mode == "sync":
        assert ask("call", GET, path={"id": 1}, options={"middleware": lambda *_: canned}).id == 3
    assert server.got == []


@pytest.mark.parametrize(
    ("options", "reported"),
    [
        ({"middleware": lambda request, _: None}, "middleware must return a Response"),
        ({"on_request": lambda request: True}, "on_request must return a Request"),
    ],
)
def test_what_hooks_return_is_checked(ask, options, reported):
    if ask.mode != "sync":
        options = {name: awaited(function) for name, function in options.items()}
    with pytest.raises(TypeError, match=reported):
        ask("call", GET, path={"id": 1}, options=options)


def failing(*_):
    raise KeyError("a bug")


def passing(request, pass_on):
    return pass_on(request)


async def passing_async(request, pass_on):
    return await pass_on(request)


def bad_after(request, pass_on):
    pass_on(request)
    return failing()


async def bad_after_async(request, pass_on):
    await pass_on(request)
    return failing()


@pytest.mark.parametrize(
    ("hook", "requests"),
    [("on_request", 0), ("on_response", 1), ("before", 0), ("after", 1)],
)
def test_an_error_of_a_hook_states_whether_the_server_had_responded(ask, server, hook, requests):
    is_sync = ask.mode == "sync"
    around = passing if is_sync else passing_async
    after = bad_after if is_sync else bad_after_async
    options = {
        "on_request": {"on_request": failing},
        "on_response": {"on_response": failing, "middleware": [around]},
        "before": {"middleware": [around, failing]},
        "after": {"middleware": [around, around, after]},
    }[hook]
    with pytest.raises(KeyError) as caught:
        ask("call", SEND, body={"name": "x"}, options=options)

    notes = getattr(caught.value, "__notes__", [])
    assert (len(server.got), len(notes)) == (requests, requests)
    assert all("the server had responded 200 before" in each for each in notes)


def awaited(function):
    async def asked(*arguments):
        return function(*arguments)

    return asked


def test_raw(server):
    server.script = [
        http_response(500),
        http_response(200, {"id": 5, "unknown": [1]}, {"X-Id": "7"}),
    ]
    clock = Asking("sync", server).clock
    with SyncClient(settings(server), "login", "password", clock=clock) as client:
        with pytest.warns(DeviationWarning, match="unknown: a field that is not described"):
            answered = raw(Widgets(client).get, 5)
        assert (answered.status, answered.headers["x-id"], answered.attempts) == (200, "7", 2)
        assert answered.json() == {"id": 5, "unknown": [1]}
        assert answered.parsed == Widget(id=5)
        assert "authorization" not in answered.request.headers
        assert repr(answered).startswith("<RawResponse 200")
        server.usual = http_response(200, {"items": [{"id": 1}]})
        page = raw(Widgets(client).find, limit=1)
        assert isinstance(page, RawResponse)
        assert isinstance(page.parsed, Page)


def test_raw_async(server):
    async def ask():
        async with AsyncClient(settings(server), "login", "password") as client:
            items = AsyncWidgets(client)
            one = await raw(items.get, 1)
            server.usual = http_response(200, {"items": [{"id": 1}]})
            return one, await raw(items.find, limit=5)

    one, page = asyncio.run(ask())
    assert (one.parsed, page.json()) == (Widget(id=1), {"items": [{"id": 1}]})
    assert isinstance(page.parsed, AsyncPage)


@pytest.mark.parametrize("method", [len, lambda: None, "x".upper])
def test_raw_takes_methods_of_clients(method):
    with pytest.raises(TypeError, match="method of a client"):
        raw(method)


def test_streams(server):
    sound = b"sound" * 50_000
    server.usual = http_response(200, raw=sound, headers={"Content-Type": "audio/mpeg"})
    with SyncClient(settings(server), "login", "password") as client:
        with stream(Widgets(client).sound, 1) as opened:
            assert (opened.status, opened.headers["content-type"]) == (200, "audio/mpeg")
            assert b"".join(opened.iter_bytes()) == sound
        with stream(Widgets(client).sound, 1) as opened:
            assert next(opened.iter_bytes())
        server.usual = http_response(200)
        with pytest.raises(DownloadError), stream(Widgets(client).sound, 1):
            pass
        with stream(Widgets(client).get, 1) as opened:
            assert b"".join(opened.iter_bytes()) == b'{"id": 1}'

    async def ask():
        server.usual = http_response(200, raw=sound, headers={"Content-Type": "audio/mpeg"})
        async with AsyncClient(settings(server), "login", "password") as client:
            async with stream(AsyncWidgets(client).sound, 1) as opened:
                whole = b"".join([piece async for piece in opened.aiter_bytes()])
            with (
                pytest.raises(TypeError, match="async with"),
                stream(AsyncWidgets(client).sound, 1),
            ):
                pass
            return whole

    assert asyncio.run(ask()) == sound


PAGE = b"<html><title>Sign in</title>"


@pytest.mark.parametrize(
    ("raw_response", "reported"), [(PAGE, "Sign in"), (b'{"id": 1', "broken JSON")]
)
def test_responses_that_cannot_be_read(ask, server, raw_response, reported):
    server.usual = http_response(200, raw=raw_response)
    with pytest.raises(DecodeError, match=reported) as caught:
        ask("call", GET, path={"id": 1})
    assert (caught.value.response.status, caught.value.request.method) == (200, "GET")
    assert caught.value.evidence == ("unknown" if raw_response == PAGE else "done")


@pytest.mark.parametrize("operation", [GET, SEND])
@pytest.mark.parametrize("status", [200, 201, 202, 204, 205])
def test_an_empty_success_is_one(ask, server, operation, status):
    server.usual = http_response(status, raw=b"")
    given = {"path": {"id": 1}} if operation is GET else {"body": {"name": "x"}}
    assert ask("call", operation, **given) is None


@pytest.mark.parametrize("raw_response", [b'{"id": 1', b"[1", b"null null"])
def test_what_the_api_wrote_was_carried_out_although_it_cannot_be_read(ask, server, raw_response):
    server.usual = http_response(200, raw=raw_response)
    with pytest.raises(DecodeError) as caught:
        ask("call", SEND, body={"name": "x"})
    assert (caught.value.evidence, caught.value.rows) == ("done", "sent")
    assert "carried out" in caught.value.__notes__[0]


@pytest.mark.parametrize("operation", [SEND, structs.replace(SEND, returns=None)])
@pytest.mark.parametrize(
    ("raw_response", "media"),
    [(PAGE, "text/html"), (PAGE, "application/json"), (b"signed out", "text/plain")],
)
def test_a_page_of_something_in_between_leaves_a_send_unknown(
    ask, server, operation, raw_response, media
):
    server.usual = http_response(200, raw=raw_response, headers={"Content-Type": media})
    with pytest.raises((OutcomeUnknownError, DecodeError)) as caught:
        ask("call", operation, body={"name": "x"})
    error = caught.value
    assert (error.evidence, error.rows, type(error)) == ("unknown", "unknown", OutcomeUnknownError)
    assert isinstance(error.__cause__, DecodeError)
    assert (error.response.content, error.request.content) == (raw_response, b'{"name":"x"}')
    assert error.began <= error.ended


@pytest.mark.parametrize("operation", [GET, SEND])
def test_warnings_as_errors_do_not_cost_the_response(ask, server, operation, caplog):
    server.usual = http_response(200, {"id": "no number"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        item = ask("call", operation, path={"id": 1} if operation is GET else None, body=None)
    assert item.id == "no number"
    assert [each.getMessage() for each in caplog.records if each.levelname == "WARNING"] == [
        "Widget: id: expected int, got a text"
    ]


def test_a_deviating_response_of_what_was_carried_out(ask, server):
    server.usual = http_response(200, {"id": "no number"})
    with pytest.raises(DecodeError) as caught:
        ask("call", SEND, body={"name": "x"}, options={"strict": True})
    assert "carried out" in caught.value.__notes__[0]


def test_strictness(ask, server):
    server.usual = http_response(200, {"id": "no number"})
    with pytest.raises(DecodeError):
        ask("call", GET, path={"id": 1}, options={"strict": True})


class Traces:
    """As much of OpenTelemetry as a call touches."""

    class SpanKind:
        CLIENT = "client"

    class StatusCode:
        ERROR = "error"

    def __init__(self):
        self.spans = []

    def get_tracer(self, name):
        return self

    @contextmanager
    def start_as_current_span(self, name, *, attributes, **_):
        self.spans.append({"name": name, **attributes})
        yield self

    def set_attribute(self, name, value):
        self.spans[-1][name] = value

    def set_status(self, status):
        self.spans[-1]["status"] = status


def test_one_span_for_each_call_and_no_number_in_it(ask, server, monkeypatch):
    traces = Traces()
    monkeypatch.setitem(__import__("sys").modules, "opentelemetry.trace", traces)
    server.script = [http_response(500)]
    ask("call", GET, path={"id": 12135551122})
    server.script = ["drop-response"]
    with pytest.raises(OutcomeUnknownError):
        ask("call", SEND, body={"name": "text"})
    first, second = traces.spans
    assert first == {
        "name": "getWidget",
        "http.request.method": "GET",
        "server.address": "127.0.0.1",
        "url.template": "/widgets/{id}",
        "http.response.status_code": 200,
        "http.request.resend_count": 1,
    }
    assert (second["error.type"], second["status"]) == ("OutcomeUnknownError", "error")
    assert "1213" not in repr(traces.spans)
