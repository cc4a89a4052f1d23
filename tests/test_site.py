"""The documentation site: its menu has every page, and every link of the built site arrives."""

from __future__ import annotations

import shutil
import subprocess
import sys
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


def test_the_menu_has_every_page_once():
    menu = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]["nav"]

    assert sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")) == sorted(
        paged(menu)
    )


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
def test_every_link_arrives(tmp_path):
    shutil.copytree(DOCS, tmp_path / "generated" / "docs")
    shutil.copytree(ROOT / "docs" / "theme", tmp_path / "docs" / "theme")
    shutil.copy(ROOT / "zensical.toml", tmp_path)
    zensical = Path(sys.executable).with_name("zensical")

    done = subprocess.run(
        [zensical, "build", "--clean"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    site = tmp_path / "site"
    assert len(list(site.rglob("index.html"))) == len(list(DOCS.rglob("*.md")))
    assert (site / "llms.txt").is_file()
    assert list(broken(site)) == []
