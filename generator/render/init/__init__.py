"""The files that a new project begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from generator.ir.metadata import Metadata
from generator.python.code import json_text
from generator.render import markdown
from generator.render.file import Job
from generator.render.templates import TEMPLATES, render

_EFFECTS = {"put": "set", "delete": "delete"}
"""The effect that is probable for a method; create for all others."""
_LICENSES = TEMPLATES / "init" / "licenses"


class Effect(Struct, frozen=True):
    """An operation whose effect is to be stated; all texts are fit for a comment in YAML."""

    route: str
    about: str
    target: str
    effect: str


class Start(Struct, frozen=True):
    """What the files of a new project contain; values are quoted for the file that they stand in."""

    command: str
    title: str
    class_name: str
    env: str
    spec: str
    package: str
    distribution: str
    license: str
    license_text: str
    authors: tuple[str, ...]
    urls: tuple[tuple[str, str], ...]
    reads: str
    effects: tuple[Effect, ...]


def licenses() -> tuple[str, ...]:
    """The licences whose text a project can begin with."""
    return tuple(sorted(path.stem for path in _LICENSES.glob("*.txt")))


def start(
    names: tuple[str, str, str, str, str],
    metadata: Metadata,
    operations: Sequence[tuple[str, str, str]],
    safe: Sequence[str],
) -> Start:
    """The view of the files: operations with a safe method count as reading.

    ``names`` are those of the command, the API, the class, the description and the package; ``operations`` are paths,
    methods and summaries.
    """
    command, title, class_name, spec, package = names
    methods = {method for _, method, _ in operations}
    listed = ", ".join(f"'{method}'" for method in safe if method in methods)
    return Start(
        command=command,
        title=markdown.inline(title),
        class_name=class_name,
        env=package.upper(),
        spec=json_text(spec),
        package=json_text(package),
        distribution=json_text(metadata.distribution),
        license=json_text(metadata.license) if metadata.license else "",
        license_text=_license(metadata),
        authors=tuple(map(json_text, metadata.authors)),
        urls=tuple((json_text(label), json_text(url)) for label, url in metadata.urls),
        reads=json_text(f"$.paths.*[{listed}]") if listed else "",
        effects=tuple(_effect(*each) for each in operations if each[1] not in safe),
    )


def files(view: Start) -> Mapping[str, bytes]:
    """The files by path."""
    names = {
        "pyproject.toml": "pyproject.toml",
        "README.md": "README.md",
        "Makefile": "Makefile",
        ".gitignore": "gitignore",
        ".gitattributes": "gitattributes",
        "spec/overlay.yaml": "overlay.yaml",
    }
    texts = render(Job(path, f"init/{name}.j2", view) for path, name in names.items())
    if view.license_text:
        texts["LICENSE"] = view.license_text
    return {path: text.encode() for path, text in texts.items()}


def _effect(path: str, method: str, summary: str) -> Effect:
    quoted = path.replace("\\", "\\\\").replace("'", "\\'")
    about = " ".join(summary.split())
    return Effect(
        route=_printable(f"{method.upper()} {path}"),
        about=_printable(f": {about}") if about else "",
        target=json_text(f"$.paths['{quoted}'].{method}"),
        effect=_EFFECTS.get(method, "create"),
    )


def _printable(text: str) -> str:
    """A text that cannot end a comment."""
    return "".join(each if each.isprintable() else "?" for each in text)


def _license(metadata: Metadata) -> str:
    """The text of a well-known licence with the year and the first author."""
    path = _LICENSES / f"{metadata.license}.txt"
    if metadata.license not in licenses():
        return ""
    holder = metadata.authors[0].partition("<")[0].strip() if metadata.authors else ""
    text = Path(path).read_text("utf-8")
    return text.replace("YEAR HOLDER", f"{datetime.now(UTC).year} {holder}".strip())
