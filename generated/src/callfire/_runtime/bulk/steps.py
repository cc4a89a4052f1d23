"""Decides, step by step and without any input or output, how a chunk is sent and how its rows ended.

A generator yields what is to be done next; a sync and an async driver do it and send back the response or the error.
"""

import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ..core.errors import BulkCancelledError, BulkJournalError, ClientError, HeldError
from ..core.operation import Operation
from ..core.outcomes import Rows
from .chunks import Chunk
from .journal import (
    CLAIMED,
    REJECTED,
    SENT,
    UNKNOWN,
    UNSENT,
    ClaimLostError,
    Journal,
    JournalPast,
    RunPausedError,
)
from .judge import judge
from .outcomes import BulkOutcome
from .rate_limit import RateLimit
from .row_results import HELD, VALID, Ledger

__all__ = ["Do", "Gate", "Pause", "Run", "Send", "Step", "Work"]

SPLIT_REQUESTS = 64
"""Requests spent on one chunk to find the rows that the API refuses."""
PAUSE = 1.0
"""Seconds between two looks whether a paused run goes on."""
UNKNOWN_IN_A_ROW = 5
"""Unclear responses in succession that stop a run: the server is not well."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait, or less when the run stops."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Do:
    """Do something that blocks for a moment on a disk or a database, and return what it returns."""

    action: Callable[[], Any]


class GateClosedError(ClientError):
    """The request must not leave: the run has stopped, the rows are another worker's, or the journal is not written."""


class GatePausedError(GateClosedError):
    """The request must not leave now: the run is paused."""


@dataclass(frozen=True, slots=True)
class Send:
    """Send these rows in one request and return its response; open the gate right before the request leaves."""

    rows: list[Any] = field(repr=False)
    gate: "Gate"


Step: TypeAlias = Pause | Do | Send
Held: TypeAlias = Callable[[list[Any]], Mapping[int | None, str]]
"""Shows which rows of a list the client would hold back at this moment, by their place; None stands for all."""


