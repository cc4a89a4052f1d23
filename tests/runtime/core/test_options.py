"""Setting a client up: credentials, options, headers, and what is refused."""

import base64
import copy
import pickle
import re
import ssl
import traceback
from dataclasses import replace
from pathlib import Path

import pytest
from failing_server import FIND, GET, PUT, http_response
from runtime.client import AsyncClient, Auth, Settings, SyncClient
from runtime.core.errors import AuthenticationError, ConfigurationError, NotFoundError
from runtime.core.messages import Request, Timeout
from runtime.core.operation import Effect, Operation
from runtime.core.options import ClientOptions, credentials

SETTINGS = Settings("demo", "1.0", "https://api.example.com/v2/", "DEMO")
OPEN = Operation("ping", "GET", "/ping", effect=Effect.READ, secured=False)
ACCOUNT = Operation("keys", "GET", "/keys", effect=Effect.READ, login="account")


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch):
    for name in ("LOGIN", "PASSWORD", "BASE_URL", "LOG", "API_KEY", "TOKEN"):
        monkeypatch.delenv(f"DEMO_{name}", raising=False)


class Whole:
    """An integer by ``__index__``, as numpy's are."""

    def __init__(self, number):
        self.number = number

    def __index__(self):
        return self.number


def local(server, **changes):
    return Settings("demo", "1.0", server.url, "DEMO", **changes)


def test_credentials_from_arguments(ask, server):
    ask("call", GET, path={"id": 1})
    pair = base64.b64encode(b"login:password").decode()
    assert server.got[0].headers["authorization"] == f"Basic {pair}"


def test_credentials_from_the_environment_when_constructed(monkeypatch, server):
    monkeypatch.setenv("DEMO_LOGIN", "me")
    monkeypatch.setenv("DEMO_PASSWORD", "grüße")
    monkeypatch.setenv("DEMO_BASE_URL", server.url)
    with SyncClient(SETTINGS) as client:
        client.call(GET, path={"id": 1})
    pair = base64.b64encode("me:grüße".encode()).decode()
    assert server.got[0].headers["authorization"] == f"Basic {pair}"


PAIR = "set DEMO_LOGIN and DEMO_PASSWORD"


@pytest.mark.parametrize("kind", [SyncClient, AsyncClient])
@pytest.mark.parametrize(
    ("given", "environment", "reported"),
    [
        ((), {}, f"missing credentials: pass login and password, or {PAIR} in the environment"),
        (("", ""), {}, "missing credentials"),
        ((), {"LOGIN": "me"}, f"DEMO_PASSWORD is not set in the environment; {PAIR}, or pass"),
        ((), {"PASSWORD": "me"}, "DEMO_LOGIN is not set in the environment"),
        (("login",), {"PASSWORD": "x"}, "password is missing. Pass login and password together"),
        ((None, "password"), {"LOGIN": "x"}, "login is missing. Pass login and password together"),
    ],
)
def test_missing_credentials_are_named(kind, given, environment, reported, monkeypatch):
    for name, value in environment.items():
        monkeypatch.setenv(f"DEMO_{name}", value)
    with pytest.raises(ConfigurationError, match=re.escape(reported)):
        kind(SETTINGS, *given)


@pytest.mark.parametrize(
    "given", [("a:b", "c"), ("a\n", "b"), ("a", "b\r\nX: 1"), (b"a", "b"), ("\ud800", "b")]
)
def test_credentials_that_cannot_be_sent_are_refused(given):
    with pytest.raises(ConfigurationError):
        SyncClient(SETTINGS, *given)


@pytest.mark.parametrize(
    ("auth", "name", "value", "query"),
    [
        (Auth("bearer"), "authorization", "Bearer s3cret", ""),
        (Auth("api-key", "header", "X-Key"), "x-key", "s3cret", ""),
        (Auth("api-key", "query", "key"), "authorization", None, "?key=s3cret"),
        (Auth("none"), "authorization", None, ""),
    ],
)
def test_other_kinds_of_credentials(server, auth, name, value, query):
    secrets = ["s3cret"] if auth.arguments else []
    with SyncClient(local(server, auth=auth), *secrets) as client:
        client.call(GET, path={"id": 1})
        client.call(OPEN)
    assert server.got[0].headers.get(name) == value
    assert server.got[0].path == f"/widgets/1{query}"
    assert server.got[1].path == "/ping"
    assert name not in server.got[1].headers


