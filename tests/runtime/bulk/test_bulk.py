"""Bulk runs: every row has one end, in order, and no one is sent to twice."""

import asyncio
import itertools
import pickle
import threading
import time
import tracemalloc
from types import SimpleNamespace

import pytest
from runtime.bulk import async_, sync
from runtime.bulk.outcomes import BulkResult, BulkStatus
from runtime.bulk.rate_limit import LocalRateLimit
from runtime.core.errors import (
    AuthenticationError,
    BadRequestError,
    BulkJournalError,
    BulkJournalMismatchError,
    BulkStoppedError,
    ClientClosedError,
    DecodeError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitError,
    TransportError,
)
from runtime.core.operation import Effect, Operation
from runtime.core.outcomes import Rows, Source, decide
from runtime.models.model import Model


class Row(Model):
    to: int | None = None
    message: str | None = None


SEND = Operation("sendRows", "POST", "/rows", effect=Effect.CONTACT, body=list[Row], chunk=10)


def rows(count):
    return [{"to": number} for number in range(count)]


class Service:
    """Takes rows like a server: ``script`` may raise or respond for one request, given what is to be sent."""

    def __init__(self, script=None):
        self.script = script or (lambda sent: None)
        self.requests = []
        self.lock = threading.Lock()

    @property
    def got(self):
        return [number for request in self.requests for number in request]

    def take(self, body):
        sent = [row["to"] for row in body]
        with self.lock:
            response = self.script(sent)
            self.requests.append(sent)
        return (
            [SimpleNamespace(id=1000 + number) for number in sent] if response is None else response
        )

    def call(self, operation, *, path, query, body):
        assert SEND is operation
        return self.take(body)


class AsyncService(Service):
    async def call(self, operation, *, path, query, body):
        await asyncio.sleep(0)
        return self.take(body)


@pytest.fixture(params=[Service, AsyncService])
def service(request):
    return request.param


def send(service, items, **options):
    if isinstance(service, AsyncService):
        return asyncio.run(async_.send_bulk(service, SEND, items, **options))
    return sync.send_bulk(service, SEND, items, **options)


def ends(result):
    return "".join(outcome.status[0] for outcome in result)


def refusing(*bad):
    """A server that refuses a request as a whole for one bad row in it."""

    def script(sent):
        if set(sent) & set(bad):
            raise failure(BadRequestError, 400)

    return script


def failure(kind, status=None):
    """Make the error that a call raises, with what the decision table states of it; refusals concern all rows."""
    if kind is OutcomeUnknownError:
        return kind("lost", operation="sendRows", reason="lost")
    if status is not None:
        error = kind("refused", status=status)
        error.rows = decide(Effect.CONTACT, status, Source.API, whole=True).rows
    elif kind is TransportError:
        error = kind("no connection", unsent=True)
        error.rows = decide(Effect.CONTACT, error.stage).rows
    else:
        error = kind("lost")
    return error


def test_rows_are_sent_in_chunks_and_reported_in_order(service):
    made = service()
    result = send(made, rows(25))

    assert sorted(map(len, made.requests), reverse=True) == [10, 10, 5]
    assert list(range(25)) == [outcome.index for outcome in result] == sorted(made.got)
    assert [(outcome.item.id, outcome.recipient) for outcome in result] == [
        (1000 + number, {"to": number}) for number in range(25)
    ]
    assert (result.sent, result.total, result.ok) == (25, 25, True)


def test_nothing_is_nothing(service):
    made = service()

    assert (send(made, []).total, send(made, iter(())).ok, made.requests) == (0, True, [])


def test_generators_and_models_are_rows_too(service):
    made = service()
    made.take = lambda body: [SimpleNamespace(id=row.to) for row in body]

    assert [outcome.id for outcome in send(made, (Row(to=number) for number in range(3)))] == [
        0,
        1,
        2,
    ]


def test_async_iterables_are_read_as_they_come():
    async def source():
        for row in rows(25):
            await asyncio.sleep(0)
            yield row

    assert send(AsyncService(), source()).sent == 25


def test_a_dict_that_is_filled_again_does_not_change_rows_that_wait(service):
    def source():
        row = {}
        for number in range(30):
            row["to"] = number
            yield row

    made = service()
    send(made, source())

    assert list(range(30)) == sorted(made.got)


