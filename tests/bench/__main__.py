"""The command: ``python -m tests.bench [--only PART,PART] [--trials N] [--quick] [--json]``.

A whole run writes RESULTS.md and prints what got worse than the last one.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence

from tests.bench import client, generation, scale, workers
from tests.bench.results import README, RESULTS, document, readme, shortfalls, worse
from tests.bench.table import Row, lines, plain

PARTS: dict[str, Callable[..., list[Row]]] = {
    "start": client.start,
    "codec": client.codec,
    "calls": client.calls,
    "bulk": client.bulk,
    "workers": workers.workers,
    "scale": scale.scale,
    "generate": generation.generate,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print one table."""
    asked = _parser().parse_args(arguments)
    names = asked.only.split(",") if asked.only else list(PARTS)
    if strange := [name for name in names if name not in PARTS]:
        sys.exit(f"--only knows {', '.join(PARTS)}, not {', '.join(strange)}")
    trials = 1 if asked.quick else asked.trials
    rows: list[Row] = []
    loads = [_load()]
    for name in names:
        sys.stderr.write(f"measuring {name} ...\n")
        rows += PARTS[name](trials, small=asked.quick)
        loads.append(_load())
    sys.stdout.write(json.dumps(plain(rows), indent=2) if asked.json else "\n".join(lines(rows)))
    sys.stdout.write("\n")
    if asked.quick:
        return
    earlier = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    for line in [*shortfalls(rows), *worse(rows, earlier)]:
        sys.stderr.write(f"{line}\n")
    if names == list(PARTS):
        RESULTS.write_text(document(rows, _range(loads)), encoding="utf-8")
        text = readme(README.read_text(encoding="utf-8"), RESULTS.read_text(encoding="utf-8"))
        README.write_text(text, encoding="utf-8")
        sys.stderr.write(f"wrote {RESULTS.name} and the table of {README.name}\n")


def _load() -> float:
    """How many processes wanted a processor in the last minute; 0 where the system does not show."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def _range(loads: Sequence[float]) -> str:
    busy = max(loads) > 2 * (os.cpu_count() or 1)
    text = f"{min(loads):.1f} to {max(loads):.1f} processes wanted a processor"
    return f"{text}; others used the machine, so only ratios count" if busy else text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", help=f"parts to measure, with commas: {', '.join(PARTS)}")
    parser.add_argument("--trials", type=int, default=5, help="measurements of each row")
    parser.add_argument("--quick", action="store_true", help="tiny sizes, once: that it runs")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


if __name__ == "__main__":
    main()
