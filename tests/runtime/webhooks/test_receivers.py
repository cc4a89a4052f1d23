"""The receivers: only signed deliveries reach the handler, over a real socket too."""

import asyncio
import http.client
import io
import json
import logging
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.validate import validator

import pytest
from runtime.webhooks.events import UNVERIFIED, Scheme, SeenEvents
from runtime.webhooks.receivers import Receiver, asgi, wsgi

SCHEME = Scheme(header="X-Signature", algorithm="sha1", encoding="base64")
SECRET = "mysecrets"
BODY = json.dumps(
    {"webhookId": 7, "events": [{"eventType": "Finished", "resource": {"message": "psst"}}]}
).encode()


def over_wsgi(app, request):
    environ = {
        "REQUEST_METHOD": request["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": request["path"],
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input": io.BytesIO(request["body"]),
    }
    if request["length"] is not None:
        environ["CONTENT_LENGTH"] = request["length"]
    else:
        environ["wsgi.input_terminated"] = True
    if request["signature"] is not None:
        environ["HTTP_X_SIGNATURE"] = request["signature"]
    responses = []
    response = app(
        environ, lambda status, headers: responses.append((int(status[:3]), dict(headers)))
    )
    assert b"".join(response) == b""
    return responses[0]


def over_asgi(app, request):
    headers = (
        [(b"x-signature", request["signature"].encode("latin-1"))]
        if request["signature"] is not None
        else []
    )
    if request["length"] is not None:
        headers.append((b"Content-Length", request["length"].encode()))
    scope = {
        "type": "http",
        "method": request["method"],
        "path": request["path"],
        "headers": headers,
    }
    body = request["body"]
    parts = [body[:10], body[10:]]
    messages = [
        {"type": "http.request", "body": part, "more_body": part is parts[0]} for part in parts
    ]
    sent = []

    async def receive():
        return messages.pop(0)

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    result = {name.decode().title(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], result


@pytest.fixture(params=["wsgi", "asgi"])
def deliver(request):
    make, over = (wsgi, over_wsgi) if request.param == "wsgi" else (asgi, over_asgi)

    def post(handler, body=BODY, *, receiver=None, **changes):
        settings = {"secret": SECRET} | (receiver or {})
        asked = {"method": "POST", "path": "/hooks", "signature": SCHEME.sign(body, SECRET)}
        asked |= {"length": str(len(body)), "body": body} | changes
        return over(make(Receiver(SCHEME, handler, **settings)), asked)

    return post


def test_a_signed_delivery_reaches_the_handler(deliver):
    handled = []

    assert deliver(handled.append) == (204, {})
    assert [(payload.events[0].event_type, payload.verified) for payload in handled] == [
        ("Finished", True)
    ]


def test_a_coroutine_function_is_awaited(deliver):
    handled = []

    async def handle(payload):
        await asyncio.sleep(0)
        handled.append(payload)

    assert deliver(handle)[0] == 204
    assert len(handled) == 1


def test_what_a_plain_function_returns_is_awaited_if_it_can_be(deliver):
    handled = []

    async def later(payload):
        handled.append(payload)

    assert deliver(lambda payload: later(payload))[0] == 204  # noqa: PLW0108
    assert len(handled) == 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"signature": "wrong"}, 401),
        ({"signature": None}, 401),
        ({"signature": "\xff"}, 401),
        ({"method": "GET"}, 405),
        ({"method": "PUT"}, 405),
        ({"length": "-1"}, 400),
        ({"length": "1e3"}, 400),
    ],
)
def test_what_is_no_delivery_is_refused(deliver, changes, status):
    handled = []

    assert deliver(handled.append, **changes)[0] == status
    assert handled == []


def test_a_wrong_method_is_reported_the_right_one(deliver):
    assert deliver(print, method="GET")[1]["Allow"] == "POST"


def test_a_signed_body_that_is_no_delivery(deliver):
    assert deliver(print, b"[]")[0] == 400


def test_bodies_are_limited_with_and_without_a_length(deliver):
    handled = []
    limit = {"receiver": {"max_bytes": len(BODY) - 1}}

    assert [
        deliver(handled.append, **limit, **changes)[0] for changes in ({}, {"length": None})
    ] == [413, 413]
    assert deliver(handled.append, receiver={"max_bytes": len(BODY)}, length=None)[0] == 204
    assert len(handled) == 1


def test_only_the_given_path_is_served(deliver):
    receiver = {"path": "/hooks"}

    assert [
        deliver(lambda _: None, receiver=receiver, path=path)[0] for path in ("/hooks", "/")
    ] == [204, 404]


def test_a_failing_handler_is_reported_by_500_and_logged_without_the_body(deliver, caplog):
    def handle(_):
        raise RuntimeError("no database")

    with caplog.at_level(logging.DEBUG):
        assert deliver(handle)[0] == 500
    assert "the handler of webhook 7 failed" in caplog.text
    assert "no database" in caplog.text
    assert "psst" not in caplog.text


def test_a_delivery_that_comes_twice_is_handled_once(deliver):
    handled = []
    receiver = {"seen": SeenEvents()}

    assert [deliver(handled.append, receiver=receiver)[0] for _ in range(2)] == [204, 204]
    assert len(handled) == 1


def test_a_delivery_that_failed_is_handled_when_it_comes_again(deliver):
    handled = []
    receiver = {"seen": SeenEvents()}

    def handle(payload):
        handled.append(payload)
        if len(handled) == 1:
            raise RuntimeError

    assert [deliver(handle, receiver=receiver)[0] for _ in range(2)] == [500, 204]


