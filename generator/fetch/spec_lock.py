"""Keep the checksums of the input files, so that a change by accident or by download shows.

A lock file is JSON beside the files it guards: where the published description comes from, the checksum of the
revision last taken over, and one checksum for each guarded file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import MsgspecError, Struct
from msgspec.json import decode
from msgspec.structs import replace

from generator.output.atomic import replace_file
from generator.output.manifest import checksum


class LockError(ValueError):
    """The lock file cannot be used; the text states why."""


class Lock(Struct, frozen=True):
    """What a lock file holds.

    ``published`` is the SHA-256 of the published bytes, ``converted`` that of the description where it holds the
    publisher's words in another format. ``files`` maps names, relative to the lock file, to their SHA-256.
    """

    source: str
    revision: str
    published: str
    files: Mapping[str, str]
    converted: str = ""


def read(path: Path) -> Lock:
    """Read a lock file.

    Raises:
        LockError: If the file is missing, is not JSON or lacks a field.
    """
    try:
        return decode(path.read_bytes(), type=Lock)
    except FileNotFoundError as error:
        raise LockError(f"{path.name} is missing; lock makes one") from error
    except OSError as error:
        raise LockError(f"{path.name}: {error.strerror}") from error
    except MsgspecError as error:
        raise LockError(
            f"{path.name}: it is no lock file; remove it, and lock makes one"
        ) from error


def write(path: Path, lock: Lock) -> None:
    """Write a lock file."""
    replace_file(path, encoded(lock))


def encoded(lock: Lock) -> bytes:
    """Return the bytes of a lock file, always the same for the same content."""
    content = {
        "source": lock.source,
        "revision": lock.revision,
        "published": lock.published,
        **({"converted": lock.converted} if lock.converted else {}),
        "files": dict(sorted(lock.files.items())),
    }
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def verify(path: Path, lock: Lock) -> tuple[str, ...]:
    """Return the names of guarded files that are missing or differ from their checksums."""
    folder = path.parent
    return tuple(
        name
        for name, expected in sorted(lock.files.items())
        if _checksum(folder / name) != expected
    )


def sealed(path: Path, lock: Lock, name: str) -> Lock:
    """Return the lock with the present checksum of one file, which it guards from now on.

    Raises:
        LockError: If the file is missing.
    """
    checksum = _checksum(path.parent / name)
    if checksum is None:
        raise LockError(f"{path.name}: no such file: {name}")
    return replace(lock, files={**lock.files, name: checksum})


def seal(path: Path, lock: Lock) -> Lock:
    """Return the lock with the present checksums of all files it guards.

    Raises:
        LockError: If a guarded file is missing.
    """
    present = {name: _checksum(path.parent / name) for name in lock.files}
    missing = sorted(name for name, checksum in present.items() if checksum is None)
    if missing:
        raise LockError(f"{path.name}: no such file: {', '.join(missing)}")
    return replace(lock, files={name: checksum for name, checksum in present.items() if checksum})


def _checksum(file: Path) -> str | None:
    try:
        return checksum(file.read_bytes())
    except OSError:
        return None
