"""Keeps the part of a changelog's Unreleased section that a comparison writes, and leaves the rest alone."""

from __future__ import annotations

import re

BEGIN = "<!-- what the comparison found: begin -->"
END = "<!-- what the comparison found: end -->"
_TITLE = "# Changelog\n"
_NOTHING = "Nothing changes for users of the client."
_UNRELEASED = re.compile(r"^## +\[?unreleased\]?.*$", re.IGNORECASE | re.MULTILINE)
_SECTION = re.compile(r"^## ", re.MULTILINE)
_BLOCK = re.compile(
    rf"(?<!\n)\n*^{re.escape(BEGIN)}\s*$(?:(?!^{re.escape(BEGIN)}).)*?^{re.escape(END)}\s*$\n*",
    re.DOTALL | re.MULTILINE,
)
"""From mark to mark, each at the start of a line, since texts of a description may hold the same words. A first mark
without its second one is left alone: what follows may be written by hand."""


def updated(text: str, block: str) -> str:
    """The changelog with this block in its Unreleased section, in the place of the block of an earlier run.

    Args:
        text: The changelog; an empty one is begun.
        block: What to state, as Markdown; nothing removes what an earlier run stated.

    """
    if 0 < text.count("\n") == text.count("\r\n"):
        return updated(text.replace("\r\n", "\n"), block).replace("\n", "\r\n")
    start, end = _unreleased(text)
    if start is None:
        if not block:
            return text
        head, rest = text[:end].rstrip("\n"), text[end:]
        opened = f"{head or _TITLE.rstrip()}\n\n## Unreleased\n"
        return _joined(opened, block, rest)
    section = _BLOCK.sub("\n\n", text[start:end]).rstrip("\n") + "\n"
    return _joined(text[:start] + section, block, text[end:])


def released(text: str, block: str, heading: str) -> str:
    """The changelog with its Unreleased section, and this block in it, under the heading of a release."""
    if 0 < text.count("\n") == text.count("\r\n"):
        return released(text.replace("\r\n", "\n"), block, heading).replace("\n", "\r\n")
    whole = updated(text, block)
    start, end = _unreleased(whole)
    if start is None or not whole[start:end].partition("\n")[2].strip():
        whole = updated(whole, _NOTHING)
        start, end = _unreleased(whole)
    assert start is not None
    section = whole[start:end].replace(f"{BEGIN}\n\n", "").replace(f"\n{END}\n", "")
    body = section.partition("\n")[2].strip("\n")
    rest = f"\n{whole[end:]}" if whole[end:] else ""
    return f"{whole[:start]}## Unreleased\n\n## {heading}\n\n{body}\n{rest}"


def _unreleased(text: str) -> tuple[int | None, int]:
    """Where the Unreleased section begins and ends; without one, None and where it belongs."""
    heading = _UNRELEASED.search(text)
    following = _SECTION.search(text, heading.end() if heading else 0)
    return (heading.start() if heading else None), (following.start() if following else len(text))


def _joined(before: str, block: str, after: str) -> str:
    marked = f"\n{BEGIN}\n\n{block.strip()}\n\n{END}\n" if block else ""
    return before + marked + (f"\n{after}" if after else "")
