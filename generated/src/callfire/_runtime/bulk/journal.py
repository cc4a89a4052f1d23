"""Defines what a bulk run writes down about its rows, and what it needs of a journal.

``FileJournal`` in ``file_journal`` is the journal on disk. Anything else with these methods can take its place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

__all__ = ["REJECTED", "SENT", "UNKNOWN", "UNSENT", "Binding", "Journal", "OpenJournal", "Past"]

SENT, REJECTED, UNKNOWN, UNSENT = "s", "r", "u", "n"
"""How a row ended, as a letter."""

Id: TypeAlias = int | str | None


@dataclass(frozen=True, slots=True)
class Binding:
    """What a journal belongs to. A run with another binding must not use it.

    Attributes:
        operation: The operation's id.
        owner: The base URL and the login, as bytes.
        parameters: Everything but the rows that decides what is sent, as bytes; None accepts any.
        chunk: Rows in a chunk of a new journal. An existing journal keeps its own size.
    """

    operation: str
    owner: bytes
    parameters: bytes | None
    chunk: int


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier runs did with the rows of one chunk.

    Attributes:
        ends: A letter for each row.
        ids: The id of each row's item, None where it is not known.
        windows: When each row's last request began and when it ended; the end is None where the run was killed.
    """

    ends: str
    ids: tuple[Id, ...]
    windows: tuple[tuple[datetime, datetime | None] | None, ...]


class Journal(Protocol):
    """Remembers what happened to the rows of a run. Its methods are called from several threads."""

    @property
    def chunk(self) -> int:
        """Rows in a chunk."""
        ...

    def claim(self, number: int, content: bytes, valid: Sequence[bool]) -> Past | None:
        """Take a chunk for this run.

        Args:
            number: The chunk's place in the input, from 0.
            content: What the chunk holds now.
            valid: For each row whether it can be sent.

        Returns:
            What earlier runs did with the rows; None when no run has taken the chunk before.

        Raises:
            BulkJournalMismatchError: The chunk held other rows then.
        """
        ...

    def intend(self, number: int, rows: range) -> None:
        """Record, before the request leaves, that these rows of a claimed chunk are about to be sent."""
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


OpenJournal: TypeAlias = Callable[[Binding], Journal]
"""Opens a journal for one run."""
