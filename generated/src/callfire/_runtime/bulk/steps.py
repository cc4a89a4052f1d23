"""Decides, step by step and without any input or output, how a chunk is sent and what its rows' ends are.

A generator yields what is to be done next; a sync and an async driver do it and hand back the answer or the error.
"""

import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, TypeAlias

from ..core.errors import (
    APIError,
    AuthenticationError,
    BulkJournalError,
    ClientClosedError,
    ConfigurationError,
    DecodeError,
    OutcomeUnknownError,
    PermissionDeniedError,
    TransportError,
)
from ..core.operation import Operation
from .chunks import Chunk
from .journal import REJECTED, SENT, UNKNOWN, UNSENT, Journal
from .outcomes import BulkOutcome
from .rate_limit import RateLimit
from .row_results import VALID, Ledger

SPLIT_REQUESTS = 64
"""Requests spent on one chunk to find the rows that the server refuses."""
UNKNOWN_IN_A_ROW = 5
"""Lost answers, one after the other, that stop a run: the server is not well."""

_DIVISIBLE = frozenset({400, 413, 422})
_NOT_NOW = frozenset({408, 425, 429})
_SERVER_FAULTS = 500


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait, or less when the run halts."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Write:
    """Do something that blocks for a moment on the disk."""

    action: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Send:
    """Send these rows in one request; hand back its answer."""

    rows: list[Any] = field(repr=False)


Step: TypeAlias = Pause | Write | Send
Steps: TypeAlias = Generator[Step, Any, list[BulkOutcome[Any]]]


class Verdict(Enum):
    """What an error says about the rows of the request."""

    REFUSED = auto()
    DIVIDE = auto()
    LOST = auto()
    STOP = auto()


@dataclass(slots=True)
class Run:
    """What the chunks of a run share: pace, journal, and whether to go on; ``wake`` is called when it halts."""

    operation: Operation[Any]
    limit: RateLimit | None = None
    journal: Journal | None = None
    resend_unknown: bool = False
    dry: bool = False
    wake: Callable[[], None] = lambda: None
    dividing: bool = field(default=True, init=False)
    halted: bool = field(default=False, init=False)
    cause: Exception | None = field(default=None, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _lost: int = field(default=0, init=False)

    def halt(self, cause: Exception | None = None) -> None:
        """Let no further request begin; the first cause is the one that counts."""
        with self._lock:
            self.halted = True
            self.cause = self.cause or cause
        self.wake()

    def answered(self) -> None:
        """Note that the server answers."""
        with self._lock:
            self._lost = 0

    def lost(self, error: Exception) -> None:
        """Note a lost answer; too many in a row halt the run."""
        with self._lock:
            self._lost += 1
            too_many = self._lost >= UNKNOWN_IN_A_ROW
        if too_many:
            self.halt(error)


def judge(error: Exception, operation: Operation[Any]) -> Verdict:
    """Tell what an error means for the rows that were being sent."""
    match error:
        case OutcomeUnknownError() | DecodeError():
            return Verdict.LOST
        case _ if _concerns_all(error, operation):
            return Verdict.STOP
        case APIError(status=status) if status < _SERVER_FAULTS:
            return Verdict.DIVIDE if status in _DIVISIBLE else Verdict.REFUSED
        case _:
            return Verdict.LOST


def _concerns_all(error: Exception, operation: Operation[Any]) -> bool:
    """Tell whether nothing was sent for a reason that the next rows would meet too."""
    match error:
        case AuthenticationError() | PermissionDeniedError() | TransportError(unsent=True):
            return True
        case ClientClosedError() | ConfigurationError():
            return True
        case APIError(status=status):
            return status in _NOT_NOW or (
                status >= _SERVER_FAULTS and not operation.effect.repeatable
            )
        case TransportError():
            # Where a delivered request must not be repeated, one that may be delivered is reported as unknown.
            return not operation.effect.repeatable
        case _:
            return False


def steps(chunk: Chunk, run: Run) -> Steps:
    """Send a chunk: in one request, or in smaller ones around the rows that the server refuses."""
    ledger = Ledger(chunk)
    if run.dry:
        ledger.end([place for place, fine in enumerate(chunk.valid) if fine], VALID)
        return ledger.outcomes()
    digest = ""
    if run.journal is not None:
        digest = run.journal.digest(chunk.content)
        past = run.journal.past(chunk.number, digest, chunk.valid)
        if past is not None:
            ledger.recall(past.ends, past.ids, resend_unknown=run.resend_unknown)
    pieces = ledger.pieces()
    spent = 0
    while pieces and not run.halted:
        piece = pieces.popleft()
        spent += 1
        divide = run.dividing and spent < SPLIT_REQUESTS
        pieces.extendleft((yield from _send(ledger, piece, digest, run, divide=divide)))
    if spent >= SPLIT_REQUESTS and SENT not in ledger.ends:
        # Not one row of so many is to blame alone: the server refuses something common to all.
        run.dividing = False
    return ledger.outcomes()


def _send(
    ledger: Ledger, piece: range, digest: str, run: Run, *, divide: bool
) -> Generator[Step, Any, list[range]]:
    """Send one piece; returns the halves to try instead, the right one first, when it is to be divided."""
    places = ledger.sendable(piece)
    if run.limit is not None:
        yield Pause(run.limit.reserve(len(places)))
        if run.halted:
            return []
    journal, number = run.journal, ledger.chunk.number
    if journal is not None:
        try:
            yield Write(lambda: journal.intend(number, digest, piece))
        except (OSError, BulkJournalError) as error:
            ledger.end(places, UNSENT, error)
            run.halt(error)
            return []
    halves: list[range] = []
    try:
        answer = yield Send([ledger.chunk.rows[place] for place in places])
    except Exception as error:  # noqa: BLE001 - every failure is an outcome of these rows
        halves = _fail(ledger, places, error, run, divide=divide)
    else:
        ledger.accept(places, answer)
        run.answered()
    if journal is not None:
        ends = "".join(ledger.ends[place] for place in places)
        ids = [ledger.ids[place] for place in places]
        try:
            yield Write(lambda: journal.settle(number, piece, ends, ids))
        except (OSError, BulkJournalError) as error:
            run.halt(error)
    return halves


def _fail(
    ledger: Ledger, places: list[int], error: Exception, run: Run, *, divide: bool
) -> list[range]:
    verdict = judge(error, run.operation)
    if verdict is Verdict.LOST:
        ledger.end(places, UNKNOWN, error)
        run.lost(error)
        return []
    if verdict is Verdict.STOP:
        ledger.end(places, UNSENT, error)
        run.halt(error)
        return []
    run.answered()
    if verdict is Verdict.DIVIDE and divide and len(places) > 1:
        # The request was refused as a whole, so nothing of it was sent and its rows may be tried again.
        ledger.end(places, UNSENT)
        middle = places[len(places) // 2]
        return [range(middle, places[-1] + 1), range(places[0], middle)]
    ledger.end(places, REJECTED, error)
    return []
