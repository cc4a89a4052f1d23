"""The command: ``python -m generator`` from a checkout, and its installed name."""

from __future__ import annotations

import sys

from generator.cli import run


def main() -> None:
    """Run the command that the arguments name."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
