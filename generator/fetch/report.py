"""Prints an offer: what changes for users, what is left to do, and the edits of the project's files."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from msgspec.structs import asdict

from generator.compare.report import FORMATS, as_plain
from generator.diagnostics.reporters import command, shown
from generator.fetch.offer import Offer
from generator.python.code import json_text
from generator.render import markdown
from generator.swagger.facts import label

_LONGEST = 100
_BY_HAND = "by hand"


def report(offer: Offer, style: str, *, is_applied: bool) -> str:
    """The whole report in one of the formats of a comparison.

    Args:
        offer: What to report.
        style: text, md, json or github.
        is_applied: Whether the edits are made.

    """
    match style:
        case "json":
            plain = as_plain(offer.verdict) | {
                "edits": [asdict(each) for each in offer.edits],
                "applied": is_applied,
                "texts": [label(each) for each in offer.missing],
            }
            return json_text(plain) + "\n"
        case "md":
            return FORMATS["md"](offer.verdict) + _markdown(offer, is_applied=is_applied)
        case "github":
            return FORMATS["github"](offer.verdict) + "".join(_annotations(offer))
        case _:
            return FORMATS["text"](offer.verdict) + _text(offer, is_applied=is_applied)


def _text(offer: Offer, *, is_applied: bool) -> str:
    lines = []
    if offer.edits:
        done = "made" if is_applied else "to make; --apply makes them"
        lines.append(f"Edits ({len(offer.edits)}), {done}")
        lines += [f"  {shown(each)}" for each in _grouped(offer)]
    if offer.missing:
        lines.append(f"Texts to write ({len(offer.missing)})")
        lines += [f"  {shown(each)}" for each in _wanted(offer)]
    if offer.files and not is_applied:
        lines += ["", *map(shown, diff(offer))]
    return "".join(f"{line}\n" for line in lines)


def _grouped(offer: Offer) -> Iterator[str]:
    """One line for all edits of a file with the same reason."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for each in offer.edits:
        lines = places.setdefault((each.file, each.reason, each.edit or _BY_HAND), [])
        lines += [str(each.line)] if each.line else []
    for (file, reason, edit), lines in places.items():
        yield f"{':'.join([file, *filter(None, [', '.join(lines)])])}: {reason}: {edit}"


def _wanted(offer: Offer) -> Iterator[str]:
    """What needs a text, with what the publisher states of it."""
    for subject in offer.missing:
        hint = " ".join(offer.hints.get(subject, "").split())
        if len(hint) > _LONGEST:
            hint = f"{hint[:_LONGEST].rpartition(' ')[0]} ..."
        yield label(subject) + (f' (the publisher states "{hint}")' if hint else "")


def diff(offer: Offer) -> Iterator[str]:
    """The edits of all files as a unified diff, with one line around each."""
    for name, (before, after) in offer.files.items():
        old, new = before.splitlines(), after.splitlines()
        yield from unified_diff(old, new, f"a/{name}", f"b/{name}", n=1, lineterm="")


def _markdown(offer: Offer, *, is_applied: bool) -> str:
    """A list to check off: the edits, those to be reviewed that were made, and the texts."""
    blocks = []
    if offer.edits:
        rows = [
            f"- [ ] {'Review' if is_applied and each.edit else 'Edit'} {markdown.code(each.place)}: "
            f"{markdown.unlinked(f'{each.reason}: {each.edit or _BY_HAND}')}"
            for each in offer.edits
        ]
        blocks.append("### Edits\n\n" + "\n".join(rows))
    if offer.missing:
        rows = [f"- [ ] {markdown.unlinked(each)}" for each in _wanted(offer)]
        blocks.append("### Texts to write\n\n" + "\n".join(rows))
    if offer.files:
        blocks.append(markdown.fenced(map(shown, diff(offer)), "diff"))
    return "".join(f"\n{block}\n" for block in blocks)


def _annotations(offer: Offer) -> Iterator[str]:
    for each in offer.edits:
        place: dict[str, str | int] = {"file": each.file, "line": each.line, "title": "fetch"}
        yield command("warning", place, f"{each.reason}: {each.edit or _BY_HAND}") + "\n"
    for wanted in _wanted(offer):
        yield command("notice", {"title": "description-missing"}, wanted) + "\n"
