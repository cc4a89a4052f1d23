"""Keeps how the rows of one chunk ended: sent, rejected, unknown or not sent, with items, ids and reasons."""

from collections import deque
from collections.abc import Iterable, Mapping, Sized
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from ..core.errors import ClientError, OutcomeUnknownError
from .chunks import Chunk
from .journal import CLAIMED, REJECTED, SENT, UNKNOWN, UNSENT, JournalPast
from .outcomes import BulkOutcome, BulkStatus

VALID, DUPLICATE, HELD = "v", "d", "h"
_STATUS = {
    SENT: BulkStatus.SENT,
    REJECTED: BulkStatus.REJECTED,
    UNKNOWN: BulkStatus.UNKNOWN,
    UNSENT: BulkStatus.UNSENT,
    VALID: BulkStatus.VALID,
    DUPLICATE: BulkStatus.DUPLICATE,
    CLAIMED: BulkStatus.CLAIMED,
    HELD: BulkStatus.HELD,
}


class Ledger:
    """The ends of a chunk's rows, as far as they are known. It is right at any moment, also while a request runs."""

    def __init__(self, operation: str, chunk: Chunk) -> None:
        self.chunk = chunk
        self._operation = operation
        size = len(chunk.rows)
        self.ends = [UNSENT] * size
        for place in chunk.errors:
            self.ends[place] = REJECTED
        for place in chunk.duplicates:
            self.ends[place] = DUPLICATE
        self.items: list[Any] = [None] * size
        self.ids: list[int | str | None] = [None] * size
        self.errors: dict[int, Exception] = dict(chunk.errors)
        self.earlier: frozenset[int] = frozenset()
        self.windows: list[tuple[datetime, datetime | None] | None] = [None] * size

    def recall(self, past: JournalPast, *, resend_unknown: bool) -> None:
        """Take over what earlier runs did."""
        valid = self.chunk.valid
        known = [
            place
            for place, end in enumerate(past.ends)
            if valid[place]
            and (end in (SENT, REJECTED, CLAIMED) or (end == UNKNOWN and not resend_unknown))
        ]
        for place in range(len(past.ends)):
            if valid[place] and past.ends[place] == UNKNOWN:
                # Should the row be sent again, the earlier request still counts for what it may have done.
                self.windows[place] = past.windows[place]
        for place in known:
            self.ends[place], self.ids[place] = past.ends[place], past.ids[place]
            self.windows[place] = past.windows[place]
        self.earlier = frozenset(known)

    def pieces(self) -> deque[range]:
        """Return the stretches of rows that are still to be sent."""
        result: deque[range] = deque()
        start = 0
        for place in range(len(self.ends) + 1):
            if place == len(self.ends) or place in self.earlier:
                piece = range(start, place)
                if self.sendable(piece):
                    result.append(piece)
                start = place + 1
        return result

    def sendable(self, piece: range) -> list[int]:
        """Return the places in a piece that can be sent."""
        valid = self.chunk.valid
        return [place for place in piece if valid[place] and self.ends[place] != HELD]

    def begin(self, places: list[int]) -> None:
        """Note that a request with these rows is about to leave: from now on they may have been sent."""
        now = datetime.now(UTC)
        for place in places:
            self.ends[place] = UNKNOWN
            window = self.windows[place]
            self.windows[place] = (now if window is None else window[0], None)
            self.errors.pop(place, None)

    def hold(self, reasons: Mapping[int, Exception]) -> None:
        """Note which rows are held back, and why."""
        self.end(list(reasons), HELD)
        self.errors.update(reasons)

    def between(self, piece: range, breaks: Iterable[int]) -> list[range]:
        """Return the pieces of a piece before, between and after some rows, as far as they can be sent."""
        ends = [piece.start - 1, *sorted(breaks), piece.stop]
        parts = (range(first + 1, stop) for first, stop in pairwise(ends))
        return [part for part in parts if self.sendable(part)]

    def accept(self, places: list[int], response: Any) -> None:
        """Match the items of a response to the rows by their order."""
        items = _items_of(response, len(places))
        for place, item in zip(places, items, strict=False):
            self.items[place] = item
            self.ids[place] = _id_of(item)
        self.end(places[: len(items)], SENT)
        self.end(places[len(items) :], UNKNOWN)

    def end(self, places: list[int], end: str, error: Exception | None = None) -> None:
        """Note how rows ended, and why."""
        now = datetime.now(UTC)
        for place in places:
            self.ends[place] = end
            window = self.windows[place]
            self.windows[place] = (
                None if end in (UNSENT, CLAIMED, HELD) or window is None else (window[0], now)
            )
            if error is not None:
                self.errors[place] = error

    def outcomes(self, cause: Exception | None = None) -> list[BulkOutcome[Any]]:
        """Return the outcome of each row; ``cause`` is why the run stopped."""
        return [
            BulkOutcome(
                index=self.chunk.start + place,
                status=self._status(place),
                recipient=row,
                item=self.items[place],
                id=self.ids[place],
                error=self._error(place, cause),
                began=None if (window := self.windows[place]) is None else window[0],
                ended=None if window is None else window[1],
            )
            for place, row in enumerate(self.chunk.rows)
        ]

    def _status(self, place: int) -> BulkStatus:
        if self.ends[place] == SENT and place in self.earlier:
            return BulkStatus.SKIPPED
        return _STATUS[self.ends[place]]

    def _error(self, place: int, cause: Exception | None) -> Exception | None:
        if place in self.errors:
            return self.errors[place]
        match self.ends[place]:
            case "s" | "v":
                return None
            case "d":
                return ClientError(f"equal to row {self.chunk.duplicates[place]}")
            case "c":
                return ClientError(
                    "another worker has this row in hand; its journal will hold how it ends"
                )
            case "n":
                return cause or not_reached()
            case "r":
                return ClientError("refused in an earlier run, by the journal")
            case _:
                return self._unknown(place)

    def _unknown(self, place: int) -> Exception:
        began, ended = self.windows[place] or (None, None)
        earlier = place in self.earlier
        reason = (
            "an earlier run ended before the response arrived"
            if earlier and ended is None
            else (
                "the response of an earlier run was not clear"
                if earlier
                else (
                    "the run was broken off before the response arrived"
                    if ended is None
                    else "the response does not mention this row"
                )
            )
        )
        return OutcomeUnknownError(
            f"{self._operation} may have been carried out: {reason}. Check before you send it again",
            operation=self._operation,
            reason=reason,
            began=began,
            ended=ended or began,
        )


def not_reached() -> Exception:
    """Return why a row is not sent that the run did not reach."""
    return ClientError("not sent: the run was broken off before this row's turn")


def _items_of(response: Any, count: int) -> list[Any]:
    """Return an item for each row; a response that lists nothing is about all rows."""
    if isinstance(response, str | bytes | Mapping) or not isinstance(response, Sized):
        return [None] * count
    return list(response)[:count] if isinstance(response, Iterable) else [None] * count


def _id_of(item: Any) -> int | str | None:
    known = item.get("id") if isinstance(item, dict) else getattr(item, "id", None)
    return known if isinstance(known, int | str) else None
