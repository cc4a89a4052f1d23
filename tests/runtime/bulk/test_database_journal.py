"""The journal that workers share: one worker has a row, what is lost is unknown, and damage is never read as new."""

import asyncio
import itertools
import json
import os
import pickle
import random
import sqlite3
import threading
import time
from collections import Counter
from secrets import token_hex

import pytest
from runtime.bulk import async_, sync
from runtime.bulk.database_journal import BulkRun, DatabaseJournal
from runtime.bulk.journal import (
    REJECTED,
    SENT,
    UNKNOWN,
    UNSENT,
    ClaimLostError,
    JournalBinding,
    RunPausedError,
)
from runtime.bulk.outcomes import BulkResult
from runtime.core.errors import (
    BulkCancelledError,
    BulkJournalError,
    BulkJournalMismatchError,
    BulkStoppedError,
    ConfigurationError,
)
from runtime.core.operation import Effect, Operation
from runtime.models.model import Model

ALL = [True] * 4
BINDING = JournalBinding("send", b"https://api.example.com\nlogin", b"a=1", 4)


class Row(Model):
    to: str | None = None


SEND = Operation("send", "POST", "/", effect=Effect.CONTACT, body=list[Row], chunk=10)


class Server:
    """A client and its server in one: it counts who was sent to."""

    def __init__(self, pause=0.0):
        self.got = Counter()
        self.pause = pause
        self.lock = threading.Lock()

    def call(self, _operation, *, body, **_):
        with self.lock:
            self.got.update(row["to"] for row in body)
        time.sleep(self.pause)
        return [{"id": int(row["to"])} for row in body]


class AsyncServer(Server):
    async def call(self, operation, **options):
        return super().call(operation, **options)


@pytest.fixture(params=["sqlite", "postgresql"])
def journal(request, tmp_path):
    """A journal of a run that no one else has."""
    if request.param == "sqlite":
        return DatabaseJournal(f"sqlite:///{tmp_path / 'run.db'}#run")
    return DatabaseJournal(f"{request.getfixturevalue('postgres')}#{token_hex(8)}")


@pytest.fixture
def opened(journal):
    """Opens it for one worker after the other, and closes them in the end."""
    made = []

    def make(**changes):
        settings = {name: changes.pop(name) for name in ("part", "lease") if name in changes}
        binding = {
            name: getattr(BINDING, name) for name in JournalBinding.__dataclass_fields__
        } | changes
        made.append(
            DatabaseJournal(journal.url, journal.run, **settings)(JournalBinding(**binding))
        )
        return made[-1]

    yield make
    for each in made:
        each.close()


