"""Makes the overlay, the names and the configuration fit a new description, edit by edit, in memory.

Each round loads the client as it would be, and turns what does not fit into edits of the files; the next round sees
what they leave. So a maintainer gets all of it at once, however many stages an error would have hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace
from yaml import ScalarNode

from generator import pipeline
from generator.compare.effects import proposed
from generator.compare.sources import PAST
from generator.config import Config
from generator.diagnostics.codes import CODES, Severity
from generator.diagnostics.findings import Diagnostic, Diagnostics
from generator.document import Document, Node, locate, overlay, parse, unescaped
from generator.document.draft import Draft, Entry, entries
from generator.ir.client import Client
from generator.ir.model import Effect
from generator.pipeline import Source
from generator.swagger import proposals
from generator.swagger.traverse import spots

_ROUNDS = 12
_ACTION = 3
"""The depth of an action's own entries: actions, its number, its key."""
_OWN_MISTAKES = frozenset("""
    extension-misspelt module-missing names-invalid names-reserved overlay-invalid overlay-target
""".split())
"""Errors in files of the project that no description causes."""


class Edit(Struct, frozen=True):
    """One edit of a file of the project: where, why, and what it does. ``line`` is that of the file as it is."""

    file: str
    line: int
    reason: str
    edit: str

    @property
    def place(self) -> str:
        """The file and the line, as far as it is known."""
        return f"{self.file}:{self.line}" if self.line else self.file


class Files(Struct, frozen=True):
    """The texts of the files beside a description, by what they are: overlay, names and configuration."""

    texts: Mapping[str, str]
    names: Mapping[str, str]
    """What findings call each file."""
    config: Config

    @classmethod
    def of(cls, config: Config) -> Files:
        """The files as they are."""
        paths = {
            "overlay": config.overlay,
            "names": config.names,
            "config": config.root / "pyproject.toml",
        }
        there = {key: path for key, path in paths.items() if path is not None and path.is_file()}
        return cls(
            {key: path.read_bytes().decode("utf-8") for key, path in there.items()},
            {key: config.name(path) for key, path in there.items()},
            config,
        )

    def source(self, document: Document, drop: Mapping[str, str], report: Diagnostics) -> Source:
        """A description with these files."""
        patch, public = (
            parse(self.texts[key], self.names[key], report) if key in self.texts else None
            for key in ("overlay", "names")
        )
        return Source(document, patch, public, drop, self.config.package)


class Fitted(Struct):
    """Files that fit a description as far as edits can make them, the edits, and the client they give."""

    files: Files
    edits: list[Edit]
    client: Client | None = None
    document: Document | None = None
    """The description with the edited overlay applied."""
    left: tuple[Diagnostic, ...] = ()
    """Errors that no edit removes."""


class _Round(Struct):
    """The drafts of one round. ``origins`` are the lines of the files as they are, by line of each draft."""

    files: Files
    origins: dict[str, list[int]]
    drop: dict[str, str]
    published: Node
    edits: list[Edit] = field(default_factory=list)
    drafts: dict[str, Draft] = field(default_factory=dict)

    def draft(self, key: str) -> Draft:
        """The draft of a file."""
        if key not in self.drafts:
            self.drafts[key] = Draft(self.files.texts[key])
        return self.drafts[key]

    def add_name(self, key: str, name: str, reason: str) -> None:
        """Add an entry to the names, where there is none."""
        if "names" in self.files.texts:
            draft = self.draft("names")
            if key not in {each.name for each in entries(draft.root)}:
                draft.append(draft.root, key, name)
                self.note("names", 0, reason, f"add {key}: {name}, or a better name")

    def note(self, key: str, line: int, reason: str, edit: str) -> None:
        """Remember an edit by the line that people see."""
        lines = self.origins.setdefault(key, list(range(1, self.files.texts[key].count("\n") + 2)))
        origin = lines[line - 1] if 0 < line <= len(lines) else 0
        self.edits.append(Edit(self.files.names[key], origin, reason, edit))

    def done(self) -> Files:
        """The files with the edits of this round."""
        texts = dict(self.files.texts)
        for key, draft in self.drafts.items():
            after = draft.done()
            if key in self.origins:
                # The original line of each line of the edited text; 0 for new ones.
                old, new = texts[key].split("\n"), after.split("\n")
                lines = [0] * len(new)
                matcher = SequenceMatcher(None, old, new, autojunk=False)
                for start, place, size in matcher.get_matching_blocks():
                    lines[place : place + size] = self.origins[key][start : start + size]
                self.origins[key] = lines
            texts[key] = after
        return replace(self.files, texts=texts)


