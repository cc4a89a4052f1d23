"""The gate for untrusted text: control characters, lengths, secrets and sent values."""

import base64
import html
import json
import random
import string
from urllib.parse import quote, quote_plus

import pytest
from runtime.core.messages import Request
from runtime.core.summaries import ResponseSummary
from runtime.core.untrusted_text import Gate, clean, safe_host

LOGIN, PASSWORD = "l0gin-Mark", 'pa"ss <w&rd>ü'
TOKEN = base64.b64encode(f"{LOGIN}:{PASSWORD}".encode()).decode()
MESSAGE = 'Dear "Jane", your code\nis <4711> & stays secret – ünïcode'
BODY = [{"phoneNumber": "12135551122", "message": MESSAGE, "attributes": {"a": "nick-Mark"}}]
REQUEST = Request(
    "POST",
    "https://h/v2/texts?defaultMessage=Query-Mark&limit=5",
    {
        "Authorization": f"Basic {TOKEN}",
        "X-Gateway-Token": "gate-Mark",
        "Content-Type": "application/json",
        "Accept": "application/json",
        "User-Agent": "demo/1",
    },
    json.dumps(BODY).encode(),
    operation="sendTexts",
)
VALUES = [LOGIN, PASSWORD, TOKEN, "gate-Mark", MESSAGE, "nick-Mark", "Query-Mark", "12135551122"]
SPELLINGS = {
    "plain": str,
    "json": lambda value: json.dumps(value)[1:-1],
    "json-utf8": lambda value: json.dumps(value, ensure_ascii=False)[1:-1],
    "url": quote,
    "form": quote_plus,
    "html": html.escape,
    "one-line": lambda value: " ".join(value.split()),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("value", VALUES)
def test_a_quoted_value_is_cut_out_in_every_spelling(value, spelling):
    quoted = SPELLINGS[spelling](value)
    shown = Gate.of(REQUEST).text(f"cannot read [{quoted}] at 3")
    assert quoted not in shown
    assert shown.startswith("cannot read [***")
    assert shown.endswith("] at 3")


def test_a_whole_request_that_is_quoted_is_cut_out():
    head = "\r\n".join(f"{name}: {value}" for name, value in REQUEST.headers.items())
    shown = Gate.of(REQUEST).text(f"cannot read: {head}\r\n\r\n{REQUEST.content.decode()}", 4000)
    assert [value for value in VALUES if value in shown] == []
    assert "Content-Type: application/json" in shown


def test_a_part_of_a_sent_text_is_cut_out():
    shown = Gate.of(REQUEST).text("text too long: 'is <4711> & stays secret – ün…'")
    assert shown == "text too long: '***…'"


def test_ordinary_words_stay():
    words = "the campaign 5 has no sound; limit must be 1000 at most (application/json)"
    assert Gate.of(REQUEST).text(words) == words
    short = Request("GET", "https://h/", {"X-A": "a", "X-B": "the", "X-C": "limit"})
    assert Gate.of(short).text("a theme, the limit: unlimited") == "a theme, *** ***: unlimited"


def test_messages_keep_what_was_sent_but_no_secret():
    message = Gate.of(REQUEST).message(f"{TOKEN} nick-Mark 12135551122")
    assert message == "*** nick-Mark 12135551122"


def test_responses_lose_secrets():
    response = ResponseSummary(400, {"A": "b"}, f'{{"message": "{TOKEN} hello"}}'.encode())
    assert Gate.of(REQUEST).response(response).content == b'{"message": "*** hello"}'
    other = ResponseSummary(400, {}, b"hello")
    assert Gate.of(REQUEST).response(other) == other


@pytest.mark.parametrize("seed", range(20))
def test_no_control_character_passes(seed):
    chance = random.Random(seed)
    unusual = [
        *map(chr, range(32)),
        "\x7f",
        "\x9b",
        "\u202e",
        "\u2066",
        "\u200f",
        "\u2028",
        "\ud800",
    ]
    text = "".join(chance.choices([*unusual, *string.printable], k=2000))
    for shown in (clean(text), Gate.of(REQUEST).text(text), Gate.of(REQUEST).message(text)):
        assert shown.isprintable()
        assert len(shown) <= 2001
    assert len(clean(text)) <= 401


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://a.example/x", "a.example"),
        ("//b", "b"),
        ("", ""),
        ("http://[", ""),
        ("https://[login/", ""),
        ("https://a\x1bm/", "a?m"),
    ],
)
def test_hosts_of_addresses_from_outside(url, host):
    assert safe_host(url) == host


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[" * 100_000, b"{", b"a=b&c=Form-Mark", b"Form-Mark"]
)
def test_any_body_makes_a_gate(content):
    gate = Gate.of(Request("POST", "https://h/", {}, content))
    hidden = "***" if b"Form-Mark" in content else "Form-Mark"
    assert gate.text("got Form-Mark") == f"got {hidden}"
