"""Every operation's section shows all that is promised, and models and operations lead to each other."""

from __future__ import annotations

import posixpath
import re
from typing import Any

import pytest

from generator.ir.client import Client
from generator.ir.model import ListOf
from generator.render.common.effects import retries

LINE = re.compile(
    r"^\*\*(.+)\*\* · `(\w+) (\S+)` · operation `(\w+)` · tag `(\w+)` · \[.+\]\(.+\)$", re.MULTILINE
)
ROW = re.compile(
    r"^- `(\w+)` · (.+) · (\*\*required\*\*|optional) · sent as (.+)(?:\n\n    (.+))?$",
    re.MULTILINE,
)
ERROR = re.compile(r"^- (\d{3}|No response):? `(\w+)`[:.] (.+)$", re.MULTILINE)
USED = re.compile(r"^Used by: (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)]+)\)")


@pytest.fixture(scope="module")
def sections(pages: dict[str, str]) -> dict[str, str]:
    """The page of each operation."""
    result = {}
    for path, text in pages.items():
        if path.startswith("operations/"):
            line = LINE.search(text)
            assert line, text[:200]
            result[line[4]] = text
    return result


def test_head_response_and_retries(sections: dict[str, str], operations: Any) -> None:
    assert operations.keys() == sections.keys()
    for name, operation in operations.items():
        section = sections[name]
        head, description = section.split("\n\n")[1:3]
        result = LINE.fullmatch(head)
        assert result
        assert (operation.method.upper(), operation.path) == (result[2], result[3])
        assert result[1]
        assert (*operation.tags,) == (result[5],)
        assert len(description.split()) > 3
        assert not description.startswith(("|", "**"))
        assert re.search(r"^\*\*Returns:\*\* \S", section, re.MULTILINE), name
        assert (
            f"**Retries:** {operation.effect.value}. {retries(operation.effect)}" in section
        ), name


def test_arguments(sections: dict[str, str], operations: Any, known: Client) -> None:
    untold = []
    for name, operation in operations.items():
        rows = {row[1]: row for row in ROW.finditer(sections[name])}
        for each in operation.arguments:
            row = rows.get(each.name)
            if row is None or ("required" in row[3]) != each.required:
                untold.append(f"{name}: {each.name}")
                continue
            inner = each.type
            inner = inner.item if isinstance(inner, ListOf) else inner
            enum = known.enum(inner)
            messages = enum is not None and f"[`{enum.name}`](" in row[2]
            values = enum.values if enum is not None and not messages else ()
            if not all(value in row[0] for value in values) or "API's documentation" in row[5]:
                untold.append(f"{name}: {each.name}: values or words")
    assert untold == []


@pytest.mark.parametrize("unit", ["milliseconds since the epoch"])
def test_times_show_their_unit(sections: dict[str, str], unit: str) -> None:
    times = [
        row for text in sections.values() for row in ROW.finditer(text) if row[2] == "`datetime`"
    ]
    entries = [row for row in times if "query" in row[4]]

    assert entries
    assert [row[0] for row in entries if unit not in row[5]] == []


def test_errors(sections: dict[str, str], operations: Any) -> None:
    for name, operation in operations.items():
        rows = [(row[1], row[2]) for row in ERROR.finditer(sections[name])]
        unsure = operation.effect.value in {"contact", "create", "credentials"}
        assert [each.status for each in operation.errors] == [
            row[0] for row in rows if row[0] != "No response"
        ]
        assert unsure == (("No response", "OutcomeUnknownError") in rows)


def anchors(text: str, page: str) -> dict[str, set[str]]:
    """The sections of a page, and where each of them leads to."""
    result = {}
    if page.startswith("operations/"):
        return {page: {posixpath.normpath(f"operations/{link}") for link in LINK.findall(text)}}
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        anchor = re.sub(r"[^\w-]", "", section.partition("\n")[0].lower())
        result[f"{page}#{anchor}"] = {
            (page if link.startswith("#") else "") + link.removeprefix("../")
            for link in LINK.findall(section)
        }
    return result


def test_models_and_operations_lead_to_each_other(pages: dict[str, str]) -> None:
    leading = {
        place: links
        for path, text in pages.items()
        if path.startswith(("operations/", "models/")) and path != "models/index.md"
        for place, links in anchors(text, path).items()
    }
    ways = [
        (place, link)
        for place, links in leading.items()
        if place.startswith("operations/")
        for link in links
        if link.startswith("models/")
    ]

    assert len(ways) > 100
    assert [f"{link} -> {place}" for place, link in ways if place not in leading[link]] == []
