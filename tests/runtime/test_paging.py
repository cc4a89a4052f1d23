"""Pages: all items, no item twice, and an end in every case."""

import asyncio
import itertools
import json
import pickle
import random
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from failing_server import FIND, Asking, Widget, WidgetPage, http_response, settings
from runtime.client import AsyncClient, SyncClient
from runtime.core.errors import DeviationWarning
from runtime.paging import Page


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
        return http_response(200, page)


@pytest.fixture
def collect(ask, server):
    """Go through all items of a search."""

    async def gather(query):
        async with AsyncClient(settings(server), "login", "password") as client:
            return [item.id async for item in client.page(FIND, query=query)]

    def collected(shelf, **query):
        server.usual = shelf
        if ask.mode != "sync":

            return asyncio.run(gather(query))
        with SyncClient(settings(server), "login", "password") as client:
            return [item.id for item in client.page(FIND, query=query)]

    return collected


@pytest.mark.parametrize("total", [None, -1, 7])
@pytest.mark.parametrize("limit", [None, 1, 2, 3, 7, 100])
@pytest.mark.parametrize("echo", [True, False])
def test_all_items_whatever_the_server_shows(collect, total, limit, echo):
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


def test_a_server_that_retries_a_page_is_noticed(collect):
    same = http_response(200, {"items": [{"id": 1}, {"id": 2}], "totalCount": 50})
    with pytest.warns(DeviationWarning, match="same page"):
        assert collect(lambda _: same, limit=2) == [1, 2]


def test_items_without_ids_may_look_alike(collect):
    assert collect(Shelf(ids=False, total=7), limit=2) == [None] * 7


@pytest.mark.parametrize(
    "items",
    [
        [{"name": "a"}, {"name": "b"}],
        [{"id": None}, {"id": 1}],
        [{"id": [1]}, {"id": [2]}],
        [{"id": {"a": 1}}, {"id": {"a": 2}}],
        [None, "x"],
    ],
)
@pytest.mark.filterwarnings("ignore:.*expected")
def test_a_page_without_usable_ids_that_comes_again_ends_the_search(server, items):
    requests = []

    def same(got):
        requests.append(got.path)
        return http_response(200, {"items": items})

    server.usual = same
    with (
        SyncClient(settings(server), "login", "password") as client,
        pytest.warns(DeviationWarning, match="same page again"),
    ):
        seen = list(client.page(FIND, query={"limit": 2}))
    assert (len(seen), len(requests)) == (2, 2)


@pytest.mark.parametrize("items", [{"a": 1}, "text", 5, None])
@pytest.mark.filterwarnings("ignore:.*expected")
def test_a_page_whose_items_are_no_list_has_none(collect, items):
    requests = []

    def odd(got):
        requests.append(got.path)
        return http_response(200, {"items": items})

    assert collect(odd, limit=1) == []
    assert len(requests) == 1


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


class Living(Shelf):
    """A search whose items are deleted and added while it is read."""

    def __init__(self, count, **habits):
        super().__init__(count, total=count, **habits)

    def change(self, rows):
        self.rows, self.total = rows, len(rows)


@pytest.mark.parametrize("mode", ["sync", "async"])
@pytest.mark.parametrize("limit", [None, 1, 3, 10, 100])
@pytest.mark.parametrize("every", [1, 2, 3])
def test_items_that_are_deleted_while_they_are_read_hide_no_others(server, mode, limit, every):
    shelf = server.usual = Living(30)
    query = {} if limit is None else {"limit": limit}
    seen = []

    def take(item):
        seen.append(item.id)
        if item.id % every == 0:
            shelf.change([row for row in shelf.rows if row["id"] != item.id])

    async def read():
        async with AsyncClient(settings(server), "login", "password") as client:
            async for item in client.page(FIND, query=query):
                take(item)

    if mode == "async":
        asyncio.run(read())
    else:
        with SyncClient(settings(server), "login", "password") as client:
            for item in client.page(FIND, query=query):
                take(item)
    assert seen == list(range(30))


@pytest.mark.parametrize("seed", range(8))
def test_what_others_delete_or_add_meanwhile_hides_no_item_and_retries_none(server, seed):
    chance = random.Random(seed)
    shelf = server.usual = Living(60)
    always, seen, added = set(range(60)), [], itertools.count(1000)
    deletes = seed % 2 == 0
    with SyncClient(settings(server), "login", "password") as client:
        for item in client.page(FIND, query={"limit": 7}):
            seen.append(item.id)
            if chance.random() < 0.3 and deletes:
                gone = chance.choice(shelf.rows)["id"]
                always.discard(gone)
                shelf.change([row for row in shelf.rows if row["id"] != gone])
            elif chance.random() < 0.3 and not deletes:
                shelf.change([{"id": next(added)}, *shelf.rows])
    assert len(seen) == len(set(seen))
    assert always <= set(seen)