class Before(Struct, frozen=True):
    """What edits need to know of the old description.

    ``renamed`` has new names by old ones: operationIds, and pointers of definitions. ``classes`` are the names that
    renamed models and enums had, by their new pointers. ``unchanged`` are the places of actions that changed nothing
    in the old description either, which is no news.
    """

    client: Client | None
    renamed: Mapping[str, str]
    classes: Mapping[str, str]
    unchanged: frozenset[str]


def fit(document: Document, files: Files, before: Before, published: Node) -> Fitted:
    """Make the files fit a new description.

    Args:
        document: The new description as the project would keep it.
        files: The files of the project.
        before: The old description.
        published: The root of the new one as it was published, for lines that people can look up.

    """
    result = Fitted(files, [])
    this = _Round(files, {}, dict(files.config.drop), published)
    is_complete = False
    _rename(this, before.renamed)
    for _ in range(_ROUNDS):
        result.files = this.done()
        result.edits += this.edits
        report = Diagnostics(PAST)
        source = result.files.source(document, this.drop, report)
        result.document = pipeline.effective(source, report)
        result.client = (
            None if report.failed else pipeline.understand(result.document, source, report)
        )
        this = _Round(result.files, this.origins, this.drop, published)
        unfit = [
            each
            for each in report
            if CODES[each.code].severity is Severity.ERROR
            or (
                each.code == "overlay-no-change"
                and f"{each.file}:{each.line}" not in before.unchanged
            )
        ]
        result.left = tuple(each for each in unfit if not _propose(each, this, source, result))
        if not this.edits and not is_complete and result.client is not None:
            is_complete = True
            _add_new(this, result.client, result.document.root, before)
        if not this.edits:
            break
    return result


def _add_new(this: _Round, client: Client, root: Node, before: Before) -> None:
    """Fix the names of what is new or has moved, and state the effects that nothing states any more."""
    old = {each.id: each for each in before.client.methods} if before.client else {}
    former = {new: old[name] for name, new in before.renamed.items() if name in old}
    places = {(each.method.upper(), each.path): each for each in spots(root)}
    for method in client.methods:
        known = old.get(method.id) or former.get(method.id)
        if known is None:
            reason = f"{method.route} is new and has its name by rule"
            this.add_name(method.id, method.dotted, reason)
        if method.effect is Effect.UNSTATED and (known is None or known.effect != method.effect):
            effect, why = proposed(method, client, known)
            place = places[method.method.upper(), method.path]
            (action,) = proposals.stating([place], effect, why)
            reason = f"nothing states the effect of {method.route}"
            add_action(this, action, reason, f"state {effect}; {why}")
    for pointer, name in before.classes.items():
        this.add_name(pointer, name, f"{name} is described elsewhere and would get another name")


def _propose(finding: Diagnostic, this: _Round, source: Source, result: Fitted) -> bool:
    """Add the edit that removes a finding; whether there is one."""
    files = this.files
    if finding.code in _OWN_MISTAKES:
        return False
    if finding.code == "drop-unknown":
        return _stop_dropping(finding, this)
    if finding.file == files.names.get("names") and finding.line:
        entry = this.draft("names").at(finding.line, finding.col)[0]
        this.draft("names").remove(entry)
        this.note("names", entry.line, finding.message, f"remove the entry of {entry.name}")
        return True
    if "overlay" not in files.texts:
        return False
    if finding.file == files.names["overlay"] and finding.line:
        return _edit_overlay(finding, this, source, result)
    return _remove_node(finding, this, result)


def _edit_overlay(finding: Diagnostic, this: _Round, source: Source, result: Fitted) -> bool:
    draft = this.draft("overlay")
    steps = draft.at(finding.line, finding.col)
    if len(steps) < _ACTION or steps[0].name != "actions":
        return False
    is_about_action = steps[2].name == "target"
    if not is_about_action and _hits(source, steps[1]) > 1 and "/" in finding.pointer:
        return _remove_node(finding, this, result)
    # What can go alone: the innermost entry that is not the last of its holder, or the whole action.
    while len(steps) > _ACTION and len(steps[-1].siblings) == 1:
        steps = steps[:-1]
    entry = steps[1] if len(steps) <= _ACTION else steps[-1]
    draft.remove(entry)
    edit = "remove the action" if entry is steps[1] else f"remove {entry.name or 'the item'}"
    this.note("overlay", finding.line, finding.message, edit)
    return True


