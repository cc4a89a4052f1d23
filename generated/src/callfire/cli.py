"""The command ``callfire``: every operation from a shell; ``callfire --help`` lists what there is."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

from ._runtime.actions.catalogue import Catalogue
from ._runtime.cli.main import main as run
from ._runtime.cli.program import Program

__all__ = ["PROGRAM", "main"]


def _client() -> Any:
    from ._client import CallFire

    return CallFire


def _runner() -> Any:
    from .actions import runner

    return runner()


def _fake() -> Any:
    from .testing import FakeCallFire
    from .testing._routes import CONTRACT

    return CONTRACT, FakeCallFire


def _webhooks() -> Any:
    return import_module(".webhooks", __package__)


def _preview() -> Any:
    return import_module(".preview", __package__)


PROGRAM = Program(
    name="callfire",
    package="callfire",
    distribution="callfire",
    version="0.1.0",
    title="CallFire API",
    base_url="https://api.callfire.com/v2",
    env_prefix="CALLFIRE",
    secrets=("login", "password"),
    catalogue=Catalogue.beside(__name__, "actions"),
    client=_client,
    runner=_runner,
    fake=_fake,
    webhooks=_webhooks,
    verifies=True,
    preview=_preview,
    commands={
        "report": "List what went wrong lately, as a table, as JSON or as a page with plots.",
    },
)
"""What the command belongs to."""


def main() -> int:
    """Run the command line; returns the exit code."""
    return run(PROGRAM)


if __name__ == "__main__":
    sys.exit(main())
