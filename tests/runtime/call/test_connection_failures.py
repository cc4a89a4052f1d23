"""Send safety over real sockets: what is retried, what is not, and how each failure is reported."""

import itertools
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from failing_server import CREATE, DELETE, GET, GRANT, PUT, SEND, http_response
from msgspec.structs import replace
from runtime.core.errors import (
    APIError,
    AuthenticationError,
    BadRequestError,
    NotFoundError,
    OutcomeUnknownError,
    RateLimitError,
    ServerError,
    TimeoutError,  # noqa: A004
    TransportError,
)
from runtime.core.operation import Effect
from runtime.core.retry import Resend

SENDING = {"create": CREATE, "contact": SEND, "credentials": GRANT}
REPEATABLE = {"read": GET, "set": PUT, "delete": DELETE}
LOST = ["drop-request", "drop-response", "break-response", "stall"]


def carry_out(ask, operation, **options):
    options = {"timeout": 0.2, **options}
    body = {"name": "x"} if operation.body else None
    path = {"id": 1} if "{" in operation.path else None
    return ask("call", operation, path=path, body=body, options=options)


@pytest.mark.parametrize(
    "problem",
    ["drop-connection", *LOST, http_response(500), http_response(503), http_response(429)],
)
@pytest.mark.parametrize("effect", REPEATABLE)
def test_what_may_be_retried_succeeds_in_the_end(ask, server, effect, problem):
    server.script = [problem, problem]
    carry_out(ask, REPEATABLE[effect])
    assert len(ask.clock.pauses) == 2


@pytest.mark.parametrize(
    "problem",
    ["drop-connection", *LOST, http_response(500), http_response(502), http_response(504)],
)
@pytest.mark.parametrize("effect", SENDING)
def test_what_sends_is_never_retried_when_it_may_have_arrived(ask, server, effect, problem):
    server.script = [problem]
    with pytest.raises(OutcomeUnknownError) as caught:
        carry_out(ask, SENDING[effect])
    assert ask.clock.pauses == []
    assert server.script == []
    assert len(server.got) <= 1
    error = caught.value
    assert SENDING[effect].id == error.operation
    assert error.request.content == b'{"name":"x"}'
    assert isinstance(error.__cause__, ServerError | TransportError)
    assert error.interval[0] < datetime.now(UTC) < error.interval[1]
    assert error.interval[0].isoformat(timespec="seconds") in error.reconcile


def test_an_outcome_unknown_after_a_response_carries_it(ask, server):
    server.script = [http_response(500, {"message": "oops"})]
    with pytest.raises(OutcomeUnknownError) as caught:
        carry_out(ask, SEND)
    assert caught.value.response.status == 500
    assert caught.value.__cause__.message == "oops"


@pytest.mark.parametrize("status", [429, 503])
def test_a_sending_request_is_retried_when_the_server_states_when(ask, server, status):
    server.script = [http_response(status, headers={"Retry-After": "7"})]
    carry_out(ask, SEND)
    assert ask.clock.pauses == [7.0]


def test_too_many_requests_without_a_time_are_an_error_for_what_sends(ask, server):
    server.script = [http_response(429)]
    with pytest.raises(RateLimitError):
        carry_out(ask, SEND)
    assert ask.clock.pauses == []


def test_unavailable_without_a_time_is_unknown_for_what_sends(ask, server):
    server.script = [http_response(503)]
    with pytest.raises(OutcomeUnknownError):
        carry_out(ask, SEND)


@pytest.mark.parametrize("value", ["61", "999999999999999999999", "9" * 290])
def test_a_retry_after_beyond_the_cap_is_an_error_at_once(ask, server, value):
    server.script = [http_response(429, headers={"Retry-After": value})]
    with pytest.raises(RateLimitError) as caught:
        carry_out(ask, GET)
    assert ask.clock.pauses == []
    assert caught.value.retry_after == float(value)


@pytest.mark.parametrize("value", ["-5", "soon", "", "nan", "inf", "1e3", "Mon, 99 Foo 2020"])
def test_nonsense_in_retry_after_counts_as_absent(ask, server, value):
    server.script = [http_response(503, headers={"Retry-After": value}), http_response(200)]
    carry_out(ask, GET)
    assert ask.clock.pauses == [0.5]
    server.script = [http_response(429, headers={"Retry-After": value})]
    with pytest.raises(RateLimitError) as caught:
        carry_out(ask, SEND)
    assert caught.value.retry_after is None


def test_retry_after_as_a_date(ask, server):
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    past = format_datetime(datetime.now(UTC) - timedelta(days=20), usegmt=True)
    server.script = [http_response(503, headers={"Retry-After": value}) for value in (when, past)]
    carry_out(ask, SEND)
    assert 18 < ask.clock.pauses[0] <= 20
    assert ask.clock.pauses[1] == 1.0


def test_pauses_grow_with_full_jitter(ask, server):
    server.script = [http_response(500)] * 8
    carry_out(ask, GET, max_retries=8)
    assert ask.clock.pauses == [0.5, 1, 2, 4, 8, 8, 8, 8]
    ask.clock.pauses.clear()
    ask.clock.chance = 0.0
    server.script = [http_response(500)] * 3
    carry_out(ask, GET, max_retries=8)
    assert ask.clock.pauses == [0, 0, 0]


