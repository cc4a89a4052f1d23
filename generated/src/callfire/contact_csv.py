"""Write the CSV file from which a contact list is made.

The first row names the columns. Standard columns are fields of a contact; every other column becomes a
custom property, under its own name when the upload states ``use_custom_fields=True`` and under A, B, C
otherwise. Every contact needs at least one phone number:

    from callfire import CallFire, contact_csv

    rows = [
        {"first_name": "Alice", "home_phone": "12135551122", "membership": "gold"},
        {"first_name": "Bob", "mobile_phone": "12135551133"},
    ]
    columns = ["firstName", "homePhone", "mobilePhone", "membership"]
    CallFire().contacts.lists.upload(
        contact_csv.build(rows, columns=columns), name="Members", use_custom_fields=True
    )

``build`` returns bytes; ``write`` goes through any number of rows with little memory.
"""

from __future__ import annotations

import csv
import io
import math
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import index
from typing import Any, BinaryIO, Final, Protocol, SupportsIndex, TypeAlias, runtime_checkable

__all__ = ["PHONE_COLUMNS", "STANDARD_COLUMNS", "ContactRowError", "Row", "build", "write"]

PHONE_COLUMNS: Final = (
    "homePhone",
    "workPhone",
    "mobilePhone",
    "extraPhone1",
    "extraPhone2",
    "extraPhone3",
)
STANDARD_COLUMNS: Final = (
    "firstName",
    "lastName",
    "zipcode",
    *PHONE_COLUMNS,
    "externalId",
    "externalSystem",
)
MAX_LENGTH: Final = 255
"""Greatest number of characters in one value; the service refuses lists with longer ones."""

_DECIMALS = re.compile(r"\s*(\+?[0-9]+)\.00?\s*")
_FORMULA = re.compile(r"[=+\-@\t\r]")
_HARMLESS = re.compile(r"[+-]?[\d\s().,-]*")
_NOT_COLUMNS = frozenset({"id", "deleted", "properties"})


@runtime_checkable
class _Model(Protocol):
    """A contact as the client returns it."""

    def to_dict(self) -> dict[str, Any]: ...


Row: TypeAlias = Mapping[str, object] | _Model
"""A contact: a mapping from column to value, or a contact model."""


class ContactRowError(ValueError):
    """A row that cannot become a contact.

    Attributes:
        row: Index of the row, counted from 0 without the header; None for an error in the columns.
        column: Name of the column, where one is the reason.
    """

    def __init__(self, message: str, row: int | None = None, column: str | None = None) -> None:
        place = [f"row {row}"] if row is not None else []
        place += [f"column {column!r}"] if column is not None else []
        super().__init__(f"{', '.join(place)}: {message}" if place else message)
        self.message = message
        self.row = row
        self.column = column

    def __reduce__(self) -> tuple[type[ContactRowError], tuple[str, int | None, str | None]]:
        """Pickle by the parts, not by the text made from them."""
        return ContactRowError, (self.message, self.row, self.column)


def build(
    rows: Iterable[Row],
    *,
    columns: Sequence[str] | None = None,
    phone: Callable[[str], str] | None = None,
    guard_formulas: bool = False,
) -> bytes:
    """Return the CSV as bytes, for the ``file`` of an upload.

    Args:
        rows: Mappings from column to value, or contact models. Names of standard columns may be
            written in snake_case; custom properties stand beside them or under ``properties``.
        columns: The columns, in order. By default those of the first row; a later row with another
            column is refused, because the header is written already.
        phone: Applied to every phone number as text, to normalise or refuse it; ``callfire.phone_number`` does both.
        guard_formulas: Put an apostrophe before values that a spreadsheet would run as a formula.

    Raises:
        ContactRowError: If there is no row, no phone column, a row without a phone number, an unknown
            or doubled column, or a value that is too long or is no plain value.
    """
    target = io.BytesIO()
    write(rows, target, columns=columns, phone=phone, guard_formulas=guard_formulas)
    return target.getvalue()


def write(
    rows: Iterable[Row],
    to: str | os.PathLike[str] | BinaryIO,
    *,
    columns: Sequence[str] | None = None,
    phone: Callable[[str], str] | None = None,
    guard_formulas: bool = False,
) -> int:
    """Write the CSV to a path or binary file, row by row, and return the number of contacts.

    The arguments and errors are those of ``build``. After an error the file holds the rows before it.
    """
    lines = _lines(rows, columns, phone, guard_formulas=guard_formulas)
    header = next(lines)
    if isinstance(to, str | os.PathLike):
        with open(to, "wb") as file:  # noqa: PTH123, takes every kind of path
            return _write(header, lines, file)
    return _write(header, lines, to)


def _write(header: bytes, lines: Iterator[bytes], file: BinaryIO) -> int:
    file.write(header)
    count = 0
    for line in lines:
        file.write(line)
        count += 1
    return count


