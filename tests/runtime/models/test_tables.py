"""Models and pages as people see them: short texts, escaped HTML, data frames."""

import sys
from datetime import UTC, datetime

import pytest
from runtime.core.operation import Paging
from runtime.models.model import ItemList, Model, OpenEnum, Timestamp
from runtime.paging import Cursor, Page


class State(OpenEnum):
    READY = "READY"


class Entry(Model):
    id: int | None = None
    state: State | None = None
    created: Timestamp | None = None
    labels: list[str] | None = None
    password: str | None = None


class Entries(ItemList[Entry]):
    items: list[Entry] | None = None


ENTRIES = [
    Entry(id=1, state=State.READY, created=1772366400000),
    Entry(id=2, labels=["<b>x</b>"], password="secret"),
]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def page():
    cursor = Cursor(Paging("limit", "offset", "items"), {})
    return Page(lambda query: Entries(), cursor, Entries(items=ENTRIES))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Entry(id=1), "Entry(id=1)"),
        (Entry(labels=["a"] * 3), "Entry(labels=['a', 'a', 'a'])"),
        (Entry(labels=["a"] * 300), "Entry(labels=['a', 'a', 'a', … 297 more])"),
        (Entry(labels=["a" * 5000]), f"Entry(labels=['{'a' * 200}'… 4800 more characters])"),
        (
            Entries(items=[Entry(id=each) for each in range(300)]),
            "Entries(items=[Entry(id=0), Entry(id=1), Entry(id=2), … 297 more])",
        ),
        (Entry(password="secret"), "Entry(password=***)"),
    ],
)
def test_repr_is_short(value, expected):
    assert repr(value) == expected


def test_html_is_escaped_and_keeps_secrets(page):
    for value in (ENTRIES[1], Entries(items=ENTRIES), page):
        html = value._repr_html_()
        assert html.startswith("<table>")
        assert "&lt;b&gt;x&lt;/b&gt;" in html
        assert "<b>" not in html
        assert "secret" not in html


def test_html_of_many_rows_states_how_many_are_left_out():
    html = Entries(items=[Entry(id=each) for each in range(300)])._repr_html_()

    assert "300 items, 280 more" in html
    assert html.count("<tr>") == 21


@pytest.mark.parametrize("made", [lambda page: page, lambda page: Entries(items=ENTRIES)])
def test_pandas(page, made):
    pandas = pytest.importorskip("pandas")

    frame = made(page).to_pandas()

    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == ["id", "state", "created", "labels", "password"]
    assert list(frame["id"]) == [1, 2]
    assert frame["state"][0] == "READY"
    assert type(frame["state"][0]) is str
    assert frame["created"][0] == NOON


@pytest.mark.parametrize("made", [lambda page: page, lambda page: Entries(items=ENTRIES)])
def test_polars(page, made):
    pytest.importorskip("polars")

    frame = made(page).to_polars()

    assert frame.columns == ["id", "state", "created", "labels", "password"]
    assert frame["state"].to_list() == ["READY", None]
    assert frame["created"].to_list() == [NOON, None]


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_missing_library_is_named(page, name, monkeypatch):
    monkeypatch.setitem(sys.modules, name, None)

    with pytest.raises(ImportError, match=f"to_{name}.. needs {name}: pip install {name}"):
        getattr(page, f"to_{name}")()