@pytest.mark.parametrize("operation", [GET, SEND], ids=["read", "contact"])
def test_no_connection_is_tried_again_and_reported_as_unsent(ask, operation):
    ask.server.port, port = 1, ask.server.port
    try:
        with pytest.raises(TransportError) as caught:
            carry_out(ask, operation)
    finally:
        ask.server.port = port
    assert caught.value.unsent
    assert ask.clock.pauses == [0.5, 1.0]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequestError),
        (401, AuthenticationError),
        (404, NotFoundError),
        (418, APIError),
    ],
)
def test_refusals_are_certain(ask, server, status, kind):
    server.script = [http_response(status, {"message": "no", "code": "12"})]
    with pytest.raises(kind) as caught:
        carry_out(ask, SEND)
    assert (caught.value.status, caught.value.message) == (status, "no")
    assert len(server.got) == 1


def test_what_exists_already_is_reported_by_its_id(ask, server):
    upload = replace(CREATE, error_id=r"mediaId: (\w+)$")
    server.usual = http_response(400, {"message": "media exists already, mediaId: 12345678901"})
    with pytest.raises(BadRequestError) as caught:
        carry_out(ask, upload)
    assert caught.value.existing_id == 12345678901
    assert "12345678901" not in str(caught.value)
    server.usual = http_response(400, {"message": "too large"})
    with pytest.raises(BadRequestError) as caught:
        carry_out(ask, upload)
    assert caught.value.existing_id is None


def test_a_refusal_that_breaks_off_is_a_refusal(ask, server):
    server.script = [[http_response(400, headers={"Content-Length": "500"}), None]]
    with pytest.raises(BadRequestError):
        carry_out(ask, SEND)


def test_a_time_budget_ends_a_call(ask, server):
    server.script = [http_response(500)] * 9
    with pytest.raises(ServerError):
        carry_out(ask, GET, total_timeout=0.4, max_retries=9)
    assert ask.clock.pauses == []
    server.script = ["stall"]
    start = time.monotonic()
    with pytest.raises(TimeoutError):
        carry_out(ask, GET, timeout=30, total_timeout=0.2, max_retries=0)
    assert time.monotonic() - start < 2


def test_a_dripping_response_is_broken_off(ask, server):
    server.script = [[http_response(200, headers={"Content-Length": "9999"}), *[b" "] * 99]]
    start = time.monotonic()
    with pytest.raises(TimeoutError):
        carry_out(ask, GET, timeout=5, total_timeout=0.2, max_retries=0)
    assert time.monotonic() - start < 1


def test_deleted_by_the_lost_attempt(ask, server):
    server.script = ["drop-response", http_response(404)]
    assert carry_out(ask, DELETE) is None
    server.script = [http_response(404)]
    with pytest.raises(NotFoundError):
        carry_out(ask, DELETE)


def test_should_retry_decides_otherwise(ask, server):
    questions = []

    def never(attempt):
        questions.append(attempt)
        return False

    server.script = [http_response(503)]
    with pytest.raises(ServerError):
        carry_out(ask, GET, should_retry=never)
    assert (
        questions[0].effect,
        questions[0].number,
        questions[0].safe,
        questions[0].delay,
    ) == (Effect.READ, 1, True, 0.5)

    server.script = [http_response(404)]
    carry_out(ask, GET, should_retry=lambda _: 3)
    assert ask.clock.pauses == [3.0]


def test_should_retry_cannot_send_twice_by_mistake(ask, server):
    server.script = ["drop-response"]
    with pytest.raises(OutcomeUnknownError):
        carry_out(ask, SEND, should_retry=lambda _: True)
    server.script = ["drop-response"]
    carry_out(ask, SEND, should_retry=lambda _: Resend(1.5))
    assert ask.clock.pauses == [1.5]


@pytest.mark.parametrize(
    ("location", "host"),
    [
        ("https://elsewhere.example/x?y=12135551122", "elsewhere.example"),
        ("http://[", "an address that cannot be read"),
        ("https://[::1", "an address that cannot be read"),
        ("//[x]", "an address that cannot be read"),
        ("", "an address that cannot be read"),
        ("https://a\x7fb", r"a\?b"),
    ],
)
def test_redirects_are_never_followed(ask, server, location, host):
    server.usual = http_response(307, headers={"Location": location})
    with pytest.raises(APIError, match=host) as refused:
        carry_out(ask, GET)
    with pytest.raises(OutcomeUnknownError, match=host) as unknown:
        carry_out(ask, SEND)
    assert (refused.value.status, unknown.value.response.status) == (307, 307)
    assert "1213" not in str(refused.value) + str(unknown.value)
    assert len(server.got) == 2


def test_a_page_of_a_proxy_is_distinguished(ask, server):
    page = b"<html><head><title>502 Bad\n Gateway</title></head><body>secret</body></html>"
    server.usual = http_response(502, raw=page, headers={"Content-Type": "text/html"})
    with pytest.raises(ServerError, match="502 Bad Gateway") as caught:
        carry_out(ask, GET)
    assert not caught.value.from_api
    assert caught.value.response.content == page


def test_no_sending_request_arrives_twice(ask, server):
    errors = [
        "drop-connection",
        *LOST[:3],
        http_response(500),
        http_response(503),
        http_response(200),
    ]
    server.script = list(
        itertools.chain.from_iterable(zip(errors, [http_response(200)] * 7, strict=True))
    )
    outcomes = []
    for index in range(14):
        try:
            ask("call", SEND, body={"name": f"n{index}"}, options={"timeout": 0.3})
            outcomes.append("sent")
        except OutcomeUnknownError:
            outcomes.append("unknown")
    bodies = [got.body for got in server.got]
    assert len(bodies) == len(set(bodies))
    assert outcomes.count("sent") == 8
