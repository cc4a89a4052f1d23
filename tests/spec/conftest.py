"""The documents of the spec folder, read once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator import document as source
from generator.diagnostics.findings import Diagnostics
from generator.document import overlay


@pytest.fixture(scope="session")
def described(root: Path) -> Any:
    """The description as it stands."""
    return json.loads((root / "spec" / "swagger.json").read_bytes())


@pytest.fixture(scope="session")
def applied(root: Path) -> tuple[overlay.Applied, Diagnostics]:
    """The description after the overlay, and what the overlay stage found."""
    report = Diagnostics()
    document = source.load(root / "spec" / "swagger.json", report)
    corrections = source.load(root / "spec" / "overlay.yaml", report)
    assert document
    assert corrections
    return overlay.apply(document, corrections, report), report


@pytest.fixture(scope="session")
def effective(applied: tuple[overlay.Applied, Diagnostics]) -> Any:
    """The description after the overlay, as plain JSON."""
    return applied[0].document.root.plain()


@pytest.fixture(scope="session")
def operations(effective: Any) -> dict[str, dict[str, Any]]:
    """The operations after the overlay by operationId, each with its path and method."""
    return {
        operation["operationId"]: {**operation, "path": path, "method": method}
        for path, item in effective["paths"].items()
        for method, operation in item.items()
    }