@pytest.mark.parametrize("auth", [Auth("bearer"), Auth("api-key", "header", "X-Api-Key")])
def test_errors_keep_no_credentials_of_other_kinds(server, auth):
    server.usual = http_response(404)
    in_query = Auth("api-key", "query", "api_key")
    for each in (auth, in_query):
        with (
            SyncClient(local(server, auth=each), "s3cret") as client,
            pytest.raises(NotFoundError) as caught,
        ):
            client.call(GET, path={"id": 1}, query={"a": "b"})
        assert b"s3cret" not in pickle.dumps(caught.value)
        assert "a=b" in caught.value.request.url


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://h/v2", True),
        ("http://127.0.0.1:8000", True),
        ("http://localhost", True),
        ("http://[::1]:80/x", True),
        ("http://api.localhost", True),
        ("http://example.com", False),
        ("http://10.0.0.1", False),
        ("ftp://h", False),
        ("h/v2", False),
        ("https://user:pass@h", False),
        ("https://h?x=1", False),
        ("https://h:99999", False),
        ("https://h:x", False),
        ("https://h/v2\n", False),
        ("https://h/ v2", False),
        ("https://h\\@evil", False),
        ("", False),
        (5, False),
    ],
)
def test_base_urls(url, fine):
    if fine:
        SyncClient(SETTINGS, "a", "b", base_url=url).close()
        return
    with pytest.raises(ConfigurationError):
        SyncClient(SETTINGS, "a", "b", base_url=url)


def test_insecure_http_on_request():
    client = SyncClient(SETTINGS, "a", "b", base_url="http://example.com", allow_insecure_http=True)
    assert repr(client) == "<SyncClient http://example.com>"
    assert "http://example.com" in repr(client.with_options(timeout=1))


@pytest.mark.parametrize(
    "headers",
    [
        {"X-A": "a\r\nX-B: b"},
        {"X-A": "\0"},
        {"X A": "a"},
        {"X\n": "a"},
        {"X-A": 5},
        {"X-A": "ü"},
        {"Content-length": "5"},
        {"transfer-encoding": "x"},
    ],
)
def test_headers_that_break_out_of_their_line_are_refused(headers, server):
    with pytest.raises(ConfigurationError):
        SyncClient(SETTINGS, "a", "b", headers=headers)
    with SyncClient(local(server), "a", "b") as client:
        if headers != {"X-A": 5}:
            with pytest.raises(ConfigurationError):
                client.call(GET, path={"id": 1}, headers=headers)
    assert server.got == []


MARK = "s3cret-Mark"
UNUSUAL = [
    5,
    -1,
    1.5,
    True,
    "5",
    b"5",
    (1, 2),
    [5],
    {"a": 1},
    object(),
    float("nan"),
    Path("x"),
    "",
]
WRONG = {
    "base_url": [
        *UNUSUAL,
        f"LOGIN:{MARK}@host/v2",
        f"https://a:{MARK}@h",
        "https://api..example/v2",
        "http://[bad",
        "https://[::1",
        "https://h:x",
        "https://h:99999",
        f"https://{'a' * 64}.b",
    ],
    "timeout": [-1, 0, True, "5", (1, 2), float("nan"), float("inf"), object(), 4e7],
    "max_retries": [-1, 1.5, True, "5", None, object(), float("nan")],
    "max_retry_after": [-1, "5", None, True, float("nan"), object()],
    "total_timeout": [-1, 0, "5", True, float("nan"), object(), Whole(0)],
    "trust_retry_after": [0, None, "no"],
    "should_retry": [5, "x", [len]],
    "headers": [
        5,
        "X-A: b",
        {"X": 5},
        {5: "X"},
        {"X": f"{MARK} "},
        {"X": f"\t{MARK}"},
        [("a", "b")],
        {"X": f"{MARK}\r\nA: b"},
        {"X": f"{MARK}ü"},
        {f"{MARK} X": ""},
        {"Content-Length": "5"},
    ],
    "extra_query": [5, "a=b", {"a": object()}, {"a": [1]}, {5: 1}],
    "extra_body": [5, "x", {"a": object()}, {"a": float("nan")}, {5: 1}, {"a": "\ud800"}],
    "max_response_bytes": [0, -1, True, "5", 1.5],
    "strict": [5, "yes", None],
    "on_request": [5, [5], "abc"],
    "on_response": [5, [5], "abc"],
    "middleware": [5, [5], "abc"],
    "http_client": [5, "httpx", object()],
    "proxy": [5, "foo", "ftp://h:1", f"http://u:{MARK}@[bad", "http://h:x", "http://h\n", ""],
    "verify": [5, None, [], b"x"],
    "allow_insecure_http": [5, "yes", None],
    "clock": [5, None, object()],
    "allow_only": [5, [5], ["hello"]],
    "redirect_to": [5, "hello", ""],
    "quiet_hours": [5, "night", ("21:00",), ("25:00", "08:00")],
}


