"""Reconcile states of unknown rows what the server has, or that it cannot show; never anything else."""

import asyncio
import dataclasses
import random
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import msgspec
import pytest
from runtime.bulk import async_, sync
from runtime.bulk.outcomes import BulkResult, BulkStatus
from runtime.core.errors import (
    BulkJournalMismatchError,
    BulkStoppedError,
    OutcomeUnknownError,
)
from runtime.core.operation import MS, PHONE, Effect, Operation, PagedOperation, Paging, Reconcile
from runtime.core.summaries import RequestSummary
from runtime.models.encode import encode_body
from runtime.models.model import Model
from runtime.models.phones import Phone


class Row(Model):
    phone: Phone | None = None
    message: str | None = None
    contact: int | None = None


class Item(Model):
    id: int | None = None
    to_number: str | None = None
    message: str | None = None


class Items(Model):
    items: list[Item] | None = None
    total: int | None = None


FACTS = Reconcile(
    begin="begin",
    end="end",
    number="phone",
    lookup_number=("to", "to_number"),
    text="message",
    lookup_text="message",
)
SEND = Operation(
    "sendRows", "POST", "/rows", effect=Effect.CONTACT, body=list[Row], chunk=5, reconcile=FACTS
)
CALL = msgspec.structs.replace(
    SEND, id="callRows", reconcile=msgspec.structs.replace(FACTS, text=None, lookup_text=None)
)
FIND = PagedOperation(
    "findItems",
    "GET",
    "/items",
    effect=Effect.READ,
    returns=Items,
    paging=Paging("limit", "offset", "items", "total", largest=100),
    query={"begin": MS, "end": MS, "to": PHONE},
)


class Clock:
    """Time that only a pause lets go on."""

    def __init__(self):
        self.pauses = []

    def now(self):
        return datetime.now(UTC) + timedelta(seconds=sum(self.pauses))

    def sleep(self, seconds):
        self.pauses.append(seconds)

    async def sleep_async(self, seconds):
        self.pauses.append(seconds)


class Server:
    """Takes rows, loses responses, and lets itself be searched."""

    _account = b"https://api.example.com\nlogin"

    def __init__(self, lose=lambda number: None):
        self.clock = Clock()
        self._options = SimpleNamespace(clock=self.clock)
        self.has = []
        self.lose = lose
        self.queries = []
        self.requests = 0

    def call(self, operation, *, query=None, body=None, path=None):
        return self.find(query) if operation is FIND else self.take(body)

    def take(self, body):
        self.requests += 1
        rows = [dict(row) for row in body]
        lost = self.lose(self.requests)
        taken = rows if lost is None else rows[:lost]
        items = [self.add(row["phone"], row.get("message")) for row in taken]
        if lost is not None:
            raise OutcomeUnknownError("lost", operation="sendRows", reason="lost")
        return items

    def add(self, number, message, at=None):
        digits = "".join(filter(str.isdigit, number))
        digits = digits if len(digits) == 11 else f"1{digits}"
        item = Item(id=1000 + len(self.has), to_number=digits, message=message)
        self.has.append((at or datetime.now(UTC), item))
        return item

    def find(self, query):
        self.queries.append(query)
        result = [
            item
            for at, item in reversed(self.has)
            if query["begin"] <= at <= query["end"] and query.get("to") in (None, item.to_number)
        ]
        limit, offset = query["limit"], query.get("offset", 0)
        return Items(items=result[offset : offset + limit], total=len(result))


class AsyncServer(Server):
    async def call(self, operation, **given):
        await asyncio.sleep(0)
        return super().call(operation, **given)


@pytest.fixture(params=[Server, AsyncServer])
def kind(request):
    return request.param


def send(server, rows, **options):
    if isinstance(server, AsyncServer):
        return asyncio.run(async_.send_bulk(server, SEND, rows, **options))
    return sync.send_bulk(server, SEND, rows, **options)


def settle(server, what, rows=None, operation=SEND, **options):
    if isinstance(server, AsyncServer):
        return asyncio.run(async_.reconcile(server, operation, FIND, what, rows, **options))
    return sync.reconcile(server, operation, FIND, what, rows, **options)


def rows(count):
    return [
        {"phone": f"+1 (213) 555-{number:04}", "message": f"Hi {number}"} for number in range(count)
    ]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("through", ["result", "journal", "result with journal"])
