"""Exports what a search finds in a period to files, one for each time window, so that many workers can share the work.

A window's file has its name only when it is whole. So an export that was cut short goes on where it was, and a window
that is done is not fetched again.
"""

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import islice
from pathlib import Path
from secrets import token_hex
from typing import Any, Literal, TypeAlias

from .core.errors import ConfigurationError
from .models.base import ModelBase
from .models.encode import to_wire
from .models.shapes import EnumShape, Instant, Ms, Plain, Real, Shape, model_plan
from .models.timestamps import from_ms

__all__ = ["Find", "Window", "export_period", "export_window", "time_windows"]

Find: TypeAlias = Callable[[datetime, datetime], Iterable[ModelBase]]
"""Searches a period, given by its begin and its end."""

_EDGE = timedelta(milliseconds=1)
_BATCH = 5000
"""Rows that are written at a time; it bounds memory."""
_KINDS = {str: "text", int: "integer", bool: "boolean"}


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a period: from ``begin`` until before ``end``, both in UTC."""

    begin: datetime
    end: datetime

    @property
    def name(self) -> str:
        """The name of its file, without the ending; names sort by time."""
        return f"{self.begin:%Y%m%dT%H%M%SZ}-{self.end:%Y%m%dT%H%M%SZ}"


def time_windows(begin: datetime, end: datetime, size: timedelta) -> list[Window]:
    """Cut a period into windows.

    Args:
        begin: The first moment, with a time zone, in whole seconds.
        end: The moment after the last one.
        size: How long a window is, in whole seconds; the last one may be shorter. A window is fetched by one worker, and
            its pages one after the other: choose some thousand items.

    Raises:
        ValueError: A time has no time zone or fractions of a second, or a size or the period is not positive.
    """
    for moment in (begin, end):
        if moment.tzinfo is None or moment.microsecond:
            raise ValueError(f"begin and end need a time zone and whole seconds, not {moment!r}")
    if begin >= end or size < timedelta(seconds=1) or size.microseconds:
        raise ValueError(
            "the period and the size of a window must be positive and in whole seconds"
        )
    first, last = begin.astimezone(UTC), end.astimezone(UTC)
    count = -((first - last) // size)
    return [
        Window(first + place * size, min(first + (place + 1) * size, last))
        for place in range(count)
    ]


def export_window(  # noqa: PLR0913 - most are keywords with defaults
    find: Find,
    window: Window,
    folder: str | os.PathLike[str],
    *,
    model: type[ModelBase],
    time: str = "created",
    form: Literal["parquet", "csv"] = "parquet",
) -> Path:
    """Fetch a window and write its file, unless that is there already.

    The search is asked for a millisecond more on each side, and items of other windows are left out by their time. So
    nothing is lost or doubled, whether the search counts its begin and its end or not.

    Columns are the fields of the model by their Python names. Times are times in UTC; lists and objects are JSON. What
    does not fit, and what the model does not know, is JSON in the column ``extra``.

    Args:
        find: Searches a period: ``lambda begin, end: client.calls.find(interval_begin=begin, interval_end=end)``.
        window: The window. It must be over: what still changes is not exported.
        folder: Where the files are; it is made when it is missing. Each search needs a folder of its own.
        model: The model of the items.
        time: The field that decides which window an item belongs to.
        form: ``parquet`` needs the ``pyarrow`` package.

    Returns:
        The file.

    Raises:
        ValueError: The window is not over, or ``form`` or ``time`` is not known.
        ConfigurationError: ``pyarrow`` is not installed.
    """
    if form not in _WRITERS:
        raise ValueError(f"form must be {' or '.join(_WRITERS)}, not {form!r}")
    if time not in model_plan(model).by_name:
        raise ValueError(f"{model.__name__} has no field {time!r}")
    if window.end > datetime.now(UTC):
        raise ValueError(f"the window until {window.end} is not over yet")
    path = Path(folder) / f"{window.name}.{form}"
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = _columns(model)
    items = find(window.begin - _EDGE, window.end + _EDGE)
    rows = (
        _row(columns, item)
        for item in items
        if (moment := getattr(item, time)) is None
        or not (
            window.begin - _EDGE <= moment < window.begin
            or window.end <= moment <= window.end + _EDGE
        )
    )
    new = path.with_name(f".{path.name}.{token_hex(8)}")
    try:
        _WRITERS[form](new, columns, rows)
        with new.open("rb") as file:
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    return path


def export_period(  # noqa: PLR0913 - most are keywords with defaults
    find: Find,
    windows: Iterable[Window],
    folder: str | os.PathLike[str],
    *,
    model: type[ModelBase],
    time: str = "created",
    form: Literal["parquet", "csv"] = "parquet",
    workers: int = 4,
) -> list[Path]:
    """Export windows with threads of this process; see ``export_window``.

    Args:
        find: Searches a period. It is called by several threads.
        windows: The windows, as ``time_windows`` cuts them.
        folder: Where the files are.
        model: The model of the items.
        time: The field that decides which window an item belongs to.
        form: How the files are written.
        workers: Windows at a time.

    Returns:
        The files, in the order of the windows.
    """

    def export(window: Window) -> Path:
        return export_window(find, window, folder, model=model, time=time, form=form)

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(export, windows))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its name, the key of its values on the wire, and text, integer, number, boolean, time or json."""

    name: str
    wire: str
    kind: str


