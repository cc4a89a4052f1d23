"""Drives a generated client through everything its description declares, and lists the differences on the wire."""

from __future__ import annotations

import base64
import email
import email.policy
import json
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, EnumType
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from tests.outside.oracle.client import Caller, Package, bind, load, unload
from tests.outside.oracle.description import (
    Operation,
    base,
    children,
    follow,
    is_form,
    is_json,
    is_text,
    operations,
    shape,
)
from tests.outside.oracle.samples import Samples, errors, given
from tests.outside.oracle.server import Received, Reply, Server

_JOINTS = {"csv": ",", "ssv": " ", "tsv": "\t", "pipes": "|"}
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.0+)?(Z|\+00:00)")
_OK = Reply(204)
_BYTES = b"\x00\xff bytes, no text"


@dataclass(frozen=True)
class Difference:
    """What is not as described: the kind, the operation, and what was found."""

    kind: str
    operation: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.operation}: {self.text}"


def judge(document: Mapping[str, Any], folder: Path, name: str) -> list[Difference]:
    """All differences between a description and the package that was generated from it."""
    package = load(folder, name)
    try:
        return list(dict.fromkeys(_judged(document, package)))
    finally:
        unload(name)


def _judged(document: Mapping[str, Any], package: Package) -> Iterator[Difference]:
    yield from _addresses(document, package)
    yield from _enums(document, package)
    listed = operations(document)
    schemes = document.get("securityDefinitions", {})
    secrets = _secrets(package, schemes)
    with Server() as server:
        with Caller(package, server.url, secrets) as caller:
            for operation in listed:
                yield from _Judge(document, operation, caller, server).differences()
        yield from _alternatives(document, package, server, listed)


def _addresses(document: Mapping[str, Any], package: Package) -> Iterator[Difference]:
    """The address that a client uses when none is given."""
    schemes = document.get("schemes") or ["https"]
    scheme = "http" if "http" in schemes and "https" not in schemes else "https"
    host = document.get("host")
    if not host:
        return
    wanted = f"{scheme}://{host}{document.get('basePath', '')}".rstrip("/")
    result = package.module("_client").SETTINGS.base_url
    if result != wanted:
        yield Difference("address", "the client", f"{result} instead of {wanted}")


def _enums(document: Mapping[str, Any], package: Package) -> Iterator[Difference]:
    """The names of enums' members: a plain name means the value that is spelt like it."""
    models = package.module("models")
    for name in getattr(models, "__all__", dir(models)):
        each = getattr(models, name)
        if isinstance(each, EnumType):
            for entry in list(each):
                wanted = re.sub(r"[^A-Za-z0-9]+", "_", str(entry.value).strip("+-")).upper()
                opposite = [other.value for other in each if str(other.value).upper() == entry.name]
                if opposite and entry.value not in opposite and wanted == entry.name:
                    yield Difference(
                        "enum-name", name, f"{entry.name} is {entry.value!r}, not {opposite[0]!r}"
                    )


def _secrets(package: Package, schemes: Mapping[str, Any]) -> dict[str, str]:
    """A secret for each argument of the constructor."""
    return {name: f"secret-{name}" for name in package.secrets}


def _arguments(package: Package, schemes: Mapping[str, Any]) -> dict[str, list[str]] | None:
    """The constructor's arguments for each scheme, in order; None where their number is not as described."""
    rest = list(package.secrets)
    result: dict[str, list[str]] = {}
    for name, scheme in schemes.items():
        many = 2 if scheme["type"] == "basic" else 1
        result[name], rest = rest[:many], rest[many:]
        if len(result[name]) < many:
            return None
    return None if rest else result


def _marks(scheme: Mapping[str, Any], secrets: list[str]) -> tuple[str, str, str]:
    """Where and how a scheme shows on the wire."""
    if scheme["type"] == "basic":
        pair = base64.b64encode(":".join(secrets).encode()).decode()
        return ("header", "authorization", f"Basic {pair}")
    if scheme["type"] == "oauth2":
        return ("header", "authorization", f"Bearer {secrets[0]}")
    return (
        scheme["in"],
        scheme["name"].lower() if scheme["in"] == "header" else scheme["name"],
        secrets[0],
    )


