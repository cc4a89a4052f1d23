"""The documentation site: its menu has every page, and every link of the built site arrives."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "generated" / "docs"


def paged(menu) -> Iterator[str]:
    """The pages of a menu, top to bottom."""
    match menu:
        case str():
            yield menu
        case list():
            for entry in menu:
                yield from paged(entry)
        case dict():
            for entry in menu.values():
                yield from paged(entry)


@pytest.fixture(scope="module")
def script():
    """The script that builds the site."""
    spec = importlib.util.spec_from_file_location("site_script", ROOT / "docs" / "site.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_menu_has_every_page_once(script):
    assert sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")) == sorted(
        paged(script.menu(DOCS))
    )


def test_addresses_come_from_the_configuration(script):
    urls = {"Documentation": "https://docs.example/", "Source": "https://code.example/a/b"}
    text = script.settings("[project]\nsite_name = 'x'\n", urls, ["index.md", {"A b": ["c.md"]}])

    assert tomllib.loads(text)["project"] == {
        "site_url": "https://docs.example/",
        "repo_url": "https://code.example/a/b",
        "nav": ["index.md", {"A b": ["c.md"]}],
        "site_name": "x",
    }
    assert script.settings("[project]\n", {}, []) == "[project]\n"


class Page(HTMLParser):
    """The addresses that a page links to, and the places in it that links can lead to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.ids |= {known.get("id") or ""}
        self.links += [known[key] for key in ("href", "src") if tag != "link" and known.get(key)]


def broken(site: Path) -> Iterator[str]:
    """Links that lead nowhere; those to other sites are left alone."""
    pages = {path.resolve(): Page(path) for path in sorted(site.rglob("index.html"))}
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            there = pages[target].ids if target in pages else set()
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in there):
                yield f"{path}: {link}"


@pytest.mark.slow
def test_every_link_arrives(site):
    assert len(list(site.rglob("index.html"))) == len(list(DOCS.rglob("*.md")))
    assert list(broken(site)) == []


@pytest.mark.slow
def test_every_link_of_the_markdown_arrives(site):
    missing = []
    for path in [*site.rglob("*.md"), site / "llms.txt"]:
        for link in re.findall(r"(?<!`)\]\(([^)\s]+)\)", path.read_text("utf-8")):
            target = path.parent / unquote(urlsplit(link).path)
            if not urlsplit(link).scheme and not target.is_file():
                missing.append(f"{path.relative_to(site)}: {link}")

    assert missing == []


@pytest.mark.slow
def test_every_page_has_its_markdown_and_a_description_of_its_own(site):
    pages = sorted(path.relative_to(DOCS) for path in DOCS.rglob("*.md"))
    descriptions = []
    for page in pages:
        assert (site / page).read_text("utf-8") == (DOCS / page).read_text("utf-8")
        html = (
            site / (page.parent if page.name == "index.md" else page.with_suffix("")) / "index.html"
        )
        result = re.search(r'<meta name="?description"? content="([^"]+)"', html.read_text("utf-8"))
        assert result, page
        descriptions.append(result[1])

    repeated = len(descriptions) - len(set(descriptions))
    assert repeated <= len(pages) // 10, "pages share a description"


@pytest.mark.slow
def test_the_one_file_for_language_models_has_all_operations(site):
    text = (site / "llms-full.txt").read_text("utf-8")

    assert [
        page.stem
        for page in (DOCS / "operations").glob("*.md")
        if f"operation `{page.stem}`" not in text
    ] == []


@pytest.mark.slow
def test_pages_have_dark_modes_and_tabs(site):
    html = (site / "operations" / "sendTexts" / "index.html").read_text("utf-8")

    assert "(prefers-color-scheme: dark)" in html
    assert [
        label
        for label in ("Sync", "Async", "curl", "Command line")
        if f">{label}</label>" not in html
    ] == []


def test_only_labelled_code_becomes_a_tab(script):
    text = "# T\n\nProse.\n\n**A**\n\n```sh\na\n\nb\n```\n\n**B** is bold.\n\n```sh\nc\n```\n"

    assert script.tabs(text) == (
        '# T\n\nProse.\n\n=== "A"\n\n    ```sh\n    a\n\n    b\n    ```\n\n**B** is bold.\n\n```sh\nc\n```\n'
    )
    assert script.about(text) == "Prose."
