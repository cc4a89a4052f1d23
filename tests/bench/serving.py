"""A server on loopback in a process and on a processor of its own; it sends the same content to every request."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from tests.bench.sandbox import ROOT

_ID, _TOTAL = b'"id":700000000', b'"totalCount":100'
"""How the ids of the calls in a made-up page begin, and its total."""


@contextmanager
def served(content: bytes, folder: Path, *, endless: bool = False) -> Iterator[str]:
    """Serve this JSON text until the block ends, and give the server's address.

    This process keeps to one processor meanwhile and the server to another, where the system lets them.

    Args:
        content: The JSON text.
        folder: A folder for the text, from where the server reads it.
        endless: Give the calls of each page ids of their own, and a total that is never reached.
    """
    place = folder / "response.json"
    place.write_bytes(content)
    ours, theirs = _processors()
    command = [sys.executable, "-m", "tests.bench.serving", str(place), theirs, str(int(endless))]
    with (
        _kept_to(ours),
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process,
    ):
        assert process.stdin
        assert process.stdout
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.stdin.close()


def _processors() -> tuple[set[int], str]:
    """The processor for this process, and the server's as text; empty where they cannot be chosen."""
    usable = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []
    return ({usable[0]}, str(usable[-1])) if len(usable) > 1 else (set(), "")


@contextmanager
def _kept_to(processors: set[int]) -> Iterator[None]:
    if not processors or sys.platform != "linux":
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, processors)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


async def _serve(content: bytes, *, endless: bool) -> None:
    if endless:
        content = content.replace(_TOTAL, b'"totalCount":1000000000')
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(
        content
    )
    numbers = count(700_000_000)

    async def respond(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                fresh = content.replace(_ID, b'"id":%d' % next(numbers)) if endless else content
                writer.write(head + fresh)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(respond, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    if sys.argv[2] and sys.platform == "linux":
        os.sched_setaffinity(0, {int(sys.argv[2])})
    asyncio.run(_serve(Path(sys.argv[1]).read_bytes(), endless=sys.argv[3] == "1"))
