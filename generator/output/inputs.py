"""Checksums of everything that the output depends on; cheap, so that a run with nothing to do ends here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from generator.config import Config
from generator.diagnostics.findings import Diagnostics
from generator.document import read_bytes
from generator.output.folders import files_below
from generator.output.manifest import checksum

PACKAGE = Path(__file__).resolve().parents[1]
HOME = PACKAGE.parent
_MODULE = "module "
_BLACK = "black"
BESIDE = frozenset(
    {
        "__main__.py",
        "actions/export",
        "cli",
        "diagnostics",
        "elasticio",
        "fetch",
        "output/atomic.py",
        "output/lock.py",
        "swagger/lint",
        "swagger/to_openapi3",
    }
)
"""Parts of the generator and of the templates that no generated file depends on."""

_CONCERNED = {
    "templates/package/": ("package",),
    "templates/runtime/": ("package",),
    "templates/docs/": ("docs", "actions"),
    "templates/tests/": ("tests",),
}
"""Kinds of output by the folders of the templates that only they are made from."""


def printed(name: str) -> bool:
    """Whether an input tells only how things are printed, or ships as it is; not what there is to print."""
    return name.startswith(("templates/", _MODULE)) or name == _BLACK


def concerned(name: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of output that an input can change."""
    return next((own for folder, own in _CONCERNED.items() if name.startswith(folder)), kinds)


def checksums(config: Config, modules: Iterable[str], report: Diagnostics) -> dict[str, str]:
    """The checksum of each input by name; a file that cannot be read is a finding."""
    sums = {_BLACK: _formatter(), "settings": checksum(_settings(config))}
    roles = {"spec": config.spec, "overlay": config.overlay, "names": config.names}
    files = {role: path for role, path in roles.items() if path is not None}
    sums |= _checksums_of(files, config, report)
    sums |= module_checksums(config, modules)
    return sums | {name: checksum(path.read_bytes()) for name, path in _own_files()}


def module_checksums(config: Config, modules: Iterable[str]) -> dict[str, str]:
    """Those of hand-written modules; one that cannot be read is no finding.

    Whether it is still asked for is known when the description was read.
    """
    files = {f"{_MODULE}{module}": module_folder(config) / module for module in modules}
    return _checksums_of(files, config, Diagnostics())


def _checksums_of(files: Mapping[str, Path], config: Config, report: Diagnostics) -> dict[str, str]:
    contents = {name: read_bytes(path, report, config.name(path)) for name, path in files.items()}
    return {name: checksum(each) for name, each in contents.items() if each is not None}


def module_folder(config: Config) -> Path:
    """The folder that hand-written modules lie in: that of the overlay, which names them."""
    place = config.overlay or config.spec
    return place.parent if place is not None else config.root


def modules_in(inputs: Iterable[str]) -> list[str]:
    """The hand-written modules among recorded inputs."""
    return [name.removeprefix(_MODULE) for name in inputs if name.startswith(_MODULE)]


def spoken(config: Config, name: str) -> str:
    """An input as people know it: the file's name for a role."""
    roles = {"spec": config.spec, "overlay": config.overlay, "names": config.names}
    if (path := roles.get(name)) is not None:
        return config.name(path)
    if name.startswith(_MODULE):
        return config.name(module_folder(config) / name.removeprefix(_MODULE))
    return name


def _formatter() -> str:
    """The checksum of black's version, found without importing black or the metadata of packages."""
    spec = find_spec("black")
    if spec is None or spec.origin is None:
        return ""
    place = Path(spec.origin).parent.parent / "_black_version.py"
    return checksum(place.read_bytes()) if place.is_file() else ""


def _settings(config: Config) -> bytes:
    return json.dumps([config.package, config.version, sorted(config.drop.items())]).encode()


def _own_files() -> Iterator[tuple[str, Path]]:
    for folder in (PACKAGE, HOME / "templates"):
        for path in files_below(folder):
            below = path.relative_to(folder).as_posix()
            if not any(f"{below}/".startswith(f"{part}/") for part in BESIDE):
                yield path.relative_to(HOME).as_posix(), path