def _lines(
    rows: Iterable[Row],
    columns: Sequence[str] | None,
    phone: Callable[[str], str] | None,
    *,
    guard_formulas: bool,
) -> Iterator[bytes]:
    header: tuple[str, ...] | None = None
    if not isinstance(rows, Iterable) or isinstance(rows, str | bytes | Mapping):
        raise TypeError(f"rows must be an iterable of contacts, not {type(rows).__name__}")
    if hasattr(rows, "columns"):
        raise TypeError('rows must be contacts, not a DataFrame; pass frame.to_dict("records")')
    for place, row in enumerate(rows):
        cells = _cells(row, place)
        if header is None:
            header = _checked(
                [_standard(_name(name)) for name in columns] if columns else list(cells)
            )
            yield _line(header)
        if unknown := [name for name in cells if name not in header]:
            raise ContactRowError("not among the columns; pass columns=", place, unknown[0])
        texts = {name: _text(value, place, name) for name, value in cells.items()}
        if not any(texts.get(name) for name in PHONE_COLUMNS):
            raise ContactRowError("needs a phone number", place)
        if phone:
            texts |= {name: phone(texts[name]) for name in PHONE_COLUMNS if texts.get(name)}
        if guard_formulas:
            texts = {name: _guarded(text) for name, text in texts.items()}
        yield _line([texts.get(name, "") for name in header])
    if header is None:
        raise ContactRowError("there are no rows")


def _cells(row: Row, place: int) -> dict[str, object]:
    """Return the values of a row by column name, custom properties among them."""
    given = row.to_dict() if isinstance(row, _Model) else row
    if not isinstance(given, Mapping):
        raise ContactRowError("must be a mapping or a contact", place)
    given = {_name(name): value for name, value in given.items()}
    custom = given.get("properties") or {}
    if not isinstance(custom, Mapping):
        raise ContactRowError("must be a mapping", place, "properties")
    plain: dict[str, object] = {}
    for name, value in given.items():
        if name in _NOT_COLUMNS:
            continue
        if _standard(name) in plain:
            raise ContactRowError("given twice", place, _standard(name))
        plain[_standard(name)] = value
    if doubled := plain.keys() & custom.keys():
        raise ContactRowError("given twice", place, min(doubled))
    return plain | dict(custom)


def _name(name: object) -> str:
    """Return the name of a column without the byte order mark that spreadsheets write before the first one."""
    return str(name).lstrip("\ufeff")


def _standard(name: str) -> str:
    """Return the standard column that the name means in snake_case, or the name itself."""
    head, *tail = name.split("_")
    camel = head + "".join(part.capitalize() for part in tail)
    return camel if camel in STANDARD_COLUMNS else name


def _checked(columns: list[str]) -> tuple[str, ...]:
    """Return the columns if they can head a contact list."""
    by_lower = {name.lower(): name for name in STANDARD_COLUMNS}
    for name in columns:
        if not name.strip() or len(name) > MAX_LENGTH:
            raise ContactRowError(f"a name has 1 to {MAX_LENGTH} characters", column=name[:40])
        meant = by_lower.get(re.sub(r"[\s_-]", "", name).lower(), name)
        if meant != name:
            raise ContactRowError(f"did you mean {meant}?", column=name)
        if columns.count(name) > 1:
            raise ContactRowError("named twice", column=name)
    if not set(columns) & set(PHONE_COLUMNS):
        raise ContactRowError(f"one of these columns is needed: {', '.join(PHONE_COLUMNS)}")
    return tuple(columns)


def _text(value: object, row: int, column: str) -> str:
    """Return a cell; the numbers of a data frame lose the ``.0`` that an empty cell in their column gave them."""
    match value:
        case None:
            return ""
        case bool():
            text = str(value).lower()
        case float() if math.isnan(value):
            return ""
        case str():
            decimals = _DECIMALS.fullmatch(value) if column in PHONE_COLUMNS else None
            text = decimals[1] if decimals else value
        case float() if value.is_integer():
            text = str(int(value))
        case float() if math.isfinite(value):
            text = repr(float(value))
        case SupportsIndex():
            text = str(index(value))
        case _:
            raise ContactRowError(f"{type(value).__name__} is no plain value", row, column)
    return _storable(text, row, column)


def _storable(text: str, row: int, column: str) -> str:
    if len(text) > MAX_LENGTH:
        raise ContactRowError(f"longer than {MAX_LENGTH} characters", row, column)
    if "\0" in text:
        raise ContactRowError("holds a NUL character", row, column)
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ContactRowError("holds half a character (a lone surrogate)", row, column)
    return text


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) and not _HARMLESS.fullmatch(text) else text


def _line(cells: Iterable[str]) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target).writerow(cells)  # quotes lone carriage returns only if they end lines, too
    return (target.getvalue().removesuffix("\r\n") + "\n").encode()
