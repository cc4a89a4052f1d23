"""Proves a client or a transport on raw sockets: run it before you trust it with what people receive.

Each scenario is a server on loopback that follows a script, the calls that are made, and the outcomes that are right.

    def make_client(base_url, **options):
        return MyClient("login", "password", base_url=base_url, http_client=my_http_client(), **options)

    assert run(make_client) == []
"""

import asyncio
import time
import traceback
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from ..client import AsyncClient
from ..core.errors import APIError, ClientError
from ..core.operation import DownloadOperation, Effect, Operation
from ..models.model import Model
from .wire_scenarios import SCENARIOS
from .wire_server import Scenario, Server

__all__ = ["SCENARIOS", "Scenario", "run", "run_scenario"]

MakeClient: TypeAlias = Callable[..., Any]
"""Takes a base URL and options as keyword arguments; returns a client, sync or async."""


class _Item(Model):
    id: int | None = None
    text: str | None = None


_TEXT = "marked text of a recipient"
_PROXY_PASSWORD = "wire-proxy-password"  # noqa: S105 - a mark
_MARKS = (_TEXT, _PROXY_PASSWORD, "Basic ")
_READ: Operation[Any] = Operation("wireRead", "GET", "/items/1", effect=Effect.READ, returns=_Item)
_SEND: Operation[Any] = Operation(
    "wireSend", "POST", "/items", effect=Effect.CONTACT, body=_Item, returns=_Item
)
_DELETE: Operation[Any] = Operation("wireDelete", "DELETE", "/items/1", effect=Effect.DELETE)
_UPLOAD: Operation[Any] = Operation(
    "wireUpload",
    "POST",
    "/files",
    effect=Effect.CREATE,
    body=bytes,
    content_type="application/octet-stream",
    returns=_Item,
)
_DOWNLOAD = DownloadOperation(
    "wireDownload", "GET", "/files/1", effect=Effect.READ, accept=("audio/mpeg",)
)
_CALLS: dict[str, Callable[[Any], Any]] = {
    "read": lambda client: client.call(_READ),
    "send": lambda client: client.call(_SEND, body={"text": _TEXT}),
    "delete": lambda client: client.call(_DELETE),
    "upload": lambda client: client.call(_UPLOAD, body=b"x" * 8_000_000),
    "download": lambda client: client.download(_DOWNLOAD),
}
_PAUSE = 0.05


def run(make_client: MakeClient, scenarios: Iterable[Scenario] = SCENARIOS) -> list[str]:
    """Run scenarios.

    Args:
        make_client: Called with the base URL and options; returns a client of this package. An http_client that is
            given to it brings its own proxies and cookies, so leave the groups "proxies" and "cookies" out.
        scenarios: Which ones; default all.

    Returns:
        A line for each error; empty when all is right.
    """
    return [error for scenario in scenarios for error in run_scenario(make_client, scenario)]


def run_scenario(make_client: MakeClient, scenario: Scenario) -> list[str]:
    """Run one scenario; returns a line for each error."""
    with Server(scenario) as server:
        options = {"max_retries": 0, "timeout": 5, **scenario.options}
        base_url = server.url
        if scenario.proxied:
            base_url = "https://api.invalid"
            options["proxy"] = f"http://user:{_PROXY_PASSWORD}@127.0.0.1:{server.port}"
        client = make_client(base_url, **options)
        outcomes, seconds = _outcomes(client, scenario)
        errors = [
            f"{call}: {_describe(outcome)}, not {right}"
            for call, outcome, right in zip(
                scenario.calls, outcomes, scenario.outcomes, strict=True
            )
            if _describe(outcome) not in right.split("|")
        ]
        errors += [mark for outcome in outcomes for mark in _leaks(outcome)]
        if seconds > scenario.seconds:
            errors.append(f"took {seconds:.2f} s instead of {scenario.seconds:g} s at most")
        if scenario.connections not in {None, server.connections}:
            errors.append(f"{server.connections} connections, not {scenario.connections}")
        errors += _requests(server, scenario)
    return [f"{scenario.group}: {scenario.name}: {error}" for error in errors]


def _requests(server: Server, scenario: Scenario) -> list[str]:
    errors = []
    calls = [call for call in scenario.calls if call != "pause"]
    sent = sum(request.startswith(b"POST") for request in server.requests)
    if sent > sum(call in {"send", "upload"} for call in calls):
        errors.append("a request was sent twice")
    if "max_retries" not in scenario.options and len(server.requests) > len(calls):
        errors.append("a redirect was followed, or a request retried")
    if any(b"\r\ncookie:" in request.lower() for request in server.requests):
        errors.append("a cookie was sent back")
    return errors


def _outcomes(client: Any, scenario: Scenario) -> tuple[list[Any], float]:
    if isinstance(client, AsyncClient):
        return asyncio.run(_outcomes_async(client, scenario))
    outcomes: list[Any] = []
    with client:
        start = time.monotonic()
        for call in scenario.calls:
            if call == "pause":
                time.sleep(_PAUSE)
                outcomes.append(None)
                continue
            try:
                outcomes.append(_CALLS[call](client))
            except Exception as error:  # noqa: BLE001 - what is raised is the outcome
                outcomes.append(error)
        seconds = time.monotonic() - start
    return outcomes, seconds


async def _outcomes_async(client: Any, scenario: Scenario) -> tuple[list[Any], float]:
    outcomes: list[Any] = []
    async with client:
        start = time.monotonic()
        for call in scenario.calls:
            if call == "pause":
                await asyncio.sleep(_PAUSE)
                outcomes.append(None)
                continue
            try:
                outcomes.append(await _CALLS[call](client))
            except Exception as error:  # noqa: BLE001 - what is raised is the outcome
                outcomes.append(error)
        seconds = time.monotonic() - start
    return outcomes, seconds


def _describe(outcome: Any) -> str:
    """Return an outcome as the table writes it."""
    match outcome:
        case None:
            return "none"
        case _Item():
            return f"id {outcome.id}"
        case bytes():
            return outcome.decode("latin-1")
        case APIError():
            return f"{type(outcome).__name__} {outcome.status}"
        case ClientError():
            return type(outcome).__name__
    return f"{type(outcome).__name__}, which is no error of this client"


def _leaks(outcome: Any) -> list[str]:
    """Look for credentials and texts in an error's text, and in its traceback with the variables of each frame."""
    if not isinstance(outcome, Exception):
        return []
    shown = "".join(traceback.format_exception(outcome)) + repr(outcome)
    # The caller's own frames show what the caller passes, so that only credentials count here.
    frames = "".join(
        traceback.TracebackException.from_exception(outcome, capture_locals=True).format()
    )
    leaks = [f"{mark!r} stands in the error" for mark in _MARKS if mark in shown]
    return leaks + ["a variable of a frame shows credentials"] * ("Basic " in frames)
