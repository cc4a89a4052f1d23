"""Files larger than memory should have to hold: uploads and downloads pass through piece by piece."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "generated" / "src"
SIZE = 200 * 2**20

PROGRAM = """
import asyncio, sys
import callfire

address, mode, source, target = sys.argv[1:]

def peak():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])

async def main(**options):
    async with callfire.AsyncCallFire("login", "password", base_url=address, **options) as client:
        await client.campaigns.sounds.find()
        before = peak()
        await client.campaigns.sounds.upload(source)
        await client.calls.recordings.download(1, target)
        print(peak() - before)

if mode == "sync":
    with callfire.CallFire("login", "password", base_url=address) as client:
        client.campaigns.sounds.find()
        before = peak()
        client.campaigns.sounds.upload(source)
        client.calls.recordings.download(1, target)
        print(peak() - before)
else:
    asyncio.run(main(**({"http_client": "aiohttp"} if mode == "aiohttp" else {})))
"""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    received: list[int]

    def do_GET(self) -> None:
        self.send_response(200)
        if not self.path.endswith(".mp3"):
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")
            return
        self.send_header("content-type", "audio/mpeg")
        self.send_header("content-length", str(SIZE))
        self.end_headers()
        for _ in range(SIZE // 2**20):
            self.wfile.write(bytes(2**20))

    def do_POST(self) -> None:
        left = length = int(self.headers["content-length"])
        while left:
            left -= len(self.rfile.read(min(left, 2**20)))
        self.received.append(length)
        self.send_response(200)
        self.send_header("content-length", "9")
        self.end_headers()
        self.wfile.write(b'{"id": 1}')

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture
def served() -> Iterator[tuple[str, list[int]]]:
    received: list[int] = []
    handler = type("_Handler", (Handler,), {"received": received})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v2", received
        server.shutdown()
        thread.join()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
@pytest.mark.parametrize("mode", ["sync", "async", "aiohttp"])
def test_big_files_take_little_memory(
    served: tuple[str, list[int]], tmp_path: Path, mode: str
) -> None:
    if mode == "aiohttp":
        pytest.importorskip("aiohttp")
    source, target = tmp_path / "big.mp3", tmp_path / "copy.mp3"
    with source.open("wb") as file:
        file.truncate(SIZE)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, served[0], mode, str(source), str(target)],
        env=os.environ | {"PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert target.stat().st_size == SIZE
    assert SIZE < served[1][0] < SIZE + 1000
    assert int(done.stdout) < 16_000
