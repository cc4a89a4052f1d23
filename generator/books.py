"""Remembers formatted texts in a folder: one book for each path, that holds what its last versions were made of."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

_KEPT = 4000
_SPARE = 20


@dataclass(frozen=True, slots=True)
class Cache:
    """Books in a folder that may vanish or be damaged at any time; None remembers nothing."""

    folder: Path | None

    def get(self, path: str) -> dict[str, str]:
        """The texts in the book of a path by their keys."""
        try:
            checksum, _, content = self._place(path).read_bytes().partition(b"\n")
            if sha256(content).hexdigest().encode() != checksum:
                return {}
            texts = json.loads(content)
        except (OSError, ValueError, RecursionError):
            return {}
        members = texts.items() if isinstance(texts, dict) else ()
        return {key: text for key, text in members if isinstance(text, str)}

    def put(self, path: str, texts: Mapping[str, str], older: Mapping[str, str]) -> None:
        """Keep these texts, and of the older ones about as many; what cannot be written is only slow."""
        if self.folder is None:
            return
        kept = dict(islice({**texts, **older}.items(), 2 * len(texts) + _SPARE))
        content = json.dumps(kept, ensure_ascii=False).encode()
        with suppress(OSError):
            place = self._place(path)
            place.parent.mkdir(parents=True, exist_ok=True)
            unfinished = place.with_suffix(f".{os.getpid()}")
            unfinished.write_bytes(sha256(content).hexdigest().encode() + b"\n" + content)
            unfinished.replace(place)

    def prune(self) -> None:
        """Forget the oldest books when there are too many."""
        if self.folder is None:
            return
        with suppress(OSError):
            entries = [(path.stat().st_mtime, path) for path in self.folder.iterdir()]
            for _, path in sorted(entries)[: max(0, len(entries) - _KEPT)]:
                path.unlink(missing_ok=True)

    def _place(self, path: str) -> Path:
        if self.folder is None:
            raise FileNotFoundError
        return self.folder / sha256(path.encode()).hexdigest()[:32]
