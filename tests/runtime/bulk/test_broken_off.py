"""However a run ends, its result has every row: none is forgotten, and none that may have been sent is called unsent."""

import asyncio
import gc
import itertools
import logging
import pickle
import random
import resource
import signal
import threading
import time
from traceback import walk_tb
from types import SimpleNamespace

import pytest
from runtime.bulk import async_, sync
from runtime.bulk.outcomes import BulkResult, BulkStatus
from runtime.core.errors import (
    AuthenticationError,
    BulkFailedError,
    BulkStoppedError,
    OutcomeUnknownError,
)
from runtime.core.operation import Effect, Operation
from runtime.core.outcomes import Rows
from runtime.models.model import Model
from runtime.models.phones import Phone

COUNT = 40


class Row(Model):
    to: int | None = None
    phone: Phone | None = None
    message: str | None = None


SEND = Operation("sendRows", "POST", "/rows", effect=Effect.CONTACT, body=list[Row], chunk=5)


class SlowServer:
    """Takes rows; the responses of requests from ``hang`` on do not arrive until ``release`` is set."""

    def __init__(self, hang=2):
        self.got = []
        self.hang = hang
        self.release = threading.Event()
        self.hanging = threading.Event()
        self.lock = threading.Lock()

    def call(self, operation, *, path, query, body):
        with self.lock:
            self.got.append([row["to"] for row in body])
            number = len(self.got)
        if number > self.hang:
            self.hanging.set()
            self.release.wait(10)
        return [SimpleNamespace(id=row["to"]) for row in body]


class AsyncSlowServer(SlowServer):
    async def call(self, operation, *, path, query, body):
        self.got.append([row["to"] for row in body])
        number = len(self.got)
        await asyncio.sleep(60 if number > self.hang else 0)
        return [SimpleNamespace(id=row["to"]) for row in body]


def rows(count=COUNT):
    return [{"to": number} for number in range(count)]


def check(result, server, reported):
    """Hold a result against what the server has."""
    got = {number for request in server.got for number in request}
    assert [outcome.index for outcome in result] == list(range(COUNT))
    assert [outcome.index for outcome in reported] == list(range(COUNT))
    assert result.sent + result.unknown + result.unsent == COUNT
    assert {outcome.index for outcome in result.having("sent")} <= got
    assert got <= {outcome.index for outcome in result.having("sent", "unknown")}
    for outcome in result.having("unknown"):
        assert isinstance(outcome.error, OutcomeUnknownError)
        assert outcome.error.began == outcome.began
    assert all(outcome.error for outcome in result.having("unsent"))
    assert {outcome.began is None for outcome in result.having("unsent")} <= {True}


@pytest.mark.parametrize("interruptions", [1, 2])
def test_ctrl_c_once_and_twice(interruptions):
    server, messages = SlowServer(), []

    def interrupt():
        server.hanging.wait(10)
        for _ in range(interruptions):
            time.sleep(0.2)
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        if interruptions == 1:
            time.sleep(0.2)
            server.release.set()

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt) as caught:
        sync.send_bulk(server, SEND, rows(), concurrency=2, on_outcome=messages.append)
    result = BulkResult.of(caught.value)
    thread.join()
    sent = len(server.got)
    server.release.set()
    time.sleep(0.1)

    check(result, server, messages)
    assert (result.unknown > 0) == (interruptions == 2)
    assert len(server.got) == sent


@pytest.mark.parametrize("end", ["timeout", "cancel", "cancel twice"])
def test_a_cancelled_run(end, monkeypatch):
    monkeypatch.setattr(async_, "GRACE", 0.1)
    server, messages = AsyncSlowServer(), []

    async def main():
        run = async_.send_bulk(server, SEND, rows(), concurrency=2, on_outcome=messages.append)
        if end == "timeout":
            async with asyncio.timeout(0.2):
                await run
        task = asyncio.create_task(run)
        for _ in range(len(end.split())):
            await asyncio.sleep(0.05)
            task.cancel()
        await task

    with pytest.raises((TimeoutError, asyncio.CancelledError)) as caught:
        asyncio.run(main())

    check(BulkResult.of(caught.value), server, messages)


@pytest.mark.parametrize("kind", [SlowServer, AsyncSlowServer])
def test_an_input_that_fails(kind):
    server, messages = kind(hang=1000), []

    def source():
        yield from rows(COUNT - 1)
        yield {"to": COUNT - 1}
        raise ValueError("line 41 of the file is broken")

    with pytest.raises(ValueError, match=r"line 41") as caught:
        send(server, source(), on_outcome=messages.append)

    check(BulkResult.of(caught.value), server, messages)


