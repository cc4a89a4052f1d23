"""What a package index shows of a client beside its version."""

from __future__ import annotations

from msgspec import Struct


class Metadata(Struct, frozen=True):
    """What package indexes show of the client, besides its version; nothing is made up where nothing is set."""

    distribution: str = ""
    license: str = ""
    license_file: str = ""
    changelog: str = ""
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    urls: tuple[tuple[str, str], ...] = ()


NONE = Metadata()