def _columns(model: type[ModelBase]) -> list[_Column]:
    fields = model_plan(model).fields
    columns = [_Column(each.name, each.wire, _kind(each.shape)) for each in fields]
    return [*columns, _Column("extra", "", "json")]


def _kind(shape: Shape) -> str:
    match shape:
        case Ms() | Instant():
            return "time"
        case Real():
            return "number"
        case Plain(kind) if kind in _KINDS:
            return _KINDS[kind]
        case EnumShape(kind) if issubclass(kind, int):
            return "integer"
        case EnumShape():
            return "text"
    return "text" if type(shape).__name__ == "PhoneShape" else "json"


def _row(columns: list[_Column], item: ModelBase) -> list[Any]:
    """Return a value for each column; what does not fit its column goes into the last one."""
    wire = to_wire(item)
    result: list[Any] = []
    for column in columns[:-1]:
        value = wire.get(column.wire)
        fitted = _fitted(column.kind, value)
        if fitted is not None or value is None:
            wire.pop(column.wire, None)
        result.append(fitted)
    return [*result, json.dumps(wire, ensure_ascii=False) if wire else None]


def _fitted(kind: str, value: Any) -> Any:
    """Return a value as its column holds it, None for one that does not fit."""
    if value is None:
        return None
    match kind:
        case "json":
            return json.dumps(value, ensure_ascii=False)
        case "time":
            try:
                return datetime.fromisoformat(value) if isinstance(value, str) else from_ms(value)
            except (TypeError, ValueError):
                return None
        case "boolean":
            return value if isinstance(value, bool) else None
        case "integer":
            fits = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
            return value if fits else None
        case "number":
            return float(value) if isinstance(value, int | float) else None
    return value if isinstance(value, str) else None


def _write_csv(path: Path, columns: list[_Column], rows: Iterator[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([each.name for each in columns])
        writer.writerows(
            [each.isoformat() if isinstance(each, datetime) else each for each in row]
            for row in rows
        )


def _write_parquet(path: Path, columns: list[_Column], rows: Iterator[list[Any]]) -> None:
    try:
        arrow = import_module("pyarrow")
    except ImportError as error:
        raise ConfigurationError(
            "Parquet needs the pyarrow package (pip install pyarrow); form='csv' needs nothing"
        ) from error
    types = {
        "text": arrow.string(),
        "json": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "time": arrow.timestamp("ms", tz="UTC"),
    }
    schema = arrow.schema([(each.name, types[each.kind]) for each in columns])
    with import_module("pyarrow.parquet").ParquetWriter(path, schema) as writer:
        while batch := list(islice(rows, _BATCH)):
            arrays = [
                arrow.array(values, type=field.type)
                for values, field in zip(zip(*batch, strict=True), schema, strict=True)
            ]
            writer.write_batch(arrow.record_batch(arrays, schema=schema))


_WRITERS: dict[str, Callable[[Path, list[_Column], Iterator[list[Any]]], None]] = {
    "parquet": _write_parquet,
    "csv": _write_csv,
}
