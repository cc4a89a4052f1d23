"""Builds the documentation site into ``site/`` from the Markdown pages in ``generated/docs/``.

The pages stay plain Markdown. For the site, examples that follow each other become tabs, and each page gets a
description of its own for search engines. The menu has all pages, in the order of their overview. Beside each page of the site stands its Markdown, so that the links of
``llms.txt`` work, and ``llms-full.txt`` holds all guides and operations in one file.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PAGES, PREPARED, SITE = Path("generated/docs"), Path("build/docs"), Path("site")
SETTINGS = Path("zensical.toml")
BUILD = Path("build")
"""Where the site builder works. It empties the folder ``.cache`` beside its settings, and ours holds more than its own."""

_LABELLED_BLOCK = re.compile(
    r"^\*\*(?P<label>[\w .-]+)\*\*\n\n(?P<block>(?P<fence>`{3,})\w*\n.*?\n(?P=fence))(?:\n+|\Z)",
    re.MULTILINE | re.DOTALL,
)
_SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_PAGE = re.compile(r"\]\(([^)#]+\.md)")
_OPERATION = re.compile(r"^\*\*(.+?)\*\* · .*operation `(\w+)`", re.MULTILINE)
_CLASS = 2
"""The level of the headings of classes."""
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_NO_PROSE = ("#", "|", "-", "`", ">", "=", "[", "**", " ")
_LONGEST = 200


def prepare() -> None:
    """Write the pages as the site builder wants them."""
    shutil.rmtree(PREPARED, ignore_errors=True)
    shutil.copytree(PAGES, PREPARED)
    for path in sorted(PREPARED.rglob("*.md")):
        path.write_text(page(path.read_text("utf-8")), "utf-8")


def page(text: str) -> str:
    """Return a page with its description and its tabs."""
    # The theme writes the description into an attribute as it stands.
    summary = html.escape(html.unescape(about(text)))
    front = f"---\ndescription: {json.dumps(summary, ensure_ascii=False)}\n---\n\n"
    return front + tabs(text)


def about(text: str) -> str:
    """Return the first prose of a page without its markup."""
    for paragraph in text.split("\n\n"):
        if not paragraph.lstrip("\n").startswith(_NO_PROSE):
            plain = _LINK.sub(r"\1", " ".join(paragraph.split())).replace("`", "").replace("\\", "")
            if len(plain) <= _LONGEST:
                return plain
            return plain[:_LONGEST].rpartition(" ")[0].rstrip(",;:") + " …"
    return text.partition("\n")[0].lstrip("# ")


def tabs(text: str) -> str:
    """Turn blocks of code under a label into tabs."""

    def tab(match: re.Match[str]) -> str:
        lines = match["block"].split("\n")
        inner = "\n".join(f"    {line}".rstrip() for line in lines)
        return f'=== "{match["label"]}"\n\n{inner}\n\n'

    return _LABELLED_BLOCK.sub(tab, text)


def menu(pages: Path) -> list[Any]:
    """Return all pages under their headings: guides as the overview lists them, then the reference."""
    sections = dict(_SECTION.findall((pages / "index.md").read_text("utf-8")))
    linked = _PAGE.findall(sections.pop("Reference"))
    resources = [
        {Path(each).stem: [each, *_operations(pages, each)]}
        for each in linked
        if each.startswith("resources/")
    ]
    models = sorted(each.relative_to(pages).as_posix() for each in pages.glob("models/*.md"))
    return [
        "index.md",
        *({name: pages_of} for name, text in sections.items() if (pages_of := _PAGE.findall(text))),
        {"Client": [each for each in linked if each.startswith("reference/")]},
        {"Resources": resources},
        {"Models": ["models/index.md", *(each for each in models if each != "models/index.md")]},
        *(each for each in linked if "/" not in each),
    ]


def _operations(pages: Path, resource: str) -> list[str]:
    pages_of = _PAGE.findall((pages / resource).read_text("utf-8"))
    return [each.removeprefix("../") for each in pages_of if each.startswith("../operations/")]


def settings(text: str, urls: Mapping[str, str], nav: Any) -> str:
    """Return the settings of the site builder with the menu, and with the addresses that are known."""
    known = {"site_url": urls.get("Documentation"), "repo_url": urls.get("Source"), "nav": nav}
    lines = (f"{key} = {_toml(value)}\n" for key, value in known.items() if value)
    return text.replace("[project]\n", "[project]\n" + "".join(lines), 1)


def _toml(value: Any) -> str:
    match value:
        case dict():
            entries = (f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items())
            return f"{{ {', '.join(entries)} }}"
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case _:
            return json.dumps(value)


def improve_search() -> None:
    """Let the search find what people look for: each once, operations by their ids and in plain words."""
    path = SITE / "search.json"
    index = json.loads(path.read_text("utf-8"))
    index["items"] = searched(index["items"], _operation_titles())
    path.write_text(json.dumps(index, ensure_ascii=False), "utf-8")


def searched(items: list[dict[str, Any]], titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the entries of the search.

    The page of all actions shows the operations again, and that of types the models, so they are left out. Methods of a
    class stand with their class. What a title begins with ranks higher, so classes have the name of their page before
    their own, and guides come first.
    """
    result: list[dict[str, Any]] = []
    heading = ""
    for item in items:
        page, _, place = item["location"].partition("#")
        if page == "actions/" or (page == "reference/module-types/" and place):
            continue
        if page.startswith("reference/") and item["level"] > _CLASS and result:
            result[-1]["text"] += f" {item['title']} {item['text']}"
            continue
        title = item["title"]
        if not place:
            heading = title
            title = f"{title} · {titles[page]}" if page in titles else title
        elif page.startswith(("reference/", "models/")):
            title = f"{heading}: {title}"
        result.append(item | {"title": title})
    return result


def _operation_titles() -> dict[str, str]:
    """What each page of an operation is about, and the operation's id."""
    result = {}
    for path in (PAGES / "operations").glob("*.md"):
        match = _OPERATION.search(path.read_text("utf-8"))
        if match:
            result[f"operations/{path.stem}/"] = f"{match[1]} · {match[2]}"
    return result


def add_markdown() -> None:
    """Put the Markdown of each page beside the page, and all of it into one file."""
    for path in PAGES.rglob("*.md"):
        target = SITE / path.relative_to(PAGES)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    (SITE / "llms-full.txt").write_text("\n".join(_parts()), "utf-8")


def _parts() -> Iterator[str]:
    """The pages in the order of llms.txt; the lists of all models and inputs are left out for their size."""
    listed = re.findall(r"\]\(([^)]+\.md)\)", (PAGES / "llms.txt").read_text("utf-8"))
    for name in dict.fromkeys(["index.md", *listed]):
        if name != "actions.md":
            yield (PAGES / name).read_text("utf-8")


def main() -> int:
    """Build the site; return the exit code of the site builder."""
    prepare()
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
    urls = project["tool"]["client-generator"].get("urls", {})
    complete = settings(SETTINGS.read_text("utf-8"), urls, menu(PAGES))
    (BUILD / "zensical.toml").write_text(complete, "utf-8")
    builder = Path(sys.executable).with_name("zensical")
    command = [builder, "build", "--clean", "--config-file", BUILD / "zensical.toml"]
    done = subprocess.run(command, check=False)  # noqa: S603 - our own words
    if done.returncode == 0:
        shutil.rmtree(SITE, ignore_errors=True)
        shutil.move(BUILD / "site", SITE)
        improve_search()
        add_markdown()
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
