"""Pages of a search: each fetches the next one as you iterate, and knows when there is none."""

import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from .core.errors import DeviationWarning
from .core.operation import PagedOperation
from .models.base import UNSET
from .models.parameters import integer

__all__ = ["AsyncPage", "AsyncPager", "Page"]

T = TypeVar("T")

_REMEMBERED = 20_000
"""Ids that an iteration remembers to yield no item twice: 20 pages of a thousand."""
_REMEMBERED_PAGES = 1_000
"""Pages that a search remembers to notice that the server goes round in a circle."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page stands: the query that was sent, and what the pages before it looked like.

    Servers often leave out their limit, offset and total; the query is what counts.

    Attributes:
        seen: The offset at which a page was sent first, by its fingerprint; the cursors of one
            search share it.
    """

    paging: Any
    query: Mapping[str, Any]
    first: int | None = None
    seen: dict[int, int] = field(default_factory=dict)
    """The offset at which a page was sent first, by its fingerprint; the cursors of one search share it."""

    @classmethod
    def start(cls, operation: PagedOperation[Any], query: Mapping[str, Any]) -> "Cursor":
        """Stand before the first page. What can be read only once is kept for the pages to come."""
        kept = {
            name: list(value) if isinstance(value, Iterator) else value
            for name, value in query.items()
        }
        for name in (operation.paging.limit, operation.paging.offset):
            _whole(kept.get(name), name)
        return cls(operation.paging, kept)

    @property
    def offset(self) -> int:
        """The offset in the query."""
        return _whole(self.query.get(self.paging.offset), self.paging.offset) or 0

    @property
    def limit(self) -> int | None:
        """The limit in the query."""
        return _whole(self.query.get(self.paging.limit), self.paging.limit)

    def items(self, response: Any) -> list[Any]:
        """Return the page's items; what is no list has none."""
        found = getattr(response, self.paging.items, None)
        return list(found) if isinstance(found, list | tuple) else []

    def total(self, response: Any) -> int | None:
        """Return how many items there are in all, None when the server does not know."""
        total = getattr(response, self.paging.total, None) if self.paging.total else None
        return total if isinstance(total, int) and total >= 0 else None

    def echo(self, response: Any) -> int | None:
        """Return the limit that the server states it has used."""
        echo = getattr(response, self.paging.limit, None)
        return echo if isinstance(echo, int) and echo > 0 else None

    def next(self, response: Any) -> "Cursor | None":
        """Return where the next page stands, None when there is none."""
        items = self.items(response)
        total, first = self.total(response), len(items) if self.first is None else self.first
        offset = self.offset + len(items)
        if not items or len(items) < self._expected(response, first):
            return None
        if total is not None and offset >= total:
            return None
        self.seen.setdefault(_fingerprint(items), self.offset)
        if len(self.seen) > _REMEMBERED_PAGES:
            del self.seen[next(iter(self.seen))]
        return replace(self, query={**self.query, self.paging.offset: offset}, first=first)

    def repeats(self, response: Any) -> bool:
        """Return whether the server sent a page that it had sent for another offset, and would do so for ever.

        Items without ids may be equal; then the server's total ends the search.
        """
        items = self.items(response)
        if not items or self.seen.get(_fingerprint(items), self.offset) == self.offset:
            return False
        if self.total(response) is not None and not _identified(items):
            return False
        _warn(f"the server sent the same page again at offset {self.offset}; the search ends here")
        return True

    def _expected(self, response: Any, first: int) -> int:
        """How many items a page holds when another may follow: the limit, or what the first page held."""
        echo = self.echo(response)
        if self.limit is None:
            return echo or first
        # A server that caps the limit states it; its pages are shorter than the limit, but not the last.
        return min(self.limit, echo or self.limit)


