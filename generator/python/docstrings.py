"""Text for people inside generated code: cleaned, wrapped, and quoted as docstrings.

Descriptions come from untrusted sources. What reaches a file is printable, cannot end the string it stands in, and still
reads like Markdown.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from functools import lru_cache

WIDTH = 100
_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_CODE = re.compile(r"`[^`\n]{1,60}`")
_ITEM = re.compile(r"\A(\s*(?:[-*+]|\d{1,3}[.)])\s+)(.*)")
_VERBATIM = re.compile(r"\s{4,}\S|\s*[#|>]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`])")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|approx|no|incl)\.$", re.IGNORECASE)
_WORD = re.compile(" *[^ ]+")
_BLANK_LINE = re.compile(r"\n[ ]+\n")
_BLANK_LINES = re.compile(r"\n(?:[ ]*\n){2,}")
_QUOTE = re.compile(r'^"|"(?="|\Z)')
"""Quotes that could end the string, alone or with their neighbours."""
_HELD = "\0"
_KEPT = 50_000
"""Texts are asked for in both modes, in docs and in tests; so many responses are remembered."""


@lru_cache(_KEPT)
def clean(text: str) -> str:
    """Make every character visible: unusual spaces become spaces, control and bidi characters their escapes."""
    if text.isprintable():
        return text.rstrip()
    lines = _BREAKS.sub("\n", text).expandtabs(4).split("\n")
    visible = (line if line.isprintable() else "".join(map(_visible, line)) for line in lines)
    return "\n".join(line.rstrip() for line in visible).strip("\n")


def _visible(char: str) -> str:
    if char.isprintable():
        return char
    return " " if char.isspace() else char.encode("unicode_escape", "surrogatepass").decode()


def sentence(text: str) -> str:
    """Let a text end like a sentence."""
    text = clean(text).strip()
    return f"{text}." if text and text[-1] not in ".!?:|" else text


def sentences(text: str) -> list[str]:
    """Split a paragraph where a sentence ends, not at abbreviations."""
    parts: list[str] = []
    for part in _SENTENCE.split(text):
        if parts and _ABBREVIATION.search(parts[-1]):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return parts


def lines(text: str, width: int, *, taken: int = 0, hanging: int = 0) -> list[str]:
    """Wrap Markdown to a width; lists keep their items, code, tables and headings their lines.

    Args:
        text: Cleaned text.
        width: Most characters in a line.
        taken: Columns of the first line that something else needs.
        hanging: Columns by which every line but the first is indented.

    """
    wrapped: list[str] = []
    for marker, content, verbatim in _blocks(text):
        lead = " " * (hanging if wrapped else 0)
        if verbatim or not content:
            wrapped.append(f"{lead}{content}" if content else "")
            continue
        after = " " * (hanging + len(marker))
        wrapped += _fill(lead + marker + content, width, 0 if wrapped else taken, after)
    return wrapped


@lru_cache(_KEPT)
def _fill(text: str, width: int, taken: int, after: str) -> tuple[str, ...]:
    """Wrap one paragraph; code in backticks stays in one piece."""
    width = max(width, 24)
    if len(text) + taken <= width:
        return (text.rstrip(),)
    filled, line, room = [], "", width - taken
    for word in _WORD.findall(_CODE.sub(lambda match: match[0].replace(" ", _HELD), text)):
        if line and len(line) + len(word) > room:
            filled.append(line.replace(_HELD, " "))
            line, room = after + word.lstrip(), width
        else:
            line += word
    return (*filled, line.replace(_HELD, " "))


def _blocks(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield (marker, content, verbatim) for each paragraph, list item, kept line and blank line."""
    words: list[str] = []
    marker, fenced = "", False
    for line in text.split("\n"):
        fence = line.lstrip().startswith("```")
        item = None if fenced else _ITEM.fullmatch(line)
        kept = fenced or fence or (bool(_VERBATIM.match(line)) and not (item or words))
        if words and (kept or item or not line.strip()):
            yield marker, " ".join(words), False
            marker, words = "", []
        fenced ^= fence
        if kept:
            yield "", line, True
        elif item:
            marker, words = item[1], [item[2]]
        elif line.strip():
            words.append(line.strip())
        else:
            yield "", "", False
    if words:
        yield marker, " ".join(words), False


def summary_first(text: str, width: int = WIDTH - 10) -> str:
    """Let the first sentence stand alone in the first line, where it fits there."""
    text = clean(text).strip()
    head, _, tail = text.partition("\n")
    opening, *rest = sentences(head)
    if len(opening) > width or not (rest or tail):
        return text
    return "\n\n".join(
        part for part in (opening, " ".join(rest) + ("\n" + tail if tail else "")) if part.strip()
    )


def quoted(body: str, indent: str) -> str:
    """Quote finished lines as a docstring; they cannot end it, and no backslash means anything."""
    text = body.replace("\\", "\\\\")
    text = _QUOTE.sub(r"\\\g<0>", text) if '"' in text else text
    if "\n" not in text:
        return f'"""{text}"""'
    return '"""' + textwrap.indent(f'{text}\n"""', indent).removeprefix(indent)


def docstring(text: str, indent: int = 4) -> str:
    """Write a text as the docstring of something indented so far, summary first."""
    room = WIDTH - indent
    body = "\n".join(lines(summary_first(text, room - 6), room, taken=6))
    return _blank_runs(quoted(body, " " * indent))


def note(text: str, indent: int = 4) -> str:
    """Write a text as the string below an attribute, in one piece."""
    room = WIDTH - indent
    return _blank_runs(quoted("\n".join(lines(clean(text).strip(), room, taken=6)), " " * indent))


def _blank_runs(text: str) -> str:
    return _BLANK_LINE.sub("\n\n", _BLANK_LINES.sub("\n\n", text)) if "\n" in text else text


def section(title: str, entries: Iterable[tuple[str, str]], width: int) -> list[str]:
    """Write a Google-style section: ``name: text`` with hanging lines."""
    written = [
        line
        for name, text in entries
        for line in lines(
            f"{name}: {_flat(text)}" if name else _flat(text), width - 4, hanging=4 if name else 0
        )
    ]
    return [f"{title}:", *(f"    {line}" for line in written)]


def _flat(text: str) -> str:
    """Join the lines of a text: an entry of a section is one paragraph."""
    return " ".join(clean(text).split())
