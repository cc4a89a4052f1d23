"""Decides what a published description would change here, and whether it can be taken over."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator import pipeline
from generator.compare.changes import Verdict
from generator.compare.compare import compare
from generator.compare.sources import read_surface
from generator.compare.surface import surface
from generator.config import Config
from generator.diagnostics.codes import Severity
from generator.diagnostics.findings import Diagnostic, Diagnostics
from generator.document import Document, load, parse
from generator.pipeline import Source
from generator.swagger import validate
from generator.swagger.facts import cleaned, facts, written
from generator.swagger.own_texts import with_words, words
from generator.swagger.text_locations import Subject
from generator.swagger.traverse import spots


class Offer(Struct, frozen=True):
    """A published description in our words: its bytes, what it changes, and what no one has described yet.

    ``hints`` holds what the publisher says of the latter, where it says anything.
    """

    content: bytes
    moved: bool
    verdict: Verdict
    missing: tuple[Subject, ...]
    hints: dict[Subject, str]
    unfit: tuple[Diagnostic, ...] = ()
    """What of the overlay, the names and the configuration no longer fits, with the edit that helps."""


_EDITS = {
    "overlay-no-match": "remove the action, or aim it at what took the place of its target",
    "overlay-mismatch": "aim the action at a target of the same form, or rewrite its value",
    "names-unknown-operation": "remove the entry, or put the new operationId in its place",
    "names-unknown-definition": "remove the entry, or put the new name in its place",
    "names-duplicate": "give one of them another entry",
    "drop-unknown": "remove the operation from drop in pyproject.toml",
    "extension-mismatch": "change the action that sets the extension",
    "extension-invalid": "change the action that sets the extension",
}
"""The edit for each finding that a new description can cause in files of the project."""
_UNFIT = dict.fromkeys(_EDITS, Severity.NOTICE)


def published(raw: bytes, name: str, report: Diagnostics) -> Document | None:
    """The published description; None, with findings, if it is none that can be read.

    Errors inside are for the overlay to correct, so they are looked for behind it.
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
    if not any(spots(document.root)):
        report.add(
            "structure-missing", document.root, "it has no operation", "nothing is left of the API"
        )
    result = Diagnostics({**report.severities, **_UNFIT})
    if not report.failed:
        # As it was published, so that findings name the lines of the file.
        pipeline.effective(source, result)
    if report.failed or result.failed:
        report.extend(result)
        return None
    upstream = cleaned(document)
    ours = kept.root.plain() if kept is not None else {}
    candidate, missing = with_words(upstream, _title(upstream) | words(ours))
    content = written(candidate)
    name = document.file if document.file.endswith(".json") else f"{document.file}.json"
    worded = parse(content, name, report)
    again = Diagnostics({**report.severities, **_UNFIT})
    after = None if worded is None else pipeline.load(replace(source, spec=worded), again)
    if again.failed:
        report.extend(again)
    before = read_surface("vendored", config, Diagnostics()) if kept is not None else None
    if after is None:
        return None
    return Offer(
        content=content,
        moved=kept is None or facts(cleaned(kept)) != facts(upstream),
        verdict=compare(before, surface(after)) if before is not None else Verdict(()),
        missing=missing,
        hints=_hints(upstream, missing),
        unfit=_unfit([*result, *again], kept, document),
    )


def _unfit(
    found: Iterable[Diagnostic], kept: Document | None, document: Document
) -> tuple[Diagnostic, ...]:
    """The findings that ask for an edit; a renamed operation is named by its new operationId."""
    renamed = {} if kept is None else _renamed(kept, document)
    edits: dict[tuple[str, str, str], Diagnostic] = {}
    for each in found:
        if each.code not in _EDITS:
            continue
        hint = _EDITS[each.code]
        for old, new in renamed.items():
            if re.search(rf"\b{re.escape(old)}\b", f"{each.pointer} {each.message}"):
                hint = f"{old} is called {new} now: put that in its place"
        edits.setdefault((each.file, each.pointer, each.message), replace(each, hint=hint))
    return tuple(edits.values())


def _renamed(kept: Document, document: Document) -> dict[str, str]:
    """New ids of operations by old ones, where method and path stay."""
    old, new = (
        {(spot.path, spot.method): spot.id for spot in spots(each.root)}
        for each in (kept, document)
    )
    return {
        old[route]: new[route]
        for route in old.keys() & new.keys()
        if old[route] and new[route] and old[route] != new[route]
    }


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
    message = words(upstream)
    return {
        subject: known
        for subject in missing
        if (known := message.get((*subject, "description")) or message.get((*subject, "summary")))
    }


def _source(document: Document, config: Config, report: Diagnostics) -> Source:
    """A description with the overlay and the names of the project."""
    patch, names = (
        None if path is None else load(path, report, config.name(path))
        for path in (config.overlay, config.names)
    )
    return Source(document, patch, names, config.drop, config.package)
