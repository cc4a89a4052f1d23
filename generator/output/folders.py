"""Lists the files of a folder that someone keeps there; what editors and Python leave beside them is none of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def files_below(folder: Path, lead: str = "") -> Iterator[tuple[str, Path]]:
    """The files below a folder with their relative paths behind ``lead``, in the order of their names.

    Swap files, locks and backups come and go while someone types, and compiled modules while others run.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            name = entry.name
            if name == "__pycache__" or name.startswith(".") or name.endswith(("~", ".pyc")):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from files_below(Path(entry.path), f"{lead}{name}/")
            elif entry.is_file():
                yield f"{lead}{name}", Path(entry.path)
