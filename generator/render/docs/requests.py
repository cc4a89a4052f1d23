"""Examples of an operation outside Python: curl, the command line, and the JSON of request and response."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from math import inf
from urllib.parse import quote, urlencode

from msgspec import Struct

from generator.actions.inputs import kebab, options
from generator.ir.arguments import Argument, Place
from generator.ir.client import Attribute, Client, Method, Model
from generator.ir.model import AuthKind, Join, Json, Kind, ListOf, Location, MapOf, Scalar, TypeRef
from generator.ir.types import mentioned
from generator.python.code import json_text
from generator.python.docstrings import clean
from generator.render.package.project import environment
from generator.render.samples import Samples

Given = list[tuple[Argument, Json]]
"""The arguments of an example, each with its JSON value."""

_DEPTH = 3


class Requests(Struct, frozen=True):
    """Prints the examples of one API that are not Python."""

    client: Client

    def curl(self, operation: Method, given: Given) -> list[str]:
        """Return the lines of a curl command."""
        method = operation.method.upper()
        verb = "curl" if method == "GET" else f"curl -X {method}"
        words = [f"{verb} {shlex.quote(self._url(operation, given))}"]
        words += self._credentials(operation)
        words += [
            f"-H {shlex.quote(clean(f'{each.wire}: {_text(value)}'))}"
            for each, value in given
            if each.place is Place.HEADER
        ]
        for each, value in given:
            if each.place is Place.FORM:
                text = f"@{value}" if each.type == Scalar(Kind.FILE) else _text(value)
                words.append(f"-F {shlex.quote(clean(f'{each.wire}={text}'))}")
        if (body := self.body(given)) is not None:
            words.append("-H 'Content-Type: application/json'")
            words.append(f"-d {shlex.quote(json_text(body, indent=None))}")
        if operation.response.binary:
            words.append(f"-o {download_name(operation)}")
        return _continued(words)

    def command(self, operation: Method, given: Given) -> list[str]:
        """Return the lines of a command of the package's program."""
        name = self.client.package.replace("_", "-")
        words = [" ".join([name, *(kebab(part) for part in operation.dotted.split("."))])]
        positional = [each for each in given if _is_positional(each[0])]
        flags = dict(options(self.client, operation).values())
        for _, value in positional:
            words[0] += f" {shlex.quote(clean(_text(value)))}"
        for each, value in given:
            if not _is_positional(each):
                flag = flags[each.at]
                if isinstance(value, bool):
                    words.append(f"--{flag}" if value else f"--no-{flag}")
                else:
                    words.append(f"--{flag} {shlex.quote(clean(_text(value)))}")
        if operation.response.binary:
            words.append(f"--to {download_name(operation)}")
        return _continued(words)

    def body(self, given: Given) -> Json:
        """Return the JSON body, ``None`` where there is none."""
        for each, value in given:
            if each.place is Place.BODY:
                return value
        fields = {each.wire: value for each, value in given if each.place is Place.FIELD}
        return fields or None

    def response(self, operation: Method) -> Json:
        """Return an example of the JSON of a response, ``None`` where there is none."""
        reply = operation.response
        return None if reply.binary or reply.type is None else self._full(reply.type, "", ())

    def _full(
        self, type_: TypeRef, wire: str, within: tuple[str, ...], source: Attribute | None = None
    ) -> Json:
        """Return a value with its fields, down to a depth at which they would hide the rest."""
        samples = Samples(self.client)
        match type_:
            case ListOf(item):
                return [self._full(item, wire, within)]
            case MapOf(value):
                return {"key": self._full(value, "value", within)}
            case _ if (model := self.client.model(type_)) and not model.calendar:
                inner = (*within, model.at)
                return {
                    field.wire: self._full(field.type, field.wire, inner, field)
                    for field in model.fields
                    if not samples.leads_to(field.type, inner)
                    and len(inner) < self._depth(field.type)
                }
            case _ if source is not None:
                return samples.field(source).wire
            case _:
                return samples.of(type_, wire).wire

    def _depth(self, type_: TypeRef) -> float:
        """The depth down to which values of a type are shown: objects, one step more for lists, all else anywhere."""
        has_fields = any(isinstance(self.client.definitions[at], Model) for at in mentioned(type_))
        return _DEPTH + isinstance(type_, ListOf) if has_fields else inf

    def _url(self, operation: Method, given: Given) -> str:
        path = operation.path
        for each, value in given:
            if each.place is Place.PATH:
                path = path.replace(f"{{{each.wire}}}", quote(_text(value), safe=""))
        joins = {each.at: each.join for each in operation.parameters}
        query: list[tuple[str, str]] = []
        for each, value in given:
            if each.place is Place.QUERY:
                query += _pairs(each, value, joins.get(each.at, Join.MULTI))
        asked = f"?{urlencode(query)}" if query else ""
        return f"{self.client.base_url.rstrip('/')}{quote(path, safe='/%.:@,')}{asked}"

    def _credentials(self, operation: Method) -> Iterator[str]:
        if not operation.secured:
            return
        auth, names = self.client.auth, environment(self.client)
        if operation.login:
            pair = ":".join(f"{operation.login} {each}" for each in self.client.auth.arguments)
            yield f"-u {shlex.quote(clean(pair))}"
        elif auth.kind is AuthKind.BASIC:
            yield '-u "$' + ":$".join(names) + '"'
        elif auth.kind is AuthKind.BEARER:
            yield f'-H "Authorization: Bearer ${names[0]}"'
        elif auth.kind is AuthKind.API_KEY and auth.location is Location.HEADER:
            yield f"-H {shlex.quote(clean(f'{auth.wire}: '))}\"${names[0]}\""


def download_name(operation: Method) -> str:
    """Return the name of a file to store: its ending is that of the path or of the media type."""
    _, dot, ending = operation.path.rpartition(".")
    media = next((each for each in operation.response.media_types if "*" not in each), "")
    kind, _, sort = media.partition("/")
    if dot and ending.isalnum():
        return f"example.{ending}"
    sort = {"mpeg": "mp3", "octet-stream": "bin", "binary": "bin", "x-bmp": "bmp"}.get(sort, sort)
    return f"example.{sort}" if kind and sort.isalnum() else "example.bin"


def json_lines(value: Json) -> list[str]:
    """Return JSON as indented lines."""
    return json_text(value).split("\n")


def _is_positional(argument: Argument) -> bool:
    return argument.place is Place.PATH or (
        argument.required and argument.type == Scalar(Kind.FILE)
    )


def _pairs(argument: Argument, value: Json, join: Join) -> list[tuple[str, str]]:
    if not isinstance(value, list):
        return [(argument.wire, _text(value))]
    texts = [_text(each) for each in value]
    if join is not Join.MULTI:
        return [(argument.wire, join.value.join(texts))]
    return [(argument.wire, each) for each in texts]


def _text(value: Json) -> str:
    match value:
        case str():
            return value
        case list() if all(isinstance(each, str | int) for each in value):
            return ",".join(map(_text, value))
        case _:
            return json_text(value, indent=None)


def _continued(words: Iterable[str]) -> list[str]:
    """Return one command over several lines."""
    return " \\\n  ".join(words).split("\n")