def test_every_verdict_is_what_the_server_has(kind, seed, through, tmp_path):
    chance = random.Random(seed)
    losses = {number: chance.randint(0, 5) for number in range(1, 100) if chance.random() < 0.2}
    losses = {number: lost for number, lost in losses.items() if number - 1 not in losses}
    server, items = kind(losses.get), rows(203)
    options = {} if through == "result" else {"journal": tmp_path / "j"}
    result = send(server, items, **options)
    if through == "journal":
        settled = settle(server, tmp_path / "j", items)
    else:
        settled = settle(server, result, **options)

    has = {item.message: item.id for _, item in server.has}
    assert result.unknown > 0
    assert settled.unknown == 0
    assert {outcome.recipient["message"]: outcome.id for outcome in settled if outcome.id} == has
    assert settled.sent + settled.skipped == len(has)
    assert len(server.queries) <= 3
    if through != "result":
        server.lose = lambda number: None
        again = send(server, items, **options, resend_unknown=True)
        assert (again.sent, again.skipped) == (203 - len(has), len(has))
        assert sorted(item.message for _, item in server.has) == sorted(
            row["message"] for row in items
        )


def test_it_waits_until_a_lost_request_can_no_longer_arrive(kind):
    server = kind(lambda number: 0)
    error = unknown_error(rows(2))
    settled = settle(server, error)

    assert settled.unsent == 2
    assert server.clock.pauses == [pytest.approx(30, abs=1)]
    assert all("the API has nothing of it" in str(outcome.error) for outcome in settled)
    settle(server, error, delay=0)
    late = unknown_error(rows(2), datetime.now(UTC) - timedelta(minutes=1))
    settle(server, late)
    assert len(server.clock.pauses) == 1


def unknown_error(items, at=None):
    content = encode_body(list[Row], items)
    return OutcomeUnknownError(
        "lost",
        operation="sendRows",
        reason="lost",
        request=RequestSummary("POST", "https://api.example.com/rows", {}, content),
        began=at,
        ended=at,
    )


def test_an_error_is_settled_with_one_search_for_its_number(kind):
    server = kind()
    server.add("12135550001", "Hi 1")
    server.add("12135559999", "other")
    settled = settle(server, unknown_error(rows(2)[1:]), delay=0)

    (outcome,) = settled
    assert (outcome.status, outcome.id, outcome.item.message) == (BulkStatus.SENT, 1000, "Hi 1")
    assert [query["to"] for query in server.queries] == ["12135550001"]


@pytest.mark.parametrize(
    ("row", "there", "status"),
    [
        # (number, text) that the server has; the same number as the row's is 12135550000.
        ({"message": "Hi"}, [("12135550000", "Hi")], "sent"),
        ({"message": "Hi"}, [], "unsent"),
        ({"message": "Hi"}, [("12135550001", "Hi")], "unsent"),
        ({"message": "Hi"}, [("12135550000", "Hi!")], "unknown"),
        ({"message": "Hi"}, [("12135550000", None)], "unknown"),
        ({"message": "Hi ${name}, bye"}, [("12135550000", "Hi Ann, bye")], "sent"),
        ({"message": "Hi ${name}, bye"}, [("12135550000", "Hi Ann")], "unknown"),
        ({"message": "Hi (${a}) [x]*"}, [("12135550000", "Hi (1\n2) [x]*")], "sent"),
        ({}, [("12135550000", "the default message")], "sent"),
        ({}, [], "unsent"),
    ],
)
def test_how_rows_and_items_are_compared(row, there, status):
    server = Server()
    for number, text in there:
        server.add(number, text)
    settled = settle(server, unknown_error([{"phone": "2135550000", **row}]), delay=0)

    assert [outcome.status for outcome in settled] == [status]


def test_equal_rows_share_what_is_there():
    server = Server()
    server.add("12135550000", "Hi")
    server.add("12135550000", "Bye")
    items = [
        {"phone": "12135550000", "message": text} for text in ("Bye", "Hi", "Hi", "Something else")
    ]
    settled = settle(server, unknown_error(items), delay=0)

    assert [outcome.status for outcome in settled] == ["sent", "sent", "unsent", "unsent"]


def test_what_other_rows_have_made_is_not_counted_twice():
    server = Server()
    first, second = rows(2)
    result = send(server, [first], chunk=1)
    sent = result.outcomes[0]
    unknown = dataclasses.replace(
        sent, index=1, status=BulkStatus.UNKNOWN, id=None, item=None, recipient=first
    )
    with_id = settle(server, BulkResult.from_outcomes([sent, unknown]), delay=0)
    nameless = dataclasses.replace(sent, id=None)
    without = settle(server, BulkResult.from_outcomes([nameless, unknown]), delay=0)

    assert [outcome.status for outcome in with_id] == ["sent", "unsent"]
    assert [outcome.status for outcome in without] == ["sent", "unsent"]
    assert second != first


