"""Writes files, each whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from errno import EISDIR, ELOOP
from pathlib import Path

UNFINISHED = ".unfinished"
"""The end of the names of files that are not complete."""


def replace_file(path: Path, content: bytes) -> None:
    """Put a file in its place in one step; readers see the old or the new one.

    A link stays one, and what is no file, such as a terminal or a pipe, is written to: neither can be replaced without
    taking it from others.

    Raises:
        OSError: If the file or its folder cannot be written.
    """
    if path.is_dir():
        raise IsADirectoryError(EISDIR, "it is a folder")
    if path.exists() and not path.is_file():
        # By this very name: behind /dev/stdout there may be one that cannot be opened.
        path.write_bytes(content)
        return
    place = _place(path)
    put(place, content, durable=True, mode_of=place if place.exists() else None)


def put(path: Path, content: bytes, *, durable: bool = False, mode_of: Path | None = None) -> None:
    """Write a file beside its place and move it there; ``durable`` waits until the disk has it.

    Raises:
        OSError: If the file or its folder cannot be written.
    """
    unfinished = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        try:
            stream = unfinished.open("wb")
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            stream = unfinished.open("wb")
        with stream:
            stream.write(content)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        if mode_of is not None:
            shutil.copymode(mode_of, unfinished)
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def _place(path: Path) -> Path:
    """Where links lead."""
    try:
        return path.resolve()
    except RuntimeError as error:  # before Python 3.13
        raise OSError(ELOOP, "its links lead in a circle") from error
