"""The control API of a served fake: programs in any language, and the page, look at it and show it what happens.

All paths begin with ``/_fake/``; bodies and responses are JSON with wire names.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from importlib.resources import files
from inspect import signature
from typing import Any, Literal, TypeVar
from urllib.parse import parse_qs

import msgspec

from .deliveries import Delivery
from .fake import Fake
from .records import Recorded
from .requests import Arrival
from .responses import Reply, json_reply
from .schema_check import close_to

__all__ = ["PREFIX", "control"]

PREFIX = "/_fake"
_BAD, _MISSING, _NOT_ALLOWED = 400, 404, 405
_MOST = 200
"""The most dialogues, lines, requests and deliveries that the page shows."""

T = TypeVar("T")


class _Body(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A body; names that it does not have are refused."""


class _Nothing(_Body):
    pass


class _Change(_Body):
    collection: str
    key: str | int
    fields: dict[str, Any]


class _Fail(_Body):
    operation: str = "*"
    kind: Literal["status", "timeout", "broken"] = "status"
    status: int = 500
    message: str = ""
    retry_after: float | str | None = None
    when: Literal["connect", "before", "after"] = "before"
    seconds: float = 60.0
    times: int | None = 1
    skip: int = 0


class _Clock(_Body):
    advance: float


def control(fake: Fake, arrival: Arrival, address: str) -> Reply:
    """Respond to a request of the control API.

    Args:
        fake: What is controlled.
        arrival: The request; its path begins with the prefix.
        address: Where the API is served.
    """
    method, path = arrival.method, arrival.path.removeprefix(PREFIX).strip("/")
    if path == "ui":
        page = files(__name__.rpartition(".")[0]).joinpath("page.html").read_bytes()
        return Reply(200, {"content-type": "text/html; charset=utf-8", **_GUARD}, page)
    known = {*_READS, *_WRITES, *(each.name for each in fake.controls)}
    if path and path not in known:
        return _error(_MISSING, f"there is no {PREFIX}/{path}{close_to(path, known)}")
    is_read = not path or path in _READS
    if method != ("GET" if is_read else "POST"):
        return _error(_NOT_ALLOWED, f"{PREFIX}/{path} takes {'GET' if is_read else 'POST'}")
    try:
        if not path:
            return json_reply(_index(fake))
        if path in _READS:
            return json_reply(_READS[path](fake, parse_qs(arrival.query), address))
        return json_reply(_written(fake, path, arrival.content or b"{}"))
    except (ValueError, TypeError) as error:
        return _error(_BAD, str(error))


_GUARD = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
        "connect-src 'self'; img-src data:"
    ),
}


def _error(status: int, message: str) -> Reply:
    return json_reply({"error": message}, status)


def _index(fake: Fake) -> Any:
    own = {each.name: each.text for each in fake.controls}
    texts = {name: (each.__doc__ or "").strip() for name, each in {**_READS, **_WRITES}.items()}
    return {
        "paths": [
            {"method": method, "path": f"{PREFIX}/{name}", "text": {**texts, **own}[name]}
            for method, names in (("GET", _READS), ("POST", {**_WRITES, **own}))
            for name in names
        ]
    }


def _state(fake: Fake, _query: Mapping[str, list[str]], _address: str) -> Any:
    """All items by the path of their collection, and the time."""
    return {"time": fake.time, "collections": fake.state}


def _requests(fake: Fake, query: Mapping[str, list[str]], _address: str) -> Any:
    """The requests that arrived; ?operation= chooses those of one."""
    named = query.get("operation")
    return [_request(each) for each in (fake.sent(named[0]) if named else fake.requests)]


def _deliveries(fake: Fake, _query: Mapping[str, list[str]], _address: str) -> Any:
    """What was reported to webhooks."""
    return [_delivery(each) for each in fake.deliveries]


def _dialogues(fake: Fake, _query: Mapping[str, list[str]], _address: str) -> Any:
    """What was exchanged with people."""
    return [asdict(each) for each in fake.dialogues()]


