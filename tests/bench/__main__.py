"""Prints what generation and the client cost, with ratios of the same run: ``python -m tests.bench [client]``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench import client, generation
from tests.bench.table import printed


def main(asked: list[str]) -> None:
    """Measure the parts that are asked for, all if none is."""
    if not asked or "client" in asked:
        sys.stdout.write(printed("The client", client.rows()) + "\n")
        sys.stdout.flush()
    if not asked or "generation" in asked:
        with tempfile.TemporaryDirectory() as folder:
            sys.stdout.write(printed("Generation", generation.rows(Path(folder))))


if __name__ == "__main__":
    main(sys.argv[1:])
