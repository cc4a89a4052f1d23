"""Carries out a bulk run with tasks of an event loop."""

import asyncio
import inspect
from collections import deque
from collections.abc import AsyncIterable, Iterable, Mapping
from contextlib import aclosing
from typing import Any, Protocol

from ..core.operation import Operation
from . import chunks as bulk_chunks
from . import options as bulk
from .outcomes import BulkOutcome, BulkResult, Tally
from .steps import Pause, Run, Send, Step, Steps, Write, steps

GRACE = 5.0
"""Seconds that a cancelled run gives the requests in flight to come back."""


class AsyncCaller(Protocol):
    """What a run needs of a client."""

    async def call(
        self,
        operation: Operation[Any],
        *,
        path: Mapping[str, Any] = ...,
        query: Mapping[str, Any] = ...,
        body: Any = ...,
    ) -> Any:
        """Carry out an operation."""
        ...


async def send_bulk(
    client: AsyncCaller,
    operation: Operation[Any],
    items: Iterable[Any] | AsyncIterable[Any],
    *,
    path: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    **options: Any,
) -> BulkResult[Any]:
    """Send rows in chunks, a few requests at a time.

    When the run is cancelled, requests in flight get a few seconds to come back; those that do not are unknown.

    Args:
        client: Whose ``call`` sends a chunk.
        operation: An operation whose body is a list.
        items: The rows, read as the run goes on; async iterables too.
        path: Values of the path's parameters.
        query: Values of the query's parameters.
        options: See ``BulkOptions``; callbacks may be coroutine functions.

    Returns:
        A count for each status, and the outcomes in the order of the rows.

    Raises:
        BulkStoppedError: The run had to stop; it carries the result so far.
        BulkJournalError: The journal is in use, damaged, or belongs to other rows.
    """
    job = bulk.plan(operation, items, path, query, options)
    wake = asyncio.Event()
    with job.open_journal() as journal:
        run = job.begin(journal, wake.set)
        size = journal.chunk if journal is not None else job.size
        chunks = await _Coordinator(client, job, run, wake).run(items, size)
        if run.halted:
            await _absorb(job.tally, bulk.unreached(items, job.tally.rows))
        return job.finish(run, journal, chunks)


class _Coordinator:
    """Feeds chunks to tasks, and takes their outcomes back in order."""

    def __init__(self, client: AsyncCaller, job: bulk.Job, run: Run, wake: asyncio.Event) -> None:
        self._client = client
        self._job = job
        self._run = run
        self._wake = wake
        self._slots = asyncio.Semaphore(job.concurrency)
        self._pending: deque[asyncio.Task[list[BulkOutcome[Any]]]] = deque()

    async def run(self, items: Iterable[Any] | AsyncIterable[Any], size: int) -> int:
        """Go through the rows; returns how many chunks there were."""
        number = 0
        try:
            async with aclosing(bulk_chunks.cut_async(items, size)) as groups:
                async for rows in groups:
                    work = self._work(number, number * size, rows)
                    self._pending.append(asyncio.create_task(work))
                    number += 1
                    await self._collect(self._job.window - 1)
                    if self._run.halted:
                        break
            await self._collect(0)
        except BaseException as error:
            self._run.halt()
            await self._land()
            await self._rescue(error)
            raise
        return number

    async def _collect(self, most: int) -> None:
        """Take the outcomes that are ready, and wait until no more chunks than this are open."""
        while self._pending and (len(self._pending) > most or self._pending[0].done()):
            # Waiting for the task itself would cancel it along with this run.
            await asyncio.wait([self._pending[0]])
            outcomes = self._pending[0].result()
            self._pending.popleft()
            await _absorb(self._job.tally, outcomes)

    async def _land(self) -> None:
        """Let requests in flight come back, but not for long."""
        try:
            if self._pending:
                await asyncio.wait(self._pending, timeout=GRACE)
        finally:
            for task in self._pending:
                task.cancel()
            await asyncio.gather(*self._pending, return_exceptions=True)

    async def _rescue(self, error: BaseException) -> None:
        """Report what was in flight when the run broke off, and note on the error how far it had come."""
        for task in self._pending:
            if not task.cancelled() and not task.exception():
                await _absorb(self._job.tally, task.result())
        error.add_note(f"the bulk run was broken off at {self._job.tally.result()}")

    async def _work(self, number: int, start: int, rows: tuple[Any, ...]) -> list[BulkOutcome[Any]]:
        async with self._slots:
            chunk = bulk_chunks.check(self._job.operation, number, start, rows)
            return await self._drive(steps(chunk, self._run))

    async def _drive(self, todo: Steps) -> list[BulkOutcome[Any]]:
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
                reply = await self._do(step)
            except Exception as caught:  # noqa: BLE001 - the steps decide what it means
                error = caught

    async def _do(self, step: Step) -> Any:
        match step:
            case Pause(seconds):
                await _wait(self._wake, seconds)
            case Write(action):
                await asyncio.to_thread(action)
            case Send(rows):
                job = self._job
                return await self._client.call(
                    job.operation, path=job.path, query=job.query, body=rows
                )
        return None


async def _wait(event: asyncio.Event, seconds: float) -> None:
    if seconds > 0:
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            return


async def _absorb(tally: Tally, outcomes: Iterable[BulkOutcome[Any]]) -> None:
    try:
        for returned in tally.absorb(outcomes):
            if inspect.isawaitable(returned):
                await returned
    except BaseException:
        tally.silence()
        raise
