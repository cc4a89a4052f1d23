"""Decides what a published description would change here, and which edits it asks for."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator import pipeline
from generator.compare.changes import Verdict
from generator.compare.compare import compare
from generator.compare.sources import PAST
from generator.compare.surface import Surface, surface
from generator.compare.types import types_of
from generator.config import Config
from generator.diagnostics.findings import Diagnostics
from generator.document import Document, load, parse
from generator.document.write import is_yaml
from generator.fetch.edits import Before, Edit, Files, fit
from generator.ir.client import Client
from generator.output.manifest import checksum
from generator.swagger import own_texts, validate
from generator.swagger.facts import cleaned, facts, written
from generator.swagger.own_texts import bare, with_words, words
from generator.swagger.proposals import is_definition, renamed_operations, subjects_of
from generator.swagger.text_locations import Subject
from generator.swagger.traverse import spots


class Offer(Struct, frozen=True):
    """A published description as the project would keep it: its bytes, what it changes, and what is left to do.

    The comparison holds for the files with all edits made.
    """

    content: bytes
    is_converted: bool
    """Whether the content is what was published in another format."""
    moved: bool
    verdict: Verdict
    missing: tuple[Subject, ...]
    """What users will see without a text, and did not see before."""
    hints: Mapping[Subject, str]
    """What the publisher states of it."""
    edits: tuple[Edit, ...]
    files: Mapping[str, tuple[str, str]]
    """The files with edits, before and after, by what findings call them."""


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


def offer(
    raw: bytes, document: Document, last: frozenset[str], config: Config, report: Diagnostics
) -> Offer | None:
    """What taking over a description would mean; None, with findings, if it cannot be used.

    Args:
        raw: The published bytes.
        document: What they state.
        last: The checksums of what was taken over last, if it was kept in the publisher's words.
        config: The project.
        report: Where findings go.

    """
    kept, files = _kept(config, report), Files.of(config)
    if not any(spots(document.root)):
        report.add(
            "structure-missing", document.root, "it has no operation", "nothing is left of the API"
        )
    if report.failed:
        return None
    before = None if kept is None else _client(kept, files, config)
    changed = {} if kept is None else renamed_operations(kept.root, document.root)
    old = None if before is None else surface(before)
    texts = _Texts(raw, document, kept, last, config)
    worded = parse(texts.content(changed), document.file, Diagnostics())
    assert worded is not None
    after = _client(worded, files, config)
    classes: dict[str, str] = {}
    if after is None:
        after = fit(worded, files, Before(before, changed, {}, frozenset()), document.root).client
    if old is not None and after is not None:
        new = surface(after)
        pairs = types_of(old, new).renamed
        changed |= _renamed_definitions(old, new, pairs)
        classes = {new.models[other].pointer: name for name, other in pairs.items()}
    content = texts.content(changed)
    worded = parse(content, document.file, Diagnostics())
    assert worded is not None
    past = Diagnostics(PAST)
    seen = kept and pipeline.effective(files.source(kept, config.drop, past), past)
    known = frozenset(f"{e.file}:{e.line}" for e in past if e.code == "overlay-no-change")
    fitted = fit(worded, files, Before(before, changed, classes, known), document.root)
    if fitted.client is None or fitted.document is None:
        # The errors of the description as it was published, so that they name the lines of the file.
        pipeline.load(files.source(document, config.drop, report), report)
        return None
    verdict = Verdict(()) if old is None else compare(old, surface(fitted.client))
    bare_before = {*bare(cleaned(seen))} if seen else set()
    missing = tuple(
        each
        for each in bare(cleaned(fitted.document))
        if each not in bare_before and each[0] != "info"
    )
    theirs = words(cleaned(document))
    return Offer(
        content=content,
        is_converted=texts.is_publishers and content != raw,
        moved=kept is None or facts(cleaned(kept)) != facts(cleaned(document)),
        verdict=replace(verdict, is_early=config.is_early),
        missing=missing,
        hints={
            each: hint
            for each in missing
            if (hint := theirs.get((*each, "description")) or theirs.get((*each, "summary")))
        },
        edits=(*fitted.edits, *(Edit(e.file, e.line, e.message, "") for e in fitted.left)),
        files={
            files.names[key]: (text, fitted.files.texts[key])
            for key, text in files.texts.items()
            if text != fitted.files.texts[key]
        },
    )


class _Texts(Struct, frozen=True):
    """Decides whose words a project keeps.

    A file that no one changed since it was taken over has the publisher's, so the new bytes come as they are. Where
    most texts are still the publisher's, new ones come along. All else has words of its own, and keeps to them.
    """

    raw: bytes
    document: Document
    kept: Document | None
    last: frozenset[str]
    config: Config

    @property
    def is_publishers(self) -> bool:
        """Whether the file has the publisher's words and no others."""
        assert self.config.spec is not None
        return self.kept is None or checksum(self.config.spec.read_bytes()) in self.last

    def content(self, changed: Mapping[str, str]) -> bytes:
        """The bytes to keep."""
        assert self.config.spec is not None
        name = self.config.spec.name
        if self.is_publishers:
            is_json = self.raw.lstrip()[:1] in {b"{", b"["}
            same = is_yaml(name) is not is_json
            return self.raw if same else written(self.document.root.plain(), name)
        assert self.kept is not None
        upstream, ours = cleaned(self.document), self.kept.root.plain()
        theirs, known = words(upstream), own_texts.renamed(words(ours), subjects_of(changed))
        shared = [text == theirs[subject] for subject, text in known.items() if subject in theirs]
        title = {subject: text for subject, text in theirs.items() if subject == ("info", "title")}
        follows = sum(shared) * 2 > len(shared)
        return written(with_words(upstream, (theirs if follows else title) | known)[0], name)


def _client(document: Document, files: Files, config: Config) -> Client | None:
    """The client of a description that may have errors, through the files as they are."""
    report = Diagnostics(PAST)
    return pipeline.load(files.source(document, config.drop, report), report)


def _renamed_definitions(old: Surface, new: Surface, pairs: Mapping[str, str]) -> dict[str, str]:
    """New pointers of definitions by old ones."""
    pointers = {old.models[name].pointer: new.models[each].pointer for name, each in pairs.items()}
    return {
        before: after
        for before, after in pointers.items()
        if before != after and is_definition(before) and is_definition(after)
    }


def _kept(config: Config, report: Diagnostics) -> Document | None:
    """The description that the project keeps; None before the first one."""
    if config.spec is None or not config.spec.exists():
        return None
    return load(config.spec, report, config.name(config.spec))
