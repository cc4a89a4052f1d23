"""Carries out a bulk run with threads."""

import threading
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from ..core.departure import before_departure
from ..core.operation import Operation, PagedOperation
from . import options as bulk
from .chunks import Source
from .coordinator import Command, Finish, Pull, Start, Take, coordinate, drive
from .outcomes import BulkResult
from .reconcile import Fetch, Sleep
from .reconcile import reconcile as settle
from .steps import Do, Pause, Run, Send, Step, Work

__all__ = ["Caller", "reconcile", "send_bulk"]

_SLICE = 0.05
"""Seconds after which a thread that waits looks whether the run has stopped."""


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
    threads: _Threads | None = None
    try:
        job.open_journal()
        run = job.begin(lambda: None)
        source = Source(items, job.size)
        threads = _Threads(client, job, run, source)
        result: BulkResult[Any] = drive(coordinate(job, run, source), threads.do)
        threads.close()
        job.close_journal()
    except BaseException as error:
        job.attach(error)
        if threads is not None:
            threads.close()
        job.close_journal()
        raise
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


class _Handle:
    """A chunk that a thread works on."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.begun = False
        self.ended = False
        self.error: BaseException | None = None

    def done(self) -> bool:
        """Whether it has ended."""
        return self.ended


class _Threads:
    """Does what a run needs done, with threads of its own.

    The main thread waits in ``SimpleQueue`` only: Ctrl-C in the locks of ``concurrent.futures`` can leave them locked
    for ever. The threads are daemons, so that a request that was given up does not hold the process.
    """

    def __init__(self, client: Caller, job: bulk.Job, run: Run, source: Source) -> None:
        self._client = client
        self._job = job
        self._run = run
        self._source = source
        self._announces = getattr(client, "_announces_departure", False)
        self._todo: SimpleQueue[_Handle | None] = SimpleQueue()
        self._ended: SimpleQueue[None] = SimpleQueue()
        self._threads = 0

    def close(self) -> None:
        """End the threads; one whose request was given up ends when that does."""
        for _ in range(self._threads):
            self._todo.put(None)

    def do(self, command: Command) -> Any:
        match command:
            case Pull():
                return self._source.take()
            case Start(work):
                return self._start(work)
            case Take(handle):
                while not handle.ended:
                    self._ended.get()
                if handle.error is not None:
                    raise handle.error
            case Finish(handles):
                # The run has stopped, so what no thread has begun will not be sent any more.
                while any(each.begun and not each.ended for each in handles):
                    with suppress(Empty):
                        self._ended.get(timeout=0.1)
        return None

    def _start(self, work: Work) -> _Handle:
        handle = _Handle(work)
        self._todo.put(handle)
        if self._threads < self._job.concurrency:
            self._threads += 1
            threading.Thread(target=self._serve, name=f"bulk_{self._threads}", daemon=True).start()
        return handle

    def _serve(self) -> None:
        while (handle := self._todo.get()) is not None:
            handle.begun = True
            try:
                drive(handle.work.steps(), self._step)
            except BaseException as error:  # noqa: BLE001 - the main thread raises it
                handle.error = error
            handle.ended = True
            # A thread that waits for its next chunk must not keep the rows of its last one.
            del handle
            self._ended.put(None)

    def _pause(self, seconds: float) -> None:
        """Wait, or less when the run stops."""
        end = time.monotonic() + seconds
        while not self._run.halted and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, _SLICE))

    def _call(self, rows: list[Any]) -> Any:
        job = self._job
        return self._client.call(job.operation, path=job.path, query=job.query, body=rows)

    def _step(self, step: Step) -> Any:
        match step:
            case Pause(seconds):
                self._pause(seconds)
            case Do(action):
                return action()
            case Send(rows, gate):
                if self._announces:
                    with before_departure(gate.open):
                        return self._call(rows)
                gate.open()
                return self._call(rows)
        return None
