"""Improves an API step by step, each step small and named."""

from __future__ import annotations

from msgspec.structs import replace

from generator.diagnostics.findings import Diagnostics
from generator.ir.model import Api, Definition, ListOf, Named, ObjectDefinition
from generator.ir.passes.binary_to_text import without_stray_files
from generator.ir.passes.check_extensions import check_extensions
from generator.ir.passes.inline_aliases import without_aliases
from generator.ir.passes.share_enums import with_shared_enums
from generator.ir.types import reached, roots

__all__ = ["run"]


def run(api: Api, report: Diagnostics) -> Api:
    """The API as names and views want it: no aliases, no stray files, nothing unused, lists marked, enums shared."""
    api = without_stray_files(without_aliases(api, report))
    check_extensions(api, report)
    used = {*reached(api.definitions, roots(api))}
    api = replace(api, definitions={at: each for at, each in api.definitions.items() if at in used})
    return _with_lists(with_shared_enums(api))


def _with_lists(api: Api) -> Api:
    """The API with list objects marked: one property, and that is an array of something else.

    What is only sent is left alone: no one iterates over a request.
    """
    sent = {
        operation.body.type.at
        for operation in api.operations
        if operation.body is not None and isinstance(operation.body.type, Named)
    }
    marked = {at: each if at in sent else _marked(each) for at, each in api.definitions.items()}
    return replace(api, definitions=marked)


def _marked(definition: Definition) -> Definition:
    match definition:
        case ObjectDefinition(
            fields=(field,), extra=None, calendar=None, discriminator=None, tag=None
        ):
            if isinstance(field.type, ListOf) and field.type.item != Named(definition.at):
                return replace(definition, items=field.wire)
    return definition
