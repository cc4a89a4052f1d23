"""Thousands of mixed calls of the generated clients through a server that misbehaves, over real sockets.

The server follows a plan for each call, so that what each has to end in is known: nothing that sends or creates is
carried out twice, no response is lost or reaches another call, and every failure is the one that the guide names.
"""

from __future__ import annotations

import asyncio
import json
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

LATER = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
LONG_AGO = format_datetime(datetime.now(UTC) - timedelta(days=400), usegmt=True)

LOST = ("drop-head", "drop-request", "drop-response", "break-response", "stall")
"""No whole response comes: the request is dropped in its middle, or it is carried out and the response is lost."""
UNCERTAIN = ((500, None), (502, None), (504, None), (503, None), (503, "soon"))
PATIENT = ((429, "0"), (503, "1"), (429, LATER), (503, LONG_AGO))
IMPATIENT = ((429, "99999999"), (503, "3601"))
VAGUE = ((429, None), (429, "-1"))

CLAIMED = {
    (303, None): "APIError",
    (307, None): "APIError",
    (409, None): "ConflictError",
    (499, None): "APIError",
    "page-200": "DecodeError",
    "page-400": "BadRequestError",
    "page-404": "NotFoundError",
    "page-413": "APIError",
}
"""Carried out, and then answered with a status or a page that states otherwise; the end of what may be retried."""
PASSING = ((408, None), "page-429", "page-503")
"""The same, but worth a retry of what may be retried."""

FAILURES: tuple[Any, ...] = (*LOST, *UNCERTAIN, *PATIENT, *VAGUE, *CLAIMED, *PASSING)
SENDS = ("create", "send", "start")
RETRIES = 2


def plan(number: int, kind: str) -> tuple[Any, ...]:
    """What goes wrong with a call, attempt by attempt; then it is answered well."""
    chance = random.Random(number)
    errors = [chance.choice(FAILURES) for _ in range(chance.choice((0, 1, 1, 2, 2, 2, 3)))]
    if number % 50 == 0:
        errors.insert(0, chance.choice(IMPATIENT))
    # Waiting for a response that never comes takes real time, so few calls do.
    errors = ["drop-response" if each == "stall" and number % 5 else each for each in errors]
    return tuple(errors)


def carried_out(step: Any) -> bool:
    """Whether the server does what it was asked for before it misbehaves; a refusal means that it did not."""
    return (
        step in {"drop-response", "break-response", "stall", "fine"}
        or step in UNCERTAIN
        or step in CLAIMED
        or step in PASSING
    )


def expected(kind: str, problems_of: tuple[Any, ...]) -> str:
    """What a call has to end in."""
    for attempt, error in enumerate(problems_of, 1):
        done = kind == "delete" and any(map(carried_out, problems_of[: attempt - 1]))
        if done and error == "break-response":
            # "Not found", as far as it came, is what deleting again has to be reported.
            return "fine"
        if error in IMPATIENT:
            return "RateLimitError" if error[0] == 429 else "ServerError"
        if kind in SENDS and (error in LOST or carried_out(error)):
            return "OutcomeUnknownError"
        if error in CLAIMED:
            return CLAIMED[error]
        if kind in SENDS and error in VAGUE:
            return "RateLimitError"
        if attempt > RETRIES:
            return _last(error)
    return "fine"


def _last(problem: Any) -> str:
    if problem == "stall":
        return "TimeoutError"
    if problem in LOST:
        return "TransportError"
    status = int(problem[-3:]) if isinstance(problem, str) else problem[0]
    return {408: "APIError", 429: "RateLimitError"}.get(status, "ServerError")


@dataclass
class Server:
    """Misbehaves as planned, call by call."""

    kinds: dict[int, str]
    plans: dict[int, tuple[Any, ...]]
    attempts: Counter[int] = field(default_factory=Counter)
    done: Counter[int] = field(default_factory=Counter)
    evidence: dict[int, str] = field(default_factory=dict)
    requests: int = 0
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while await self._one(reader, writer):
                pass
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
        number = int(headers["x-number"])
        self.attempts[number] += 1
        self.requests += 1
        step = self._step(number)
        if step == "drop-head":
            return False
        length = int(headers.get("content-length", 0))
        if step == "drop-request":
            await reader.readexactly(length // 2)
            return False
        await reader.readexactly(length)
        gone = self.kinds[number] == "delete" and self.done[number] > 0
        self.done[number] += carried_out(step)
        return await self._response(number, step, reader, writer, gone=gone)

    def _step(self, number: int) -> Any:
        errors = self.plans[number]
        attempt = self.attempts[number]
        return errors[attempt - 1] if attempt <= len(errors) else "fine"

    async def _response(
        self,
        number: int,
        step: Any,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        gone: bool,
    ) -> bool:
        if step == "drop-response":
            return False
        if step == "stall":
            await reader.read()
            return False
        if str(step).startswith("page-"):
            page = b"<html><title>Sign in</title></html>"
            head = f"HTTP/1.1 {step[-3:]} Reply\r\nRetry-After: 0\r\nContent-Type: text/html\r\n"
            writer.write(f"{head}Content-Length: {len(page)}\r\n\r\n".encode() + page)
            await writer.drain()
            return True
        status, later = step if isinstance(step, tuple) else (404 if gone else 200, None)
        content = {"id": number} if self.kinds[number] == "read" else {"items": [{"id": number}]}
        body = json.dumps(content if status == 200 else {"message": "no"}).encode()
        wait = f"Retry-After: {later}\r\n" if later is not None else ""
        wait += "Content-Type: application/json\r\n"
        lines = f"HTTP/1.1 {status} Reply\r\n{wait}Content-Length: {len(body)}\r\n\r\n".encode()
        writer.write(lines + body[: -3 if step == "break-response" else None])
        await writer.drain()
        return step != "break-response"


@pytest.fixture
def started(amount: int) -> Iterator[Server]:
    kinds = {number: KINDS[number % len(KINDS)] for number in range(1, amount + 1)}
    server = Server(kinds, {number: plan(number, kind) for number, kind in kinds.items()})
    ready, stop = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def main() -> None:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, backlog=512)
        server.port = listening.sockets[0].getsockname()[1]
        loops.append(asyncio.get_running_loop())
        ready.set()
        async with listening:
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    ready.wait(10)
    yield server
    loops[0].call_soon_threadsafe(stop.set)
    thread.join(10)


