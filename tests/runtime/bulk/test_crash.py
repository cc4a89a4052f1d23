"""A bulk run that is killed again and again still sends to each recipient once."""

import json
import os
import random
import subprocess
import sys
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import runtime.bulk.sync

RUNTIME = Path(runtime.bulk.sync.__file__).parents[2]

# One run in a process of its own. Its client is the least that can send, so that the journal alone is on trial.
WORKER = """
import http.client, json, resource, sys, threading
from runtime.bulk.sync import send_bulk
from runtime.core.errors import OutcomeUnknownError
from runtime.models.model import Model
from runtime.core.operation import Effect, Operation

class Row(Model):
    to: int | None = None

class Client:
    local = threading.local()

    def call(self, operation, *, path, query, body):
        try:
            if not hasattr(self.local, "connection"):
                self.local.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            self.local.connection.request("POST", "/", json.dumps(body))
            return json.loads(self.local.connection.getresponse().read())
        except (OSError, http.client.HTTPException) as error:
            raise OutcomeUnknownError("lost", operation=operation.id, reason="lost") from error

port, journal, count, chunk = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
operation = Operation("sendRows", "POST", "/", effect=Effect.CONTACT, body=list[Row], chunk=chunk)
unknown = []
result = send_bulk(
    Client(),
    operation,
    ({"to": number} for number in range(count)),
    journal=journal,
    keep_outcomes=False,
    on_outcome=lambda outcome: unknown.append(outcome.index) if outcome.status == "unknown" else None,
)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"unknown": unknown, "total": result.total, "ok": result.sent + result.skipped, "peak": peak}))
"""


class Server(ThreadingHTTPServer):
    """Counts who was sent to, and shows when so many more have been."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.got = Counter()
        self.changed = threading.Condition()

    def take(self, numbers):
        with self.changed:
            self.got.update(numbers)
            self.changed.notify_all()

    def wait_for(self, more, worker):
        with self.changed:
            wanted = self.got.total() + more
            while self.got.total() < wanted and worker.poll() is None:
                self.changed.wait(0.05)

    def handle_error(self, *_):
        """The clients are killed; their connections break."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        numbers = [
            row["to"] for row in json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        ]
        self.server.take(numbers)
        response = json.dumps([{"id": number} for number in numbers]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(response)))
        self.end_headers()
        self.wfile.write(response)

    def log_message(self, *_):
        return


@pytest.fixture
def server():
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def run_through_kills(server, journal, count, chunk, kills):
    """Start the run, kill it when the server has taken a random number of rows more, start again; at last let it end."""
    chance = random.Random(20)
    command = [sys.executable, "-c", WORKER, server.server_port, journal, count, chunk]
    environment = os.environ | {"PYTHONPATH": str(RUNTIME)}
    killed = 0
    for turn in range(kills + 1):
        with subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.PIPE, env=environment
        ) as worker:
            if turn < kills:
                server.wait_for(chance.randint(1, 2 * count // (kills + 1)), worker)
                worker.kill()
            output = worker.stdout.read()
        killed += worker.returncode == -9
        if worker.returncode == 0:
            return json.loads(output), killed
    pytest.fail("the last run did not end")


@pytest.mark.parametrize(
    ("count", "chunk", "kills"),
    [(2_000, 10, 4)],
)
def test_each_recipient_is_sent_to_once_whenever_the_run_is_killed(
    server, tmp_path, count, chunk, kills
):
    report, killed = run_through_kills(server, tmp_path / "journal", count, chunk, kills)
    unknown = set(report["unknown"])

    assert killed
    assert report["total"] == count
    assert set(server.got.values()) == {1}
    assert set(range(count)) - set(server.got) <= unknown
    assert count - len(unknown) == report["ok"]
    # Only what was in flight when a run was killed can be unknown: four requests at a time.
    assert len(unknown) <= 4 * chunk * killed
