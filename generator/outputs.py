"""Everything that is written, by kind: rendered views, the runtime as it is, hand-written modules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import PurePosixPath

from generator import places, surface
from generator.config import Config
from generator.diagnostics import Diagnostics, Spot
from generator.formatting import Formatter
from generator.inputs import module_folder
from generator.model import Api
from generator.names import Names
from generator.render import TEMPLATES, render
from generator.source import Document, Node
from generator.views import Job

KINDS: Mapping[str, str] = {
    "package": "generator.views.package",
    "docs": "generator.views.docs",
    "tests": "generator.views.tests",
    "actions": "generator.views.actions",
}
"""The view module of each kind of output; its ``jobs`` says what to render."""
_TOILSOME_FIRST = ("tests", "package", "docs", "actions")
"""The order of rendering: what takes long to format is under way while the rest is rendered."""


def outputs(
    kinds: Iterable[str], api: Api, names: Names, config: Config, formatter: Formatter
) -> dict[str, dict[str, bytes]]:
    """The bytes of all rendered files, by kind and path.

    Raises:
        FormatError: If a template made something that is not Python.
    """
    rendered: dict[str, dict[str, str]] = {}
    for kind in sorted(kinds, key=_TOILSOME_FIRST.index):
        texts = rendered[kind] = render(_jobs(kind)(api, names, config.version))
        formatter.add({path: text for path, text in texts.items() if path.endswith(".py")})
    final = formatter.finished()
    return {
        kind: {path: final.get(path, text).encode() for path, text in texts.items()}
        for kind, texts in rendered.items()
    }


def _jobs(kind: str) -> Callable[[Api, Names, str], tuple[Job, ...]]:
    jobs: Callable[[Api, Names, str], tuple[Job, ...]] = import_module(KINDS[kind]).jobs
    return jobs


def shipped(
    document: Document, names: Names, config: Config, report: Diagnostics
) -> dict[str, dict[str, bytes]]:
    """What ships as it is, by kind: the runtime, and the modules and pages that the description asks for."""
    package = f"src/{names.package}"
    runtime = TEMPLATES / "runtime"
    files = {
        f"{package}/_runtime/{path.relative_to(runtime).as_posix()}": path.read_bytes()
        for path in sorted(runtime.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    return {
        "package": files | _moved(package, _asked(document, "modules", ".py", config, report)),
        "docs": _moved("docs", _asked(document, "docs", ".md", config, report)),
    }


def _moved(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": content for name, content in files.items()}


def _asked(
    document: Document, key: str, ending: str, config: Config, report: Diagnostics
) -> dict[str, bytes]:
    """The files that a list in ``x-client`` names, by their bare names."""
    files = {}
    client = document.root.get("x-client")
    asked = client.get(key) if client is not None else None
    for node in asked.children() if asked is not None else ():
        content = _file(node, ending, config)
        if content is None:
            report.error("module-missing", node, f"there is no {ending} file {node.value!r}")
        else:
            files[PurePosixPath(str(node.value)).name] = content
    return files


def together(
    rendered: Mapping[str, bytes], more: Mapping[str, bytes], report: Diagnostics
) -> dict[str, bytes]:
    """Both sets of files, and all their public names in one list; a file that is in both sets is a finding."""
    for path in sorted(rendered.keys() & more.keys()):
        report.error(
            "output-clash", Spot(path), "a hand-written file would replace a generated one"
        )
    return surface.completed({**rendered, **more})


def _file(node: Node, ending: str, config: Config) -> bytes | None:
    folder = module_folder(config)
    if (
        not isinstance(node.value, str)
        or places.fault(node.value)
        or not node.value.endswith(ending)
    ):
        return None
    if places.leaves(folder, node.value):
        return None
    try:
        return (folder / node.value).read_bytes()
    except OSError:
        return None
