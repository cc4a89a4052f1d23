"""Keeps the ends of one chunk's rows: sent, rejected, unknown or not sent, with items, ids and reasons."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence, Sized
from typing import Any

from .chunks import Chunk
from .journal import REJECTED, SENT, UNKNOWN, UNSENT
from .outcomes import BulkOutcome, BulkStatus

VALID = "v"
_STATUS = {
    SENT: BulkStatus.SENT,
    REJECTED: BulkStatus.REJECTED,
    UNKNOWN: BulkStatus.UNKNOWN,
    UNSENT: BulkStatus.UNSENT,
    VALID: BulkStatus.VALID,
}


class Ledger:
    """The ends of a chunk's rows, as far as they are known."""

    def __init__(self, chunk: Chunk) -> None:
        self.chunk = chunk
        size = len(chunk.rows)
        self.ends = [REJECTED if place in chunk.faults else UNSENT for place in range(size)]
        self.items: list[Any] = [None] * size
        self.ids: list[int | str | None] = [None] * size
        self.errors: dict[int, Exception] = dict(chunk.faults)
        self.earlier: frozenset[int] = frozenset()

    def recall(self, ends: str, ids: Sequence[int | str | None], *, resend_unknown: bool) -> None:
        """Take over what earlier runs did."""
        known = [
            place
            for place, end in enumerate(ends)
            if place not in self.chunk.faults
            and (end in (SENT, REJECTED) or (end == UNKNOWN and not resend_unknown))
        ]
        for place in known:
            self.ends[place], self.ids[place] = ends[place], ids[place]
        self.earlier = frozenset(known)

    def pieces(self) -> deque[range]:
        """The stretches of rows that are still to be sent."""
        found: deque[range] = deque()
        start = 0
        for place in range(len(self.ends) + 1):
            if place == len(self.ends) or place in self.earlier:
                piece = range(start, place)
                if self.sendable(piece):
                    found.append(piece)
                start = place + 1
        return found

    def sendable(self, piece: range) -> list[int]:
        """The places in a piece that can be sent."""
        return [place for place in piece if place not in self.chunk.faults]

    def accept(self, places: list[int], answer: Any) -> None:
        """Match the answer's items to the rows by their order."""
        items = _answer_items(answer, len(places))
        for place, item in zip(places, items, strict=False):
            self.ends[place], self.items[place] = SENT, item
            self.ids[place] = _id_of(item)
        for place in places[len(items) :]:
            self.ends[place] = UNKNOWN

    def end(self, places: list[int], end: str, error: Exception | None = None) -> None:
        """Give rows an end, and a reason for it."""
        for place in places:
            self.ends[place] = end
            if error is not None:
                self.errors[place] = error

    def outcomes(self) -> list[BulkOutcome[Any]]:
        """State the ends."""
        return [
            BulkOutcome(
                index=self.chunk.start + place,
                status=self._status(place),
                recipient=row,
                item=self.items[place],
                id=self.ids[place],
                error=self.errors.get(place),
            )
            for place, row in enumerate(self.chunk.rows)
        ]

    def _status(self, place: int) -> BulkStatus:
        if self.ends[place] == SENT and place in self.earlier:
            return BulkStatus.SKIPPED
        return _STATUS[self.ends[place]]


def _answer_items(answer: Any, count: int) -> list[Any]:
    """The answer's items, one for each row; an answer that lists nothing speaks for all rows."""
    if isinstance(answer, str | bytes | Mapping) or not isinstance(answer, Sized):
        return [None] * count
    return list(answer)[:count] if isinstance(answer, Iterable) else [None] * count


def _id_of(item: Any) -> int | str | None:
    known = item.get("id") if isinstance(item, dict) else getattr(item, "id", None)
    return known if isinstance(known, int | str) else None
