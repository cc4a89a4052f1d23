"""Lists the files of a folder that someone keeps there; what editors and Python leave beside them is none of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def files_below(folder: Path) -> Iterator[Path]:
    """The files below a folder, in the order of their names.

    Swap files, locks and backups come and go while someone types, and compiled modules while others run.
    """
    match = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _is_passing(name)]
        match += [Path(place, name) for name in files if not _is_passing(name)]
    yield from (path for path in sorted(match) if path.is_file())


def _is_passing(step: str) -> bool:
    return step == "__pycache__" or step.startswith(".") or step.endswith(("~", ".pyc"))
