"""The command: ``python -m tests.bench [--only PART,PART] [--repeat N] [--quick] [--json]``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence

from tests.bench import client, generation
from tests.bench.table import Row, lines, plain

PARTS: dict[str, Callable[..., list[Row]]] = {
    "start": client.start,
    "codec": client.codec,
    "calls": client.calls,
    "bulk": client.bulk,
    "generate": generation.generate,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print one table."""
    asked = _parser().parse_args(arguments)
    names = asked.only.split(",") if asked.only else list(PARTS)
    if strange := [name for name in names if name not in PARTS]:
        sys.exit(f"--only knows {', '.join(PARTS)}, not {', '.join(strange)}")
    repeat = 1 if asked.quick else asked.repeat
    rows: list[Row] = []
    for name in names:
        sys.stderr.write(f"measuring {name} ...\n")
        rows += PARTS[name](repeat, small=asked.quick)
    sys.stdout.write(json.dumps(plain(rows), indent=2) if asked.json else "\n".join(lines(rows)))
    sys.stdout.write("\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", help=f"parts to measure, with commas: {', '.join(PARTS)}")
    parser.add_argument("--repeat", type=int, default=5, help="measurements of each thing")
    parser.add_argument("--quick", action="store_true", help="tiny sizes, once: that it runs")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


if __name__ == "__main__":
    main()
