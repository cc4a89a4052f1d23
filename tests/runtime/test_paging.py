"""Pages: all items, no item twice, and an end in every case."""

import asyncio
import itertools
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from faults import FIND, Asking, answer, settings
from runtime.client import AsyncClient, SyncClient
from runtime.core.errors import DeviationWarning


class Shelf:
    """A server's end of paging, with the habits that servers have."""

    def __init__(self, count=7, default=3, most=1000, total=None, *, ids=True, echo=False):
        self.rows = [{"id": row} if ids else {"name": "same"} for row in range(count)]
        self.default, self.most, self.total, self.echo = default, most, total, echo
        self.asked = []

    def __call__(self, got):
        query = {name: values[0] for name, values in parse_qs(urlsplit(got.path).query).items()}
        self.asked.append(query)
        limit = min(int(query.get("limit", self.default)), self.most)
        offset = int(query.get("offset", 0))
        page = {"items": self.rows[offset : offset + limit]}
        if self.total is not None:
            page["totalCount"] = self.total
        if self.echo:
            page["limit"] = limit
        return answer(200, page)


@pytest.fixture
def collect(ask, server):
    """Go through all items of a search."""

    async def gather(query):
        async with AsyncClient(settings(server), "login", "password") as client:
            return [item.id async for item in client.page(FIND, query=query)]

    def collected(shelf, **query):
        server.usual = shelf
        if ask.colour != "sync":

            return asyncio.run(gather(query))
        with SyncClient(settings(server), "login", "password") as client:
            return [item.id for item in client.page(FIND, query=query)]

    return collected


@pytest.mark.parametrize("total", [None, -1, 7])
@pytest.mark.parametrize("limit", [None, 1, 2, 3, 7, 100])
@pytest.mark.parametrize("echo", [True, False])
def test_all_items_whatever_the_server_tells(collect, total, limit, echo):
    shelf = Shelf(total=total, echo=echo)
    query = {} if limit is None else {"limit": limit}
    assert list(range(7)) == collect(shelf, **query)


@pytest.mark.parametrize(
    ("shelf", "limit", "requests"),
    [
        (Shelf(7), 3, 3),
        (Shelf(6), 3, 3),
        (Shelf(6, total=6), 3, 2),
        (Shelf(2), None, 2),
        (Shelf(2, echo=True), None, 1),
        (Shelf(0), None, 1),
        (Shelf(2, total=999), 3, 1),
        (Shelf(7, most=2, echo=True), 5, 4),
    ],
)
def test_no_more_requests_than_needed(collect, shelf, limit, requests):
    shelf.asked.clear()
    collect(shelf, limit=limit)
    assert len(shelf.asked) == requests


def test_it_goes_on_from_an_offset(collect):
    assert collect(Shelf(), limit=2, offset=4) == [4, 5, 6]


@pytest.mark.parametrize("name", ["limit", "offset"])
def test_what_is_no_number_is_refused_before_anything_is_sent(collect, name):
    shelf = Shelf()
    with pytest.raises(TypeError, match=f"{name} must be a whole number, not 'five'"):
        collect(shelf, **{name: "five"})
    assert shelf.asked == []


def test_a_server_that_repeats_a_page_is_noticed(collect):
    same = answer(200, {"items": [{"id": 1}, {"id": 2}], "totalCount": 50})
    with pytest.warns(DeviationWarning, match="same page"):
        assert collect(lambda _: same, limit=2) == [1, 2]


def test_items_without_ids_may_look_alike(collect):
    assert collect(Shelf(ids=False, total=7), limit=2) == [None] * 7


def test_filters_that_can_be_read_once_are_kept(collect):
    shelf = Shelf()
    collect(shelf, limit=3, state=(each for each in ["A"]))
    assert [query["state"] for query in shelf.asked] == ["A", "A", "A"]


def test_a_page(server):
    server.usual = Shelf(total=7)
    with SyncClient(settings(server), "login", "password") as client:
        page = client.page(FIND, query={"limit": 3})
        assert (
            len(page),
            page.total_count,
            page.limit,
            page.offset,
            page.next_offset,
            page.has_next,
        ) == (3, 7, 3, 0, 3, True)
        assert repr(page) == "<Page 3 items from 0, total 7>"
        assert [len(each) for each in page.pages()] == [3, 3, 1]
        second = page.next_page()
        assert [item.id for item in second] == [3, 4, 5, 6]
        assert second.next_page().next_page() is None
        server.usual.asked.clear()
        assert [item.id for item in itertools.islice(page, 2)] == [0, 1]
        assert server.usual.asked == []


def test_an_async_search_can_be_awaited_or_iterated(server):
    server.usual = Shelf(total=7)

    async def look():
        async with AsyncClient(settings(server), "login", "password") as client:
            pager = client.page(FIND, query={"limit": 3})
            assert repr(pager) == "<AsyncPager findThings, from 0>"
            page = await pager
            assert [len(each) async for each in pager.pages()] == [3, 3, 1]
            assert [item.id async for item in await page.next_page()] == [3, 4, 5, 6]
            return [item.id async for item in await client.page(FIND)]

    assert asyncio.run(look()) == list(range(7))


def test_an_unsound_total_is_unknown(ask: Asking, server):
    server.usual = answer(200, raw=json.dumps({"items": [], "totalCount": -1}).encode())
    with SyncClient(settings(server), "login", "password") as client:
        assert client.page(FIND).total_count is None