def execute(journal, statement, *values):
    """Run a statement behind the journal's back."""
    if journal.url.startswith("sqlite"):
        connection = sqlite3.connect(journal.url.removeprefix("sqlite:///"), isolation_level=None)
    else:
        psycopg = pytest.importorskip("psycopg")
        connection = psycopg.connect(journal.url, autocommit=True)
        statement = statement.replace("?", "%s")
    try:
        cursor = connection.execute(statement, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount
    finally:
        connection.close()


def let_die(journal, worker):
    """Let a worker's last sign of life be long ago."""
    changed = execute(journal, "UPDATE bulk_workers SET expires = 1 WHERE worker = ?", worker._name)
    assert changed == 1


def rows(count):
    return [{"to": str(number)} for number in range(count)]


# ---- Claims ---------------------------------------------------------------------------------------------------------


def test_a_chunk_never_taken_has_no_past(opened):
    assert opened().claim(0, b"rows", ALL) is None


def test_a_chunk_in_another_hand_is_left_alone(opened):
    first, second = opened(), opened()
    first.claim(0, b"rows", ALL)
    assert second.claim(0, b"rows", ALL).ends == "cccc"

    first.intend(0, range(4))
    assert second.claim(0, b"rows", ALL).ends == "cccc"

    first.settle(0, range(2), SENT + REJECTED, [7, None])
    past = second.claim(0, b"rows", ALL)
    assert (past.ends, past.ids) == ("srcc", (7, None, None, None))


def test_what_a_lost_worker_had_under_way_is_unknown_and_the_rest_is_free(journal, opened):
    first, second = opened(), opened()
    first.claim(0, b"rows", ALL)
    first.intend(0, range(2))
    let_die(journal, first)

    past = second.claim(0, b"rows", ALL)
    assert past.ends == "uunn"
    began, ended = past.windows[0]
    assert (began is not None, ended, past.windows[2]) == (True, None, None)

    second.intend(0, range(2, 4))
    second.settle(0, range(2, 4), "ss", [1, 2])
    assert opened().claim(0, b"rows", ALL).ends == "uuss"


def test_a_worker_that_comes_back_late_sends_nothing(journal, opened):
    first, second = opened(), opened()
    first.claim(0, b"rows", ALL)
    let_die(journal, first)
    second.claim(0, b"rows", ALL)

    with pytest.raises(ClaimLostError):
        first.intend(0, range(4))


def test_a_worker_that_comes_back_late_knows_how_its_own_rows_ended(journal, opened):
    first, second = opened(), opened()
    first.claim(0, b"rows", ALL)
    first.intend(0, range(2))
    let_die(journal, first)
    assert second.claim(0, b"rows", ALL).ends == "uunn"
    second.intend(0, range(2, 4))

    first.settle(0, range(2), "sr", [5, None])
    first.settle(0, range(2, 4), "nn")
    second.settle(0, range(2, 4), "ss", [6, 7])

    past = opened().claim(0, b"rows", ALL)
    assert (past.ends, past.ids) == ("srss", (5, None, 6, 7))


def test_a_worker_that_closes_gives_its_chunks_back(opened):
    first = opened()
    first.claim(0, b"rows", ALL)
    first.intend(0, range(1))
    first.settle(0, range(1), SENT, [1])
    first.close()

    assert opened().claim(0, b"rows", ALL).ends == "snnn"


def test_a_worker_that_stood_still_before_its_request_lets_it_not_leave(opened, monkeypatch):
    first = opened(lease=1)
    first.claim(0, b"rows", ALL)
    times = itertools.count(0, 10)
    monkeypatch.setattr("runtime.bulk.database_journal.time.monotonic", lambda: next(times))

    with pytest.raises(RunPausedError):
        first.intend(0, range(4))
    monkeypatch.undo()
    first.close()

    assert opened().claim(0, b"rows", ALL).ends == "nnnn"


def test_rows_that_cannot_be_sent_are_no_part_of_verdicts(opened):
    first = opened()
    valid = [True, False, True, True]
    first.claim(0, b"rows", valid)
    first.intend(0, range(4))
    first.settle(0, range(4), "sru", [1, None, None])
    first.close()

    past = opened().claim(0, b"rows", valid)
    assert (past.ends, past.ids) == ("snru", (1, None, None, None))
    began, ended = past.windows[0]
    assert began <= ended


def test_signs_of_life_are_given_while_a_request_takes_long(opened):
    first, second = opened(lease=1), opened()
    first.claim(0, b"rows", ALL)
    time.sleep(1.5)

    assert second.claim(0, b"rows", ALL).ends == "cccc"


def test_every_chunk_has_one_worker_however_many_ask(opened):
    workers = [opened() for _ in range(6)]
    takers = Counter()
    lock = threading.Lock()

    def work(worker):
        for number in range(30):
            if worker.claim(number, b"rows", ALL) is None:
                with lock:
                    takers[number] += 1

    threads = [threading.Thread(target=work, args=(each,)) for each in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert takers == Counter(range(30))


def test_a_claim_that_a_crash_of_the_database_forgot_is_made_anew(journal, opened):
    first = opened()
    first.claim(3, b"rows", ALL)
    execute(journal, "DELETE FROM bulk_chunks WHERE run = ?", journal.run)
    execute(journal, "UPDATE bulk_workers SET claims = 0, numbers = 0 WHERE run = ?", journal.run)

    with pytest.raises(ClaimLostError):
        first.intend(3, range(4))
    assert opened().claim(3, b"rows", ALL) is None


def test_many_workers_begin_one_run_at_the_same_moment(journal):
    for turn in range(5):
        made = DatabaseJournal(journal.url, f"{journal.run}-{turn}")
        barrier = threading.Barrier(8)

        def work(made=made, barrier=barrier):
            barrier.wait()
            worker = made(BINDING)
            number = next(each for each in range(9) if worker.claim(each, b"rows", ALL) is None)
            worker.close()
            return number

        assert sorted(together(*[work] * 8)) == list(range(8))


# ---- What it belongs to ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"operation": "call"}, "belongs to send, not to call"),
        ({"owner": b"https://api.example.com\nother"}, "another base_url or another login"),
        ({"parameters": b"a=2"}, "other parameters"),
    ],
)
def test_a_run_with_another_binding_is_refused(opened, change, text):
    opened()
    with pytest.raises(BulkJournalMismatchError, match=text):
        opened(**change)


