"""Runnable examples of every operation, in both modes."""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Iterable

from msgspec import Struct, field

from generator.ir.arguments import Argument, Place
from generator.ir.client import Client, Method, Model
from generator.ir.model import Field, Json, Kind, Scalar, TypeRef
from generator.ir.names.words import snake
from generator.python import layout
from generator.python.code import Imports, string
from generator.python.layout import Code
from generator.render.docs.requests import Given, Requests, download_name
from generator.render.samples import Import, Sample, Samples, Wish
from generator.render.samples.choose_fields import informative

_SHOWN = 2


class Example(Struct, frozen=True):
    """The lines of four programs that do the same, and the JSON of request and response."""

    sync: tuple[str, ...]
    asynchronous: tuple[str, ...]
    curl: tuple[str, ...]
    command: tuple[str, ...]
    body: Json
    response: Json


class Examples(Struct, frozen=True):
    """Writes examples for one API."""

    client: Client
    _responses: dict[TypeRef | None, Json] = field(default_factory=dict)
    """The examples of responses by their types: many operations return the same."""

    def of(self, operation: Method) -> Example:
        """Write the example of an operation."""
        given = [(each, self._sample(operation, each)) for each in self.chosen(operation)]
        uses = frozenset[Import]().union(*(sample.uses for _, sample in given))
        call = self._call(operation, given)
        sent: Given = [(each, sample.wire) for each, sample in given]
        requests, type_ = Requests(self.client), operation.response.type
        if type_ not in self._responses:
            self._responses[type_] = requests.response(operation)
        return Example(
            curl=tuple(requests.curl(operation, sent)),
            command=tuple(requests.command(operation, sent)),
            body=requests.body(sent),
            response=self._responses[type_],
            sync=tuple(self._sync(operation, call, uses)),
            asynchronous=tuple(self._async(operation, call, uses)),
        )

    def chosen(self, operation: Method) -> list[Argument]:
        """Choose arguments: all required ones, else a few that make sense together."""
        every = [each for each in operation.arguments if not each.shapes]
        needed = [each for each in every if each.required]
        # A field that repeats a parameter of the path adds nothing to an example.
        in_path = {each.wire for each in every if each.place is Place.PATH}
        optional = [
            each
            for each in every
            if not each.required and each.deprecated is None and each.wire not in in_path
        ]
        if any(each.place in {Place.BODY, Place.FORM} for each in needed):
            return needed
        pool = [each for each in optional if each.place is Place.FIELD] or [
            each for each in optional if operation.paging or each.example is not None
        ]
        fields = [Field(each.at, each.wire, each.type, example=each.example) for each in pool]
        wanted = {each.at for each in needed} | {
            each.at for each in informative(self.client, fields)
        }
        return [each for each in every if each.at in wanted]

    def _sample(self, operation: Method, argument: Argument) -> Sample:
        samples = Samples(self.client)
        if argument.type == Scalar(Kind.FILE):
            name = _file(operation, argument)
            uses = frozenset({("pathlib", "Path")})
            return Sample(f"Path({string(name)})", name, "", uses)
        wish = Wish(example=argument.example, limits=argument.limits)
        return samples.of(argument.type, argument.wire, wish)

    def _call(self, operation: Method, given: Iterable[tuple[Argument, Sample]]) -> Code:
        owner = "account" if operation.login else "client"
        written: list[tuple[str, Code]] = [
            ("" if argument.positional else argument.name, sample.given)
            for argument, sample in given
        ]
        if operation.response.binary:
            written.append(("to", string(download_name(operation))))
        return layout.call(f"{owner}.{operation.dotted}", written)

    def _sync(self, operation: Method, call: Code, uses: frozenset[Import]) -> list[str]:
        made = f"client = {self.client.name}()"
        return [
            *self._imports(uses, self.client.name),
            "",
            made,
            *self._account(operation),
            *self._use(operation, call, wait="", loop="for"),
        ]

    def _async(self, operation: Method, call: Code, uses: frozenset[Import]) -> list[str]:
        body = [
            *self._account(operation),
            *self._use(operation, call, wait="await ", loop="async for"),
        ]
        return [
            *self._imports(uses | {("asyncio", "")}, self.client.async_name),
            "",
            "",
            "async def main() -> None:",
            f"    async with {self.client.async_name}() as client:",
            *(f"        {line}" for line in body),
            "",
            "",
            "asyncio.run(main())",
        ]

    def _imports(self, uses: frozenset[Import], client: str) -> tuple[str, ...]:
        imports = Imports("")
        for module, name in (*uses, (self.client.package, client)):
            imports.use(module, name)
        return imports.lines()

    def _account(self, operation: Method) -> list[str]:
        if not operation.login:
            return []
        given = ", ".join(
            string(f"{operation.login} {name}".replace("_", " "))
            for name in self.client.auth.arguments
        )
        return [f"account = client.with_auth({given})"]

    def _use(self, operation: Method, call: Code, *, wait: str, loop: str) -> list[str]:
        """Return the lines that call the method and print its result."""
        response = operation.response
        if operation.paging:
            name, shown = self._shown(operation.item)
            return [*layout.lines(f"{loop} {name} in ", call, ":"), f"    print({shown})"]
        if response.binary:
            return [*layout.lines(f"stored = {wait}", call), "print(stored)"]
        if response.type is None:
            return layout.lines(wait, call)
        if (item := self.client.item(response.type)) is not None:
            name, shown = self._shown(item)
            return [*layout.lines(f"for {name} in {wait}", call, ":"), f"    print({shown})"]
        name, shown = self._shown(response.type)
        shown = name if response.optional else shown
        return [*layout.lines(f"{name} = {wait}", call), f"print({shown})"]

    def _shown(self, type_: TypeRef | None) -> tuple[str, str]:
        """Return the name of a variable for a response, and what of it to print."""
        known = self.client.definition(type_)
        if known is None:
            return "result", "result"
        name = _variable(snake(known.name))
        if not isinstance(known, Model) or known.calendar:
            return name, name
        shown = sorted(known.fields, key=self._interest)[:_SHOWN]
        return name, ", ".join(f"{name}.{field.name}" for field in shown) or name

    def _interest(self, field: Field) -> int:
        kind = field.type
        holds = (
            field.wire == "id",
            field.wire.lower().endswith(("status", "state", "name")),
            self.client.enum(kind) is not None,
            isinstance(kind, Scalar) and kind.phone,
            kind == Scalar(Kind.STRING),
            isinstance(kind, Scalar),
            True,
        )
        return holds.index(True)


def _variable(name: str) -> str:
    taken = keyword.iskeyword(name) or hasattr(builtins, name) or not name.isidentifier()
    reserved = {"client", "account", "asyncio", "datetime", "date", "time", "main"}
    return "result" if taken or name in reserved else name


def _file(operation: Method, argument: Argument) -> str:
    """Return the name of a file to send, of the kind that the descriptions mention first."""
    text = f"{argument.description} {operation.description} {operation.summary}".lower()
    kinds = [(text.find(kind), kind) for kind in ("csv", "mp3", "wav", "png", "jpg", "pdf", "json")]
    result = [kind for place, kind in sorted(kinds) if place >= 0]
    return f"example.{result[0] if result else 'txt'}"
