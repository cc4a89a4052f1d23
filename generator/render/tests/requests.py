"""What a generated test sends with one operation, and what it then expects on the wire."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import parse_qsl, quote, urlsplit

from msgspec import Struct

from generator.ir.arguments import Argument, Place
from generator.ir.client import Client, Method
from generator.ir.model import (
    CREDENTIALS,
    Auth,
    AuthKind,
    FormStyle,
    Join,
    Json,
    Kind,
    ListOf,
    Location,
    Named,
    Parameter,
    Scalar,
    TypeRef,
)
from generator.python import layout
from generator.python.code import literal, string
from generator.python.layout import Code
from generator.render.samples import Import, Sample, Samples, Wish

_CREDENTIALS = CREDENTIALS | {AuthKind.API_KEY: ("key",)}
FILE = "example.txt"
_FILE = Scalar(Kind.FILE)
_SEGMENT = "-._~!$'()*,=:@"
_LITERAL = f"{_SEGMENT}+;&%\\"
_PLACEHOLDER = "https://api.example.test"


class Call(Struct, frozen=True):
    """A call and what it sends.

    ``code`` is the call on a client, ``given`` states whether it has arguments, ``files`` whether it needs an upload.
    """

    code: Code
    given: bool
    uses: frozenset[Import]
    files: bool
    path: str
    query: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    content: tuple[str, ...]


class Calls(Struct, frozen=True):
    """Makes calls for the operations of one API."""

    client: Client

    @property
    def samples(self) -> Samples:
        """Where values come from."""
        return Samples(self.client, "models.")

    def full(self, operation: Method) -> Call:
        """Call with every argument that is not on its way out."""
        chosen = [
            each
            for each in operation.arguments
            if self._sendable(each) and (each.required or each.deprecated is None)
        ]
        spared = _spared(operation, [each.wire for each in chosen if each.place is Place.FIELD])
        return self._call(
            operation,
            [each for each in chosen if each.place is not Place.FIELD or each.wire not in spared],
        )

    def least(self, operation: Method, also: dict[str, Sample] | None = None) -> Call:
        """Call with the arguments that must be given, and those given by name on the wire."""
        also, requires = also or {}, operation.requires
        # The first of each group that a request needs one of.
        groups = (*requires.one_of, *requires.any_of, requires.any_query)
        needed = {group[0].removeprefix("?") for group in groups if group}
        chosen = [
            each
            for each in operation.arguments
            if each.required
            or (each.wire in also and each.shapes)
            or (each.wire in needed and each.place in {Place.FIELD, Place.QUERY})
        ]
        return self._call(operation, chosen, also)

    def possible(self, operation: Method) -> bool:
        """Return whether all required arguments can be given."""
        return all(self._sendable(each) for each in operation.arguments if each.required)

    def _sendable(self, argument: Argument) -> bool:
        kind = argument.type
        match argument.place:
            case Place.HEADER:
                plain = {Kind.STRING, Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN}
                return isinstance(kind, Scalar) and kind.kind in plain and not kind.phone
            case Place.PATH | Place.QUERY | Place.FORM:
                inner = kind.item if isinstance(kind, ListOf) else kind
                return isinstance(inner, Scalar | Named) and inner != Scalar(Kind.BYTES)
            case _:
                return True

    def _call(
        self, operation: Method, chosen: Iterable[Argument], also: dict[str, Sample] | None = None
    ) -> Call:
        also = also or {}
        given = [(each, also.get(each.wire) or self._sample(operation, each)) for each in chosen]
        code = layout.call(
            f"client.{operation.dotted}",
            [("" if each.positional else each.name, sample.given) for each, sample in given],
        )
        parameters = {each.at: each for each in operation.parameters}
        at = {
            place: [(parameters[each.at], sample) for each, sample in given if each.place is place]
            for place in (Place.PATH, Place.QUERY, Place.HEADER, Place.FORM)
        }
        # The path itself may ask for something.
        path, _, query = operation.path.partition("#")[0].partition("?")
        in_path = {
            f"{{{parameter.wire}}}": join.join(self._texts(parameter.type, sample.wire))
            for parameter, sample in at[Place.PATH]
            for join in ("," if parameter.join is Join.MULTI else parameter.join.value,)
        }
        return Call(
            code=code,
            given=bool(given),
            uses=frozenset[Import]().union(*(sample.uses for _, sample in given)),
            files=any(each.type in {_FILE, ListOf(_FILE)} for each, _ in given),
            path=self._path(path, in_path),
            query=(
                *(
                    (key, _filled(value, in_path))
                    for key, value in parse_qsl(query, keep_blank_values=True)
                ),
                *self._pairs(at[Place.QUERY]),
                *(
                    (auth.wire or "", credentials(auth)[0])
                    for auth in signed(self.client.auth, operation)
                    if auth.kind is AuthKind.API_KEY and auth.location is Location.QUERY
                ),
            ),
            headers=self._headers(
                operation, at[Place.HEADER], has_body=self._has_body(operation, given)
            ),
            content=tuple(self._content(operation, given, at[Place.FORM])),
        )

    def _sample(self, operation: Method, argument: Argument) -> Sample:
        if argument.type == _FILE:
            return Sample("upload", FILE, "")
        if argument.type == ListOf(_FILE):
            return Sample("[upload, upload]", [FILE, FILE], "")
        spaced = {each.at for each in operation.parameters if each.join is Join.SSV}
        if argument.at in spaced and argument.type == ListOf(Scalar(Kind.STRING)):
            return Sample('["one", "two"]', ["one", "two"], "")
        if argument.partial:
            return Sample('"id"', "id", "")
        samples = self.samples
        if argument.place is Place.BODY and (row := operation.row):
            writable = [
                field for field in row.writable if not samples.leads_to(field.type, [row.at])
            ]
            spared = _spared(operation, [each.wire for each in writable])
            one = samples.object(row, [each for each in writable if each.wire not in spared])
            return Sample(layout.listed([one.given]), [one.wire], "", one.uses)
        if (events := self._events(operation, argument)) is not None:
            return Sample(literal(events), events, "")
        sample = samples.of(argument.type, argument.wire, Wish(limits=argument.limits, many=True))
        if argument.place is Place.PATH and sample.wire == "":
            # No one can send an empty part of a path, even where the description allows nothing else.
            return Sample('"example"', "example", "")
        return sample

    def _events(self, operation: Method, argument: Argument) -> list[Json] | None:
        """Return the events that the resource has that the call names."""
        names, webhooks = operation.requires.known_events, self.client.webhooks
        if argument.wire not in names[1:] or argument.place is not Place.FIELD or webhooks is None:
            return None
        named = next(each for each in operation.arguments if each.wire == names[0])
        resource = self._sample(operation, named).wire
        known = (each.events for each in webhooks.resources if each.name == resource)
        return list[Json](next(known, ()))[:2]

    def _path(self, path: str, texts: Mapping[str, str]) -> str:
        encoded = [
            (
                quote(_filled(each, texts), safe=_SEGMENT)
                if "{" in each
                else quote(each, safe=_LITERAL)
            )
            for each in path.split("/")
        ]
        return urlsplit(base_url(self.client)).path.rstrip("/") + "/".join(encoded)

    def _pairs(self, given: list[tuple[Parameter, Sample]]) -> Iterator[tuple[str, str]]:
        for parameter, sample in given:
            texts = self._texts(parameter.type, sample.wire)
            if isinstance(sample.wire, list) and parameter.join is not Join.MULTI:
                texts = [parameter.join.value.join(texts)]
            yield from ((parameter.wire, text) for text in texts)

    def _texts(self, type_: TypeRef, wire: Json) -> list[str]:
        if isinstance(wire, list):
            item = type_.item if isinstance(type_, ListOf) else type_
            return [text for each in wire for text in self._texts(item, each)]
        if type_ == Scalar(Kind.DATE_TIME):
            return [str(wire).replace("Z", "+00:00")]
        return [str(wire).lower() if isinstance(wire, bool) else str(wire)]

    def _has_body(self, operation: Method, given: list[tuple[Argument, Sample]]) -> bool:
        """Whether a call sends a body; an optional one of which nothing is given stays away."""
        if any(each.place in {Place.BODY, Place.FIELD} for each, _ in given):
            return True
        is_spread = any(each.place is Place.FIELD for each in operation.arguments)
        return is_spread and operation.body is not None and operation.body.required

    def _headers(
        self, operation: Method, given: list[tuple[Parameter, Sample]], *, has_body: bool
    ) -> tuple[tuple[str, str], ...]:
        result = {"accept": ", ".join(operation.response.media_types) or "*/*"}
        for auth in signed(self.client.auth, operation):
            result |= proof(auth)
        if operation.body and has_body:
            result["content-type"] = operation.body.media_type
        elif operation.form_style is FormStyle.URLENCODED:
            result["content-type"] = operation.form_style.value
        result |= {name.lower(): text for name, text in self._pairs(given)}
        return tuple(result.items())

    def _content(
        self,
        operation: Method,
        given: list[tuple[Argument, Sample]],
        form: list[tuple[Parameter, Sample]],
    ) -> Iterator[str]:
        """Assertions about the body."""
        if operation.form_style is FormStyle.MULTIPART:
            parts = ", ".join(self._part(*pair) for pair in form)
            yield f"assert api.sent.parts == [{parts}]"
        elif operation.form_style is FormStyle.URLENCODED:
            pairs = ", ".join(map(literal, self._pairs(form)))
            yield f"assert api.sent.form == [{pairs}]"
        elif whole := [sample.wire for each, sample in given if each.place is Place.BODY]:
            assert operation.body
            if operation.body.type == _FILE:
                yield "assert api.sent.content == upload.read_bytes()"
            elif "json" not in operation.body.media_type and isinstance(whole[0], str):
                yield f"assert api.sent.content == {string(whole[0])}.encode()"
            else:
                yield f"assert api.sent.json == {literal(whole[0])}"
        elif self._has_body(operation, given):
            body = {each.wire: sample.wire for each, sample in given if each.place is Place.FIELD}
            yield f"assert api.sent.json == {literal(body)}"
        else:
            yield 'assert api.sent.content == b""'

    def _part(self, parameter: Parameter, sample: Sample) -> str:
        if parameter.type in {_FILE, ListOf(_FILE)}:
            part = f"({string(parameter.wire)}, {string(FILE)}, upload.read_bytes())"
            return part if parameter.type == _FILE else f"{part}, {part}"
        texts = [text for _, text in self._pairs([(parameter, sample)])]
        return ", ".join(
            f"({string(parameter.wire)}, None, {string(text)}.encode())" for text in texts
        )


def _spared(operation: Method, names: Iterable[str]) -> set[str]:
    """Return those properties that must not stand beside others: all of a group but the first."""
    given = [*names]
    groups = ([name for name in given if name in group] for group in operation.requires.one_of)
    return {name for group in groups for name in group[1:]}


def _filled(segment: str, texts: Mapping[str, str]) -> str:
    """A segment with its parameters, each filled in once: a value may look like a parameter."""
    return re.sub(r"\{[^{}]*\}", lambda hit: texts.get(hit[0], hit[0]), segment)


def base_url(client: Client) -> str:
    """Where the tests' server seems to be."""
    whole = urlsplit(client.base_url)
    return client.base_url if whole.scheme in {"http", "https"} and whole.hostname else _PLACEHOLDER


def credentials(auth: Auth) -> tuple[str, ...]:
    """The credentials of the tests, in the order of the client's arguments."""
    inner = tuple(text for scheme in auth.schemes for text in credentials(scheme))
    return inner or auth.own or _CREDENTIALS[auth.kind]


def signed(auth: Auth, operation: Method) -> tuple[Auth, ...]:
    """The schemes that a request signs in by: those of the first alternative that asks for any."""
    if not operation.secured:
        return ()
    if not auth.schemes:
        return (auth,)
    names = next(each for each in operation.security if each)
    return tuple(scheme for scheme in auth.schemes if scheme.name in names)


def proof(auth: Auth) -> dict[str, str]:
    """The header that carries the tests' credentials."""
    given = credentials(auth)
    match auth.kind:
        case AuthKind.BASIC:
            return {"authorization": f"Basic {b64encode(':'.join(given).encode()).decode()}"}
        case AuthKind.BEARER:
            return {"authorization": f"Bearer {given[0]}"}
        case AuthKind.API_KEY if auth.location is Location.HEADER:
            return {(auth.wire or "").lower(): given[0]}
        case _:
            return {}
