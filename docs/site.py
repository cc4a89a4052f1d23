"""Builds the documentation site into ``site/`` from the Markdown pages in ``generated/docs/``.

The pages stay plain Markdown. For the site, examples that follow each other become tabs, and each page gets a
description of its own for search engines. Beside each page of the site stands its Markdown, so that the links of
``llms.txt`` work, and ``llms-full.txt`` holds all guides and operations in one file.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PAGES, PREPARED, SITE = Path("generated/docs"), Path("build/docs"), Path("site")

_LABELLED_BLOCK = re.compile(
    r"^\*\*(?P<label>[\w .-]+)\*\*\n\n(?P<block>(?P<fence>`{3,})\w*\n.*?\n(?P=fence))(?:\n+|\Z)",
    re.MULTILINE | re.DOTALL,
)
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
    said = html.escape(html.unescape(about(text)))
    front = f"---\ndescription: {json.dumps(said, ensure_ascii=False)}\n---\n\n"
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
    builder = Path(sys.executable).with_name("zensical")
    done = subprocess.run([builder, "build", "--clean"], check=False)  # noqa: S603 - our own words
    if done.returncode == 0:
        add_markdown()
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
