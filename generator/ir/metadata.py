"""What a package index mentions a client beside its version."""

from __future__ import annotations

from msgspec import Struct


class Metadata(Struct, frozen=True, rename="kebab"):
    """What package indexes show of the client, besides its version; nothing is made up where nothing is set."""

    distribution: str = ""
    license: str = ""
    license_file: str = ""
    changelog: str = ""
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    urls: tuple[tuple[str, str], ...] = ()


NONE = Metadata()


def license_error(expression: str) -> str:
    """What is wrong with an SPDX expression; empty, if nothing is."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        canonical = canonicalize_license_expression(expression)
    except InvalidLicenseExpression:
        return f"{expression!r} is no SPDX expression, such as MIT or Apache-2.0; see https://spdx.org/licenses"
    return "" if canonical == expression else f"{expression!r} is written {canonical}"
