"""Carries out a bulk run with threads."""

import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, Protocol

from ..core.departure import before_departure
from ..core.operation import Operation, PagedOperation
from . import options as bulk
from .chunks import Source
from .coordinator import Command, Finish, Pull, Start, Take, coordinate, drive
from .outcomes import BulkResult, attach
from .reconcile import Fetch, Sleep
from .reconcile import reconcile as settle
from .steps import Pause, Send, Step, Write

__all__ = ["Caller", "reconcile", "send_bulk"]


class Caller(Protocol):
    """What a run needs of a client."""

    def call(
        self,
        operation: Operation[Any],
        *,
        path: Mapping[str, Any] = ...,
        query: Mapping[str, Any] = ...,
        body: Any = ...,
    ) -> Any:
        """Carry out an operation."""
        ...


def send_bulk(
    client: Caller,
    operation: Operation[Any],
    items: Iterable[Any],
    *,
    path: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    **options: Any,
) -> BulkResult[Any]:
    """Send rows in chunks, a few requests at a time.

    When the run is interrupted, it waits for the requests that have left; a second interruption ends the wait.

    Args:
        client: Whose ``call`` sends a chunk.
        operation: An operation whose body is a list.
        items: The rows, read as the run goes on.
        path: Values of the path's parameters.
        query: Values of the query's parameters.
        options: See ``BulkOptions``.

    Returns:
        A count for each status, and the outcomes in the order of the rows.

    Raises:
        BulkStoppedError: The run had to stop; it carries the result so far.
        BulkJournalError: The journal is in use, damaged, or belongs to other rows.
        TypeError: An option or a row has the wrong type, or a name is misspelt.
    """
    job = bulk.plan(client, operation, items, path, query, options)
    wake = threading.Event()
    threads: _Threads | None = None
    try:
        job.open_journal()
        run = job.begin(wake.set)
        source = Source(items, job.size)
        threads = _Threads(client, job, wake, source)
        result: BulkResult[Any] = drive(coordinate(job, run, source), threads.do)
        threads.close()
    except BaseException as error:
        if threads is not None:
            threads.close()
        if not isinstance(getattr(error, "result", None), BulkResult) and job.tally.rows:
            attach(error, job.tally.result())
        raise
    finally:
        job.close_journal()
    return result


def reconcile(
    client: Any,
    operation: Operation[Any],
    find: PagedOperation[Any],
    what: Any,
    rows: Iterable[Any] | None = None,
    **options: Any,
) -> BulkResult[Any]:
    """Find out which unknown rows were sent; see ``bulk.reconcile.reconcile``."""
    clock = client._options.clock  # noqa: SLF001 - the runtime is one

    def do(step: Fetch | Sleep) -> Any:
        match step:
            case Fetch(query):
                return client.call(find, query=query)
            case Sleep(seconds):
                return clock.sleep(seconds)

    todo = settle(client, operation, find, what, rows, clock.now(), options)
    result: BulkResult[Any] = drive(todo, do)
    return result


class _Threads:
    """Does what a run asks for."""

    def __init__(
        self, client: Caller, job: bulk.Job, wake: threading.Event, source: Source
    ) -> None:
        self._client = client
        self._job = job
        self._wake = wake
        self._source = source
        self._announces = getattr(client, "_announces_departure", False)
        self._pool = ThreadPoolExecutor(job.concurrency, "bulk")

    def close(self) -> None:
        """End the threads; those whose request was given up end when it does."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def do(self, command: Command) -> Any:
        match command:
            case Pull():
                return self._source.take()
            case Start(work):
                return self._pool.submit(drive, work.steps(), self._step)
            case Take(handle):
                return handle.result()
            case Finish(handles):
                wait(handles)
        return None

    def _call(self, rows: list[Any]) -> Any:
        job = self._job
        return self._client.call(job.operation, path=job.path, query=job.query, body=rows)

    def _step(self, step: Step) -> Any:
        match step:
            case Pause(seconds):
                self._wake.wait(seconds)
            case Write(action):
                action()
            case Send(rows, gate):
                if self._announces:
                    with before_departure(gate.open):
                        return self._call(rows)
                gate.open()
                return self._call(rows)
        return None
