"""Keeps a journal in a database, so that workers on many machines share one run and no row is sent twice.

A chunk is taken by one worker in a transaction. Another transaction marks its rows as under way before their request
leaves, a third one stores how they ended. A worker that gives no sign of life loses its chunks: what it had under way is
unknown, the rest may be taken by others. Each step checks that the chunk is still its own, so a worker that comes back
late sends nothing.

Every row of the tables carries a keyed hash, and each worker counts what it has taken. So a changed or missing row is an
error, and never read as rows that no one has sent. The tables hold no phone number and no text.
"""

import json
import os
import re
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from ..core.errors import (
    BulkCancelledError,
    BulkJournalError,
    BulkJournalMismatchError,
    ConfigurationError,
)
from .database import Connection, Database
from .journal import (
    CLAIMED,
    REJECTED,
    SENT,
    UNKNOWN,
    UNSENT,
    ClaimLostError,
    Id,
    Journal,
    JournalBinding,
    JournalPast,
    RunPausedError,
    keyed,
    milliseconds,
    packed,
    unpacked,
)

__all__ = ["BulkRun", "BulkRunState", "BulkRunStatus", "DatabaseJournal"]

ResultT = TypeVar("ResultT")

_FORMAT = 1
_UNDER_WAY, _INVALID = "f", "x"
_LETTERS = SENT + REJECTED + UNKNOWN + UNSENT + _UNDER_WAY + _INVALID
_COUNTS = {
    "sent": SENT,
    "rejected": REJECTED,
    "unknown": UNKNOWN,
    "waiting": UNSENT,
    "under_way": _UNDER_WAY,
    "invalid": _INVALID,
}
"""The columns that count the rows of a chunk by how they stand."""
_RECORD = ("worker", "content", "ends", "ids", "began", "ended")
_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS bulk_runs (
        run TEXT PRIMARY KEY, format BIGINT NOT NULL, operation TEXT NOT NULL, owner TEXT NOT NULL,
        parameters TEXT NOT NULL, chunk BIGINT NOT NULL, salt TEXT NOT NULL, seal TEXT NOT NULL,
        state TEXT NOT NULL, began BIGINT NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS bulk_workers (
        worker TEXT PRIMARY KEY, run TEXT NOT NULL, part BIGINT NOT NULL, place TEXT NOT NULL,
        claims BIGINT NOT NULL, numbers BIGINT NOT NULL, total BIGINT, expires BIGINT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS bulk_workers_of_part ON bulk_workers (run, part)",
    f"""CREATE TABLE IF NOT EXISTS bulk_chunks (
        run TEXT NOT NULL, part BIGINT NOT NULL, number BIGINT NOT NULL, worker TEXT NOT NULL,
        content TEXT NOT NULL, ends TEXT NOT NULL, ids TEXT, began BIGINT, ended BIGINT, seal TEXT NOT NULL,
        {", ".join(f"{name} BIGINT NOT NULL" for name in _COUNTS)}, PRIMARY KEY (run, part, number))""",
)


class BulkRunState(StrEnum):
    """Whether the workers of a run may send."""

    RUNNING = "running"
    PAUSED = "paused"
    """Workers wait before their next request."""
    CANCELLED = "cancelled"
    """Workers stop, and the run cannot go on."""


@dataclass(frozen=True, slots=True)
class BulkRunStatus:
    """Where a run stands, over all its workers.

    Attributes:
        run: The run's name.
        state: Whether the workers may send.
        sent: Rows that the API accepted.
        rejected: Rows that the API refused.
        unknown: Rows that may have been sent.
        under_way: Rows whose request has left and has no response yet.
        waiting: Rows that a worker has taken and no request has held yet.
        invalid: Rows that cannot be sent, or equal an earlier one.
        total: Rows of the parts that have begun, where their length was known.
        workers: Workers that gave a sign of life lately.
        began: When the run began.
    """

    run: str
    state: BulkRunState
    sent: int
    rejected: int
    unknown: int
    under_way: int
    waiting: int
    invalid: int
    total: int | None
    workers: int
    began: datetime

    @property
    def done(self) -> int:
        """Rows whose end is known, or that are unknown."""
        return self.sent + self.rejected + self.unknown + self.invalid


@dataclass(frozen=True, slots=True)
class DatabaseJournal:
    """A journal in a database. Pass it, or just its URL, as ``journal=``.

    All workers of a run name the same database and run. Those that have the same rows divide them among themselves; those
    that have different rows need different parts. It can be pickled, and opens a connection only where it is used.

    Args:
        url: ``sqlite:///FILE`` for the processes of one machine, ``postgresql://USER@HOST/DATABASE`` for many machines
            (needs ``psycopg``). What follows ``#`` is the run's name: a database holds many runs.
        run: The run's name. Default: what the URL states, or ``default``.
        part: The number of the part of the rows that this worker has, where each has its own.
        lease: Seconds without a sign of life after which others take a worker's chunks over. Default: 60.
        patience: Seconds to try again while the database cannot be reached. Default: 60.

    Raises:
        ConfigurationError: The URL is no database's, or a number is out of range.
    """

    url: str = field(repr=False)
    run: str = ""
    part: int = 0
    lease: float = 60.0
    patience: float = 60.0

    def __post_init__(self) -> None:
        url, _, named = self.url.partition("#")
        object.__setattr__(self, "url", url)
        object.__setattr__(self, "run", self.run or named or "default")
        if self.lease < 1 or self.patience < 0 or self.part < 0:
            raise ConfigurationError(
                "lease must be 1 second or more, patience and part 0 or more: "
                f"{self.lease!r}, {self.patience!r}, {self.part!r}"
            )

    def __call__(self, binding: JournalBinding) -> Journal:
        """Open the journal for one worker."""
        return _Worker(self, binding)

    def database(self, *, create: bool = True) -> Database:
        """Return the database; it is connected, and its tables are made, when it is first used."""
        return Database(self.url, _SCHEMA if create else None, self.patience)


@dataclass(frozen=True, slots=True)
class _Record:
    """What is stored about a chunk."""

    worker: str
    content: str
    ends: str
    ids: tuple[Id, ...]
    began: int | None = None
    ended: int | None = None

    def columns(self) -> list[Any]:
        ids = None if all(each is None for each in self.ids) else json.dumps(self.ids)
        return [self.worker, self.content, packed(self.ends), ids, self.began, self.ended]

    def counts(self) -> list[int]:
        return [self.ends.count(letter) for letter in _COUNTS.values()]

    def changed(self, letters: Mapping[int, str], **changes: Any) -> "_Record":
        ends = "".join(letters.get(place, end) for place, end in enumerate(self.ends))
        return replace(self, ends=ends, **changes)

    def past(self) -> JournalPast:
        began, ended = (
            None if at is None else datetime.fromtimestamp(at / 1000, UTC)
            for at in (self.began, self.ended)
        )
        windows = tuple(
            (began, ended) if began is not None and end in (SENT, REJECTED, UNKNOWN) else None
            for end in self.ends
        )
        return JournalPast(self.ends.replace(_INVALID, UNSENT), self.ids, windows)


class _Worker:
    """One worker's hold on a journal."""

    def __init__(self, journal: DatabaseJournal, binding: JournalBinding) -> None:
        self._journal = journal
        self._database = journal.database()
        self._name = secrets.token_hex(8)
        self._place = (journal.run, journal.part)
        self._lease = int(journal.lease * 1000)
        self._salt = ""
        self._closed = threading.Event()
        try:
            self.chunk: int = self._database.transact(lambda sql: self._begin(sql, binding))
        except BaseException:
            self._database.close()
            raise
        threading.Thread(target=self._live, name="bulk_journal", daemon=True).start()

    # ---- What a run asks for -------------------------------------------------------------------------------------

    def claim(self, number: int, content: bytes, valid: Sequence[bool]) -> JournalPast | None:
        """Take a chunk for this worker; see ``Journal.claim``."""
        digest = keyed(self._salt, content)
        new = _Record(
            worker=self._name,
            content=digest,
            ends="".join(UNSENT if each else _INVALID for each in valid),
            ids=(None,) * len(valid),
        )

        def work(sql: Connection) -> JournalPast | None:
            self._require_running(sql)
            if self._insert(sql, number, new):
                return None
            record = self._read(sql, number)
            if record.content != digest or len(record.ends) != len(valid):
                raise BulkJournalMismatchError(
                    f"{self._called}: chunk {number} holds other rows than when the journal was written; run it "
                    "with the same rows in the same order, or name another run"
                )
            has_open = UNSENT in record.ends or _UNDER_WAY in record.ends
            if record.worker != self._name and has_open and self._is_alive(sql, record.worker):
                others = {UNSENT: CLAIMED, _UNDER_WAY: CLAIMED}
                return record.changed(
                    {place: others.get(end, end) for place, end in enumerate(record.ends)}
                ).past()
            # What a worker had under way that gives no sign of life may have been sent.
            lost = {place: UNKNOWN for place, end in enumerate(record.ends) if end == _UNDER_WAY}
            if has_open or UNKNOWN in record.ends:
                record = record.changed(lost, worker=self._name)
                self._write(sql, number, record)
            return record.past()

        # Before a request leaves, ``intend`` makes this durable too.
        return self._database.transact(work, durable=False)

    def intend(self, number: int, rows: range) -> None:
        """Record that rows are about to be sent; see ``Journal.intend``."""
        started = time.monotonic()

        def work(sql: Connection) -> None:
            nonlocal started
            started = time.monotonic()
            self._require_running(sql)
            record = self._own(sql, number)
            places = [place for place in rows if record.ends[place] != _INVALID]
            if not {record.ends[place] for place in places} <= {UNSENT, UNKNOWN, _UNDER_WAY}:
                raise ClaimLostError
            began = record.began if UNKNOWN in record.ends or _UNDER_WAY in record.ends else None
            under_way = dict.fromkeys(places, _UNDER_WAY)
            self._write(
                sql,
                number,
                record.changed(under_way, began=began or milliseconds(), ended=None),
            )
            self._renew(sql)

        self._database.transact(work)
        if time.monotonic() - started > self._journal.lease / 2:
            # The process stood still; by now others may take the rows for lost.
            count = self._database.transact(
                lambda sql: sum(self._read(sql, number).ends[place] != _INVALID for place in rows)
            )
            self.settle(number, rows, UNSENT * count)
            raise RunPausedError

    def settle(self, number: int, rows: range, ends: str, ids: Sequence[Id] = ()) -> None:
        """Record how rows ended; see ``Journal.settle``."""

        def work(sql: Connection) -> None:
            record = self._read(sql, number)
            places = [place for place in rows if record.ends[place] != _INVALID]
            # Another worker may have called them unknown meanwhile; this one knows more.
            own = UNKNOWN + (_UNDER_WAY if record.worker == self._name else "")
            letters = {
                place: end
                for place, end in zip(places, ends, strict=True)
                if record.ends[place] in own
            }
            known = list(record.ids)
            for place, identity in zip(places, ids or [None] * len(places), strict=True):
                if place in letters:
                    known[place] = identity
            record = record.changed(letters, ids=tuple(known), ended=milliseconds())
            if _UNDER_WAY in record.ends:
                record = replace(record, ended=None)
            self._write(sql, number, record)

        self._database.transact(work)

    def finish(self, chunks: int) -> None:
        """Check that the input was not shorter than before; see ``Journal.finish``."""

        def work(sql: Connection) -> int | None:
            rows = sql.execute(
                "SELECT MAX(number) FROM bulk_chunks WHERE run = ? AND part = ?", self._place
            )
            last: int | None = rows.fetchone()[0]
            return last

        last = self._database.transact(work)
        if last is not None and chunks <= last:
            raise BulkJournalMismatchError(
                f"{self._called} knows {last + 1} chunks, but the rows ended after {chunks}; "
                "run it with the same rows"
            )

    def close(self) -> None:
        """Give up what this worker has taken, and close the connection."""
        if not self._closed.is_set():
            self._closed.set()
            self._database.give_up()
            # When this fails, the lease runs out.
            with suppress(BulkJournalError):
                self._database.transact(lambda sql: self._renew(sql, alive=False))
            self._database.close()

    # ---- The tables ----------------------------------------------------------------------------------------------

    @property
    def _called(self) -> str:
        return f"{self._database.name}#{self._journal.run}"

    def _begin(self, sql: Connection, binding: JournalBinding) -> int:
        """Find or make the run, hold it against what it should be, and enter this worker."""
        row = self._run(sql) or self._make(sql, binding)
        *facts, salt, seal = row
        self._salt = salt
        if not _is_salt(salt) or seal != _seal(salt, self._journal.run, *facts):
            raise self._damaged("the run was changed")
        version, operation, owner, parameters, chunk = facts
        if version != _FORMAT:
            raise BulkJournalError(f"{self._called} was written by another version of the package")
        if operation != binding.operation:
            raise BulkJournalMismatchError(
                f"{self._called} belongs to {operation}, not to {binding.operation}"
            )
        if owner != keyed(salt, binding.owner):
            raise BulkJournalMismatchError(
                f"{self._called} was begun with another base_url or another login; "
                "name a run of its own for each account and server"
            )
        if binding.parameters is not None and parameters != keyed(salt, binding.parameters):
            raise BulkJournalMismatchError(
                f"{self._called} was begun with other parameters; use the same ones, or name another run"
            )
        self._count(sql)
        sql.execute(
            "INSERT INTO bulk_workers VALUES (?, ?, ?, ?, 0, 0, ?, {now} + ?)",
            [
                self._name,
                *self._place,
                f"{socket.gethostname()}:{os.getpid()}",
                binding.total,
                self._lease,
            ],
        )
        return int(chunk)

    def _make(self, sql: Connection, binding: JournalBinding) -> tuple[Any, ...]:
        run = self._journal.run
        salt = secrets.token_hex(16)
        facts = (
            _FORMAT,
            binding.operation,
            keyed(salt, binding.owner),
            keyed(salt, binding.parameters or b""),
            binding.chunk,
        )
        made = sql.execute(
            "INSERT INTO bulk_runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, {now}) ON CONFLICT DO NOTHING",
            [run, *facts, salt, _seal(salt, run, *facts), BulkRunState.RUNNING.value],
        )
        if made.rowcount == 1:
            # Until this transaction ends, no other worker can enter the run.
            for table in ("bulk_chunks", "bulk_workers"):
                if sql.execute(f"SELECT 1 FROM {table} WHERE run = ? LIMIT 1", [run]).fetchone():
                    raise self._damaged("the run itself is missing")
        row = self._run(sql)
        assert row
        return row

    def _run(self, sql: Connection) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = sql.execute(
            "SELECT format, operation, owner, parameters, chunk, salt, seal FROM bulk_runs WHERE run = ?",
            [self._journal.run],
        ).fetchone()
        return row

    def _count(self, sql: Connection) -> None:
        """Compare the chunks of this part with those that the workers report as taken."""
        counts = sql.execute(
            """SELECT
                (SELECT COUNT(*) FROM bulk_chunks WHERE run = ? AND part = ?),
                (SELECT COALESCE(SUM(number), 0) FROM bulk_chunks WHERE run = ? AND part = ?),
                (SELECT COALESCE(SUM(claims), 0) FROM bulk_workers WHERE run = ? AND part = ?),
                (SELECT COALESCE(SUM(numbers), 0) FROM bulk_workers WHERE run = ? AND part = ?)""",
            self._place * 4,
        ).fetchone()
        if tuple(counts[:2]) != tuple(counts[2:]):
            raise self._damaged(f"it holds {counts[0]} chunks, but {counts[2]} were taken")

    def _require_running(self, sql: Connection) -> None:
        row = sql.execute(
            "SELECT state FROM bulk_runs WHERE run = ?", [self._journal.run]
        ).fetchone()
        match row[0] if row else None:
            case BulkRunState.RUNNING:
                return
            case BulkRunState.PAUSED:
                raise RunPausedError
            case BulkRunState.CANCELLED:
                raise BulkCancelledError(f"{self._called} was cancelled; nothing more is sent")
        raise self._damaged("the run is missing or has a strange state")

    def _insert(self, sql: Connection, number: int, record: _Record) -> bool:
        columns = record.columns()
        values = [*self._place, number, *columns, self._sealed(number, columns), *record.counts()]
        marks = ", ".join("?" * len(values))
        inserted = sql.execute(
            f"INSERT INTO bulk_chunks VALUES ({marks}) ON CONFLICT DO NOTHING", values
        )
        if inserted.rowcount != 1:
            return False
        counted = sql.execute(
            "UPDATE bulk_workers SET claims = claims + 1, numbers = numbers + ?, expires = {now} + ? WHERE worker = ?",
            [number, self._lease, self._name],
        )
        if counted.rowcount != 1:
            raise self._damaged("this worker is missing")
        return True

    def _read(self, sql: Connection, number: int) -> _Record:
        record = self._find(sql, number)
        if record is None:
            raise self._damaged(f"chunk {number} is missing")
        return record

    def _find(self, sql: Connection, number: int) -> _Record | None:
        row = sql.execute(
            f"SELECT {', '.join(_RECORD)}, seal FROM bulk_chunks WHERE run = ? AND part = ? AND number = ?{{lock}}",
            [*self._place, number],
        ).fetchone()
        if row is None:
            return None
        *columns, seal = row
        if seal != self._sealed(number, columns):
            raise self._damaged(f"chunk {number} was changed")
        worker, content, ends, ids, began, ended = columns
        letters = unpacked(ends, None, _LETTERS)
        if letters is None:
            raise self._damaged(f"chunk {number} is not of this format")
        known = tuple(json.loads(ids)) if ids else (None,) * len(letters)
        return _Record(worker, content, letters, known, began, ended)

    def _own(self, sql: Connection, number: int) -> _Record:
        record = self._find(sql, number)
        # A database that crashed may have forgotten a claim, but not what ``intend`` has stored.
        if record is None or record.worker != self._name:
            raise ClaimLostError
        return record

    def _write(self, sql: Connection, number: int, record: _Record) -> None:
        columns = record.columns()
        names = (*_RECORD, "seal", *_COUNTS)
        sql.execute(
            f"UPDATE bulk_chunks SET {', '.join(f'{name} = ?' for name in names)} "
            "WHERE run = ? AND part = ? AND number = ?",
            [*columns, self._sealed(number, columns), *record.counts(), *self._place, number],
        )

    def _is_alive(self, sql: Connection, worker: str) -> bool:
        row = sql.execute(
            "SELECT expires > {now} FROM bulk_workers WHERE worker = ?", [worker]
        ).fetchone()
        return bool(row and row[0])

    def _renew(self, sql: Connection, *, alive: bool = True) -> None:
        value = "{now} + ?" if alive else "?"
        sql.execute(
            f"UPDATE bulk_workers SET expires = {value} WHERE worker = ?",
            [self._lease if alive else 0, self._name],
        )

    def _live(self) -> None:
        """Give signs of life, also while a long request is under way."""
        while not self._closed.wait(self._journal.lease / 3):
            try:
                self._database.transact(self._renew, durable=False)
            except BulkJournalError:
                # Without a sign of life others take the chunks over, and each step checks that.
                continue

    def _sealed(self, number: int, columns: Iterable[Any]) -> str:
        return _seal(self._salt, *self._place, number, *columns)

    def _damaged(self, what: str) -> BulkJournalError:
        return BulkJournalError(
            f"{self._called} is damaged: {what}. It no longer shows what was sent, so nothing was sent; look up what "
            "the server has before you name another run"
        )


class BulkRun:
    """Watches and steers a run from anywhere, by the URL of its journal.

    Args:
        journal: The URL, or the ``DatabaseJournal`` itself.

    Raises:
        ConfigurationError: The URL is no database's, or psycopg is not installed.
    """

    def __init__(self, journal: str | DatabaseJournal) -> None:
        self._journal = DatabaseJournal(journal) if isinstance(journal, str) else journal

    def __str__(self) -> str:
        """Return the database and the run, without user and password."""
        return f"{self._journal.database().name}#{self._journal.run}"

    def status(self) -> BulkRunStatus:
        """Count the rows of all workers.

        Raises:
            BulkJournalError: There is no such run, or the database cannot be reached.
        """
        run = self._journal.run

        def work(sql: Connection) -> BulkRunStatus:
            state, began = self._row(sql)
            # What a worker had under way that gives no sign of life may have been sent.
            counts = sql.execute(
                """SELECT SUM(sent), SUM(rejected),
                    SUM(unknown + CASE WHEN w.expires > {now} THEN 0 ELSE under_way END),
                    SUM(waiting), SUM(CASE WHEN w.expires > {now} THEN under_way ELSE 0 END), SUM(invalid)
                FROM bulk_chunks c LEFT JOIN bulk_workers w ON w.worker = c.worker WHERE c.run = ?""",
                [run],
            ).fetchone()
            total = sql.execute(
                """SELECT SUM(total) FROM
                (SELECT MAX(total) AS total FROM bulk_workers WHERE run = ? GROUP BY part) AS parts""",
                [run],
            ).fetchone()[0]
            alive = sql.execute(
                "SELECT COUNT(*) FROM bulk_workers WHERE run = ? AND expires > {now}", [run]
            ).fetchone()[0]
            return BulkRunStatus(
                run=run,
                state=BulkRunState(state),
                **{name: int(each or 0) for name, each in zip(_COUNTS, counts, strict=True)},
                total=None if total is None else int(total),
                workers=alive,
                began=datetime.fromtimestamp(began / 1000, UTC),
            )

        return self._transact(work)

    def pause(self) -> None:
        """Let workers send nothing until ``resume``; requests that have left are waited for.

        Raises:
            BulkCancelledError: The run was cancelled.
            BulkJournalError: There is no such run, or the database cannot be reached.
        """
        self._turn(BulkRunState.PAUSED)

    def resume(self) -> None:
        """Let a paused run go on.

        Raises:
            BulkCancelledError: The run was cancelled.
            BulkJournalError: There is no such run, or the database cannot be reached.
        """
        self._turn(BulkRunState.RUNNING)

    def cancel(self) -> None:
        """Stop all workers for good; their runs end with ``BulkStoppedError``.

        Raises:
            BulkJournalError: There is no such run, or the database cannot be reached.
        """
        self._turn(BulkRunState.CANCELLED)

    def _turn(self, state: BulkRunState) -> None:
        def work(sql: Connection) -> None:
            before, _ = self._row(sql)
            if before == BulkRunState.CANCELLED != state:
                raise BulkCancelledError(f"the run {self._journal.run!r} was cancelled")
            sql.execute(
                "UPDATE bulk_runs SET state = ? WHERE run = ?", [state.value, self._journal.run]
            )

        self._transact(work)

    def _row(self, sql: Connection) -> tuple[str, int]:
        row = sql.execute(
            "SELECT state, began FROM bulk_runs WHERE run = ?{lock}", [self._journal.run]
        ).fetchone()
        if row is None:
            raise BulkJournalError(
                f"there is no run {self._journal.run!r} in the journal; a run's name follows # in its URL"
            )
        return str(row[0]), int(row[1])

    def _transact(self, work: Callable[[Connection], ResultT]) -> ResultT:
        database = self._journal.database(create=False)
        try:
            return database.transact(work)
        finally:
            database.close()


def _seal(salt: str, *values: Any) -> str:
    return keyed(salt, json.dumps(values).encode())


def _is_salt(text: str) -> bool:
    return re.fullmatch("[0-9a-f]{32}", text) is not None
