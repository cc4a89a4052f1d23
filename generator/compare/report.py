"""Prints a verdict: text for people, Markdown for a pull request, JSON for programs, annotations for GitHub."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import asdict

from generator.compare.changes import Change, Level, Verdict
from generator.diagnostics.reporters import escaped
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
PLACES_SHOWN = 3


def as_text(verdict: Verdict) -> str:
    """Grouped by level, worst first, with a closing line that states the verdict."""
    lines = [f"note: {_plain(note)}" for note in verdict.notes]
    for level, title in TITLES.items():
        if changes := verdict.of(level):
            rows = [
                f"  {_plain(at)}: {_plain(message)} [{kind}]"
                for at, message, kind in folded(changes)
            ]
            lines += [f"{title} ({len(changes)})", *_first(rows, level)]
    lines.append(f"level {verdict.level.word}, suggested bump {verdict.bump}")
    return "\n".join(lines) + "\n"


def as_plain(verdict: Verdict) -> dict[str, object]:
    """The verdict as one JSON object."""
    return {
        "level": verdict.level.word,
        "bump": verdict.bump,
        "changes": [asdict(each) | {"level": each.level.word} for each in verdict.changes],
        "notes": list(verdict.notes),
    }


def as_json(verdict: Verdict) -> str:
    """The machine's form, one object."""
    return json_text(as_plain(verdict)) + "\n"


def as_markdown(verdict: Verdict) -> str:
    """The body of a pull request."""
    head = f"**{verdict.level.word}** change for users of the client; suggested bump: **{verdict.bump}**"
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
        f"::{ANNOTATION[each.level]} title={each.kind}::{escaped(f'{_plain(each.at)}: {_plain(each.message)} [{each.kind}]')}"
        for each in verdict.changes
        if each.level is not Level.DOCS
    ]
    lines.append(f"::notice title=diff::level {verdict.level.word}, bump {verdict.bump}")
    return "\n".join(lines) + "\n"


def _sections(verdict: Verdict, heading: str) -> Iterator[str]:
    for level, title in TITLES.items():
        changes = verdict.of(level)
        if not changes:
            continue
        rows = [
            f"- {markdown.code(at)} {markdown.unlinked(message)}"
            for at, message, _ in folded(changes)
        ]
        yield f"{heading} {title}\n\n" + "\n".join(_first(rows, level))


def folded(changes: Sequence[Change]) -> Iterator[tuple[str, str, str]]:
    """Place, message and kind of each line of a report; what is the same at many places stands there once."""
    places: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        places.setdefault((change.kind, change.message), []).append(change.at)
    for (kind, message), match in places.items():
        few = match if len(match) <= PLACES_SHOWN else match[: PLACES_SHOWN - 1]
        more = f" and {len(match) - len(few)} more" if len(few) < len(match) else ""
        yield ", ".join(few) + more, message, kind


def _first(rows: list[str], level: Level) -> list[str]:
    """All lines, but of texts only the first ones."""
    left = len(rows) - DOCS_SHOWN
    if level is not Level.DOCS or left <= 0:
        return rows
    indent = rows[0][: len(rows[0]) - len(rows[0].lstrip(" -"))]
    return [*rows[:DOCS_SHOWN], f"{indent}and {left} more texts"]


FORMATS: Mapping[str, Callable[[Verdict], str]] = {
    "text": as_text,
    "md": as_markdown,
    "json": as_json,
    "github": as_github,
}


def _plain(text: str) -> str:
    """One line without control characters: texts of a description are not trusted, nor are all names."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
