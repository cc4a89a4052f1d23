"""Writes JSON for people to read and for git to compare."""

from __future__ import annotations

from typing import Any

from generator.python.code import json_text


def written(value: Any) -> str:
    """A JSON value, two spaces deep, with a final newline."""
    return json_text(value) + "\n"


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters, cut after a sentence where there is one."""
    if len(text) <= longest:
        return text
    head = text[: longest - 3]
    sentence = head.rfind(". ")
    return head[: sentence + 1] if sentence > longest // 2 else f"{head.rstrip()}..."
