"""Defines what a bulk run reports: an outcome for each row, progress, and a result at the end."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Self, TypeVar

from ..core.errors import BulkFailedError

__all__ = ["BulkOutcome", "BulkProgress", "BulkResult", "BulkStatus", "Tally", "attach"]

T = TypeVar("T")

_SHOWN = 3


class BulkStatus(StrEnum):
    """How a row ended."""

    SENT = "sent"
    """The API accepted it; ``item`` is what it returned."""
    REJECTED = "rejected"
    """Refused by the client or by the API, and surely not sent; ``error`` states why."""
    UNKNOWN = "unknown"
    """It may have been sent: there was no clear response. It is not sent again unless you ask for that."""
    SKIPPED = "skipped"
    """The journal states that an earlier run sent it; ``id`` may be known, ``item`` is not."""
    UNSENT = "unsent"
    """Surely not sent, because the run stopped before its turn; ``error`` states why."""
    DUPLICATE = "duplicate"
    """Equal to an earlier row and left out, because of ``dedupe=True``; ``error`` names that row."""
    CLAIMED = "claimed"
    """Another worker has it in hand; the journal that they share states how it ends."""
    VALID = "valid"
    """A dry run found nothing wrong with it."""
    HELD = "held"
    """Held back by an option of the client, and surely not sent; ``error`` states why. A later run may send it."""


@dataclass(frozen=True, slots=True)
class BulkOutcome(Generic[T]):
    """How one row ended.

    Attributes:
        index: The row's place in the input, from 0.
        status: How it ended.
        recipient: The row itself, as it was given.
        item: What the API returned for it, when this run sent it.
        id: The id of what was created, when known; the journal keeps it for later runs.
        error: Why it was not sent, or why that is not known; None for rows that were sent.
        began: When its request left, by this machine's clock; None when none left or that is not known.
        ended: When the response arrived or failed to arrive; None when the process was killed before.
    """

    index: int
    status: BulkStatus
    recipient: Any = field(default=None, repr=False)
    item: T | None = field(default=None, repr=False)
    id: int | str | None = None
    error: Exception | None = None
    began: datetime | None = field(default=None, repr=False)
    ended: datetime | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class BulkProgress:
    """How far a run has come; passed to ``on_progress`` after each chunk.

    Attributes:
        done: Rows that have an outcome.
        sent: Rows that the API accepted in this run.
        rejected: Rows that were refused.
        unknown: Rows that may have been sent.
        skipped: Rows that an earlier run had sent.
        total: Rows in all, where the input shows its length.
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
        """Rows sent per second, so far."""
        return self.sent / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class BulkResult(Generic[T]):
    """How a run ended: a count for each status, and the outcomes in the order of the input.

    Iterating gives the outcomes, unless the run had ``keep_outcomes=False``.
    """

    sent: int = 0
    rejected: int = 0
    unknown: int = 0
    skipped: int = 0
    unsent: int = 0
    duplicate: int = 0
    claimed: int = 0
    valid: int = 0
    held: int = 0
    kept: tuple[BulkOutcome[T], ...] | None = field(default=(), repr=False)

    @classmethod
    def from_outcomes(cls, outcomes: Iterable[BulkOutcome[Any]]) -> "BulkResult[Any]":
        """Count outcomes."""
        kept = tuple(outcomes)
        counts = dict.fromkeys((status.value for status in BulkStatus), 0)
        for outcome in kept:
            counts[outcome.status.value] += 1
        return BulkResult(**counts, kept=kept)

    @staticmethod
    def of(error: BaseException) -> "BulkResult[Any] | None":
        """Return how far the run had come that an exception ended, None when it ended none.

        Whatever breaks a run off carries its result: ``BulkStoppedError``, an exception of your own generator or
        callback, ``KeyboardInterrupt``, and the ``TimeoutError`` of ``asyncio.timeout``.
        """
        seen: set[int] = set()
        waiting: list[BaseException | None] = [error]
        while waiting:
            each = waiting.pop()
            if each is None or id(each) in seen:
                continue
            seen.add(id(each))
            result = getattr(each, "result", None)
            if isinstance(result, BulkResult):
                return result
            waiting += [each.__context__, each.__cause__]
        return None

    @property
    def total(self) -> int:
        """All rows that the run has looked at."""
        return self.sent + self.skipped + self.duplicate + self.claimed + self.valid + self.failed

    @property
    def failed(self) -> int:
        """Rows that are not sent, or of which that is not known."""
        return self.rejected + self.unknown + self.unsent + self.held

    @property
    def ok(self) -> bool:
        """Whether every row is sent, now or by an earlier run, or valid in a dry run."""
        return not (self.failed or self.claimed)

    @property
    def outcomes(self) -> tuple[BulkOutcome[T], ...]:
        """The outcome of each row, in order."""
        if self.kept is None:
            raise ValueError("the run had keep_outcomes=False; take outcomes with on_outcome=")
        return self.kept

    def having(self, *statuses: BulkStatus | str) -> list[BulkOutcome[T]]:
        """Return the outcomes with these statuses, such as ``result.having("rejected", "unknown")``."""
        wanted = {BulkStatus(status) for status in statuses}
        return [outcome for outcome in self.outcomes if outcome.status in wanted]

    def raise_for_failures(self) -> Self:
        """Raise an error when a row is rejected, unknown, unsent or held.

        Returns:
            The result itself, when every row is sent or in the hand of another worker.

        Raises:
            BulkFailedError: Some rows are not sent, or no one knows; ``result`` is this result.
        """
        if not self.failed:
            return self
        bad = (BulkStatus.REJECTED, BulkStatus.UNKNOWN, BulkStatus.UNSENT, BulkStatus.HELD)
        result = [] if self.kept is None else self.having(*bad)[:_SHOWN]
        shown = [f"row {each.index} is {each.status}: {each.error}" for each in result]
        more = self.failed - len(result)
        raise BulkFailedError(
            f"{self.failed} of {self.total} rows are not surely sent: {self.rejected} rejected, "
            f"{self.unknown} unknown, {self.unsent} unsent, {self.held} held"
            + "".join(f"; {each}" for each in shown)
            + (f"; and {more} more" if shown and more else ""),
            result=self,
        )

    def __iter__(self) -> Iterator[BulkOutcome[T]]:
        return iter(self.outcomes)

    def __len__(self) -> int:
        return self.total


def attach(error: BaseException, result: BulkResult[Any]) -> None:
    """Put the result on an exception that ends a run."""
    try:
        error.result = result  # type: ignore[attr-defined]
        remedy = "BulkResult.of(error) has the outcomes"
    except AttributeError:
        remedy = "this exception cannot carry the outcomes; use on_outcome or a journal"
    error.add_note(f"the bulk run was broken off at {result}; {remedy}")


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
        """Take the outcomes of a chunk; those that were taken before are passed over."""
        on_outcome, on_progress = self._on_outcome, self._on_progress
        done = self.rows
        for outcome in outcomes:
            if outcome.index < done:
                continue
            if self._kept is not None:
                self._kept.append(outcome)
            self._counts[outcome.status] += 1
            if on_outcome is not None:
                yield on_outcome(outcome)
        if on_progress is not None:
            yield on_progress(self._progress())

    def silence(self) -> None:
        """Call no callback any more: one has failed."""
        self._on_outcome = self._on_progress = None

    @property
    def rows(self) -> int:
        """Rows absorbed so far."""
        return sum(self._counts.values())

    def result(self) -> BulkResult[Any]:
        """Return where the run stands."""
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
