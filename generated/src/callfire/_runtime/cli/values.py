"""Reads values of the command line: text, JSON, ``@file``, ``-`` for standard input, rows of a CSV file."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .errors import UsageError

__all__ = ["StdinReader", "json_value", "rows_of", "table_rows", "text_value"]

_DELIMITERS = ",;\t|"
_LINES = {".jsonl", ".ndjson"}
_TABLES = {".csv", ".tsv"}


class StdinReader:
    """Reads standard input once; several values cannot share it."""

    def __init__(self) -> None:
        self.used = False

    def read(self) -> str:
        """Return all of it as text."""
        return self.read_bytes().decode("utf-8-sig", "replace")

    def read_bytes(self) -> bytes:
        """Return all of it."""
        if self.used:
            raise UsageError("standard input can be read for one value only")
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("- reads standard input, and nothing is piped into it")
        self.used = True
        return sys.stdin.buffer.read()


def _file(name: str) -> str:
    try:
        return Path(name).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not UTF-8 text") from None


def text_value(given: str, stdin: StdinReader) -> str:
    """Return a text: ``@file`` for the content of a file, ``@@`` for a text that begins with @, ``-`` for stdin."""
    if given == "-":
        return stdin.read().removesuffix("\n")
    if given.startswith("@@"):
        return given[1:]
    return _file(given[1:]) if given.startswith("@") else given


def json_value(given: str, stdin: StdinReader, name: str) -> Any:
    """Return a JSON value, from the text itself, a file or standard input.

    Lines of JSON and rows of a CSV file become a list. What comes from standard input is never taken for a file name.
    """
    if given == "-":
        return _parsed(stdin.read(), "", name)
    if given.startswith("@"):
        return _parsed(_file(given[1:]), Path(given[1:]).suffix.lower(), given[1:])
    return _parsed(given, "", name)


def _parsed(text: str, ending: str, name: str) -> Any:
    if ending in _TABLES:
        return list(table_rows(text))
    try:
        return json.loads(text)
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if ending in _LINES or (len(lines) > 1 and lines[0].lstrip().startswith("{")):
            return [_line(line, number, name) for number, line in enumerate(lines, 1)]
        raise UsageError(f"{name} is not JSON: {error}", "quote it, or use @file.json") from None


def _line(line: str, number: int, name: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise UsageError(f"{name}, line {number} is not JSON: {error}") from None


def table_rows(text: str) -> Iterator[dict[str, str]]:
    """Go through the rows of a CSV text; the first row names the columns."""
    head = text.partition("\n")[0]
    counts = {sign: head.count(sign) for sign in _DELIMITERS}
    delimiter = max(counts, key=lambda sign: counts[sign]) if any(counts.values()) else ","
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter):
        if None in row:
            raise UsageError(
                f"a row has more cells than the header names: {list(row.values())[:1]}"
            )
        yield {key.strip(): value.strip() for key, value in row.items() if key and value}


def rows_of(path: str, stdin: StdinReader) -> list[Mapping[str, Any]]:
    """Return the rows of a file: CSV, a JSON list, or lines of JSON."""
    text = stdin.read() if path == "-" else _file(path)
    if text.lstrip()[:1] in {"[", "{"}:
        parsed = _parsed(text, "", path)
        result: list[Any] = parsed if isinstance(parsed, list) else [parsed]
    else:
        result = list(table_rows(text))
    wrong = next((place for place, row in enumerate(result) if not isinstance(row, dict)), None)
    if wrong is not None:
        raise UsageError(f"{path}: row {wrong} is no object")
    if not result:
        raise UsageError(f"{path} holds no rows", "the first row names the columns")
    return result
