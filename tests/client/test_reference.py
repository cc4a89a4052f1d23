"""The reference of the hand-written half: every public name has its place, and ``help`` states the same as the page."""

from __future__ import annotations

import importlib
import re
from typing import Any

import pytest

HEADING = re.compile(r"^## (\w+)$", re.MULTILINE)
FIELD = re.compile(r"^- `(\w+)` · `.+`$", re.MULTILINE)
OPTIONS = ("BulkOptions", "ClientOptions", "ReconcileOptions", "WaitOptions")


@pytest.fixture(scope="module")
def package() -> Any:
    return importlib.import_module("callfire")


def headings(pages: dict[str, str], folder: str) -> set[str]:
    return {
        name
        for path, text in pages.items()
        if path.startswith(folder)
        for name in HEADING.findall(text)
    }


def test_every_public_name_is_on_a_page(pages: dict[str, str], package: Any) -> None:
    shown = headings(pages, "reference/") | headings(pages, "models/")
    every = "\n".join(pages.values())
    modules = {
        name for name in package.__all__ if type(getattr(package, name)).__name__ == "module"
    }
    clients = {"CallFire", "AsyncCallFire", "__version__"}

    assert sorted({*package.__all__} - shown - modules - clients) == []
    assert [name for name in sorted(modules | clients - {"__version__"}) if name not in every] == []


@pytest.mark.parametrize(
    "module",
    [
        "actions",
        "contact_csv",
        "errors",
        "ivr",
        "models",
        "testing",
        "testing.wire",
        "types",
        "webhooks",
    ],
)
def test_every_name_of_a_public_module_is_on_a_page(
    module: str, pages: dict[str, str], package: Any
) -> None:
    every = "\n".join(
        text for path, text in pages.items() if path.startswith(("reference/", "models/"))
    )

    assert [
        name
        for name in importlib.import_module(f"callfire.{module}").__all__
        if not re.search(rf"\b{name}\b", every)
    ] == []


@pytest.mark.parametrize("name", OPTIONS)
def test_help_shows_every_option(name: str, pages: dict[str, str], package: Any) -> None:
    options = list(getattr(package, name).__annotations__)
    message = " ".join(getattr(package, name).__doc__.split())

    assert [option for option in options if f" {option}: " not in message] == []
    page = next(text for text in pages.values() if f"## {name}\n" in text)
    section = page.partition(f"## {name}\n")[2].partition("\n## ")[0]
    assert FIELD.findall(section) == options


def test_no_page_of_the_reference_is_empty(pages: dict[str, str]) -> None:
    assert [
        path
        for path, text in pages.items()
        if path.startswith("reference/") and text.count("\n\n") < 2
    ] == []