class Walk:
    """Goes through all items of a search, also when items are deleted or added meanwhile.

    Without a limit of the caller it asks for the largest pages that the API allows. When the server's total falls,
    the items behind have moved to smaller offsets: the walk goes back as far, and passes over what it has had.
    """

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._own_limit = cursor.limit is None
        limit = cursor.paging.largest if self._own_limit else cursor.limit
        self._query = dict(cursor.query)
        if limit is not None:
            self._query[cursor.paging.limit] = limit
        self._limit: int | None = limit
        self._first: int | None = None
        self._offset = cursor.offset
        self._furthest = 0
        self._total: int | None = None
        self._before: int | None = None
        self._recent: dict[Any, None] = {}
        self._ended = False

    def next(self) -> Mapping[str, Any] | None:
        """Return the query of the next request, None at the end."""
        if self._ended:
            return None
        if self._offset == self._cursor.offset:
            return self._query
        return {**self._query, self._cursor.paging.offset: self._offset}

    def take(self, response: Any, *, limit: int | None = None) -> list[Any]:
        """Take a page; returns its items that were not there before.

        Args:
            response: The response to the request of ``next``.
            limit: The limit of that request, where it was another one.
        """
        cursor = self._cursor
        items, total = cursor.items(response), cursor.total(response)
        fallen = (self._total or 0) - total if total is not None and self._total is not None else 0
        grown = total is not None and self._total is not None and total > self._total
        self._total = total
        if fallen > 0 and self._offset > cursor.offset:
            if _identified(items):
                self._furthest = max(self._furthest, self._offset)
                self._offset = max(cursor.offset, self._offset - fallen)
                return []
            _warn(
                f"{fallen} items were deleted during the search; as its items have no ids, "
                "it may have left some out"
            )
        new = self._new(items)
        unseen = self._offset >= self._furthest
        if items and total is None and not _identified(items):
            # Without ids and without a total, only a page that differs shows that the search goes on.
            self._before, before = _fingerprint(items), self._before
            new = [] if self._before == before else items
        if items and not new and unseen and not grown and (total is None or _identified(items)):
            _warn(
                f"the server sent the same page again at offset {self._offset}; the search ends here"
            )
            self._ended = True
        self._offset += len(items)
        self._ended = self._ended or self._is_last(items, response, limit)
        return new

    def _new(self, items: list[Any]) -> list[Any]:
        if not _identified(items):
            return items
        new = [item for item in items if item.id not in self._recent]
        self._recent.update(dict.fromkeys(item.id for item in new))
        surplus = max(len(self._recent) - _REMEMBERED, 0)
        for key in list(islice(self._recent, surplus)):
            del self._recent[key]
        return new

    def _is_last(self, items: list[Any], response: Any, limit: int | None) -> bool:
        if not items or (self._total is not None and self._offset >= self._total):
            return True
        echo = self._cursor.echo(response)
        if self._own_limit and limit is None and self._limit is not None:
            # The API may allow less than the description states, so a short page proves nothing by itself.
            return self._total is None and echo is not None and len(items) < min(self._limit, echo)
        self._first = self._first or len(items)
        used = limit or self._limit
        return len(items) < (echo or self._first if used is None else min(used, echo or used))


def _whole(value: Any, name: str) -> int | None:
    return None if value is None or value is UNSET else integer(value, name)


def _identified(items: list[Any]) -> bool:
    # An id of a server's that is a list or an object identifies nothing.
    return all(
        (found := getattr(item, "id", None)) is not None and found.__hash__ is not None
        for item in items
    )


def _fingerprint(items: list[Any]) -> int:
    if _identified(items):
        return hash(tuple(str(item.id) for item in items))
    return hash(msgspec.json.encode(items, enc_hook=repr))


def _warn(text: str) -> None:
    warnings.warn(text, DeviationWarning, stacklevel=4)


class _Page(Generic[T]):
    """What sync and async pages share."""

    def __init__(self, fetch: Any, cursor: Cursor, response: Any) -> None:
        self._fetch = fetch
        self._cursor = cursor
        self._next = cursor.next(response)
        self.response = response
        """The whole response, as a model."""
        self.items: list[T] = cursor.items(response)
        """The items of this page."""

    @property
    def total_count(self) -> int | None:
        """How many items there are in all, as the server counts; None when it does not state."""
        return self._cursor.total(self.response)

    @property
    def limit(self) -> int | None:
        """The limit of the query, or the server's own where it names it."""
        return self._cursor.limit or getattr(self.response, self._cursor.paging.limit, None)

    @property
    def offset(self) -> int:
        """Where this page begins."""
        return self._cursor.offset

    @property
    def next_offset(self) -> int | None:
        """Where the next page begins, to go on from there another day; None on the last page."""
        return None if self._next is None else self._next.offset

    @property
    def has_next(self) -> bool:
        """Whether there may be a next page."""
        return self._next is not None

    def __len__(self) -> int:
        return len(self.items)

    def __repr__(self) -> str:
        total = "unknown" if self.total_count is None else self.total_count
        return f"<{type(self).__name__} {len(self.items)} items from {self.offset}, total {total}>"

    def _repr_html_(self) -> str:
        from .models.tables import html_rows

        return html_rows(repr(self).strip("<>"), self.items)

    def __reduce__(self) -> tuple[Any, ...]:
        # The client stays behind: it holds credentials and connections.
        return type(self), (None, replace(self._cursor, seen={}), self.response)

    def _walk(self) -> Walk:
        walk = Walk(self._cursor)
        walk.take(
            self.response, limit=self._cursor.limit or self._cursor.echo(self.response) or len(self)
        )
        return walk

    def _require_client(self) -> None:
        if self._fetch is None:
            raise TypeError(
                "this page was pickled, and only its own items with it; "
                f"search again from offset {self.next_offset} for the next ones"
            )


