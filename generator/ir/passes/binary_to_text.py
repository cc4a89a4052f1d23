"""Makes texts of files that cannot be: only a whole body, a whole response and a form can carry one."""

from __future__ import annotations

from msgspec.structs import replace

from generator.ir.model import Api, Kind, Location, Operation, Scalar, TypeRef
from generator.ir.passes.rewrite_types import Leaf, rewritten

_FILE = Scalar(Kind.FILE)


def without_stray_files(api: Api) -> Api:
    """The API with binary texts inside JSON, paths, queries and headers as the texts they are there."""
    texts = rewritten(replace(api, webhooks=None), _text)
    groups = tuple(
        replace(after, operations=tuple(map(_with_files, before.operations, after.operations)))
        for before, after in zip(api.groups, texts.groups, strict=True)
    )
    return replace(texts, groups=groups, webhooks=api.webhooks)


def _text(leaf: Leaf) -> TypeRef:
    return Scalar(Kind.STRING) if leaf == _FILE else leaf


def _with_files(before: Operation, after: Operation) -> Operation:
    """An operation without files, with those of the one before that it can have."""
    parameters = zip(before.parameters, after.parameters, strict=True)
    return replace(
        after,
        parameters=tuple(old if old.location is Location.FORM else new for old, new in parameters),
        body=before.body if before.body and before.body.type == _FILE else after.body,
        response=before.response if before.response.type == _FILE else after.response,
    )