@pytest.mark.parametrize("fails", [True, False])
def test_a_delivery_that_is_sent_again_while_it_is_handled_is_not_acknowledged(deliver, fails):
    """Should the first handler fail, the sender must send again; a 204 would have it stop."""
    receiver, handled = {"seen": SeenEvents()}, []
    at_work, go_on = threading.Event(), threading.Event()

    def handle(payload):
        handled.append(payload)
        if len(handled) == 1:
            at_work.set()
            go_on.wait(10)
            if fails:
                raise RuntimeError

    first = []
    thread = threading.Thread(target=lambda: first.append(deliver(handle, receiver=receiver)))
    thread.start()
    at_work.wait(10)
    meanwhile = [deliver(handle, receiver=receiver) for _ in range(3)]
    go_on.set()
    thread.join()
    after = deliver(handle, receiver=receiver)

    assert [status for status, _ in meanwhile] == [503] * 3
    assert {headers["Retry-After"] for _, headers in meanwhile} == {"5"}
    assert (first[0][0], after[0]) == ((500, 204) if fails else (204, 204))
    assert len(handled) == (2 if fails else 1)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_an_interrupted_handler_gets_the_delivery_again(error):
    seen = SeenEvents()

    def handle(_):
        raise error

    request = {"method": "POST", "path": "/", "body": BODY, "length": str(len(BODY))}
    request["signature"] = SCHEME.sign(BODY, SECRET)
    with pytest.raises(error):
        over_wsgi(wsgi(Receiver(SCHEME, handle, SECRET, seen=seen)), request)

    assert over_wsgi(wsgi(Receiver(SCHEME, print, SECRET, seen=seen)), request)[0] == 204


@pytest.mark.parametrize(
    ("length", "status"),
    [
        ("9" * 5000, 413),
        ("1" + "0" * 4300, 413),
        ("9" * 19, 413),
        ("0" * 5000 + str(len(BODY)), 204),
        (f"{len(BODY)}\xb2", 400),
        ("+1", 400),
        ("1_0", 400),
        (" 5", 400),
        ("0x10", 400),
    ],
)
def test_unusual_lengths(deliver, length, status):
    assert deliver(lambda _: None, length=length)[0] == status


def test_unsigned_deliveries_when_asked_for(deliver):
    handled = []

    assert deliver(handled.append, receiver={"secret": UNVERIFIED}, signature=None)[0] == 204
    assert [payload.verified for payload in handled] == [False]


@pytest.mark.parametrize(
    ("secret", "error"), [(None, TypeError), ("", ValueError), ([], ValueError)]
)
def test_a_missing_secret_shows_at_once(secret, error):
    with pytest.raises(error):
        Receiver(SCHEME, print, secret)


def test_wsgi_wants_a_length_where_the_server_does_not_end_the_body():
    app = wsgi(Receiver(SCHEME, print, SECRET))
    responses = []
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "wsgi.input": None}
    app(environ, lambda status, _: responses.append(status))

    assert responses == ["411 Length Required"]


def test_asgi_lifespan_and_other_protocols():
    app = asgi(Receiver(SCHEME, print, SECRET))
    messages = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    sent = []

    async def receive():
        return messages.pop(0)

    async def send(message):
        sent.append(message["type"])

    asyncio.run(app({"type": "lifespan"}, receive, send))
    with pytest.raises(ValueError, match="not websocket"):
        asyncio.run(app({"type": "websocket"}, receive, send))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_asgi_caller_that_hangs_up():
    handled = []
    app = asgi(Receiver(SCHEME, handled.append, SECRET))

    async def receive():
        return {"type": "http.disconnect"}

    async def send(_):
        return

    asyncio.run(app({"type": "http", "method": "POST", "path": "/", "headers": []}, receive, send))

    assert handled == []


def test_asgi_handler_that_is_cancelled_gets_the_delivery_again():
    seen = SeenEvents()

    async def handle(_):
        raise asyncio.CancelledError

    async def receive():
        return {"type": "http.request", "body": BODY}

    async def send(_):
        return

    headers = [(b"x-signature", SCHEME.sign(BODY, SECRET).encode())]
    scope = {"type": "http", "method": "POST", "path": "/", "headers": headers}
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(asgi(Receiver(SCHEME, handle, SECRET, seen=seen))(scope, receive, send))

    assert len(seen) == 0


def test_asgi_plain_handlers_do_not_block_the_loop():
    threads = []
    over_asgi(
        asgi(Receiver(SCHEME, lambda _: threads.append(threading.current_thread()), SECRET)),
        {
            "method": "POST",
            "path": "/",
            "body": BODY,
            "signature": SCHEME.sign(BODY, SECRET),
            "length": None,
        },
    )

    assert [threading.main_thread()] != threads


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        return


def test_wsgi_over_a_real_socket_keeps_to_the_standard():
    handled = []
    app = validator(wsgi(Receiver(SCHEME, handled.append, SECRET)))
    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        statuses = []
        for signature in (SCHEME.sign(BODY, SECRET), "wrong"):
            connection.request(
                "POST", "/", BODY, {"X-Signature": signature, "Content-Type": "application/json"}
            )
            with connection.getresponse() as response:
                statuses.append((response.status, response.read()))
            connection.close()
        server.shutdown()
        thread.join()

    assert statuses == [(204, b""), (401, b"")]
    assert len(handled) == 1
