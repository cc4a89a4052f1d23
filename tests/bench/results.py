"""RESULTS.md: all rows of a run with the machine that they are from, what falls short and why, and what got worse."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench.sandbox import ROOT
from tests.bench.scale import interpreter
from tests.bench.table import Row, amount, is_missed, limit_of, ratio_of
from tests.bench.tools import PEER, peer_versions

RESULTS = Path(__file__).with_name("RESULTS.md")
README = ROOT / "README.md"
_TOLERANCE = 1.1
"""How much worse a ratio may get before it is printed: rounds of one machine differ by some percent."""
_NOTHING = ("start", "python -c pass")
_PACKAGES = ("httpx2", "msgspec", "aiohttp", "httpx", "openapi-python-client")
_PEER_PACKAGES = (
    "urllib3",
    "orjson",
    "pydantic",
    "openapi-generator-cli",
    "datamodel-code-generator",
    "bravado",
    "fastmcp",
)
_HEAD = ("what", "kind", "median", "p99", "n", "ratio", "limit", "against")
REASONS: Mapping[str, str] = {
    "a client, one resource, over import httpx2, msgspec": (
        "Over a third of the processor time makes 31 dataclasses, a tenth compiles patterns, the rest reads 60 modules."
    ),
    "callfire --help": "It takes some 50 ms of processor time, 20 of them for imports; a busy machine adds waits.",
    "encode 1000 recipients: models": (
        "What is sent is checked: the rows are written, read back by a decoder that knows the limits, and their phone"
        " numbers are looked at. Of json.dumps's time the decoder takes 0.27 with freeing what it made, the writer 0.09,"
        " the phone numbers 0.07 and the classes of the rows 0.02. msgspec cannot check without making values, and the"
        " types of attributes that are looked at one by one take 0.25. The peers write models unchecked."
    ),
    **dict.fromkeys(
        [
            "encode 1000 recipients: dicts, the API's names",
            "encode 1000 recipients: dicts, Python's names",
        ],
        "The dicts are checked, and renamed where that is needed; the peers write models that were made before the clock ran.",
    ),
    "models, each time read": (
        "Over a thousand datetimes are made; the peers leave times as the numbers that they are."
    ),
    "models, an unknown enum value in each": (
        "The peer reads the page without such values; one with them it refuses as a whole."
    ),
    "encode 1000 recipients: dicts, numbers as people write them": (
        "Each number is read, checked and written as 11 digits; the peers send what they are given."
    ),
    "peak memory: from cold": "The generator keeps the whole client in memory until all files are formatted and written.",
    "peak memory: ten times the size, from cold": "The peer's figure is for the description as it is, a tenth of this.",
    "callfire": (
        "The call adds headers, deadline, retry rules and the watch for deviations to the floor, which has none of them."
    ),
    "callfire on aiohttp": (
        "aiohttp's own call is 235 calls of functions, counted with cProfile; the client adds 155: 40 to make the request"
        " with its checks, 50 to hand it over with the limits of its phases, 45 to read body, type and values, 20 for"
        " retries, log and spans. A limit of 1.08 leaves 19."
    ),
    "from cold": (
        "datamodel-code-generator makes models only, in one file: no methods, no docs, no tests."
    ),
}
"""Why a row is above its limit or behind a peer, by the row's name or its end. Found with cProfile, importtime and timers."""


_SUMMARY = {
    ("calls", "one call, one by one: callfire"): "a small call",
    ("calls", f"one call, one by one: {PEER}"): f"the same with {PEER}",
    ("calls", "one call, one by one: openapi-generator"): "with openapi-generator",
    ("calls", "one call, one by one: bravado"): "with bravado",
    ("calls", "a page of 100, one by one: callfire"): "a page of 100 calls",
    ("calls", f"a page of 100, one by one: {PEER}"): f"the same with {PEER}",
    ("calls", "a page of 100, one by one: openapi-generator"): "with openapi-generator",
    ("calls", "a page of 100, one by one: bravado"): "with bravado",
    ("codec", "decode a page of 100 calls: models"): "decoding that page",
    ("codec", "encode 1000 recipients: dicts, Python's names"): "encoding 1,000 recipients",
}
"""The rows of the README's table, and what they are called there."""
_FLOORS = {
    "one call, one by one": "httpx2 + untyped msgspec",
    "a page of 100, one by one": "httpx2 + untyped msgspec",
    "decode a page of 100 calls": "untyped msgspec",
    "encode 1000 recipients": "json.dumps",
}
_MARKS = ("<!-- bench -->\n", "<!-- end of bench -->\n")


def readme(text: str, results: str) -> str:
    """Return the README with a table of the ratios that RESULTS.md holds, between its two marks."""
    before, _, rest = text.partition(_MARKS[0])
    after = rest.partition(_MARKS[1])[2]
    figures = _figures(results)
    lines = ["| work | times the floor | floor |", "| --- | ---: | --- |"]
    for key, name in _SUMMARY.items():
        if key not in figures:
            continue
        lines.append(_line([name, f"{figures[key][1]:.2f}", _FLOORS[key[1].partition(":")[0]]]))
    return "".join([before, _MARKS[0], "\n".join(lines), "\n", _MARKS[1], after])


