"""Lets one run at a time write a folder; the lock is the system's, so a crash leaves none behind."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 30.0
_PAUSE = 0.05


class BusyError(Exception):
    """Another run writes the folder, and goes on doing so."""


@contextmanager
def turn(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Have a folder for oneself; ``waiting`` is called once if another run has to end first.

    Raises:
        BusyError: If it does not end.
        OSError: If the folder cannot be made.
    """
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = _locked(folder, waiting)
    try:
        yield
    finally:
        if made:
            with suppress(OSError):
                folder.rmdir()
        if descriptor is not None:
            os.close(descriptor)


def _locked(folder: Path, waiting: Callable[[], None]) -> int | None:
    """The descriptor that holds the lock; None where the file system knows no locks."""
    started = time.monotonic()
    told = False
    while True:
        descriptor = _opened(folder)
        try:
            _lock(descriptor)
        except BlockingIOError:
            os.close(descriptor)
        except OSError:
            os.close(descriptor)
            return None
        else:
            if _is(folder, descriptor):
                return descriptor
            os.close(descriptor)
            folder.mkdir(parents=True, exist_ok=True)
        if not told:
            told = True
            waiting()
        if time.monotonic() - started > PATIENCE:
            raise BusyError(folder)
        time.sleep(_PAUSE)


if sys.platform == "win32":
    import msvcrt

    from generator.output.manifest import LOCK

    def _opened(folder: Path) -> int:
        return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT)

    def _lock(descriptor: int) -> None:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError as fault:
            raise BlockingIOError from fault

    def _is(_: Path, __: int) -> bool:
        return True

else:
    import fcntl

    def _opened(folder: Path) -> int:
        """Folders themselves can be locked, so that no file is left over."""
        return os.open(folder, os.O_RDONLY)

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _is(folder: Path, descriptor: int) -> bool:
        """Whether the folder is still the one that was opened: an empty one may be removed again."""
        with suppress(OSError):
            return os.path.samestat(folder.stat(), os.fstat(descriptor))
        return False