@pytest.mark.parametrize("items", ["12135551122", b"x", {"to": 1}, 7, None])
def test_what_is_no_list_of_rows_is_refused(service, items):
    with pytest.raises(TypeError, match="rows must be an iterable"):
        send(service(), items)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"concurrency": 0}, ValueError),
        ({"chunk": 0}, ValueError),
        ({"chunk": 11}, ValueError),
        ({"rate": 0}, ValueError),
        ({"jurnal": "x"}, TypeError),
    ],
)
def test_unusual_options_are_refused_before_anything_is_sent(service, options, error):
    made = service()
    with pytest.raises(error):
        send(made, rows(3), **options)

    assert made.requests == []


@pytest.mark.parametrize(
    "url", ["mysql://u:secret@h/x#r", "https://u:secret@h/x", "redis://:secret@h"]
)
def test_a_journal_at_an_address_of_another_kind_is_refused_and_not_shown(service, url):
    with pytest.raises(ValueError, match="URL of another kind than sqlite:") as caught:
        send(service(), rows(1), journal=url)
    assert "secret" not in str(caught.value)


def test_operations_without_a_list_are_refused():
    operation = Operation("getRow", "GET", "/rows", effect=Effect.READ)
    with pytest.raises(TypeError, match="getRow takes no list"):
        sync.send_bulk(Service(), operation, rows(1))


def test_a_bad_row_is_rejected_here_and_the_others_go(service):
    made = service()
    items = rows(25)
    items[3] = {"to": 3.5}
    items[17] = {"to": "seventeen"}
    result = send(made, items)

    assert [outcome.index for outcome in result.having("rejected")] == [3, 17]
    assert sorted(made.got) == [number for number in range(25) if number not in (3, 17)]
    assert (result.sent, result.rejected, result.ok) == (23, 2, False)
    assert all(outcome.error for outcome in result.having("rejected"))
    assert [outcome.id for outcome in result.outcomes[16:19]] == [1016, None, 1018]


def test_the_row_that_the_server_refuses_is_reported(service):
    made = service(refusing(13))
    result = send(made, rows(25))

    assert [outcome.index for outcome in result.having(BulkStatus.REJECTED)] == [13]
    assert isinstance(result.outcomes[13].error, BadRequestError)
    assert sorted(made.got) == [number for number in range(25) if number != 13]


def test_a_server_that_refuses_everything_is_not_asked_for_each_row(service, monkeypatch):
    monkeypatch.setattr("runtime.bulk.steps.SPLIT_REQUESTS", 6)
    asked = []

    def script(sent):
        asked.append(len(sent))
        raise failure(BadRequestError, 400)

    result = send(service(script), rows(100), concurrency=1)

    assert result.rejected == 100
    assert len(asked) == 6 + 1 + 9


@pytest.mark.parametrize("rows_in_error", [Rows.UNKNOWN, None])
def test_a_refusal_that_may_concern_a_part_is_unknown_and_never_divided(service, rows_in_error):
    def script(sent):
        if 3 in sent:
            error = BadRequestError("bad number", status=400)
            error.rows = rows_in_error
            raise error

    made = service(script)
    result = send(made, rows(20))

    assert ends(result) == "u" * 10 + "s" * 10
    assert len(made.requests) == 1


def test_rows_that_were_sent_although_the_response_cannot_be_read(service):
    def script(sent):
        error = DecodeError("not JSON")
        error.rows = Rows.SENT
        raise error

    result = send(service(script), rows(20))

    assert (result.sent, result.ok, {type(each.error) for each in result}) == (
        20,
        True,
        {DecodeError},
    )


@pytest.mark.parametrize("error", [OutcomeUnknownError, DecodeError, RuntimeError, OSError])
def test_lost_responses_are_unknown_and_never_retried(service, error):
    asked = []

    def script(sent):
        asked.append(sent)
        if 10 in sent:
            raise failure(error)

    result = send(service(script), rows(30))

    assert ends(result) == "s" * 10 + "u" * 10 + "s" * 10
    assert len(asked) == 3
    assert isinstance(result.outcomes[15].error, error)


def test_rows_without_a_response_are_unknown(service):
    short = service(lambda sent: [SimpleNamespace(id=1)] * (len(sent) - 2))
    long = service(lambda sent: [SimpleNamespace(id=1)] * (len(sent) + 2))

    assert [ends(send(made, rows(5))) for made in (short, long)] == ["sssuu", "sssss"]


@pytest.mark.parametrize("http_response", [SimpleNamespace(id=5), {"unusual": 1}, "yes"])
def test_a_response_that_lists_nothing_speaks_for_all(service, http_response):
    result = send(service(lambda _: http_response), rows(3))

    assert [(outcome.status, outcome.item) for outcome in result] == [(BulkStatus.SENT, None)] * 3


