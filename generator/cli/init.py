"""``init``: start a project for an API."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Annotated
from urllib.parse import urlsplit

from cyclopts import Parameter
from msgspec import Struct

from generator import pipeline
from generator.cli import Exit, UsageError, program
from generator.cli.names import by_rule, with_entries
from generator.cli.options import here
from generator.config import is_author, is_distribution, is_web_address
from generator.diagnostics import reporters
from generator.diagnostics.findings import Diagnostics
from generator.document import Document, parse
from generator.fetch import download
from generator.fetch.spec_lock import Lock, encoded
from generator.ir.metadata import Metadata, license_error
from generator.ir.names.package import is_package
from generator.output.atomic import replace_file
from generator.output.manifest import checksum
from generator.pipeline import Source
from generator.render import init as start
from generator.swagger.other_files import on_disk, with_other_files
from generator.swagger.traverse import SAFE_METHODS, spots, text
from generator.swagger.validate import is_swagger

_OVERLAY, _NAMES, _LOCK = "spec/overlay.yaml", "spec/names.yaml", "spec/spec.lock"


def init(
    spec: str | None = None,
    /,
    *,
    package: str | None = None,
    distribution: str | None = None,
    license: str | None = None,  # noqa: A002 - the option's name
    author: Annotated[tuple[str, ...], Parameter(negative=())] = (),
    url: Annotated[tuple[str, ...], Parameter(negative=())] = (),
) -> int:
    """Start a project for an API in the working folder; files that are there already are never overwritten.

    On a terminal, what no option gives is asked for. Without one, only SPEC must be given.

    Example: `init petstore.yaml --license MIT --author "Ada <ada@example.org>" --url Source=https://example.org/pets`

    Args:
        spec: The Swagger 2.0 description: a file, or an https address.
        package: The name that Python code imports; from the title if none is given.
        distribution: The name that pip installs; from the package if none is given.
        license: The licence of the client as an SPDX expression, such as MIT; none is stated if none is given.
        author: Who makes the client: `Name` or `Name <address>`; once for each.
        url: A link to show on package indexes, as Label=https://...; once for each.

    """
    folder, report = here(), Diagnostics()
    ask = _Asking() if sys.stdin.isatty() and sys.stderr.isatty() else None
    if spec is None and ask is None:
        raise UsageError("name the description: a file, or an https address")
    spec = spec or (ask.line("Description (file or https address)") if ask else "")
    content = download.read(spec, report)
    document = None if content is None else parse(content, spec, report)
    if content is None or document is None or not is_swagger(document, report):
        print(reporters.text(report.findings), end="", file=sys.stderr)
        return Exit.BAD_INPUT
    others: tuple[Path, ...] = ()
    if "://" not in spec:
        read = on_disk(Path(spec), Path.as_posix, report)
        document, others = with_other_files(document, Path(spec), read)
    client = pipeline.load(Source(document), report)
    name = _one(_PACKAGE, package, ask, client.package if client else "client")
    metadata = Metadata(
        distribution=_one(_DISTRIBUTION, distribution, ask, name.replace("_", "-")),
        license=_one(_LICENSE, license, ask),
        authors=_several(_AUTHOR, author, ask),
        urls=tuple(map(_link, _several(_URL, url, ask))),
    )
    place = _place(spec, content)
    operations = [
        (each.path, each.method, text(each.node, "summary")) for each in spots(document.root)
    ]
    title, class_name = (client.title, client.name) if client else (name, "Client")
    project_names = (program(), title, class_name, place, name)
    view = start.start(project_names, metadata, operations, sorted(SAFE_METHODS))
    names = with_entries("", by_rule(client) if client is not None else {})
    files = {**start.files(view), _NAMES: names.encode()}
    # The description may be the file of the project itself.
    if "://" in spec or (folder / spec).resolve() != (folder / place).resolve():
        files[place] = content
        files |= _copies(spec, others, files)
    locked = {_OVERLAY: files[_OVERLAY], _NAMES: files[_NAMES], place: content}
    files[_LOCK] = _lock(spec, document, content, locked)
    _write(folder, files)
    return _show(files, report)


class _Asking:
    """Asks on the terminal, again until the input is good."""

    def line(self, question: str, default: str = "") -> str:
        shown = f" [{default}]" if default else ""
        print(f"{question}{shown}: ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise UsageError("the input ended before all was asked; nothing was written")
        return line.strip() or default

    def valid(self, field: _Field, default: str) -> str:
        while True:
            value = self.line(field.question, default)
            if not value or not (reason := field.error(value)):
                return value
            print(reason, file=sys.stderr)


class _Field(Struct, frozen=True):
    """What a project is asked: the option, the question, and what is wrong with a value."""

    option: str
    question: str
    error: Callable[[str], str]


def _one(field: _Field, given: str | None, ask: _Asking | None, default: str = "") -> str:
    """What the option gives or the answer in the terminal, else the default."""
    if given is None:
        return ask.valid(field, default) if ask else default
    return _checked(field, given)


def _several(field: _Field, given: Sequence[str], ask: _Asking | None) -> tuple[str, ...]:
    """All that the option gives, or the one typed in the terminal."""
    if given or ask is None:
        return tuple(_checked(field, each) for each in given)
    value = ask.valid(field, "")
    return (value,) if value else ()


def _checked(field: _Field, value: str) -> str:
    if reason := field.error(value):
        raise UsageError(f"{field.option}: {reason}")
    return value


def _package_error(name: str) -> str:
    hint = "use lower case letters, digits and _, and no name of the standard library"
    return "" if is_package(name) else f"{name!r} cannot be a package: {hint}"


def _distribution_error(name: str) -> str:
    hint = "use letters, digits and . _ - between them"
    return "" if is_distribution(name) else f"{name!r} cannot be a distribution: {hint}"


def _author_error(text: str) -> str:
    return "" if is_author(text) else f'{text!r} names no author: write "Name" or "Name <address>"'


def _url_error(text: str) -> str:
    label, link = _link(text)
    good = label and is_web_address(link)
    return "" if good else f"{text!r} is no link: write Label=https://..."


def _link(text: str) -> tuple[str, str]:
    label, _, link = text.partition("=")
    return label.strip(), link


_PACKAGE = _Field("--package", "Package", _package_error)
_DISTRIBUTION = _Field("--distribution", "Distribution", _distribution_error)
_LICENSE = _Field("--license", "Licence as SPDX expression (empty for none)", license_error)
_AUTHOR = _Field("--author", "Author as Name <address> (empty for none)", _author_error)
_URL = _Field("--url", "Link as Label=https://... (empty for none)", _url_error)


def _place(spec: str, content: bytes) -> str:
    """The path of the description in the project: where it is, if that is below spec/, else there under its name."""
    path = PurePosixPath(urlsplit(spec).path if "://" in spec else Path(spec).as_posix())
    if (
        "://" not in spec
        and len(path.parts) > 1
        and path.parts[0] == "spec"
        and ".." not in path.parts
    ):
        return path.as_posix()
    is_json = content.lstrip()[:1] == b"{"
    fallback = "swagger.json" if is_json else "swagger.yaml"
    return f"spec/{path.name if path.suffix in {'.json', '.yaml', '.yml'} else fallback}"


def _copies(spec: str, others: Sequence[Path], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The other files that the description refers to, beside it as they were."""
    first = Path(spec).resolve().parent
    result = {f"spec/{each.relative_to(first).as_posix()}": each.read_bytes() for each in others}
    if taken := sorted(result.keys() & files.keys()):
        raise UsageError(f"{', '.join(taken)} is a file of every project: rename that of the API")
    return result


