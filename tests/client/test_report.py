"""What went wrong lately, from a fake account with all of it: as values, table, JSON and one HTML page."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from callfire import report
from callfire.cli import PROGRAM, run
from callfire.models import Webhook
from callfire.testing import FakeCallFire

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
ANN, BOB, EVE = "12135550101", "13125550102", "14155550103"
SHOP, OFFICE = "12135550001", "12135550002"
HOSTILE = '"><script>alert(1)</script>&amp;\x07'


def ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def add_text(fake: FakeCallFire, hours: float, number: str, message: str = "", **more: Any) -> None:
    """Add a text so many hours before now; one with a message came in."""
    ends = (
        {"fromNumber": number, "toNumber": "67076"}
        if message
        else {"fromNumber": "67076", "toNumber": number}
    )
    state = {"state": "FINISHED", "finalTextResult": "RECEIVED" if message else "SENT"}
    values: dict[str, Any] = {
        "created": ms(NOW - timedelta(hours=hours)),
        "inbound": bool(message),
        **ends,
        **state,
    }
    values |= {"message": message} if message else {}
    values |= more
    fake.add("/texts", {key: value for key, value in values.items() if value is not None})


@pytest.fixture
def fake() -> FakeCallFire:
    fake = FakeCallFire()
    for result in ("SENT", "SENT", "CARRIER_ERROR", "CARRIER_ERROR", "INVALID_NUMBER"):
        add_text(fake, 5, EVE, finalTextResult=result)
    add_text(fake, 4, EVE, state="READY", finalTextResult=None)
    add_text(fake, 24 * 40, EVE, finalTextResult="CARRIER_ERROR")
    call = {
        "created": ms(NOW - timedelta(days=3)),
        "fromNumber": SHOP,
        "toNumber": ANN,
        "inbound": False,
    }
    for result in ("LA", "BUSY"):
        fake.add("/calls", {**call, "state": "FINISHED", "finalCallResult": result})
    fake.add("/calls", {**call, "inbound": True, "state": "FINISHED", "finalCallResult": "LA"})
    lease = {"leaseBegin": ms(NOW - timedelta(days=90)), "leaseEnd": ms(NOW + timedelta(days=9))}
    fake.add("/numbers/leases", {"number": SHOP, **lease})
    fake.add("/numbers/leases", {"number": OFFICE, "labels": [HOSTILE], "autoRenew": True, **lease})
    fake.add("/numbers/leases", {"number": EVE, **lease, "leaseBegin": ms(NOW - timedelta(days=1))})
    hook = {"resource": "InboundText", "events": ["Finished"], "enabled": True}
    fake.add("/webhooks", {"name": "good", "callback": "https://shop.com/hook", **hook})
    fake.add("/webhooks", {"name": HOSTILE, "callback": f"http://shop.com/{HOSTILE}", **hook})
    # Bob opted out 50 days ago, got the confirmation, and later another text.
    add_text(fake, 24 * 50, BOB, "Stop!")
    add_text(fake, 24 * 2, BOB)
    return fake


@pytest.fixture
def seen(fake: FakeCallFire) -> report.Report:
    with fake.client() as client:
        return report.collect(client, end=NOW)


def test_the_figures(seen: report.Report) -> None:
    assert (seen.texts, seen.calls, seen.received, seen.pending) == (7, 2, 1, 1)
    assert [(each.kind, each.reason, each.count, each.share) for each in seen.failures] == [
        ("text", "CARRIER_ERROR", 2, 0.2857),
        ("text", "INVALID_NUMBER", 1, 0.1429),
        ("call", "BUSY", 1, 0.5),
    ]
    assert (seen.failed, seen.ok) == (4, False)
    days = {str(each.day): (each.sent, each.failed, each.received) for each in seen.days}
    assert len(days) == 31
    assert {day: counts for day, counts in days.items() if any(counts)} == {
        "2026-03-28": (1, 1, 1),
        "2026-03-29": (1, 0, 0),
        "2026-03-31": (2, 3, 0),
    }


def test_numbers_and_webhooks(seen: report.Report) -> None:
    assert [(each.number, each.auto_renew) for each in seen.idle] == [(OFFICE, True)]
    assert (seen.leases, seen.callbacks) == (3, 2)
    assert [each.problems for each in seen.webhooks] == [
        ("its callback is http, so that anyone on the way can read and forge deliveries",)
    ]


def test_an_opt_out_counts_for_a_year(seen: report.Report, fake: FakeCallFire) -> None:
    assert [(each.number, each.word, each.texts) for each in seen.opt_outs] == [(BOB, "STOP", 1)]
    with fake.client() as client:
        since = NOW - timedelta(days=30)
        assert report.collect(client, end=NOW, opt_outs_since=since).opt_outs == ()


def test_the_async_client_reads_the_same(fake: FakeCallFire, seen: report.Report) -> None:
    async def main() -> report.Report:
        async with fake.async_client() as client:
            return await report.acollect(client, end=NOW)

    assert asyncio.run(main()) == seen


# hours before now: what came in, or None for a text that went out; texts after the opt-out
TIMELINES: Any = [
    ([(9, "STOP"), (8, None)], 1),
    ([(9, "stop"), (8, None), (7, None)], 2),
    ([(9, " Stop. "), (8, None)], 1),
    ([(9, "opt-out"), (8, None)], 1),
    ([(9, "UNSUBSCRIBE"), (8, None)], 1),
    ([(9, "Please do not stop"), (8, None)], 0),
    ([(9, None), (8, "STOP")], 0),
    ([(9, "STOP"), (8.95, None)], 0),  # three minutes later: the confirmation
    ([(9, "STOP"), (8.95, None), (8.94, None)], 1),
    ([(9, "STOP"), (8, "START"), (7, None)], 0),
    ([(9, "STOP"), (8.5, None), (8, "START"), (7, None)], 1),
    ([(9, "STOP"), (8, "START"), (7, "STOP"), (6, None)], 1),
    ([(9, "START"), (8, None)], 0),
    ([(9, "STOP")], 0),
]


@pytest.mark.parametrize(("timeline", "texts"), TIMELINES)
def test_texts_after_an_opt_out(timeline: Any, texts: int) -> None:
    fake = FakeCallFire()
    for hours, message in timeline:
        add_text(fake, hours, ANN, message or "")
    with fake.client() as client:
        seen = report.collect(client, end=NOW)
    assert [each.texts for each in seen.opt_outs] == ([texts] if texts else [])


@pytest.mark.parametrize("result", ["DNT", "INVALID_NUMBER"])
def test_what_callfire_refused_was_not_sent(result: str) -> None:
    fake = FakeCallFire()
    add_text(fake, 9, ANN, "STOP")
    add_text(fake, 8, ANN, finalTextResult=result)
    with fake.client() as client:
        assert report.collect(client, end=NOW).opt_outs == ()


CALLBACKS = [
    ("https://shop.com/hook", None),
    ("https://hooks.shop.co.uk:8443/a?b=c", None),
    ("https://8.8.8.8/hook", None),
    ("https://[2606:4700::1111]/hook", None),
    ("https://xn--bcher-kva.de/", None),
    ("http://shop.com/hook", "http"),
    ("", "no callback"),
    ("sms:callfire", "no address on the web"),
    ("shop.com/hook", "no address on the web"),
    ("ftp://shop.com/", "no address on the web"),
    ("https://", "not written as hosts are"),
    ("https://localhost/", "one machine or network"),
    ("https://shop.local/", "one machine or network"),
    ("https://shop.test/", "one machine or network"),
    ("https://intranet/", "has no domain"),
    ("https://127.0.0.1/", "private network"),
    ("https://10.1.2.3/", "private network"),
    ("https://192.168.0.1/", "private network"),
    ("https://169.254.1.1/", "private network"),
    ("https://[::1]/", "private network"),
    ("https://[fd00::1]/", "private network"),
    ("https://shop..com/", "not written as hosts are"),
    ("https://-shop.com/", "not written as hosts are"),
    ("https://my shop.com/", "not written as hosts are"),
    ("https://256.1.1.1/", "not written as hosts are"),
    ("https://shop.com:0/", "port 0"),
    ("https://shop.com:99999/", "no address"),
    ("https://[::1/", "no address"),
]


@pytest.mark.parametrize(("callback", "problem"), CALLBACKS)
def test_where_deliveries_cannot_be_received(callback: str, problem: str | None) -> None:
    webhook = Webhook(callback=callback, events=["Finished"], enabled=True)
    actual = report.webhook_problems(webhook, now=NOW)
    assert bool(actual) == (problem is not None)
    assert problem is None or problem in "; ".join(actual)


def test_webhooks_that_are_off() -> None:
    off = {
        "callback": "https://shop.com/",
        "enabled": False,
        "events": [],
        "expiresAt": ms(NOW) - 1,
    }
    actual = report.webhook_problems(Webhook.from_dict(off), now=NOW)
    assert actual == ("it is disabled", "it expired on 2026-03-31", "it names no event")


def test_json_and_text(seen: report.Report) -> None:
    plain = seen.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert (plain["end"], plain["failed"]) == ("2026-03-31T12:00:00+00:00", 4)
    assert plain["opt_outs"][0]["number"] == BOB
    text = str(seen)
    for title in (
        "Failures",
        "Texts after an opt-out",
        "Idle numbers",
        "Webhooks that cannot deliver",
    ):
        assert title in text
    assert repr(seen).startswith("<Report of 2026-03-01 to 2026-03-31: 7 texts, 2 calls, 4 failed")


class Page(HTMLParser):
    """What a browser makes of a page: its tags, attributes and texts."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in {"meta", "rect", "line"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_stands_alone_and_is_escaped(seen: report.Report) -> None:
    page = Page()
    content = seen.to_html()
    page.feed(content)
    assert page.open == []
    assert HOSTILE in page.text
    assert {"script", "iframe", "img", "link", "object", "b i"}.isdisjoint(page.tags)
    assert {name for name, _ in page.attributes}.isdisjoint({"src", "href", "onload", "onclick"})
    assert re.search(r"url\(|@import", content) is None
    assert "default-src 'none'" in content
    assert "prefers-color-scheme: dark" in content
    assert page.tags.count("svg") == 2
    bars = page.tags.count("rect")
    assert bars == len(seen.failures) + 3 * len(seen.days)


