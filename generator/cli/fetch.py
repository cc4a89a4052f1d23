"""``fetch``: bring a newly published description in, its facts in our words, never silently."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from msgspec.structs import replace

from generator.cli import Exit, UsageError
from generator.cli.options import progress, settings
from generator.config import Config
from generator.diagnostics import reporters
from generator.diagnostics.findings import Diagnostics, Spot
from generator.fetch import download
from generator.fetch import spec_lock as locks
from generator.fetch.offer import Offer, moved, offer, published
from generator.fetch.report import report as written
from generator.output.atomic import replace_file
from generator.output.manifest import checksum

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
_Flag = Annotated[bool, Parameter(negative=())]


def fetch(
    *,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    sha256: str | None = None,
    check: _Flag = False,
    accept: _Flag = False,
    apply: _Flag = False,
    revision: str | None = None,
    format: Literal["text", "md", "json", "github"] = "text",  # noqa: A002 - the option's name
) -> int:
    """Show what a newly published description changes, and take it over if asked to.

    What no longer fits in the overlay, the names and the configuration is listed with the edit that helps, as are
    names and effects of new operations, and texts to write. The exit code is 3 while there is something to take over
    or an edit to make.

    Args:
        from_: A file or an https address; the address in the lock file if none is given.
        sha256: The checksum that the bytes must have.
        check: Only report whether the facts moved: exit with 3 if they did.
        accept: Take it over: write the description and its lock file.
        apply: Take it over, and make the edits.
        revision: What to call it in the lock file; the file's name or its checksum if none is given.
        format: How to report what changes.

    """
    if from_ is not None and not from_.strip():
        raise UsageError("--from names nothing; leave it out for the address in the lock file")
    if check and (accept or apply):
        raise UsageError("--check writes nothing; --accept and --apply do: choose one")
    report = Diagnostics()
    config = settings(report)
    if config.spec is None:
        raise UsageError("there is no project here: pyproject.toml names no spec")
    path = config.spec.with_name("spec.lock")
    lock = _lock(path)
    progress_line = progress()
    source = from_ or lock.source
    progress_line(f"reading {source}")
    raw = None if report.failed else download.read(source, report)
    if raw is None or not _as_expected(raw, sha256, source, report):
        return _refused(report, config)
    published_sum = checksum(raw)
    progress_line("comparing")
    document = published(raw, source, report)
    if document is None:
        return _refused(report, config)
    if check:
        is_moved = moved(document, config, report)
        if report.failed:
            return _refused(report, config)
        print("upstream moved" if is_moved else "upstream has the same facts")
        return Exit.UPSTREAM_MOVED if is_moved else Exit.FINE
    result = offer(raw, document, frozenset({lock.published, lock.converted}), config, report)
    if result is None:
        return _refused(report, config)
    print(written(result, format, is_applied=apply), end="")
    known = "the bytes of the last time" if published_sum == lock.published else "new bytes"
    facts = "other facts than ours" if result.moved else "the same facts as ours"
    # On the other channel, so that reports stay whole.
    print(f"{source}: {known}, {facts}, sha256 {published_sum}", file=sys.stderr)
    if not accept and not apply:
        return Exit.UPSTREAM_MOVED if result.moved or result.edits else Exit.FINE
    dated = _DATED.search(source.rpartition("/")[2])
    taken = replace(
        lock,
        published=published_sum,
        revision=revision or (dated[0] if dated else f"sha256:{published_sum[:12]}"),
        converted=checksum(result.content) if result.is_converted else "",
    )
    _write(config, path, taken if published_sum != lock.published else lock, result, apply=apply)
    left = [each for each in result.edits if not (apply and each.edit)]
    return Exit.UPSTREAM_MOVED if left else Exit.FINE


def _lock(path: Path) -> locks.Lock:
    try:
        return locks.read(path)
    except locks.LockError as error:
        raise UsageError(str(error)) from error


def _as_expected(raw: bytes, sha256: str | None, source: str, report: Diagnostics) -> bool:
    result = checksum(raw)
    if sha256 is None or sha256.strip().lower().removeprefix("sha256:") == result:
        return True
    report.add("fetch-checksum", Spot(source), f"the checksum is {result}, not {sha256}")
    return False


def _refused(report: Diagnostics, config: Config) -> int:
    reporters.show(report.errors, config.root, sys.stderr)
    print("nothing written: this description cannot be taken over", file=sys.stderr)
    return Exit.BAD_INPUT


def _write(config: Config, path: Path, lock: locks.Lock, proposal: Offer, *, apply: bool) -> None:
    """Write the description, the edited files and the lock, which guards the new bytes of what was written here.

    Files that stay keep their checksums: an edit of them by accident must go on showing.
    """
    assert config.spec is not None
    before = locks.read(path)
    edited = {name: after.encode() for name, (_, after) in proposal.files.items() if apply}
    files = {config.name(config.spec): proposal.content, **edited}
    guarded = {(config.root / name).resolve() for name in edited}
    done = []
    try:
        changed = locks.verify(path, before)
        for name, content in files.items():
            place = config.root / name
            if not place.exists() or place.read_bytes() != content:
                replace_file(place, content)
                done.append(name)
        after = locks.sealed(path, lock, config.spec.name)
        for name in lock.files:
            if name not in changed and (path.parent / name).resolve() in guarded:
                after = locks.sealed(path, after, name)
        if after != before:
            locks.write(path, after)
            done.append(config.name(path))
    except (OSError, locks.LockError) as error:
        raise UsageError(f"the description cannot be written: {error}") from error
    print(f"wrote {', '.join(done)}" if done else "nothing to write", file=sys.stderr)
