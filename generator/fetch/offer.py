"""Decides what a published description would change here, and whether it can be taken over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from generator import pipeline
from generator.compare.changes import Verdict
from generator.compare.compare import compare
from generator.compare.sources import read_surface
from generator.compare.surface import surface
from generator.config import Config
from generator.diagnostics.findings import Diagnostics
from generator.document import Document, load, parse
from generator.pipeline import Source
from generator.swagger import validate
from generator.swagger.facts import cleaned, facts, written
from generator.swagger.own_texts import with_words, words
from generator.swagger.text_locations import Subject


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
    kept, source = _kept(config, report), _source(document, config, report)
    if not report.failed:
        # As it was published, so that findings name the lines of the file.
        pipeline.effective(source, report)
    if report.failed:
        return None
    upstream = cleaned(document)
    ours = kept.root.plain() if kept is not None else {}
    candidate, missing = with_words(upstream, _title(upstream) | words(ours))
    content = written(candidate)
    name = document.file if document.file.endswith(".json") else f"{document.file}.json"
    worded = parse(content, name, report)
    after = None if worded is None else pipeline.load(replace(source, spec=worded), report)
    before = read_surface("vendored", config, Diagnostics()) if kept is not None else None
    if after is None:
        return None
    return Offer(
        content=content,
        moved=kept is None or facts(cleaned(kept)) != facts(upstream),
        verdict=compare(before, surface(after)) if before is not None else Verdict(()),
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


def _source(document: Document, config: Config, report: Diagnostics) -> Source:
    """A description with the overlay and the names of the project."""
    patch, names = (
        None if path is None else load(path, report, config.name(path))
        for path in (config.overlay, config.names)
    )
    return Source(document, patch, names, config.drop, config.package)
