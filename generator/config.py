"""What to generate from what: the ``[tool.client-generator]`` table of the nearest pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeGuard

from msgspec import Struct, convert, field

from generator.diagnostics.codes import CODES, Severity
from generator.diagnostics.findings import Diagnostics, Spot
from generator.diagnostics.suggest import suggestion
from generator.ir.metadata import NONE, PARTS, Metadata

TABLE = "client-generator"
FORMATTERS = ("ruff", "black")
"""Both print the same bytes; black takes far longer."""


class Shape(StrEnum):
    """The forms that the value of a setting can have."""

    PATH = "path"
    TEXT = "text"
    TEXTS = "list of texts"
    MAPPING = "table of texts"


class Setting(Struct, frozen=True):
    """One setting: its key, the form of its value, its default as the documentation states it, and what it does."""

    name: str
    shape: Shape
    default: str
    text: str


SETTINGS = (
    Setting("spec", Shape.PATH, "", "The Swagger 2.0 description, JSON or YAML."),
    Setting("overlay", Shape.PATH, "none", "The OpenAPI Overlay that is applied to it."),
    Setting("names", Shape.PATH, "none", "The public names of operations and models."),
    Setting("output", Shape.PATH, "`generated`", "The folder that the client is written to."),
    Setting(
        "templates",
        Shape.PATH,
        "none",
        "A folder of own templates; a file there replaces the one of the same path.",
    ),
    Setting("package", Shape.TEXT, "from the title", "The name that Python code imports."),
    Setting("distribution", Shape.TEXT, "from the package", "The name that pip installs."),
    Setting("client-version", Shape.TEXT, "`0.1.0`", "The version of the client."),
    Setting("license", Shape.TEXT, "none stated", "The licence, as an SPDX expression."),
    Setting("license-file", Shape.PATH, "none", "The text of the licence, shipped as LICENSE."),
    Setting("changelog", Shape.PATH, "none", "What changed by version; a page of the docs."),
    Setting("authors", Shape.TEXTS, "none", "Who made the client: `Name` or `Name <address>`."),
    Setting("keywords", Shape.TEXTS, "none", "Words by which package indexes find the client."),
    Setting("urls", Shape.MAPPING, "none", "Links by label, such as `Source` or `Issues`."),
    Setting(
        "without",
        Shape.TEXTS,
        "none",
        f"Parts to leave out of the package: {', '.join(f'`{name}` ({text})' for name, text in PARTS.items())}.",
    ),
    Setting(
        "drop", Shape.MAPPING, "none", "OperationIds to leave out, each with the reason for it."
    ),
    Setting("severity", Shape.MAPPING, "as listed", "Codes of findings: error, warning or notice."),
    Setting("formatter", Shape.TEXT, "`ruff`", "ruff, or black for the same bytes, slowly."),
)
"""All settings; reading, checking and the documentation go by this table."""
_SHAPES = {each.name: each.shape for each in SETTINGS}
_FIXED = tuple("""
    body-and-form config- extension-invalid extension-mismatch file- json- yaml- encoding duplicate-
    too-deep fetch- git- output- not- number- structure-missing structure-type structure-value
""".split())
"""Codes of what stops a run whatever anyone states about it."""
_VERSION = re.compile(
    r"([0-9]+!)?[0-9]+(\.[0-9]+)*((a|b|rc)[0-9]+)?(\.post[0-9]+)?(\.dev[0-9]+)?"
    r"(\+[a-z0-9]+(\.[a-z0-9]+)*)?"
)
"""The normal form of a version; no tool builds a package that has another."""


_DISTRIBUTION = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
"""A name that package indexes take."""
_AUTHOR = re.compile(r"[^<>@]*[^<>@\s](\s*<[^<>@\s]+@[^<>@\s]+>)?")
_HEAD = f"""# Settings

These keys of the table `[tool.{TABLE}]` in `pyproject.toml` state what to generate from what. Paths are relative to that file. A key that is not listed is an error.