def test_a_run_without_parameters_takes_any_and_the_first_chunk_size_stays(opened):
    opened()
    assert opened(parameters=None, chunk=7).chunk == 4


@pytest.mark.parametrize(("content", "valid"), [(b"other rows", ALL), (b"rows", ALL[:3])])
def test_other_rows_are_refused(opened, content, valid):
    first = opened()
    first.claim(0, b"rows", ALL)
    with pytest.raises(BulkJournalMismatchError, match="chunk 0 holds other rows"):
        first.claim(0, content, valid)


def test_fewer_rows_are_refused(opened):
    first = opened()
    first.claim(1, b"rows", ALL)
    first.finish(2)
    with pytest.raises(BulkJournalMismatchError, match="knows 2 chunks"):
        first.finish(1)


def test_parts_and_runs_are_apart(journal, opened):
    opened().claim(0, b"rows", ALL)
    assert opened(part=1).claim(0, b"other rows", ALL) is None
    other = DatabaseJournal(f"{journal.url}#{token_hex(4)}")(BINDING)
    assert other.claim(0, b"rows of another run", ALL) is None
    other.close()


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("mysql://x/y", "cannot be in 'mysql'"),
        ("sqlite://run.db", "sqlite:///people.db"),
        ("sqlite:///", "sqlite:///people.db"),
    ],
)
def test_a_strange_url_is_refused(url, text):
    with pytest.raises(ConfigurationError, match=text):
        DatabaseJournal(url)(BINDING)


@pytest.mark.parametrize("options", [{"lease": 0}, {"patience": -1}, {"part": -1}])
def test_numbers_out_of_range_are_refused(options):
    with pytest.raises(ConfigurationError, match="lease must be"):
        DatabaseJournal("sqlite:///x.db", **options)


def test_a_journal_pickles_and_hides_its_url():
    journal = DatabaseJournal("postgresql://user:secret@host/db#spring", part=3)
    assert pickle.loads(pickle.dumps(journal)) == journal
    assert (journal.run, "secret" in repr(journal)) == ("spring", False)


# ---- Damage ---------------------------------------------------------------------------------------------------------

CHANGES = [
    *(("bulk_runs", name, "'x'") for name in ("operation", "owner", "parameters", "salt", "seal")),
    *(("bulk_runs", name, f"{name} + 1") for name in ("format", "chunk")),
    ("bulk_runs", "state", "'x'"),
    *(("bulk_workers", name, f"{name} + 1") for name in ("claims", "numbers", "part")),
    *(("bulk_chunks", name, "'x'") for name in ("worker", "content", "ends", "ids", "seal")),
    *(("bulk_chunks", name, f"{name} + 7") for name in ("number", "part", "began", "ended")),
    ("bulk_chunks", "ends", "'4n'"),
]


def written(opened):
    """A journal with two chunks that are sent."""
    first = opened()
    for number in range(2):
        first.claim(number, b"rows", ALL)
        first.intend(number, range(4))
        first.settle(number, range(4), "ssss", [1, 2, 3, 4])
    first.close()


@pytest.mark.parametrize(("table", "column", "value"), CHANGES, ids=" ".join)
def test_a_changed_value_is_an_error(journal, opened, table, column, value):
    written(opened)
    which = f"{column} IN (SELECT {column} FROM {table} WHERE run = ? LIMIT 1) AND run = ?"
    where = "run = ? AND number = 0" if table == "bulk_chunks" else which
    values = [journal.run] * where.count("?")
    assert execute(journal, f"UPDATE {table} SET {column} = {value} WHERE {where}", *values) == 1
    with pytest.raises(BulkJournalError):
        opened().claim(0, b"rows", ALL)


@pytest.mark.parametrize("table", ["bulk_runs", "bulk_workers", "bulk_chunks"])
def test_a_missing_row_is_an_error(journal, opened, table):
    written(opened)
    where = "run = ? AND number = 0" if table == "bulk_chunks" else "run = ?"
    assert execute(journal, f"DELETE FROM {table} WHERE {where}", journal.run) == 1
    with pytest.raises(BulkJournalError, match="is damaged"):
        opened()


