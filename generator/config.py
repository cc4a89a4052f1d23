"""What to generate from what: the ``[tool.client-generator]`` table of the nearest pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeGuard

from msgspec import Struct, field

from generator.diagnostics.codes import CODES, Severity
from generator.diagnostics.findings import Diagnostics, Spot

TABLE = "client-generator"
FORMATTERS = ("ruff", "black")
"""Both print the same bytes; black takes far longer."""
_TEXTS = ("spec", "overlay", "names", "output", "package", "client-version", "formatter")
_KEYS = (*_TEXTS, "drop", "severity")
_FIXED = (
    "config-",
    "file-",
    "json-",
    "yaml-",
    "encoding",
    "duplicate-",
    "too-deep",
    "fetch-",
    "git-",
    "output-",
    "not-",
    "number-",
)
"""Codes of what stops a run whatever anyone says about it."""
_VERSION = re.compile(
    r"([0-9]+!)?[0-9]+(\.[0-9]+)*((a|b|rc)[0-9]+)?(\.post[0-9]+)?(\.dev[0-9]+)?"
    r"(\+[a-z0-9]+(\.[a-z0-9]+)*)?"
)
"""The normal form of a version; no tool builds a package that has another."""


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
    package: str | None = None
    version: str = "0.1.0"
    formatter: str = FORMATTERS[0]
    drop: Mapping[str, str] = field(default_factory=dict)

    def name(self, path: Path) -> str:
        """A file as findings call it: relative to the project where it lies below it."""
        return (
            path.relative_to(self.root).as_posix()
            if path.is_relative_to(self.root)
            else path.as_posix()
        )


def find(start: Path, report: Diagnostics) -> Config:
    """The configuration of the project around a folder; an empty one outside of projects."""
    for folder in (start, *start.parents):
        table = _table(folder / "pyproject.toml", report)
        if table is not None:
            return _config(folder, table, report)
    return Config(start)


def _table(path: Path, report: Diagnostics) -> Mapping[str, Any] | None:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        report.add("config-invalid", Spot(path.name), f"{path.name} cannot be read: {error}")
        return {}
    tool = content.get("tool")
    table = tool.get(TABLE) if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def _config(root: Path, table: Mapping[str, Any], report: Diagnostics) -> Config:
    spot = Spot("pyproject.toml", pointer=f"/tool/{TABLE}")
    for key in table:
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, 1)
            hint = f"is {near[0]!r} meant?" if near else f"known are {', '.join(_KEYS)}"
            report.add("config-invalid", spot, f"unknown key {key!r}", hint)
    for key in _TEXTS:
        if key in table and not _is_text(table[key]):
            report.add("config-invalid", spot, f"{key} must be a text in one line")
    texts = {key: table[key] for key in _TEXTS if _is_text(table.get(key))}
    if not _VERSION.fullmatch(texts.get("client-version", "0")):
        report.add(
            "config-invalid", spot, "client-version is no version", "1.2.3 and 1.2.3rc1 are some"
        )
    formatter = texts.get("formatter", FORMATTERS[0])
    if formatter not in FORMATTERS:
        report.add("config-invalid", spot, f"formatter is {' or '.join(FORMATTERS)}")
    files = {
        key: root / texts[key] for key in ("spec", "overlay", "names", "output") if texts.get(key)
    }
    report.severities = {
        **report.severities,
        **_severities(table.get("severity", {}), spot, report),
    }
    return Config(
        root=root,
        **files,
        package=texts.get("package"),
        version=texts.get("client-version", "0.1.0"),
        formatter=formatter,
        drop=_drop(table.get("drop", {}), spot, report),
    )


def _severities(value: Any, spot: Spot, report: Diagnostics) -> dict[str, Severity]:
    """The severities that the project gives to codes of findings."""
    if not isinstance(value, dict):
        report.add(
            "config-invalid", spot, "severity maps codes of findings to error, warning or notice"
        )
        return {}
    good: dict[str, Severity] = {}
    for code, text in value.items():
        if code not in CODES:
            near = get_close_matches(code, CODES, 1)
            hint = f"is {near[0]!r} meant?" if near else "explain lists the codes"
            report.add("config-invalid", spot, f"severity: there is no code {code!r}", hint)
        elif code.startswith(_FIXED):
            report.add("config-invalid", spot, f"severity: {code} always stops a run")
        elif text not in list(Severity):
            report.add("config-invalid", spot, f"severity: {code} is error, warning or notice")
        else:
            good[code] = Severity(text)
    return good


def _is_text(value: Any) -> TypeGuard[str]:
    """Whether a value can name a file, a package or a version; no system takes what cannot be printed."""
    return isinstance(value, str) and value.isprintable()


def _drop(value: Any, spot: Spot, report: Diagnostics) -> dict[str, str]:
    entries = value.items() if isinstance(value, dict) else ()
    good = {key: reason for key, reason in entries if isinstance(reason, str) and reason.strip()}
    if not isinstance(value, dict) or len(good) < len(value):
        report.add(
            "config-invalid", spot, "drop maps operationIds to the reasons for leaving them out"
        )
    return good
