"""The installed command: in a wheel, ``generator`` and ``templates`` lie in the package that this module becomes."""

import sys
from pathlib import Path


def main() -> None:
    """Run the command; the names of its folders are taken in this process only."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from generator.__main__ import main as run

    run()