def test_every_option_has_wrong_values():
    assert set(WRONG) == set(ClientOptions.__annotations__)


@pytest.mark.parametrize("kind", [SyncClient, AsyncClient])
@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_options_that_cannot_work_are_refused_when_set(kind, name, value):
    with pytest.raises(ConfigurationError) as caught:
        kind(SETTINGS, "a", "b", **{name: value})
    assert MARK not in str(caught.value)
    assert MARK not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("max_retries", Whole(3)),
        ("timeout", Whole(3)),
        ("max_retry_after", Whole(3)),
        ("total_timeout", Whole(3)),
        ("total_timeout", float("inf")),
        ("total_timeout", 4e7),
        ("max_retry_after", float("inf")),
        ("max_response_bytes", Whole(10)),
        ("max_response_bytes", None),
        ("timeout", None),
        ("headers", None),
        ("extra_query", {"a": 1, "b": True, "c": "x"}),
        ("proxy", None),
        ("proxy", "http://user:pass@host:8080"),
        ("verify", Path(ssl.get_default_verify_paths().openssl_capath)),
    ],
)
def test_options_that_work(server, name, value):
    with SyncClient(local(server), "a", "b", **{"http_client": None, name: value}) as client:
        assert name == "proxy" or client.call(GET, path={"id": 1}).id == 1


@pytest.mark.parametrize("kind", [SyncClient, AsyncClient])
@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("max_retrys", "max_retries"),
        ("timeot", "timeout"),
        ("username", "login"),
        ("user", "login"),
        ("pwd", "password"),
        ("passwrd", "password"),
        ("url", "base_url"),
        ("retries", "max_retries"),
    ],
)
def test_a_misspelt_option_is_named_before_anything_else(kind, name, meant):
    with pytest.raises(TypeError, match=f"no option '{name}'; did you mean '{meant}'"):
        kind(SETTINGS, **{name: 1})


def test_an_option_that_resembles_none():
    with pytest.raises(TypeError, match="no option 'zzz'; options are login, password, base_url"):
        SyncClient(SETTINGS, "a", "b", zzz=1)
    with SyncClient(SETTINGS, "a", "b") as client, pytest.raises(TypeError, match="mean 'timeout'"):
        client.with_options(timout=1)
    with (
        SyncClient(SETTINGS, "a", "b") as client,
        pytest.raises(TypeError, match=r"login is no option; with_auth\(login, password\)"),
    ):
        client.with_options(login="x")


def test_a_client_that_failed_to_be_made_can_be_shown():
    try:
        SyncClient(SETTINGS)
    except ConfigurationError as error:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert "<SyncClient, not set up>" in "".join(shown.format())


def test_what_goes_out_by_default(ask, server):
    ask("call", PUT, path={"id": 1}, body={"name": "x"})
    headers = server.got[0].headers
    assert "application/json" == headers["accept"] == headers["content-type"]
    assert headers["user-agent"].startswith("demo/1.0 (Python 3.")
    assert headers["accept-encoding"] == "gzip, deflate"


def test_extras(ask, server):
    extras = {
        "extra_query": {"trace": True, "n": 5},
        "extra_body": {"new": 1},
        "headers": {"X-A": "b"},
    }
    ask("call", PUT, path={"id": 1}, body={"name": "x"}, options=extras)
    got = server.got[0]
    assert (
        got.path,
        got.body,
        got.headers["x-a"],
    ) == ("/widgets/1?trace=true&n=5", b'{"name":"x","new":1}', "b")


def test_options_reach_pages(server):
    server.usual = http_response(200, {"items": []})
    with SyncClient(local(server), "a", "b") as client:
        client.with_options(headers={"X-A": "b"}).page(FIND)
    assert server.got[0].headers["x-a"] == "b"


def test_nothing_shows_secrets(server):
    client = SyncClient(local(server), "l0gin", "s3cret")
    shown = repr(client) + repr(vars(client)) + repr(client._proof)
    assert "s3cret" not in shown
    assert base64.b64encode(b"l0gin:s3cret").decode() not in shown
    request = Request("GET", "http://h/12135551122", {"Authorization": "Basic abc"})
    assert repr(request) == "<Request GET http://h/***22, attempt 1>"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_copies_share_connections(server, copied):
    with SyncClient(local(server), "a", "b") as client:
        client.call(GET, path={"id": 1})
        with copied(client) as twin:
            twin.call(GET, path={"id": 1})
        client.call(GET, path={"id": 1})
    assert server.connections == 1