def _overview(fake: Fake, _query: Mapping[str, list[str]], address: str) -> Any:
    """What the page shows."""
    dialogues = [asdict(each) for each in fake.dialogues()[:_MOST]]
    for each in dialogues:
        each["lines"] = each["lines"][-_MOST:]
    requests, deliveries = fake.requests, fake.deliveries
    shown = {
        "title": fake.title,
        "address": address,
        "operations": fake.operations,
        "has_dialogues": bool(fake.controls),
        "has_webhooks": fake.has_webhooks,
        "controls": [asdict(each) for each in fake.controls],
        "dialogues": dialogues,
        "requests": _numbered(requests, _request),
        "deliveries": _numbered(deliveries, _delivery),
    }
    return {**shown, "revision": hash(json.dumps(shown, default=str)), "time": fake.time}


def _numbered(items: list[T], shown: Callable[[T], dict[str, Any]]) -> list[dict[str, Any]]:
    first = max(0, len(items) - _MOST)
    return [{"number": first + place, **shown(each)} for place, each in enumerate(items[first:])]


def _request(each: Recorded) -> dict[str, Any]:
    return {
        "operation": each.operation,
        "name": each.name,
        "method": each.method,
        "path": each.path,
        "query": dict(each.query),
        "json": each.json,
        "form": dict(each.form),
        "files": {
            name: {"filename": file.filename, "type": file.content_type, "size": len(file.content)}
            for name, file in each.files.items()
        },
        "headers": dict(each.headers),
        "status": each.status,
        "error": each.error,
    }


def _delivery(each: Delivery) -> dict[str, Any]:
    return {
        "webhookId": each.webhook_id,
        "url": each.url,
        "resource": each.resource,
        "event": each.event,
        "headers": dict(each.callback.headers),
        "body": json.loads(each.callback.body),
        "status": each.status,
        "note": each.note,
    }


_READS: Mapping[str, Callable[[Fake, Mapping[str, list[str]], str], Any]] = {
    "state": _state,
    "requests": _requests,
    "deliveries": _deliveries,
    "dialogues": _dialogues,
    "overview": _overview,
}


def _reset(fake: Fake, content: bytes) -> None:
    """Forget all items, requests, deliveries and failures."""
    _read(content, _Nothing)
    fake.reset()


def _seed(fake: Fake, content: bytes) -> None:
    """Add items: lists by resource or path, as in a seed file."""
    fake.seed(_read(content, dict[str, Any]))


def _change(fake: Fake, content: bytes) -> None:
    """Set fields of an item: collection, key, fields."""
    body = _read(content, _Change)
    fake.change(body.collection, body.key, **body.fields)


def _fail(fake: Fake, content: bytes) -> None:
    """Let the next requests fail: operation, kind (status, timeout or broken), status, message, times, skip."""
    body = _read(content, _Fail)
    if body.kind == "status":
        fake.fail(
            body.operation,
            body.status,
            message=body.message,
            retry_after=body.retry_after,
            times=body.times,
            skip=body.skip,
        )
        return
    if body.kind == "timeout":
        fake.delay(body.operation, body.seconds, times=body.times, skip=body.skip)
    fake.drop(body.operation, body.when, times=body.times, skip=body.skip)


def _clock(fake: Fake, content: bytes) -> None:
    """Let time pass: advance, in seconds."""
    fake.advance(_read(content, _Clock).advance)


_WRITES: Mapping[str, Callable[[Fake, bytes], None]] = {
    "reset": _reset,
    "seed": _seed,
    "change": _change,
    "fail": _fail,
    "clock": _clock,
}


def _written(fake: Fake, path: str, content: bytes) -> Any:
    if path in _WRITES:
        _WRITES[path](fake, content)
        return {}
    given = _read(content, dict[str, Any])
    names = [name for each in fake.controls if each.name == path for name, _ in each.arguments]
    for name in given:
        if name not in names:
            raise ValueError(
                f"{path} takes {', '.join(names)}, not {name!r}{close_to(name, names)}"
            )
    method = getattr(fake, path)
    bound = signature(method).bind(**given)
    return {"result": method(*bound.args, **bound.kwargs)}


def _read(content: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.MsgspecError as error:
        raise ValueError(f"the body cannot be read: {error}") from None