@pytest.mark.parametrize(
    "cause",
    [
        (AuthenticationError, 401),
        (PermissionDeniedError, 403),
        (RateLimitError, 429),
        (TransportError, None),
        (ClientClosedError, None),
    ],
    ids=lambda cause: f"{cause[0].__name__} {cause[1]}",
)
def test_what_concerns_all_rows_stops_the_run(service, cause):
    asked = []

    def script(sent):
        asked.append(sent)
        if 10 in sent:
            raise failure(*cause)

    with pytest.raises(BulkStoppedError) as caught:
        send(service(script), rows(100), concurrency=1)
    result = caught.value.result

    assert isinstance(caught.value.__cause__, cause[0])
    assert ends(result) == "s" * 10 + "u" * 90
    assert (result.sent, result.unknown, result.unsent) == (10, 0, 90)
    assert len(asked) == 2


def test_a_stopped_run_leaves_generators_where_they_are(service):
    def script(_):
        raise failure(AuthenticationError, 401)

    source = iter(rows(1000))
    with pytest.raises(BulkStoppedError) as caught:
        send(service(script), source)

    assert caught.value.result.total < 200
    assert caught.value.result.total == next(source)["to"]


def test_a_server_that_loses_every_response_stops_the_run(service):
    asked = []

    def script(sent):
        asked.append(sent)
        raise failure(OutcomeUnknownError)

    with pytest.raises(BulkStoppedError) as caught:
        send(service(script), rows(1000), concurrency=1)

    assert (len(asked), caught.value.result.unknown, caught.value.result.unsent) == (5, 50, 950)


def test_the_error_of_a_stopped_run_pickles(service):
    def script(_):
        raise failure(AuthenticationError, 401)

    with pytest.raises(BulkStoppedError) as caught:
        send(service(script), rows(3))
    copy = pickle.loads(pickle.dumps(caught.value))

    assert (str(copy), copy.result.unsent) == (str(caught.value), 3)
    assert "unsent=3" in str(copy)


def test_requests_overlap_but_only_so_many(service):
    running, most = 0, 0
    lock = threading.Lock()

    def enter(step):
        nonlocal running, most
        with lock:
            running += step
            most = max(most, running)

    made = service()
    if isinstance(made, AsyncService):

        async def call(operation, *, path, query, body):
            enter(1)
            await asyncio.sleep(0.01)
            enter(-1)

    else:

        def call(operation, *, path, query, body):
            enter(1)
            time.sleep(0.01)
            enter(-1)

    made.call = call
    send(made, rows(120), concurrency=3)

    assert most == 3


def test_a_slow_first_chunk_does_not_let_the_others_pile_up():
    release = threading.Event()
    pulled = itertools.count()
    latest = 0

    def source():
        nonlocal latest
        for row in rows(1000):
            latest = next(pulled)
            yield row

    def script(sent):
        if 0 in sent:
            threading.Timer(0.2, release.set).start()

    made = Service(script)
    real = made.call

    def call(*args, body, **kwargs):
        if body[0]["to"] == 0:
            real(*args, body=body, **kwargs)
            release.wait(5)
            stalled.append(latest)
            return [SimpleNamespace(id=1)] * 10
        return real(*args, body=body, **kwargs)

    stalled = []
    made.call = call
    outcomes = []
    send(made, source(), concurrency=2, on_outcome=lambda outcome: outcomes.append(outcome.index))

    assert stalled[0] < 50
    assert list(range(1000)) == outcomes


def test_the_pace_is_kept(service):
    made = service()
    start = time.monotonic()
    send(made, rows(30), rate=100)

    assert 0.19 < time.monotonic() - start < 1


def test_a_slow_pace_makes_small_requests(service):
    made = service()
    send(made, rows(6), rate=LocalRateLimit(5, burst=100))

    assert [len(request) for request in made.requests] == [5, 1]


def test_a_stop_does_not_wait_for_the_pace(service):
    def script(_):
        raise failure(AuthenticationError, 401)

    start = time.monotonic()
    with pytest.raises(BulkStoppedError):
        send(service(script), rows(1000), rate=LocalRateLimit(1), chunk=10)

    assert time.monotonic() - start < 2