@pytest.mark.parametrize("kind", [SyncClient, AsyncClient])
def test_clients_are_not_pickled(kind):
    with pytest.raises(TypeError, match="credentials"):
        pickle.dumps(kind(SETTINGS, "a", "b"))


def test_with_auth_wants_all(server):
    with SyncClient(local(server), "a", "b") as client, pytest.raises(ConfigurationError):
        client.with_auth("a")


def test_a_refused_login_names_the_kind_it_wants(ask, server):
    server.usual = http_response(401, {"message": "no"})
    with pytest.raises(AuthenticationError, match="account login"):
        ask("call", ACCOUNT)


def test_verify_credentials(ask, server):
    made = {"verify": lambda: GET_ME}
    from runtime.client import base

    with SyncClient(local(server, **made), "a", "b") as client:
        assert client.verify_credentials().id == 1
    with SyncClient(local(server), "a", "b") as client, pytest.raises(ConfigurationError):
        client.verify_credentials()
    assert base.ClientState is SyncClient.__mro__[1]


GET_ME = Operation("me", "GET", "/me", effect=Effect.READ, returns=GET.returns)


def phases(timeout):
    return timeout.connect, timeout.read, timeout.write, timeout.pool


@pytest.mark.parametrize(
    ("timeout", "seconds"),
    [
        (Timeout(), (10, 60, 60, 60)),
        (Timeout(5), (5, 5, 5, 5)),
        (Timeout(None), (None,) * 4),
        (Timeout(5, read=60), (5, 60, 5, 5)),
        (Timeout(5, read=None), (5, None, 5, 5)),
        (Timeout(connect=3), (3, 60, 60, 60)),
        (Timeout(Whole(5)), (5, 5, 5, 5)),
        (Timeout.of(5), (5, 5, 5, 5)),
        (Timeout.of(None), (None,) * 4),
        (Timeout(1, read=None).within(2), (1, 2, 1, 1)),
        (Timeout(None).within(1e9), (86_400 * 365,) * 4),
        (replace(Timeout(5), read=7), (5, 7, 5, 5)),
    ],
)
def test_timeouts(timeout, seconds):
    assert phases(timeout) == seconds
    assert pickle.loads(pickle.dumps(timeout)) == timeout
    assert Timeout.of(timeout) is timeout


SEVERAL = Auth(
    "several",
    schemes=(
        Auth("api-key", "header", "X-Key", scheme="key", own=("key",)),
        Auth("basic", scheme="guard", own=("guard_login", "guard_password")),
        Auth("api-key", "query", "visitor", scheme="visitor", own=("visitor",)),
    ),
)


def several(**given):
    settings = Settings("api", "1", "https://a.example", "API", SEVERAL)
    return credentials(settings, [given.get(name) for name in SEVERAL.arguments])


def operation(*security, secured=True):
    return Operation("op", "GET", "/", effect=Effect.READ, security=security, secured=secured)


@pytest.mark.parametrize(
    ("asked", "headers", "query"),
    [
        ((("key",),), {"X-Key": "K"}, ()),
        ((("visitor",), ("key",)), {}, (("visitor", "V"),)),
        ((("key", "visitor"),), {"X-Key": "K"}, (("visitor", "V"),)),
        (((), ("key",)), {"X-Key": "K"}, ()),
        ((("guard",), ("key",)), {"X-Key": "K"}, ()),
        (((), ("guard",)), {}, ()),
    ],
)
def test_an_operation_gets_what_it_asks_for_and_nothing_else(asked, headers, query):
    result = several(key="K", visitor="V").signing(operation(*asked))

    assert (result.headers, result.query) == (headers, query)


def test_an_operation_without_its_credentials_is_refused():
    with pytest.raises(ConfigurationError, match="guard, or key and visitor"):
        several(key="K").signing(operation(("guard",), ("key", "visitor")))


def test_half_of_a_scheme_is_refused():
    with pytest.raises(ConfigurationError, match="guard_password"):
        several(guard_login="me")
    with pytest.raises(ConfigurationError, match="missing credentials"):
        several()


def test_nothing_is_sent_to_an_operation_that_asks_for_nothing():
    assert several(key="K").signing(operation(secured=False)).headers == {}
