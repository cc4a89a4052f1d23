"""Leaves out definitions that no operation and no webhook leads to."""

from __future__ import annotations

from dataclasses import replace

from generator.ir.model import Api
from generator.ir.passes.rewrite_types import inside, mentioned, roots


def without_unused(api: Api) -> Api:
    """The API with only those definitions that can occur."""
    waiting = [at for type_ in roots(api) for at in mentioned(type_)]
    used: set[str] = set()
    while waiting:
        at = waiting.pop()
        if at not in used:
            used.add(at)
            waiting += [each for type_ in inside(api.definitions[at]) for each in mentioned(type_)]
    return replace(
        api, definitions={at: each for at, each in api.definitions.items() if at in used}
    )
