"""The peers and the floors: the tools that the client is held against.

A floor is the least that a client could be made of: an HTTP library and a JSON decoder, without types, retries or
checks. A peer is another tool that makes a client, models or callable tools from the same description. Those that the
environment of this process lacks run in one of their own, in turns with the others.
"""

from __future__ import annotations

import base64
import http.client
import json
import subprocess
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any, TypeAlias

import msgspec

from tests.bench.sandbox import environment
from tests.bench.tools import PEER, PEER_PYTHON, is_installed, peer_packages

Turn: TypeAlias = Callable[[int], tuple[float, list[float]]]
"""Makes so many calls; returns the seconds of all of them together, and of each."""
SYNC_FLOORS = ("urllib3 + msgspec untyped",)
SYNC_PEERS = ("openapi-generator", "bravado", "FastMCP")
CODEC_FLOORS = ("orjson",)
CODEC_PEERS = (
    "datamodel-code-generator, pydantic",
    "datamodel-code-generator, msgspec",
    "openapi-generator",
    "bravado",
)
IN_FLIGHT = 50
_TOKEN = base64.b64encode(b"a:b").decode()
_HEADERS = {"Authorization": f"Basic {_TOKEN}"}
_UNTYPED = msgspec.json.Decoder(dict[str, Any]).decode


def turn(act: Callable[[], object]) -> Turn:
    """Make the turns of something that this process does."""

    def run(count: int) -> tuple[float, list[float]]:
        singles = []
        for _ in range(count):
            started = perf_counter()
            act()
            singles.append(perf_counter() - started)
        return sum(singles), singles

    return run


@contextmanager
def peer_processes(
    names: Sequence[str], work: str, address: str = "", *, in_flight: int = 1
) -> Iterator[dict[str, Turn]]:
    """Start peers and floors in their own environment until the block ends; nothing where it is not installed.

    Args:
        names: Which ones.
        work: ``call`` or ``page`` for calls, ``decode`` or ``encode`` for codecs.
        address: Where the server is.
        in_flight: Calls at a time.
    """
    with ExitStack() as stack:
        turns: dict[str, Turn] = {}
        for name in names if is_installed() else ():
            asked = {"name": name, "work": work, "address": address, "in_flight": in_flight}
            process = stack.enter_context(
                subprocess.Popen(
                    [
                        PEER_PYTHON,
                        str(Path(__file__).with_name("peer_process.py")),
                        json.dumps(asked | {"folder": str(peer_packages())}),
                    ],
                    env=environment(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                )
            )
            stack.callback(process.stdin.close)  # type: ignore[union-attr]
            turns[name] = _remote(name, process)
        yield turns


def _remote(name: str, process: subprocess.Popen[str]) -> Turn:
    def run(count: int) -> tuple[float, list[float]]:
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"{count}\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"{name} ended with {process.wait()}")
        whole, singles = json.loads(line)
        return whole, singles

    return run


def sync_calls(address: str, *, paged: bool, stack: ExitStack) -> dict[str, Callable[[], object]]:
    """Return one call of each floor and peer over kept connections; the first floor is bare httpx2."""
    import httpx2

    path = "/calls" if paged else "/calls/1"
    bare = stack.enter_context(httpx2.Client(headers=_HEADERS))
    host, port = address.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port))
    stack.callback(connection.close)

    def plain() -> object:
        connection.request("GET", path, headers=_HEADERS)
        return _UNTYPED(connection.getresponse().read())

    calls: dict[str, Callable[[], object]] = {
        "httpx2 + msgspec untyped": lambda: _UNTYPED(bare.get(address + path).content),
        "httpx2 + json": lambda: bare.get(address + path).json(),
        "http.client + msgspec untyped": plain,
    }
    from call_fire_api_client import AuthenticatedClient
    from call_fire_api_client.api.calls import find_calls, get_call

    peer = stack.enter_context(AuthenticatedClient(address, token=_TOKEN, prefix="Basic"))
    calls[PEER] = (
        (lambda: find_calls.sync(client=peer)) if paged else (lambda: get_call.sync(1, client=peer))
    )
    return calls


async def async_calls(
    address: str, *, paged: bool, stack: AsyncExitStack
) -> dict[str, Callable[[], Awaitable[object]]]:
    """Return the same for many calls at a time; the floors are httpx2 and aiohttp."""
    import aiohttp
    import httpx2

    url = address + ("/calls" if paged else "/calls/1")
    limits = httpx2.Limits(max_connections=IN_FLIGHT, max_keepalive_connections=IN_FLIGHT)
    bare = await stack.enter_async_context(httpx2.AsyncClient(limits=limits, headers=_HEADERS))
    connector = aiohttp.TCPConnector(limit=IN_FLIGHT)
    session = await stack.enter_async_context(
        aiohttp.ClientSession(connector=connector, headers=_HEADERS)
    )
    from call_fire_api_client import AuthenticatedClient
    from call_fire_api_client.api.calls import find_calls, get_call

    peer = await stack.enter_async_context(
        AuthenticatedClient(address, token=_TOKEN, prefix="Basic")
    )

    async def httpx2_call() -> object:
        return _UNTYPED((await bare.get(url)).content)

    async def aiohttp_call() -> object:
        async with session.get(url) as response:
            return _UNTYPED(await response.read())

    async def peer_call() -> object:
        return await (
            find_calls.asyncio(client=peer) if paged else get_call.asyncio(1, client=peer)
        )

    return {
        "httpx2 + msgspec untyped": httpx2_call,
        "aiohttp + msgspec untyped": aiohttp_call,
        PEER: peer_call,
    }


def peer_decode(page: bytes) -> object:
    """Decode a page into the peer's models, which leave the items of a page as bags of JSON values."""
    from call_fire_api_client.models.call_page import CallPage

    return CallPage.from_dict(json.loads(page))


def peer_decode_items(page: bytes) -> object:
    """Decode a page's items one by one into the peer's models of a call."""
    from call_fire_api_client.models.call import Call

    return [Call.from_dict(item) for item in json.loads(page)["items"]]


def peer_recipients(rows: list[dict[str, Any]]) -> list[Any]:
    """Return the rows as the peer's models."""
    from call_fire_api_client.models.text_recipient import TextRecipient

    return [TextRecipient.from_dict(row) for row in rows]


def peer_encode(recipients: list[Any]) -> bytes:
    """Encode models as the peer does before it sends them."""
    return json.dumps([each.to_dict() for each in recipients]).encode()
