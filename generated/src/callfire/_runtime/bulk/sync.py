"""Carries out a bulk run with threads."""

import threading
from collections import deque
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol, TypeAlias

from ..core.operation import Operation
from . import chunks as bulk_chunks
from . import options as bulk
from .outcomes import BulkOutcome, BulkResult, Tally
from .steps import Pause, Run, Send, Step, Steps, Write, steps

_Pending: TypeAlias = deque[Future[list[BulkOutcome[Any]]]]


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
    """
    job = bulk.plan(operation, items, path, query, options)
    wake = threading.Event()
    with job.open_journal() as journal:
        run = job.begin(journal, wake.set)
        size = journal.chunk if journal is not None else job.size
        chunks = _Coordinator(client, job, run, wake).run(items, size)
        if run.halted:
            _absorb(job.tally, bulk.unreached(items, job.tally.rows))
        return job.finish(run, journal, chunks)


class _Coordinator:
    """Feeds chunks to threads, and takes their outcomes back in order."""

    def __init__(self, client: Caller, job: bulk.Job, run: Run, wake: threading.Event) -> None:
        self._client = client
        self._job = job
        self._run = run
        self._wake = wake
        self._pending: _Pending = deque()

    def run(self, items: Iterable[Any], size: int) -> int:
        """Go through the rows; returns how many chunks there were."""
        number = 0
        with ThreadPoolExecutor(self._job.concurrency, "bulk") as pool:
            try:
                for number, rows in enumerate(bulk_chunks.cut(items, size), 1):
                    chunk = (number - 1, (number - 1) * size, rows)
                    self._pending.append(pool.submit(self._work, *chunk))
                    self._collect(self._job.window - 1)
                    if self._run.halted:
                        break
                self._collect(0)
            except BaseException as error:
                self._run.halt()
                pool.shutdown(wait=True)
                self._rescue(error)
                raise
        return number

    def _collect(self, most: int) -> None:
        """Take the outcomes that are ready, and wait until no more chunks than this are open."""
        while self._pending and (len(self._pending) > most or self._pending[0].done()):
            outcomes = self._pending[0].result()
            self._pending.popleft()
            _absorb(self._job.tally, outcomes)

    def _rescue(self, error: BaseException) -> None:
        """Report what was in flight when the run broke off, and note on the error how far it had come."""
        for future in self._pending:
            if not future.exception():
                _absorb(self._job.tally, future.result())
        error.add_note(f"the bulk run was broken off at {self._job.tally.result()}")

    def _work(self, number: int, start: int, rows: tuple[Any, ...]) -> list[BulkOutcome[Any]]:
        chunk = bulk_chunks.check(self._job.operation, number, start, rows)
        return self._drive(steps(chunk, self._run))

    def _drive(self, todo: Steps) -> list[BulkOutcome[Any]]:
        reply: Any = None
        error: Exception | None = None
        while True:
            try:
                step = todo.send(reply) if error is None else todo.throw(error)
            except StopIteration as stop:
                outcomes: list[BulkOutcome[Any]] = stop.value
                return outcomes
            reply, error = None, None
            try:
                reply = self._do(step)
            except Exception as caught:  # noqa: BLE001 - the steps decide what it means
                error = caught

    def _do(self, step: Step) -> Any:
        match step:
            case Pause(seconds):
                self._wake.wait(seconds)
            case Write(action):
                action()
            case Send(rows):
                job = self._job
                return self._client.call(job.operation, path=job.path, query=job.query, body=rows)
        return None


def _absorb(tally: Tally, outcomes: Iterable[BulkOutcome[Any]]) -> None:
    try:
        deque(tally.absorb(outcomes), maxlen=0)
    except BaseException:
        tally.silence()
        raise
