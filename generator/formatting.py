"""Formats Python sources as black does, but chunk by chunk, and only those that the cache has not seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.books import Cache
from generator.chunks import Chunk, chunks, joined
from generator.memory import code_of
from generator.workers import Workers, format_source


class FormatError(Exception):
    """A source that black cannot read; ``path`` says which, ``source`` is its text."""

    def __init__(self, path: str, source: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.source = source
        self.reason = reason

    def kept(self, folder: Path | None, spoken: Callable[[Path], str]) -> FormatError:
        """The error with the place of the text, kept in a folder, if there is one, for whoever mends the template."""
        if folder is None:
            return self
        place = folder / f"{self.path.replace('/', '-')}.dump"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            place.write_bytes(self.source.encode("utf-8", "backslashreplace"))
        except OSError:
            return self
        return FormatError(self.path, self.source, f"{self.reason} (its text: {spoken(place)})")


_MAKERS = ("chunks.py", "formatting.py", "workers.py")
"""The code that decides how sources are cut, formatted and joined."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A source, what is known of its path, and, if that is not all, its chunks and their keys."""

    source: str
    key: str
    known: Mapping[str, str]
    parts: tuple[Chunk, ...] = ()
    keys: tuple[str, ...] = ()


def formatted(sources: Mapping[str, str], cache: Cache) -> dict[str, str]:
    """Each source by its path as black writes it.

    Raises:
        FormatError: If a source is not Python.
    """
    with Formatter(cache) as formatter:
        formatter.add(sources)
        return formatter.finished()


class Formatter:
    """Takes sources as they come, and has them formatted in the meantime."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._settings = f"black {version('black')} {code_of(*_MAKERS)}\n"
        self._workers = Workers()
        self._drafts: dict[str, _Draft] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._workers.stop()

    def warm(self) -> None:
        """Get ready to format, while the sources are still being made."""
        self._workers.warm()

    def add(self, sources: Mapping[str, str]) -> None:
        """Take more sources."""
        drafts = {path: self._draft(path, source) for path, source in sources.items()}
        self._drafts |= drafts
        unknown = {
            part: None
            for draft in drafts.values()
            for part, key in zip(draft.parts, draft.keys, strict=True)
            if key not in draft.known
        }
        self._workers.add([*unknown])

    def finished(self) -> dict[str, str]:
        """All sources so far, formatted.

        Raises:
            FormatError: If a source is not Python.
        """
        fresh = self._workers.results()
        texts = {path: self._text(path, draft, fresh) for path, draft in self._drafts.items()}
        if fresh:
            self._cache.prune()
        return texts

    def _draft(self, path: str, source: str) -> _Draft:
        key, known = self._key(Chunk(source)), self._cache.get(path)
        parts = () if key in known else chunks(source)
        return _Draft(source, key, known, parts, tuple(self._key(part) for part in parts))

    def _key(self, chunk: Chunk) -> str:
        return sha256(f"{self._settings}{len(chunk.outer)}\n{chunk.source}".encode()).hexdigest()

    def _text(self, path: str, draft: _Draft, fresh: Mapping[Chunk, str]) -> str:
        if not draft.parts:
            return draft.known[draft.key]
        pairs = zip(draft.parts, draft.keys, strict=True)
        known = {key: fresh[part] for part, key in pairs if part in fresh}
        known |= {key: draft.known[key] for key in draft.keys if key in draft.known}
        if len(known) == len({*draft.keys}):
            text, reason = joined(draft.parts, [known[key] for key in draft.keys]), ""
        else:
            text, reason = format_source(draft.source)
        if reason:
            raise FormatError(path, draft.source, reason)
        self._cache.put(path, {draft.key: text, **known}, draft.known)
        return text
