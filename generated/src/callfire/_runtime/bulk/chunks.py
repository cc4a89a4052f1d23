"""Cuts any iterable into chunks of checked rows, in order and a chunk at a time."""

from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass, field
from typing import Any, get_args, get_origin

from ..core.operation import Operation
from ..models.encode import encode_body


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows that stand together in the input.

    Attributes:
        number: The chunk's place, from 0.
        start: The place of its first row in the whole input.
        rows: The rows as given.
        faults: Why rows, by their place in the chunk, cannot be sent.
        content: What the chunk holds, for the journal to recognise it.
    """

    number: int
    start: int
    rows: tuple[Any, ...] = field(repr=False)
    faults: Mapping[int, Exception]
    content: bytes = field(repr=False)

    @property
    def valid(self) -> list[bool]:
        """For each row whether it can be sent."""
        return [place not in self.faults for place in range(len(self.rows))]


def check(operation: Operation[Any], number: int, start: int, rows: tuple[Any, ...]) -> Chunk:
    """Find the rows that cannot be sent; a whole chunk at once when all is well."""
    try:
        content = encode_body(operation.body, list(rows))
    except Exception:  # noqa: BLE001 - whatever is wrong with a row is that row's fault alone
        faults = dict(_faults(operation.body, rows))
        sound = [row for place, row in enumerate(rows) if place not in faults]
        content = encode_body(operation.body, sound) + repr(sorted(faults)).encode()
        return Chunk(number, start, rows, faults, content)
    return Chunk(number, start, rows, {}, content)


def _faults(body: Any, rows: tuple[Any, ...]) -> Iterator[tuple[int, Exception]]:
    item = get_args(body)[0]
    for place, row in enumerate(rows):
        try:
            encode_body(item, row)
        except Exception as error:  # noqa: BLE001 - see above
            yield place, error


def require_list(operation: Operation[Any]) -> None:
    """Refuse operations whose body is no list: there is nothing to cut."""
    if get_origin(operation.body) is not list:
        raise TypeError(
            f"{operation.id} takes no list of rows, so there is nothing to send in bulk"
        )


def require_rows(items: object) -> None:
    """Refuse what can be iterated but surely is not meant as rows."""
    if isinstance(items, str | bytes | Mapping) or not isinstance(items, Iterable | AsyncIterable):
        raise TypeError(f"rows must be an iterable of recipients, not {type(items).__name__}")


def length_of(items: object) -> int | None:
    """How many rows there are, where that is known without looking."""
    return len(items) if isinstance(items, Sized) else None


def cut(items: Iterable[Any], size: int) -> Iterator[tuple[Any, ...]]:
    """Group rows, the last group as it comes."""
    group: list[Any] = []
    for row in items:
        group.append(_own(row))
        if len(group) == size:
            yield tuple(group)
            group.clear()
    if group:
        yield tuple(group)


async def cut_async(
    items: Iterable[Any] | AsyncIterable[Any], size: int
) -> AsyncGenerator[tuple[Any, ...], None]:
    """Group rows of an async or a plain iterable."""
    if not isinstance(items, AsyncIterable):
        for rows in cut(items, size):
            yield rows
        return
    group: list[Any] = []
    async for row in items:
        group.append(_own(row))
        if len(group) == size:
            yield tuple(group)
            group.clear()
    if group:
        yield tuple(group)


def _own(row: Any) -> Any:
    """Copy dicts: a generator may fill the same one again while this row waits to be sent."""
    return dict(row) if type(row) is dict else row
