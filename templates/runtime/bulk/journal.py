"""Remembers on disk what a bulk run has sent, so that a killed run can go on without sending anyone twice.

One JSON line is written and forced to disk before each request, and one after it. A request without its second line
may have been carried out: its rows are unknown. Rows are told apart by keyed hashes; no number and no text is kept.
"""

import hashlib
import itertools
import json
import os
import re
import secrets
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Self

from ..core.errors import BulkJournalError, BulkJournalMismatchError

_FORMAT = 1
_RUN = re.compile(r"(\d+)([srun])")

SENT, REJECTED, UNKNOWN, UNSENT = "s", "r", "u", "n"


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier runs did with the rows of one chunk: a letter and, where the answer had one, an id for each."""

    ends: str
    ids: tuple[int | str | None, ...]


class Journal:
    """An append-only file that belongs to one run at a time.

    Args:
        path: The file; made when missing.
        operation: The operation's id.
        parameters: Everything but the rows that decides what is sent, as bytes.
        chunk: Rows per chunk for a new journal; an old one keeps its own (see ``chunk``).

    Raises:
        BulkJournalMismatchError: The file belongs to another operation or other parameters.
        BulkJournalError: The file is no journal, is damaged, or is in use.
    """

    def __init__(
        self, path: str | os.PathLike[str], *, operation: str, parameters: bytes, chunk: int
    ) -> None:
        self.path = Path(path)
        self._lock = threading.Lock()
        self._lines: dict[int, list[int]] = {}
        self._broken = False
        self._file = _open(self.path)
        try:
            _claim(self._file, self.path)
            header = self._read() or self._begin(operation, parameters, chunk)
            self._check(header, operation, parameters)
            self.chunk = int(header["chunk"])
        except BaseException:
            self._file.close()
            raise

    @property
    def chunks(self) -> int:
        """How many chunks earlier runs have touched, counted from the first row on."""
        return max(self._lines, default=-1) + 1

    def digest(self, content: bytes) -> str:
        """Hash what a chunk holds, with this journal's own key."""
        return hashlib.blake2b(content, key=self._salt, digest_size=16).hexdigest()

    def past(self, number: int, digest: str, valid: Sequence[bool]) -> Past | None:
        """Tell what earlier runs did with a chunk.

        Args:
            number: The chunk's place, from 0.
            digest: What the chunk holds now.
            valid: For each row whether it can be sent.

        Returns:
            The rows' ends, or None when the chunk was never begun.

        Raises:
            BulkJournalMismatchError: The chunk held other rows then.
        """
        if number not in self._lines:
            return None
        ends = [UNSENT] * len(valid)
        ids: list[int | str | None] = [None] * len(valid)
        for line in self._chunk_lines(number):
            if line.get("hash", digest) != digest:
                raise BulkJournalMismatchError(
                    f"{self.path}: chunk {number} holds other rows than when the journal was written; "
                    "resume with the same rows in the same order, or begin a new journal"
                )
            rows = [row for row in range(*line["rows"]) if valid[row]]
            letters = _unpack(line["ends"]) if "ends" in line else UNKNOWN * len(rows)
            known = line.get("ids") or [None] * len(rows)
            for row, end, identity in zip(rows, letters, known, strict=True):
                ends[row], ids[row] = end, identity
        return Past("".join(ends), tuple(ids))

    def intend(self, number: int, digest: str, rows: range) -> None:
        """Record, before the request, that these rows of a chunk are about to be sent."""
        self._append({"chunk": number, "rows": [rows.start, rows.stop], "hash": digest})

    def settle(
        self, number: int, rows: range, ends: str, ids: Sequence[int | str | None] = ()
    ) -> None:
        """Record, after the request, how each valid row among these ended."""
        line: dict[str, Any] = {
            "chunk": number,
            "rows": [rows.start, rows.stop],
            "ends": _pack(ends),
        }
        if any(known is not None for known in ids):
            line["ids"] = list(ids)
        self._append(line)

    def require_seen(self, chunks: int) -> None:
        """Make sure that a finished run has gone through everything that earlier runs had touched."""
        if chunks < self.chunks:
            raise BulkJournalMismatchError(
                f"{self.path} knows {self.chunks} chunks, but the rows ended after {chunks}; "
                "resume with the same rows"
            )

    def close(self) -> None:
        """Let the file go, for another run to take."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _begin(self, operation: str, parameters: bytes, chunk: int) -> dict[str, Any]:
        salt = secrets.token_hex(16)
        self._salt = bytes.fromhex(salt)
        header = {"journal": _FORMAT, "operation": operation, "parameters": self.digest(parameters)}
        header |= {"chunk": chunk, "salt": salt}
        self._append(header)
        _sync_folder(self.path.parent)
        return header

    def _check(self, header: dict[str, Any], operation: str, parameters: bytes) -> None:
        if header["operation"] != operation:
            raise BulkJournalMismatchError(
                f"{self.path} belongs to {header['operation']}, not to {operation}"
            )
        if header["parameters"] != self.digest(parameters):
            raise BulkJournalMismatchError(
                f"{self.path} was begun with other parameters; resume with the same ones, or begin a new journal"
            )

    def _read(self) -> dict[str, Any] | None:
        """Read the header, note where each chunk's lines are, and cut off a line that a crash tore."""
        header: dict[str, Any] | None = None
        offset = 0
        for number, raw in enumerate(self._file, 1):
            line = _parse(raw)
            if line is None:
                self._drop_torn(offset, raw, number)
                break
            if header is None:
                header = self._header(line)
            else:
                self._lines.setdefault(int(line["chunk"]), []).append(offset)
            offset += len(raw)
        self._file.seek(0, os.SEEK_END)
        return header

    def _header(self, line: dict[str, Any]) -> dict[str, Any]:
        if (
            line.get("journal") != _FORMAT
            or not {"operation", "parameters", "chunk", "salt"} <= line.keys()
        ):
            raise BulkJournalError(f"{self.path} is not a journal of a bulk run")
        self._salt = bytes.fromhex(line["salt"])
        return line

    def _drop_torn(self, offset: int, raw: bytes, number: int) -> None:
        """Only the very last line may be torn: each one is on disk before the next is begun."""
        if self._file.read(1) or (number == 1 and not _is_torn_header(raw)):
            raise BulkJournalError(f"{self.path}, line {number}: not a line of a bulk journal")
        self._file.truncate(offset)

    def _chunk_lines(self, number: int) -> Iterator[dict[str, Any]]:
        for offset in self._lines[number]:
            with self._lock:
                self._file.seek(offset)
                raw = self._file.readline()
            line = _parse(raw)
            if line is None:
                raise BulkJournalError(f"{self.path} changed while it was in use")
            yield line

    def _append(self, line: dict[str, Any]) -> None:
        raw = json.dumps(line, separators=(",", ":")).encode() + b"\n"
        with self._lock:
            if self._broken:
                raise BulkJournalError(f"{self.path}: an earlier line could not be written")
            self._broken = True
            self._file.seek(0, os.SEEK_END)
            self._file.write(raw)
            self._file.flush()
            self._broken = False
        os.fsync(self._file.fileno())


def _open(path: Path) -> BinaryIO:
    """Open for reading and appending without emptying; what is sent to whom is nobody else's business."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    return os.fdopen(descriptor, "r+b")


def _claim(file: BinaryIO, path: Path) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            # Locked bytes cannot be read by others, so the lock sits far behind the end.
            file.seek(1 << 40)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise BulkJournalError(f"{path} is in use by another run") from error


def _sync_folder(folder: Path) -> None:
    """Force the new file's name to disk, where folders can be opened."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _parse(raw: bytes) -> dict[str, Any] | None:
    if not raw.endswith(b"\n"):
        return None
    try:
        line = json.loads(raw)
    except ValueError:
        return None
    return line if isinstance(line, dict) else None


def _is_torn_header(raw: bytes) -> bool:
    """Whether a file of one broken line is a journal that was killed at birth, not somebody's other file."""
    start = b'{"journal":'
    return not raw.endswith(b"\n") and (
        raw.startswith(start) or start.startswith(raw) or not raw.strip(b"\0")
    )


def _pack(ends: str) -> str:
    return "".join(f"{len(list(run))}{end}" for end, run in itertools.groupby(ends))


def _unpack(packed: str) -> str:
    return "".join(int(count) * end for count, end in _RUN.findall(packed))
