"""Decides what a published description would change here, and whether it can be taken over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator import stages
from generator.compare.changes import Verdict
from generator.compare.compare import compare
from generator.compare.sources import read_surface
from generator.compare.surface import Surface, surface
from generator.config import Config
from generator.diagnostics.findings import Diagnostics
from generator.document import Document, load, overlay, parse
from generator.fetch.facts import cleaned, facts, written
from generator.fetch.text_locations import Subject
from generator.fetch.texts import with_words, words
from generator.swagger import validate
from generator.swagger.drop_operations import without_dropped
from generator.swagger.reachable import pruned


@dataclass(frozen=True, slots=True)
class Offer:
    """A published description in our words: its bytes, what it changes, and what nobody has described yet.

    ``hints`` holds what the publisher says of the latter, where it says anything.
    """

    content: bytes
    moved: bool
    verdict: Verdict
    missing: tuple[Subject, ...]
    hints: dict[Subject, str]


def published(raw: bytes, name: str, report: Diagnostics) -> Document | None:
    """The published description; None, with findings, if it is none that can be read.

    Faults inside are for the overlay to correct, so they are looked for behind it.
    """
    document = parse(raw, name, report)
    if document is not None and not report.failed:
        validate.is_swagger(document, report)
    return None if report.failed else document


def moved(document: Document, config: Config, report: Diagnostics) -> bool:
    """Whether a published description states other facts than the one that the project keeps."""
    kept = _kept(config, report)
    return kept is None or facts(cleaned(kept)) != facts(cleaned(document))


def offer(document: Document, config: Config, report: Diagnostics) -> Offer | None:
    """What taking over a description would mean; None, with findings, if it cannot be used."""
    kept, changes = _kept(config, report), _overlay(config, report)
    if not report.failed:
        # As it was published, so that findings name the lines of the file.
        _corrected(document, changes, report)
    if report.failed:
        return None
    upstream = cleaned(document)
    ours = kept.root.plain() if kept is not None else {}
    candidate, missing = with_words(upstream, _title(upstream) | words(ours))
    content = written(candidate)
    after = _surface(content, document.file, changes, config, report)
    before = read_surface("vendored", config, Diagnostics()) if kept is not None else None
    if after is None:
        return None
    return Offer(
        content=content,
        moved=kept is None or facts(cleaned(kept)) != facts(upstream),
        verdict=compare(before, after) if before is not None else Verdict(()),
        missing=missing,
        hints=_hints(upstream, missing),
    )


def _kept(config: Config, report: Diagnostics) -> Document | None:
    """The description that the project keeps; None before the first one."""
    if config.spec is None or not config.spec.exists():
        return None
    return load(config.spec, report, config.name(config.spec))


def _title(document: dict[str, Any]) -> dict[Subject, str]:
    """The publisher's title: no description is without one, so it serves until there is one of ours."""
    subject = ("info", "title")
    return {subject: title} if (title := words(document).get(subject)) else {}


def _hints(upstream: dict[str, Any], missing: tuple[Subject, ...]) -> dict[Subject, str]:
    said = words(upstream)
    return {
        subject: text
        for subject in missing
        if (text := said.get((*subject, "description")) or said.get((*subject, "summary")))
    }


def _overlay(config: Config, report: Diagnostics) -> Document | None:
    """The project's overlay, if it has one."""
    path = config.overlay
    return None if path is None else load(path, report, config.name(path))


def _corrected(document: Document, changes: Document | None, report: Diagnostics) -> Document:
    """A description behind the overlay, held to everything that a description must be."""
    if changes is not None:
        document = overlay.apply(document, changes, report).document
    if not report.failed:
        validate.structure(document, report)
    return document


def _surface(
    content: bytes, name: str, changes: Document | None, config: Config, report: Diagnostics
) -> Surface | None:
    """The client that the new description gives, held to everything that generation asks for."""
    document = parse(content, name if name.endswith(".json") else f"{name}.json", report)
    if document is None or report.failed:
        return None
    document = _corrected(document, changes, report)
    if report.failed:
        return None
    document = without_dropped(pruned(document), config.drop, report)
    known = stages.understood(document, config, report)
    return None if known is None else surface(known)