def test_a_damaged_file_is_never_read_as_new(tmp_path):
    path = tmp_path / "run.db"
    made = DatabaseJournal(f"sqlite:///{path}")
    first = made(BINDING)
    for number in range(40):
        first.claim(number, b"rows", ALL)
        first.intend(number, range(4))
        first.settle(number, range(4), "ssss", [1, 2, 3, 4])
    first.close()
    whole = path.read_bytes()
    chance = random.Random(7)
    refused = 0
    for place in range(120):
        content = bytearray(whole)
        if place < 30:
            content = content[: chance.randrange(len(content))]
        else:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        try:
            worker = made(BINDING)
        except BulkJournalError:
            refused += 1
            continue
        for number in range(40):
            try:
                past = worker.claim(number, b"rows", ALL)
            except BulkJournalError:
                refused += 1
                break
            assert past is not None
            assert past.ends == "ssss"
        worker.close()
    assert refused > 35


@pytest.mark.parametrize(
    "content", [b"", b"not a database, but long enough to be read as one" * 40]
)
def test_another_file_is_no_journal(tmp_path, content):
    path = tmp_path / "run.db"
    path.write_bytes(content)
    with pytest.raises(BulkJournalError):
        DatabaseJournal(f"sqlite:///{path}")(BINDING)


def test_another_database_is_no_journal(tmp_path):
    path = tmp_path / "run.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE people (name TEXT)")
    connection.close()
    with pytest.raises(BulkJournalError, match="not a journal"):
        DatabaseJournal(f"sqlite:///{path}")(BINDING)


def test_the_file_is_for_its_owner_alone(tmp_path):
    path = tmp_path / "run.db"
    DatabaseJournal(f"sqlite:///{path}")(BINDING).close()
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["run.db"]


# ---- Runs -----------------------------------------------------------------------------------------------------------