| key | value | default | meaning |
| --- | --- | --- | --- |
"""


class Config(Struct, frozen=True):
    """The settings of a run; all paths are absolute, None means without.

    ``root`` is the folder of the project, below which findings name files; the working folder outside of projects.
    ``drop`` names operations that are left out, each with its reason.
    """

    root: Path
    spec: Path | None = None
    overlay: Path | None = None
    names: Path | None = None
    output: Path | None = None
    templates: Path | None = None
    package: str | None = None
    version: str = "0.1.0"
    formatter: str = FORMATTERS[0]
    drop: Mapping[str, str] = field(default_factory=dict)
    metadata: Metadata = NONE

    @property
    def license_file(self) -> Path | None:
        """The file with the text of the licence."""
        return self.root / self.metadata.license_file if self.metadata.license_file else None

    @property
    def is_early(self) -> bool:
        """Whether the version of the client is lower than 1.0, where every change counts one place less."""
        return self.version.startswith("0.")

    @property
    def changelog(self) -> Path | None:
        """The file that states what changed by version."""
        return self.root / self.metadata.changelog if self.metadata.changelog else None

    def name(self, path: Path) -> str:
        """A file as findings call it: relative to the project where it lies below it."""
        return (
            path.relative_to(self.root).as_posix()
            if path.is_relative_to(self.root)
            else path.as_posix()
        )


def page() -> str:
    """The page that documents all settings, as Markdown."""
    rows = (
        f"| `{each.name}` | {each.shape} | {each.default or 'required'} | {each.text} |"
        for each in SETTINGS
    )
    return _HEAD + "\n".join(rows) + "\n"


def find(start: Path, report: Diagnostics) -> Config:
    """The configuration of the project around a folder; an empty one outside of projects."""
    for folder in (start, *start.parents):
        path = folder / "pyproject.toml"
        try:
            text = path.read_text(encoding="utf-8")
            table = tomllib.loads(text).get("tool", {}).get(TABLE)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, RecursionError, AttributeError) as error:
            _refuse(path, error, report)
            return Config(folder)
        if table is not None:
            return _Reader(text, report).config(folder, table)
    return Config(start)


def _refuse(path: Path, error: Exception, report: Diagnostics) -> None:
    place = re.search(r" \(at line (\d+), column (\d+)\)", str(error))
    line, col = (int(place[1]), int(place[2])) if place else (0, 0)
    reason = str(error).replace(place[0], "") if place else str(error)
    if isinstance(error, OSError):
        reason = error.strerror or reason
    elif isinstance(error, UnicodeDecodeError):
        reason = "it is not UTF-8"
    elif isinstance(error, AttributeError):
        reason = "tool is no table"
    spot = Spot(path.name, line, col)
    report.add("config-invalid", spot, f"{path.name} cannot be read: {reason}")


class _Reader(Struct, frozen=True):
    """Reads the table, and reports what is wrong in it with the line of the key."""

    text: str
    report: Diagnostics

    def config(self, root: Path, table: object) -> Config:
        """The configuration that the table gives; wrong values are findings and count as absent."""
        if not isinstance(table, dict):
            self._wrong((), f"tool.{TABLE} is a table of settings")
            return Config(root)
        values = {key: value for key, value in table.items() if self._fits(key, value)}
        self._check(values)
        files = {
            key: root / values[key]
            for key in ("spec", "overlay", "names", "output", "templates")
            if values.get(key)
        }
        self.report.severities = {
            **self.report.severities,
            **self._severities(values.get("severity", {})),
        }
        return Config(
            root=root,
            **files,
            package=values.get("package"),
            version=values.get("client-version", "0.1.0"),
            formatter=values.get("formatter", FORMATTERS[0]),
            drop=values.get("drop", {}),
            metadata=convert({**values, "urls": [*values.get("urls", {}).items()]}, Metadata),
        )

    def _fits(self, key: str, value: Any) -> bool:
        shape = _SHAPES.get(key)
        if shape is None:
            self._wrong((key,), f"there is no setting {key!r}", suggestion(key, _SHAPES))
            return False
        match shape:
            case Shape.PATH | Shape.TEXT:
                fits, form = _is_text(value), "a text in quotes, in one line"
            case Shape.TEXTS:
                fits = isinstance(value, list) and all(map(_is_filled, value))
                form = "a list of texts in quotes"
            case Shape.MAPPING:
                fits = isinstance(value, dict) and all(map(_is_filled, value.values()))
                form = f"a table: {key}.NAME = {_EXAMPLES[key]}"
        if not fits:
            self._wrong((key,), f"{key} is {form}")
        return fits

    def _check(self, values: Mapping[str, Any]) -> None:
        """Report values of the right form that cannot be meant."""
        version, formatter = values.get("client-version", "0"), values.get("formatter")
        if not _VERSION.fullmatch(version):
            message = f"client-version {version!r} is no version"
            self._wrong(("client-version",), message, "1.2.3 and 1.2.3rc1 are some")
        if formatter is not None and formatter not in FORMATTERS:
            message = f"there is no formatter {formatter!r}"
            self._wrong(("formatter",), message, f"there are {' and '.join(FORMATTERS)}")
        name = values.get("distribution", "")
        if name and not is_distribution(name):
            message = f"distribution {name!r} cannot be the name of a distribution"
            self._wrong(("distribution",), message, "letters, digits and single . _ - make one")
        for author in values.get("authors", ()):
            if not is_author(author):
                hint = 'write "Name" or "Name <name@example.org>"'
                self._wrong(("authors",), f"{author!r} names no author", hint)
        for part in values.get("without", ()):
            if part not in PARTS:
                hint = suggestion(part, PARTS, f"there are {', '.join(PARTS)}")
                self._wrong(("without",), f"without: there is no part {part!r}", hint)
        for label, url in values.get("urls", {}).items():
            if not is_web_address(url):
                hint = "an address begins with https://"
                self._wrong(("urls", label), f"urls: {url!r} is no address", hint)

    def _severities(self, given: Mapping[str, str]) -> dict[str, Severity]:
        """The severities that the project gives to codes of findings."""
        good: dict[str, Severity] = {}
        for code, text in given.items():
            keys = ("severity", code)
            if code not in CODES:
                hint = suggestion(code, CODES, "docs/diagnostics.md lists the codes")
                self._wrong(keys, f"severity: there is no code {code!r}", hint)
            elif not can_be_set(code):
                self._wrong(keys, f"severity: {code} always stops a run", "leave it out")
            elif text not in list(Severity):
                self._wrong(keys, f"severity: {code} is error, warning or notice, not {text!r}")
            else:
                good[code] = Severity(text)
        return good

    def _wrong(self, keys: tuple[str, ...], message: str, hint: str = "") -> None:
        pointer = "/".join(["", "tool", TABLE, *keys])
        spot = Spot("pyproject.toml", self._line(keys), 1, pointer)
        self.report.add("config-invalid", spot, message, hint)

    def _line(self, keys: tuple[str, ...]) -> int:
        """The line of a key: the first one below the head of the table that begins with it, or has it at all."""
        lines = self.text.splitlines()
        head = next((n for n, line in enumerate(lines) if TABLE in line), 0)
        below = list(enumerate(lines[head:], head + 1))
        for key in reversed(keys):
            for start in (rf"\s*[\"']?{re.escape(key)}\b", rf".*\b{re.escape(key)}\b"):
                if hit := next((n for n, line in below if re.match(start, line)), None):
                    return hit
        return head + 1


def can_be_set(code: str) -> bool:
    """Whether a project can give another severity to a code: not where nothing good could come of it."""
    return not code.startswith(_FIXED)


def is_distribution(name: str) -> bool:
    """Whether package indexes take a name."""
    return _DISTRIBUTION.fullmatch(name) is not None


def is_author(text: str) -> bool:
    """Whether a text is a name, alone or with an address in angle brackets."""
    return _AUTHOR.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """Whether a text is an http or https address."""
    return re.fullmatch(r"https?://[^\s/]+(/\S*)?", text) is not None


_EXAMPLES = {"urls": '"https://..."', "drop": '"why"', "severity": '"warning"'}
"""What to write into a table of texts."""


def _is_text(value: Any) -> TypeGuard[str]:
    """Whether a value can name a file, a package or a version; no system takes what cannot be printed."""
    return isinstance(value, str) and value.isprintable()


def _is_filled(value: Any) -> TypeGuard[str]:
    return _is_text(value) and bool(value.strip())
