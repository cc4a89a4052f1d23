"""Improves an API step by step, each step small and named."""

from __future__ import annotations

from generator.diagnostics import Diagnostics
from generator.model import Api
from generator.passes.aliases import without_aliases
from generator.passes.checks import check_extensions
from generator.passes.enums import with_shared_enums
from generator.passes.files import without_stray_files
from generator.passes.lists import with_lists
from generator.passes.unused import without_unused

__all__ = ["run"]


def run(api: Api, report: Diagnostics) -> Api:
    """The API as names and views want it: no aliases, no stray files, nothing unused, lists marked, enums shared."""
    api = without_stray_files(without_aliases(api, report))
    check_extensions(api, report)
    api = without_unused(api)
    return with_lists(with_shared_enums(api))
