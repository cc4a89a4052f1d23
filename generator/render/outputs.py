"""Lists all output files by kind: rendered ones, the runtime, hand-written modules and pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.diagnostics.findings import Diagnostics, Spot
from generator.ir.client import Client
from generator.output import paths
from generator.output.folders import files_below
from generator.render.common.field_docs import documented
from generator.render.common.runtime_parts import is_needed, tailored
from generator.render.docs import files as docs
from generator.render.docs import reference
from generator.render.file import Job
from generator.render.package import actions, public_names
from generator.render.package import files as package
from generator.render.package.files import documented_modules
from generator.render.templates import TEMPLATES, render
from generator.render.tests import files as tests

JOBS: Mapping[str, Callable[[Client, str], tuple[Job, ...]]] = {
    "package": package.jobs,
    "docs": docs.jobs,
    "tests": tests.jobs,
    "actions": actions.jobs,
}
"""The files to render of each kind, for a client and its version."""


@dataclass(frozen=True, slots=True)
class Copied:
    """Files that are copied, by kind and path; ``names`` are the hand-written ones, ``missing`` pairs of pointer and message."""

    files: Mapping[str, Mapping[str, bytes]]
    names: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]


def copied(client: Client, folder: Path) -> Copied:
    """The runtime, and the hand-written modules and pages that the description names below a folder."""
    package = f"src/{client.package}"
    runtime = TEMPLATES / "runtime"
    files = {
        "package": {
            f"{package}/_runtime/{below}": _tailored(client, path)
            for path in files_below(runtime)
            if is_needed(client, below := path.relative_to(runtime).as_posix())
        },
        "docs": {},
    }
    missing = []
    for kind, key, place, ending, names in (
        ("package", "modules", package, ".py", client.settings.modules),
        ("docs", "docs", "docs", ".md", client.settings.docs),
    ):
        for number, name in enumerate(names):
            content = _content(name, ending, folder)
            if content is None:
                message = f"there is no {ending} file {name!r}"
                missing.append((f"/x-client/{key}/{number}", message))
            else:
                files[kind][f"{place}/{PurePosixPath(name).name}"] = content
    public = render(documented_modules(client))
    sources = {path: text.encode() for path, text in public.items()} | files["package"]
    files["docs"] |= reference.pages(client, sources)
    return Copied(files, (*client.settings.modules, *client.settings.docs), tuple(missing))


def combined(
    rendered: Mapping[str, bytes], copied: Mapping[str, bytes], report: Diagnostics
) -> dict[str, bytes]:
    """Rendered and copied files, and the list of public names of both; a path that is in both is a finding."""
    for path in sorted(rendered.keys() & copied.keys()):
        report.add("output-clash", Spot(path), "a hand-written file would replace a generated one")
    return public_names.completed({**rendered, **copied})


def _tailored(client: Client, path: Path) -> bytes:
    """A file of the runtime with what a package needs of it, and with the texts of fields in docstrings."""
    content = path.read_bytes()
    if path.suffix != ".py":
        return content
    return documented(tailored(client, content.decode())).encode()


def _content(name: str, ending: str, folder: Path) -> bytes | None:
    if paths.fault(name) or not name.endswith(ending):
        return None
    if ending == ".py" and not PurePosixPath(name).stem.isidentifier():
        return None
    if paths.leaving(folder, [name]):
        return None
    try:
        return (folder / name).read_bytes()
    except OSError:
        return None
