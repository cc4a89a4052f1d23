"""Errors and notes of the command line itself, and the forms of its output."""

import sys

__all__ = ["FORMATS", "LoginError", "UsageError", "note"]

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
    """Print something for people to stderr."""
    print(text, file=sys.stderr, flush=True)
