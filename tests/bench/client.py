"""Measures the generated client against the bare tools below it: import, decoding, encoding, a call."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.bench.table import Row, best

SOURCES = Path(__file__).parents[2] / "generated" / "src"
CALL = {
    "id": 123456789012,
    "fromNumber": "12135551100",
    "toNumber": "12135551122",
    "state": "FINISHED",
    "campaignId": 4050600003,
    "batchId": 9,
    "contact": {"id": 1, "firstName": "Ada", "homePhone": "12135551122", "properties": {"a": "b"}},
    "inbound": False,
    "created": 1700000000000,
    "modified": 1700000001000,
    "finalCallResult": "LA",
    "records": [{"id": 1, "billedAmount": 0.5, "finishTime": 1700000001000, "result": "LA"}],
    "attributes": {"a": "1", "b": "2"},
}
PAGE = json.dumps({"items": [CALL] * 100, "limit": 100, "offset": 0, "totalCount": 100}).encode()
RECIPIENTS = [
    {"phoneNumber": "12135551122", "message": f"Hello number {each}", "attributes": {"a": "b"}}
    for each in range(1000)
]


def rows() -> Iterator[Row]:
    """All measurements."""
    sys.path.insert(0, str(SOURCES))
    yield from _imports()
    yield from _codec()
    yield from _calls()


def _imports() -> Iterator[Row]:
    bare = _started("pass")
    for what in ("import callfire", "from callfire import CallFire"):
        yield Row(what, _started(what) - bare, "import httpx2", _started("import httpx2") - bare)
    used = "import callfire; callfire.CallFire('a', 'b').texts.send"
    yield Row("first use of a resource", _started(used) - bare, "bare Python", bare)


def _started(code: str) -> float:
    def run() -> None:
        subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(SOURCES)}, check=True)

    return best(run, rounds=7)


def _codec() -> Iterator[Row]:
    import msgspec
    from callfire._runtime.decode import decode
    from callfire._runtime.encode import encode_body
    from callfire.models import CallPage, TextRecipient

    decode(CallPage, PAGE)
    plain = best(lambda: json.loads(PAGE), times=20)
    yield Row(
        "decode a page of 100 calls", best(lambda: decode(CallPage, PAGE), times=20), "json", plain
    )
    fast = best(lambda: msgspec.json.decode(PAGE), times=20)
    yield Row("", best(lambda: decode(CallPage, PAGE), times=20), "untyped msgspec", fast)
    kind = list[TextRecipient]
    models = [
        TextRecipient(
            phone_number=each["phoneNumber"], message=each["message"], attributes=each["attributes"]
        )
        for each in RECIPIENTS
    ]
    dumped = best(lambda: json.dumps(RECIPIENTS), times=5)
    for what, value in (("dicts", RECIPIENTS), ("models", models)):
        seconds = best(lambda value=value: encode_body(kind, value), times=5)
        yield Row(f"encode 1000 recipients, {what}", seconds, "json", dumped)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self) -> None:
        content = json.dumps(CALL).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Silence."""


def _calls() -> Iterator[Row]:
    import httpx2
    from callfire import CallFire

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    with httpx2.Client(auth=("a", "b")) as bare, CallFire("a", "b", base_url=url) as client:
        pairs = [
            (_one(lambda: bare.get(f"{url}/calls/1").json()), _one(lambda: client.calls.get(1)))
            for _ in range(400)
        ]
    server.shutdown()
    yield Row(
        "one call over loopback",
        min(ours for _, ours in pairs),
        "bare httpx2",
        min(theirs for theirs, _ in pairs),
    )


def _one(action: Any) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
