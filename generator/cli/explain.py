"""``explain``: what the code of a finding means."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from generator.cli import Exit, UsageError
from generator.cli.effective import put
from generator.config import page as settings_page
from generator.diagnostics.codes import CODES
from generator.diagnostics.codes import page as whole_page
from generator.swagger.extensions import page as extensions_page


def explain(
    code: str | None = None,
    /,
    *,
    page: Path | None = None,
    extensions: Path | None = None,
    settings: Path | None = None,
) -> int:
    """Show what the code of a finding means and what to do about it.

    Args:
        code: The code, as findings show it.
        page: The file to write the explanations of all codes to, as Markdown.
        extensions: The file to write the table of all x- extensions to, as Markdown.
        settings: The file to write the table of all settings to, as Markdown.

    """
    pages = ((page, whole_page), (extensions, extensions_page), (settings, settings_page))
    for place, written in pages:
        if place is not None:
            put(written(), place)
    if code is None:
        if all(place is None for place, _ in pages):
            raise UsageError("name a code, or a file with --page, --extensions or --settings")
        return Exit.FINE
    if code not in CODES:
        near = get_close_matches(code, CODES, 3)
        hint = f"; near are {', '.join(near)}" if near else ""
        raise UsageError(f"there is no code {code!r}{hint}")
    print(f"{code} ({CODES[code].severity}): {CODES[code].text}")
    return Exit.FINE
