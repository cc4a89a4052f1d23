"""What a project states about its package: what indexes show beside the version, and what the package goes without."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

PARTS: Mapping[str, str] = {
    "aiohttp": "async requests through aiohttp",
    "otel": "spans of OpenTelemetry",
    "testing": "the fake with its pytest plug-in",
    "actions": "operations by their ids; `cli` and `mcp` need it",
    "cli": "the command; `mcp` needs it",
    "mcp": "the server for assistants",
}
"""The parts that a package can go without, whatever its API."""
_NEEDED = {"mcp": "cli", "cli": "actions"}
"""A part by the one that needs it."""


class Metadata(Struct, frozen=True, rename="kebab"):
    """The facts of a package, besides its version; nothing is made up where nothing is set."""

    distribution: str = ""
    license: str = ""
    license_file: str = ""
    changelog: str = ""
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    urls: tuple[tuple[str, str], ...] = ()
    without: tuple[str, ...] = ()

    def has(self, part: str) -> bool:
        """Whether the package has an optional part, which takes those that it needs."""
        needed = _NEEDED.get(part)
        return part not in self.without and (needed is None or self.has(needed))


NONE = Metadata()


def license_error(expression: str) -> str:
    """What is wrong with an SPDX expression; empty, if nothing is."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        canonical = canonicalize_license_expression(expression)
    except InvalidLicenseExpression:
        return f"{expression!r} is no SPDX expression, such as MIT or Apache-2.0; see https://spdx.org/licenses"
    return "" if canonical == expression else f"{expression!r} is written {canonical}"
