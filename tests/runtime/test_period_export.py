"""Exports of a period: nothing lost or doubled at the edges, whole files only, done windows stay."""

import csv
import itertools
import json
import os
import random
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from runtime.core.errors import ConfigurationError
from runtime.models.model import Model, OpenEnum, Timestamp
from runtime.models.phones import Phone
from runtime.period_export import Window, export_period, export_window, time_windows

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


class State(OpenEnum):
    READY = "READY"


class Item(Model):
    id: int | None = None
    created: Timestamp | None = None
    number: Phone | None = None
    state: State | None = None
    price: float | None = None
    paid: bool | None = None
    labels: list[str] | None = None


class Service:
    """A search of items by time; ``ends`` states which ends of a period it counts."""

    def __init__(self, count, ends="[]"):
        chance = random.Random(count)
        self.ends = ends
        self.asked = []
        edges = [START + place * timedelta(hours=1) for place in range(25)]
        near = [moment + timedelta(milliseconds=n) for moment in edges for n in (-1, 0, 1)]
        times = [*near, *(START + DAY * chance.random() for _ in range(count))]
        self.items = [
            Item(id=number, created=moment) for number, moment in enumerate(sorted(times))
        ]

    def find(self, begin, end):
        self.asked.append((begin, end))
        for item in self.items:
            after = item.created >= begin if self.ends[0] == "[" else item.created > begin
            before = item.created <= end if self.ends[1] == "]" else item.created < end
            if after and before:
                yield item


def read(paths):
    return [
        int(row["id"])
        for path in paths
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
    ]


@pytest.mark.parametrize("ends", ["[]", "[)", "(]", "()"])
def test_every_item_is_in_one_window_whichever_ends_the_search_counts(tmp_path, ends):
    service = Service(300, ends)
    windows = time_windows(START, START + DAY, timedelta(hours=1))
    paths = export_period(service.find, windows, tmp_path, model=Item, form="csv")

    inside = [item.id for item in service.items if START <= item.created < START + DAY]
    assert read(paths) == inside
    assert len(paths) == len(windows) == 24


def test_windows_cover_the_period():
    windows = time_windows(START, START + DAY, timedelta(hours=7))
    assert [windows[0].begin, windows[-1].end] == [START, START + DAY]
    assert all(one.end == two.begin for one, two in itertools.pairwise(windows))
    assert windows[0].name == "20260101T000000Z-20260101T070000Z"
    assert windows[-1].end - windows[-1].begin == timedelta(hours=3)
    assert (
        len({each.name for each in time_windows(START, START + DAY, timedelta(seconds=61))}) == 1417
    )


@pytest.mark.parametrize(
    ("begin", "end", "size"),
    [
        (START.replace(tzinfo=None), START + DAY, DAY),
        (START, START, DAY),
        (START, START + DAY, timedelta(0)),
        (START, START + DAY, timedelta(milliseconds=1500)),
        (START.replace(microsecond=1), START + DAY, DAY),
    ],
)
def test_periods_that_make_no_windows_are_refused(begin, end, size):
    with pytest.raises(ValueError, match=r"begin and end need|must be positive"):
        time_windows(begin, end, size)


def test_a_window_that_is_done_is_not_fetched_again(tmp_path):
    service = Service(50)
    windows = time_windows(START, START + DAY, timedelta(hours=6))
    first = export_period(service.find, windows[:3], tmp_path, model=Item, form="csv")
    before = {path: path.stat().st_mtime_ns for path in first}
    service.asked.clear()
    export_period(service.find, windows, tmp_path, model=Item, form="csv")

    assert len(service.asked) == 1
    assert {path: path.stat().st_mtime_ns for path in first} == before


def test_an_error_leaves_no_file(tmp_path):
    def find(_begin, _end):
        yield Item(id=1)
        raise ConnectionError("gone")

    window = Window(START, START + DAY)
    with pytest.raises(ConnectionError):
        export_window(find, window, tmp_path, model=Item, form="csv")
    assert list(tmp_path.iterdir()) == []


WORKER = """
import sys, time
from datetime import UTC, datetime, timedelta
from runtime.models.model import Model, Timestamp
from runtime.period_export import export_period, time_windows

class Item(Model):
    id: int | None = None
    created: Timestamp | None = None

START = datetime(2026, 1, 1, tzinfo=UTC)

def find(begin, end):
    for number in range(50):
        time.sleep(0.001)
        yield Item(id=number, created=begin + timedelta(minutes=1))

windows = time_windows(START, START + timedelta(days=2), timedelta(hours=1))
export_period(find, windows, sys.argv[1], model=Item, form="csv")
"""