def document(rows: Sequence[Row], load: str, day: datetime | None = None) -> str:
    """Return RESULTS.md.

    Args:
        rows: All rows of one run.
        load: What else the machine did meanwhile, as text.
        day: The day of the run, by default today.
    """
    parts = dict.fromkeys(row.part for row in rows)
    versions = {name: version(name) for name in _PACKAGES} | peer_versions(_PEER_PACKAGES)
    libraries = ", ".join(f"{name} {number}" for name, number in versions.items())
    missing = ", ".join(name for name in _PEER_PACKAGES if name not in versions)
    return "\n".join(
        [
            "# Results of the bench",
            "",
            "Written by `make bench`; do not edit. Read the ratios: the rounds of a group are measured in turns, so that a busy",
            "machine slows all of them. Floors are bare libraries without types, retries or checks. Models keep times as they",
            "were sent and convert them when they are read; a row of its own reads all of them.",
            "",
            f"- Date: {(day or datetime.now(UTC)):%Y-%m-%d}",
            f"- Machine: {_processor()}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}",
            f"- Python: {interpreter()}",
            f"- Packages: {libraries}",
            *([f"- Not installed, and so not measured: {missing}"] if missing else []),
            f"- Load: {load}",
            "",
            "## Limits that are missed, and peers that win",
            "",
            *(shortfalls(rows) or ["None."]),
            *(line for part in parts for line in _part(part, rows)),
            "",
        ]
    )


def shortfalls(rows: Sequence[Row]) -> list[str]:
    """Return a line for each row of ours that is above its limit or slower than a peer of its group."""
    result = []
    for row in rows:
        if row.kind != "ours":
            continue
        ratio = ratio_of(row, rows)
        figure = amount(row.median, row.unit) if ratio is None else f"{ratio:.2f}"
        causes = [f"{figure}, limit {limit_of(row, rows)}"] if is_missed(row, rows) else []
        causes += [
            f"{peer.what.removeprefix(f'{peer.group}: ')} takes {peer.median / row.median:.2f} of its "
            f"{'time' if row.unit == 's' else 'memory'}"
            for peer in _rivals(row, rows)
            if peer.median < row.median
        ]
        if causes:
            result.append(f"- **{row.what}**: {'; '.join(causes)}. {_reason(row)}")
    return result


def _rivals(row: Row, rows: Sequence[Row]) -> list[Row]:
    """The peers that do the same work: those of the row's group, or of the part for what is held against a peer."""
    peers = [each for each in rows if each.kind == "peer" and each.part == row.part]
    alike = row.group or any(row.against == peer.what for peer in peers)
    return [peer for peer in peers if alike and peer.group == row.group]


def worse(rows: Sequence[Row], earlier: str) -> list[str]:
    """Return a line for each row of ours that got worse since an earlier RESULTS.md.

    Rows without a ratio are compared by their time beside that of a Python that does nothing: machines differ.
    """
    before = _figures(earlier)
    nothing = next((row.median for row in rows if (row.part, row.what) == _NOTHING), None)
    slower = nothing / before[_NOTHING][0] if nothing is not None and _NOTHING in before else 1.0
    result = []
    for row in rows:
        ratio = ratio_of(row, rows)
        old = before.get((row.part, row.what))
        if row.kind != "ours" or old is None:
            continue
        then, now = (old[1], ratio) if ratio is not None else (old[0], row.median)
        even = slower if ratio is None and row.unit == "s" else 1.0
        if then is not None and now > then * even * _TOLERANCE:
            shown = [
                f"{each:.2f}" if ratio is not None else amount(each, row.unit)
                for each in (then, now)
            ]
            result.append(f"worse: {row.part}, {row.what}: {shown[0]} before, {shown[1]} now")
    return result


def _figures(text: str) -> dict[tuple[str, str], tuple[float, float | None]]:
    """Medians and ratios by part and name, from a RESULTS.md."""
    figures: dict[tuple[str, str], tuple[float, float | None]] = {}
    part = ""
    for line in text.splitlines():
        if line.startswith("## "):
            part = line.removeprefix("## ")
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != len(_HEAD) or not re.match(r"[\d,.]+ ", cells[2]):
            continue
        number, unit = cells[2].split()
        value = float(number.replace(",", "")) / (1000 if unit == "ms" else 1)
        figures[part, cells[0]] = (value, float(cells[5]) if cells[5] else None)
    return figures


def _part(part: str, rows: Sequence[Row]) -> Iterable[str]:
    yield from ("", f"## {part}", "", _line(_HEAD), _line(["---"] * len(_HEAD)))
    for row in rows:
        if row.part == part:
            ratio = ratio_of(row, rows)
            yield _line(
                [
                    row.what,
                    row.kind,
                    amount(row.median, row.unit),
                    "" if row.p99 is None else amount(row.p99, "s"),
                    str(len(row.values)),
                    "" if ratio is None else f"{ratio:.2f}",
                    limit_of(row, rows),
                    row.against.removeprefix(f"{row.group}: "),
                ]
            )


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _reason(row: Row) -> str:
    return next(
        (why for name, why in REASONS.items() if row.what in {name, f"{row.group}: {name}"}),
        "No reason is known yet.",
    )


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    named = re.search(r"model name\s*:\s*(.+)", text)
    return named[1] if named else platform.machine()
