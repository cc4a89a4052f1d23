"""Defines what a bulk run writes down about its rows, and what it needs of a journal.

``FileJournal`` is the journal on disk, ``DatabaseJournal`` the one that workers share. Anything else with these methods
can take their place.
"""

import hashlib
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, TypeAlias

__all__ = [
    "CLAIMED",
    "ENDS",
    "REJECTED",
    "SENT",
    "UNKNOWN",
    "UNSENT",
    "ClaimLostError",
    "Journal",
    "JournalBinding",
    "JournalPast",
    "OpenJournal",
    "RunPausedError",
    "keyed",
    "milliseconds",
    "packed",
    "unpacked",
]

SENT, REJECTED, UNKNOWN, UNSENT = ENDS = "srun"
"""How a row ended, as a letter."""
CLAIMED = "c"
"""The letter of a row that another worker has in hand."""
_RUN = re.compile(r"(\d{1,9})([a-z])")

Id: TypeAlias = int | str | None


@dataclass(frozen=True, slots=True)
class JournalBinding:
    """What a journal belongs to. A run with another binding must not use it.

    Attributes:
        operation: The operation's id.
        owner: The base URL and the login, as bytes.
        parameters: Everything but the rows that decides what is sent, as bytes; None accepts any.
        chunk: Rows in a chunk of a new journal. An existing journal keeps its own size.
        total: Rows in all, where the input shows its length.
    """

    operation: str
    owner: bytes
    parameters: bytes | None
    chunk: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class JournalPast:
    """What earlier runs did with the rows of one chunk.

    Attributes:
        ends: A letter for each row; ``CLAIMED`` for those that another worker has in hand.
        ids: The id of each row's item, None where it is not known.
        windows: When each row's last request began and when it ended; the end is None where the run was killed.
    """

    ends: str
    ids: tuple[Id, ...]
    windows: tuple[tuple[datetime, datetime | None] | None, ...]


class RunPausedError(Exception):
    """The run is paused: nothing may be sent until it is resumed."""


class ClaimLostError(Exception):
    """Another worker has taken the rows over, because this one gave no sign of life for too long."""


class Journal(Protocol):
    """Remembers what happened to the rows of a run. Its methods are called from several threads."""

    @property
    def chunk(self) -> int:
        """Rows in a chunk."""
        ...

    def claim(self, number: int, content: bytes, valid: Sequence[bool]) -> JournalPast | None:
        """Take a chunk for this run.

        Args:
            number: The chunk's place in the input, from 0.
            content: What the chunk holds now.
            valid: For each row whether it can be sent.

        Returns:
            What earlier runs did with the rows; None when no run has taken the chunk before.

        Raises:
            BulkJournalMismatchError: The chunk held other rows then.
            BulkCancelledError: The run was cancelled.
            RunPausedError: The run is paused; ask again later.
        """
        ...

    def intend(self, number: int, rows: range) -> None:
        """Record, before the request leaves, that these rows of a claimed chunk are about to be sent.

        Raises:
            BulkCancelledError: The run was cancelled.
            RunPausedError: The run is paused; the request must not leave now.
            ClaimLostError: Another worker has taken the rows over; the request must not leave.
        """
        ...

    def settle(self, number: int, rows: range, ends: str, ids: Sequence[Id] = ()) -> None:
        """Record how each valid row among these ended."""
        ...

    def finish(self, chunks: int) -> None:
        """Check, at the end of the input, that no earlier run has seen more chunks than this one.

        Raises:
            BulkJournalMismatchError: The input is shorter than it was.
        """
        ...

    def close(self) -> None:
        """Give the journal back; never raises, because everything is stored already."""
        ...


OpenJournal: TypeAlias = Callable[[JournalBinding], Journal]
"""Opens a journal for one run."""


def keyed(salt: str, content: bytes) -> str:
    """Return a hash that only those can make who know the journal's salt."""
    return hashlib.blake2b(content, key=bytes.fromhex(salt), digest_size=16).hexdigest()


def milliseconds() -> int:
    """Return the time as a journal stores it."""
    return int(datetime.now(UTC).timestamp() * 1000)


def packed(ends: str) -> str:
    """Write a letter for each row in few signs: ``3s1u`` for ``sssu``."""
    return "".join(f"{len(list(run))}{end}" for end, run in itertools.groupby(ends))


def unpacked(text: str, rows: int | None, letters: str) -> str | None:
    """Return a letter for each row; None when there are more or fewer of them, or other letters."""
    counts = [(int(count), end) for count, end in _RUN.findall(text)]
    total = sum(count for count, _ in counts)
    if (rows is not None and total != rows) or not {end for _, end in counts} <= set(letters):
        return None
    return "".join(end * count for count, end in counts)
