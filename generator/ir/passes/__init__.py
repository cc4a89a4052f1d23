"""Improves an API step by step, each step small and named."""

from __future__ import annotations

from generator.diagnostics.findings import Diagnostics
from generator.ir.model import Api
from generator.ir.passes.binary_to_text import without_stray_files
from generator.ir.passes.check_extensions import check_extensions
from generator.ir.passes.drop_unused import without_unused
from generator.ir.passes.inline_aliases import without_aliases
from generator.ir.passes.mark_lists import with_lists
from generator.ir.passes.share_enums import with_shared_enums

__all__ = ["run"]


def run(api: Api, report: Diagnostics) -> Api:
    """The API as names and views want it: no aliases, no stray files, nothing unused, lists marked, enums shared."""
    api = without_stray_files(without_aliases(api, report))
    check_extensions(api, report)
    api = without_unused(api)
    return with_lists(with_shared_enums(api))
