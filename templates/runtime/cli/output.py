"""Prints results: JSON for programs, tables for people, CSV and JSON lines for files. Only data goes to stdout."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

from .errors import UsageError, note

__all__ = ["compiled_query", "emit", "json_text"]

_WIDEST = 40
_ACTIVE = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Controls that JSON leaves as they are, ends of lines, and marks that turn the direction of writing."""
_SAMPLE = 200
"""Rows from which the widths of the columns are taken."""


def emit(value: Any, form: str, *, query: Any = None) -> None:
    """Print a result.

    Args:
        value: JSON values, or an iterator of items.
        form: json, jsonl, table or csv.
        query: What ``compiled_query`` returned, to apply first.

    Raises:
        UsageError: The expression does not fit the result.
    """
    if query is not None:
        value = _queried(list(value) if isinstance(value, Iterator) else value, query)
    if form == "json":
        _json(value)
    elif form == "jsonl":
        for item in _items(value):
            print(_compact(item), flush=True)
    elif form == "csv":
        _csv(_items(value))
    else:
        _table(value)


def compiled_query(text: str) -> Any:
    """Read a JMESPath expression before anything is sent.

    Raises:
        UsageError: It is wrong, or the extra for it is not installed.
    """
    try:
        jmespath = import_module("jmespath")
    except ImportError:
        raise UsageError("--query needs the package jmespath", "pip install jmespath") from None
    try:
        return jmespath.compile(text)
    except jmespath.exceptions.JMESPathError as error:
        raise UsageError(f"--query: {error}") from None


def _queried(value: Any, query: Any) -> Any:
    try:
        return query.search(value)
    except import_module("jmespath.exceptions").JMESPathError as error:
        raise UsageError(f"--query: {error}") from None


def json_text(value: Any, **form: Any) -> str:
    """Return JSON; signs that a terminal acts on are escaped, which changes nothing for who reads it."""
    text = json.dumps(value, ensure_ascii=False, **form)
    return _ACTIVE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _compact(value: Any) -> str:
    return json_text(value, separators=(",", ":"))


def _json(value: Any) -> None:
    if isinstance(value, Iterator):
        value = list(value)
    if value is not None:
        print(json_text(value, indent=2 if sys.stdout.isatty() else None))


def _items(value: Any) -> Iterable[Any]:
    """The items of a page or a list; anything else is one item."""
    if isinstance(value, Mapping):
        lists = [inner for inner in value.values() if isinstance(inner, list)]
        return lists[0] if "items" in value and isinstance(value["items"], list) else [value]
    if value is None:
        return ()
    return value if isinstance(value, list | Iterator) else [value]


def _flat(item: Any, prefix: str = "") -> dict[str, str]:
    """Nested objects as columns with dots; lists as JSON."""
    if not isinstance(item, Mapping):
        return {prefix or "value": _cell(item)}
    result: dict[str, str] = {}
    for key, value in item.items():
        name = f"{prefix}.{key}" if prefix else str(key)
        result |= (
            _flat(value, name) if isinstance(value, Mapping) and value else {name: _cell(value)}
        )
    return result


def _columns(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """The names of all columns; the id comes first."""
    names = dict.fromkeys(name for row in rows for name in row)
    return sorted(names, key=lambda name: name != "id")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else _compact(value)


def _csv(items: Iterable[Any]) -> None:
    import csv
    import io

    rows = [_flat(item) for item in items]
    if sys.stdout.isatty():
        rows = [{_clean(name): _clean(cell) for name, cell in row.items()} for row in rows]
    columns = _columns(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    print(text.getvalue(), end="")


def _table(value: Any) -> None:
    if isinstance(value, Mapping) and not isinstance(value.get("items"), list):
        rows = [{"field": name, "value": text} for name, text in _flat(value).items()]
    else:
        rows = [_flat(item) for item in _items(value)]
    if not rows:
        note("nothing found")
        return
    columns = _columns(rows)
    if sys.stdout.isatty() and _rich(columns, rows):
        return
    _plain_table(columns, rows)


def _rich(columns: list[str], rows: list[dict[str, str]]) -> bool:
    """Print with the package rich, where it is installed."""
    try:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text
    except ImportError:
        return False
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, overflow="ellipsis", no_wrap=True)
    for row in rows:
        table.add_row(*(Text(_clean(row.get(name, ""))) for name in columns))
    Console().print(table)
    return True


def _clean(text: str) -> str:
    """Control characters of others must not reach a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _plain_table(columns: list[str], rows: list[dict[str, str]]) -> None:
    import shutil

    room = shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 10**6
    widths = {
        name: min(_WIDEST, max(len(name), *(len(row.get(name, "")) for row in rows[:_SAMPLE])))
        for name in columns
    }
    shown: list[str] = []
    used = 0
    for name in columns:
        used += widths[name] + 2
        if shown and used - 2 > room:
            break
        shown.append(name)
    for row in ({name: name.upper() for name in shown}, *rows):
        cells = (_fit(_clean(row.get(name, "")), widths[name]) for name in shown)
        print("  ".join(cells).rstrip())
    if len(shown) < len(columns):
        note(f"columns left out: {', '.join(columns[len(shown):])}; -o json shows all")


def _fit(text: str, width: int) -> str:
    return (text if len(text) <= width else f"{text[: width - 1]}…").ljust(width)
