"""Parts on task queues: cut the same way each time, waited for or put off while another worker has them."""

import itertools

import pytest
from runtime.bulk.database_journal import DatabaseJournal
from runtime.bulk.outcomes import BulkResult
from runtime.bulk.workers import CELERY_OPTIONS, bulk_parts, send_part, send_part_in_celery
from runtime.core.errors import (
    BulkCancelledError,
    BulkJournalError,
    BulkJournalMismatchError,
    BulkStoppedError,
    SharedRateLimitError,
    TransportError,
)

JOURNAL = DatabaseJournal("sqlite:///run.db", part=3, lease=7)


class PutOffError(Exception):
    """What Celery raises to run a task again."""


class Task:
    def retry(self, *, exc=None, countdown=None):
        raise PutOffError(exc, countdown)


class Send:
    """A bulk method that returns or raises one after the other."""

    def __init__(self, *ends):
        self.ends = iter(ends)
        self.calls = []

    def __call__(self, rows, **options):
        self.calls.append((rows, options))
        end = next(self.ends)
        if isinstance(end, Exception):
            raise end
        return end


def test_parts_are_numbered_and_the_same_each_time():
    assert list(bulk_parts("abcdefg", 3)) == [
        (0, ["a", "b", "c"]),
        (1, ["d", "e", "f"]),
        (2, ["g"]),
    ]
    assert list(bulk_parts(iter(()), 3)) == []
    endless = bulk_parts(itertools.count(), 2)
    assert [next(endless) for _ in range(2)] == [(0, [0, 1]), (1, [2, 3])]
    with pytest.raises(ValueError, match="size must be 1 or more"):
        next(bulk_parts("abc", 0))


def test_a_part_is_waited_for(monkeypatch):
    waited = []
    monkeypatch.setattr("runtime.bulk.workers.time.sleep", waited.append)
    send = Send(BulkResult(sent=1, claimed=2), BulkResult(claimed=1), BulkResult(skipped=3))
    result = send_part(send, iter("abc"), journal=JOURNAL, rate=5)

    assert (result.skipped, waited) == (3, [2.0, 2.0])
    assert send.calls == [(["a", "b", "c"], {"journal": JOURNAL, "rate": 5})] * 3


def test_a_celery_task_returns_counts():
    send = Send(BulkResult(sent=1, skipped=1, rejected=1))
    counts = send_part_in_celery(Task(), send, ["a"], journal=JOURNAL)
    assert counts == {
        "sent": 1,
        "rejected": 1,
        "unknown": 0,
        "skipped": 1,
        "unsent": 0,
        "duplicate": 0,
    }
    assert send.calls[0][1]["keep_outcomes"] is False


STOPPED = BulkResult(unsent=3)


@pytest.mark.parametrize(
    "end",
    [
        BulkResult(sent=1, claimed=1),
        BulkStoppedError(STOPPED, TransportError("no connection")),
        BulkStoppedError(STOPPED, SharedRateLimitError("no Redis")),
        BulkStoppedError(STOPPED, BulkJournalError("no database", is_transient=True)),
        BulkJournalError("no database", is_transient=True),
    ],
)
def test_a_celery_task_is_put_off(end):
    with pytest.raises(PutOffError) as caught:
        send_part_in_celery(Task(), Send(end), ["a"], journal=JOURNAL)
    assert caught.value.args == (end if isinstance(end, Exception) else None, 7)


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        (BulkStoppedError(STOPPED, BulkCancelledError("cancelled")), BulkCancelledError),
        (BulkStoppedError(STOPPED, BulkJournalError("damaged")), BulkJournalError),
        (BulkJournalMismatchError("other rows"), BulkJournalMismatchError),
        (BulkJournalError("damaged"), BulkJournalError),
    ],
)
def test_a_celery_task_that_cannot_go_on_fails(end, kind):
    with pytest.raises(kind):
        send_part_in_celery(Task(), Send(end), ["a"], journal=JOURNAL)


def test_the_options_are_those_of_celery():
    celery = pytest.importorskip("celery")
    app = celery.Celery("test")

    @app.task(**CELERY_OPTIONS)
    def task(_self):
        return 1

    assert (task.acks_late, task.reject_on_worker_lost, task.max_retries) == (True, True, None)
    assert task() == 1