def _hits(source: Source, action: Entry) -> int:
    """How many nodes an action hits."""
    assert source.overlay is not None
    places = [each.place.line for each in overlay.actions_of(source.overlay, Diagnostics())]
    hits = overlay.apply(source.spec, source.overlay, Diagnostics()).hits
    lines = {each.key.start_mark.line + 1 for each in entries(action.value) if each.key}
    return next((hit for line, hit in zip(places, hits, strict=True) if line in lines), 0)


def _remove_node(finding: Diagnostic, this: _Round, result: Fitted) -> bool:
    """Take a node of the description away that an error is about."""
    if result.document is None or "/" not in finding.pointer:
        return False
    root = result.document.root
    node: Node | None = root
    action = proposals.removing(finding.pointer, root, f"Does not fit: {finding.message}.")
    for step in finding.pointer.split("/")[1:]:
        node = node.step(unescaped(step)) if node else None
    if node is None:
        return False
    (at,) = locate([replace(finding, line=0)], this.published)
    reason = f"{at.file}:{at.line}: {finding.message}" if at.line else finding.message
    add_action(this, action, reason, f"remove {action['target']}")
    return True


def add_action(this: _Round, action: Mapping[str, Any], reason: str, edit: str) -> None:
    """Put an action behind those of the overlay; without an overlay, a maintainer has to."""
    if "overlay" not in this.files.texts:
        this.edits.append(Edit("pyproject.toml", 0, reason, f"name an overlay that states: {edit}"))
        return
    draft = this.draft("overlay")
    for entry in entries(draft.root):
        if entry.name == "actions":
            draft.append(entry.value, None, dict(action))
            this.note("overlay", 0, reason, f"add the action: {edit}")


def _stop_dropping(finding: Diagnostic, this: _Round) -> bool:
    """Remove the line of an operation that is no longer there to be dropped."""
    text = this.files.texts["config"]
    for name in this.drop:
        line = re.compile(rf"""^[ \t]*["']?{re.escape(name)}["']?[ \t]*=.*\n""", re.MULTILINE)
        if repr(name) in finding.message and len(line.findall(text)) == 1:
            at = text[: line.search(text).start()].count("\n") + 1  # type: ignore[union-attr]
            this.note("config", at, finding.message, f"remove {name} from drop")
            this.files = replace(
                this.files, texts={**this.files.texts, "config": line.sub("", text)}
            )
            this.drop = {key: why for key, why in this.drop.items() if key != name}
            return True
    return False


def _rename(this: _Round, renamed: Mapping[str, str]) -> None:
    """Put new names in the place of old ones, in targets and values of the overlay and in keys of the names."""
    if "overlay" in this.files.texts and renamed:
        for top in entries(this.draft("overlay").root):
            for action in entries(top.value) if top.name == "actions" else ():
                for entry in entries(action.value):
                    for node in _scalars(entry.value) if entry.name != "description" else ():
                        _replace(this, "overlay", node, renamed, in_query=entry.name != "update")
    if "names" in this.files.texts and renamed:
        for entry in entries(this.draft("names").root):
            if entry.key is not None:
                _replace(this, "names", entry.key, renamed, in_query=False)


def _scalars(node: Any) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    for each in entries(node):
        yield from _scalars(each.value)


def _replace(
    this: _Round, key: str, node: ScalarNode, renamed: Mapping[str, str], *, in_query: bool
) -> None:
    """Write a scalar anew where it names something that has another name now."""
    draft = this.draft(key)
    text = before = draft.source(node)
    for old, new in renamed.items():
        text = proposals.with_name(text, node.value, old, new, in_query=in_query)
        if text != before:
            name, other = (each.rpartition("/")[2] for each in (old, new))
            reason = f"{name} is called {other} now"
            this.note(key, node.start_mark.line + 1, reason, f"put {other} in its place")
            draft.replace(node, text)
            before = text
