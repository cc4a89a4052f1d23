"""Keeps a journal in a file, so that a killed run can go on without sending anything twice.

The first line counts the lines after it. A line is appended, then counted, then both are forced to disk, and only then
may the request leave. So a line that is not counted belongs to a request that never left, and a counted line that is
missing or damaged is an error: damage is never taken for rows that no one has sent.

Each line is a JSON object with a running number, followed by a hash of itself and of the line before. Rows are
recognised by keyed hashes; the file holds no phone number and no text.
"""

import errno
import hashlib
import os
import re
import secrets
import stat
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TypeAlias

import msgspec

from ..core.errors import BulkJournalError, BulkJournalMismatchError
from .journal import (
    ENDS,
    UNKNOWN,
    UNSENT,
    Id,
    JournalBinding,
    JournalPast,
    keyed,
    milliseconds,
    packed,
    unpacked,
)

__all__ = ["FileJournal", "move", "sync_folder"]

_FORMAT = b"bulk-journal 2"
_COUNT = re.compile(rb"bulk-journal 2 (\d{12}) ([0-9a-f]{16})\n")
_COUNT_SIZE = 45
_HASH_SIZE = 32
_LONGEST_LINE = 16 * 1024 * 1024
_UNSUPPORTED = frozenset(
    {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
)

_Number: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=10**12)]
_Place: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=10**6)]
_Milliseconds: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=10**14)]


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="line"):
    """What all lines have: their running number."""

    number: _Number


class _Start(_Line, frozen=True, forbid_unknown_fields=True, tag="start"):
    """The first line after the count: what the journal belongs to, as keyed hashes."""

    operation: str
    owner: str
    parameters: str
    chunk: Annotated[int, msgspec.Meta(ge=1, le=10**6)]
    salt: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]


class _Rows(_Line, frozen=True, forbid_unknown_fields=True):
    """A line about rows ``first`` to ``stop`` of a chunk."""

    chunk: _Number
    first: _Place
    stop: _Place
    at: _Milliseconds


class _Intent(_Rows, frozen=True, forbid_unknown_fields=True, tag="intend"):
    """These rows are about to be sent."""

    content: str


class _Verdict(_Rows, frozen=True, forbid_unknown_fields=True, tag="settle"):
    """These rows ended so."""

    ends: str
    ids: list[int | str | None] = []


_decoder = msgspec.json.Decoder(_Start | _Intent | _Verdict)
_encoder = msgspec.json.Encoder()


