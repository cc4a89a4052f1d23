"""Recorded traffic: every request can be stated with a method, every response arrives with nothing lost."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import httpx2
import pytest

from generator.ir.arguments import Argument, Place
from generator.ir.client import Client, Method, Model
from generator.ir.model import (
    Join,
    Kind,
    ListOf,
    Named,
    Scalar,
    TypeRef,
)
from generator.python.layout import flat
from generator.render.tests.requests import Calls

PAYLOADS = Path(__file__).resolve().parents[3] / "shared" / "data" / "payloads"
REQUESTS = sorted((PAYLOADS / "requests").glob("*.json"))
RESPONSES = sorted((PAYLOADS / "responses").glob("*.json"))

EXCUSED = {
    ("findCalls", "inboubd"): "misspelt; the service ignores it",
    ("findWebhooks", "resourse"): "misspelt; the service ignores it",
    ("createCallBroadcast", "dialPlanXml"): "misspelt; the service ignores it",
    ("findNumberLeaseConfigs", "lata"): "left the API in 2019",
    ("findNumberLeaseConfigs", "rateCenter"): "left the API in 2019",
    ("findNumberLeases", "lata"): "left the API in 2019",
    ("findNumberLeases", "rateCenter"): "left the API in 2019",
    ("findNumberRegions", "lata"): "left the API in 2019",
    ("findNumberRegions", "rateCenter"): "left the API in 2019",
    ("updateCallBroadcast", "id"): "repeats the id of the path",
    ("updateTextBroadcast", "id"): "repeats the id of the path",
    ("updateWebhook", "id"): "repeats the id of the path",
}
"""What was recorded but has no argument; ``extra_query`` and ``extra_body`` send it all the same."""


def test_all_recordings_are_read(shared: Path) -> None:
    assert shared.is_dir()
    assert (len(REQUESTS), len(RESPONSES)) == (212, 123)


class Recording:
    """One recorded request, as a call of a method."""

    def __init__(self, file: Path, known: Client, operations: Any) -> None:
        self.record: dict[str, Any] = json.loads(file.read_bytes())
        self.operation: Method = operations[self.record["operationId"]]
        self.definitions = known.definitions
        self.given = self.operation.arguments
        self.content = self.record["content"]
        self.values = self._path() | self._query() | self.record.get("arguments", {}) | self._form()

    def _path(self) -> dict[str, Any]:
        """The values in the path, cut out of it where it was recorded, else made up."""
        wanted = {each.wire: "12135551122" for each in self.given if each.place is Place.PATH}
        if "path" not in self.record:
            return wanted
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(self.operation.path))
        result = re.fullmatch(pattern, self.record["path"])
        assert result, self.record["path"]
        return {name: unquote(text) for name, text in result.groupdict().items()}

    def _query(self) -> dict[str, Any]:
        result: dict[str, list[str]] = {}
        for name, text in self.record.get("query", []):
            result.setdefault(name, []).append(text)
        return {name: texts if len(texts) > 1 else texts[0] for name, texts in result.items()}

    def _form(self) -> dict[str, str]:
        pairs = [each.partition("=") for each in self.record.get("form", [])]
        return {name: text for name, _, text in pairs}

    def call(self, method: Any, upload: Path) -> Any:
        """The method with the recorded values as its arguments."""
        positional, named = [], {}
        for each in self.given:
            value = self._value(each, upload)
            if each.positional and value is not None:
                positional.append(value)
            elif value is not None:
                named[each.name] = value
        return method(*positional, **named)

    def _value(self, argument: Argument, upload: Path) -> Any:
        match argument.place:
            case Place.BODY:
                return self._body(argument.type, self.content)
            case Place.FIELD:
                return self._body(argument.type, (self.content or {}).get(argument.wire))
            case _ if argument.type == Scalar(Kind.FILE):
                return upload if argument.wire in self.values else None
            case _:
                value = self.values.get(argument.wire)
                return None if value is None else self._typed(argument, argument.type, value)

    def _typed(self, argument: Argument, type_: TypeRef, value: Any) -> Any:
        match type_:
            case ListOf(item):
                csv = isinstance(value, str) and self.joins(argument.wire)
                many = value.split(",") if csv else value if isinstance(value, list) else [value]
                return [self._typed(argument, item, each) for each in many]
            case Scalar(Kind.INTEGER | Kind.UNIX_MS) if isinstance(value, str):
                return int(value)
            case Scalar(Kind.BOOLEAN) if isinstance(value, str):
                return value == "true"
            case _:
                return value

    def _body(self, type_: TypeRef, value: Any) -> Any:
        """A body with texts such as "true" and "2" as what they mean; the service reads both."""
        match type_, value:
            case ListOf(item), list():
                return [self._body(item, each) for each in value]
            case Named(at), dict() if isinstance(known := self.definitions[at], Model):
                types = {field.wire: field.type for field in known.fields}
                return {name: self._body(types[name], each) for name, each in value.items()}
            case Scalar(Kind.BOOLEAN), "true" | "false":
                return value == "true"
            case Scalar(Kind.INTEGER), str():
                return int(value)
            case Scalar(Kind.STRING), int():
                return str(value)
            case _:
                return value

    def joins(self, wire: str) -> bool:
        """Whether several values of a parameter are one text on the wire."""
        result = (each for each in self.operation.parameters if each.wire == wire)
        return any(each.join is not Join.MULTI for each in result)

    @property
    def unsaid(self) -> dict[str, dict[str, Any]]:
        """What has no argument, as options that send it all the same."""
        entries = {each.wire for each in self.given if each.place is Place.FIELD}
        others = {each.wire for each in self.given if each.place is not Place.FIELD}
        body = self.content if isinstance(self.content, dict) and entries else {}
        return {
            "extra_query": {name: self.values[name] for name in self.values.keys() - others},
            "extra_body": {name: body[name] for name in body.keys() - entries},
        }

    @property
    def query(self) -> list[tuple[str, str]]:
        """The pairs that were sent, in any order."""
        elsewhere = {each.wire for each in self.given if each.place in {Place.PATH, Place.FORM}}
        pairs = []
        for name, value in self.values.items():
            if name not in elsewhere:
                many = value if isinstance(value, list) else [value]
                pairs += [(name, plain(each)) for each in many]
        return sorted(pairs)


def plain(value: Any) -> str:
    """A value as text on the wire."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def meant(value: Any) -> Any:
    """A body as the service understands it: texts and numbers alike, phone numbers in one form."""
    match value:
        case dict():
            return {name: meant(each) for name, each in value.items()}
        case list():
            return [meant(each) for each in value]
        case str() if re.fullmatch(r"\(?[2-9]\d\d\)? ?\d{7}", value):
            return "1" + re.sub(r"\D", "", value)
        case _:
            return plain(value)


