"""Errors and notes of the command line itself, and the forms of its output."""

import os
import sys
from contextlib import suppress
from typing import IO

__all__ = ["FORMATS", "LoginError", "UsageError", "drop", "note"]

FORMATS = ("json", "jsonl", "table", "csv")
"""How results are printed."""


class UsageError(ValueError):
    """The command is wrong; ``hint`` states what to do, ``parser`` is what refused it."""

    def __init__(self, message: str, hint: str = "", parser: object = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.parser = parser


class LoginError(ValueError):
    """Credentials are missing or cannot be read."""


def note(text: str) -> None:
    """Print something for people to stderr; whether anyone reads it changes nothing."""
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        drop(sys.stderr)


def drop(stream: IO[str]) -> None:
    """Let what is still in memory go nowhere, since Python would try to write it once more at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
