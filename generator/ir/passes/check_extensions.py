"""Holds the extensions against the parameters and responses they speak of."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import TypeAlias

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
from generator.ir.types import mentioned, object_of

_PARTS = {Calendar.DATE: {"year", "month", "day"}, Calendar.TIME: {"hour", "minute", "second"}}


def check_extensions(api: Api, report: Diagnostics) -> None:
    """Report what the extensions promise and the API does not keep."""
    for at, message in _findings(api):
        report.add("extension-mismatch", Spot(pointer=at), message)
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
        case Named(at) if at not in seen and (definition := object_of(api.definitions, type_)):
            fields = [each.type for each in definition.fields if not each.read_only]
            return any(_has_phone(api, each, (*seen, at)) for each in fields)
        case _:
            return False


_Findings: TypeAlias = Iterator[tuple[str, str]]
"""Pointers and messages."""


def _findings(api: Api) -> _Findings:
    ids = [operation.id for operation in api.operations]
    for operation in api.operations:
        yield from _paging(api, operation)
        yield from _wait(api, operation)
        yield from _reconcile(api, operation)
        yield from _recipients(api, operation)
        body, fact = operation.body, operation.refuses_whole
        if operation.chunk is not None and (body is None or not isinstance(body.type, ListOf)):
            yield f"{operation.at}/x-chunk", "only lists are sent in chunks; the body is none"
        asked = [("query", name) for name in (fact.query if fact else ())]
        at = f"{operation.at}/x-refuses-whole"
        yield from _absent(at, asked, _query(operation), "is no parameter of the query")
        for parameter in operation.parameters:
            if parameter.partial and parameter.type != Scalar(Kind.STRING):
                yield f"{parameter.at}/x-partial", "what selects fields is a text"
    for definition in api.definitions.values():
        if isinstance(definition, ObjectDefinition) and definition.calendar is not None:
            needed = _PARTS[definition.calendar]
            if not needed <= {field.wire for field in definition.fields}:
                parts = ", ".join(sorted(needed))
                yield f"{definition.at}/x-calendar", f"a {definition.calendar} consists of {parts}"
    verify = api.client.verify
    if verify is not None and verify not in ids:
        near = suggestion(verify, ids, "")
        message = f"no operation is called {verify!r}"
        yield "/x-client/verify", f"{message}; {near}" if near else message


def _absent(
    at: str, entries: Iterable[tuple[str, str | None]], known: Container[str], what: str
) -> _Findings:
    """A finding for each wire name that is not known; None stands for what is not stated."""
    for entry, wire in entries:
        if wire is not None and wire not in known:
            yield f"{at}/{entry}", f"{wire!r} {what}"


def _query(operation: Operation) -> dict[str, TypeRef]:
    return {e.wire: e.type for e in operation.parameters if e.location is Location.QUERY}


def _response_fields(api: Api, type_: TypeRef | None) -> dict[str, Field]:
    definition = object_of(api.definitions, type_)
    return {field.wire: field for field in definition.fields} if definition else {}


def _paging(api: Api, operation: Operation) -> _Findings:
    paging, at = operation.paging, f"{operation.at}/x-paging"
    if paging is None:
        return
    query = _query(operation)
    integers = [wire for wire, type_ in query.items() if type_ == Scalar(Kind.INTEGER)]
    fields = _response_fields(api, operation.response.type)
    lists = [wire for wire, each in fields.items() if isinstance(each.type, ListOf)]
    places = (("limit", paging.limit), ("offset", paging.offset))
    yield from _absent(at, places, integers, "is no integer parameter of the query")
    yield from _absent(at, [("items", paging.items)], lists, "is no list in the response")
    yield from _absent(at, [("total", paging.total)], fields, "is not in the response")


def _wait(api: Api, operation: Operation) -> _Findings:
    wait, at = operation.wait, f"{operation.at}/x-wait"
    if wait is None:
        return
    if operation.method != "GET":
        yield at, "only operations that read can be waited for"
    fields = _response_fields(api, operation.response.type)
    yield from _absent(at, [("field", wait.field)], fields, "is not in the response")
    for enum_at in mentioned(fields[wait.field].type) if wait.field in fields else ():
        enum = api.definitions[enum_at]
        for value in (*wait.pending, *wait.failed):
            if isinstance(enum, EnumDefinition) and value not in enum.values:
                yield at, f"{value!r} is no value of {wait.field!r}"


def _reconcile(api: Api, operation: Operation) -> _Findings:
    facts, at = operation.reconcile, f"{operation.at}/x-reconcile"
    if facts is None:
        return
    body = operation.body.type if operation.body else None
    rows = _response_fields(api, body.item if isinstance(body, ListOf) else None)
    sent = (("number", facts.number), ("text", facts.text))
    yield from _absent(at, sent, rows, "is no property of the rows of the body")
    find = next((each for each in api.operations if each.id == facts.find), None)
    if find is None or find.paging is None or find.tag != operation.tag:
        message = f"{facts.find!r} is no operation of the tag {operation.tag!r} that pages"
        yield f"{at}/find", message
        return
    number = ("lookup-number", facts.lookup_number)
    asked = (("begin", facts.begin), ("end", facts.end), number)
    yield from _absent(at, asked, _query(find), f"is no query parameter of {facts.find!r}")
    page = _response_fields(api, find.response.type)
    listed = page[find.paging.items].type if find.paging.items in page else None
    items = _response_fields(api, listed.item if isinstance(listed, ListOf) else None)
    found = (number, ("lookup-text", facts.lookup_text))
    yield from _absent(at, found, items, f"is no property of what {facts.find!r} finds")


def _recipients(api: Api, operation: Operation) -> _Findings:
    facts, at = operation.recipients or Recipients(), f"{operation.at}/x-recipients"
    for entry, places in (
        ("numbers", facts.numbers),
        ("people", facts.people),
        ("patterns", tuple(facts.patterns)),
    ):
        for place in places:
            type_ = _sent(api, operation, place)
            if type_ is None:
                message = f"{place!r} is no parameter of the path and nothing in the body"
                yield f"{at}/{entry}", message
            elif entry == "numbers" and not isinstance(type_, Scalar):
                yield f"{at}/{entry}", f"{place!r} is no single value"
    names = [("when", name) for name in facts.when]
    names += [("at-once", name) for name in facts.at_once or {}]
    yield from _absent(at, names, _query(operation), "is no parameter of the query")


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
