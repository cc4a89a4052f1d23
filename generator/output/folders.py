"""Lists the files of a folder that someone keeps there; what editors and Python leave beside them is none of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def files_below(folder: Path) -> Iterator[Path]:
    """The files below a folder, in the order of their names.

    Swap files, locks and backups come and go while someone types, and compiled modules while others run.
    """
    for path in sorted(folder.rglob("*")):
        steps = path.relative_to(folder).parts
        if not any(map(_is_passing, steps)) and path.is_file():
            yield path


def _is_passing(step: str) -> bool:
    return step == "__pycache__" or step.startswith(".") or step.endswith(("~", ".pyc"))