def _lock(spec: str, document: Document, content: bytes, locked: dict[str, bytes]) -> bytes:
    info = document.root.get("info")
    version = text(info, "version") if info is not None else ""
    sums = {PurePosixPath(path).name: checksum(each) for path, each in locked.items()}
    total = checksum(content)
    return encoded(Lock(spec, version or f"sha256:{total[:12]}", total, sums))


def _write(folder: Path, files: dict[str, bytes]) -> None:
    taken = [path for path in files if (folder / path).exists() or (folder / path).is_symlink()]
    if taken:
        there = f"{', '.join(sorted(taken))} {'is' if len(taken) == 1 else 'are'} there already"
        raise UsageError(
            f"{there}; nothing was written: init begins a project in a folder of its own"
        )
    for path, content in files.items():
        try:
            replace_file(folder / path, content)
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror}") from error


def _show(files: Sequence[str] | dict[str, bytes], report: Diagnostics) -> int:
    for path in sorted(files):
        print(f"wrote {path}")
    if report.failed:
        print(reporters.text(report.errors), end="", file=sys.stderr)
        print(f"next: correct that in {_OVERLAY}, then {program()} names --write", file=sys.stderr)
        return Exit.FINDINGS
    print(f"next: state the effects in {_OVERLAY}, then {program()} generate", file=sys.stderr)
    return Exit.FINE
