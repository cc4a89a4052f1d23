"""Text of untrusted sources as Markdown: code, lists and web links stay, everything else is only text.

``text`` is the one function that escapes; what it returns can neither open a tag, a heading, a table or a fence, nor
link anywhere but to the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from generator.python.docstrings import clean

_KEPT = 50_000
"""Pages share many texts, so results are remembered."""
_TOKEN = re.compile(
    r"(?<![`\\])(?P<ticks>`{1,3})(?P<code>[^`\n]+)(?P=ticks)(?!`)"
    r"|\[(?P<label>[^\[\]\n]{1,200})\]\((?P<target>https?://[^\s()<>\"'\\`|]{1,500})\)"
    r"|(?P<url>https?://[^\s()\[\]{}<>\"'\\`|*]{1,500}[\w/])"
)
_ESCAPES = {
    **{char: f"\\{char}" for char in "\\`*[]{}|!"},
    "<": "&lt;",
    ">": "&gt;",
    "&": "&amp;",
    "~": "&#126;",
}
_PLAIN = re.compile(r"[A-Za-z0-9 .,;()'\"=?-]*")
"""Texts in which nothing is a link, code, or to be escaped."""
_SPECIAL = re.compile(
    r"[\\`*\[\]{}|<>&~!_](?:(?<!!)|$)(?:(?<!_)|(?<![^\W_]_)|(?![^\W_]))"
)  # one set in front: four alternatives at each character take four times as long
_RULE = re.compile(r"[-=+_* ]*")
_OPENING = re.compile(r"#{1,6}(?=\s|$)|[=!?:/+]{3,}|[+](?=\s)|-{2,}")
_ITEM = re.compile(r"(?:[-*]|\d{1,3}[.)])\s+(?=\S)")
_SLUG = re.compile(r"[^\w\- ]")


def text(prose: str) -> str:
    """Write a text as paragraphs, lists and fenced code."""
    written: list[str] = []
    fenced = False
    for line in clean(prose).split("\n"):
        if line.lstrip().startswith("```"):
            fenced = not fenced
            written.append("```")
        else:
            written.append(line if fenced else _line(line.strip()))
    return "\n".join([*written, *(["```"] if fenced else [])])


@lru_cache(_KEPT)
def inline(prose: str) -> str:
    """Write a text as one line, fit for a heading, an item or the cell of a table."""
    return _line(" ".join(clean(prose).replace("```", "").split()))


_LINKED = re.compile(r"[@#]|\bGH-\d", re.IGNORECASE)


def unlinked(prose: str) -> str:
    """Write a text as one line in which a forge finds no people and no issues: as code, where there may be some."""
    return code(prose) if _LINKED.search(prose) else inline(prose)


def _line(line: str) -> str:
    marker = _ITEM.match(line)
    lead = marker[0].replace("*", "-") if marker else ""
    content = line[len(lead) :]
    if (content and _RULE.fullmatch(content)) or _OPENING.match(content):
        return f"{lead}&#{ord(content[0])};{''.join(_spans(content[1:]))}"
    return lead + "".join(_spans(content))


def _spans(line: str) -> Iterator[str]:
    if _PLAIN.fullmatch(line):
        yield line
        return
    place = 0
    for match in _TOKEN.finditer(line):
        yield _escaped(line[place : match.start()])
        place = match.end()
        if match["code"]:
            yield code(match["code"])
        elif match["url"]:
            yield f"<{match['url']}>"
        else:
            yield link(_escaped(match["label"]), match["target"])
    yield _escaped(line[place:])


def _escaped(part: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], f"\\{match[0]}"), part)


@lru_cache(_KEPT)
def code(value: str) -> str:
    """Write a value as code in a line; a bar is escaped as tables want it."""
    shown = " ".join(clean(value).split())
    if not shown:
        return ""
    if "`" not in shown:
        return f"`{shown}`".replace("|", "\\|")
    longest = max(len(run) for run in re.findall("`+", shown))
    ticks = "`" * (longest + 1)
    room = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{ticks}{room}{shown}{room}{ticks}".replace("|", "\\|")


def link(label: str, target: str) -> str:
    """Write a link; the label is finished Markdown, the target ours or checked."""
    return f"[{label}]({target})"


def fenced(lines: Iterable[str], language: str = "python") -> str:
    """Write lines as a block of code that none of them can end."""
    shown = [*lines]
    mark = fence(shown)
    return "\n".join([f"{mark}{language}", *shown, mark])


def fence(lines: Iterable[str]) -> str:
    """The fence of a block of code that none of its lines can end."""
    runs = re.findall("`{3,}", "\n".join(lines))
    return "`" * (max(map(len, runs), default=2) + 1)


def slug(heading: str) -> str:
    """The anchor that a heading gets, for headings of letters, digits, dots and underscores."""
    return _SLUG.sub("", heading.strip().lower()).replace(" ", "-")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Write a table of finished cells."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
