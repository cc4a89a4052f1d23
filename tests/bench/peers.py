"""The peers and the floors: the tools that the client is held against.

A floor is the least that a client could be made of: an HTTP library and a JSON decoder, without types, retries or
checks. A peer is another way to get models: openapi-python-client makes a package from the same description.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, contextmanager, suppress
from datetime import datetime
from enum import StrEnum
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from tests.bench.sandbox import ROOT

PEER = "openapi-python-client"
PEER_PACKAGE = "call_fire_api_client"
_TOKEN = base64.b64encode(b"a:b").decode()
_HEADERS = {"Authorization": f"Basic {_TOKEN}"}
_UNTYPED = msgspec.json.Decoder(dict[str, Any]).decode
IN_FLIGHT = 50


def peer_command(view: Path, output: str) -> list[str]:
    """Return the command of the other generator; it reads OpenAPI 3 only, so it gets the same description in that form."""
    command = Path(sys.executable).with_name(PEER)
    return [str(command), "generate", "--path", str(view), "--output-path", output, "--overwrite"]


def peer_folder() -> Path:
    """Return a folder that holds the package that openapi-python-client makes; made once for each description."""
    messages = [sys.executable, "-m", "generator", "effective", "--openapi3"]
    view = subprocess.run(messages, cwd=ROOT, capture_output=True, check=True).stdout
    key = hashlib.sha256(view + version(PEER).encode()).hexdigest()[:16]
    folder = ROOT / ".cache" / "bench" / key
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent) as place:
            (Path(place) / "openapi3.json").write_bytes(view)
            subprocess.run(
                peer_command(Path(place, "openapi3.json"), f"{place}/package"),
                env={"PATH": str(Path(sys.executable).parent)},
                capture_output=True,
                check=True,
            )
            with suppress(OSError):  # another process was faster
                Path(place, "package").rename(folder)
    return folder


@contextmanager
def peer_importable() -> Iterator[None]:
    """Let this process import the peer's package until the block ends."""
    folder = str(peer_folder())
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.path.remove(folder)


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
    if find_spec("urllib3"):
        import urllib3

        pool = urllib3.PoolManager(headers=_HEADERS)
        stack.callback(pool.clear)
        calls["urllib3 + msgspec untyped"] = lambda: _UNTYPED(
            pool.request("GET", address + path).data
        )
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


class State(StrEnum):
    """States of a call."""

    READY = "READY"
    SELECTED = "SELECTED"
    CALLBACK = "CALLBACK"
    FINISHED = "FINISHED"
    DISABLED = "DISABLED"
    DNC = "DNC"
    DUP = "DUP"
    INVALID = "INVALID"


class Result(StrEnum):
    """Results of a call."""

    LA = "LA"
    AM = "AM"
    BUSY = "BUSY"
    DNC = "DNC"
    XFER = "XFER"
    NO_ANS = "NO_ANS"
    UNDIALED = "UNDIALED"


class _Base(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="allow")


class _Note(_Base):
    text: str | None = None
    created: datetime | None = None


class _Question(_Base):
    question: str | None = None
    response: str | None = None


class _Recording(_Base):
    id: int | None = None
    call_id: int | None = None
    campaign_id: int | None = None
    name: str | None = None
    created: datetime | None = None
    length_in_bytes: int | None = None
    length_in_seconds: int | None = None
    hash: str | None = None
    mp3_url: str | None = None
    state: str | None = None


class _Record(_Base):
    id: int | None = None
    billed_amount: float | None = None
    finish_time: datetime | None = None
    originate_time: datetime | None = None
    answer_time: datetime | None = None
    duration: int | None = None
    result: Result | None = None
    to_number: str | None = None
    caller_name: str | None = None
    switch_id: str | None = None
    labels: list[str] | None = None
    notes: list[_Note] | None = None
    question_responses: list[_Question] | None = None
    recordings: list[_Recording] | None = None


class _Contact(_Base):
    id: int | None = None
    first_name: str | None = None
    last_name: str | None = None
    zipcode: str | None = None
    home_phone: str | None = None
    mobile_phone: str | None = None
    external_id: str | None = None
    external_system: str | None = None
    deleted: bool | None = None
    properties: dict[str, str] | None = None


class _Call(_Base):
    id: int | None = None
    from_number: str | None = None
    to_number: str | None = None
    state: State | None = None
    campaign_id: int | None = None
    batch_id: int | None = None
    contact: _Contact | None = None
    inbound: bool | None = None
    created: datetime | None = None
    modified: datetime | None = None
    final_call_result: Result | None = None
    labels: list[str] | None = None
    attributes: dict[str, str] | None = None
    notes: list[_Note] | None = None
    agent_call: bool | None = None
    records: list[_Record] | None = None


class PydanticPage(_Base):
    """A page of calls as pydantic's users write it."""

    items: list[_Call] | None = None
    limit: int | None = None
    offset: int | None = None
    total_count: int | None = None


class PydanticRecipient(_Base):
    """A recipient as pydantic's users write it."""

    phone_number: str | None = None
    message: str | None = None
    attributes: dict[str, str] | None = None