class FileJournal:
    """A journal in a file that one run at a time may use.

    Args:
        path: The file. It is created when it does not exist; an existing file must be a journal.
        binding: What the journal belongs to.

    Raises:
        BulkJournalMismatchError: The file belongs to another operation, account, server or other parameters.
        BulkJournalError: The file is damaged, in use, no journal, or cannot be opened or locked.
    """

    def __init__(self, path: str | os.PathLike[str], binding: JournalBinding) -> None:
        self.path = Path(path)
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._contents: dict[int, str] = {}
        self._lines: dict[int, list[tuple[int, bytes]]] = {}
        self._failure: OSError | None = None
        self._file = self._open(binding)
        try:
            self._claim_file()
            start = self._read()
            self._check(start, binding)
            self.chunk = start.chunk
        except BaseException:
            self.close()
            raise

    def claim(self, number: int, content: bytes, valid: Sequence[bool]) -> JournalPast | None:
        """Take a chunk for this run; see ``Journal.claim``."""
        digest = self._digest(content)
        with self._lock:
            self._contents[number] = digest
            places = list(self._lines.get(number, ()))
        if not places:
            return None
        ends = [UNSENT] * len(valid)
        ids: list[Id] = [None] * len(valid)
        windows: list[tuple[datetime, datetime | None] | None] = [None] * len(valid)
        for place in places:
            line = self._line_at(place)
            if line.stop > len(valid) or (isinstance(line, _Intent) and line.content != digest):
                raise BulkJournalMismatchError(
                    f"{self.path}: chunk {number} holds other rows than when the journal was written; "
                    "run it with the same rows in the same order, or use a new journal"
                )
            rows = [row for row in range(line.first, line.stop) if valid[row]]
            at = datetime.fromtimestamp(line.at / 1000, UTC)
            if isinstance(line, _Intent):
                for row in rows:
                    window = windows[row] if ends[row] == UNKNOWN else None
                    windows[row] = (at if window is None else window[0], None)
                    ends[row], ids[row] = UNKNOWN, None
                continue
            letters, known = self._verdict(line, len(rows))
            for row, end, identity in zip(rows, letters, known, strict=True):
                ends[row], ids[row] = end, identity
                if (window := windows[row]) is not None:
                    windows[row] = (window[0], window[1] or at)
        return JournalPast("".join(ends), tuple(ids), tuple(windows))

    def intend(self, number: int, rows: range) -> None:
        """Record that rows are about to be sent; see ``Journal.intend``."""
        with self._lock:
            content = self._contents[number]
            at = milliseconds()
            self._append(_Intent(self._count, number, rows.start, rows.stop, at, content), number)
        self._sync()

    def settle(self, number: int, rows: range, ends: str, ids: Sequence[Id] = ()) -> None:
        """Record how rows ended; see ``Journal.settle``."""
        known = list(ids) if any(each is not None for each in ids) else []
        with self._lock:
            first, stop, at = rows.start, rows.stop, milliseconds()
            line = _Verdict(self._count, number, first, stop, at, packed(ends), known)
            self._append(line, number)
        self._sync()

    def finish(self, chunks: int) -> None:
        """Check that the input was not shorter than before; see ``Journal.finish``."""
        seen = max(self._lines, default=-1) + 1
        if chunks < seen:
            raise BulkJournalMismatchError(
                f"{self.path} knows {seen} chunks, but the rows ended after {chunks}; "
                "run it with the same rows"
            )

    def close(self) -> None:
        """Unlock and close the file."""
        with self._lock:
            file, self._file = self._file, -1
        if file >= 0:
            try:
                os.close(file)
            except OSError:
                # Every line was forced to disk when it was written, so nothing can be lost here.
                return

    # ---- The file -----------------------------------------------------------------------------------------------

    def _open(self, binding: JournalBinding) -> int:
        try:
            if not os.path.lexists(self.path):
                self._create(binding)
            if not stat.S_ISREG(self.path.stat().st_mode):
                raise BulkJournalError(f"{self.path} is not a regular file; choose another path")
            file = os.open(self.path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        except OSError as error:
            raise BulkJournalError(f"{self.path} cannot be opened: {error.strerror}") from error
        if sys.platform != "win32":
            # Some file systems know no permissions; the file holds hashes and ids only.
            with suppress(OSError):
                os.fchmod(file, 0o600)
        return file

    def _create(self, binding: JournalBinding) -> None:
        """Create the journal under another name first, so that no half-written journal ever has its name."""
        salt = secrets.token_hex(16)
        owner, parameters = (
            keyed(salt, each) for each in (binding.owner, binding.parameters or b"")
        )
        start = _Start(0, binding.operation, owner, parameters, binding.chunk, salt)
        body = _encoder.encode(start)
        content = _count_line(1) + _whole_line(body, _hash(b"", body))
        new = self.path.with_name(f"{self.path.name}.{secrets.token_hex(8)}.new")
        file = os.open(
            new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
        )
        try:
            try:
                _write(file, content)
                os.fsync(file)
            finally:
                os.close(file)
            move(new, self.path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        sync_folder(self.path.parent)

    def _claim_file(self) -> None:
        try:
            if sys.platform == "win32":
                import msvcrt

                # Locked bytes cannot be read by others, so the lock sits far behind the end.
                os.lseek(self._file, 1 << 40, os.SEEK_SET)
                msvcrt.locking(self._file, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _UNSUPPORTED:
                raise BulkJournalError(
                    f"{self.path} cannot be locked: its file system has no locks ({error.strerror}); "
                    "keep the journal on a local disk"
                ) from error
            raise BulkJournalError(f"{self.path} is in use by another run") from error

    def _read(self) -> _Start:
        """Check every line, and note where the lines of each chunk are."""
        os.lseek(self._file, 0, os.SEEK_SET)
        with os.fdopen(os.dup(self._file), "rb") as file:
            counted = self._counted(file.read(_COUNT_SIZE))
            start: _Start | None = None
            self._end, self._count, self._last = _COUNT_SIZE, 0, b""
            while raw := file.readline(_LONGEST_LINE):
                checked = self._checked(raw, counted)
                if checked is None:
                    break
                line, closed = checked
                if isinstance(line, _Start) != (self._count == 0) or line.number != self._count:
                    raise self._damaged("is not the line that belongs here")
                if isinstance(line, _Start):
                    start = line
                else:
                    self._lines.setdefault(line.chunk, []).append((self._end, self._last))
                self._end += len(closed)
                self._count += 1
                self._last = closed[-_HASH_SIZE - 1 : -1]
            if start is None or self._count < counted:
                raise self._damaged(f"is missing; {counted} lines were written")
        # An editor may have taken the last line end away, and a crash may have left a part of a line.
        os.lseek(self._file, self._end - 1, os.SEEK_SET)
        _write(self._file, b"\n")
        os.ftruncate(self._file, self._end)
        return start

    def _counted(self, raw: bytes) -> int:
        result = _COUNT.fullmatch(raw)
        if result is not None and raw == _count_line(int(result[1])):
            return int(result[1])
        if raw.startswith(b'{"journal":1'):
            raise BulkJournalError(
                f"{self.path} was written by an older version in a format that is no longer read; "
                "look up what it sent, then use a new journal for the other rows"
            )
        what = (
            "is empty" if not raw else "is not a journal of a bulk run, or its beginning is damaged"
        )
        raise BulkJournalError(
            f"{self.path} {what}. Nothing of it was used and nothing was sent; "
            "name a file that does not exist to begin a new journal"
        )

    def _checked(
        self, raw: bytes, counted: int
    ) -> tuple[_Start | _Intent | _Verdict, bytes] | None:
        """Decode a line whose hash is right; None for the rest of a line whose request never left."""
        closed = raw if raw.endswith(b"\n") else raw + b"\n"
        body, result = _parted(closed)
        if result != _hash(self._last, body):
            if self._count >= counted and closed is not raw:
                return None
            raise self._damaged("is damaged")
        try:
            return _decoder.decode(body), closed
        except (msgspec.DecodeError, ValueError, RecursionError, MemoryError):
            raise self._damaged("is not a line of a bulk journal") from None

    def _check(self, start: _Start, binding: JournalBinding) -> None:
        self._salt = start.salt
        if start.operation != binding.operation:
            raise BulkJournalMismatchError(
                f"{self.path} belongs to {start.operation}, not to {binding.operation}"
            )
        if start.owner != self._digest(binding.owner):
            raise BulkJournalMismatchError(
                f"{self.path} was begun with another base_url or another login; "
                "use a journal of its own for each account and server"
            )
        if binding.parameters is not None and start.parameters != self._digest(binding.parameters):
            raise BulkJournalMismatchError(
                f"{self.path} was begun with other parameters; use the same ones, or a new journal"
            )

    def _damaged(self, what: str) -> BulkJournalError:
        # Counted from 1, after the line that holds the count.
        return BulkJournalError(
            f"{self.path}, line {self._count + 2} {what}. This file alone no longer shows what was sent, so "
            "nothing was sent; look up what the server has before you begin a new journal"
        )

    def _line_at(self, place: tuple[int, bytes]) -> _Intent | _Verdict:
        offset, last = place
        with self._lock:
            os.lseek(self._file, offset, os.SEEK_SET)
            with os.fdopen(os.dup(self._file), "rb") as file:
                raw = file.readline(_LONGEST_LINE)
        body, result = _parted(raw)
        if result == _hash(last, body):
            try:
                line = _decoder.decode(body)
            except (msgspec.DecodeError, ValueError, RecursionError):
                line = None
            if isinstance(line, _Intent | _Verdict):
                return line
        raise BulkJournalError(f"{self.path} was changed while it was in use")

    def _verdict(self, line: _Verdict, rows: int) -> tuple[str, Sequence[Id]]:
        letters = unpacked(line.ends, rows, ENDS)
        known = line.ids or [None] * rows
        if letters is None or len(known) != rows:
            raise BulkJournalError(f"{self.path}, line {line.number + 2} is about other rows")
        return letters, known

    def _append(self, line: _Line, chunk: int) -> None:
        """Write a line, then count it."""
        if self._file < 0:
            raise BulkJournalError(f"{self.path} is closed")
        if os.getpid() != self._process:
            raise BulkJournalError(f"{self.path} belongs to the process that opened it")
        if self._failure is not None:
            # An earlier line could not be written, so none may follow it.
            raise OSError(self._failure.errno, self._failure.strerror)
        body = _encoder.encode(line)
        mark = _hash(self._last, body)
        raw = _whole_line(body, mark)
        try:
            os.lseek(self._file, self._end, os.SEEK_SET)
            _write(self._file, raw)
            os.lseek(self._file, 0, os.SEEK_SET)
            _write(self._file, _count_line(self._count + 1))
        except OSError as error:
            self._failure = error
            raise
        self._lines.setdefault(chunk, []).append((self._end, self._last))
        self._end += len(raw)
        self._count += 1
        self._last = mark

    def _sync(self) -> None:
        try:
            os.fsync(self._file)
        except OSError as error:
            self._failure = error
            if self._file < 0:
                raise BulkJournalError(f"{self.path} is closed") from error
            raise

    def _digest(self, content: bytes) -> str:
        return keyed(self._salt, content)


def _hash(last: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(last + body, digest_size=_HASH_SIZE // 2).hexdigest().encode()


def _whole_line(body: bytes, mark: bytes) -> bytes:
    return body + b" " + mark + b"\n"


def _parted(line: bytes) -> tuple[bytes, bytes]:
    """Return the body of a line and its hash."""
    body, _, mark = line.removesuffix(b"\n").rpartition(b" ")
    return body, mark


def _count_line(count: int) -> bytes:
    start = _FORMAT + b" %012d" % count
    return start + b" " + _hash(b"", start)[:16] + b"\n"


def _write(file: int, content: bytes) -> None:
    while content:
        content = content[os.write(file, content) :]


def move(new: Path, path: Path) -> None:
    """Give a file its name, unless another process was faster; its journal is used then."""
    try:
        os.link(new, path)
    except FileExistsError:
        pass
    except OSError:
        # A file system without hard links.
        new.rename(path)
        return
    new.unlink()


def sync_folder(folder: Path) -> None:
    """Force the new file's name to disk, where folders can be opened."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
        finally:
            os.close(descriptor)
