"""Measurements as one table: medians, and how each relates to the row that it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal

Kind = Literal["ours", "peer", "floor"]


@dataclass(frozen=True, slots=True)
class Row:
    """Several measurements of one row; ``against`` names the row of the same part to compare it with.

    Attributes:
        part: The part of the bench that measured it.
        what: The name of the row, ``group: name`` where several rows do the same work.
        values: One figure for each round.
        unit: ``s`` or ``MB``.
        against: The row that this one is divided by; empty for none.
        cpu: Seconds of all processors together, where processes were measured: they hold on a busy machine.
        p99: The 99th percentile of the single calls in seconds, where single calls were measured.
        kind: Ours, another tool for the same job, or the least that a client could be made of.
        limit: The most that the ratio may be; that the median may be where there is no ratio.
    """

    part: str
    what: str
    values: tuple[float, ...]
    unit: str = "s"
    against: str = ""
    cpu: tuple[float, ...] = ()
    p99: float | None = None
    kind: Kind = "ours"
    limit: float | None = None

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.values)

    @property
    def group(self) -> str:
        """The work that the row shares with others; empty when it stands alone."""
        return self.what.rpartition(": ")[0]


def lines(rows: Sequence[Row]) -> list[str]:
    """The table as text."""
    head = ("part", "what", "median", "least", "p99", "cpu", "n", "ratio", "limit", "against")
    cells = [head, *(_cells(row, rows) for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(head))]
    ruled = [cells[0], tuple("-" * width for width in widths), *cells[1:]]
    return ["  ".join(map(_placed, row, widths, range(len(head)))).rstrip() for row in ruled]


def plain(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The table as JSON values."""
    return [
        {
            "part": row.part,
            "what": row.what,
            "unit": row.unit,
            "median": row.median,
            "values": list(row.values),
            "cpu": median(row.cpu) if row.cpu else None,
            "against": row.against or None,
            "ratio": ratio_of(row, rows),
            "p99": row.p99,
            "kind": row.kind,
            "limit": row.limit,
        }
        for row in rows
    ]


def _cells(row: Row, rows: Sequence[Row]) -> tuple[str, ...]:
    ratio = ratio_of(row, rows)
    return (
        row.part,
        row.what,
        amount(row.median, row.unit),
        amount(min(row.values), row.unit),
        "" if row.p99 is None else amount(row.p99, "s"),
        amount(median(row.cpu), "s") if row.cpu else "",
        str(len(row.values)),
        "" if ratio is None else f"{ratio:.2f}",
        limit_of(row, rows),
        row.against,
    )


def limit_of(row: Row, rows: Sequence[Row]) -> str:
    """Return the limit as text, in the unit that it is held against; empty for none."""
    if row.limit is None:
        return ""
    absolute = ratio_of(row, rows) is None
    return f"≤ {amount(row.limit, row.unit) if absolute else f'{row.limit:.2f}'}"


def is_missed(row: Row, rows: Sequence[Row]) -> bool:
    """Return whether a row is above its limit."""
    ratio = ratio_of(row, rows)
    return row.limit is not None and (row.median if ratio is None else ratio) > row.limit


def ratio_of(row: Row, rows: Sequence[Row]) -> float | None:
    """Return the row's median over the median of the row that it is held against; None for no such row."""
    other = next((each for each in rows if (each.part, each.what) == (row.part, row.against)), None)
    return None if other is None or not other.median else row.median / other.median


def amount(value: float, unit: str) -> str:
    """Return a figure with its unit."""
    if unit != "s":
        return f"{value:,.1f} {unit}"
    return f"{value:.3f} s" if value >= 0.1 else f"{value * 1000:.3f} ms"


def _placed(cell: str, width: int, column: int) -> str:
    return cell.rjust(width) if 2 <= column <= 8 else cell.ljust(width)
