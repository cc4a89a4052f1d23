"""What most views print of a client: the names that users write."""

from __future__ import annotations

from msgspec import Struct

from generator.ir.client import Client


class Facts(Struct, frozen=True, kw_only=True):
    """The package, its classes and, where it has one, its fake."""

    package: str
    client: str
    async_client: str
    error: str
    fake: str


def facts(client: Client) -> dict[str, str]:
    """Return the names as arguments of a view."""
    return {
        "package": client.package,
        "client": client.name,
        "async_client": client.async_name,
        "error": client.error,
        "fake": f"Fake{client.name}" if client.metadata.has("testing") else "",
    }