class Page(_Page[T]):
    """One page. Iterating goes through the items of this and all following pages, fetched on the way.

    ``itertools.islice(page, 500)`` fetches no more than it needs. A page that was pickled has its own items only.
    """

    @classmethod
    def first(
        cls,
        operation: PagedOperation[T],
        query: Mapping[str, Any],
        fetch: Callable[[Mapping[str, Any]], Any],
    ) -> "Page[T]":
        """Fetch the first page."""
        cursor = Cursor.start(operation, query)
        return cls(fetch, cursor, fetch(cursor.query))

    def next_page(self) -> "Page[T] | None":
        """Fetch the next page; None when this is the last."""
        if self._next is None:
            return None
        self._require_client()
        response = self._fetch(self._next.query)
        return None if self._next.repeats(response) else Page(self._fetch, self._next, response)

    def pages(self) -> "Iterator[Page[T]]":
        """Go through this and all following pages."""
        page: Page[T] | None = self
        while page is not None:
            yield page
            page = page.next_page()

    def to_pandas(self) -> Any:
        """Fetch all items from here on, and return a ``pandas.DataFrame`` with a row for each and a column for each field.

        Raises:
            ImportError: pandas is not installed.
        """
        from .models.tables import frame

        return frame("pandas", self)

    def to_polars(self) -> Any:
        """Fetch all items from here on, and return a ``polars.DataFrame`` with a row for each and a column for each field.

        Raises:
            ImportError: polars is not installed.
        """
        from .models.tables import frame

        return frame("polars", self)

    def __iter__(self) -> Iterator[T]:
        yield from self.items
        if self._next is None or self._fetch is None:
            return
        walk = self._walk()
        while (query := walk.next()) is not None:
            yield from walk.take(self._fetch(query))


class _AsyncFrames(Generic[T]):
    """What can be iterated with ``async for``, as data frames."""

    if TYPE_CHECKING:

        def __aiter__(self) -> AsyncIterator[T]: ...

    async def to_pandas(self) -> Any:
        """Fetch all items from here on, and return a ``pandas.DataFrame`` with a row for each and a column for each field.

        Raises:
            ImportError: pandas is not installed.
        """
        from .models.tables import frame

        return frame("pandas", [item async for item in self])

    async def to_polars(self) -> Any:
        """Fetch all items from here on, and return a ``polars.DataFrame`` with a row for each and a column for each field.

        Raises:
            ImportError: polars is not installed.
        """
        from .models.tables import frame

        return frame("polars", [item async for item in self])


class AsyncPage(_Page[T], _AsyncFrames[T]):
    """One page. ``async for`` goes through the items of this and all following pages, fetched on the way."""

    async def next_page(self) -> "AsyncPage[T] | None":
        """Fetch the next page; None when this is the last."""
        if self._next is None:
            return None
        self._require_client()
        response = await self._fetch(self._next.query)
        return (
            None if self._next.repeats(response) else AsyncPage(self._fetch, self._next, response)
        )

    async def pages(self) -> "AsyncIterator[AsyncPage[T]]":
        """Go through this and all following pages."""
        page: AsyncPage[T] | None = self
        while page is not None:
            yield page
            page = await page.next_page()

    async def __aiter__(self) -> AsyncIterator[T]:
        for item in self.items:
            yield item
        if self._next is None or self._fetch is None:
            return
        walk = self._walk()
        while (query := walk.next()) is not None:
            for item in walk.take(await self._fetch(query)):
                yield item


class AsyncPager(_AsyncFrames[T]):
    """A search that has not begun. Await it for its first page, or go through all items with ``async for``."""

    def __init__(
        self,
        operation: PagedOperation[T],
        query: Mapping[str, Any],
        fetch: Callable[[Mapping[str, Any]], Awaitable[Any]],
    ) -> None:
        self._cursor = Cursor.start(operation, query)
        self._fetch = fetch
        self._id = operation.id

    def __await__(self) -> Generator[Any, None, AsyncPage[T]]:
        return self._first().__await__()

    async def _first(self) -> AsyncPage[T]:
        cursor = replace(self._cursor, seen={})
        return AsyncPage(self._fetch, cursor, await self._fetch(cursor.query))

    async def pages(self) -> AsyncIterator[AsyncPage[T]]:
        """Go through all pages."""
        async for page in (await self).pages():
            yield page

    async def __aiter__(self) -> AsyncIterator[T]:
        walk = Walk(self._cursor)
        while (query := walk.next()) is not None:
            for item in walk.take(await self._fetch(query)):
                yield item

    def __repr__(self) -> str:
        return f"<AsyncPager {self._id}, from {self._cursor.offset}>"
