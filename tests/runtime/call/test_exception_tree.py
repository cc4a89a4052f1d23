"""Nothing but errors of the tree, TypeError and ValueError leaves a call, whatever it was given."""

import math
import traceback

import pytest
from failing_server import GET, PUT, SEND, Widget, http_response
from msgspec.structs import replace
from runtime.client import Settings
from runtime.core.errors import ClientError, RateLimitError
from runtime.core.retry import Resend

MARK = "s3cret-Mark"


@pytest.mark.parametrize(
    "decision",
    [math.inf, math.nan, 1e300, Resend(math.nan), Resend(math.inf), Resend(-1), "5", [5], object()],
)
def test_what_should_retry_returns_is_checked(ask, server, decision):
    server.script = [http_response(500)]
    with pytest.raises((TypeError, ValueError), match=r"should_retry|Resend"):
        ask("call", GET, path={"id": 1}, options={"should_retry": lambda _: decision})


@pytest.mark.parametrize("seconds", ["9" * 18, "9" * 290])
def test_no_pause_is_longer_than_a_clock_can_sleep(ask, server, seconds):
    server.usual = http_response(429, headers={"Retry-After": seconds})
    with pytest.raises(RateLimitError) as caught:
        ask("call", GET, path={"id": 1}, options={"max_retry_after": math.inf})
    assert ask.clock.pauses == []
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize("operation", ["sendTexts", None, 5])
def test_what_is_no_operation_is_refused(ask, operation):
    with pytest.raises(TypeError, match=r"expected an Operation .*by_id finds one"):
        ask("call", operation)


@pytest.mark.parametrize(
    "given",
    [
        {"path": {"id": object()}},
        {"path": {}},
        {"path": {"id": 1}, "body": {"nme": "x"}},
        {"path": {"id": 1}, "body": {"name": 5}},
        {"path": {"id": 1}, "body": "x"},
        {"path": {"id": 1}, "query": {"a": object()}},
        {"path": {"id": 1}, "headers": {"X": "a\r\nb"}},
    ],
)
def test_a_mistake_of_the_caller_has_a_short_traceback(ask, server, given):
    with pytest.raises((TypeError, ValueError)) as caught:
        ask("call", PUT, **given)
    frames = traceback.extract_tb(caught.value.__traceback__)
    own = [frame.name for frame in frames if "/runtime/c" in frame.filename]
    assert len(own) <= 4
    assert server.got == []


def test_the_frames_of_the_callers_own_code_are_kept(ask):
    def rows():
        yield {"name": "x"}
        raise ValueError("of the caller")

    with pytest.raises((TypeError, ValueError)) as caught:
        ask("call", replace(SEND, body=list[Widget]), body=rows())
    names = [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert "of the caller" not in str(caught.value) or "rows" in names


@pytest.mark.parametrize(
    "proxy",
    [
        f"http://us:{MARK}@[bad",
        f"foo:{MARK}",
        f"http://us:{MARK}@h:x",
        f"://{MARK}",
        f"socks5://u:{MARK}@h.invalid:1",
        f"http://u:{MARK}@127.0.0.1:1",
        f"http://u:{MARK}@a..b:80",
        f"http://u:{MARK} @h",
    ],
)
def test_an_unusual_proxy_of_the_environment(ask, monkeypatch, proxy):
    for name in ("HTTPS_PROXY", "ALL_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, proxy)
    away = Settings("demo", "1", "https://api.invalid/v2", "DEMO")
    monkeypatch.setattr("failing_server.settings", lambda _: away)
    with pytest.raises(ClientError) as caught:
        ask("call", SEND, body={"name": "x"}, options={"max_retries": 0})
    shown = "".join(traceback.format_exception(caught.value))
    assert MARK not in shown
    assert MARK.lower() not in shown