def test_deleted_items_without_ids_are_reported_of(server):
    shelf = server.usual = Living(9, ids=False)

    def read(client):
        for number, _ in enumerate(client.page(FIND, query={"limit": 3})):
            if number < 2:
                shelf.change(shelf.rows[1:])

    with (
        SyncClient(settings(server), "login", "password") as client,
        pytest.warns(DeviationWarning, match="2 items were deleted during the search"),
    ):
        read(client)


LARGE = msgspec.structs.replace(FIND, paging=msgspec.structs.replace(FIND.paging, largest=1000))


@pytest.mark.parametrize("mode", ["sync", "async"])
@pytest.mark.parametrize("most", [1000, 100, 7])
@pytest.mark.parametrize(
    "habits", [{}, {"total": 2500}, {"echo": True}, {"total": 2500, "echo": True}]
)
def test_iteration_asks_for_the_largest_page_and_a_smaller_cap_hides_nothing(
    server, mode, most, habits
):
    shelf = server.usual = Shelf(2500, default=10, most=most, **habits)

    async def read():
        async with AsyncClient(settings(server), "login", "password") as client:
            return [item.id async for item in client.page(LARGE)]

    if mode == "async":
        ids = asyncio.run(read())
    else:
        with SyncClient(settings(server), "login", "password") as client:
            ids = [item.id for item in client.page(LARGE)]
    assert ids == list(range(2500))
    if most == 1000:
        assert len(shelf.asked) <= 5
    assert {query.get("limit", "1000") for query in shelf.asked} == {"1000"}


def test_a_first_page_and_a_limit_of_ones_own_keep_their_size(server):
    shelf = server.usual = Shelf(50, default=10, total=50)
    with SyncClient(settings(server), "login", "password") as client:
        page = client.page(LARGE)
        assert len(page.items) == 10
        assert [len(each) for each in page.pages()] == [10] * 5
        assert len(list(client.page(LARGE, query={"limit": 20}))) == 50
    assert [query.get("limit") for query in shelf.asked] == [None] * 5 + ["20"] * 3


def test_the_pages_of_a_search_share_one_memory_that_ends_growing():
    def fetch(query):
        offset = query.get("offset", 0)
        return WidgetPage(items=[Widget(id=offset)] if offset < 3_000 else [], total_count=3_000)

    cursors = [page._cursor for page in Page.first(FIND, {"limit": 1}, fetch).pages()]

    assert len(cursors) == 3_000
    assert all(cursor.seen is cursors[0].seen for cursor in cursors)
    assert len(cursors[0].seen) == 1_000


def test_a_page_pickles_as_its_items(server):
    server.usual = Shelf(total=7)
    with SyncClient(settings(server), "login", "password") as client:
        page = pickle.loads(pickle.dumps(client.page(FIND, query={"limit": 3})))

    assert ([item.id for item in page], page.total_count, page.next_offset) == ([0, 1, 2], 7, 3)
    assert repr(page) == "<Page 3 items from 0, total 7>"
    with pytest.raises(TypeError, match="search again from offset 3"):
        page.next_page()


def test_an_async_page_pickles_too(server):
    server.usual = Shelf(total=7)

    async def first():
        async with AsyncClient(settings(server), "login", "password") as client:
            return await client.page(FIND, query={"limit": 3})

    async def read(page):
        return [item.id async for item in page]

    page = pickle.loads(pickle.dumps(asyncio.run(first())))
    assert asyncio.run(read(page)) == [0, 1, 2]


def test_an_async_search_can_be_awaited_or_iterated(server):
    server.usual = Shelf(total=7)

    async def look():
        async with AsyncClient(settings(server), "login", "password") as client:
            pager = client.page(FIND, query={"limit": 3})
            assert repr(pager) == "<AsyncPager findWidgets, from 0>"
            page = await pager
            assert [len(each) async for each in pager.pages()] == [3, 3, 1]
            assert [item.id async for item in await page.next_page()] == [3, 4, 5, 6]
            return [item.id async for item in await client.page(FIND)]

    assert asyncio.run(look()) == list(range(7))


def test_an_unsound_total_is_unknown(ask: Asking, server):
    server.usual = http_response(200, raw=json.dumps({"items": [], "totalCount": -1}).encode())
    with SyncClient(settings(server), "login", "password") as client:
        assert client.page(FIND).total_count is None
