"""Sends the parts of a bulk run on workers of a task queue, which may carry out the same part twice.

A queue such as Celery or Dask runs a task again when its worker was lost or was only slow. The journal makes that
safe: a row belongs to one worker at a time, and what is sent is skipped.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, NoReturn, Protocol, TypeVar

from ..core.errors import BulkJournalError, BulkStoppedError
from .database_journal import DatabaseJournal
from .outcomes import BulkResult

__all__ = ["CELERY_OPTIONS", "CeleryTask", "bulk_parts", "send_part", "send_part_in_celery"]

RowT = TypeVar("RowT")

CELERY_OPTIONS: Final[Mapping[str, Any]] = {
    "bind": True,
    "acks_late": True,
    "reject_on_worker_lost": True,
    "max_retries": None,
}
"""The options of a Celery task that calls ``send_part_in_celery``: the broker keeps it until it has ended."""


class CeleryTask(Protocol):
    """What is needed of a Celery task: it can put itself off."""

    def retry(self, *, exc: Exception | None = ..., countdown: float | None = ...) -> NoReturn:
        """Raise what makes Celery run the task again later."""
        ...


def bulk_parts(rows: Iterable[RowT], size: int) -> Iterator[tuple[int, list[RowT]]]:
    """Cut rows into numbered parts, one for each task.

    The same rows give the same parts, so that parts can be made again after a crash.

    Args:
        rows: The rows, in an order that does not change.
        size: Rows in a part. Some hundred to some ten thousand; a part is read by its worker as a whole.

    Yields:
        The number of each part, and its rows.

    Raises:
        ValueError: The size is not positive.
    """
    if size < 1:
        raise ValueError(f"size must be 1 or more, not {size!r}")
    source = iter(rows)
    number = 0
    while group := list(islice(source, size)):
        yield number, group
        number += 1


def send_part(
    send: Callable[..., BulkResult[Any]],
    rows: Iterable[Any],
    *,
    journal: DatabaseJournal,
    **options: Any,
) -> BulkResult[Any]:
    """Send a part to its end; while another worker has rows of it in hand, wait for that.

    A task of Dask, or of any other engine whose tasks may block, calls this. It can be called again and again, on any
    machine and at the same time.

    Args:
        send: The bulk method of a client, such as ``client.texts.send_bulk``. The client must be made in this process.
        rows: The rows of the part.
        journal: The journal, with the number of the part.
        options: Further options of the method, such as ``rate``.

    Returns:
        A count for each status, and the outcomes. No row is ``claimed``.

    Raises:
        BulkStoppedError: The run had to stop, or was cancelled.
        BulkJournalError: The journal cannot be used, or belongs to other rows.
    """
    rows = list(rows)
    while True:
        result = send(rows, journal=journal, **options)
        if not result.claimed:
            return result
        time.sleep(min(journal.lease, _LOOK))


_LOOK = 2.0
"""Seconds between two looks at rows that another worker has."""


def send_part_in_celery(
    task: CeleryTask,
    send: Callable[..., BulkResult[Any]],
    rows: Iterable[Any],
    *,
    journal: DatabaseJournal,
    **options: Any,
) -> dict[str, int]:
    """Send a part in a Celery task, and put the task off while that cannot be done.

    The task is put off, and its worker is free, while another worker has rows of the part in hand, and after anything that
    stopped the run before its end, such as a connection that cannot be opened. It is not put off after the run was
    cancelled, nor when the journal is damaged or belongs to other rows. The task needs the options ``CELERY_OPTIONS``.

    Args:
        task: The task, which is its function's first argument.
        send: The bulk method of a client, such as ``client.texts.send_bulk``. The client must be made in the task.
        rows: The rows of the part.
        journal: The journal, with the number of the part.
        options: Further options of the method, such as ``rate``.

    Returns:
        How many rows ended in each status.

    Raises:
        BulkCancelledError: The run was cancelled.
        BulkJournalError: The journal cannot be used, or belongs to other rows.
    """
    try:
        result = send(rows, journal=journal, keep_outcomes=False, **options)
    except BulkStoppedError as stopped:
        if isinstance(stopped.cause, BulkJournalError) and not stopped.cause.is_transient:
            raise stopped.cause from stopped
        task.retry(exc=stopped, countdown=journal.lease)
    except BulkJournalError as error:
        if not error.is_transient:
            raise
        task.retry(exc=error, countdown=journal.lease)
    if result.claimed:
        task.retry(countdown=journal.lease)
    names = ("sent", "rejected", "unknown", "skipped", "unsent", "duplicate")
    return {name: getattr(result, name) for name in names}