@pytest.mark.parametrize("file", REQUESTS, ids=lambda file: file.stem)
def test_requests_can_be_stated(
    file: Path, known: Any, operations: Any, answering: Any, method: Any, tmp_path: Path
) -> None:
    from callfire import CallFire

    recording = Recording(file, known, operations)
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")
    sent: list[httpx2.Request] = []

    def reply(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return answering.respond(request)

    transport = httpx2.Client(transport=httpx2.MockTransport(reply))
    client = CallFire("login", "password", http_client=transport).with_options(**recording.unsaid)
    recording.call(method(client, recording.operation.id), upload)

    (request,) = sent
    path, _, query = request.url.raw_path.decode().partition("?")
    recorded = recording.record
    assert recording.operation.method.upper() == request.method
    if "path" in recorded:
        assert "/v2" + unquote(recorded["path"]) == unquote(path)
    assert sorted(parse_qsl(query, keep_blank_values=True)) == recording.query
    if recorded["content"] is not None:
        assert meant(json.loads(request.content)) == meant(recorded["content"])


def test_what_cannot_be_stated_is_excused(shared: Path, known: Any, operations: Any) -> None:
    assert shared.is_dir()
    recordings = [Recording(file, known, operations) for file in REQUESTS]
    unsaid = {
        (each.operation.id, name)
        for each in recordings
        for option in each.unsaid.values()
        for name in option
    }
    assert set(EXCUSED) == unsaid


def lost(client: Client, type_: TypeRef, content: Any, kept: Any, at: str = "") -> Iterator[str]:
    """The addresses of described values that did not arrive."""
    match type_, content:
        case Named(known), list() if (
            isinstance(wrapper := client.definitions[known], Model) and wrapper.items
        ):
            # Older servers answered some lists bare.
            yield from lost(client, type_, {wrapper.items: content}, kept, at)
        case Named(known), dict() if isinstance(definition := client.definitions[known], Model):
            for field in definition.fields:
                if field.wire in content:
                    inner = kept.get(field.wire)
                    yield from lost(
                        client, field.type, content[field.wire], inner, f"{at}.{field.wire}"
                    )
        case ListOf(item), list():
            if len(content) != len(kept):
                yield f"{at}: {len(content)} items became {len(kept)}"
            for place, (one, other) in enumerate(zip(content, kept, strict=False)):
                yield from lost(client, item, one, other, f"{at}[{place}]")
        case _ if content != kept:
            yield f"{at}: {content!r} became {kept!r}"


def on_the_wire(value: Any) -> Any:
    """A response as JSON again."""
    match value:
        case list():
            return [on_the_wire(each) for each in value]
        case _ if hasattr(value, "to_dict"):
            return value.to_dict(wire_names=True)
        case _:
            return value


@pytest.mark.parametrize("file", RESPONSES, ids=lambda file: file.stem)
def test_responses_arrive_whole(file: Path, known: Any, operations: Any, tmp_path: Path) -> None:
    import callfire

    record = json.loads(file.read_bytes())
    operation, content = operations[record["operationId"]], record["content"]
    binary = operation.response.binary
    raw = b"0123456789" if binary else b"" if content is None else json.dumps(content).encode()
    media = operation.response.media_types[0] if binary else "application/json"
    headers = {"content-type": media.replace("*", "octet-stream")}
    response = httpx2.Response(record["status"] or 200, content=raw, headers=headers)
    transport = httpx2.Client(transport=httpx2.MockTransport(lambda _: response))
    client = callfire.CallFire("login", "password", http_client=transport)
    call = Calls(known).least(operation)
    upload = tmp_path / "example.txt"
    upload.write_bytes(b"0123456789")

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", callfire.DeviationWarning)
        # raw(client.calls.find, …) does the same, and keeps the response as it came.
        name, _, given = flat(call.code).removesuffix(")").partition("(")
        scope = {"UTC": UTC, "datetime": datetime, "upload": upload, "raw": callfire.raw}
        answered = eval(f"lambda client: raw({name}, {given})", scope)(client)
        result = answered.parsed

    if content is not None and not binary:
        assert answered.json() == content
    if binary:
        assert raw == result
    elif operation.response.type is None or content is None:
        assert result is None
    else:
        kept = on_the_wire(getattr(result, "response", result))
        assert list(lost(known, operation.response.type, content, kept)) == []


CALLBACKS = sorted((PAYLOADS / "callbacks").glob("*.json"))


@pytest.mark.parametrize("file", CALLBACKS, ids=lambda file: file.stem)
def test_deliveries_arrive_typed(file: Path, known: Any) -> None:
    from callfire import models, webhooks

    content = json.loads(file.read_bytes())["content"]
    body = json.dumps(content).encode()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        payload = webhooks.parse(body, webhooks.sign(body, "secret"), "secret")

    assert payload.verified
    assert payload.raw == content
    types = {each.name: each.type for each in known.webhooks.resources}
    for event, given in zip(payload, content["events"], strict=True):
        assert type(event).__name__ == f"{given['resourceType']}Event"
        assert getattr(models, given["resourceType"]) is type(event.resource)
        assert event.event_type in webhooks.EVENTS[event.resource_type]
        assert round(event.timestamp.timestamp() * 1000) == given["timestamp"]
        wire = on_the_wire(event.resource)
        assert list(lost(known, types[event.resource_type], given["resource"], wire)) == []


def test_what_deliveries_hold_beyond_the_description_is_kept(shared: Path) -> None:
    from callfire import webhooks

    assert shared.is_dir()
    (file,) = [each for each in CALLBACKS if "TextBroadcast" in each.name]
    content = json.loads(file.read_bytes())["content"]
    content["events"][0]["resource"]["zzNew"] = {"a": [1]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        (event,) = webhooks.parse(json.dumps(content).encode(), None, webhooks.UNVERIFIED)
    assert event.raw["resource"]["zzNew"] == {"a": [1]}
    assert event.raw["resource"]["retryConfig"]["maxAttempts"] == 1
