"""Plans a bulk run: its options, their checks, and what it returns or raises in the end."""

import itertools
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypedDict, cast

from ..core.errors import BulkStoppedError
from ..core.operation import Operation
from ..models.encode import encode_body
from ..models.parameters import path_of, query_pairs
from .chunks import Rows, length_of
from .database import is_database
from .file_journal import FileJournal
from .journal import Journal, JournalBinding, OpenJournal
from .outcomes import BulkOutcome, BulkProgress, BulkResult, BulkStatus, Tally, attach
from .rate_limit import RateLimit, rate_limit
from .row_results import not_reached
from .steps import Held, Run

__all__ = ["BulkOptions", "Job", "binding", "opener", "plan"]

JOURNAL_CHUNK = 50
"""Default rows per request with a journal: a kill leaves as many rows unknown as were in the requests."""

_log = logging.getLogger(__name__)


class BulkOptions(TypedDict, total=False):
    """The options that every bulk method takes besides the operation's own parameters.

    Attributes:
        concurrency: Requests at a time. Default: 4.
        rate: Rows per second, or a limit shared with other runs. Default: no limit.
        chunk: Rows per request. Default: what the API allows; 50 with a journal; a second's worth
            under ``rate``.
        journal: Remembers what was sent, to go on after a crash: a file, which must not exist or be
            a journal; the URL of a database, ``sqlite:///FILE`` or
            ``postgresql://USER@HOST/DATABASE``, which several workers may share; or a
            ``DatabaseJournal``.
        resend_unknown: Whether rows are sent again of which an earlier run does not know whether
            they were sent. Default: False.
        dedupe: Whether a row that equals an earlier one is left out; they are compared as they are
            sent. Default: False.
        on_outcome: Called with each outcome, in the order of the rows.
        on_progress: Called after each chunk.
        keep_outcomes: False keeps counts only, so that memory stays flat however many rows there
            are. Default: True.
        dry_run: Check every row and send nothing; needs no network and leaves the journal alone.
            Default: False.
    """

    concurrency: int
    """Requests at a time. Default: 4."""
    rate: float | RateLimit | None
    """Rows per second, or a limit shared with other runs. Default: no limit."""
    chunk: int | None
    """Rows per request. Default: what the API allows; 50 with a journal; a second's worth under ``rate``."""
    journal: str | os.PathLike[str] | OpenJournal | None
    """Remembers what was sent, to go on after a crash: a file, which must not exist or be a journal; the URL of a
    database, ``sqlite:///FILE`` or ``postgresql://USER@HOST/DATABASE``, which several workers may share; or a
    ``DatabaseJournal``."""
    resend_unknown: bool
    """Whether rows are sent again of which an earlier run does not know whether they were sent. Default: False."""
    dedupe: bool
    """Whether a row that equals an earlier one is left out; they are compared as they are sent. Default: False."""
    on_outcome: Callable[[BulkOutcome[Any]], object] | None
    """Called with each outcome, in the order of the rows."""
    on_progress: Callable[[BulkProgress], object] | None
    """Called after each chunk."""
    keep_outcomes: bool
    """False keeps counts only, so that memory stays flat however many rows there are. Default: True."""
    dry_run: bool
    """Check every row and send nothing; needs no network and leaves the journal alone. Default: False."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choices:
    """The options with their defaults."""

    concurrency: int = 4
    rate: float | RateLimit | None = None
    chunk: int | None = None
    journal: str | os.PathLike[str] | OpenJournal | None = None
    resend_unknown: bool = False
    dedupe: bool = False
    on_outcome: Callable[[BulkOutcome[Any]], object] | None = None
    on_progress: Callable[[BulkProgress], object] | None = None
    keep_outcomes: bool = True
    dry_run: bool = False

    def __post_init__(self) -> None:
        _require_count("concurrency", self.concurrency)
        if self.chunk is not None:
            _require_count("chunk", self.chunk)
        for name in ("resend_unknown", "dedupe", "keep_outcomes", "dry_run"):
            if not isinstance(getattr(self, name), bool):
                raise TypeError(f"{name} must be True or False, not {getattr(self, name)!r}")
        for name in ("on_outcome", "on_progress"):
            if not (getattr(self, name) is None or callable(getattr(self, name))):
                raise TypeError(f"{name} must be a function, not {getattr(self, name)!r}")


@dataclass(slots=True)
class Job:
    """The options and arguments of a run, checked.

    Attributes:
        size: Rows in a chunk; the journal's, where there is one.
        journal: The journal, once it is open.
    """

    operation: Operation[Any]
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    items: object
    rows: Rows
    size: int
    concurrency: int
    limit: RateLimit | None
    opens: Callable[[], Journal] | None
    resend_unknown: bool
    dry_run: bool
    tally: Tally
    held: Held
    journal: Journal | None = None

    @property
    def window(self) -> int:
        """Chunks under way or waiting for an earlier one; it bounds memory."""
        return 2 * self.concurrency

    def open_journal(self) -> None:
        """Open the journal, when one is wanted."""
        if self.opens is not None and not self.dry_run:
            self.journal = self.opens()
            self.size = self.journal.chunk

    def close_journal(self) -> None:
        """Close the journal."""
        if self.journal is not None:
            self.journal.close()

    def attach(self, error: BaseException) -> None:
        """Put the result on an exception that comes before or after the run itself, and has none."""
        if not isinstance(getattr(error, "result", None), BulkResult) and self.tally.rows:
            attach(error, self.tally.result())

    def begin(self, wake: Callable[[], None]) -> Run:
        """Make the state that the chunks share; ``wake`` is called when the run stops."""
        return Run(
            self.operation,
            limit=self.limit,
            journal=self.journal,
            resend_unknown=self.resend_unknown,
            dry=self.dry_run,
            wake=wake,
            held=self.held,
        )

    def unreached(
        self, start: int, first: int, waiting: Sequence[Any], cause: Exception | None
    ) -> Iterator[BulkOutcome[Any]]:
        """Return outcomes for rows that were never on their way.

        Args:
            start: The place of the first of them.
            first: The place of the first row that waits.
            waiting: Rows that were read and are in no chunk.
            cause: Why the run stopped.
        """
        listed = self.items if isinstance(self.items, list | tuple) else None
        rows = waiting if listed is None else listed
        skipped = start - (first if listed is None else 0)
        for index, row in enumerate(itertools.islice(rows, max(skipped, 0), None), start):
            error = cause or not_reached()
            yield BulkOutcome(index=index, status=BulkStatus.UNSENT, recipient=row, error=error)

    def finish(self, run: Run, chunks: int) -> BulkResult[Any]:
        """Return the result, or raise with it what stopped the run."""
        result = self.tally.result()
        if run.cause is not None:
            raise BulkStoppedError(result, run.cause) from run.cause
        if self.journal is not None:
            self.journal.finish(chunks)
        return result

    def report(self) -> None:
        """Log one warning when rows are rejected or unknown."""
        result = self.tally.result()
        if result.rejected or result.unknown or result.held:
            _log.warning(
                "%s: of %d rows %d are rejected, %d unknown and %d held; "
                "see result.having('rejected', 'unknown', 'held')",
                self.operation.id,
                result.total,
                result.rejected,
                result.unknown,
                result.held,
            )


def plan(  # noqa: PLR0913, PLR0917 - all arguments of a run
    client: object,
    operation: Operation[Any],
    items: object,
    path: Mapping[str, Any] | None,
    query: Mapping[str, Any] | None,
    options: Mapping[str, Any],
) -> Job:
    """Check all arguments before anything is opened, read or sent."""
    unknown = sorted(set(options) - set(_Choices.__dataclass_fields__))
    if unknown:
        raise TypeError(f"unknown option: {', '.join(unknown)}")
    choices = _Choices(**options)
    limit = rate_limit(choices.rate)
    size = _chunk_size(operation, choices, limit)
    total = length_of(items)
    bound = replace(binding(client, operation, path or {}, query or {}, size), total=total)
    return Job(
        operation=operation,
        path=path or {},
        query=query or {},
        items=items,
        rows=Rows(operation, items, dedupe=choices.dedupe),
        size=size,
        concurrency=choices.concurrency,
        limit=limit,
        opens=opener(choices.journal, bound),
        resend_unknown=choices.resend_unknown,
        dry_run=choices.dry_run,
        held=_holder(client, operation, query or {}),
        tally=Tally(
            total=total,
            keep=choices.keep_outcomes,
            on_outcome=choices.on_outcome,
            on_progress=choices.on_progress,
        ),
    )


def _holder(client: object, operation: Operation[Any], query: Mapping[str, Any]) -> Held:
    """Return what shows which rows the client would hold back."""
    guard = getattr(client, "_guard", None)
    if guard is None:
        return lambda _: {}
    sent = query_pairs(operation, query)
    return lambda rows: guard.held(operation, encode_body(operation.body, rows), sent)


def binding(
    client: object,
    operation: Operation[Any],
    path: Mapping[str, Any],
    query: Mapping[str, Any] | None,
    size: int,
) -> JournalBinding:
    """Return what a journal of this operation belongs to; without a query it accepts any parameters."""
    owner: bytes = getattr(client, "_account", b"")
    parameters = None
    if query is not None:
        pairs = sorted(query_pairs(operation, query))
        parameters = repr((path_of(operation, path), pairs)).encode()
    return JournalBinding(operation.id, owner, parameters, size)


def opener(journal: Any, bound: JournalBinding) -> Callable[[], Journal] | None:
    """Return a function that opens the journal.

    Raises:
        TypeError: It is neither a path nor a function.
        ValueError: It is a URL of no known kind.
    """
    if journal is None:
        return None
    if is_database(journal):
        from .database_journal import DatabaseJournal

        journal = DatabaseJournal(journal)
    if isinstance(journal, str) and "://" in journal:
        # Not shown: it may hold a password.
        raise ValueError("journal is a URL of another kind than sqlite:///… and postgresql://…")
    if isinstance(journal, str | os.PathLike):
        return lambda: FileJournal(journal, bound)
    if callable(journal):
        make = cast(Callable[[JournalBinding], Journal], journal)
        return lambda: make(bound)
    raise TypeError(
        f"journal must be a path, a URL or a DatabaseJournal, not {type(journal).__name__}"
    )


def _require_count(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name} must be an int, not {value!r}")
    if value < 1:
        raise ValueError(f"{name} must be 1 or more, not {value!r}")


def _chunk_size(operation: Operation[Any], choices: _Choices, limit: RateLimit | None) -> int:
    most = operation.chunk or 1000
    if choices.chunk is not None:
        if choices.chunk > most:
            raise ValueError(f"chunk must be from 1 to {most}, not {choices.chunk!r}")
        return choices.chunk
    if choices.journal is not None:
        most = min(most, JOURNAL_CHUNK)
    return most if limit is None else min(most, max(1, int(limit.rate)))
