"""Serves the API in memory on this machine: ``python -m callfire.testing --port 8080``."""

from __future__ import annotations

import sys

from .._runtime.testing.server import main
from . import FakeCallFire
from ._routes import CONTRACT

if __name__ == "__main__":
    sys.exit(main("python -m callfire.testing", CONTRACT, FakeCallFire, None))
