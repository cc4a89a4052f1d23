"""Lists all output files by kind: rendered ones, the runtime, hand-written modules and pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator.config import Config
from generator.diagnostics.findings import Diagnostics, Spot
from generator.ir.client import Client
from generator.ir.metadata import license_error
from generator.output import paths
from generator.output.folders import files_below
from generator.output.format import FormatError, formatting
from generator.output.inputs import module_folder
from generator.python.code import syntax_tree
from generator.render.common.field_docs import documented
from generator.render.common.runtime_parts import is_needed, tailored
from generator.render.docs import files as docs
from generator.render.docs import reference
from generator.render.file import Job
from generator.render.package import actions, public_names
from generator.render.package import files as package
from generator.render.package.files import documented_modules
from generator.render.package.project import LICENSE
from generator.render.templates import TEMPLATES, RenderError, render, unknown_files
from generator.render.tests import files as tests

JOBS: Mapping[str, Callable[[Client, str], tuple[Job, ...]]] = {
    "package": package.jobs,
    "docs": docs.jobs,
    "tests": tests.jobs,
    "actions": actions.jobs,
}
"""The files to render of each kind, for a client and its version."""

PYTHON = frozenset({"package", "tests"})
"""The kinds that hold Python, which is formatted."""


_IMPORT = re.compile(rb"from (\.+)([\w.]*) import ")


class Copied(Struct, frozen=True):
    """Files that are copied, by kind and path; ``names`` are the hand-written ones, ``missing`` pairs of pointer and message."""

    files: Mapping[str, Mapping[str, bytes]]
    sources: Mapping[str, bytes]
    """The runtime's modules without the texts of fields in docstrings: names and docs are read from these."""
    names: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]


def files(
    client: Client, kinds: Collection[str], config: Config, report: Diagnostics
) -> tuple[dict[str, dict[str, bytes]], tuple[str, ...]]:
    """The content of each file by kind and path, and the names of the hand-written ones.

    A template that does not print Python is a finding.
    """
    templates: dict[str, str] = {}
    whole: dict[str, dict[str, bytes]] = {}

    def print_(some: Collection[str]) -> None:
        for kind in kinds:
            if kind in some:
                jobs = JOBS[kind](client, config.version)
                templates.update((job.path, job.template) for job in jobs)
                whole[kind] = rendered(jobs, config, report)

    print_(PYTHON)
    sources = {
        path: text for each in whole.values() for path, text in each.items() if path.endswith(".py")
    }
    runtime, folder = runtime_of(client, config, report), f"src/{client.package}/_runtime"
    # The runtime is formatted already. It goes along because ruff finds what is not Python sooner than Python does.
    checked = {
        f"{folder}/{below}": text.encode()
        for below, text in runtime.items()
        if below.endswith(".py") and "package" in kinds
    }
    with formatting(sources | checked, config.formatter) as formatted:
        # Meanwhile, all the rest. Public names are the same before and after.
        print_(JOBS.keys() - PYTHON)
        result = copied(client, whole.get("package", {}), runtime, config, report)
        for pointer, message in result.missing:
            report.add("module-missing", Spot(pointer=pointer), message)
        for kind in kinds:
            more = result.files.get(kind, {})
            for path in whole[kind].keys() & more.keys():
                message = "a hand-written file would replace a generated one"
                report.add("output-clash", Spot(path), message)
            whole[kind] |= more
        if "package" in kinds:
            whole["package"] |= public_names.full_list({**whole["package"], **result.sources})
        syntax_tree.cache_clear()  # trees take the most memory of all, and nothing reads them again
        templates |= {f"{folder}/{below}": f"runtime/{below}" for below in runtime}
        _write_formatted(formatted, whole, templates, config, report)
    if not report.failed:
        _check_imports(whole.get("package", {}), templates, config, report)
    return whole, result.names


def _write_formatted(
    formatted: Callable[[], Mapping[str, bytes]],
    whole: Mapping[str, dict[str, bytes]],
    templates: Mapping[str, str],
    config: Config,
    report: Diagnostics,
) -> None:
    """Replace what was printed by what the formatter made of it; what is not Python is a finding."""
    try:
        for path, text in formatted().items():
            if "/_runtime/" not in path:
                next(files for files in whole.values() if path in files)[path] = text
    except FormatError as error:
        template = templates.get(error.path, "")
        name = _template(template, config) if template else error.path
        place = _at(name, error.line if template.startswith("runtime/") else 0)
        message = f"line {error.line} of {error.path} is not Python: {error.reason}"
        report.add("template-syntax", place, message)


