"""Writes single files that are nobody's output, each whole or not at all."""

from __future__ import annotations

import os
import shutil
from errno import EISDIR, ELOOP
from pathlib import Path


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
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f"{place.name}.{os.getpid()}.unfinished")
    try:
        with unfinished.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if place.exists():
            shutil.copymode(place, unfinished)
        unfinished.replace(place)
    finally:
        unfinished.unlink(missing_ok=True)


def _place(path: Path) -> Path:
    """Where links lead."""
    try:
        return path.resolve()
    except RuntimeError as fault:  # before Python 3.13
        raise OSError(ELOOP, "its links lead in a circle") from fault