def test_progress_is_reported(service):
    messages = []
    send(service(refusing(12)), rows(25), on_progress=messages.append)

    assert [(now.done, now.sent, now.rejected) for now in messages] == [
        (10, 10, 0),
        (20, 19, 1),
        (25, 24, 1),
    ]
    assert {now.total for now in messages} == {25}
    assert all(now.rate > 0 for now in messages)


def test_the_total_of_a_generator_is_not_known(service):
    messages = []
    send(service(), iter(rows(3)), on_progress=messages.append)

    assert [now.total for now in messages] == [None]


def test_coroutine_functions_may_be_reported():
    messages = []

    async def report(outcome):
        await asyncio.sleep(0)
        messages.append(outcome.index)

    send(AsyncService(), rows(3), on_outcome=report)

    assert messages == [0, 1, 2]


def test_outcomes_need_not_be_kept(service):
    messages = []
    result = send(service(), rows(25), keep_outcomes=False, on_outcome=messages.append)

    assert (result.sent, len(messages)) == (25, 25)
    with pytest.raises(ValueError, match="keep_outcomes=False"):
        list(result)


def test_a_dry_run_checks_all_and_sends_nothing(service, tmp_path):
    items = [*rows(12), {"to": "x"}]
    result = send(
        None if service is Service else service(), items, dry_run=True, journal=tmp_path / "j"
    )

    assert (result.valid, result.rejected, ends(result)) == (12, 1, "v" * 12 + "r")
    assert not (tmp_path / "j").exists()


def test_a_failing_source_ends_the_run_after_what_is_in_flight(service):
    def source():
        yield from rows(25)
        raise LookupError("the database went away")

    made, messages = service(), []
    with pytest.raises(LookupError) as caught:
        send(made, source(), on_outcome=messages.append)

    sent = [outcome.index for outcome in messages if outcome.status is BulkStatus.SENT]
    result = BulkResult.of(caught.value)
    assert [outcome.index for outcome in messages] == list(range(25))
    assert sent == sorted(made.got)
    assert f"sent={len(sent)}, " in caught.value.__notes__[0]
    assert caught.value.result is result
    assert list(result) == messages


def test_a_failing_callback_ends_the_run_and_is_not_called_again(service):
    messages = []

    def report(outcome):
        messages.append(outcome)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        send(service(), rows(1000), on_outcome=report)

    assert len(messages) == 1


