"""Writes the tests of one operation: everything sent, no more than needed, unusual responses, pages, files, refusals."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator.actions.catalogue import title
from generator.ir.client import Client, Method
from generator.python.code import literal, string
from generator.python.docstrings import WIDTH, clean, docstring
from generator.python.layout import Group, flat
from generator.render.samples import Import, Sample
from generator.render.tests.requests import FILE, Call, Calls, proof, signed
from generator.render.tests.responses import SampleResponses

_BYTES = 'b"0123456789"'


class Case(Struct, frozen=True):
    """One test; ``doc`` is quoted, ``lines`` are its statements."""

    name: str
    needs_path: bool
    doc: str
    lines: tuple[str, ...]

    @property
    def arguments(self) -> str:
        """The fixtures that the test asks for."""
        return "api: Any, tmp_path: Path" if self.needs_path else "api: Any"


class Writer:
    """Writes the tests of operations, and notes what they need."""

    def __init__(self, client: Client, calls: Calls, sample_responses: SampleResponses) -> None:
        """Start with nothing written."""
        self.client, self.calls, self.sample_responses = client, calls, sample_responses
        self.uses: set[Import] = set()
        self.errors: set[str] = set()

    def of(self, operation: Method) -> Iterator[Case]:
        """Write all tests of an operation."""
        if not self.calls.possible(operation):
            return
        full, least = self.calls.full(operation), self.calls.least(operation)
        if operation.response.binary:
            yield self._download(operation, full)
            yield self._store(operation, full)
        else:
            yield self._everything(operation, full)
            yield from self._least(operation, least, full)
            yield from self._unusual(operation, least)
            yield from self._others(operation, least)
        if operation.paging:
            yield from self._pages(operation)
        yield self._refused(operation, least)
        if not operation.effect.repeatable:
            yield self._once(operation, least)

    def _case(  # noqa: PLR0913 - what a test is printed from
        self,
        operation: Method,
        what: str,
        doc: str,
        call: Call,
        lines: list[str],
        *,
        stores: bool = False,
    ) -> Case:
        public = operation.name
        self.uses |= call.uses
        if call.files:
            lines = [
                f"upload = tmp_path / {string(FILE)}",
                'upload.write_bytes(b"0123456789")',
                *lines,
            ]
        if _is_long(call):
            lines = [
                "",
                "def act(client: Any) -> Any:",
                f"    return {flat(call.code)}",
                "",
                *lines,
            ]
        return Case(
            name="_".join(("test", *public.resource[1:], public.method, what)),
            needs_path=stores or call.files,
            doc=docstring(doc),
            lines=tuple(lines),
        )

    def _run(self, call: Call) -> str:
        return f"api.run({_act(call)})"

    def _sent(self, operation: Method, call: Call) -> list[str]:
        """Assertions about the request."""
        lines = [
            f"assert (api.sent.method, api.sent.path) == ({string(operation.method)}, {string(call.path)})",
            f"assert api.sent.query == {_pairs(call.query)}",
            *(
                f"assert api.sent.headers[{string(name)}] == {string(value)}"
                for name, value in call.headers
            ),
        ]
        used = {header for auth in signed(self.client.auth, operation) for header in proof(auth)}
        for auth in self.client.auth.schemes or (self.client.auth,):
            lines += [
                f"assert {string(header)} not in api.sent.headers"
                for header in proof(auth)
                if header not in used
            ]
        return [*lines, *call.content]

    def _everything(self, operation: Method, call: Call) -> Case:
        answered, expected = self._answered(operation, full=True)
        text = clean(title(operation)).rstrip(".")
        every = ", with every argument" if call.given else ""
        doc = f"``{clean(operation.route)}``: {text}{every}."
        lines = [answered, "", f"result = {self._run(call)}", "", *self._sent(operation, call)]
        return self._case(operation, "sends_everything", doc, call, [*lines, *expected])

    def _least(self, operation: Method, call: Call, full: Call) -> Iterator[Case]:
        answered, expected = self._answered(operation, full=False)
        run = [answered, "", f"result = {self._run(call)}", ""]
        if call.code != full.code:
            doc = "Sends only what is required, and accepts an empty response."
            lines = [*run, *self._sent(operation, call), *expected]
            yield self._case(operation, "sends_no_more", doc, call, lines)
        elif operation.response.type is not None:
            doc = "Accepts an empty response."
            yield self._case(operation, "takes_an_empty_response", doc, call, [*run, *expected])

    def _answered(self, operation: Method, *, full: bool) -> tuple[str, list[str]]:
        """The response, and assertions about what becomes of it."""
        type_ = operation.response.type
        if type_ is None or (operation.response.optional and not full):
            return 'api.responds(b"")', ["assert result is None"]
        payload = self.sample_responses.full(type_) if full else self.sample_responses.empty(type_)
        wire, kept = flat(payload.wire), flat(payload.kept)
        result = "result.response" if operation.paging else "result"
        lines = [f"assert {result} == {kept}"]
        if operation.paging and full:
            page = self.client.model(type_)
            assert page
            items = page.attribute(operation.paging.items).name
            lines.append(f"assert result.items == {kept}.{items}")
        elif operation.paging:
            lines.append("assert result.items == []")
        media = next(iter(operation.response.media_types), "application/json")
        text = "" if media == "application/json" or "*" in media else f", media={string(media)}"
        return f"api.responds({wire}{text}{_status(operation)})", lines

    def _others(self, operation: Method, call: Call) -> Iterator[Case]:
        """The successes whose status has a type of its own."""
        for each in operation.others:
            if each.type is None or not each.status.isdigit():
                continue
            payload = self.sample_responses.full(each.type)
            lines = [
                f"api.responds({flat(payload.wire)}, status={each.status})",
                "",
                f"result = {self._run(call)}",
                "",
                f"assert result == {flat(payload.kept)}",
            ]
            doc = f"Status {each.status} has a type of its own."
            yield self._case(operation, f"reads_status_{each.status}", doc, call, lines)

    def _unusual(self, operation: Method, call: Call) -> Iterator[Case]:
        type_ = operation.response.type
        unusual = self.sample_responses.unusual_value(type_) if type_ is not None else None
        if unusual is None:
            return
        self.errors.add("DeviationWarning")
        result = "result.response" if operation.paging else "result"
        lines = [
            f"api.responds({flat(unusual.wire)}{_status(operation)})",
            "",
            "with pytest.warns(DeviationWarning):",
            f"    result = {self._run(call)}",
            "",
            f"unusual = {result}{unusual.reach}",
            *(
                f"assert unusual.{name} {'is' if value == 'None' else '=='} {value}"
                for name, value in unusual.checks
            ),
        ]
        doc = "A response that deviates arrives all the same: unusual values stay as they came."
        yield self._case(operation, "keeps_unknown_values", doc, call, lines)

    def _pages(self, operation: Method) -> Iterator[Case]:
        paging, type_ = operation.paging, operation.response.type
        assert paging
        assert type_ is not None
        item = operation.item
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
        asked = [call.query] + [
            _moved(call.query, paging.limit, (paging.offset, str(offset)))
            for offset in range(1, len(pages))
        ]
        queries = ", ".join(map(_pairs, asked))
        lines = [
            *(f"api.responds({page})" for page in pages),
            "",
            f"items = api.items({_act(call)})",
            "",
            "assert len(items) == 2",
            "assert items[0] != items[1]",
            f"assert [each.query for each in api.every_sent] == [{queries}]",
        ]
        doc = "Iterating goes through all pages, each asked for where the last one ended."
        yield self._case(operation, "goes_through_pages", doc, call, lines)

    def _download(self, operation: Method, call: Call) -> Case:
        lines = [
            f"api.responds({_BYTES}, media={string(_media(operation))})",
            "",
            f"result = {self._run(call)}",
            "",
            *self._sent(operation, call),
            f"assert result == {_BYTES}",
        ]
        doc = f"``{clean(operation.route)}``: the bytes of the response."
        return self._case(operation, "returns_bytes", doc, call, lines)

    def _store(self, operation: Method, call: Call) -> Case:
        if isinstance(call.code, Group):
            items = (*call.code.items, ("to=", "target"))
            call = replace(call, code=replace(call.code, items=items))
        left = literal(["download", *([FILE] if call.files else [])])
        lines = [
            f"api.responds({_BYTES}, media={string(_media(operation))})",
            'target = tmp_path / "download"',
            "",
            f"api.run({_act(call)})",
            "",
            f"assert target.read_bytes() == {_BYTES}",
            f"assert sorted(path.name for path in tmp_path.iterdir()) == {left}",
        ]
        doc = "The bytes are stored where they are wanted, and nothing else is left there."
        return self._case(operation, "stores_bytes", doc, call, lines, stores=True)

    def _refused(self, operation: Method, call: Call) -> Case:
        status, error = (
            (404, "NotFoundError") if "{" in operation.path else (400, "BadRequestError")
        )
        self.errors.add(error)
        lines = [
            f'api.responds({{"message": "no such item"}}, status={status})',
            "",
            f"with pytest.raises({error}) as caught:",
            f"    {self._run(call)}",
            "",
            f"assert caught.value.status == {status}",
            "assert len(api.every_sent) == 1",
        ]
        doc = f"Status {status} is a ``{error}`` that shows what the server sent."
        return self._case(operation, "can_be_refused", doc, call, lines)

    def _once(self, operation: Method, call: Call) -> Case:
        self.errors.add("OutcomeUnknownError")
        lines = [
            "api.responds({}, status=500)",
            "",
            "with pytest.raises(OutcomeUnknownError):",
            f"    {self._run(call)}",
            "",
            "assert len(api.every_sent) == 1",
        ]
        doc = "What the server may have carried out is not sent again."
        return self._case(operation, "is_sent_once", doc, call, lines)


def _moved(
    query: tuple[tuple[str, str], ...], limit: str, offset: tuple[str, str]
) -> tuple[tuple[str, str], ...]:
    """The query of a further page: the offset stands behind the limit."""
    place = next(number for number, (name, _) in enumerate(query) if name == limit) + 1
    return (*query[:place], offset, *query[place:])


def _pairs(query: tuple[tuple[str, str], ...]) -> str:
    return f"[{', '.join(map(literal, query))}]"


def _status(operation: Method) -> str:
    """The status of the main response, where a plain 200 would be read in another way."""
    is_other = any(each.status == "200" for each in operation.others)
    return f", status={operation.response.status}" if is_other else ""


def _media(operation: Method) -> str:
    media = next((each for each in operation.response.media_types if "*" not in each), "")
    return media or "application/octet-stream"


def _act(call: Call) -> str:
    """The function that calls a method: a lambda, unless formatters would not agree about its lines."""
    return "act" if _is_long(call) else f"lambda client: {flat(call.code)}"


def _is_long(call: Call) -> bool:
    """Whether a lambda does not fit into a line up to the bracket of the call, sixteen columns in."""
    return isinstance(call.code, Group) and len(f"lambda client: {call.code.opening}") > WIDTH - 16
