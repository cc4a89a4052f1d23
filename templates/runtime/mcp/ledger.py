"""Remembers what was prepared and what was sent, so that no request and no crash sends anything twice.

A token goes from ``prepared`` to ``started`` before its request leaves, and to ``ended`` with its response. One that is
found ``started`` by another process may have been sent, and is never sent again.
"""

import json
import os
import secrets
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

__all__ = ["Entry", "Ledger"]

_HOURS = 24
_DAYS = 30
_TABLE = """
CREATE TABLE IF NOT EXISTS tokens (
    token TEXT PRIMARY KEY, digest TEXT NOT NULL, action TEXT NOT NULL, input TEXT NOT NULL, state TEXT NOT NULL,
    created REAL NOT NULL, started REAL, ended REAL, response TEXT
)
"""
_COLUMNS = "token, action, input, state, created, started, response, digest"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a token stands for."""

    token: str
    action: str
    input: Any
    state: str
    created: float
    started: float | None
    response: Any
    digest: str

    @property
    def expired(self) -> bool:
        """Whether it is too old to be confirmed."""
        return self.state == "prepared" and time.time() - self.created > _HOURS * 3600


class Ledger:
    """A file of tokens; processes may share it.

    Args:
        path: The file; it and its folder are readable by their owner only.
        scope: What tokens are bound to beside the request: the server's address and the login. Only a checksum of it is
            stored.
    """

    def __init__(self, path: Path, scope: str) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
        self._path = path
        self._scope = scope
        with self._open() as connection:
            connection.execute(_TABLE)
            connection.execute(
                "DELETE FROM tokens WHERE created < ?", (time.time() - _DAYS * 86400,)
            )

    def _open(self) -> "_Transaction":
        return _Transaction(self._path)

    def digest(self, action: str, given: Any) -> str:
        """Return the checksum that a token is bound to: the action, its exact input, the server."""
        text = json.dumps([self._scope, action, given], sort_keys=True, ensure_ascii=False)
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def prepare(self, action: str, given: Any) -> tuple[str, Entry | None]:
        """Return the token of a request, the same one until it is confirmed.

        Returns:
            The token, and the last equal request that was sent before, if there is one.
        """
        digest = self.digest(action, given)
        fresh = time.time() - _HOURS * 3600
        with self._open() as connection:
            waiting = connection.execute(
                "SELECT token FROM tokens WHERE digest = ? AND state = 'prepared' AND created > ?",
                (digest, fresh),
            ).fetchone()
            before = connection.execute(
                f"SELECT {_COLUMNS} FROM tokens WHERE digest = ? AND state != 'prepared' "  # noqa: S608 - a constant
                "ORDER BY started DESC",
                (digest,),
            ).fetchone()
            token = waiting[0] if waiting else secrets.token_urlsafe(9)
            if not waiting:
                connection.execute(
                    "INSERT INTO tokens (token, digest, action, input, state, created) "
                    "VALUES (?, ?, ?, ?, 'prepared', ?)",
                    (token, digest, action, json.dumps(given), time.time()),
                )
        return token, _entry(before)

    def find(self, token: str) -> Entry | None:
        """Return what a token stands for; None for one of another server, another login or another input."""
        with self._open() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM tokens WHERE token = ?",  # noqa: S608 - a constant
                (token,),
            ).fetchone()
        entry = _entry(row)
        is_own = entry is not None and entry.digest == self.digest(entry.action, entry.input)
        return entry if is_own else None

    def start(self, token: str) -> bool:
        """Claim a token before its request leaves; only one caller ever gets True."""
        with self._open() as connection:
            changed = connection.execute(
                "UPDATE tokens SET state = 'started', started = ? WHERE token = ? AND state = 'prepared'",
                (time.time(), token),
            ).rowcount
        return changed == 1

    def end(self, token: str, response: Any) -> None:
        """Remember the response."""
        with self._open() as connection:
            connection.execute(
                "UPDATE tokens SET state = 'ended', ended = ?, response = ? WHERE token = ?",
                (time.time(), json.dumps(response, default=str), token),
            )


class _Transaction:
    """One connection and one transaction that is on the disk when it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> sqlite3.Connection:
        self._connection = sqlite3.connect(os.fspath(self._path), timeout=30, isolation_level=None)
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("BEGIN IMMEDIATE")
        return self._connection

    def __exit__(self, kind: object, *_: object) -> None:
        with closing(self._connection):
            self._connection.execute("ROLLBACK" if kind else "COMMIT")


def _entry(row: Any) -> Entry | None:
    if row is None:
        return None
    token, action, given, state, created, started, response, digest = row
    decoded = None if response is None else json.loads(response)
    return Entry(token, action, json.loads(given), state, created, started, decoded, digest)