@pytest.mark.parametrize("kind", [SlowServer, AsyncSlowServer])
@pytest.mark.parametrize("room", [430, 500, 600, 900, 1500])
def test_a_full_disk(kind, room, tmp_path):
    server, messages = kind(hang=1000), []
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        with pytest.raises(BulkStoppedError) as caught:
            send(server, rows(), journal=tmp_path / "j", chunk=5, on_outcome=messages.append)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    check(caught.value.result, server, messages)
    assert isinstance(caught.value.__cause__, OSError)
    again = send(server, rows(), journal=tmp_path / "j")

    numbers = [number for request in server.got for number in request]
    assert len(numbers) == len(set(numbers))
    assert again.sent + again.skipped + again.unknown == COUNT


@pytest.mark.parametrize("kind", [SlowServer, AsyncSlowServer])
def test_a_callback_that_fails(kind):
    server, messages = kind(hang=1000), []

    def report(outcome):
        messages.append(outcome)
        if len(messages) == 7:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError) as caught:
        send(server, rows(), on_outcome=report)
    result = BulkResult.of(caught.value)

    assert len(messages) == 7
    check(result, server, list(result))


def test_an_exception_without_room_still_states_how_far_it_came():
    class BareError(Exception):
        result = property()

    def source():
        yield from rows(5)
        raise BareError

    with pytest.raises(BareError) as caught:
        sync.send_bulk(SlowServer(1000), SEND, source())

    assert "sent=5" in caught.value.__notes__[0]
    assert "on_outcome or a journal" in caught.value.__notes__[0]
    assert BulkResult.of(caught.value) is None


def test_the_result_of_an_earlier_run_is_not_taken_for_that_of_a_later_one():
    def source(count):
        yield from rows(count)
        raise LookupError(count)

    try:
        sync.send_bulk(SlowServer(1000), SEND, source(3))
    except LookupError:
        with pytest.raises(LookupError) as caught:
            sync.send_bulk(SlowServer(1000), SEND, source(8))

    assert BulkResult.of(caught.value).total == 8


@pytest.fixture
def own_collector():
    """The garbage collector calls no one: an interruption there would be lost, and hypothesis waits there."""
    callbacks = gc.callbacks[:]
    gc.callbacks.clear()
    yield
    gc.callbacks[:] = callbacks


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.usefixtures("own_collector")
def test_ctrl_c_at_any_moment(seed, tmp_path):
    """An interruption between any two steps of the interpreter loses no row, and calls none unsent that was sent."""

    class Server(SlowServer):
        def call(self, *given, **more):
            time.sleep(0.004)
            return super().call(*given, **more)

    chance = random.Random(seed)
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    interrupted = 0
    try:
        for number in range(15):
            server = Server(1000)
            options = {"journal": tmp_path / str(number), "chunk": 5} if number % 2 else {}
            try:
                try:
                    signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.001, 0.03))
                    result = sync.send_bulk(server, SEND, rows(), concurrency=2, **options)
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
            except KeyboardInterrupt as error:
                files = {frame.f_code.co_filename for frame, _ in walk_tb(error.__traceback__)}
                result = BulkResult.of(error)
                if sync.__file__ not in files or (result is None and not server.got):
                    continue  # before the run, or after it
                interrupted += 1
            check(result, server, list(result))
    finally:
        signal.signal(signal.SIGALRM, before)
    assert interrupted


# ---- Mistakes of the program --------------------------------------------------------------------------------------


def send(server, items, **options):
    if isinstance(server, AsyncSlowServer):
        return asyncio.run(async_.send_bulk(server, SEND, items, **options))
    return sync.send_bulk(server, SEND, items, **options)


class DataFrame(list):
    """What pandas calls a table: iterating gives the names of its columns."""


@pytest.mark.parametrize("kind", [SlowServer, AsyncSlowServer])
@pytest.mark.parametrize("shape", [list, tuple, iter])
@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"to": 3, "mesage": "x"}, "row 2.*'mesage'; did you mean 'message'"),
        ("12135551122", "row 2 must be a Row or a mapping of its fields, not a str"),
        (None, "row 2 must be a Row"),
        (("to", 3), "row 2 must be a Row.*not a tuple"),
        (SimpleNamespace(to=3), "row 2 must be a Row"),
        ({1: 3}, "row 2.*no field"),
    ],
)
def test_a_mistake_of_the_program_is_raised_at_once(kind, shape, row, message):
    server = kind()
    with pytest.raises(TypeError, match=message):
        send(server, shape([*rows(2), row, *rows(2)]))

    assert server.got == []


def test_a_mistake_in_a_later_chunk_brings_the_result_so_far():
    server = SlowServer(1000)
    with pytest.raises(TypeError, match=r"row 7") as caught:
        send(server, iter([*rows(7), {"too": 1}]))

    assert server.got == [[0, 1, 2, 3, 4]]
    assert [outcome.status[:3] for outcome in BulkResult.of(caught.value)] == ["sen"] * 5 + [
        "uns"
    ] * 3


def test_an_async_iterable_is_refused_by_the_sync_client():
    async def source():
        yield {"to": 1}

    with pytest.raises(TypeError, match="plain iterable"):
        sync.send_bulk(SlowServer(), SEND, source())


