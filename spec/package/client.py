"""The place of the former official client, which is another package; importing its class states what to do."""

from __future__ import annotations

from typing import NoReturn

__all__: list[str] = []

_GUIDE = "docs/migration.md"


def __getattr__(name: str) -> NoReturn:
    """Refuse the names of the former client.

    Raises:
        AttributeError: For names that it never had.
        ImportError: For its class; the text states what replaces it.
    """
    if name.startswith("__"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    raise ImportError(
        f"callfire.client.{name} belongs to the former package callfire-api-client-python. "
        "This package has `from callfire import CallFire`; the guide From the older clients "
        f"({_GUIDE}) lists what replaces what. If both packages are installed, run `callfire doctor`."
    )
