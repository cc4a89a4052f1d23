"""Locks the output folder so that only one process writes it; the lock ends with the process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.output.manifest import LOCK


class BusyError(Exception):
    """Another process holds the lock."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, which is created; one that stays empty is removed again.

    Raises:
        BusyError: If another process holds it.
        OSError: If the folder cannot be created.
    """
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = _lock(folder)
    try:
        yield
    finally:
        if is_new:
            with suppress(OSError):
                folder.rmdir()
        os.close(descriptor)


def _lock(folder: Path) -> int:
    """An open descriptor that holds the lock, where the file system knows locks."""
    if sys.platform == "win32":
        import msvcrt

        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            os.close(descriptor)
            raise BusyError(folder) from error
    else:
        import fcntl

        # The folder itself is locked, so that no file is left over.
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            raise BusyError(folder) from error
        except OSError:  # such as ENOLCK on some network file systems
            return descriptor
    return descriptor