def test_a_data_frame_is_refused_with_the_remedy():
    with pytest.raises(TypeError, match=r"not a DataFrame.*to_dict"):
        send(SlowServer(), DataFrame(["to", "message"]))


@pytest.mark.parametrize(
    "options",
    [
        {"rate": "50"},
        {"chunk": "5"},
        {"chunk": True},
        {"journal": 7},
        {"dedupe": "yes"},
        {"on_outcome": "print"},
        {"dry_run": None},
    ],
)
def test_an_option_of_the_wrong_type_is_named(options):
    with pytest.raises(TypeError, match=next(iter(options))):
        send(SlowServer(), rows(), **options)


# ---- Failures are not silent --------------------------------------------------------------------------------------


def failing(*_, body, **__):
    if body[0]["to"] == 5:
        raise OutcomeUnknownError("lost", operation="sendRows", reason="lost")
    return [SimpleNamespace(id=1)] * len(body)


def test_rejected_and_unknown_rows_log_one_warning(caplog):
    items = rows()
    items[3] = {"to": "x"}
    with caplog.at_level(logging.WARNING):
        sync.send_bulk(SimpleNamespace(call=failing), SEND, items)
        sync.send_bulk(SlowServer(1000), SEND, rows())

    assert [record.getMessage() for record in caplog.records] == [
        (
            "sendRows: of 40 rows 1 are rejected, 5 unknown and 0 held; "
            "see result.having('rejected', 'unknown', 'held')"
        )
    ]


def test_raise_for_failures_names_the_first_rows():
    items = rows()
    items[3] = {"to": "x"}
    result = sync.send_bulk(SimpleNamespace(call=failing), SEND, items)
    with pytest.raises(
        BulkFailedError, match=r"6 of 40 rows .* 1 rejected, 5 unknown.*row 3 is rejected"
    ) as caught:
        result.raise_for_failures()
    copy = pickle.loads(pickle.dumps(caught.value))

    assert copy.result.unknown == 5
    good = sync.send_bulk(SlowServer(1000), SEND, rows())
    assert good.raise_for_failures() is good
    with pytest.raises(BulkFailedError, match=r"5 unsent, 0 held$"):
        BulkResult(unsent=5, kept=None).raise_for_failures()


@pytest.mark.parametrize("kind", [SlowServer, AsyncSlowServer])
def test_every_row_that_is_not_sent_states_why(kind, tmp_path):
    def refuse(*_, **__):
        error = AuthenticationError("no", status=401)
        error.rows = Rows.STOP
        raise error

    server = kind()
    real, server.call = server.call, refuse
    with pytest.raises(BulkStoppedError) as caught:
        send(server, rows(), concurrency=1, journal=tmp_path / "j")
    server.call = real
    assert {type(outcome.error) for outcome in caught.value.result} == {AuthenticationError}


# ---- Duplicates ---------------------------------------------------------------------------------------------------


def texts(*pairs):
    return [{"phone": phone, "message": message} for phone, message in pairs]


class Texts:
    def __init__(self):
        self.got = []

    def call(self, *_, body, **__):
        self.got += body
        return [SimpleNamespace(id=1)] * len(body)


PAIRS = texts(
    ("12135551122", "Hi"),
    ("12135551133", "Hi"),
    ("+1 (213) 555-1122", "Hi"),
    ("2135551122", "Bye"),
    ("(213) 555-1133", "Hi"),
    ("12135551122", "Hi"),
)
PAIRS[2] = dict(reversed(PAIRS[2].items()))
PAIRS[5] = Row(**PAIRS[5])


@pytest.mark.parametrize("chunk", [1, 2, 5])
def test_dedupe_compares_rows_as_they_are_sent(chunk):
    server = Texts()
    result = sync.send_bulk(server, SEND, PAIRS, dedupe=True, chunk=chunk)

    assert [outcome.status[:3] for outcome in result] == ["sen", "sen", "dup", "sen", "dup", "dup"]
    assert [str(outcome.error) for outcome in result.having("duplicate")] == [
        "equal to row 0",
        "equal to row 1",
        "equal to row 0",
    ]
    assert (len(server.got), result.duplicate, result.ok) == (3, 3, True)
    assert sync.send_bulk(Texts(), SEND, PAIRS).sent == len(PAIRS)


def test_dedupe_with_a_journal_leaves_the_same_rows_out_again(tmp_path):
    server = Texts()
    options = {"journal": tmp_path / "j", "dedupe": True, "chunk": 2}
    first = sync.send_bulk(server, SEND, PAIRS, **options)
    again = sync.send_bulk(server, SEND, PAIRS, **options)

    assert (first.duplicate, again.duplicate, again.skipped, len(server.got)) == (3, 3, 3, 3)


def test_the_status_words_are_what_the_guide_states():
    assert sorted(BulkStatus) == sorted(
        [
            "sent",
            "rejected",
            "unknown",
            "skipped",
            "unsent",
            "duplicate",
            "claimed",
            "held",
            "valid",
        ]
    )
    assert BulkResult.from_outcomes(itertools.chain()).total == 0
