"""The installed command: in a wheel, this module is a package that holds ``generator`` and ``templates``."""

import sys
from pathlib import Path


def main() -> None:
    """Run the command from the folders beside this file; their names are taken in this process only."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from generator.__main__ import main as run

    run()
