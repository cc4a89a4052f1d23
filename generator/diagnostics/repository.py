"""Names the files of findings from the top of the repository, where machines that annotate pull requests look for them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from generator.diagnostics.findings import Diagnostic


def located(findings: Iterable[Diagnostic], root: Path) -> tuple[Diagnostic, ...]:
    """The findings of a project with the names that their files have in its repository."""
    top = next((each for each in (root, *root.parents) if (each / ".git").exists()), root)

    def name(file: str) -> str:
        place = os.path.normpath(root / file)
        inside = file and place.startswith(f"{top}{os.sep}")
        return Path(place).relative_to(top).as_posix() if inside else file

    return tuple(replace(each, file=name(each.file)) for each in findings)