def _requirements(operation: Operation, schemes: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """The alternatives of an operation; where a document only defines schemes, any of them is enough."""
    text = operation.requirements
    if text is None:
        listed = operations(operation.document)
        silent = all(each.requirements is None for each in listed)
        return [(name,) for name in schemes] if silent else []
    return text


def _used(document: Mapping[str, Any], listed: list[Operation]) -> dict[str, Any]:
    """The schemes that operations ask for, in the document's order."""
    schemes = document.get("securityDefinitions", {})
    asked = {name for each in listed for names in _requirements(each, schemes) for name in names}
    return {name: scheme for name, scheme in schemes.items() if name in asked}


def _alternatives(
    document: Mapping[str, Any], package: Package, server: Server, listed: list[Operation]
) -> Iterator[Difference]:
    """Clients that know the secrets of one alternative only."""
    schemes = _used(document, listed)
    arguments = _arguments(package, schemes)
    if arguments is None:
        yield Difference(
            "security", "the client", f"{package.secrets} for the schemes {[*schemes]}"
        )
        return
    asked = {
        frozenset(each): operation
        for operation in listed
        for each in _requirements(operation, schemes)
    }
    for alternative, operation in asked.items():
        if not alternative or not alternative <= schemes.keys():
            continue
        names = [name for scheme in schemes if scheme in alternative for name in arguments[scheme]]
        with Caller(package, server.url, {name: f"secret-{name}" for name in names}) as caller:
            one = _Judge(document, operation, caller, server)
            yield from one.signed({*alternative})


class _Judge:
    """Judges one operation."""

    def __init__(
        self, document: Mapping[str, Any], operation: Operation, caller: Caller, server: Server
    ) -> None:
        self.document = document
        self.operation = operation
        self.caller = caller
        self.server = server
        self.schemes = _used(document, operations(document))

    def _is_missing(self) -> str:
        result = self.caller.of(self.operation)
        also = self.caller.of(self.operation, asynchronous=True)
        return (
            ""
            if len(result) == 1 == len(also)
            else f"{len(result)} methods, {len(also)} async ones"
        )

    def differences(self) -> Iterator[Difference]:
        """Everything about the operation."""
        if text := self._is_missing():
            yield self._difference("method", text)
            return
        self.binding = bind(self.operation, self.caller.of(self.operation)[0])
        if self.binding.unbound:
            yield self._difference(
                "argument", f"nothing in the description is called {self.binding.unbound}"
            )
        yield from self._requests()
        yield from self._responses()

    def _difference(self, kind: str, text: str) -> Difference:
        return Difference(kind, self.operation.title, text)

    # ---- What is sent ----

    def _requests(self) -> Iterator[Difference]:
        document, body = self.document, self.operation.body
        yield from self._sent("everything", Samples(document, request=True))
        yield from self._sent(
            "only what is required", Samples(document, full=False, request=True), bare=True
        )
        if body is None:
            return
        schema = body.get("schema", {})
        yield from self._sent("null", Samples(document, nulls=True, request=True))
        if _has_free_keys(document, schema):
            yield from self._sent("free-keys", Samples(document, free=True, request=True))
        for name in _subtypes(document, schema):
            yield from self._sent(
                "subtype", Samples(document, subtype=name, request=True), label=name
            )

    def _sent(
        self, kind: str, samples: Samples, *, bare: bool = False, label: str = ""
    ) -> Iterator[Difference]:
        values, body = self._values(samples, bare=bare)
        args, kwargs, missing = self._passed(values, body)
        kind = kind if kind in {"null", "free-keys", "subtype"} else "request"
        for each in missing:
            yield self._difference("argument", f"{each} cannot be given")
        if missing:
            return
        for asynchronous in (False, True):
            for text in self._exchange(args, kwargs, values, body, asynchronous=asynchronous):
                mode = "async, " if asynchronous else ""
                yield self._difference(kind, f"{mode}{label + ': ' if label else ''}{text}")

    def _values(self, samples: Samples, *, bare: bool) -> tuple[dict[tuple[str, str], Any], Any]:
        """The value of each parameter, and the body; what is absent is not sent."""
        values = {}
        requires = self.operation.node.get("x-requires", {})
        asked = next(iter(requires.get("any-query", ())), None)
        for each in self.operation.parameters:
            is_asked = each.get("required") or each["in"] == "path" or each["name"] == asked
            if each["in"] == "body" or (bare and not is_asked):
                continue
            lists = replace(samples, nulls=False)
            value = lists.value(each, each["name"])
            values[each["in"], each["name"]] = (
                value if value != [] else lists.value({**each, "minItems": 1}, each["name"])
            )
        body = self.operation.body
        if body is None or (bare and not body.get("required") and not requires):
            return values, _ABSENT
        made = samples.value(body.get("schema", {}), "body")
        if requires:  # what the description requires, and what its overlay adds
            whole = replace(samples, full=True, nulls=False).value(body.get("schema", {}), "body")
            pairs = zip(made, whole, strict=False) if isinstance(made, list) else [(made, whole)]
            rows = [self._allowed(requires, *pair) for pair in pairs]
            made = rows if isinstance(made, list) else rows[0]
        result = (
            []
            if shape(self.document, body.get("schema", {})).kind == "file"
            else errors(self.document, body.get("schema", {}), made, request=True)
        )
        assert result == [], (self.operation.title, made, result)
        return values, made

    def _allowed(self, requires: Mapping[str, Any], row: Any, whole: Any) -> Any:
        """A row as x-requires wants it, with what it lacks from a whole one."""
        row = {name: whole[name] for name in requires.get("properties", ())} | row
        for group in requires.get("one-of", ()):
            first = next((name for name in group if row.get(name) is not None), group[0])
            row = {name: value for name, value in row.items() if name not in group}
            row[first] = whole[first]
        for group in requires.get("any-of", ()):
            if group[0] in whole and all(row.get(name) is None for name in group):
                row[group[0]] = whole[group[0]]
        if names := requires.get("known-events"):
            resources = self.document["x-webhooks"]["resources"]
            row[names[1]] = resources[row[names[0]]]["events"][:1] if names[0] in row else []
        return row

    def _passed(
        self, values: Mapping[tuple[str, str], Any], body: Any
    ) -> tuple[list[Any], dict[str, Any], list[str]]:
        """Positional and keyword arguments: those of the path go by position, in the order of the path."""
        binding = self.binding
        by_key = {(each["in"], each["name"]): each for each in self.operation.parameters}
        missing = [
            f"{name} in {place}"
            for place, name in values
            if (place, name) not in binding.parameters
        ]
        named: dict[str, Any] = {
            binding.parameters[key]: self._argument(by_key[key], value)
            for key, value in values.items()
            if key in binding.parameters
        }
        if body is not _ABSENT:
            schema = self.operation.body.get("schema", {})  # type: ignore[union-attr]
            ready = self._python(schema, body)
            if binding.fields and isinstance(ready, dict):
                missing += [
                    f"{wire} in body"
                    for wire in ready
                    if wire not in binding.fields
                    and wire in shape(self.document, schema).properties
                ]
                extra = [wire for wire in ready if wire not in binding.fields]
                if extra and not missing:
                    missing.append(f"the key {extra[0]!r} of the body")
                named |= {
                    binding.fields[wire]: each
                    for wire, each in ready.items()
                    if wire in binding.fields
                }
            elif binding.whole is None:
                missing.append("the body")
            else:
                named[binding.whole] = ready
        order = re.findall(r"\{([^{}/]*)\}", self.operation.path)
        args = []
        for name in dict.fromkeys(order):
            argument = binding.parameters.get(("path", name))
            if argument in named and argument in binding.positional:
                args.append(named.pop(argument))
        return args, named, missing

    def _argument(self, parameter: Mapping[str, Any], value: Any) -> Any:
        if parameter.get("x-csv") and isinstance(value, str):
            return [value]
        return self._python(parameter, value)

    def _python(self, schema: Any, value: Any) -> Any:
        return given(self.document, schema, value)

    def _exchange(
        self,
        args: Any,
        kwargs: Any,
        values: Mapping[tuple[str, str], Any],
        body: Any,
        *,
        asynchronous: bool,
    ) -> Iterator[str]:
        self.server.reply = _OK
        self.server.received.clear()
        came = self.caller.call(self.operation, args, kwargs, asynchronous=asynchronous)
        if len(self.server.received) != 1:
            yield f"nothing was sent: {type(came).__name__}: {came}"
            return
        received = self.server.received[0]
        yield from self._compared(received, values, body)

    def _compared(
        self, received: Received, values: Mapping[tuple[str, str], Any], body: Any
    ) -> Iterator[str]:
        operation = self.operation
        if received.method != operation.method.upper():
            yield f"{received.method} was sent"
        by_key = {(each["in"], each["name"]): each for each in operation.parameters}
        texts = {key: _texts(self.document, by_key[key], value) for key, value in values.items()}
        split = urlsplit(received.target)
        template, _, fixed = operation.path.partition("#")[0].partition("?")
        parts = re.split(r"\{([^{}/]*)\}", template)
        wanted = "".join(
            ",".join(texts["path", part]) if place % 2 else unquote(part)
            for place, part in enumerate(parts)
        )
        if unquote(split.path) != wanted:
            yield f"the path is {unquote(split.path)!r}, not {wanted!r}"
        fixed = re.sub(r"\{([^{}/]*)\}", lambda match: ",".join(texts["path", match[1]]), fixed)
        marks = self._expected_marks()
        asked = parse_qsl(fixed, keep_blank_values=True)
        asked += [
            (name, text)
            for (place, name), result in texts.items()
            if place == "query"
            for text in result
        ]
        signed = [(name, text) for place, name, text in marks if place == "query"]
        got = [
            (name, _canonical(text))
            for name, text in parse_qsl(split.query, keep_blank_values=True)
        ]
        if Counter(got) != Counter(asked + signed):
            yield f"the query is {got}, not {asked + signed}"
        if (
            asked
            and [pair for pair in got if pair not in signed] != asked
            and not _same_order(got, asked)
        ):
            yield f"the query is in another order: {got}"
        for (place, name), result in texts.items():
            message = _canonical(_header(received, name)) if place == "header" else None
            if place == "header" and message != ",".join(result):
                yield f"the header {name} is {message!r}, not {','.join(result)!r}"
        yield from self._signed(received, marks)
        yield from self._carried(received, texts, by_key, body)

    def _carried(self, received: Received, texts: Any, by_key: Any, body: Any) -> Iterator[str]:
        media = received.headers.get("content-type")
        offered = [base(each) for each in self.operation.media_types("consumes")]
        form = {
            name: (by_key[place, name], result)
            for (place, name), result in texts.items()
            if place == "formData"
        }
        if form:
            yield from _form_differences(received, form)
        elif body is _ABSENT:
            has_form = any(each["in"] == "formData" for each in self.operation.parameters)
            if received.body.strip(b"-\r\n ") and not has_form:
                yield f"a body is sent though none is given: {received.body[:80]!r}"
        else:
            if media is None or (
                base(media) not in offered
                and offered
                and not any("*" in each for each in offered)
                and not all(map(is_form, offered))
            ):
                yield f"the body is {media}, which is none of {offered}"
            yield from self._body(received, media or "", body)

    def _body(self, received: Received, media: str, body: Any) -> Iterator[str]:
        if is_json(media):
            try:
                result = json.loads(received.body)
            except ValueError:
                yield f"the body is no JSON: {received.body[:80]!r}"
                return
            if _canonical(result) != _canonical(body):
                yield f"the body is {json.dumps(result)[:300]}, not {json.dumps(body)[:300]}"
        else:
            wanted = body.encode() if isinstance(body, str) else json.dumps(body).encode()
            if received.body != wanted:
                yield f"the body is {received.body[:80]!r}, not {wanted[:80]!r}"

    # ---- Who signs ----

    def _expected_marks(self, known: set[str] | None = None) -> list[tuple[str, str, str]]:
        arguments = _arguments(self.caller.package, self.schemes)
        if arguments is None:
            return []
        have = {*self.schemes} if known is None else known
        fitting = [each for each in _requirements(self.operation, self.schemes) if {*each} <= have]
        # An alternative that asks for nothing is for those who have nothing.
        chosen = next((each for each in fitting if each), ())
        return [
            _marks(self.schemes[name], [f"secret-{each}" for each in arguments[name]])
            for name in chosen
        ]

    def _signed(self, received: Received, marks: list[tuple[str, str, str]]) -> Iterator[str]:
        names = {"authorization"} | {
            each["name"].lower()
            for each in self.schemes.values()
            if each["type"] == "apiKey" and each["in"] == "header"
        }
        wanted = {name: text for place, name, text in marks if place == "header"}
        own = {each["name"].lower() for each in self.operation.parameters if each["in"] == "header"}
        for name in sorted(names - own):
            result = received.headers.get(name)
            if result != wanted.get(name):
                yield f"signs by {name}: {result!r}, not {wanted.get(name)!r}"

    def signed(self, known: set[str]) -> Iterator[Difference]:
        """Whether the secrets of one alternative are enough, and all that is sent."""
        if self._is_missing():
            return
        self.binding = bind(self.operation, self.caller.of(self.operation)[0])
        values, body = self._values(Samples(self.document, request=True), bare=False)
        args, kwargs, missing = self._passed(values, body)
        if missing:
            return
        self.server.reply = _OK
        self.server.received.clear()
        came = self.caller.call(self.operation, args, kwargs, asynchronous=False)
        if not self.server.received:
            yield self._difference(
                "security", f"with {sorted(known)} alone: {type(came).__name__}: {came}"
            )
            return
        marks = self._expected_marks(known)
        for text in self._signed(self.server.received[0], marks):
            yield self._difference("security", f"with {sorted(known)} alone: {text}")

    # ---- What comes back ----

    def _responses(self) -> Iterator[Difference]:
        listed = self.operation.responses
        values, body = self._values(Samples(self.document, request=True), bare=False)
        args, kwargs, missing = self._passed(values, body)
        if missing:
            return
        accept = self._accept(args, kwargs)
        success = [status for status in listed if status.startswith("2")]
        for status, node in listed.items():
            if status == "default":
                code = 418 if success else 200
                yield from self._answered(code, node, accept, args, kwargs)
                if not success:
                    yield from self._answered(418, node, accept, args, kwargs)
            elif status.isdigit() and 200 <= int(status) < 600:
                yield from self._answered(int(status), node, accept, args, kwargs)
        yield from self._empty(args, kwargs)

    def _accept(self, args: Any, kwargs: Any) -> list[str]:
        self.server.reply = _OK
        self.server.received.clear()
        self.caller.call(self.operation, args, kwargs, asynchronous=False)
        if not self.server.received:
            return []
        text = self.server.received[0].headers.get("accept") or "*/*"
        return [each.partition(";q=")[0].strip() for each in text.split(",")]

    def _empty(self, args: Any, kwargs: Any) -> Iterator[Difference]:
        """A success without a body is one, described or not."""
        for status in (200, 204):
            self.server.reply = Reply(status)
            for asynchronous in (False, True):
                came = self.caller.call(self.operation, args, kwargs, asynchronous=asynchronous)
                if isinstance(came, Exception):
                    yield self._difference(
                        "empty", f"{status} ends in {type(came).__name__}: {came}"
                    )

    def _answered(
        self, status: int, node: Any, accept: list[str], args: Any, kwargs: Any
    ) -> Iterator[Difference]:
        for kind, media, content, wanted in self._replies(status, node, accept):
            headers = {"Location": "/elsewhere?x=1"} if status // 100 == 3 else {}
            self.server.reply = Reply(status, media, content, headers)
            for asynchronous in (False, True):
                with warnings.catch_warnings(record=True) as messages:
                    warnings.simplefilter("always")
                    came = self.caller.call(self.operation, args, kwargs, asynchronous=asynchronous)
                deviations = [
                    str(each.message)
                    for each in messages
                    if each.category.__name__ == "DeviationWarning"
                ]
                for text in self._judged_response(status, came, wanted, deviations):
                    mode = "async, " if asynchronous else ""
                    yield self._difference(kind, f"{mode}{status} {media}: {text}")

    def _replies(
        self, status: int, node: Any, accept: list[str]
    ) -> Iterator[tuple[str, str | None, bytes, Any]]:
        """What a server may respond with: kind, media type, body and the value that should come back."""
        schema = node.get("schema")
        produces = self.operation.media_types("produces") or ["application/json"]
        if schema is None or self.operation.method == "head" or status in {204, 304}:
            yield "response", None, b"", _ABSENT
            return
        result = shape(self.document, schema)
        asked = [each for each in produces if _is_asked(each, accept)]
        if status >= 300:
            asked = [each for each in produces if is_json(each)][:1]
        elif not asked:
            yield "response", None, b"", f"asked for {accept}, though {produces} is offered"
        for media in asked:
            if result.kind == "file" or not (is_json(media) or is_text(media)):
                yield "response", media, _BYTES, _BYTES
            elif is_text(media):
                yield from self._texts(media, schema, result.kind)
            else:
                yield from self._json("application/json" if "*" in media else media, schema)

    def _texts(
        self, media: str, schema: Any, kind: str
    ) -> Iterator[tuple[str, str | None, bytes, Any]]:
        if kind == "string":
            for text in ("hello", "12", '"quoted"', "true", "schön"):
                yield "text", f"{base(media)}; charset=utf-8", text.encode(), text
            yield "text", f"{base(media)}; charset=iso-8859-1", "schön".encode("latin-1"), "schön"
        elif kind in {"integer", "number", "boolean"}:
            value = Samples(self.document).value(schema)
            yield "text", media, json.dumps(value).encode(), value

    def _json(self, media: str, schema: Any) -> Iterator[tuple[str, str | None, bytes, Any]]:
        document = self.document
        samples = {"response": [Samples(document), Samples(document, full=False)]}
        samples["null"] = [Samples(document, nulls=True)]
        if _has_free_keys(document, schema):
            samples["free-keys"] = [Samples(document, free=True)]
        samples["subtype"] = [
            Samples(document, subtype=each) for each in _subtypes(document, schema)
        ]
        for kind, listed in samples.items():
            for each in listed:
                value = each.value(schema)
                if kind == "null" and "null" not in json.dumps(value):
                    continue
                result = errors(document, schema, value)
                assert result == [], (self.operation.title, value, result)
                yield kind, media, json.dumps(value).encode(), value

    def _judged_response(
        self, status: int, came: Any, wanted: Any, deviations: list[str]
    ) -> Iterator[str]:
        if isinstance(wanted, str) and wanted.startswith("asked for"):
            yield wanted
            return
        if status >= 400:
            yield from _judged_error(status, came, wanted)
        elif status >= 300:
            result = getattr(came, "status", None), getattr(came, "location", None)
            target = urljoin(self.server.url + self.server.received[-1].target, "/elsewhere?x=1")
            if isinstance(came, Exception) or result != (status, target):
                yield f"comes back as {came!r}"
        elif isinstance(came, Exception):
            yield f"ends in {type(came).__name__}: {str(came)[:300]}"
        elif wanted is _ABSENT:
            if came not in (None, b"", "") and getattr(came, "items", None) != []:
                yield f"comes back as {came!r}"
        else:
            if not _is_same(came, wanted):
                yield f"comes back as {str(_back(came))[:300]}, not {str(wanted)[:300]}"
            if deviations:
                yield f"warns: {deviations[0]}"


_ABSENT = object()


def _judged_error(status: int, came: Any, wanted: Any) -> Iterator[str]:
    """An error carries its status, and what it is described to state."""
    error = came if getattr(came, "status", None) == status else getattr(came, "__cause__", None)
    if not isinstance(came, Exception) or getattr(error, "status", None) != status:
        yield f"comes back as {came!r}"
        return
    if wanted is _ABSENT or isinstance(wanted, bytes):
        return
    details = getattr(error, "details", None)
    if _canonical(_back(details)) != _canonical(wanted):
        yield f"the error's details are {str(_back(details))[:200]}, not {str(wanted)[:200]}"


def _is_asked(media: str, accept: list[str]) -> bool:
    kind = base(media)
    asked = {base(each) for each in accept}
    return (
        kind in asked
        or "*/*" in asked
        or f"{kind.partition('/')[0]}/*" in asked
        or (is_json(kind) and "*" in kind and any(map(is_json, asked)))
    )


def _is_same(came: Any, wanted: Any) -> bool:
    if isinstance(wanted, bytes):
        return came == wanted
    back = _canonical(_back(came))
    expected = _canonical(wanted)
    if hasattr(came, "pages") and hasattr(came, "items"):
        listed = [each for each in expected.values() if isinstance(each, list)]
        return back in (listed or [[]])
    return type(back) is type(expected) and back == expected


def _back(value: Any) -> Any:
    """What came back, as JSON."""
    if hasattr(value, "to_dict"):
        return value.to_dict(wire_names=True)
    if hasattr(value, "pages") and hasattr(value, "items"):
        return [_back(each) for each in value.items]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: _back(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_back(each) for each in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _canonical(value: Any) -> Any:
    """A JSON value in which equal times are equal texts, and 1.0 is not 1."""
    if isinstance(value, dict):
        return {key: _canonical(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_canonical(each) for each in value]
    if isinstance(value, str) and _TIME.fullmatch(value):
        return datetime.fromisoformat(value).isoformat()
    return value


def _has_free_keys(document: Mapping[str, Any], schema: Any, depth: int = 0) -> bool:
    """Whether somewhere in a schema an object has both properties and further keys."""
    result = shape(document, schema)
    if depth > 4:
        return False
    if result.kind == "object" and result.extra not in (None, False):
        return True
    inner = [*result.properties.values(), result.node.get("items"), result.extra]
    return any(
        _has_free_keys(document, each, depth + 1) for each in inner if isinstance(each, dict)
    )


def _subtypes(document: Mapping[str, Any], schema: Any, depth: int = 0) -> list[str]:
    """The children of every parent with a discriminator in a schema."""
    result = shape(document, schema)
    if depth > 4:
        return []
    own = children(document, result.name) if result.discriminator and result.name else []
    inner = [*result.properties.values(), result.node.get("items"), result.extra]
    below = [
        name
        for each in inner
        if isinstance(each, dict)
        for name in _subtypes(document, each, depth + 1)
    ]
    return list(dict.fromkeys([*own, *below]))


def _header(received: Received, name: str) -> str | None:
    text = received.headers.get(name)
    if text is None:
        return None
    try:
        return text.encode("latin-1").decode()
    except ValueError:
        return text


def _texts(document: Mapping[str, Any], parameter: Mapping[str, Any], value: Any) -> list[str]:
    """A parameter as it is written: several texts where the key is retried."""
    if not isinstance(value, list):
        return [_text(parameter, value)]
    joint = "csv" if parameter.get("x-csv") else parameter.get("collectionFormat", "csv")
    inner = parameter.get("items", {})
    texts = [
        (
            _texts(
                document, {**inner, "collectionFormat": inner.get("collectionFormat", "csv")}, each
            )[0]
            if isinstance(each, list)
            else _text(follow(document, inner), each)
        )
        for each in value
    ]
    if inner.get("type") == "file" or (
        joint == "multi" and parameter.get("in") in {"query", "formData"}
    ):
        return texts
    return [_JOINTS.get(joint, ",").join(texts)]


def _text(parameter: Mapping[str, Any], value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(_canonical(value))


def _same_order(got: list[tuple[str, str]], asked: list[tuple[str, str]]) -> bool:
    """Whether the values of each key are in their order; keys may stand in any."""
    keys = {name for name, _ in asked}
    return all([v for n, v in got if n == key] == [v for n, v in asked if n == key] for key in keys)


def _form_differences(received: Received, form: Mapping[str, Any]) -> Iterator[str]:
    media = received.headers.get("content-type") or ""
    wanted = [(name, text) for name, (_, result) in form.items() for text in result]
    if base(media) == "multipart/form-data":
        head = f"Content-Type: {media}\r\n\r\n".encode()
        message = email.message_from_bytes(head + received.body, policy=email.policy.HTTP)
        got = [
            (
                part.get_param("name", header="content-disposition"),
                part.get_payload(decode=True).decode(),
            )
            for part in message.iter_parts()
        ]
        files = {
            name
            for name, (parameter, _) in form.items()
            if "file" in {parameter["type"], parameter.get("items", {}).get("type")}
        }
        sent = {
            part.get_param("name", header="content-disposition")
            for part in message.iter_parts()
            if part.get_filename()
        }
        if sent != files:
            yield f"the files are {sent}, not {files}"
    elif base(media) == "application/x-www-form-urlencoded":
        got = parse_qsl(received.body.decode(), keep_blank_values=True)
    else:
        yield f"the form is {media}"
        return
    if Counter(got) != Counter(wanted):
        yield f"the form is {got}, not {wanted}"
