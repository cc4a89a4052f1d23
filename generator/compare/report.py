"""Prints a verdict: text for people, Markdown for a pull request, JSON for programs, annotations for GitHub."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.compare.changes import Change, Level, Verdict
from generator.python.code import json_text
from generator.render import markdown

TITLES = {
    Level.BREAKING: "Breaking",
    Level.WIRE: "Wire",
    Level.ADDITIVE: "Added",
    Level.DOCS: "Documentation",
}
ANNOTATION = {
    Level.BREAKING: "error",
    Level.WIRE: "warning",
    Level.ADDITIVE: "notice",
    Level.DOCS: "notice",
}
DOCS_SHOWN = 20


def as_text(verdict: Verdict) -> str:
    """Grouped by level, worst first, with a closing line that says the verdict."""
    lines = [f"note: {_plain(note)}" for note in verdict.notes]
    for level, title in TITLES.items():
        if changes := verdict.of(level):
            lines += [f"{title} ({len(changes)})", *(f"  {_line(change)}" for change in changes)]
    lines.append(f"level {verdict.level.word}, suggested bump {verdict.level.bump}")
    return "\n".join(lines) + "\n"


def as_plain(verdict: Verdict) -> dict[str, object]:
    """The verdict as one JSON object."""
    return {
        "level": verdict.level.word,
        "bump": verdict.level.bump,
        "changes": [
            {
                "level": change.level.word,
                "kind": change.kind,
                "at": change.at,
                "message": change.message,
                "pointer": change.pointer,
            }
            for change in verdict.changes
        ],
        "notes": list(verdict.notes),
    }


def as_json(verdict: Verdict) -> str:
    """The machine's form, one object."""
    return json_text(as_plain(verdict)) + "\n"


def as_markdown(verdict: Verdict) -> str:
    """The body of a pull request."""
    head = f"**{verdict.level.word}** change for users of the client; suggested bump: **{verdict.level.bump}**"
    blocks = [head, *_sections(verdict, heading="###")]
    if verdict.notes:
        blocks.append("\n".join(f"> {markdown.unlinked(note)}" for note in verdict.notes))
    return "\n\n".join(blocks) + "\n"


def as_changelog(verdict: Verdict) -> str:
    """What belongs into a section of the changelog; empty where users feel nothing."""
    return "\n\n".join(_sections(verdict, heading="###"))


def as_github(verdict: Verdict) -> str:
    """One workflow annotation a change, and the verdict as a notice."""
    lines = [
        f"::{ANNOTATION[change.level]} title={_escape(change.kind, ',:')}::{_escape(_line(change))}"
        for change in verdict.changes
        if change.level is not Level.DOCS
    ]
    lines.append(f"::notice title=diff::level {verdict.level.word}, bump {verdict.level.bump}")
    return "\n".join(lines) + "\n"


def _sections(verdict: Verdict, heading: str) -> Iterator[str]:
    for level, title in TITLES.items():
        changes = verdict.of(level)
        if not changes:
            continue
        shown = changes if level is not Level.DOCS else changes[:DOCS_SHOWN]
        rows = [
            f"- {markdown.code(change.at)} {markdown.unlinked(change.message)}" for change in shown
        ]
        if len(shown) < len(changes):
            rows.append(f"- and {len(changes) - len(shown)} more texts")
        yield f"{heading} {title}\n\n" + "\n".join(rows)


FORMATS: Mapping[str, Callable[[Verdict], str]] = {
    "text": as_text,
    "md": as_markdown,
    "json": as_json,
    "github": as_github,
}


def _line(change: Change) -> str:
    return f"{_plain(change.at)}: {_plain(change.message)} [{change.kind}]"


def _plain(text: str) -> str:
    """One line without control characters: texts of a description are not trusted, nor are all names."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _escape(text: str, more: str = "") -> str:
    """The workflow command's own escaping."""
    table = {"%": "%25", "\r": "%0D", "\n": "%0A", ",": "%2C", ":": "%3A"}
    active = "%\r\n" + more
    return "".join(table[sign] if sign in active else sign for sign in text)
