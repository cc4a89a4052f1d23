"""A client of either mode and its server, which is the test itself: it gives responses and sees what is sent."""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx2
import pytest

# The package is tested where it lies, installed or not.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from callfire import AsyncCallFire, CallFire
from callfire._runtime.models.decode import forget

_COUNT = itertools.count()


class Sent:
    """One request as it went out."""

    def __init__(self, request: httpx2.Request) -> None:
        self.method = request.method
        self.path, _, query = request.url.raw_path.decode().partition("?")
        self.query = parse_qsl(query, keep_blank_values=True)
        self.headers = request.headers
        self.content = request.content

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.content)

    @property
    def form(self) -> list[tuple[str, str]]:
        """The fields of a form."""
        return parse_qsl(self.content.decode(), keep_blank_values=True)

    @property
    def parts(self) -> list[tuple[str, str | None, bytes]]:
        """Name, file name and content of each part of a form with files."""
        head = f"content-type: {self.headers['content-type']}\r\n\r\n".encode()
        return [
            (
                str(part.get_param("name", header="content-disposition")),
                part.get_filename(),
                part.get_payload(decode=True),
            )
            for part in message_from_bytes(head + self.content).get_payload()
        ]


class Api:
    """The server as a test sees it."""

    def __init__(self, mode: str) -> None:
        self.every_sent: list[Sent] = []
        self._responses: list[httpx2.Response] = []
        transport = httpx2.MockTransport(self._respond)
        if mode == "sync":
            self.client: Any = CallFire(
                "login", "password", http_client=httpx2.Client(transport=transport)
            )
        else:
            self.client = AsyncCallFire(
                "login", "password", http_client=httpx2.AsyncClient(transport=transport)
            )
        self.is_sync = mode == "sync"

    @property
    def sent(self) -> Sent:
        """The only request that went out."""
        (sent,) = self.every_sent
        return sent

    @property
    def novelty(self) -> str:
        """The name of a field that no response had before."""
        return f"novelty{next(_COUNT)}"

    def responds(self, content: Any, status: int = 200, media: str = "application/json") -> None:
        """Give the next response: bytes and texts as they are, anything else as JSON."""
        if media.startswith("text/") and isinstance(content, str):
            content = content.encode()
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        self._responses.append(
            httpx2.Response(status, content=raw, headers={"content-type": media})
        )

    def run(self, act: Callable[[Any], Any]) -> Any:
        """Do something with the client, in its mode."""
        return act(self.client) if self.is_sync else asyncio.run(_awaited(act, self.client))

    def items(self, act: Callable[[Any], Any]) -> list[Any]:
        """Go through all items that a search finds."""
        return list(act(self.client)) if self.is_sync else asyncio.run(_listed(act, self.client))

    def _respond(self, request: httpx2.Request) -> httpx2.Response:
        self.every_sent.append(Sent(request))
        return self._responses.pop(0)


async def _awaited(act: Callable[[Any], Any], client: Any) -> Any:
    return await act(client)


async def _listed(act: Callable[[Any], Any], client: Any) -> list[Any]:
    return [item async for item in act(client)]


@pytest.fixture(params=["sync", "async"])
def api(request: pytest.FixtureRequest) -> Iterator[Api]:
    """A client in each mode, with a server that must have been asked for every response it was given."""
    forget()
    server = Api(request.param)
    yield server
    assert server._responses == []
