"""Runnable examples of every operation, in both colours."""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Iterable
from dataclasses import dataclass

from generator.ir.model import (
    Api,
    EnumDefinition,
    Field,
    Json,
    Kind,
    ListOf,
    Named,
    ObjectDefinition,
    Operation,
    Scalar,
    TypeRef,
)
from generator.ir.names import Names
from generator.ir.names.words import snake
from generator.python import layout
from generator.python.code import string
from generator.python.layout import Code
from generator.render.common.arguments import (
    Argument,
    Place,
    arguments,
    definition,
    spread,
)
from generator.render.package.operation_constants import item_type
from generator.render.package.project import credentials
from generator.render.samples import Import, Sample, Samples, Wish
from generator.render.samples.choose_fields import telling

_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Example:
    """The lines of two programs that do the same."""

    sync: tuple[str, ...]
    asynchronous: tuple[str, ...]


@dataclass(frozen=True)
class Examples:
    """Writes examples for one API."""

    api: Api
    names: Names

    def of(self, operation: Operation) -> Example:
        """Write the example of an operation."""
        given = [(each, self._sample(operation, each)) for each in self.chosen(operation)]
        uses = frozenset[Import]().union(*(sample.uses for _, sample in given))
        call = self._call(operation, given)
        return Example(
            sync=tuple(self._sync(operation, call, uses)),
            asynchronous=tuple(self._async(operation, call, uses)),
        )

    def chosen(self, operation: Operation) -> list[Argument]:
        """Choose arguments: all that are needed, else a few that make sense together."""
        every = [each for each in arguments(self.api, self.names, operation) if not each.shapes]
        needed = [each for each in every if each.required]
        optional = [each for each in every if not each.required and each.deprecated is None]
        if any(each.place in {Place.BODY, Place.FORM} for each in needed):
            return needed
        shown = self._shown_values(operation)
        pool = [each for each in optional if each.place is Place.FIELD] or [
            each for each in optional if operation.paging or shown.get(each.at) is not None
        ]
        fields = [_as_field(each, shown.get(each.at)) for each in pool]
        wanted = {each.at for each in needed} | {each.at for each in telling(self.api, fields)}
        return [each for each in every if each.at in wanted]

    def _shown_values(self, operation: Operation) -> dict[str, Json]:
        """The examples that the description itself gives for arguments."""
        parameters = {each.at: each.example for each in operation.parameters}
        return parameters | {each.at: each.example for each in spread(self.api, operation)}

    def _sample(self, operation: Operation, argument: Argument) -> Sample:
        samples = Samples(self.api, self.names)
        if argument.type == Scalar(Kind.FILE):
            name = _file(operation, argument)
            uses = frozenset({("pathlib", "Path")})
            return Sample(f"Path({string(name)})", name, "", uses)
        shown = self._shown_values(operation).get(argument.at)
        wish = Wish(example=shown, limits=argument.limits)
        return samples.of(argument.type, argument.wire, wish)

    def _call(self, operation: Operation, given: Iterable[tuple[Argument, Sample]]) -> Code:
        public = self.names.method(operation.at)
        owner = "account" if operation.login else "client"
        written: list[tuple[str, Code]] = [
            ("" if argument.positional else argument.name, sample.given)
            for argument, sample in given
        ]
        if operation.answer.binary:
            written.append(("to", string(_download(operation))))
        return layout.call(".".join((owner, *public.resource, public.method)), written)

    def _sync(self, operation: Operation, call: Code, uses: frozenset[Import]) -> list[str]:
        made = f"client = {self.names.client}()"
        return [
            *self._imports(uses, self.names.client),
            "",
            made,
            *self._account(operation),
            *self._use(operation, call, wait="", loop="for"),
        ]

    def _async(self, operation: Operation, call: Code, uses: frozenset[Import]) -> list[str]:
        body = [
            *self._account(operation),
            *self._use(operation, call, wait="await ", loop="async for"),
        ]
        return [
            *self._imports(uses | {("asyncio", "")}, self.names.async_client),
            "",
            "",
            "async def main() -> None:",
            f"    async with {self.names.async_client}() as client:",
            *(f"        {line}" for line in body),
            "",
            "",
            "asyncio.run(main())",
        ]

    def _imports(self, uses: frozenset[Import], client: str) -> list[str]:
        by_module: dict[str, set[str]] = {}
        for module, name in uses:
            by_module.setdefault(module, set()).update({name} - {""})
        plain = [f"import {module}" for module, names in sorted(by_module.items()) if not names]
        named = [
            f"from {module} import {', '.join(sorted(names, key=lambda name: (not name.isupper(), name)))}"
            for module, names in sorted(by_module.items())
            if names
        ]
        standard = [*plain, *named]
        return [
            *standard,
            *([""] if standard else []),
            f"from {self.names.package} import {client}",
        ]

    def _account(self, operation: Operation) -> list[str]:
        if not operation.login:
            return []
        given = ", ".join(
            string(f"{operation.login} {name}".replace("_", " ")) for name in credentials(self.api)
        )
        return [f"account = client.with_auth({given})"]

    def _use(self, operation: Operation, call: Code, *, wait: str, loop: str) -> list[str]:
        """Do the call, and show what came of it."""
        answer = operation.answer
        if operation.paging:
            name, shown = self._shown(item_type(self.api, operation))
            return [*layout.lines(f"{loop} {name} in ", call, ":"), f"    print({shown})"]
        if answer.binary:
            return [*layout.lines(f"stored = {wait}", call), "print(stored)"]
        if answer.type is None:
            return layout.lines(wait, call)
        if (item := self._listed(answer.type)) is not None:
            name, shown = self._shown(item)
            return [*layout.lines(f"for {name} in {wait}", call, ":"), f"    print({shown})"]
        name, shown = self._shown(answer.type)
        shown = name if answer.optional else shown
        return [*layout.lines(f"{name} = {wait}", call), f"print({shown})"]

    def _listed(self, type_: TypeRef) -> TypeRef | None:
        """What a list holds, or a model that wraps one."""
        match type_:
            case ListOf(item):
                return item
            case Named(at) if isinstance(wrapper := self.api.definitions[at], ObjectDefinition):
                inner = next((f.type for f in wrapper.fields if f.wire == wrapper.items), None)
                return None if inner is None else self._listed(inner)
            case _:
                return None

    def _shown(self, type_: TypeRef) -> tuple[str, str]:
        """The name of a variable for an answer, and what of it to print."""
        match type_:
            case Named(at):
                known = self.api.definitions[at]
                name = _variable(snake(self.names.definition(at)))
            case _:
                return "answer", "answer"
        if not isinstance(known, ObjectDefinition) or known.calendar:
            return name, name
        shown = sorted(known.fields, key=self._interest)[:_SHOWN]
        fields = [self.names.field(field.at, owner=at) for field in shown]
        return name, ", ".join(f"{name}.{field}" for field in fields) or name

    def _interest(self, field: Field) -> int:
        kind = field.type
        enum = isinstance(definition(self.api, kind), EnumDefinition)
        holds = (
            field.wire == "id",
            field.wire.lower().endswith(("status", "state", "name")),
            enum,
            isinstance(kind, Scalar) and kind.phone,
            kind == Scalar(Kind.STRING),
            isinstance(kind, Scalar),
            True,
        )
        return holds.index(True)


