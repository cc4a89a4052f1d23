"""The record of what was written from what: checksums of all inputs and outputs, and the journal of a run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from msgspec import MsgspecError, Struct, field
from msgspec.json import decode

KINDS = ("package", "docs", "tests", "actions")
"""All kinds of output; what a manifest records of any other was left by another version of the generator."""

FILE = "manifest.json"
JOURNAL = "manifest.next"
LOCK = "manifest.lock"
"""Only where folders cannot be locked themselves."""
_UNREADABLE = (OSError, MsgspecError, RecursionError)


class Manifest(Struct, frozen=True):
    """Checksums by name: of inputs, and of outputs by kind."""

    inputs: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def checksums(self) -> dict[str, str]:
        """The checksum of each output."""
        return {path: sum_ for files in self.outputs.values() for path, sum_ in files.items()}

    @property
    def text(self) -> str:
        """The manifest as it is written: sorted, one file per line."""
        outputs = {
            kind: dict(sorted(files.items())) for kind, files in sorted(self.outputs.items())
        }
        content = {"inputs": dict(sorted(self.inputs.items())), "outputs": outputs}
        return json.dumps(content, indent=2, ensure_ascii=True) + "\n"


Owned: TypeAlias = Mapping[str, frozenset[str]]
"""The checksums that each file may have while a run is under way; what else it holds is not ours."""


def checksum(content: bytes) -> str:
    """The checksum of a file."""
    return sha256(content).hexdigest()


def read(folder: Path) -> Manifest:
    """The manifest in a folder; an empty one, if there is none that can be read."""
    try:
        return decode((folder / FILE).read_bytes(), type=Manifest)
    except _UNREADABLE:
        return Manifest()


def journal_text(owned: Owned) -> str:
    """The journal as it is written."""
    return json.dumps({path: sorted(sums) for path, sums in owned.items()}) + "\n"


def read_journal(folder: Path) -> Owned | None:
    """The journal of a run that did not end; None, if the last one did, or where no one may look."""
    path = folder / JOURNAL
    try:
        if not path.exists():
            return None
    except OSError:
        return None
    try:
        return decode(path.read_bytes(), type=dict[str, frozenset[str]])
    except _UNREADABLE:
        return {}
