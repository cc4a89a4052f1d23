"""Cuts any iterable into chunks of checked rows, in order and one chunk at a time."""

import hashlib
from collections.abc import AsyncIterable, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass, field
from typing import Any, cast, get_args, get_origin

import msgspec

from ..call.body_check import row_problems
from ..core.operation import Operation
from ..models.encode import encode_body
from ..models.model import Model
from ..models.shapes import model_plan

__all__ = ["Chunk", "Rows", "Source", "length_of"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows that stand together in the input.

    Attributes:
        number: The chunk's place, from 0.
        start: The place of its first row in the whole input.
        rows: The rows as given.
        errors: Why rows, by their place in the chunk, cannot be sent.
        content: What the chunk holds, for the journal to recognise it.
        duplicates: For rows that equal an earlier row, by their place in the chunk, that row's place in the input.
    """

    number: int
    start: int
    rows: tuple[Any, ...] = field(repr=False)
    errors: Mapping[int, Exception]
    content: bytes = field(repr=False)
    duplicates: Mapping[int, int] = field(default_factory=dict)

    @property
    def valid(self) -> list[bool]:
        """For each row whether it can be sent."""
        return [
            place not in self.errors and place not in self.duplicates
            for place in range(len(self.rows))
        ]


class Rows:
    """Checks the rows of one run.

    Args:
        operation: The operation whose body lists the rows.
        items: The input, as it was given.
        dedupe: Whether a row that equals an earlier one is left out.

    Raises:
        TypeError: The operation takes no list, the input is no iterable of rows, or a row of a list is of the wrong
            type or has a misspelt key: mistakes of the program, which concern more than one row.
    """

    def __init__(self, operation: Operation[Any], items: object, *, dedupe: bool = False) -> None:
        if get_origin(operation.body) is not list:
            raise TypeError(
                f"{operation.id} takes no list of rows, so there is nothing to send in bulk"
            )
        self._operation = operation
        self._body = operation.body
        self._item: Any = get_args(operation.body)[0]
        self._is_model = isinstance(self._item, type) and issubclass(self._item, Model)
        plan = model_plan(self._item) if self._is_model else None
        self._keys = frozenset() if plan is None else frozenset(plan.by_wire) | plan.by_name.keys()
        self._seen: dict[bytes, int] | None = {} if dedupe else None
        _require_rows(items)
        if isinstance(items, list | tuple):
            for index, row in enumerate(items):
                self.require(index, row)

    def require(self, index: int, row: object) -> None:
        """Refuse a row that only a mistake of the program can have made."""
        if not self._is_model or isinstance(row, self._item):
            return
        if not isinstance(row, Mapping):
            raise TypeError(
                f"row {index} must be a {self._item.__name__} or a mapping of its fields, "
                f"not a {type(row).__name__}"
            )
        misspelt = next((key for key in row if key not in self._keys), None)
        if misspelt is not None:
            try:
                encode_body(self._item, {misspelt: None})
            except TypeError as error:
                raise TypeError(f"row {index}: {error}") from None

    def check(self, number: int, start: int, rows: tuple[Any, ...]) -> Chunk:
        """Find the rows of a chunk that cannot be sent.

        Raises:
            TypeError: See above.
        """
        for place, row in enumerate(rows):
            self.require(start + place, row)
        errors: Mapping[int, Exception] = {}
        content = self._content(rows)
        if content is None:
            errors = dict(self._errors(start, rows))
            good = [row for place, row in enumerate(rows) if place not in errors]
            content = encode_body(self._body, good) + repr(sorted(errors)).encode()
        duplicates = dict(self._duplicates(start, rows, errors))
        if duplicates:
            content += b"duplicates" + repr(sorted(duplicates)).encode()
        return Chunk(number, start, rows, errors, content, duplicates)

    def _content(self, rows: tuple[Any, ...]) -> bytes | None:
        """Encode all rows; None if one of them cannot be sent."""
        try:
            content = encode_body(self._body, list(rows))
            return None if any(self._problems(content)) else content
        except Exception:  # noqa: BLE001 - a bad value concerns its own row alone
            return None

    def _errors(self, start: int, rows: tuple[Any, ...]) -> Iterator[tuple[int, Exception]]:
        for place, row in enumerate(rows):
            try:
                content = encode_body(self._item, row, f"row {start + place}")
            except Exception as error:  # noqa: BLE001 - see above
                yield place, error
            else:
                for _, problem in self._problems(content):
                    yield place, ValueError(f"row {start + place} {problem}")

    def _problems(self, content: bytes) -> Iterator[tuple[int, str]]:
        """Yield what rows lack that the operation requires."""
        if self._operation.requires is not None:
            yield from row_problems(self._operation, msgspec.json.decode(content))

    def _duplicates(
        self, start: int, rows: tuple[Any, ...], errors: Mapping[int, Exception]
    ) -> Iterator[tuple[int, int]]:
        """Compare rows as they are sent, so that two spellings of one phone number are equal."""
        if self._seen is None:
            return
        for place, row in enumerate(rows):
            if place not in errors:
                # The order of the keys does not matter, nor whether a row is a dict or a model.
                wire = msgspec.json.decode(encode_body(self._item, row))
                content = msgspec.json.encode(wire, order="sorted")
                key = hashlib.blake2b(content, digest_size=16).digest()
                first = self._seen.setdefault(key, start + place)
                if first != start + place:
                    yield place, first


def _require_rows(items: object) -> None:
    """Refuse what can be iterated but surely is not meant as rows."""
    if type(items).__name__ == "DataFrame":
        raise TypeError(
            "rows must be an iterable of recipients, not a DataFrame; pass its rows as dicts: "
            'frame.to_dict("records") for pandas, frame.to_dicts() for polars'
        )
    if isinstance(items, str | bytes | Mapping) or not isinstance(items, Iterable | AsyncIterable):
        raise TypeError(f"rows must be an iterable of recipients, not {type(items).__name__}")


def length_of(items: object) -> int | None:
    """Return how many rows there are, None where only reading them would show."""
    return len(items) if isinstance(items, Sized) else None


class Source:
    """Reads rows and groups them; the last group holds what is left.

    Attributes:
        waiting: The place in the input of the first row that was read and is in no chunk yet, and these rows. The
            two change in one step, since an interruption may come at any moment.
    """

    def __init__(self, items: object, size: int) -> None:
        self.waiting: tuple[int, list[Any]] = (0, [])
        self._size = size
        self._plain = (
            None if isinstance(items, AsyncIterable) else iter(cast("Iterable[Any]", items))
        )
        self._async = aiter(items) if isinstance(items, AsyncIterable) else None

    def take(self) -> tuple[Any, ...] | None:
        """Return the next group, None at the end of the input; the rows wait until ``advance``."""
        if self._plain is None:
            raise TypeError(
                "rows must be a plain iterable here; only send_bulk of the async client reads others"
            )
        rows = self.waiting[1]
        for row in self._plain:
            rows.append(_copied(row))
            if len(rows) == self._size:
                break
        return tuple(rows) or None

    async def take_async(self) -> tuple[Any, ...] | None:
        """Return the next group of an async or a plain iterable, None at the end of the input."""
        if self._async is None:
            return self.take()
        rows = self.waiting[1]
        async for row in self._async:
            rows.append(_copied(row))
            if len(rows) == self._size:
                break
        return tuple(rows) or None

    def advance(self) -> None:
        """Note that the rows that were waiting are in a chunk."""
        start, rows = self.waiting
        self.waiting = (start + len(rows), [])


def _copied(row: Any) -> Any:
    """Copy dicts: a generator may fill the same dict again while this row waits to be sent."""
    return dict(row) if type(row) is dict else row
