"""Decides the tests of one operation: everything sent, no more than needed, unusual responses, pages, files, refusals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator.actions.catalogue import title
from generator.ir.client import Client, Method
from generator.python.code import literal, string
from generator.python.docstrings import WIDTH, clean, docstring
from generator.python.layout import Group, flat
from generator.render.samples import Import, Sample
from generator.render.tests.requests import FILE, Call, Calls, proof
from generator.render.tests.responses import SampleResponses

_BYTES = 'b"0123456789"'


class Case(Struct, frozen=True):
    """One test: ``what`` it shows chooses its form, and the form what it needs beside the call.

    ``act`` is the function that makes the call, and ``code`` its body where that is no lambda. ``doc`` is quoted,
    ``responses`` are arguments, ``checks`` statements.
    """

    name: str
    what: str
    act: str
    code: str
    uploads: bool
    doc: str = ""
    responses: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    status: int = 0
    error: str = ""
    reach: str = ""

    @property
    def needs_path(self) -> bool:
        """Whether the test works with files."""
        return self.uploads or self.what == "stores_bytes"


class Writer:
    """Decides the tests of operations, and notes what they need."""

    def __init__(self, client: Client, calls: Calls, sample_responses: SampleResponses) -> None:
        """Start with nothing written."""
        self.client, self.calls, self.sample_responses = client, calls, sample_responses
        self.uses: set[Import] = set()
        self.errors: set[str] = set()

    def of(self, operation: Method) -> Iterator[Case]:
        """Decide all tests of an operation."""
        if not self.calls.possible(operation):
            return
        full, least = self.calls.full(operation), self.calls.least(operation)
        if operation.response.binary:
            yield from self._bytes(operation, full)
        else:
            yield self._everything(operation, full)
            yield from self._least(operation, least, full)
            yield from self._unusual(operation, least)
            yield from self._others(operation, least)
        if operation.paging:
            yield from self._pages(operation)
        status, error = 400, "BadRequestError"
        if "{" in operation.path:
            status, error = 404, "NotFoundError"
        self.errors.add(error)
        yield self._case(operation, least, "can_be_refused", status=status, error=error)
        if not operation.effect.repeatable:
            self.errors.add("OutcomeUnknownError")
            yield self._case(operation, least, "is_sent_once")

    def _case(self, operation: Method, call: Call, what: str, **facts: Any) -> Case:
        public, code = operation.name, flat(call.code)
        self.uses |= call.uses
        name = "_".join(("test", *public.resource[1:], public.method, what))
        opening = call.code.opening if isinstance(call.code, Group) else ""
        # Formatters do not agree about a lambda whose first line is too long sixteen columns in.
        if len(f"lambda client: {opening}") > WIDTH - 16:
            return Case(name, what, "act", code, call.files, **facts)
        return Case(name, what, f"lambda client: {code}", "", call.files, **facts)

    def _sent(self, operation: Method, call: Call) -> tuple[str, ...]:
        """Assertions about the request."""
        lines = [
            f"assert (api.sent.method, api.sent.path) == ({string(operation.method)}, {string(call.path)})",
            f"assert api.sent.query == {_pairs(call.query)}",
            *(
                f"assert api.sent.headers[{string(name)}] == {string(value)}"
                for name, value in call.headers
            ),
        ]
        schemes = self.client.auth.schemes or (self.client.auth,)
        unsent = dict.fromkeys(header for auth in schemes for header in proof(auth))
        for name, _ in call.headers:
            unsent.pop(name, None)
        lines += [f"assert {string(header)} not in api.sent.headers" for header in unsent]
        return (*lines, *call.content)

    def _everything(self, operation: Method, call: Call) -> Case:
        response, expected = self._response(operation, full=True)
        text = clean(title(operation)).rstrip(".")
        every = ", with every argument" if call.given else ""
        doc = docstring(f"``{clean(operation.route)}``: {text}{every}.")
        checks = (*self._sent(operation, call), *expected)
        what = "sends_everything"
        return self._case(operation, call, what, doc=doc, responses=(response,), checks=checks)

    def _least(self, operation: Method, call: Call, full: Call) -> Iterator[Case]:
        response, checks = self._response(operation, full=False)
        if call.code != full.code:
            what, checks = "sends_no_more", (*self._sent(operation, call), *checks)
        elif operation.response.type is not None:
            what = "takes_an_empty_response"
        else:
            return
        yield self._case(operation, call, what, responses=(response,), checks=checks)

    def _response(self, operation: Method, *, full: bool) -> tuple[str, tuple[str, ...]]:
        """The response, and assertions about what becomes of it."""
        type_ = operation.response.type
        if type_ is None or (operation.response.optional and not full):
            return 'b""', ("assert result is None",)
        payload = self.sample_responses.full(type_) if full else self.sample_responses.empty(type_)
        wire, kept = flat(payload.wire), flat(payload.kept)
        checks: tuple[str, ...] = (f"assert {_result(operation)} == {kept}",)
        if operation.paging and full:
            page = self.client.model(type_)
            assert page
            items = page.attribute(operation.paging.items).name
            checks = (*checks, f"assert result.items == {kept}.{items}")
        elif operation.paging:
            checks = (*checks, "assert result.items == []")
        media = next(iter(operation.response.media_types), "application/json")
        text = "" if media == "application/json" or "*" in media else f", media={string(media)}"
        return f"{wire}{text}{_status(operation)}", checks

    def _others(self, operation: Method, call: Call) -> Iterator[Case]:
        """The successes whose status has a type of its own."""
        for each in operation.others:
            if each.type is not None and each.status.isdigit():
                payload = self.sample_responses.full(each.type)
                response = f"{flat(payload.wire)}, status={each.status}"
                checks = (f"assert result == {flat(payload.kept)}",)
                doc = docstring(f"Status {each.status} has a type of its own.")
                what = f"reads_status_{each.status}"
                yield self._case(
                    operation, call, what, doc=doc, responses=(response,), checks=checks
                )

    def _unusual(self, operation: Method, call: Call) -> Iterator[Case]:
        type_ = operation.response.type
        unusual = self.sample_responses.unusual_value(type_) if type_ is not None else None
        if unusual is None:
            return
        self.errors.add("DeviationWarning")
        response = f"{flat(unusual.wire)}{_status(operation)}"
        checks = tuple(
            f"assert unusual.{name} {'is' if value == 'None' else '=='} {value}"
            for name, value in unusual.checks
        )
        what, reach = "keeps_unknown_values", f"{_result(operation)}{unusual.reach}"
        yield self._case(operation, call, what, responses=(response,), reach=reach, checks=checks)

    def _pages(self, operation: Method) -> Iterator[Case]:
        paging, item = operation.paging, operation.item
        assert paging
        assert item
        second = self.sample_responses.second(item)
        if second is None:
            return
        call = self.calls.least(operation, {paging.limit: Sample("1", 1, "")})
        first = flat(self.sample_responses.full(item).wire)
        total = f", {string(paging.total)}: 2" if paging.total else ""
        pages = [f"{{{string(paging.items)}: [{each}]{total}}}" for each in (first, flat(second))]
        if not paging.total:
            pages.append(f"{{{string(paging.items)}: []}}")
        # The offset of a further page stands behind the limit.
        behind = [name for name, _ in call.query].index(paging.limit) + 1
        head, rest = call.query[:behind], call.query[behind:]
        further = [(*head, (paging.offset, str(at)), *rest) for at in range(1, len(pages))]
        queries = ", ".join(map(_pairs, [call.query, *further]))
        checks = (f"assert [each.query for each in api.every_sent] == [{queries}]",)
        yield self._case(
            operation, call, "goes_through_pages", responses=tuple(pages), checks=checks
        )

    def _bytes(self, operation: Method, call: Call) -> Iterator[Case]:
        media = next((each for each in operation.response.media_types if "*" not in each), "")
        response = f"{_BYTES}, media={string(media or 'application/octet-stream')}"
        doc = docstring(f"``{clean(operation.route)}``: the bytes of the response.")
        checks = (*self._sent(operation, call), f"assert result == {_BYTES}")
        what = "returns_bytes"
        yield self._case(operation, call, what, doc=doc, responses=(response,), checks=checks)
        if isinstance(call.code, Group):
            items = (*call.code.items, ("to=", "target"))
            call = replace(call, code=replace(call.code, items=items))
        left = literal(["download", *([FILE] if call.files else [])])
        checks = (f"assert sorted(path.name for path in tmp_path.iterdir()) == {left}",)
        yield self._case(operation, call, "stores_bytes", responses=(response,), checks=checks)


def _pairs(query: tuple[tuple[str, str], ...]) -> str:
    return f"[{', '.join(map(literal, query))}]"


def _result(operation: Method) -> str:
    """The response in what a method returns."""
    return "result.response" if operation.paging else "result"


def _status(operation: Method) -> str:
    """The status of the main response, where a plain 200 would be read in another way."""
    is_other = any(each.status == "200" for each in operation.others)
    return f", status={operation.response.status}" if is_other else ""