def test_ctrl_c_lets_what_is_in_flight_finish(tmp_path):
    made = Service()

    def report(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(made, rows(1000), journal=tmp_path / "j", on_progress=report)
    taken = len(made.got)
    result = send(made, rows(1000), journal=tmp_path / "j")

    assert taken < 200
    assert (result.sent, result.skipped, result.unknown) == (1000 - taken, taken, 0)
    assert list(range(1000)) == sorted(made.got)


def test_a_cancelled_run_lets_what_is_in_flight_finish(tmp_path):
    made = AsyncService()
    real = made.call

    async def call(*args, **kwargs):
        await asyncio.sleep(0.05)
        return await real(*args, **kwargs)

    made.call = call

    async def main():
        async with asyncio.timeout(0.08):
            await async_.send_bulk(made, SEND, rows(1000), journal=tmp_path / "j")

    with pytest.raises(TimeoutError):
        asyncio.run(main())
    taken = len(made.got)
    result = send(Service(), rows(1000), journal=tmp_path / "j")

    assert 40 <= taken <= 120
    assert (result.sent, result.skipped, result.unknown) == (1000 - taken, taken, 0)


def test_a_cancelled_run_waits_for_a_response_only_so_long(tmp_path, monkeypatch):
    monkeypatch.setattr(async_, "GRACE", 0.05)
    made = AsyncService()

    async def call(*_, **__):
        await asyncio.sleep(60)

    made.call = call

    async def main():
        async with asyncio.timeout(0.05):
            await async_.send_bulk(made, SEND, rows(1000), journal=tmp_path / "j")

    with pytest.raises(TimeoutError):
        asyncio.run(main())
    result = send(Service(), rows(1000), journal=tmp_path / "j")

    assert (result.sent, result.unknown) == (960, 40)


def test_a_second_run_sends_only_what_is_left(service, tmp_path):
    def script(sent):
        if 35 in sent:
            raise failure(AuthenticationError, 401)

    made = service(script)
    with pytest.raises(BulkStoppedError):
        send(made, rows(100), journal=tmp_path / "j")
    before = len(made.got)
    made.script = lambda _: None
    result = send(made, rows(100), journal=tmp_path / "j")

    assert list(range(100)) == sorted(made.got)
    assert (result.sent, result.skipped) == (100 - before, before)
    assert [1000 + number for number in range(100)] == [outcome.id for outcome in result]


def test_a_third_run_sends_nothing(service, tmp_path):
    made = service(refusing(13))
    first = send(made, rows(25), journal=tmp_path / "j")
    count = len(made.requests)
    again = send(made, rows(25), journal=tmp_path / "j")

    assert len(made.requests) == count
    assert (again.skipped, again.rejected) == (first.sent, 1)


def test_unknown_rows_are_sent_again_only_when_asked(service, tmp_path):
    def script(sent):
        if 10 in sent:
            raise failure(OutcomeUnknownError)

    made = service(script)
    send(made, rows(30), journal=tmp_path / "j")
    made.script = lambda _: None
    kept = send(made, rows(30), journal=tmp_path / "j")
    assert len(made.got) == 20
    resent = send(made, rows(30), journal=tmp_path / "j", resend_unknown=True)

    assert [(result.sent, result.unknown, result.skipped) for result in (kept, resent)] == [
        (0, 10, 20),
        (10, 0, 20),
    ]
    assert list(range(30)) == sorted(made.got)


def test_other_rows_or_parameters_are_not_sent_under_an_old_journal(service, tmp_path):
    made = service()
    send(made, rows(30), journal=tmp_path / "j", query={"campaignId": 1})
    changed = rows(30)
    changed[25] = {"to": 99}
    for items, query in (
        (changed, {"campaignId": 1}),
        (rows(30), {"campaignId": 2}),
        (rows(5), {"campaignId": 1}),
    ):
        with pytest.raises(BulkJournalMismatchError):
            send(made, items, journal=tmp_path / "j", query=query)

    assert list(range(30)) == sorted(made.got)


def test_two_runs_cannot_share_a_journal(service, tmp_path):
    failures = []

    def report(_):
        try:
            sync.send_bulk(Service(), SEND, rows(1), journal=tmp_path / "j")
        except BulkJournalError as error:
            failures.append(str(error))

    send(service(), rows(1), journal=tmp_path / "j", on_progress=report)

    assert len(failures) == 1


def test_a_full_disk_stops_the_run_before_anything_unrecorded_is_sent(
    service, tmp_path, monkeypatch
):
    made = service()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("runtime.bulk.file_journal.FileJournal.intend", full)
    with pytest.raises(BulkStoppedError) as caught:
        send(made, rows(100), journal=tmp_path / "j")

    assert (made.requests, caught.value.result.unsent) == ([], 100)
    assert isinstance(caught.value.__cause__, OSError)
    assert all(outcome.error for outcome in caught.value.result)


def test_no_number_and_no_text_in_journal_or_repr(service, tmp_path):
    made = service()
    made.take = lambda body: [SimpleNamespace(id=7) for _ in body]
    result = send(made, [{"to": 12135551122, "message": "psst"}], journal=tmp_path / "j")
    written = (tmp_path / "j").read_text() + repr(result) + repr(result.outcomes)

    assert not [word for word in ("2135551122", "psst") if word in written]


def test_a_result_can_be_asked(service):
    result = send(service(refusing(1)), rows(3))

    assert [outcome.index for outcome in result.having("sent")] == [0, 2]
    assert len(result) == 3
    with pytest.raises(ValueError, match="snet"):
        result.having("snet")
    assert "BulkResult(sent=2, rejected=1" in repr(result)
    assert BulkResult().ok


def test_memory_does_not_grow_with_the_rows():
    source = ({"to": number} for number in range(30_000))
    made = SimpleNamespace(call=lambda *_, body, **__: [None] * len(body))
    operation = Operation(
        "sendRows", "POST", "/", effect=Effect.CONTACT, body=list[Row], chunk=1000
    )
    tracemalloc.start()
    sync.send_bulk(made, operation, source, keep_outcomes=False)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    # A window of 8 chunks of 1000 rows, not 30 of them.
    assert peak < 6_000_000


@pytest.mark.parametrize(
    ("options", "reported"),
    [
        ({"concurency": 5}, "unknown option: concurency"),
        ({"concurrency": "4"}, "concurrency must be an int"),
        ({"concurrency": True}, "concurrency must be an int"),
    ],
)
def test_options_are_checked_before_anything_is_sent(service, options, reported):
    made = service()
    with pytest.raises(TypeError, match=reported):
        send(made, rows(3), **options)
    assert made.requests == []
