"""``lock``: seal the input files after they were changed on purpose."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from generator.cli import Exit, UsageError
from generator.cli.options import settings
from generator.diagnostics import reporters
from generator.diagnostics.findings import Diagnostics
from generator.fetch import spec_lock as locks
from generator.output.manifest import checksum


def lock(path: Path | None = None, /) -> int:
    """Renew the checksums of the input files that the lock file guards, after a change on purpose, or make a first one.

    Args:
        path: The lock file; spec.lock beside the description if none is given.

    """
    report = Diagnostics()
    config = settings(report)
    if report.failed:
        reporters.show(report.findings, config.root, sys.stderr)
        return Exit.BAD_INPUT
    if path is None and config.spec is None:
        raise UsageError("there is no project here: pyproject.toml names no spec")
    place = path or config.spec.with_name("spec.lock")  # type: ignore[union-attr]
    try:
        if place.exists() or not config.spec:
            old = locks.read(place)
        else:  # a first one, of the description, its overlay and its names
            files = [each for each in (config.spec, config.overlay, config.names) if each]
            names = [Path(os.path.relpath(each, place.parent)).as_posix() for each in files]
            total = checksum(config.spec.read_bytes())
            spec, revision = config.name(config.spec), f"sha256:{total[:12]}"
            old = locks.Lock(spec, revision, total, dict.fromkeys(names, ""))
        locks.write(place, locks.seal(place, old))
    except locks.LockError as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"{place.name}: {error.strerror}") from error
    return Exit.FINE
