"""What a server quotes, and what a library states, never reaches an exception, log, warning or span."""

import base64
import json
import logging
import pickle
import sys
import traceback
import warnings

import pytest
from failing_server import GET, SEND, Asking, FailingServer, http_response
from msgspec.structs import replace
from runtime.core.errors import ClientError

LOGIN, PASSWORD, GATE = "login", "password", "gateway-Mark"
TOKEN = base64.b64encode(b"login:password").decode()
BODY = "Dear Jane, your secret-Mark code is 4711"
CONTROL = "\x1b[31mRED\x1b]0;title\x07\r\nERROR forged line\u202e\u2066"
SECRETS = (TOKEN, f"{LOGIN}:{PASSWORD}", GATE)
SENT = ("secret-Mark", "12135551122", "query-Mark")


def quoted(got):
    """All of a request, as a server that debugs would quote it."""
    head = "\r\n".join(f"{name}: {value}" for name, value in got.headers.items())
    return f"{CONTROL} {got.method} {got.path}\r\n{head}\r\n\r\n{got.body.decode()}"


def as_json(status):
    def step(got):
        messages = quoted(got)
        fields = {
            "message": messages,
            "developerMessage": messages,
            "helpLink": messages,
            "internalCode": messages,
        }
        return http_response(status, fields)

    return step


def as_page(status, media="text/html"):
    return lambda got: http_response(
        status,
        raw=f"<html><title>{quoted(got)}</title>{quoted(got)}".encode(),
        headers={"Content-Type": media},
    )


def as_field(got):
    return http_response(200, {quoted(got): 1, "id": {quoted(got): "x"}, "name": [quoted(got)]})


def as_location(got):
    return http_response(302, headers={"Location": f"https://{TOKEN}.{GATE}/?q=secret-Mark"})


def as_type(got):
    return http_response(200, raw=b"no json", headers={"Content-Type": f"{GATE}/{TOKEN}"})


STEPS = {
    **{f"json-{status}": as_json(status) for status in (400, 401, 404, 409, 418, 429, 500, 503)},
    **{f"page-{status}": as_page(status) for status in (200, 400, 403, 502)},
    "page-as-json": as_page(200, "application/json"),
    "field": as_field,
    "location": as_location,
    "media-type": as_type,
    "broken-json": lambda got: http_response(
        200, raw=b'{"id": ' + json.dumps(quoted(got)).encode()
    ),
    "text": lambda got: http_response(
        400, raw=quoted(got).encode(), headers={"Content-Type": "text/plain"}
    ),
}


def shown(error):
    """Everything that a log, a terminal or a report of errors may print of an exception."""
    if error is None:
        return ""
    lines = traceback.format_exception(error)
    return "\n".join([str(error), repr(error), *lines, *getattr(error, "__notes__", [])])


def pickled(error):
    """What a pickle keeps, without the request, whose body is kept on purpose."""
    error = pickle.loads(pickle.dumps(error))
    for each in (error, error.__cause__):
        if getattr(each, "request", None) is not None:
            each.request = None
    return pickle.dumps(error).decode("latin-1")


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("operation", [GET, SEND], ids=["read", "contact"])
@pytest.mark.parametrize("step", STEPS)
def test_what_a_server_quotes_is_shown_nowhere(ask, server, caplog, step, operation, strict):
    caplog.set_level(logging.DEBUG, "demo")
    server.usual = STEPS[step]
    error = None
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            ask(
                "call",
                operation,
                path={"id": 1} if operation is GET else None,
                query={"text": "query-Mark"},
                body=None if operation is GET else {"name": f"{BODY} 12135551122"},
                options={"headers": {"X-Gate": GATE}, "strict": strict, "max_retries": 1},
            )
        except ClientError as caught:
            error = caught
    text = "\n".join([shown(error), caplog.text, *(str(each.message) for each in warned)])
    assert [word for word in (*SECRETS, *SENT) if word in text] == []
    assert [sign for sign in "\x1b\x07\r\u202e\u2066" if sign in text] == []
    assert "\nERROR forged" not in text
    assert error is None or [word for word in SECRETS if word in pickled(error)] == []


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_no_local_variable_of_an_error_holds_the_credentials(server, mode):
    server.usual = as_json(400)
    ask = Asking(mode, server)
    try:
        ask("call", GET, path={"id": 1}, options={"headers": {"X-Gate": GATE}})
    except ClientError:
        trace = sys.exception().__traceback__
    result = []
    while trace is not None:
        if trace.tb_frame.f_globals["__name__"].startswith("runtime."):
            values = {**trace.tb_frame.f_locals}
            result += [
                (trace.tb_frame.f_code.co_name, name)
                for name, value in values.items()
                if any(secret in repr(value) for secret in SECRETS)
            ]
        trace = trace.tb_next
    assert result == []


def test_the_fixture_is_seen_at_all():
    """Without the gate the texts would hold all of it."""
    with FailingServer() as server:
        server.usual = as_json(400)
        ask = Asking("sync", server)
        with pytest.raises(ClientError):
            ask("call", replace(SEND, returns=None), body={"name": BODY})
        text = quoted(server.got[0])
    assert [word for word in (TOKEN, "secret-Mark", "\x1b") if word not in text] == []