def test_items_of_another_time_do_not_count():
    server = Server()
    at = datetime(2026, 1, 1, 12, tzinfo=UTC)
    for hours in (-1, 1):
        server.add("12135550000", "Hi 0", at + timedelta(hours=hours))
    assert settle(server, unknown_error(rows(1), at)).unsent == 1
    server.add("12135550000", "Hi 0", at + timedelta(minutes=4))
    assert settle(server, unknown_error(rows(1), at)).sent == 1


def test_rows_that_cannot_be_searched_for_stay_unknown():
    server = Server()
    settled = settle(server, unknown_error([{"contact": 7, "message": "Hi"}]), delay=0)
    no_time = dataclasses.replace(settled.outcomes[0], began=None, recipient=rows(1)[0])

    assert settled.unknown == 1
    assert settle(server, BulkResult.from_outcomes([no_time])).unknown == 1
    assert server.queries == []


def test_calls_are_compared_by_number_and_time():
    server = Server()
    server.add("12135550000", None)
    error = unknown_error([{"phone": "12135550000"}, {"phone": "12135550001"}])
    error.operation = "callRows"

    settled = settle(server, error, operation=CALL, delay=0)
    assert [outcome.status for outcome in settled] == ["sent", "unsent"]


def test_an_earlier_request_of_a_row_that_was_sent_again_still_counts(tmp_path):
    """The first request was carried out, the second was not: the row is sent, or a third one would be too many."""
    server = Server(lambda number: 5 if number == 1 else 0)
    options = {"journal": tmp_path / "j", "chunk": 5}
    send(server, rows(5), **options)
    send(server, rows(5), **options, resend_unknown=True)
    hour = timedelta(hours=1)
    server.has = [(at, item) for at, item in server.has]
    settled = settle(server, tmp_path / "j", rows(5))
    begin = min(query["begin"] for query in server.queries)

    assert settled.sent == 5
    assert begin <= min(at for at, _ in server.has) <= begin + hour


def test_an_exception_that_carries_a_result_is_settled(tmp_path):
    server = Server(lambda number: 3)
    with pytest.raises(BulkStoppedError) as caught:
        send(server, rows(100), concurrency=1)
    settled = settle(server, caught.value, delay=0)

    assert (settled.sent, settled.unknown, settled.total) == (15, 0, 100)


def test_a_journal_of_a_killed_run_is_settled(tmp_path):
    """The process died with requests under way: there is no end of them in the journal."""

    class Killed(BaseException):
        pass

    server = Server()
    items = rows(20)

    def die(number):
        if number == 3:
            for row in items[10:13]:
                server.add(row["phone"], row["message"])
            raise Killed

    server.lose = die
    with pytest.raises(Killed):
        send(server, iter(items), journal=tmp_path / "j", chunk=5, concurrency=1)
    server.lose = lambda number: None
    settled = settle(server, tmp_path / "j", items)

    # The last chunk may have been sent before the run noticed.
    assert [outcome.status for outcome in settled][10:15] == ["sent"] * 3 + ["unsent"] * 2
    assert settled.unknown == 0
    again = send(server, items, journal=tmp_path / "j")
    assert again.skipped + again.sent == 20
    assert sorted(item.message for _, item in server.has) == sorted(row["message"] for row in items)


@pytest.mark.parametrize(
    ("what", "items", "options", "message"),
    [
        ("j", None, {}, "pass the rows of the run too"),
        ("j", rows(1), {"journal": "k"}, "given twice"),
        (BulkResult(), rows(1), {}, "rows belong to a journal"),
        (7, None, {}, "not int"),
        (ValueError("x"), None, {}, "not ValueError"),
        (BulkResult(), None, {"jurnal": "x"}, "unknown option: jurnal"),
        (BulkResult(), None, {"delay": "5"}, "delay must be a number"),
        (BulkResult(), None, {"delay": -1}, "delay must be a number"),
        (OutcomeUnknownError("x", operation="o", reason="r"), None, {}, "is about o, not about"),
        (OutcomeUnknownError("x", operation="sendRows", reason="r"), None, {}, "does not hold"),
    ],
)
def test_mistakes_are_reported(kind, what, items, options, message):
    with pytest.raises(TypeError, match=message):
        settle(kind(), what, items, **options)


def test_an_operation_without_facts_cannot_be_reconciled():
    operation = msgspec.structs.replace(SEND, reconcile=None)
    with pytest.raises(TypeError, match="does not state how to find"):
        settle(Server(), BulkResult(), operation=operation)


def test_other_rows_than_the_journals_are_refused(tmp_path):
    server = Server()
    send(server, rows(10), journal=tmp_path / "j")
    for items in (rows(11)[1:], rows(5)):
        with pytest.raises(BulkJournalMismatchError):
            settle(server, tmp_path / "j", items)
    assert settle(server, tmp_path / "j", rows(10)).skipped == 10
