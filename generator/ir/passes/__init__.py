"""Improves an API step by step, each step small and named."""

from __future__ import annotations

from msgspec.structs import replace

from generator.diagnostics.findings import Diagnostics
from generator.ir.model import (
    Api,
    Definition,
    Kind,
    ListOf,
    Location,
    Named,
    ObjectDefinition,
    Operation,
    Scalar,
)
from generator.ir.passes.check_extensions import check_extensions
from generator.ir.passes.inline_aliases import without_aliases
from generator.ir.passes.rewrite_types import rewritten
from generator.ir.passes.share_enums import with_shared_enums
from generator.ir.types import reached, roots

__all__ = ["run"]
_FILE = Scalar(Kind.FILE)


def run(api: Api, report: Diagnostics) -> Api:
    """The API as names and views want it: no aliases, no stray files, nothing unused, lists marked, enums shared."""
    api = _without_stray_files(without_aliases(api, report))
    check_extensions(api, report)
    used = {*reached(api.definitions, roots(api))}
    api = replace(api, definitions={at: each for at, each in api.definitions.items() if at in used})
    return _with_lists(with_shared_enums(api))


def _without_stray_files(api: Api) -> Api:
    """The API with texts for files that cannot be: only a whole body, a whole response and a form can carry one."""
    text = Scalar(Kind.STRING)
    texts = rewritten(replace(api, webhooks=None), lambda leaf: text if leaf == _FILE else leaf)
    groups = tuple(
        replace(after, operations=tuple(map(_with_files, before.operations, after.operations)))
        for before, after in zip(api.groups, texts.groups, strict=True)
    )
    return replace(texts, groups=groups, webhooks=api.webhooks)


def _with_files(before: Operation, after: Operation) -> Operation:
    """An operation without files, with those of the one before that it can have."""
    parameters = zip(before.parameters, after.parameters, strict=True)
    return replace(
        after,
        parameters=tuple(old if old.location is Location.FORM else new for old, new in parameters),
        body=before.body if before.body and before.body.type == _FILE else after.body,
        response=before.response if before.response.type == _FILE else after.response,
    )


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