def _check_imports(
    package: Mapping[str, bytes], templates: Mapping[str, str], config: Config, report: Diagnostics
) -> None:
    """Report each module that is imported and missing, where it is imported first."""
    missing = set()
    for path, text in package.items():
        for found in _IMPORT.finditer(text) if path.endswith(".py") else ():
            if text[text.rfind(b"\n", 0, found.start()) + 1 : found.start()].strip():
                continue  # the pattern itself would take six times as long to look for this
            above = path.split("/")[: -len(found[1])]
            module = "/".join([*above, *found[2].decode().split(".")]).rstrip("/")
            names = {f"{module}.py", f"{module}/__init__.py"}
            if module not in missing and not names & package.keys():
                missing.add(module)
                template = templates.get(path, "")
                name = _template(template, config) if template else path
                is_printed = template.endswith(".j2")
                line = 0 if is_printed else text.count(b"\n", 0, found.start()) + 1
                report.add("template-invalid", _at(name, line), f"there is no {module}.py")


def _at(file: str, line: int) -> Spot:
    return Spot(file, line, int(line > 0))


def copied(
    client: Client,
    texts: Mapping[str, bytes],
    runtime: Mapping[str, str],
    config: Config,
    report: Diagnostics,
) -> Copied:
    """The runtime, the licence, and the hand-written modules and pages that the description names below the folder of the overlay.

    The pages of the reference are printed from these modules and from rendered ``texts``.
    """
    folder, package = module_folder(config), f"src/{client.package}"
    _check_settings(config, report)
    files: dict[str, dict[str, bytes]] = {"package": {}, "docs": {}}
    sources: dict[str, bytes] = {}
    for below, source in runtime.items():
        sources[f"{package}/_runtime/{below}"] = source.encode()
        files["package"][f"{package}/_runtime/{below}"] = documented(source).encode()
    missing = []
    if config.license_file is not None:
        files["package"][LICENSE] = config.license_file.read_bytes()
    if config.changelog is not None:
        files["docs"]["docs/changelog.md"] = config.changelog.read_bytes()
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
                target = docs.guide(name) if kind == "docs" else PurePosixPath(name).name
                files[kind][f"{place}/{target}"] = content
    public = texts or rendered(documented_modules(client), config, report)
    files["docs"] |= reference.pages(client, {**public, **files["package"], **sources})
    return Copied(files, sources, (*client.settings.modules, *client.settings.docs), tuple(missing))


def rendered(jobs: Iterable[Job], config: Config, report: Diagnostics) -> dict[str, bytes]:
    """The text of each job by its path; a wrong template is a finding."""
    try:
        texts = render(jobs, own=config.templates)
        return {path: text.encode() for path, text in texts.items()}
    except RenderError as error:
        place = _at(_template(error.template, config), error.line)
        report.add("template-invalid", place, error.reason)
        return {}


def _template(name: str, config: Config) -> str:
    """A template as findings name it."""
    own = config.templates
    if own is not None and (own / name).is_file():
        return config.name(own / name)
    return f"templates/{name}"


def runtime_of(client: Client, config: Config, report: Diagnostics) -> dict[str, str]:
    """The files of the runtime that a package needs, by their path below it; those of an own folder come first."""
    own, result = config.templates, {}
    for folder in (TEMPLATES / "runtime", *([] if own is None else [own / "runtime"])):
        for below, path in files_below(folder):
            if is_needed(client, below):
                try:
                    result[below] = tailored(client, path.read_text("utf-8"))
                except UnicodeDecodeError:
                    place = Spot(_template(f"runtime/{below}", config))
                    report.add("template-invalid", place, "it is not UTF-8")
    return result


def _check_settings(config: Config, report: Diagnostics) -> None:
    """Report a licence that no index knows, and each file of the folder of own templates that would have no effect."""
    if config.metadata.license and (error := license_error(config.metadata.license)):
        report.add("config-invalid", Spot("pyproject.toml"), f"license: {error}")
    if config.templates is None:
        return
    if not config.templates.is_dir():
        place = Spot(config.name(config.templates))
        report.add("file-missing", place, "the folder of own templates is missing")
        return
    for name, near in unknown_files(config.templates):
        hint = f"did you mean {near}?" if near else "a part for other templates begins with _"
        place = Spot(config.name(config.templates / name))
        report.add(
            "template-unknown", place, "no template has this path, so it replaces none", hint
        )


def _content(name: str, ending: str, folder: Path) -> bytes | None:
    if paths.problem(name) or not name.endswith(ending):
        return None
    if ending == ".py" and not PurePosixPath(name).stem.isidentifier():
        return None
    if paths.leaving(folder, [name]):
        return None
    try:
        return (folder / name).read_bytes()
    except OSError:
        return None
