"""Holds the extensions against the parameters and responses they speak of."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.diagnostics.findings import Diagnostics, Spot
from generator.diagnostics.suggest import suggestion
from generator.ir.model import (
    Api,
    Calendar,
    Effect,
    EnumDefinition,
    Field,
    Kind,
    ListOf,
    Location,
    MapOf,
    Named,
    ObjectDefinition,
    Operation,
    Recipients,
    Scalar,
    TypeRef,
    steps,
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
    for operation in _silent(api):
        report.add(
            "recipients-unstated",
            Spot(pointer=operation.at),
            f"nothing states whom {operation.method} {operation.path} reaches",
            "state x-recipients in an overlay; {} if it reaches no one",
        )


def _silent(api: Api) -> Iterator[Operation]:
    """The operations that may reach people and do not state whom, in an API where others do."""
    if all(each.recipients is None for each in api.operations):
        return
    for operation in api.operations:
        sent = [each.type for each in operation.parameters]
        sent += [operation.body.type] if operation.body else []
        acts = operation.effect is not Effect.READ
        if (
            operation.recipients is None
            and acts
            and (operation.effect is Effect.CONTACT or any(_has_phone(api, each) for each in sent))
        ):
            yield operation


def _has_phone(api: Api, type_: TypeRef, seen: tuple[str, ...] = ()) -> bool:
    """Whether a value of a type may hold a phone number that a request sends."""
    match type_:
        case Scalar(phone=True):
            return True
        case ListOf(item) | MapOf(item):
            return _has_phone(api, item, seen)
        case Named(at) if at not in seen and isinstance(
            definition := api.definitions.get(at), ObjectDefinition
        ):
            fields = [each.type for each in definition.fields if not each.read_only]
            return any(_has_phone(api, each, (*seen, at)) for each in fields)
        case _:
            return False


class _Finding(Struct, frozen=True):
    at: str
    message: str


def _findings(api: Api) -> Iterator[_Finding]:
    for operation in api.operations:
        yield from _paging(api, operation)
        yield from _wait(api, operation)
        yield from _chunk(operation)
        yield from _reconcile(api, operation)
        yield from _recipients(api, operation)
        yield from _refuses_whole(operation)
        yield from _partial(operation)
    for definition in api.definitions.values():
        if isinstance(definition, ObjectDefinition):
            yield from _calendar(definition)
    verify = api.client.verify
    if verify is not None and verify not in {operation.id for operation in api.operations}:
        near = suggestion(verify, [operation.id for operation in api.operations], "")
        message = f"no operation is called {verify!r}"
        yield _Finding("/x-client/verify", f"{message}; {near}" if near else message)


def _response_fields(api: Api, type_: TypeRef | None) -> dict[str, Field]:
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
    fields = _response_fields(api, operation.response.type)
    for entry, wire in (("limit", paging.limit), ("offset", paging.offset)):
        if wire not in query or query[wire].type != Scalar(Kind.INTEGER):
            yield _Finding(f"{at}/{entry}", f"{wire!r} is no integer parameter of the query")
    if paging.items not in fields or not isinstance(fields[paging.items].type, ListOf):
        yield _Finding(f"{at}/items", f"{paging.items!r} is no list in the response")
    if paging.total is not None and paging.total not in fields:
        yield _Finding(f"{at}/total", f"{paging.total!r} is not in the response")


def _wait(api: Api, operation: Operation) -> Iterator[_Finding]:
    wait = operation.wait
    if wait is None:
        return
    at = f"{operation.at}/x-wait"
    if operation.method != "GET":
        yield _Finding(at, "only operations that read can be waited for")
    fields = _response_fields(api, operation.response.type)
    if wait.field not in fields:
        yield _Finding(f"{at}/field", f"{wait.field!r} is not in the response")
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
    rows = _response_fields(api, body.item if isinstance(body, ListOf) else None)
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
        ("lookup-number", facts.lookup_number),
    ):
        if wire not in query:
            yield _Finding(f"{at}/{entry}", f"{wire!r} is no query parameter of {facts.find!r}")
    page = _response_fields(api, find.response.type)
    listed = page[find.paging.items].type if find.paging.items in page else None
    items = _response_fields(api, listed.item if isinstance(listed, ListOf) else None)
    for entry, wire in (("lookup-number", facts.lookup_number), ("lookup-text", facts.lookup_text)):
        if wire is not None and wire not in items:
            yield _Finding(f"{at}/{entry}", f"{wire!r} is no property of what {facts.find!r} finds")


def _recipients(api: Api, operation: Operation) -> Iterator[_Finding]:
    facts = operation.recipients or Recipients()
    for entry, places in (
        ("numbers", facts.numbers),
        ("people", facts.people),
        ("patterns", tuple(facts.patterns)),
    ):
        for place in places:
            at = f"{operation.at}/x-recipients/{entry}"
            type_ = _sent(api, operation, place)
            if type_ is None:
                yield _Finding(at, f"{place!r} is no parameter of the path and nothing in the body")
            elif entry == "numbers" and not isinstance(type_, Scalar):
                yield _Finding(at, f"{place!r} is no single value")

    query = {each.wire for each in operation.parameters if each.location is Location.QUERY}
    for entry, names in (("when", facts.when), ("at-once", facts.at_once or {})):
        for name in names:
            if name not in query:
                at = f"{operation.at}/x-recipients/{entry}"
                yield _Finding(at, f"{name!r} is no parameter of the query")


def _sent(api: Api, operation: Operation, place: str) -> TypeRef | None:
    """The type of what stands at a place of a request, None where there is no such place."""
    for parameter in operation.parameters:
        if parameter.location is Location.PATH and place == f"{{{parameter.wire}}}":
            return parameter.type
    type_ = operation.body.type if operation.body else None
    for step in steps(place):
        if step == "[]":
            type_ = type_.item if isinstance(type_, ListOf) else None
        else:
            field = _response_fields(api, type_).get(step)
            type_ = field.type if field else None
    return type_


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
