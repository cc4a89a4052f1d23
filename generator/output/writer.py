"""The only writer: compares, knows hand-edited files, writes what changed, removes last.

A run first writes a journal of the checksums that its files will have. Killed at any moment, it leaves files that
match either the manifest or the journal; the next run knows them as ours and repairs the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path
from stat import S_ISREG

from msgspec import Struct

from generator.diagnostics.findings import Diagnostics, Spot
from generator.output import manifest
from generator.output import paths as places
from generator.output.atomic import UNFINISHED, put
from generator.output.manifest import Manifest, Owned, checksum

_OWN = {manifest.FILE, manifest.JOURNAL, manifest.LOCK}


class Change(Struct, frozen=True):
    """One file that differs from what it should be; None stands for a file that is not there."""

    path: str
    before: bytes | None
    after: bytes | None
    edited: bool = False

    @property
    def verb(self) -> str:
        """What will happen to the file."""
        if self.after is None:
            return "keep" if self.edited else "remove"
        return "create" if self.before is None else "update"

    @property
    def diff(self) -> str:
        """From what is there to what should be, in unified form."""
        before, after = _lines(self.before), _lines(self.after)
        source = "/dev/null" if self.before is None else f"a/{self.path}"
        target = "/dev/null" if self.after is None else f"b/{self.path}"
        return "".join(unified_diff(before, after, source, target))


class Plan(Struct, frozen=True):
    """What a run would do to a folder."""

    folder: Path
    target: Manifest
    changes: tuple[Change, ...]
    owned: Owned
    unfinished: bool

    @property
    def edited(self) -> tuple[Change, ...]:
        """Files that another process changed and that would be overwritten."""
        return tuple(each for each in self.changes if each.edited and each.after is not None)

    @property
    def orphans(self) -> tuple[Change, ...]:
        """Files of an earlier run that another process changed since; they stay."""
        return tuple(each for each in self.changes if each.verb == "keep")


def plan(
    folder: Path,
    outputs: Mapping[str, Mapping[str, bytes]],
    inputs: Mapping[str, str],
    report: Diagnostics,
) -> Plan:
    """Compare outputs, by kind, with the folder; findings show which paths cannot be written.

    Kinds that are not given stay as they are, unless no run makes them any more. Where such kinds stay, the recorded
    inputs stay, too.
    """
    recorded = manifest.read(folder)
    journal = manifest.read_journal(folder)
    left = {*manifest.KINDS} - outputs.keys()
    others = {kind: files for kind, files in recorded.outputs.items() if kind in left}
    files = {path: content for group in outputs.values() for path, content in group.items()}
    refused = _refused(folder, files, report)
    sums = {
        kind: {path: checksum(each) for path, each in group.items()}
        for kind, group in outputs.items()
    }
    target = Manifest(recorded.inputs if others else inputs, {**others, **sums})
    owned = {path: frozenset({sum_}) for path, sum_ in recorded.checksums.items()}
    for path, known in (journal or {}).items():
        owned[path] = owned.get(path, frozenset()) | known
    kept = {path for group in others.values() for path in group}
    old = _safe(folder, owned.keys() - files.keys() - kept)
    changes = [
        *(
            _change(folder, path, content, owned)
            for path, content in sorted(files.items())
            if path not in refused
        ),
        *(_change(folder, path, None, owned) for path in sorted(old)),
    ]
    differing = tuple(each for each in changes if each is not None)
    return Plan(folder, target, differing, owned, journal is not None)


def _refused(folder: Path, files: Mapping[str, bytes], report: Diagnostics) -> set[str]:
    """Report the paths that cannot be written, and return those that cannot even be looked at."""
    refused = set()
    problems = {path: places.problem(path) for path in files}
    leaving = places.leaving(folder, [path for path, reason in problems.items() if not reason])
    blocked = places.blocked(folder, problems.keys() - leaving)
    for path, problem in problems.items():
        reason = problem or ("this name is taken" if path in _OWN else "")
        if path in leaving:
            reason = "a link leads out of the output folder"
        if not reason and path in blocked:
            reason = f"{blocked[path]} is no folder"
        if reason:
            refused.add(path)
            report.add("output-path", Spot(path), f"this path cannot be written: {reason}")
    for one, other in places.clashes(files):
        report.add("output-clash", Spot(other), f"cannot be written beside {one}")
    return refused


def _safe(folder: Path, paths: Iterable[str]) -> set[str]:
    """The paths that may be written or removed."""
    allowed = {path for path in paths if not places.problem(path) and path not in _OWN}
    return allowed - places.leaving(folder, allowed)


def _change(folder: Path, path: str, content: bytes | None, owned: Owned) -> Change | None:
    """What becomes of a file that is to hold something, or None to be removed; None where nothing does."""
    before = _content(folder / path)
    if before == content:
        return None
    foreign = before is not None and checksum(before) not in owned.get(path, frozenset())
    return Change(path, before, content, foreign)


def _content(path: Path) -> bytes | None:
    """What a file holds; None if there is none. What is no plain file counts as foreign, and is not read."""
    try:
        is_plain = S_ISREG(path.lstat().st_mode)
        return path.read_bytes() if is_plain else b"(not a plain file)\n"
    except (FileNotFoundError, NotADirectoryError):
        return None


def write(plan: Plan) -> None:
    """Carry out a plan: journal, changed files, removals, manifest; each file whole or not at all.

    Raises:
        OSError: If the folder cannot be written.
    """
    folder = plan.folder
    is_recorded = _content(folder / manifest.FILE) == plan.target.text.encode()
    if not plan.changes and is_recorded and not plan.unfinished:
        return
    folder.mkdir(parents=True, exist_ok=True)
    sums = {path: frozenset({sum_}) for path, sum_ in plan.target.checksums.items()}
    owned = {
        path: sums.get(path, frozenset()) | plan.owned.get(path, frozenset())
        for path in {*sums, *plan.owned}
    }
    _replace(folder / manifest.JOURNAL, manifest.journal_text(owned).encode(), durable=True)
    # What killed runs left half-written.
    inside = _safe(folder, owned if plan.unfinished else ())
    for place in sorted({folder, *((folder / path).parent for path in inside)}):
        for left in place.glob(f"*{UNFINISHED}"):
            left.unlink(missing_ok=True)
    for change in plan.changes:
        if change.after is not None:
            _replace(folder / change.path, change.after)
    for change in plan.changes:
        if change.verb == "remove":
            _remove(folder, change.path)
    _replace(folder / manifest.FILE, plan.target.text.encode(), durable=True)
    (folder / manifest.JOURNAL).unlink(missing_ok=True)


def _replace(path: Path, content: bytes, *, durable: bool = False) -> None:
    try:
        put(path, content, durable=durable)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _remove(folder: Path, path: str) -> None:
    """Remove a file, then the folders that it leaves empty."""
    (folder / path).unlink(missing_ok=True)
    with suppress(OSError):
        for parent in (folder / path).parents:
            if parent == folder:
                break
            parent.rmdir()


def _lines(content: bytes | None) -> list[str]:
    text = (content or b"").decode("utf-8", "replace")
    return [
        line if line.endswith("\n") else f"{line}\n\\ no newline at the end\n"
        for line in text.splitlines(keepends=True)
    ]
