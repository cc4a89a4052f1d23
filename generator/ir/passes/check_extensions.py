"""Holds the extensions against the parameters and responses they speak of."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.diagnostics.findings import Diagnostics, Spot
from generator.ir.model import (
    Api,
    Calendar,
    EnumDefinition,
    Field,
    Kind,
    ListOf,
    Location,
    Named,
    ObjectDefinition,
    Operation,
    Scalar,
    TypeRef,
)
from generator.ir.types import mentioned

_PARTS = {
    Calendar.DATE: {"year", "month", "day"},
    Calendar.TIME: {"hour", "minute", "second"},
}


def check_extensions(api: Api, report: Diagnostics) -> None:
    """Report what the extensions promise and the API does not keep."""
    for finding in _findings(api):
        report.add("extension-mismatch", Spot(pointer=finding.at), finding.message)


class _Finding(Struct, frozen=True):
    at: str
    message: str


def _findings(api: Api) -> Iterator[_Finding]:
    for operation in api.operations:
        yield from _paging(api, operation)
        yield from _wait(api, operation)
        yield from _chunk(operation)
        yield from _reconcile(api, operation)
        yield from _refuses_whole(operation)
        yield from _partial(operation)
    for definition in api.definitions.values():
        if isinstance(definition, ObjectDefinition):
            yield from _calendar(definition)
    verify = api.client.verify
    if verify is not None and verify not in {operation.id for operation in api.operations}:
        yield _Finding("/x-client/verify", f"no operation is called {verify!r}")


def _answer_fields(api: Api, type_: TypeRef | None) -> dict[str, Field]:
    definition = api.definitions.get(type_.at) if isinstance(type_, Named) else None
    if not isinstance(definition, ObjectDefinition):
        return {}
    return {field.wire: field for field in definition.fields}


def _paging(api: Api, operation: Operation) -> Iterator[_Finding]:
    paging = operation.paging
    if paging is None:
        return
    at = f"{operation.at}/x-paging"
    query = {each.wire: each for each in operation.parameters if each.location is Location.QUERY}
    fields = _answer_fields(api, operation.answer.type)
    for entry, wire in (("limit", paging.limit), ("offset", paging.offset)):
        if wire not in query or query[wire].type != Scalar(Kind.INTEGER):
            yield _Finding(f"{at}/{entry}", f"{wire!r} is no integer parameter of the query")
    if paging.items not in fields or not isinstance(fields[paging.items].type, ListOf):
        yield _Finding(f"{at}/items", f"{paging.items!r} is no list in the answer")
    if paging.total is not None and paging.total not in fields:
        yield _Finding(f"{at}/total", f"{paging.total!r} is not in the answer")


def _wait(api: Api, operation: Operation) -> Iterator[_Finding]:
    wait = operation.wait
    if wait is None:
        return
    at = f"{operation.at}/x-wait"
    if operation.method != "GET":
        yield _Finding(at, "only operations that read can be waited for")
    fields = _answer_fields(api, operation.answer.type)
    if wait.field not in fields:
        yield _Finding(f"{at}/field", f"{wait.field!r} is not in the answer")
        return
    for enum_at in mentioned(fields[wait.field].type):
        enum = api.definitions[enum_at]
        if isinstance(enum, EnumDefinition):
            for value in (*wait.pending, *wait.failed):
                if value not in enum.values:
                    yield _Finding(at, f"{value!r} is no value of {wait.field!r}")


def _chunk(operation: Operation) -> Iterator[_Finding]:
    body = operation.body
    if operation.chunk is not None and (body is None or not isinstance(body.type, ListOf)):
        yield _Finding(f"{operation.at}/x-chunk", "only lists are sent in chunks; the body is none")


def _reconcile(api: Api, operation: Operation) -> Iterator[_Finding]:
    facts = operation.reconcile
    if facts is None:
        return
    at = f"{operation.at}/x-reconcile"
    body = operation.body.type if operation.body else None
    rows = _answer_fields(api, body.item if isinstance(body, ListOf) else None)
    for entry, wire in (("number", facts.number), ("text", facts.text)):
        if wire is not None and wire not in rows:
            yield _Finding(f"{at}/{entry}", f"{wire!r} is no property of the rows of the body")
    find = next((each for each in api.operations if each.id == facts.find), None)
    if find is None or find.paging is None or find.tag != operation.tag:
        message = f"{facts.find!r} is no operation of the tag {operation.tag!r} that pages"
        yield _Finding(f"{at}/find", message)
        return
    query = {each.wire for each in find.parameters if each.location is Location.QUERY}
    for entry, wire in (
        ("begin", facts.begin),
        ("end", facts.end),
        ("found-number", facts.found_number),
    ):
        if wire not in query:
            yield _Finding(f"{at}/{entry}", f"{wire!r} is no query parameter of {facts.find!r}")
    page = _answer_fields(api, find.answer.type)
    listed = page[find.paging.items].type if find.paging.items in page else None
    items = _answer_fields(api, listed.item if isinstance(listed, ListOf) else None)
    for entry, wire in (("found-number", facts.found_number), ("found-text", facts.found_text)):
        if wire is not None and wire not in items:
            yield _Finding(f"{at}/{entry}", f"{wire!r} is no property of what {facts.find!r} finds")


def _refuses_whole(operation: Operation) -> Iterator[_Finding]:
    fact = operation.refuses_whole
    query = {each.wire for each in operation.parameters if each.location is Location.QUERY}
    for name in () if fact is None else fact.query:
        if name not in query:
            at = f"{operation.at}/x-refuses-whole/query"
            yield _Finding(at, f"{name!r} is no parameter of the query")


def _partial(operation: Operation) -> Iterator[_Finding]:
    for parameter in operation.parameters:
        if parameter.partial and parameter.type != Scalar(Kind.STRING):
            yield _Finding(f"{parameter.at}/x-partial", "what selects fields is a text")


def _calendar(definition: ObjectDefinition) -> Iterator[_Finding]:
    wires = {field.wire for field in definition.fields}
    if definition.calendar is not None and not _PARTS[definition.calendar] <= wires:
        parts = ", ".join(sorted(_PARTS[definition.calendar]))
        yield _Finding(
            f"{definition.at}/x-calendar", f"a {definition.calendar} consists of {parts}"
        )
