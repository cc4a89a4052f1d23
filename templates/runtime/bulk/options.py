"""Plans a bulk run: its options, their checks, and what it raises or returns in the end.

``bulk_steps`` decides what is sent when and what an answer means; ``bulk_sync`` and ``bulk_async`` carry it out.
"""

import itertools
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, TypedDict

from ..core.errors import BulkStoppedError
from ..core.operation import Operation
from ..models.parameters import path_of, query_pairs
from . import chunks as bulk_chunks
from .journal import Journal
from .outcomes import BulkOutcome, BulkProgress, BulkResult, BulkStatus, Tally
from .rate_limit import RateLimit, rate_limit
from .steps import Run


class BulkOptions(TypedDict, total=False):
    """The options every bulk method takes besides the operation's own parameters."""

    concurrency: int
    """Requests at a time; 4 unless told."""
    rate: float | RateLimit | None
    """Rows per second, or a limit shared with other runs."""
    chunk: int | None
    """Rows per request; never more than the API allows, and no more than a second's worth under ``rate``."""
    journal: str | os.PathLike[str] | None
    """A file that remembers what was sent, to go on from after a crash."""
    resend_unknown: bool
    """Send rows again of which an earlier run does not know whether they were sent."""
    on_outcome: Callable[[BulkOutcome[Any]], object] | None
    """Called with each outcome, in the order of the rows."""
    on_progress: Callable[[BulkProgress], object] | None
    """Called after each chunk."""
    keep_outcomes: bool
    """False keeps counts only, so that memory stays flat however many rows there are."""
    dry_run: bool
    """Check every row and send nothing; needs no network and leaves the journal alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choices:
    """The options with their defaults; a misspelt one is refused by the constructor."""

    concurrency: int = 4
    rate: float | RateLimit | None = None
    chunk: int | None = None
    journal: str | os.PathLike[str] | None = None
    resend_unknown: bool = False
    on_outcome: Callable[[BulkOutcome[Any]], object] | None = None
    on_progress: Callable[[BulkProgress], object] | None = None
    keep_outcomes: bool = True
    dry_run: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.concurrency, bool) or not isinstance(self.concurrency, int):
            raise TypeError(f"concurrency must be an int, not {self.concurrency!r}")
        if self.concurrency < 1:
            raise ValueError(f"concurrency must be 1 or more, not {self.concurrency!r}")


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that was asked for, checked."""

    operation: Operation[Any]
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    size: int
    concurrency: int
    limit: RateLimit | None
    journal: str | os.PathLike[str] | None
    resend_unknown: bool
    dry_run: bool
    tally: Tally

    @property
    def window(self) -> int:
        """Chunks under way or waiting for an earlier one; it bounds memory."""
        return 2 * self.concurrency

    def open_journal(self) -> AbstractContextManager[Journal | None]:
        """Take the journal, when one is wanted."""
        if self.journal is None or self.dry_run:
            return nullcontext()
        pairs = query_pairs(self.operation, self.query)
        parameters = repr((path_of(self.operation, self.path), sorted(pairs))).encode()
        return Journal(
            self.journal, operation=self.operation.id, parameters=parameters, chunk=self.size
        )

    def begin(self, journal: Journal | None, wake: Callable[[], None]) -> Run:
        """Make the state that the chunks share; ``wake`` is called when the run halts."""
        return Run(
            self.operation,
            limit=self.limit,
            journal=journal,
            resend_unknown=self.resend_unknown,
            dry=self.dry_run,
            wake=wake,
        )

    def finish(self, run: Run, journal: Journal | None, chunks: int) -> BulkResult[Any]:
        """State the result, or raise with it what stopped the run."""
        result = self.tally.result()
        if run.cause is not None:
            raise BulkStoppedError(result, run.cause) from run.cause
        if journal is not None:
            journal.require_seen(chunks)
        return result


def plan(
    operation: Operation[Any],
    items: object,
    path: Mapping[str, Any] | None,
    query: Mapping[str, Any] | None,
    options: Mapping[str, Any],
) -> Job:
    """Check what is asked for before anything is opened, read or sent."""
    unknown = sorted(set(options) - set(_Choices.__dataclass_fields__))
    if unknown:
        raise TypeError(f"unknown option: {', '.join(unknown)}")
    choices = _Choices(**options)
    bulk_chunks.require_list(operation)
    bulk_chunks.require_rows(items)
    limit = rate_limit(choices.rate)
    return Job(
        operation=operation,
        path=path or {},
        query=query or {},
        size=_chunk_size(operation, choices.chunk, limit),
        concurrency=choices.concurrency,
        limit=limit,
        journal=choices.journal,
        resend_unknown=choices.resend_unknown,
        dry_run=choices.dry_run,
        tally=Tally(
            total=bulk_chunks.length_of(items),
            keep=choices.keep_outcomes,
            on_outcome=choices.on_outcome,
            on_progress=choices.on_progress,
        ),
    )


def _chunk_size(operation: Operation[Any], asked: int | None, limit: RateLimit | None) -> int:
    most = operation.chunk or 1000
    if asked is not None and not 1 <= asked <= most:
        raise ValueError(f"chunk must be from 1 to {most}, not {asked!r}")
    if asked is not None or limit is None:
        return asked or most
    return min(most, max(1, int(limit.rate)))


def unreached(items: object, rows: int) -> Iterator[BulkOutcome[Any]]:
    """The rows that a stopped run never reached, where going through them again costs nothing."""
    if isinstance(items, list | tuple):
        for index, row in enumerate(itertools.islice(items, rows, None), rows):
            yield BulkOutcome(index=index, status=BulkStatus.UNSENT, recipient=row)
