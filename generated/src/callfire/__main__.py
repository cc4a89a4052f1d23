"""Runs the command: ``python -m callfire`` is ``callfire``."""

import sys

from .cli import main

sys.exit(main())
