"""View of the page of actions: every operation with all its inputs, with wire names."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.actions.catalogue import description, title
from generator.actions.inputs import inputs
from generator.actions.json_schema import Schemas
from generator.ir.client import Client, Method
from generator.ir.model import Field, Limits, ListOf, Location, Parameter, TypeRef
from generator.python.docstrings import clean
from generator.render import markdown
from generator.render.docs.links import WIRE, Places
from generator.render.docs.operations import line

PAGE = "actions.md"
_NO_LIMITS = Limits()


class Input(Struct, frozen=True):
    """One input as a whole list item, and those of a body below it."""

    item: str
    fields: tuple[str, ...]


class Action(Struct, frozen=True):
    """One action; ``description`` is quoted."""

    heading: str
    description: str
    line: str
    method: str
    inputs: tuple[Input, ...]
    output: str


class Group(Struct, frozen=True):
    """The actions of one tag."""

    heading: str
    description: str
    actions: tuple[Action, ...]


class ActionsPage(Struct, frozen=True):
    """The whole page."""

    title: str
    count: int
    up: str
    groups: tuple[Group, ...]


class Page(Struct, frozen=True):
    """Writes the page of actions."""

    places: Places
    schemas: Schemas

    def of(self) -> ActionsPage:
        """Return the view."""
        client = self.places.client
        return ActionsPage(
            title=markdown.inline(client.title),
            count=len(client.methods),
            up=markdown.link("Overview", "index.md"),
            groups=tuple(
                Group(
                    heading=markdown.inline(tag.name),
                    description=markdown.text(tag.description),
                    actions=tuple(map(self._action, tag.methods)),
                )
                for tag in client.tags
            ),
        )

    def _action(self, operation: Method) -> Action:
        quoted = "\n".join(
            f"> {prose}".rstrip() for prose in markdown.text(description(operation)).split("\n")
        )
        return Action(
            heading=markdown.inline(title(operation)),
            description=quoted,
            line=line(operation),
            method=self.places.operation(operation, PAGE),
            inputs=tuple(self._inputs(operation)),
            output=self._output(operation),
        )

    def _inputs(self, operation: Method) -> Iterator[Input]:
        for name, (_, parameter) in inputs(operation).items():
            if parameter is not None:
                required = parameter.required or parameter.location is Location.PATH
                yield Input(self._described(name, parameter, required=required), ())
            elif operation.body:
                required = operation.body.required
                prose = self._prose(operation.body.description, operation.body.type, name)
                item = _item(name, prose, self._type(operation.body.type), required=required)
                yield Input(item, tuple(self._fields(operation.body.type)))

    def _described(self, name: str, part: Parameter | Field, *, required: bool) -> str:
        prose = self._prose(part.description, part.type, part.wire)
        default = "" if part.default is None else clean(str(part.default))
        if default and default not in part.description:
            prose += f" Default: {default}."
        return _item(name, prose, self._type(part.type), required=required)

    def _fields(self, type_: TypeRef) -> Iterator[str]:
        """The writable fields of a body, or of each item of one."""
        match type_:
            case ListOf(item):
                yield from self._fields(item)
            case _ if model := self.places.client.model(type_):
                for each in model.writable:
                    yield self._described(each.wire, each, required=each.required)
            case _:
                return

    def _prose(self, text: str, type_: TypeRef, wire: str) -> str:
        schema = self.schemas.described(type_, text, wire, _NO_LIMITS, sent=True)
        values = _values(self.places.client, type_)
        missing = "" if all(value in text for value in values) else ", ".join(map(clean, values))
        listed = f" Possible values: {missing}." if missing else ""
        return f"{schema['description']}{listed}"

    def _type(self, type_: TypeRef) -> str:
        return self.places.type(type_, PAGE, WIRE)

    def _output(self, operation: Method) -> str:
        response = operation.response
        prose = markdown.inline(response.description)
        if response.binary:
            media = ", ".join(map(markdown.code, response.media_types))
            return f"bytes ({media}). {prose}".strip()
        if response.type is None:
            return f"nothing. {prose}".strip()
        return f"{self._type(response.type)}. {prose}".strip()


def _item(name: str, prose: str, type_: str, *, required: bool) -> str:
    need = "required" if required else "optional"
    return f"{markdown.code(name)} - _{need}_ - {type_} - {markdown.inline(prose)}"


def _values(client: Client, type_: TypeRef) -> tuple[str, ...]:
    match type_:
        case ListOf(item):
            return _values(client, item)
        case _ if enum := client.enum(type_):
            return enum.values
        case _:
            return ()
