"""Remembers what earlier stages made, so that an edit of what comes later does not wait for them.

Only values of the generator's own frozen types are read back: a folder that somebody else wrote to can make the output
wrong, as it could before, but it cannot run anything.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from dataclasses import dataclass, is_dataclass
from enum import Enum
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from generator.output.folders import files_below
from generator.output.inputs import PACKAGE

_KEPT = 40
_HOME = f"{__name__.partition('.')[0]}."
_TOOLS = ("openapi-spec-validator", "python-jsonpath", "pyyaml")
"""What descriptions are read and checked with, beside the generator itself."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Values in a folder that may vanish at any time, by everything that they were made of; None has no memory."""

    folder: Path | None

    def recall(self, key: str) -> object | None:
        """A value, if it was kept."""
        if self.folder is None:
            return None
        try:
            checksum, _, content = (self.folder / key).read_bytes().partition(b"\n")
            return _Reader(BytesIO(content)).load() if checksum == _checksum(content) else None
        except Exception:  # noqa: BLE001 - what others wrote may raise anything
            return None

    def keep(self, key: str, value: object) -> None:
        """Keep a value; a memory that cannot be written, or a value too deep for it, is only slow."""
        if self.folder is None:
            return
        with suppress(OSError, RecursionError):
            content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
            self.folder.mkdir(parents=True, exist_ok=True)
            for old in sorted(self.folder.iterdir(), key=lambda each: each.stat().st_mtime)[
                : -_KEPT + 1
            ]:
                old.unlink()
            unfinished = self.folder / f"{key}.{os.getpid()}"
            unfinished.write_bytes(_checksum(content) + b"\n" + content)
            unfinished.replace(self.folder / key)


class _Reader(pickle.Unpickler):
    """Knows the generator's types and no function, so that reading has no effects."""

    def find_class(self, module: str, name: str) -> type:
        """A frozen type of the generator.

        Raises:
            UnpicklingError: For anything else.
        """
        found = super().find_class(module, name) if module.startswith(_HOME) else None
        if isinstance(found, type) and found.__module__ == module and _is_value(found):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is not ours")


def _is_value(kind: type) -> bool:
    return is_dataclass(kind) or issubclass(kind, Enum)


def _checksum(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode()


def key_of(*parts: object) -> str:
    """A key made of these parts, and of what may understand them differently: Python and the tools."""
    return sha256(repr((parts, _surroundings())).encode()).hexdigest()


@cache
def _surroundings() -> tuple[str, ...]:
    return (sys.version, *(version(tool) for tool in _TOOLS))


def code_of(*names: str) -> str:
    """A key made of modules and packages of the generator."""
    digest = sha256()
    for name in names:
        place = PACKAGE / name
        for path in files_below(place) if place.is_dir() else [place]:
            digest.update(path.read_bytes())
    return digest.hexdigest()
