"""Formats Python sources with black: in parallel, and only what the cache has not seen."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

LINE_LENGTH = 100
_CONTEXT = get_context("spawn")
"""Forking a process that has threads is a gamble; all systems can spawn."""
_KEPT = 4000
_ALONE = 60_000
"""Fewer characters than this are formatted sooner than a second process starts."""


class FormatError(Exception):
    """A source that black cannot read; ``path`` says which, ``source`` is its text."""

    def __init__(self, path: str, source: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.source = source


@dataclass(frozen=True, slots=True)
class Cache:
    """Formatted sources by what they were made of; a folder that may vanish at any time."""

    folder: Path | None

    def get(self, key: str) -> str | None:
        """The formatted source, if it was kept."""
        if self.folder is None:
            return None
        try:
            text = (self.folder / key[:2] / key).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        checksum, _, source = text.partition("\n")
        return source if sha256(source.encode()).hexdigest() == checksum else None

    def put(self, key: str, source: str) -> None:
        """Keep a formatted source; a cache that cannot be written is only slow."""
        if self.folder is None:
            return
        checksum = sha256(source.encode()).hexdigest()
        with suppress(OSError):
            place = self.folder / key[:2] / key
            place.parent.mkdir(parents=True, exist_ok=True)
            unfinished = place.with_suffix(f".{os.getpid()}")
            unfinished.write_bytes(f"{checksum}\n{source}".encode())
            unfinished.replace(place)

    def prune(self) -> None:
        """Forget the oldest entries when there are too many."""
        if self.folder is None:
            return
        with suppress(OSError):
            entries = [(path.stat().st_mtime, path) for path in self.folder.glob("*/*")]
            for _, path in sorted(entries)[: max(0, len(entries) - _KEPT)]:
                path.unlink(missing_ok=True)


def formatted(sources: Mapping[str, str], cache: Cache) -> dict[str, str]:
    """Each source by its path as black writes it.

    Raises:
        FormatError: If a source is not Python.
    """
    settings = f"black {version('black')} {LINE_LENGTH}\n"
    keys = {path: sha256((settings + text).encode()).hexdigest() for path, text in sources.items()}
    known = {path: text for path, key in keys.items() if (text := cache.get(key)) is not None}
    fresh = _formatted({path: text for path, text in sources.items() if path not in known})
    for path, text in fresh.items():
        cache.put(keys[path], text)
    if fresh:
        cache.prune()
    return {path: known[path] if path in known else fresh[path] for path in sources}


def _formatted(sources: Mapping[str, str]) -> dict[str, str]:
    workers = max(1, min(os.cpu_count() or 1, len(sources), 8))
    biggest_first = sorted(sources.items(), key=lambda each: (-len(each[1]), each[0]))
    if workers == 1 or sum(map(len, sources.values())) < _ALONE:
        results = [_one(each) for each in biggest_first]
    else:
        try:
            with ProcessPoolExecutor(workers, _CONTEXT, _ignore_interrupts) as pool:
                results = list(pool.map(_one, biggest_first))
        except (BrokenProcessPool, OSError):
            results = [_one(each) for each in biggest_first]
    for path, text, reason in results:
        if reason:
            raise FormatError(path, sources[path], reason)
        assert text is not None
    return {path: text for path, text, _ in results}


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the parent; workers would answer with tracebacks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _one(each: tuple[str, str]) -> tuple[str, str, str]:
    """Path, formatted text and, in place of the text, why there is none; exceptions travel badly."""
    from black import Mode, format_str
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    path, source = each
    mode = Mode(target_versions={TargetVersion.PY311}, line_length=LINE_LENGTH)
    try:
        return path, format_str(source, mode=mode), ""
    except (InvalidInput, SyntaxError, ValueError, RecursionError) as fault:
        return path, "", str(fault).splitlines()[0] if str(fault) else type(fault).__name__