def together(*runs):
    """Carry out runs at the same time; returns their results."""
    results = [None] * len(runs)

    def work(place, run):
        results[place] = run()

    threads = [threading.Thread(target=work, args=each) for each in enumerate(runs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_workers_divide_the_rows_among_themselves(journal):
    server = Server(0.002)

    def run():
        return sync.send_bulk(server, SEND, rows(400), journal=journal, chunk=10)

    def run_async():
        made = AsyncServer()
        made.got = server.got
        return asyncio.run(async_.send_bulk(made, SEND, rows(400), journal=journal, chunk=10))

    results = together(run, run_async, run)

    assert server.got == Counter(row["to"] for row in rows(400))
    assert sum(result.sent for result in results) == 400
    assert {result.total for result in results} == {400}
    assert {result.failed for result in results} == {0}
    again = run()
    assert (again.skipped, again.ok) == (400, True)
    status = BulkRun(journal).status()
    assert (status.sent, status.done, status.total, status.workers) == (400, 400, 400, 0)


def test_rows_of_another_worker_are_claimed(journal, opened):
    owner = b""
    other = DatabaseJournal(journal.url, journal.run)(
        JournalBinding("send", owner, repr(("/", [])).encode(), 10)
    )
    worker_rows = rows(20)
    first = sync.send_bulk(Server(), SEND, worker_rows[:0], journal=journal, chunk=10)
    assert first.total == 0
    digest_rows = [json.loads(json.dumps(row)) for row in worker_rows[:10]]
    content = json.dumps(digest_rows, separators=(",", ":")).encode()
    other.claim(0, content, [True] * 10)
    server = Server()
    result = sync.send_bulk(server, SEND, worker_rows, journal=journal, chunk=10)
    other.close()

    assert (result.claimed, result.sent, result.failed, result.ok) == (10, 10, 0, False)
    assert result.raise_for_failures() is result
    assert "another worker has this row" in str(result.having("claimed")[0].error)
    assert not set(server.got) & {str(number) for number in range(10)}


def wait_until(holds):
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_run_is_paused_and_resumed_from_anywhere(journal, monkeypatch):
    monkeypatch.setattr("runtime.bulk.steps.PAUSE", 0.02)
    server, run = Server(0.01), BulkRun(journal)

    def work():
        return sync.send_bulk(server, SEND, rows(1500), journal=journal, chunk=10, concurrency=2)

    def steer():
        wait_until(lambda: server.got.total() >= 50)
        run.pause()
        time.sleep(0.2)
        before = server.got.total()
        time.sleep(0.3)
        seen = (before, server.got.total(), run.status().state)
        run.resume()
        return seen

    result, (before, after, state) = together(work, steer)

    assert (before, state) == (after, "paused")
    assert 50 <= before < 1500
    assert (result.sent, set(server.got.values())) == (1500, {1})


def test_a_run_is_cancelled_from_anywhere(journal):
    server, run = Server(0.01), BulkRun(journal)

    def work():
        with pytest.raises(BulkStoppedError) as caught:
            sync.send_bulk(server, SEND, rows(400), journal=journal, chunk=10, concurrency=2)
        return caught.value

    def steer():
        wait_until(lambda: server.got.total() >= 50)
        run.cancel()

    error, _ = together(work, steer)

    assert isinstance(error.__cause__, BulkCancelledError)
    assert error.result.sent == server.got.total() < 400
    assert error.result.sent + error.result.unsent == 400
    with pytest.raises(BulkCancelledError):
        run.resume()
    with pytest.raises(BulkStoppedError, match="was cancelled"):
        sync.send_bulk(server, SEND, rows(400), journal=journal, chunk=10)


def test_a_paused_run_ends_when_it_is_interrupted(journal):
    DatabaseJournal(journal.url, journal.run)(
        JournalBinding("send", b"", repr(("/", [])).encode(), 10)
    ).close()
    BulkRun(journal).pause()

    async def main():
        async with asyncio.timeout(0.3):
            await async_.send_bulk(AsyncServer(), SEND, rows(30), journal=journal)

    with pytest.raises(TimeoutError) as caught:
        asyncio.run(main())
    assert BulkResult.of(caught.value).unsent == 30


def test_a_run_that_is_not_there_is_an_error(journal, opened):
    opened()
    with pytest.raises(BulkJournalError, match="there is no run 'other'"):
        BulkRun(DatabaseJournal(journal.url, "other")).status()


def test_the_tables_hold_no_number(journal):
    numbers = [{"to": f"1213555{number:04}"} for number in range(20)]
    sync.send_bulk(Server(), SEND, numbers, journal=journal)
    for table in ("bulk_runs", "bulk_workers", "bulk_chunks"):
        content = repr(execute(journal, f"SELECT * FROM {table} WHERE run = ?", journal.run))
        ids = content.replace("1213555", "id", 20) if table == "bulk_chunks" else content
        assert "1213555" not in ids


# ---- Trouble with the database --------------------------------------------------------------------------------------


def test_a_lost_connection_is_made_anew(postgres):
    journal = DatabaseJournal(postgres, token_hex(4))
    server = Server(0.01)

    def cut():
        for _ in range(10):
            time.sleep(0.03)
            execute(
                journal,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE ? AND pid <> pg_backend_pid()",
                "%bulk_%",
            )

    result, _ = together(
        lambda: sync.send_bulk(server, SEND, rows(400), journal=journal, chunk=10), cut
    )
    assert (result.sent, result.failed, set(server.got.values())) == (400, 0, {1})


def test_a_database_out_of_reach_stops_before_sending():
    journal = DatabaseJournal("postgresql://user:secret@127.0.0.1:1/db", patience=0.2)
    pytest.importorskip("psycopg")
    server = Server()
    with pytest.raises(BulkJournalError, match=r"127\.0\.0\.1:1/db cannot be used") as caught:
        sync.send_bulk(server, SEND, rows(4), journal=journal)
    assert ("secret" in str(caught.value), server.got.total()) == (False, 0)


def test_a_wrong_database_is_refused_at_once(postgres):
    began = time.monotonic()
    with pytest.raises(BulkJournalError, match="does not exist"):
        DatabaseJournal(f"{postgres}x")(BINDING)
    assert time.monotonic() - began < 5


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_may_not_use_the_connection(opened):
    worker = opened()
    child = os.fork()
    if child == 0:
        try:
            worker.claim(0, b"rows", ALL)
        except BulkJournalError:
            os._exit(7)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert worker.claim(0, b"rows", ALL) is None


def test_one_process_waits_for_another_on_sqlite(tmp_path):
    journal = DatabaseJournal(f"sqlite:///{tmp_path / 'run.db'}")
    worker = journal(BINDING)
    holder = sqlite3.connect(tmp_path / "run.db", isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, lambda: holder.execute("ROLLBACK")).start()
    assert worker.claim(0, b"rows", ALL) is None
    worker.close()
    holder.close()


def test_unknown_rows_may_be_sent_again_by_one_worker_only(journal, opened):
    first = opened()
    first.claim(0, b"rows", ALL)
    first.intend(0, range(4))
    first.settle(0, range(4), UNKNOWN * 4)
    second, third = opened(), opened()
    assert second.claim(0, b"rows", ALL).ends == third.claim(0, b"rows", ALL).ends == "uuuu"

    third.intend(0, range(4))
    with pytest.raises(ClaimLostError):
        second.intend(0, range(4))
    third.settle(0, range(4), UNSENT * 4)
    assert third.claim(0, b"rows", ALL).ends == "nnnn"
