"""Every exception class of the HTTP libraries, with secrets in it: what leaves a call is of the tree, and clean."""

import asyncio
import errno
import importlib
import inspect
import logging
import pickle
import socket
import ssl
import traceback
from types import SimpleNamespace

import pytest
from failing_server import GET, SEND, QuickClock
from runtime.client import AsyncClient, Settings, SyncClient
from runtime.core.errors import ClientError, OutcomeUnknownError, TransportError

MARK = "s3cret-Mark"
QUOTED = f"b'{MARK} ' in http://user:{MARK}@proxy:1 \x1b[31m\r\nERROR forged: +1 (213) 555-1122"
SETTINGS = Settings("demo", "1.0", "https://api.example/v2", "DEMO")
LIBRARIES = {
    "httpx2": ["httpx2", "httpcore2", "h11", "ssl", "socket", "anyio", "builtins", "zlib"],
    "httpx": ["httpx", "httpcore"],
    "aiohttp": ["aiohttp", "aiohttp.http_exceptions", "asyncio", "builtins", "ssl"],
}
ABSTRACT = {"h11._util.ProtocolError"}


def classes(library):
    result = {}
    for name in LIBRARIES[library]:
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, Exception) and not issubclass(
                kind, Warning | StopIteration | StopAsyncIteration
            ):
                result[f"{kind.__module__}.{kind.__qualname__}"] = kind
    return [kind for name, kind in sorted(result.items()) if name not in ABSTRACT]


def _key():
    return SimpleNamespace(host=MARK, port=1, is_ssl=True, ssl=True, proxy=QUOTED)


def made(kind):
    """An exception as the library would raise it, with a secret wherever a text can be."""
    url = SimpleNamespace(real_url=QUOTED, url=QUOTED, method="GET", headers={"X": MARK})
    os_error = OSError(errno.ECONNREFUSED, QUOTED)
    attempts = [
        lambda: kind(QUOTED, request=None),
        lambda: kind(QUOTED, request=None, response=None),
        lambda: kind(SimpleNamespace(type=ValueError, msg=QUOTED, formatted=QUOTED)),
        lambda: kind("utf-8", QUOTED, 0, 1, QUOTED),
        lambda: kind(QUOTED, 0, 1, QUOTED),
        lambda: kind(url, (), status=407, message=QUOTED, headers={"X": MARK}),
        lambda: kind(_key(), os_error),
        lambda: kind(_key(), ssl.SSLCertVerificationError(1, QUOTED)),
        lambda: kind("utf-8", QUOTED.encode(), 0, 1, QUOTED),
        lambda: kind(QUOTED, [ValueError(QUOTED)]),
        lambda: kind(errno.ECONNRESET, QUOTED),
        lambda: kind(QUOTED),
        lambda: kind(QUOTED, QUOTED),
        lambda: kind(QUOTED, QUOTED, MARK),
        lambda: kind(QUOTED.encode(), QUOTED.encode(), MARK, 1),
        kind,
    ]
    for attempt in attempts:
        try:
            error = attempt()
            str(error), repr(error)
        except Exception:  # noqa: BLE001 - another signature
            continue
        error.__cause__ = OSError(errno.ECONNREFUSED, QUOTED)
        error.__cause__.__cause__ = ValueError(QUOTED)
        error.add_note(QUOTED)
        return error
    raise AssertionError(kind)


class Raising:
    """A client of an HTTP library whose every request fails."""

    def __init__(self, error):
        self.error = error

    def send(self, *_, **__):
        headers = {"Authorization": MARK}
        assert headers
        raise self.error


class RaisingAsync(Raising):
    async def send(self, *args, **kwargs):
        super().send(*args, **kwargs)


OPTIONS = {
    "headers": {"X-Gate": MARK},
    "clock": QuickClock(),
    "max_retries": 1,
    "proxy": f"http://user:{MARK}@127.0.0.1:1",
}


def failure(mode, error, operation):
    given = {"path": {"id": 1}} if operation is GET else {"body": {"name": "b0dy-Mark 12135551122"}}
    if mode == "sync":
        client = SyncClient(SETTINGS, "login", MARK, **OPTIONS)
        client._transport._client = lambda: Raising(error)
        try:
            client.call(operation, **given)
        except Exception as caught:  # noqa: BLE001 - looked at by the test
            return caught
    more = {"http_client": "aiohttp"} if mode == "aiohttp" else {}
    client = AsyncClient(SETTINGS, "login", MARK, **OPTIONS, **more)

    async def raising():
        return RaisingAsync(error)

    client._transport._client = raising
    try:
        asyncio.run(client.call(operation, **given))
    except Exception as caught:  # noqa: BLE001 - looked at by the test
        return caught
    raise AssertionError


def shown(error):
    trace = traceback.TracebackException.from_exception(error)
    return "\n".join([str(error), repr(error), *trace.format(), *getattr(error, "__notes__", [])])


def chain(error):
    """An exception with all that a tool for reports could walk to."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def locals_of(error):
    """The local variables of the client's frames, as tools for reports show them."""
    frame = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_globals["__name__"].startswith("runtime."):
            for name, value in frame.tb_frame.f_locals.items():
                yield f"{frame.tb_frame.f_code.co_qualname}: {name}={value!r}"
        frame = frame.tb_next


CASES = [
    (mode, kind)
    for mode, library in (
        ("sync", "httpx2"),
        ("async", "httpx2"),
        ("sync", "httpx"),
        ("aiohttp", "aiohttp"),
    )
    for kind in classes(library)
]


def test_there_are_classes_of_every_library():
    names = {kind.__module__.partition(".")[0] for _, kind in CASES}
    assert {"httpx2", "httpcore2", "h11", "ssl"} <= names
    assert len(CASES) > 150


@pytest.mark.parametrize("operation", [GET, SEND], ids=["read", "contact"])
@pytest.mark.parametrize(
    ("mode", "kind"), CASES, ids=[f"{mode}-{kind.__module__}.{kind.__name__}" for mode, kind in CASES]
)  # fmt: skip
def test_nothing_of_a_foreign_exception_leaves_a_call(mode, kind, operation, caplog):
    caplog.set_level(logging.DEBUG, "demo")
    error = failure(mode, made(kind), operation)
    assert isinstance(error, ClientError), kind
    text = shown(error) + caplog.text
    assert [
        mark for mark in (MARK, "b0dy-Mark", "555-1122", "\x1b", "ERROR forged") if mark in text
    ] == []
    for each in chain(error):
        assert isinstance(each, ClientError)
        assert [line for line in locals_of(each) if MARK in line] == []
        if getattr(each, "request", None) is not None:
            each.request = None
        assert MARK not in repr(vars(each))
    assert MARK.encode() not in pickle.dumps(error)
    expected = OutcomeUnknownError if operation is SEND else TransportError
    assert isinstance(error, expected) or error.evidence == "not_sent" or not error.evidence


def test_words_that_are_allowed():
    refused = failure("sync", OSError(errno.ECONNREFUSED, QUOTED), SEND)
    assert str(refused.__cause__).endswith("Connection refused")
    lost = socket.gaierror(-2, QUOTED)
    assert "not found" in str(failure("sync", lost, GET))
    trusted = ssl.SSLCertVerificationError(1, QUOTED)
    assert "certificate is not trusted" in str(failure("sync", trusted, GET))
