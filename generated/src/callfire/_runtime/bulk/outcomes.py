"""What a bulk run reports: an outcome for each row, progress on the way, and a result at the end."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class BulkStatus(StrEnum):
    """How a row ended."""

    SENT = "sent"
    """The server took it; ``item`` is what it answered."""
    REJECTED = "rejected"
    """Refused, here or by the server, and surely not sent; ``error`` says why."""
    UNKNOWN = "unknown"
    """It may have been sent: the answer got lost. It is never sent again unasked."""
    SKIPPED = "skipped"
    """An earlier run had sent it, says the journal; ``id`` may be known, ``item`` is not."""
    UNSENT = "unsent"
    """Surely not sent, because the run was stopped before its turn."""
    VALID = "valid"
    """A dry run found nothing wrong with it."""


@dataclass(frozen=True, slots=True)
class BulkOutcome(Generic[T]):
    """How one row ended.

    Attributes:
        index: The row's place in the input, from 0.
        status: How it ended.
        recipient: The row itself, as it was given.
        item: What the server answered for it, when it was sent by this run.
        id: The id of what was made, when known; the journal keeps it for later runs.
        error: Why it was not sent, or why nobody knows.
    """

    index: int
    status: BulkStatus
    recipient: Any = field(default=None, repr=False)
    item: T | None = field(default=None, repr=False)
    id: int | str | None = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class BulkProgress:
    """How far a run has come; handed to ``on_progress`` after each chunk.

    Attributes:
        done: Rows that have ended one way or another.
        sent: Rows the server took in this run.
        rejected: Rows that were refused.
        unknown: Rows that may have been sent.
        skipped: Rows that an earlier run had sent.
        total: Rows in all, where the input tells its length.
        seconds: Time since the start.
    """

    done: int
    sent: int
    rejected: int
    unknown: int
    skipped: int
    total: int | None
    seconds: float

    @property
    def rate(self) -> float:
        """Rows sent a second, so far."""
        return self.sent / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class BulkResult(Generic[T]):
    """How a run ended: a count for each status, and the outcomes in the order of the input.

    Iterating gives the outcomes, unless the run was asked not to keep them.
    """

    sent: int = 0
    rejected: int = 0
    unknown: int = 0
    skipped: int = 0
    unsent: int = 0
    valid: int = 0
    kept: tuple[BulkOutcome[T], ...] | None = field(default=(), repr=False)

    @property
    def total(self) -> int:
        """All rows that the run has looked at."""
        return self.sent + self.rejected + self.unknown + self.skipped + self.unsent + self.valid

    @property
    def ok(self) -> bool:
        """Whether every row is sent, now or by an earlier run, or valid in a dry run."""
        return not (self.rejected or self.unknown or self.unsent)

    @property
    def outcomes(self) -> tuple[BulkOutcome[T], ...]:
        """The outcome of each row, in order."""
        if self.kept is None:
            raise ValueError("the run was told keep_outcomes=False; take outcomes with on_outcome=")
        return self.kept

    def having(self, *statuses: BulkStatus | str) -> list[BulkOutcome[T]]:
        """Pick the outcomes of these statuses, such as ``result.having("rejected", "unknown")``."""
        wanted = {BulkStatus(status) for status in statuses}
        return [outcome for outcome in self.outcomes if outcome.status in wanted]

    def __iter__(self) -> Iterator[BulkOutcome[T]]:
        return iter(self.outcomes)

    def __len__(self) -> int:
        return self.total


class Tally:
    """Counts outcomes as they come in order, and passes them on.

    ``absorb`` yields whatever the callbacks return, so that an async run can await it.
    """

    def __init__(
        self,
        *,
        total: int | None,
        keep: bool,
        on_outcome: Callable[[BulkOutcome[Any]], object] | None,
        on_progress: Callable[[BulkProgress], object] | None,
    ) -> None:
        self._counts = dict.fromkeys(BulkStatus, 0)
        self._kept: list[BulkOutcome[Any]] | None = [] if keep else None
        self._total = total
        self._on_outcome = on_outcome
        self._on_progress = on_progress
        self._start = time.monotonic()

    def absorb(self, outcomes: Iterable[BulkOutcome[Any]]) -> Iterator[object]:
        """Take the outcomes of a chunk."""
        on_outcome, on_progress = self._on_outcome, self._on_progress
        for outcome in outcomes:
            self._counts[outcome.status] += 1
            if self._kept is not None:
                self._kept.append(outcome)
            if on_outcome is not None:
                yield on_outcome(outcome)
        if on_progress is not None:
            yield on_progress(self._progress())

    def silence(self) -> None:
        """Call nobody any more: a callback has failed."""
        self._on_outcome = self._on_progress = None

    @property
    def rows(self) -> int:
        """Rows absorbed so far."""
        return sum(self._counts.values())

    def result(self) -> BulkResult[Any]:
        """State where the run stands."""
        counts: Mapping[str, int] = {status.value: count for status, count in self._counts.items()}
        return BulkResult(**counts, kept=None if self._kept is None else tuple(self._kept))

    def _progress(self) -> BulkProgress:
        return BulkProgress(
            done=self.rows,
            sent=self._counts[BulkStatus.SENT],
            rejected=self._counts[BulkStatus.REJECTED],
            unknown=self._counts[BulkStatus.UNKNOWN],
            skipped=self._counts[BulkStatus.SKIPPED],
            total=self._total,
            seconds=time.monotonic() - self._start,
        )
