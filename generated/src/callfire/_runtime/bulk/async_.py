"""Carries out a bulk run with tasks of an event loop."""

import asyncio
import inspect
from collections.abc import AsyncIterable, Iterable, Mapping
from functools import partial
from typing import Any, Protocol

from ..core.departure import before_departure_async
from ..core.operation import Operation, PagedOperation
from . import options as bulk
from .chunks import Source
from .coordinator import Command, Finish, Pull, Report, Start, Take, coordinate, drive_async
from .outcomes import BulkResult
from .reconcile import Fetch, Sleep
from .reconcile import reconcile as settle
from .steps import Do, Gate, Pause, Send, Step, Work

__all__ = ["AsyncCaller", "reconcile", "send_bulk"]

GRACE = 5.0
"""Seconds that a cancelled run waits for the requests that have left."""


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

    When the run is cancelled, it waits a few seconds for the requests that have left; the rows of the others are
    unknown.

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
        TypeError: An option or a row has the wrong type, or a name is misspelt.
    """
    job = bulk.plan(client, operation, items, path, query, options)
    wake = asyncio.Event()
    try:
        job.open_journal()
        # The journal is written in threads, and a full disk stops the run from there.
        run = job.begin(partial(_set, asyncio.get_running_loop(), wake))
        source = Source(items, job.size)
        tasks = _Tasks(client, job, wake, source)
        result: BulkResult[Any] = await drive_async(coordinate(job, run, source), tasks.do)
        job.close_journal()
    except BaseException as error:
        job.attach(error)
        job.close_journal()
        raise
    return result


async def reconcile(
    client: Any,
    operation: Operation[Any],
    find: PagedOperation[Any],
    what: Any,
    rows: Iterable[Any] | None = None,
    **options: Any,
) -> BulkResult[Any]:
    """Find out which unknown rows were sent; see ``bulk.reconcile.reconcile``."""
    clock = client._options.clock  # noqa: SLF001 - the runtime is one

    async def do(step: Fetch | Sleep) -> Any:
        match step:
            case Fetch(query):
                return await client.call(find, query=query)
            case Sleep(seconds):
                return await clock.sleep_async(seconds)

    todo = settle(client, operation, find, what, rows, clock.now(), options)
    result: BulkResult[Any] = await drive_async(todo, do)
    return result


class _Tasks:
    """Does what a run asks for."""

    def __init__(
        self,
        client: AsyncCaller,
        job: bulk.Job,
        wake: asyncio.Event,
        source: Source,
    ) -> None:
        self._client = client
        self._job = job
        self._wake = wake
        self._source = source
        self._announces = getattr(client, "_announces_departure", False)
        self._slots = asyncio.Semaphore(job.concurrency)

    async def do(self, command: Command) -> Any:
        match command:
            case Pull():
                return await self._source.take_async()
            case Start(work):
                return asyncio.create_task(self._work(work))
            case Take(handle):
                # To await the task itself would cancel it along with this run.
                await asyncio.wait([handle])
                return handle.result()
            case Report(returned):
                if inspect.isawaitable(returned):
                    await returned
            case Finish(handles):
                await _finish(handles)
        return None

    async def _work(self, work: Work) -> None:
        async with self._slots:
            await drive_async(work.steps(), self._step)

    async def _open(self, gate: Gate) -> None:
        if self._job.journal is None:
            gate.open()
        else:
            await asyncio.to_thread(gate.open)

    async def _call(self, rows: list[Any]) -> Any:
        job = self._job
        return await self._client.call(job.operation, path=job.path, query=job.query, body=rows)

    async def _step(self, step: Step) -> Any:
        match step:
            case Pause(seconds):
                await _wait(self._wake, seconds)
            case Do(action):
                return await asyncio.to_thread(action)
            case Send(rows, gate):
                if self._announces:
                    with before_departure_async(partial(self._open, gate)):
                        return await self._call(rows)
                await self._open(gate)
                return await self._call(rows)
        return None


def _set(loop: asyncio.AbstractEventLoop, event: asyncio.Event) -> None:
    loop.call_soon_threadsafe(event.set)


async def _finish(tasks: list[asyncio.Task[None]]) -> None:
    try:
        if tasks:
            await asyncio.wait(tasks, timeout=GRACE)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    if seconds > 0:
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            return
