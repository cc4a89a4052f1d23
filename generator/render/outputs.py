"""Lists all output files by kind: rendered ones, the runtime as it is, hand-written modules and pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from generator.compare.api_list import extract
from generator.config import Config
from generator.diagnostics.findings import Diagnostics, Spot
from generator.document import Document, Node
from generator.ir.client import Client
from generator.output import paths
from generator.output.folders import files_below
from generator.output.inputs import module_folder
from generator.render.docs import files as docs
from generator.render.file import Job
from generator.render.package import actions
from generator.render.package import files as package
from generator.render.templates import TEMPLATES
from generator.render.tests import files as tests

JOBS: Mapping[str, Callable[[Client, str], tuple[Job, ...]]] = {
    "package": package.jobs,
    "docs": docs.jobs,
    "tests": tests.jobs,
    "actions": actions.jobs,
}
"""The files to render of each kind, for a client and its version."""

_COPIED = {"modules": ".py", "docs": ".md"}
"""The lists of hand-written files in ``x-client``, and how the names of their files end."""


def copied_names(document: Document) -> list[str]:
    """The hand-written files that the description asks for, below the folder of the overlay."""
    values = [node.value for key in _COPIED for node in _asked(document, key)]
    return [value for value in values if isinstance(value, str)]


def copied_files(
    document: Document, package_name: str, config: Config, report: Diagnostics
) -> dict[str, dict[str, bytes]]:
    """The files that are copied, by kind and path: the runtime, and what the description asks for."""
    folder = f"src/{package_name}"
    runtime = TEMPLATES / "runtime"
    files = {
        f"{folder}/_runtime/{path.relative_to(runtime).as_posix()}": path.read_bytes()
        for path in files_below(runtime)
    }
    return {
        "package": files | _hand_written(document, "modules", folder, config, report),
        "docs": _hand_written(document, "docs", "docs", config, report),
    }


def combined(
    rendered: Mapping[str, bytes], copied: Mapping[str, bytes], report: Diagnostics
) -> dict[str, bytes]:
    """Rendered and copied files, and the list of public names of both; a path that is in both is a finding."""
    for path in sorted(rendered.keys() & copied.keys()):
        report.error(
            "output-clash", Spot(path), "a hand-written file would replace a generated one"
        )
    return extract.completed({**rendered, **copied})


def _asked(document: Document, key: str) -> tuple[Node, ...]:
    client = document.root.get("x-client")
    asked = client.get(key) if client is not None else None
    return tuple(asked.children()) if asked is not None else ()


def _hand_written(
    document: Document, key: str, folder: str, config: Config, report: Diagnostics
) -> dict[str, bytes]:
    files = {}
    for node in _asked(document, key):
        content = _content(node.value, _COPIED[key], config)
        if content is None:
            spot = Spot(node.file, node.line, node.col, node.pointer)
            value = None if isinstance(node.value, dict | tuple) else node.value
            report.error("module-missing", spot, f"there is no {_COPIED[key]} file {value!r}")
        else:
            files[f"{folder}/{PurePosixPath(str(node.value)).name}"] = content
    return files


def _content(name: object, ending: str, config: Config) -> bytes | None:
    folder = module_folder(config)
    if not isinstance(name, str) or paths.fault(name) or not name.endswith(ending):
        return None
    if ending == ".py" and not PurePosixPath(name).stem.isidentifier():
        return None
    if paths.leaves(folder, name):
        return None
    try:
        return (folder / name).read_bytes()
    except OSError:
        return None