def test_a_killed_export_goes_on(tmp_path):
    runtime = Path(__file__).resolve().parents[2] / "templates"
    command = [sys.executable, "-c", WORKER, str(tmp_path)]
    killed = 0
    for _ in range(4):
        with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(runtime)}) as process:
            end = time.monotonic() + 20
            count = len(list(tmp_path.glob("2*.csv")))
            while len(list(tmp_path.glob("2*.csv"))) < count + 5 and time.monotonic() < end:
                time.sleep(0.01)
            process.kill()
        killed += process.returncode == -9
        for path in tmp_path.glob("2*.csv"):
            assert len(read([path])) == 50
    assert killed == 4
    subprocess.run(command, env=os.environ | {"PYTHONPATH": str(runtime)}, check=True)
    assert len(list(tmp_path.glob("2*.csv"))) == 48


def test_two_workers_on_one_window_write_one_file(tmp_path):
    service = Service(200)
    window = Window(START, START + DAY)
    threads = [
        threading.Thread(
            target=export_window,
            args=(service.find, window, tmp_path),
            kwargs={"model": Item, "form": "csv"},
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.name for path in tmp_path.iterdir()] == [f"{window.name}.csv"]


ITEM = {
    "id": 7,
    "created": 1_767_225_600_000,
    "number": "12135551122",
    "state": "NEW_WORD",
    "price": 1.5,
    "paid": True,
    "labels": ["a", "b"],
}
ROW = {
    "id": 7,
    "created": START,
    "number": "12135551122",
    "state": "NEW_WORD",
    "price": 1.5,
    "paid": True,
    "labels": '["a", "b"]',
    "extra": None,
}


def test_columns_have_the_types_of_the_model(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    window = Window(START, START + DAY)
    items = [Item.from_dict(ITEM), Item()]
    path = export_window(lambda *_: items, window, tmp_path, model=Item)
    table = parquet.read_table(path)

    assert table.to_pylist() == [ROW, dict.fromkeys(ROW)]
    empty = export_window(lambda *_: [], window, tmp_path / "empty", model=Item)
    assert parquet.read_schema(empty) == table.schema
    assert [str(field.type) for field in table.schema] == [
        "int64",
        "timestamp[ms, tz=UTC]",
        *["string"] * 2,
        "double",
        "bool",
        *["string"] * 2,
    ]


def test_csv_holds_the_same(tmp_path):
    path = export_window(
        lambda *_: [Item.from_dict(ITEM)],
        Window(START, START + DAY),
        tmp_path,
        model=Item,
        form="csv",
    )
    (row,) = csv.DictReader(path.read_text("utf-8").splitlines())
    assert row == {
        name: START.isoformat() if name == "created" else "" if value is None else str(value)
        for name, value in ROW.items()
    }


@pytest.mark.filterwarnings("ignore::runtime.core.errors.DeviationWarning")
def test_what_does_not_fit_its_column_is_kept(tmp_path):
    strange = {"id": "seven", "price": None, "labels": [1], "paid": "yes"}
    window = Window(START, START + DAY)
    path = export_window(
        lambda *_: [Item.from_dict(strange)], window, tmp_path, model=Item, form="csv"
    )
    (row,) = csv.DictReader(path.read_text("utf-8").splitlines())
    assert (row["id"], row["paid"], row["labels"]) == ("", "", "[1]")
    assert json.loads(row["extra"]) == {"id": "seven", "paid": "yes"}


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"form": "xlsx"}, "form must be parquet or csv"),
        ({"time": "changed"}, "Item has no field 'changed'"),
    ],
)
def test_strange_options_are_refused(tmp_path, change, text):
    with pytest.raises(ValueError, match=text):
        export_window(lambda *_: [], Window(START, START + DAY), tmp_path, model=Item, **change)


def test_a_window_that_is_not_over_is_refused(tmp_path):
    now = datetime.now(UTC)
    with pytest.raises(ValueError, match="is not over yet"):
        export_window(lambda *_: [], Window(now, now + DAY), tmp_path, model=Item)


def test_without_pyarrow_it_states_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigurationError, match="pip install pyarrow"):
        export_window(lambda *_: [], Window(START, START + DAY), tmp_path, model=Item)
    assert list(tmp_path.iterdir()) == []
