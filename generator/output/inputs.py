"""Checksums of everything that the output depends on; a run with nothing to do only compares them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from msgspec.structs import asdict

from generator.config import Config
from generator.diagnostics.findings import Diagnostics
from generator.document import read_bytes
from generator.output.folders import files_below
from generator.output.manifest import checksum

ROOT = Path(__file__).resolve().parents[2]
UNUSED = ("generator/cli/", "generator/fetch/", "templates/elasticio/", "templates/init/")
"""Folders that no generated file depends on."""
_MODULE = "module "


def checksums(config: Config, modules: Iterable[str], report: Diagnostics) -> dict[str, str]:
    """The checksum of each input by name; a file that cannot be read is a finding.

    ``modules`` names hand-written files below the folder of the overlay. One of those that cannot be read is no
    finding: whether the description still asks for it is not known yet.
    """
    files = {role: path for role, path in _roles(config).items() if path is not None}
    drop = sorted(config.drop.items())
    settings = [config.package, config.version, drop, asdict(config.metadata)]
    return {
        "formatter": _version(config.formatter),
        "settings": checksum(json.dumps(settings).encode()),
        **_file_checksums(files, config, report),
        **module_checksums(config, modules),
        **_code_checksums(),
    }


def module_checksums(config: Config, modules: Iterable[str]) -> dict[str, str]:
    """The checksums of hand-written files that can be read."""
    files = {f"{_MODULE}{module}": module_folder(config) / module for module in modules}
    return _file_checksums(files, config, Diagnostics())


def module_folder(config: Config) -> Path:
    """The folder of hand-written files: that of the overlay, which names them."""
    place = config.overlay or config.spec
    return place.parent if place is not None else config.root


def modules_in(inputs: Iterable[str]) -> list[str]:
    """The hand-written files among recorded inputs."""
    return [name.removeprefix(_MODULE) for name in inputs if name.startswith(_MODULE)]


def display_name(config: Config, name: str) -> str:
    """The name of an input for users: the path of a file, relative to the project."""
    if (path := _roles(config).get(name)) is not None:
        return config.name(path)
    if name.startswith(_MODULE):
        return config.name(module_folder(config) / name.removeprefix(_MODULE))
    return name


def _roles(config: Config) -> dict[str, Path | None]:
    """The files by what the manifest calls them, the own templates of the project included."""
    return {
        "spec": config.spec,
        "overlay": config.overlay,
        "names": config.names,
        "license-file": config.license_file,
        "changelog": config.changelog,
        **dict(files_below(config.templates, "own ") if config.templates else ()),
    }


def _file_checksums(
    files: Mapping[str, Path], config: Config, report: Diagnostics
) -> dict[str, str]:
    contents = {name: read_bytes(path, report, config.name(path)) for name, path in files.items()}
    return {name: checksum(each) for name, each in contents.items() if each is not None}


def _version(formatter: str) -> str:
    """The name and version of the formatter; importing the metadata of packages takes longer than all the rest."""
    spec = find_spec(formatter)
    folder = Path(spec.origin).parent.parent if spec is not None and spec.origin else Path()
    return next(
        (each.name.removesuffix(".dist-info") for each in folder.glob(f"{formatter}-*.dist-info")),
        formatter,
    )


def _code_checksums() -> dict[str, str]:
    """The checksum of each file of the generator and of the templates."""
    return {
        name: _checksum(path, path.stat().st_mtime_ns)
        for top in ("generator", "templates")
        for name, path in files_below(ROOT / top, f"{top}/")
        if not name.startswith(UNUSED)
    }


@cache
def _checksum(path: Path, changed: int) -> str:
    """The checksum of a file; it is read again in this run only if it was changed since."""
    del changed
    return checksum(path.read_bytes())
