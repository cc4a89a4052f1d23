"""Decides the order of a bulk run: which chunk is read when, and what is reported when, however the run ends.

Like the steps of a chunk, it yields what is to be done next. ``drive`` does it in threads, ``drive_async`` in tasks;
both carry out the steps of a chunk too.
"""

import inspect
from collections import deque
from collections.abc import Awaitable, Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

from .chunks import Source
from .options import Job
from .outcomes import BulkOutcome, BulkResult, Tally, attach
from .steps import Run, Work

__all__ = [
    "Command",
    "Finish",
    "Pull",
    "Report",
    "Start",
    "Take",
    "coordinate",
    "drive",
    "drive_async",
]


@dataclass(frozen=True, slots=True)
class Pull:
    """Return the next rows, None at the end of the input."""


@dataclass(frozen=True, slots=True)
class Start:
    """Begin to work on a chunk; return its handle."""

    work: Work


@dataclass(frozen=True, slots=True)
class Take:
    """Wait until a chunk has ended."""

    handle: Any


@dataclass(frozen=True, slots=True)
class Report:
    """Await what a callback returned, if it can be awaited."""

    returned: object


@dataclass(frozen=True, slots=True)
class Finish:
    """Wait for requests that have left, but not for ever."""

    handles: list[Any]


Command: TypeAlias = Pull | Start | Take | Report | Finish


def coordinate(job: Job, run: Run, source: Source) -> Generator[Command, Any, BulkResult[Any]]:
    """Carry a run to its end.

    Returns:
        A count for each status, and the outcomes in the order of the rows.

    Raises:
        BulkStoppedError: The run had to stop; it carries the result.
        BaseException: What the input or a callback raised, or what interrupted the run; it carries the result too.
    """
    pending: deque[Work] = deque()
    chunks = 0
    try:
        while not run.halted:
            rows = yield Pull()
            if rows is None:
                break
            work = Work(job.rows.check(chunks, chunks * job.size, rows), run)
            # Before it starts, so that no interruption can lose sight of it.
            pending.append(work)
            source.advance()
            work.handle = yield Start(work)
            chunks += 1
            yield from _collect(job.tally, pending, job.window - 1)
        yield from _collect(job.tally, pending, 0)
        if run.halted:
            outcomes = job.unreached(job.tally.rows, *source.waiting, run.cause)
            yield from _absorb(job.tally, outcomes)
    except BaseException as error:
        run.halt()
        yield from _rescue(job, pending, source)
        attach(error, job.tally.result())
        raise
    finally:
        job.report()
    return job.finish(run, chunks)


def _collect(tally: Tally, pending: deque[Work], most: int) -> Generator[Command, Any, None]:
    """Report the chunks that have ended, and wait until no more than so many are open."""
    while pending and (len(pending) > most or pending[0].handle.done()):
        yield Take(pending[0].handle)
        yield from _absorb(tally, pending[0].outcomes())
        pending.popleft()


def _absorb(tally: Tally, outcomes: Iterable[BulkOutcome[Any]]) -> Generator[Command, Any, None]:
    try:
        for returned in tally.absorb(outcomes):
            if returned is not None:
                yield Report(returned)
    except Exception:
        # A callback has failed: it is not called again.
        tally.silence()
        raise


def _rescue(job: Job, pending: deque[Work], source: Source) -> Generator[Command, Any, None]:
    """Report every row that was on its way, whatever else goes wrong meanwhile."""
    with suppress(BaseException):  # A second interruption ends the wait, not the report.
        yield Finish([work.handle for work in pending if work.handle is not None])
    for calls_back in (True, False, False, False):
        # Absorbing is begun anew after an interruption, and passes over what it has had.
        with suppress(BaseException):
            outcomes = [outcome for work in pending for outcome in work.outcomes()]
            stop = pending[-1].stop if pending else job.tally.rows
            outcomes += job.unreached(stop, *source.waiting, None)
            if not calls_back:
                job.tally.silence()
            yield from _absorb(job.tally, outcomes)
            return


def drive(todo: Generator[Any, Any, Any], do: Callable[[Any], Any]) -> Any:
    """Carry out what a generator asks for, in this thread."""
    reply: Any = None
    error: BaseException | None = None
    while True:
        try:
            step = todo.send(reply) if error is None else todo.throw(error)
            reply = error = None
            reply = do(step)
        except StopIteration as stop:
            if inspect.getgeneratorstate(todo) == inspect.GEN_CLOSED:
                return stop.value
            error = stop
        except BaseException as caught:
            if inspect.getgeneratorstate(todo) == inspect.GEN_CLOSED:
                raise
            error = caught


async def drive_async(todo: Generator[Any, Any, Any], do: Callable[[Any], Awaitable[Any]]) -> Any:
    """Carry out what a generator asks for, in this task."""
    reply: Any = None
    error: BaseException | None = None
    while True:
        try:
            step = todo.send(reply) if error is None else todo.throw(error)
            reply = error = None
            reply = await do(step)
        except StopIteration as stop:
            if inspect.getgeneratorstate(todo) == inspect.GEN_CLOSED:
                return stop.value
            error = stop
        except BaseException as caught:
            if inspect.getgeneratorstate(todo) == inspect.GEN_CLOSED:
                raise
            error = caught