CALLS: dict[str, Callable[[Any, int], Any]] = {
    "read": lambda client, number: client.calls.get(number),
    "find": lambda client, number: client.texts.find(campaign_id=number, limit=5),
    "set": lambda client, number: client.webhooks.update(number, name=f"hook {number}"),
    "delete": lambda client, number: client.contacts.delete(number),
    "create": lambda client, number: client.contacts.create([{"home_phone": "12135551122"}]),
    "send": lambda client, number: client.texts.send(
        [{"phone_number": "12135551122", "message": f"Hi {number}"}]
    ),
    "start": lambda client, number: client.calls.broadcasts.start(number),
}
KINDS = tuple(CALLS)


def brought(kind: str, number: int, reply: Any) -> bool:
    """Whether a call has got its own response."""
    match kind:
        case "read":
            return bool(reply.id == number)
        case "find" | "create" | "send":
            return [number] == [each.id for each in reply.items]
        case _:
            return reply is None


def options(server: Server) -> dict[str, Any]:
    import callfire

    class Quick(callfire.Clock):
        def sleep(self, seconds: float) -> None:
            assert 0 <= seconds <= 60

        async def sleep_async(self, seconds: float) -> None:
            assert 0 <= seconds <= 60

    base = f"http://127.0.0.1:{server.port}/v2"
    return {"base_url": base, "clock": Quick(), "timeout": callfire.Timeout(10, read=2, pool=60)}


def run_in_threads(server: Server) -> dict[int, str]:
    import callfire

    def carry_out(number: int) -> tuple[int, str]:
        kind = server.kinds[number]
        own = client.with_options(headers={"X-Number": str(number)})
        try:
            response = CALLS[kind](own, number)
        except callfire.CallFireError as error:
            server.evidence[number] = str(error.evidence)
            return number, type(error).__name__
        return number, "fine" if brought(kind, number, response) else "another's response"

    with (
        callfire.CallFire("login", "password", **options(server)) as client,
        ThreadPoolExecutor(16) as pool,
    ):
        return dict(pool.map(carry_out, server.kinds))


def run_in_tasks(server: Server, **further: Any) -> dict[int, str]:
    import callfire

    async def carry_out(client: Any, number: int) -> tuple[int, str]:
        kind = server.kinds[number]
        own = client.with_options(headers={"X-Number": str(number)})
        try:
            response = await CALLS[kind](own, number)
        except callfire.CallFireError as error:
            server.evidence[number] = str(error.evidence)
            return number, type(error).__name__
        return number, "fine" if brought(kind, number, response) else "another's response"

    async def main() -> dict[int, str]:
        numbers, ends = iter(server.kinds), {}

        async def worker(client: Any) -> None:
            for number in numbers:
                ends.update([await carry_out(client, number)])

        async with callfire.AsyncCallFire(
            "login", "password", **options(server), **further
        ) as client:
            await asyncio.gather(*(worker(client) for _ in range(32)))
        return ends

    return asyncio.run(main())


def run_with_aiohttp(server: Server) -> dict[int, str]:
    pytest.importorskip("aiohttp")
    return run_in_tasks(server, http_client="aiohttp")


@pytest.mark.parametrize("amount", [350, pytest.param(10_500, marks=pytest.mark.slow)])
@pytest.mark.parametrize("run", [run_in_threads, run_in_tasks, run_with_aiohttp])
def test_nothing_is_done_twice_and_no_response_is_lost(
    run: Callable[[Server], dict[int, str]], started: Server, amount: int
) -> None:
    ends = run(started)
    wanted = {
        number: expected(kind, started.plans[number]) for number, kind in started.kinds.items()
    }
    assert {
        number: (started.kinds[number], started.plans[number], ends[number], wanted[number])
        for number in wanted
        if ends[number] != wanted[number]
    } == {}
    twice = [
        number
        for number, times in started.done.items()
        if times > 1 and started.kinds[number] in SENDS
    ]
    assert twice == []
    surely_not = {"not_sent", "refused_whole"}
    assert [number for number, text in started.evidence.items() if text in surely_not]
    for number, text in started.evidence.items():
        sends = started.kinds[number] in SENDS
        assert not (sends and text in surely_not and started.done[number]), number
        assert text != "done" or started.done[number] == 1, number
    answered = [number for number, end in ends.items() if end == "fine"]
    assert {*answered} <= {*started.done}
    assert started.requests > amount * 1.2
    assert {"OutcomeUnknownError", "RateLimitError", "ServerError", "fine"} <= {*ends.values()}
