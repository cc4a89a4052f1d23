"""A bulk run of the generated clients, killed again and again: each recipient once, and memory that does not grow."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "generated" / "src"

COMMON = """
import asyncio, json, resource, sys
import callfire

address, journal, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
unknown = []
options = {
    "journal": journal,
    "chunk": 100,
    "keep_outcomes": False,
    "on_outcome": lambda outcome: unknown.append(outcome.index) if outcome.status == "unknown" else None,
}

def rows():
    for number in range(count):
        yield {"phone_number": f"1213{number:07}", "message": f"Hi, you are number {number}"}

def report(result):
    # The process's own peak: ru_maxrss would be that of the test, which was forked to begin with.
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    ok = result.sent + result.skipped
    print(json.dumps({"unknown": unknown, "ok": ok, "total": result.total, "peak": int(peak.split()[1])}))
"""
THREADS = COMMON + """
with callfire.CallFire("login", "password", base_url=address) as client:
    report(client.texts.send_bulk(rows(), **options))
"""
TASKS = COMMON + """
async def main():
    async with callfire.AsyncCallFire("login", "password", base_url=address) as client:
        report(await client.texts.send_bulk(rows(), **options))

asyncio.run(main())
"""


class Server(ThreadingHTTPServer):
    """Counts who was sent to, and shows when so many more have been."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: Counter[str] = Counter()
        self.changed = threading.Condition()

    def take(self, numbers: list[str]) -> None:
        with self.changed:
            self.got.update(numbers)
            self.changed.notify_all()

    def wait_for(self, more: int, worker: subprocess.Popen[bytes]) -> None:
        with self.changed:
            wanted = self.got.total() + more
            while self.got.total() < wanted and worker.poll() is None:
                self.changed.wait(0.05)

    def handle_error(self, *_: Any) -> None:
        """The clients are killed; their connections break."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        numbers = [row["phoneNumber"] for row in json.loads(body)]
        self.server.take(numbers)
        items = [{"id": int(number), "toNumber": number, "state": "READY"} for number in numbers]
        response = json.dumps({"items": items}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(response)))
        self.end_headers()
        self.wfile.write(response)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def run(
    server: Server, program: str, journal: Path, count: int, kill_after: int | None
) -> dict[str, Any] | None:
    """Start a run; kill it when the server has taken so many rows more. None when it was killed."""
    address = f"http://127.0.0.1:{server.server_port}/v2"
    command = [sys.executable, "-c", program, address, str(journal), str(count)]
    environment = os.environ | {"PYTHONPATH": str(SOURCES)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as worker:
        assert worker.stdout
        if kill_after is not None:
            server.wait_for(kill_after, worker)
            worker.kill()
        output = worker.stdout.read()
    assert worker.returncode in {0, -9}
    return None if worker.returncode else json.loads(output)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
@pytest.mark.parametrize("program", [THREADS, TASKS], ids=["threads", "tasks"])
@pytest.mark.parametrize(
    ("count", "kills"), [(3_000, 3), pytest.param(100_000, 5, marks=pytest.mark.slow)]
)
def test_each_recipient_is_sent_to_once_whenever_the_run_is_killed(
    server: Server, program: str, tmp_path: Path, count: int, kills: int
) -> None:
    small = run(server, program, tmp_path / "small", 1_000, None)
    server.got.clear()
    chance, killed = random.Random(count), 0
    for _ in range(kills):
        after = chance.randint(1, 2 * count // (kills + 1))
        killed += run(server, program, tmp_path / "journal", count, after) is None
    report = run(server, program, tmp_path / "journal", count, None)

    assert killed
    assert small
    assert report
    unknown = {f"1213{number:07}" for number in report["unknown"]}
    assert report["total"] == count
    assert {*server.got.values()} == {1}
    assert {f"1213{number:07}" for number in range(count)} - {*server.got} <= unknown
    assert count - len(unknown) == report["ok"]
    # Only what was in flight when a run was killed can be unknown: four requests at a time.
    assert len(unknown) <= 4 * 100 * killed
    assert report["peak"] < small["peak"] + 8_000
