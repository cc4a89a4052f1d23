"""Turns jobs into texts: one template, one view, nothing else; texts of the description are never templates."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import suppress
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    __version__,
    select_autoescape,
)
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.output.folders import files_below
from generator.render.file import Job

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
_ABSENT = re.compile(r"^'[\w.]+ object' has no attribute ('\w+')$")
"""What Jinja states about a name that a value does not have; the class of the value tells a template's author nothing."""
ORIGINAL = "original"
"""The prefix under which an own template includes the one that it replaces."""
_OWN_KINDS = ("docs", "package", "runtime", "tests")
"""The folders of templates that a project can replace files of."""


class RenderError(ValueError):
    """A template cannot be rendered: ``template`` names it, ``line`` is 0 where it is not known."""

    def __init__(self, template: str, line: int, reason: str) -> None:
        """Keep where and why."""
        super().__init__(f"{template}:{line}: {reason}")
        self.template = template
        self.line = line
        self.reason = reason


class _Compiled(FileSystemBytecodeCache):
    """Keeps compiled templates beside the modules that Python compiled; where it keeps none, neither does this."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write one template."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def environment(folder: Path = TEMPLATES) -> Environment:
    """The environment of our own templates, which do not change during a run."""
    return _environment(folder, None)


def _environment(folder: Path, own: Path | None) -> Environment:
    """The environment of all templates: an undefined name is an error, lines of tags leave no trace.

    A template of the own folder comes before the one of the same path, which it can include as ``original/PATH``. It may
    come with a description from anywhere, so it can print what it is given and do nothing else.
    """
    ours = FileSystemLoader(folder, encoding="utf-8")
    loader = ChoiceLoader(
        [
            *([] if own is None else [FileSystemLoader(own, encoding="utf-8")]),
            ours,
            PrefixLoader({ORIGINAL: ours}),
        ]
    )
    kind = Environment if own is None else ImmutableSandboxedEnvironment
    compiled = None
    if folder == TEMPLATES and own is None and not sys.dont_write_bytecode:
        compiled = _Compiled(
            str(Path(__file__).with_name("__pycache__")), f"%s.{__version__}.jinja"
        )
    return kind(
        loader=ours if own is None else loader,
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
        bytecode_cache=compiled,
    )


def render(
    jobs: Iterable[Job], folder: Path = TEMPLATES, own: Path | None = None
) -> dict[str, str]:
    """The text of each job by its path.

    Raises:
        ValueError: If two jobs have the same path.
        RenderError: If a template is missing or wrong.
    """
    templates = environment(folder) if own is None else _environment(folder, own)
    texts: dict[str, str] = {}
    for job in jobs:
        if job.path in texts:
            raise ValueError(f"two jobs write {job.path}")
        try:
            texts[job.path] = templates.get_template(job.template).render(view=job.view)
        except (TemplateError, UnicodeDecodeError, OSError, ArithmeticError, TypeError) as error:
            raise _located(error, job.template, folder, own) from error
    return texts


def _located(error: Exception, template: str, folder: Path, own: Path | None) -> RenderError:
    """The error with the template and the line where it happened: the innermost frame that is a template."""
    if isinstance(error, UnicodeDecodeError):
        return RenderError(template, 0, "it is not UTF-8")
    if isinstance(error, TemplateNotFound):
        return RenderError(str(error.name or template), 0, "there is no such template")
    if isinstance(error, OSError):
        return RenderError(template, 0, f"it cannot be read: {error.strerror}")
    name, line = template, 0
    if isinstance(error, TemplateSyntaxError):
        name, line = error.name or template, error.lineno
    else:
        for frame, number in traceback.walk_tb(error.__traceback__):
            path = Path(frame.f_code.co_filename)
            for place in (own, folder):
                if place is not None and path.is_relative_to(place):
                    name, line = path.relative_to(place).as_posix(), number
    reason = str(error.message if isinstance(error, TemplateError) else error)
    return RenderError(name, line, _ABSENT.sub(r"there is no \1 here", reason))


def unknown_files(own: Path) -> Iterator[tuple[str, str]]:
    """The files of an own folder that replace nothing, each with the path that may be meant.

    Names that begin with an underscore are parts that other own templates include.
    """
    known = [name for name, _ in files_below(TEMPLATES) if name.partition("/")[0] in _OWN_KINDS]
    for name, path in files_below(own):
        if name not in known and not path.name.startswith("_"):
            yield name, next(iter(get_close_matches(name, known, 1)), "")
