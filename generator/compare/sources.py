"""Finds the two clients of a comparison: files, git revisions, or the description that this project keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from generator import pipeline
from generator.compare.git import GitError, GitMissingError, output
from generator.compare.surface import Surface, surface
from generator.config import Config
from generator.diagnostics.codes import Severity
from generator.diagnostics.findings import Diagnostics, Spot
from generator.document import Document, parse
from generator.pipeline import Source
from generator.swagger.other_files import with_other_files

GIT = "git:"
VENDORED = "vendored"
PAST = dict.fromkeys(
    """
        body-and-form extension-close extension-invalid extension-mismatch
        extension-misspelt form-media-type names-reserved names-unknown-definition
        names-unknown-operation operation-id-duplicate overlay-mismatch overlay-no-match
        parameter-duplicate path-parameter-optional path-parameter-undeclared
        path-parameter-unused path-slash drop-unknown ref-broken structure-missing
        structure-type structure-unknown structure-value
    """.split(),
    Severity.NOTICE,
)
"""What is no error in a description that is only compared: it can no longer be corrected, or need not be."""
_COMMITTED = PAST | dict.fromkeys(["names-duplicate", "names-invalid"], Severity.NOTICE)
"""The same for a revision in git, whose names can no longer be corrected either."""


def read_surface(source: str, config: Config, report: Diagnostics) -> Surface | None:
    """The client that a source would give; None, with findings, if it gives none.

    A git revision brings its own overlay and names; files are seen through those of the project.

    Args:
        source: ``vendored``, ``git:REV`` or the path of a file.
        config: The project.
        report: Where findings go. What an old revision lacks of the overlay is a notice.

    """
    is_committed = source.startswith(GIT)
    result = Diagnostics(_COMMITTED if is_committed else PAST)
    chosen = config if source == VENDORED else replace(config, spec=Path(source))
    side = _git(source, config, report) if is_committed else pipeline.read(chosen, report)
    client = None if side is None or report.failed else pipeline.load(side, result)
    report.extend(result)
    return None if client is None or report.failed else surface(client)


def notes(report: Diagnostics) -> Iterator[str]:
    """What of the overlay did not apply, for the reader of a comparison."""
    for finding in report:
        if finding.code in {"overlay-no-match", "overlay-mismatch"}:
            yield f"{finding.file}:{finding.line} does not apply: {finding.message}"


def _git(source: str, config: Config, report: Diagnostics) -> Source | None:
    revision = source.removeprefix(GIT)
    if config.spec is None:
        report.add("file-missing", Spot(source), "the project has no description")
        return None
    text = from_git(revision, config.spec, config, report)
    document = None if text is None else parse(text, config.name(config.spec), report)
    if document is None:
        return None
    document, _ = with_other_files(
        document, config.spec, lambda path: _beside_in_git(revision, path, config, report)
    )
    return Source(
        document,
        _beside_in_git(revision, config.overlay, config, report),
        _beside_in_git(revision, config.names, config, report),
        config.drop,
        config.package,
    )


def _beside_in_git(
    revision: str, path: Path | None, config: Config, report: Diagnostics
) -> Document | None:
    """A file as a revision holds it; None where the revision has none."""
    text = None if path is None else from_git(revision, path, config, Diagnostics())
    return None if text is None or path is None else parse(text, config.name(path), report)


def from_git(revision: str, path: Path, config: Config, report: Diagnostics) -> bytes | None:
    """A file of the project in a revision; ``--end-of-options`` keeps a revision from being an option."""
    inside = path.resolve()
    root = config.root.resolve()
    if not inside.is_relative_to(root):
        report.add("git-revision", Spot(f"{GIT}{revision}"), f"{path} is outside of the project")
        return None
    name = inside.relative_to(root).as_posix()
    if not revision:
        # For git that is what is staged, but who writes it has an empty variable.
        hint = "name a commit, a branch or a tag"
        report.add("git-revision", Spot(GIT), "no revision is named", hint)
        return None
    try:
        return output(root, "show", "--end-of-options", f"{revision}:./{name}")
    except GitMissingError as error:
        report.add("git-unavailable", Spot(f"{GIT}{revision}"), str(error))
    except GitError as error:
        spot = Spot(f"{GIT}{revision}:{name}")
        report.add("git-revision", spot, str(error), "name a commit, a branch or a tag")
    return None
