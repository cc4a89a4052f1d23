"""Measurements as one table: medians, and how each relates to the row that it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """Several measurements of one thing; ``against`` names the row of the same part to compare it with.

    ``cpu`` is what all processors did in seconds, where processes were measured: what is left on a busy machine.
    """

    part: str
    what: str
    values: tuple[float, ...]
    unit: str = "s"
    against: str = ""
    cpu: tuple[float, ...] = ()

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.values)


def lines(rows: Sequence[Row]) -> list[str]:
    """The table as text."""
    head = ("part", "what", "median", "least", "cpu", "n", "ratio", "against")
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
            "ratio": _ratio(row, rows),
        }
        for row in rows
    ]


def _cells(row: Row, rows: Sequence[Row]) -> tuple[str, ...]:
    ratio = _ratio(row, rows)
    return (
        row.part,
        row.what,
        _amount(row.median, row.unit),
        _amount(min(row.values), row.unit),
        _amount(median(row.cpu), "s") if row.cpu else "",
        str(len(row.values)),
        "" if ratio is None else f"{ratio:.2f}",
        row.against,
    )


def _ratio(row: Row, rows: Sequence[Row]) -> float | None:
    other = next((each for each in rows if (each.part, each.what) == (row.part, row.against)), None)
    return None if other is None or not other.median else row.median / other.median


def _amount(value: float, unit: str) -> str:
    if unit != "s":
        return f"{value:,.1f} {unit}"
    return f"{value:.3f} s" if value >= 0.1 else f"{value * 1000:.3f} ms"


def _placed(cell: str, width: int, column: int) -> str:
    return cell.rjust(width) if 2 <= column <= 6 else cell.ljust(width)
