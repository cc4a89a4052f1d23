"""What a journal costs for a row, and how many rows 1, 2 and 4 workers send, against an API that takes 50 ms."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

from tests import services
from tests.bench.sandbox import ROOT
from tests.bench.table import Row

SOURCES = ROOT / "generated" / "src"
DELAY = 0.05
"""Seconds that the API takes for a request."""
CHUNK = 50
_WORKER = """
import sys
import callfire

url, journal, first, step, count, size = sys.argv[1:]
with callfire.CallFire("login", "password", base_url=url) as client:
    print("ready", flush=True)
    sys.stdin.readline()
    for part in range(int(first), int(count), int(step)):
        rows = [{"phone_number": f"1213{part * int(size) + n:07}", "message": "Hello"} for n in range(int(size))]
        journal_of_part = callfire.DatabaseJournal(journal, part=part)
        result = callfire.send_part(client.texts.send_bulk, rows, journal=journal_of_part, keep_outcomes=False)
        assert result.sent == len(rows), result
"""
_JOURNAL = """
import sys, time
from callfire import DatabaseJournal
from callfire._runtime.bulk.file_journal import FileJournal
from callfire._runtime.bulk.journal import JournalBinding

kind, place, count, chunk = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
binding = JournalBinding("send", b"owner", b"", chunk)
journal = FileJournal(place, binding) if kind == "file" else DatabaseJournal(place)(binding)
content, valid, ids = b"x" * 60 * chunk, [True] * chunk, list(range(10**9, 10**9 + chunk))
wall, cpu = time.perf_counter(), time.process_time()
for number in range(count):
    journal.claim(number, content, valid)
    journal.intend(number, range(chunk))
    journal.settle(number, range(chunk), "s" * chunk, ids)
print((time.perf_counter() - wall) / count / chunk, (time.process_time() - cpu) / count / chunk)
"""


def workers(trials: int, *, small: bool) -> list[Row]:
    """Seconds of a row in each journal, and seconds of all rows with 1, 2 and 4 workers."""
    with TemporaryDirectory() as folder, database() as postgres:
        places = {
            "file": lambda: str(Path(folder) / token_hex(4)),
            "sqlite": lambda: f"sqlite:///{folder}/{token_hex(4)}.db",
        }
        if postgres:
            places["postgresql"] = lambda: f"{postgres}#{token_hex(4)}"
        rows = [_journal(kind, place, trials, small=small) for kind, place in places.items()]
        if postgres:
            with api() as url:
                rows += _throughput(url, postgres, trials, small=small)
    return rows


def _journal(kind: str, place: Callable[[], str], trials: int, *, small: bool) -> Row:
    count = "10" if small else "200"
    runs = [
        python(_JOURNAL, kind, place(), count, str(CHUNK)).communicate()[0].split()
        for _ in range(trials)
    ]
    return Row(
        "workers",
        f"a row in a journal, {CHUNK} in a request: {kind}",
        tuple(float(wall) for wall, _ in runs),
        cpu=tuple(float(cpu) for _, cpu in runs),
    )


def _throughput(url: str, postgres: str, trials: int, *, small: bool) -> Iterator[Row]:
    parts, size = (4, 100) if small else (20, 1000)
    first = ""
    for number in (1, 2, 4):
        what = f"{parts * size:,} rows over PostgreSQL: {number} worker{'s' if number > 1 else ''}"
        times = [_seconds(url, postgres, number, parts, size) for _ in range(trials)]
        first = first or what
        yield Row("workers", what, tuple(times), against=first if what != first else "")


def _seconds(url: str, postgres: str, number: int, parts: int, size: int) -> float:
    journal = f"{postgres}#{token_hex(4)}"
    started = [
        python(_WORKER, url, journal, *map(str, (place, number, parts, size)))
        for place in range(number)
    ]
    for each in started:
        assert each.stdout
        each.stdout.readline()
    began = time.perf_counter()
    for each in started:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()
    codes = [each.wait() for each in started]
    spent = time.perf_counter() - began
    for each in started:
        each.communicate()
    assert set(codes) == {0}, codes
    return spent


def python(program: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a program that imports the package."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env=os.environ | {"PYTHONPATH": str(SOURCES)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def database() -> Iterator[str | None]:
    """A PostgreSQL server that forces commits to disk; None where it is not installed."""
    folder = services.FOLDER.with_name("services-bench") / token_hex(4)
    try:
        server = services.Postgres(folder, fsync=True)
    except RuntimeError:
        yield None
        return
    server.start()
    try:
        yield server.url
    finally:
        server.stop()
        with suppress(OSError):
            subprocess.run(["rm", "-rf", str(folder)], check=False)


@contextmanager
def api() -> Iterator[str]:
    """An API in a process of its own, which takes texts and needs its time for that."""
    command = [sys.executable, "-m", "tests.bench.workers"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/v2"
        finally:
            process.kill()


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", head)
            body = await reader.readexactly(int(length[1]) if length else 0)
            await asyncio.sleep(DELAY)
            items = [{"id": 10**9 + place} for place in range(body.count(b'"phoneNumber"'))]
            content = json.dumps({"items": items}).encode()
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                b"Content-Length: %d\r\n\r\n%s" % (len(content), content)
            )


async def _listen() -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


def main() -> None:
    """Serve until the process is killed."""
    asyncio.run(_listen())


if __name__ == "__main__":
    main()