def _variable(name: str) -> str:
    taken = keyword.iskeyword(name) or hasattr(builtins, name) or not name.isidentifier()
    reserved = {"client", "account", "asyncio", "datetime", "date", "time", "main"}
    return "answer" if taken or name in reserved else name


def _as_field(argument: Argument, example: Json) -> Field:
    return Field(argument.at, argument.wire, argument.type, example=example)


def _file(operation: Operation, argument: Argument) -> str:
    """The name of a file to send: the one kind that the descriptions speak of first."""
    said = f"{argument.description} {operation.description} {operation.summary}".lower()
    kinds = [(said.find(kind), kind) for kind in ("csv", "mp3", "wav", "png", "jpg", "pdf", "json")]
    found = [kind for place, kind in sorted(kinds) if place >= 0]
    return f"example.{found[0] if found else 'txt'}"


def _download(operation: Operation) -> str:
    """The name of a file to store: its ending is that of the path or of the media type."""
    _, dot, ending = operation.path.rpartition(".")
    media = next((each for each in operation.answer.media_types if "*" not in each), "")
    kind, _, sort = media.partition("/")
    if dot and ending.isalnum():
        return f"example.{ending}"
    sort = {"mpeg": "mp3", "octet-stream": "bin", "binary": "bin", "x-bmp": "bmp"}.get(sort, sort)
    return f"example.{sort}" if kind and sort.isalnum() else "example.bin"
