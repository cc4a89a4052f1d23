"""Shows models as text, as HTML in notebooks, and as rows of data frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from html import escape
from importlib import import_module
from typing import Any

__all__ = ["frame", "html_fields", "html_rows", "short"]

_ITEMS = 3
_LETTERS = 200
_ROWS = 20
_CELL = 80


def short(value: Any) -> str:
    """Return the repr of a field's value; long lists and texts are cut, and state how much is left out."""
    if type(value) is str and len(value) > _LETTERS:
        return f"{value[:_LETTERS]!r}… {len(value) - _LETTERS} more characters"
    if type(value) is not list:
        return repr(value)
    shown = [short(each) for each in value[:_ITEMS]]
    if len(value) > _ITEMS:
        shown.append(f"… {len(value) - _ITEMS} more")
    return f"[{', '.join(shown)}]"


def html_fields(name: str, fields: Iterable[tuple[str, Any]]) -> str:
    """Return a table of two columns: the fields of one model."""
    rows = "".join(f"<tr><th>{escape(key)}</th>{_cell(value)}</tr>" for key, value in fields)
    return f"<table><caption>{escape(name)}</caption>{rows}</table>"


def html_rows(caption: str, items: Sequence[Any]) -> str:
    """Return a table of the first items, with a column for each field that one of them has."""
    rows = [dict(_fields(item)) for item in items[:_ROWS]]
    names = dict.fromkeys(name for row in rows for name in row)
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join(
        f"<tr>{''.join(_cell(row.get(name, '')) for name in names)}</tr>" for row in rows
    )
    more = f", {len(items) - _ROWS} more" if len(items) > _ROWS else ""
    return f"<table><caption>{escape(caption)}{more}</caption><tr>{head}</tr>{body}</table>"


def _fields(item: Any) -> list[tuple[str, Any]]:
    return item.__rich_repr__() if hasattr(item, "__rich_repr__") else [("value", item)]


def _cell(value: Any) -> str:
    text = str(value) if isinstance(value, str) else short(value)
    return f"<td>{escape(text if len(text) <= _CELL else text[:_CELL] + '…')}</td>"


def frame(library: str, items: Iterable[Any]) -> Any:
    """Return a ``DataFrame`` of pandas or polars with a row for each item.

    Raises:
        ImportError: The library is not installed.
    """
    try:
        module = import_module(library)
    except ImportError:
        raise ImportError(f"to_{library}() needs {library}: pip install {library}") from None
    # polars looks at the first rows only, and takes other types in later ones for errors.
    options = {"infer_schema_length": None, "strict": False} if library == "polars" else {}
    return module.DataFrame(_rows(items), **options)


def _rows(items: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        _plain(item.to_dict(include_unset=True)) if hasattr(item, "to_dict") else {"value": item}
        for item in items
    ]


def _plain(value: Any) -> Any:
    """The value without enums, which columns cannot hold."""
    match value:
        case Enum():
            return value.value
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case _:
            return value
