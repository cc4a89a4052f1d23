"""Everything that is written, by kind: rendered views, the runtime as it is, hand-written modules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from generator.compare.api_list import extract
from generator.config import Config
from generator.diagnostics.findings import Diagnostics, Spot
from generator.formatting import Formatter
from generator.memory import Memory
from generator.output import paths
from generator.output.folders import files_below
from generator.output.inputs import module_folder
from generator.render.templates import TEMPLATES, render
from generator.worklist import Outline, Shipped, Worklist

_TOILSOME_FIRST = ("tests", "package", "docs", "actions")
"""The order of rendering: what takes long to format is under way while the rest is rendered."""


def outputs(
    kinds: Iterable[str], work: Worklist, formatter: Formatter
) -> dict[str, dict[str, bytes]]:
    """The bytes of all rendered files, by kind and path.

    Raises:
        FormatError: If a template made something that is not Python.
    """
    rendered: dict[str, dict[str, str]] = {}
    for kind in sorted(kinds, key=_TOILSOME_FIRST.index):
        texts = rendered[kind] = render(work.jobs(kind))
        formatter.add({path: text for path, text in texts.items() if path.endswith(".py")})
    final = formatter.finished()
    return {
        kind: {path: final.get(path, text).encode() for path, text in texts.items()}
        for kind, texts in rendered.items()
    }


def shipped(outline: Outline, config: Config, report: Diagnostics) -> dict[str, dict[str, bytes]]:
    """What ships as it is, by kind: the runtime, and the modules and pages that the description asks for."""
    package = f"src/{outline.package}"
    runtime = TEMPLATES / "runtime"
    files = {
        f"{package}/_runtime/{path.relative_to(runtime).as_posix()}": path.read_bytes()
        for path in files_below(runtime)
    }
    return {
        "package": files | _moved(package, _asked(outline.modules, ".py", config, report)),
        "docs": _moved("docs", _asked(outline.pages, ".md", config, report)),
    }


def _moved(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": content for name, content in files.items()}


def _asked(
    asked: Iterable[Shipped], ending: str, config: Config, report: Diagnostics
) -> dict[str, bytes]:
    """Hand-written files by their bare names."""
    files = {}
    for each in asked:
        content = _file(each.value, ending, config)
        if content is None:
            report.error("module-missing", each.spot, f"there is no {ending} file {each.value!r}")
        else:
            files[PurePosixPath(str(each.value)).name] = content
    return files


def together(
    rendered: Mapping[str, bytes], more: Mapping[str, bytes], config: Config, report: Diagnostics
) -> dict[str, bytes]:
    """Both sets of files, and all their public names in one list; a file that is in both sets is a finding."""
    for path in sorted(rendered.keys() & more.keys()):
        report.error(
            "output-clash", Spot(path), "a hand-written file would replace a generated one"
        )
    return extract.completed({**rendered, **more}, Memory(config.cache("surfaces")))


def _file(name: object, ending: str, config: Config) -> bytes | None:
    folder = module_folder(config)
    if not isinstance(name, str) or paths.fault(name) or not name.endswith(ending):
        return None
    if paths.leaves(folder, name):
        return None
    try:
        return (folder / name).read_bytes()
    except OSError:
        return None
