"""Runs black over chunks of sources: in other processes when it is worth it, else in this one."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from importlib import import_module
from multiprocessing import get_context

from generator.chunks import Chunk

LINE_LENGTH = 100
_CONTEXT = get_context("spawn")
"""Forking a process that has threads is a gamble; all systems can spawn."""
_COUNT = min(os.cpu_count() or 1, 8)
_ALONE = 40_000
"""Fewer characters than this are formatted sooner than a second process starts."""
_BATCH = 12_000
"""So many characters travel at once, of more than that: few enough to keep all workers busy to the end."""

Result = tuple[str, str]
"""A formatted text, and in place of it why there is none; exceptions travel badly."""


class Workers:
    """Takes chunks as they come; other processes are at work on them in the meantime."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: list[Chunk] = []
        self._under_way: list[tuple[list[Chunk], Future[list[Result]]]] = []

    def warm(self) -> None:
        """Start a process now: loading black takes longer than formatting a few changes."""
        if "black" not in sys.modules and _COUNT > 1:
            with suppress(BrokenProcessPool, OSError):
                self._under_way.append(([], self._started().submit(_load)))

    def add(self, parts: Sequence[Chunk]) -> None:
        """Take more chunks."""
        self._waiting += parts
        size = sum(len(part.text) for part in self._waiting)
        if self._waiting and (self._pool or (_COUNT > 1 and size >= _ALONE)):
            self._send()

    def results(self) -> dict[Chunk, str]:
        """All chunks so far, formatted; those that black cannot read are left out."""
        done: dict[Chunk, Result] = {}
        for batch, future in self._under_way:
            try:
                done |= zip(batch, future.result(), strict=True)
            except (BrokenProcessPool, OSError):
                self._waiting += batch
        done |= zip(self._waiting, format_all(self._waiting), strict=True)
        self._waiting, self._under_way = [], []
        return {part: text for part, (text, reason) in done.items() if not reason}

    def stop(self) -> None:
        """Let go of the processes and of what they have not begun."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(_COUNT, _CONTEXT, _ignore_interrupts)
        return self._pool

    def _send(self) -> None:
        try:
            pool = self._started()
            batches = [(batch, pool.submit(format_all, batch)) for batch in _batches(self._waiting)]
        except (BrokenProcessPool, OSError):
            return
        self._under_way += batches
        self._waiting = []


def _batches(parts: Sequence[Chunk]) -> Iterator[list[Chunk]]:
    """The biggest first, so that no worker begins with one when the others end; a few go to one worker."""
    most = _BATCH if sum(len(part.text) for part in parts) >= _ALONE else _ALONE
    batch: list[Chunk] = []
    size = 0
    for part in sorted(parts, key=lambda each: -len(each.text)):
        batch.append(part)
        size += len(part.text)
        if size >= most:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the parent; workers would answer with tracebacks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _load() -> list[Result]:
    """Load black, which formats nothing yet."""
    import_module("black")
    return []


def format_all(parts: Sequence[Chunk]) -> list[Result]:
    """Format chunks one after the other."""
    return [_formatted(part) for part in parts]


def _formatted(part: Chunk) -> Result:
    text, reason = format_source(part.source)
    share = None if reason else part.within(text)
    return ("", reason or "it is not the chunk that it seems") if share is None else (share, "")


def format_source(source: str) -> Result:
    """A whole source as black writes it."""
    from black import Mode, format_str
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    mode = Mode(target_versions={TargetVersion.PY311}, line_length=LINE_LENGTH)
    try:
        return format_str(source, mode=mode), ""
    except (InvalidInput, SyntaxError, ValueError, RecursionError) as fault:
        return "", str(fault).splitlines()[0] if str(fault) else type(fault).__name__
