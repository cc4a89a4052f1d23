"""Runs transactions on SQLite or PostgreSQL, and goes on when a connection was lost or a server restarts.

Statements are written once, with ``?`` for a value and ``{now}`` for the database's time in milliseconds. SQLite is
part of Python; PostgreSQL needs ``psycopg``.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from secrets import token_hex
from typing import Any, Protocol, TypeVar
from urllib.parse import unquote, urlsplit

from ..core.errors import BulkJournalError, ConfigurationError
from .file_journal import move, sync_folder

__all__ = ["Connection", "Database", "is_database"]

ResultT = TypeVar("ResultT")

_SCHEMES = ("sqlite", "postgresql", "postgres")
_LONGEST_PAUSE = 1.0
_FIRST_PATIENCE = 10.0


def is_database(journal: object) -> bool:
    """Whether a journal is named by the URL of a database."""
    return isinstance(journal, str) and journal.partition("://")[0] in _SCHEMES


class Connection(Protocol):
    """A connection inside a transaction."""

    def execute(self, statement: str, values: Iterable[Any] = ...) -> Any:
        """Run a statement and return its cursor."""
        ...


class _Sqlite:
    """A file that several processes of one machine share."""

    now = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
    lock = ""

    def __init__(self, url: str, schema: Iterable[str] | None) -> None:
        parts = urlsplit(url)
        if parts.netloc or not parts.path.strip("/"):
            raise ConfigurationError(
                "a SQLite journal is sqlite:///people.db, or sqlite:////folder/people.db with a whole path"
            )
        self.path = Path(unquote(parts.path[1:]))
        self.name = str(self.path)
        self._schema = schema
        self._checked = False

    def connect(self) -> Any:
        try:
            if not os.path.lexists(self.path):
                self._create(_required(self._schema, self.name))
            elif self.path.is_file() and not self.path.stat().st_size:
                raise BulkJournalError(
                    f"{self.name} is empty: it is damaged, or not a journal. Nothing was sent; "
                    "name a file that does not exist to begin a new journal"
                )
        except OSError as error:
            raise BulkJournalError(f"{self.name} cannot be opened: {error.strerror}") from error
        connection = self._connection(self.path)
        try:
            if not self._checked:
                (result,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
                self._require_sound(result)
                self._checked = True
        except BaseException:
            connection.close()
            raise
        return connection

    def _require_sound(self, result: str) -> None:
        if result != "ok":
            raise BulkJournalError(
                f"{self.name} is damaged: {result}. It no longer shows what was sent, so nothing was sent; look up "
                "what the server has before you begin a new journal"
            )

    def statement(self, text: str) -> str:
        return text

    def prepare(self, connection: Connection) -> None:
        tables = connection.execute("SELECT COUNT(*) FROM sqlite_master WHERE name LIKE 'bulk_%'")
        if not tables.fetchone()[0]:
            raise BulkJournalError(f"{self.name} is a database, but not a journal of bulk runs")

    def begin(self, *, durable: bool) -> str:  # noqa: ARG002 - SQLite knows no other kind
        # Two processes that read first and write later would wait for each other.
        return "BEGIN IMMEDIATE"

    def is_passing(self, error: Exception) -> bool:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (sqlite3.Error,)

    def _connection(self, path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=rw",
            uri=True,
            timeout=5.0,
            isolation_level=None,
            check_same_thread=False,
        )
        # A commit that was reported must survive a power failure: EXTRA also forces the folder to disk.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
        return connection

    def _create(self, schema: Iterable[str]) -> None:
        """Create the file under another name first, so that no half-written journal ever has its name."""
        new = self.path.with_name(f"{self.path.name}.{token_hex(8)}.new")
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            connection = self._connection(new)
            try:
                for statement in schema:
                    connection.execute(statement)
            finally:
                connection.close()
            move(new, self.path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        sync_folder(self.path.parent)


class _Postgres:
    """A server that workers on many machines share."""

    now = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"
    lock = " FOR UPDATE"
    _LOCK = 4_720_190_311
    """Names the lock that is held while tables are made; any number that others do not use."""

    def __init__(self, url: str, schema: Iterable[str] | None) -> None:
        try:
            self._library: Any = import_module("psycopg")
        except ImportError as error:
            raise ConfigurationError(
                "a PostgreSQL journal needs the psycopg package: pip install 'psycopg[binary]'"
            ) from error
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        self.name = f"postgresql://{host}{parts.path}"
        self._url = url
        self._schema = schema

    def connect(self) -> Any:
        # Without keep-alive a server that vanished would hold a worker for hours.
        return self._library.connect(
            self._url,
            autocommit=True,
            connect_timeout=10,
            keepalives_idle=10,
            keepalives_interval=5,
            keepalives_count=3,
        )

    def statement(self, text: str) -> str:
        return text.replace("?", "%s")

    def prepare(self, connection: Connection) -> None:
        tables = connection.execute("SELECT to_regclass('bulk_runs') IS NOT NULL")
        if not tables.fetchone()[0]:
            connection.execute(f"SELECT pg_advisory_xact_lock({self._LOCK})")
            for statement in _required(self._schema, self.name):
                connection.execute(statement)

    def begin(self, *, durable: bool) -> str:
        return "BEGIN" if durable else "BEGIN; SET LOCAL synchronous_commit = off"

    def is_passing(self, error: Exception) -> bool:
        library = self._library
        if not isinstance(error, library.OperationalError | library.InterfaceError):
            return False
        # Class 28 is a wrong password, 3D000 a database that does not exist, 53100 a full disk.
        state = getattr(error, "sqlstate", None) or ""
        refused = ("password authentication failed", "does not exist", "no pg_hba.conf entry")
        return not (
            state.startswith("28")
            or state in {"3D000", "53100"}
            or any(each in str(error) for each in refused)
        )

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (self._library.Error,)


def _required(schema: Iterable[str] | None, name: str) -> Iterable[str]:
    if schema is None:
        raise BulkJournalError(f"there is no run in {name}")
    return schema


class Database:
    """One connection to a database, shared by the threads of a process.

    Args:
        url: ``sqlite:///FILE`` or ``postgresql://USER@HOST/DATABASE``.
        schema: The statements that make the tables; None if they must be there.
        patience: Seconds to try again when the connection is lost.

    Raises:
        ConfigurationError: The URL is no database's, or psycopg is not installed.
    """

    def __init__(self, url: str, schema: Iterable[str] | None, patience: float) -> None:
        scheme = url.partition("://")[0]
        if scheme not in _SCHEMES:
            raise ConfigurationError(f"a journal cannot be in {scheme!r}; use sqlite or postgresql")
        engine = _Sqlite if scheme == "sqlite" else _Postgres
        self._engine: _Sqlite | _Postgres = engine(url, schema)
        self.name: str = self._engine.name
        # What cannot be reached at the start is more often wrong than gone for a moment.
        self.patience: float = min(patience, _FIRST_PATIENCE)
        self._later_patience = patience
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._connection: Any = None
        self._closed = False

    def transact(self, work: Callable[[Connection], ResultT], *, durable: bool = True) -> ResultT:
        """Run a transaction; it is run again from its start when the connection is lost or another one is in its way.

        Args:
            work: Runs the statements. Whatever it raises rolls the transaction back.
            durable: Whether it must survive a crash of the database's machine from now on; if not, it does together with
                the next durable one.

        Raises:
            BulkJournalError: The database cannot be reached, is damaged, or refuses.
        """
        end = time.monotonic() + self.patience
        pause = 0.01
        while True:
            with self._lock:
                self._require_own()
                try:
                    return self._attempt(work, durable=durable)
                except self._engine.errors as error:
                    self._drop()
                    is_passing = self._engine.is_passing(error)
                    if not is_passing or time.monotonic() > end:
                        text = " ".join(str(error).split()) or type(error).__name__
                        raise BulkJournalError(
                            f"{self.name} cannot be used: {text}", is_transient=is_passing
                        ) from error
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def give_up(self) -> None:
        """Try nothing again from now on."""
        self.patience = self._later_patience = 0.0

    def close(self) -> None:
        """Close the connection; never raises."""
        with self._lock:
            self._closed = True
            if os.getpid() == self._process:
                self._drop()

    def _attempt(self, work: Callable[[Connection], ResultT], *, durable: bool) -> ResultT:
        engine, new = self._engine, self._connection is None
        if new:
            self._connection = engine.connect()
        bound = _Bound(self._connection, engine)
        bound.execute(engine.begin(durable=durable))
        try:
            if new:
                engine.prepare(bound)
            result = work(bound)
            bound.execute("COMMIT")
            self.patience = self._later_patience
        except BaseException:
            with suppress(*engine.errors):
                bound.execute("ROLLBACK")
            raise
        return result

    def _require_own(self) -> None:
        if self._closed:
            raise BulkJournalError(f"{self.name} is closed")
        if os.getpid() != self._process:
            raise BulkJournalError(f"{self.name} belongs to the process that opened it")

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(*self._engine.errors):
                connection.close()


class _Bound:
    """Writes statements in the words of one engine."""

    def __init__(self, connection: Any, engine: _Sqlite | _Postgres) -> None:
        self._connection = connection
        self._engine = engine

    def execute(self, statement: str, values: Iterable[Any] = ()) -> Any:
        engine = self._engine
        text = statement.replace("{now}", engine.now).replace("{lock}", engine.lock)
        return self._connection.execute(engine.statement(text), tuple(values))
