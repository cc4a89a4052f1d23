"""Where the generated code finds each name of the runtime: the only list of them.

A test holds it against the runtime itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_MODULES: Final[Mapping[str, tuple[str, ...]]] = {
    "model": ("DateObject", "ItemList", "Model", "OpenEnum", "TimeObject", "Timestamp"),
    "operation": (
        "CSV",
        "MS",
        "PARTIAL",
        "PHONE",
        "PIPES",
        "SSV",
        "TSV",
        "DownloadOperation",
        "Effect",
        "Operation",
        "PagedOperation",
        "Paging",
        "Param",
    ),
    "partial": ("Fields",),
    "files": ("Destination", "Downloaded", "FileInput", "Progress"),
    "paging": ("AsyncPager", "Page"),
    "client": ("AsyncClient", "AsyncResource", "SyncClient", "SyncResource"),
    "compat": ("deprecated",),
}
RUNTIME: Final[Mapping[str, str]] = {
    name: f"._runtime.{module}" for module, names in _MODULES.items() for name in names
}
"""Name to module, seen from the root of the generated package."""