def test_an_empty_account_has_a_page() -> None:
    with FakeCallFire().client() as client:
        seen = report.collect(client, days=1)
    assert seen.ok
    page = Page()
    page.feed(seen.to_html())
    assert page.text.count("None.") == 4
    assert "Failures: none" in str(seen)


@pytest.mark.parametrize("days", [0, -1])
def test_a_period_has_a_length(days: int) -> None:
    with FakeCallFire().client() as client, pytest.raises(ValueError, match="days must be more"):
        report.collect(client, days=days)


def test_only_searches_are_sent(fake: FakeCallFire) -> None:
    with fake.client() as client:
        report.collect(client, end=NOW)
    assert {each.method for each in fake.requests} == {"GET"}


def test_the_command(
    came: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"LOGIN": "a", "PASSWORD": "b", "BASE_URL": came[0]}.items():
        monkeypatch.setenv(f"CALLFIRE_{name}", value)
    path = tmp_path / "report.html"

    code = run(PROGRAM, ["report", "--days", "7", "--html", str(path), "-o", "json"])

    shown = json.loads(capsys.readouterr().out)
    assert code == (0 if not shown["opt_outs"] and not shown["webhooks"] else 1)
    assert path.read_text("utf-8").startswith("<!doctype html>")
    run(PROGRAM, ["report", "-o", "table"])
    assert "Idle numbers" in capsys.readouterr().out
    assert run(PROGRAM, ["report", "--days", "0"]) == 2
    assert run(PROGRAM, ["--help"]) == 0
    assert re.search(r"^  report +List what went wrong", capsys.readouterr().out, re.MULTILINE)


CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_the_page_in_a_browser(
    seen: report.Report, tmp_path: Any, width: int, scheme: Any, is_dark: Any
) -> None:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = tmp_path / "report.html"
    path.write_text(seen.to_html(), encoding="utf-8")
    complaints: list[str] = []
    with api.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        shown.on("console", lambda each: complaints.append(each.text))
        shown.on("pageerror", lambda each: complaints.append(str(each)))
        shown.goto(path.as_uri())
        wide = shown.evaluate("document.documentElement.scrollWidth")
        back, ink = shown.evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
        )
        drawn = shown.evaluate(
            "[...document.querySelectorAll('svg')].map(each => each.getBBox().width)"
        )
        browser.close()
    assert complaints == []
    assert wide <= width
    assert (brightness(back) < brightness(ink)) == is_dark
    assert abs(brightness(back) - brightness(ink)) > 150
    assert min(drawn) > 300


def brightness(shade: str) -> float:
    return sum(map(int, re.findall(r"\d+", shade)[:3])) / 3
