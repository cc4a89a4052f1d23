"""Pages that fetch the next one as you iterate, and know when there is none."""

import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import msgspec

from .core.errors import DeviationWarning
from .core.operation import PagedOperation

__all__ = ["AsyncPage", "AsyncPager", "Page"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page stands: what was asked for, and what the pages before it looked like.

    The server's echo of limit and offset, and its total, are often missing; what was asked for is what counts.
    """

    paging: Any
    query: Mapping[str, Any]
    first: int | None = None
    seen: frozenset[int] = frozenset()

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
        """The offset that was asked for."""
        return _whole(self.query.get(self.paging.offset), self.paging.offset) or 0

    @property
    def limit(self) -> int | None:
        """The limit that was asked for."""
        return _whole(self.query.get(self.paging.limit), self.paging.limit)

    def items(self, answer: Any) -> list[Any]:
        """Return the page's items."""
        return list(getattr(answer, self.paging.items, None) or ())

    def total(self, answer: Any) -> int | None:
        """Return how many items there are in all, None when the server does not know."""
        total = getattr(answer, self.paging.total, None) if self.paging.total else None
        return total if isinstance(total, int) and total >= 0 else None

    def next(self, answer: Any) -> "Cursor | None":
        """Return where the next page stands, None when there is none."""
        items = self.items(answer)
        total, first = self.total(answer), len(items) if self.first is None else self.first
        offset = self.offset + len(items)
        if not items or len(items) < self._expected(answer, first):
            return None
        if total is not None and offset >= total:
            return None
        query = {**self.query, self.paging.offset: offset}
        return replace(self, query=query, first=first, seen=self.seen | {_fingerprint(items)})

    def repeats(self, answer: Any) -> bool:
        """Tell whether the server sent a page that was there before, and would do so for ever.

        Items without ids may look alike; then the server's total is what ends the iteration.
        """
        items = self.items(answer)
        if not items or _fingerprint(items) not in self.seen:
            return False
        if self.total(answer) is not None and not _identified(items):
            return False
        warnings.warn(
            f"the server sent the same page again at offset {self.offset}; iteration ends here",
            DeviationWarning,
            stacklevel=4,
        )
        return True

    def _expected(self, answer: Any, first: int) -> int:
        """How many items a page holds when another may follow: the limit, or what the first page held."""
        echo = getattr(answer, self.paging.limit, None)
        echo = echo if isinstance(echo, int) and echo > 0 else None
        if self.limit is None:
            return echo or first
        # A server that caps the limit says so; its pages are shorter than asked for, but not the last.
        return min(self.limit, echo or self.limit)


def _whole(value: Any, name: str) -> int | None:
    try:
        return None if value is None else int(value)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be a whole number, not {value!r}") from None


def _identified(items: list[Any]) -> bool:
    return all(getattr(item, "id", None) is not None for item in items)


def _fingerprint(items: list[Any]) -> int:
    if _identified(items):
        return hash(tuple(str(item.id) for item in items))
    return hash(msgspec.json.encode(items, enc_hook=repr))


class _Page(Generic[T]):
    """What pages of both colours know."""

    def __init__(self, cursor: Cursor, answer: Any) -> None:
        self._cursor = cursor
        self._next = cursor.next(answer)
        self.answer = answer
        """The whole answer, as a model."""
        self.items: list[T] = cursor.items(answer)
        """The items of this page."""

    @property
    def total_count(self) -> int | None:
        """How many items there are in all, as the server counts; None when it does not say."""
        return self._cursor.total(self.answer)

    @property
    def limit(self) -> int | None:
        """The limit that was asked for, or the server's own where it names it."""
        return self._cursor.limit or getattr(self.answer, self._cursor.paging.limit, None)

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


class Page(_Page[T]):
    """One page. Iterating goes through the items of this and all following pages, fetched on the way.

    ``itertools.islice(page, 500)`` takes no more than it needs.
    """

    def __init__(
        self, fetch: Callable[[Mapping[str, Any]], Any], cursor: Cursor, answer: Any
    ) -> None:
        super().__init__(cursor, answer)
        self._fetch = fetch

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
        answer = self._fetch(self._next.query)
        return None if self._next.repeats(answer) else Page(self._fetch, self._next, answer)

    def pages(self) -> "Iterator[Page[T]]":
        """Go through this and all following pages."""
        page: Page[T] | None = self
        while page is not None:
            yield page
            page = page.next_page()

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items


class AsyncPage(_Page[T]):
    """One page. ``async for`` goes through the items of this and all following pages, fetched on the way."""

    def __init__(
        self, fetch: Callable[[Mapping[str, Any]], Awaitable[Any]], cursor: Cursor, answer: Any
    ) -> None:
        super().__init__(cursor, answer)
        self._fetch = fetch

    async def next_page(self) -> "AsyncPage[T] | None":
        """Fetch the next page; None when this is the last."""
        if self._next is None:
            return None
        answer = await self._fetch(self._next.query)
        return None if self._next.repeats(answer) else AsyncPage(self._fetch, self._next, answer)

    async def pages(self) -> "AsyncIterator[AsyncPage[T]]":
        """Go through this and all following pages."""
        page: AsyncPage[T] | None = self
        while page is not None:
            yield page
            page = await page.next_page()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item


class AsyncPager(Generic[T]):
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
        return AsyncPage(self._fetch, self._cursor, await self._fetch(self._cursor.query))

    async def pages(self) -> AsyncIterator[AsyncPage[T]]:
        """Go through all pages."""
        async for page in (await self).pages():
            yield page

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item

    def __repr__(self) -> str:
        return f"<AsyncPager {self._id}, from {self._cursor.offset}>"
