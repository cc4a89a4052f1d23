"""Leaves out definitions that no operation and no webhook leads to."""

from __future__ import annotations

from msgspec.structs import replace

from generator.ir.model import Api
from generator.ir.types import reached, roots


def without_unused(api: Api) -> Api:
    """The API with only those definitions that can occur."""
    used = set(reached(api.definitions, roots(api)))
    return replace(
        api, definitions={at: each for at, each in api.definitions.items() if at in used}
    )
