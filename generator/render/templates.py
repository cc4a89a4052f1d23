"""Turns jobs into texts: one template, one view, nothing else; texts of the description are never templates."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from generator.render.file import Job

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@cache
def environment(folder: Path = TEMPLATES) -> Environment:
    """The environment of all templates: an undefined name is an error, lines of tags leave no trace."""
    return Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=select_autoescape(
            default=False, default_for_string=False, enabled_extensions=()
        ),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\n",
        auto_reload=False,
        cache_size=-1,
    )


def render(jobs: Iterable[Job], folder: Path = TEMPLATES) -> dict[str, str]:
    """The text of each job by its path.

    Raises:
        ValueError: If two jobs have the same path.
    """
    templates = environment(folder)
    texts: dict[str, str] = {}
    for job in jobs:
        if job.path in texts:
            raise ValueError(f"two jobs write {job.path}")
        texts[job.path] = templates.get_template(job.template).render(view=job.view)
    return texts