@dataclass(slots=True)
class Run:
    """What the chunks of a run share: rate, journal, and whether to go on; ``wake`` is called when it stops."""

    operation: Operation[Any]
    limit: RateLimit | None = None
    journal: Journal | None = None
    resend_unknown: bool = False
    dry: bool = False
    wake: Callable[[], None] = lambda: None
    held: Held = lambda _: {}
    dividing: bool = field(default=True, init=False)
    halted: bool = field(default=False, init=False)
    cause: Exception | None = field(default=None, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _unclear: int = field(default=0, init=False)

    def halt(self, cause: Exception | None = None) -> None:
        """Let no further request begin; the first cause is the one that counts."""
        with self._lock:
            self.halted = True
            self.cause = self.cause or cause
        self.wake()

    def begin(self, ledger: Ledger, places: list[int]) -> bool:
        """Let a request begin, unless the run has stopped. After ``halt`` no request begins any more."""
        with self._lock:
            if not self.halted:
                ledger.begin(places)
            return not self.halted

    def clear(self) -> None:
        """Note a clear response."""
        with self._lock:
            self._unclear = 0

    def unclear(self, error: Exception) -> None:
        """Note an unclear response; too many in succession stop the run."""
        with self._lock:
            self._unclear += 1
            too_many = self._unclear >= UNKNOWN_IN_A_ROW
        if too_many:
            self.halt(error)


class Gate:
    """What a request has to pass right before it leaves: its rows are recorded as on their way."""

    def __init__(self, run: Run, ledger: Ledger, piece: range, places: list[int]) -> None:
        self._run = run
        self._ledger = ledger
        self._piece = piece
        self._places = places
        self.opened = False

    def open(self) -> None:
        """Record the rows; blocks for a moment on the disk when there is a journal. A second time does nothing.

        Raises:
            GateClosedError: The request must not leave.
        """
        if self.opened:
            return
        if not self._run.begin(self._ledger, self._places):
            raise GateClosedError("the run has stopped")
        if (journal := self._run.journal) is not None:
            try:
                journal.intend(self._ledger.chunk.number, self._piece)
            except (OSError, BulkJournalError) as error:
                self._ledger.end(self._places, UNSENT, error)
                self._run.halt(error)
                raise GateClosedError("the journal cannot be written") from error
            except RunPausedError as error:
                self._ledger.end(self._places, UNSENT)
                raise GatePausedError("the run is paused") from error
            except ClaimLostError as error:
                self._ledger.end(self._places, CLAIMED)
                raise GateClosedError("another worker has the rows") from error
        self.opened = True


class Work:
    """One chunk on its way through a run."""

    def __init__(self, chunk: Chunk, run: Run) -> None:
        self.handle: Any = None
        """The future or task that works on it, once there is one."""
        self._run = run
        self._ledger = Ledger(run.operation.id, chunk)

    @property
    def stop(self) -> int:
        """The place in the input behind the chunk's last row."""
        return self._ledger.chunk.start + len(self._ledger.chunk.rows)

    def outcomes(self) -> list[BulkOutcome[Any]]:
        """Return how the rows ended, as far as that is known at this moment."""
        return self._ledger.outcomes(self._run.cause)

    def steps(self) -> Generator[Step, Any, None]:
        """Send the chunk: in one request, or in smaller ones around the rows that the API refuses."""
        ledger, run = self._ledger, self._run
        chunk = ledger.chunk
        if run.halted:
            return
        if run.dry:
            whole = range(len(chunk.rows))
            ledger.hold(self._held(ledger.sendable(whole)))
            ledger.end(ledger.sendable(whole), VALID)
            return
        if run.journal is not None:
            past = yield from self._claim(run.journal)
            if past is not None:
                ledger.recall(past, resend_unknown=run.resend_unknown)
        pieces = ledger.pieces()
        spent = 0
        while pieces and not run.halted:
            piece = pieces.popleft()
            held = self._held(ledger.sendable(piece))
            if held:
                ledger.hold(held)
                if run.journal is not None:
                    # A kill makes all rows of a request unknown, so that held ones must not stand among them.
                    parts = ledger.between(piece, held)
                    pieces.extendleft(reversed(parts))
                    spent -= len(parts)
                    continue
            if not ledger.sendable(piece):
                continue
            divide = run.dividing and spent + 1 < SPLIT_REQUESTS
            rest = yield from self._send(piece, divide=divide)
            # A request that a pause held back is tried again as it is.
            spent += rest != [piece]
            pieces.extendleft(rest)
        if spent >= SPLIT_REQUESTS and SENT not in ledger.ends:
            # Not one row of so many is to blame alone: the API refuses something common to all.
            run.dividing = False

    def _claim(self, journal: Journal) -> Generator[Step, Any, JournalPast | None]:
        """Take the chunk, once the run is not paused."""
        chunk, run = self._ledger.chunk, self._run
        while not run.halted:
            try:
                past: JournalPast | None = yield Do(
                    lambda: journal.claim(chunk.number, chunk.content, chunk.valid)
                )
            except RunPausedError:
                yield Pause(PAUSE)
            except BulkCancelledError as error:
                run.halt(error)
            else:
                return past
        return None

    def _reserve(self, count: int) -> Generator[Step, Any, None]:
        """Wait until so many rows may go."""
        run, limit = self._run, self._run.limit
        if limit is not None:
            try:
                seconds = yield Do(lambda: limit.reserve(count))
            except Exception as error:  # noqa: BLE001 - without its limit a run must not go on
                run.halt(error)
            else:
                yield Pause(seconds)

    def _send(self, piece: range, *, divide: bool) -> Generator[Step, Any, list[range]]:
        """Send one piece; returns what is to be tried instead: its halves, the right one first, or after a pause itself."""
        ledger, run = self._ledger, self._run
        places = ledger.sendable(piece)
        yield from self._reserve(len(places))
        if run.halted:
            return []
        gate = Gate(run, ledger, piece, places)
        halves: list[range] = []
        try:
            response = yield Send([ledger.chunk.rows[place] for place in places], gate)
        except GatePausedError:
            yield Pause(PAUSE)
            return [piece]
        except GateClosedError:
            return []
        except HeldError as error:
            # Only this moment decided it, such as the hour.
            ledger.end(places, UNSENT)
            held = self._reasons(places, error.held)
            ledger.hold(held)
            halves = ledger.between(piece, held)[::-1]
        except Exception as error:  # noqa: BLE001 - every failure is an outcome of these rows
            if not gate.opened and judge(error) is not Rows.STOP:
                # It may have left all the same, so it is recorded as if it had.
                with suppress(GateClosedError):
                    yield Do(gate.open)
            halves = self._fail(places, error, divide=divide)
        else:
            if not gate.opened:
                with suppress(GateClosedError):
                    yield Do(gate.open)
            ledger.accept(places, response)
            run.clear()
        if run.journal is not None and gate.opened:
            yield from self._settle(run.journal, piece, places)
        return halves

    def _held(self, places: list[int]) -> dict[int, Exception]:
        """Return why rows at these places are held back."""
        rows = self._ledger.chunk.rows
        return self._reasons(places, self._run.held([rows[place] for place in places]))

    def _reasons(self, places: list[int], held: Mapping[int | None, str]) -> dict[int, Exception]:
        whole = held.get(None)
        reasons = ((place, whole or held.get(row)) for row, place in enumerate(places))
        operation = self._run.operation.id
        return {place: HeldError(operation, {None: why}) for place, why in reasons if why}

    def _settle(
        self, journal: Journal, piece: range, places: list[int]
    ) -> Generator[Step, Any, None]:
        ledger, number = self._ledger, self._ledger.chunk.number
        ends = "".join(ledger.ends[place] for place in places).replace(HELD, UNSENT)
        ids = [ledger.ids[place] for place in places]
        try:
            yield Do(lambda: journal.settle(number, piece, ends, ids))
        except (OSError, BulkJournalError) as error:
            self._run.halt(error)

    def _fail(self, places: list[int], error: Exception, *, divide: bool) -> list[range]:
        ledger, run = self._ledger, self._run
        match judge(error):
            case Rows.SENT:
                # The API accepted them, and only its response cannot be read.
                run.clear()
                ledger.end(places, SENT, error)
            case Rows.STOP:
                ledger.end(places, UNSENT, error)
                run.halt(error)
            case Rows.DIVIDE if divide and len(places) > 1:
                # None of these rows was sent, so each half may be tried.
                run.clear()
                ledger.end(places, UNSENT)
                middle = places[len(places) // 2]
                return [range(middle, places[-1] + 1), range(places[0], middle)]
            case Rows.DIVIDE:
                run.clear()
                ledger.end(places, REJECTED, error)
            case _:
                ledger.end(places, UNKNOWN, error)
                run.unclear(error)
        return []
