"""The soak: thousands of faulted sends, and a bulk run that is killed and loses its disk again and again.

The server counts. No one gets a text twice, what the client states agrees with the count or is unknown, and reconcile
settles what is unknown.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import callfire
import pytest

from tests.client.soak_server import FAILURES, SoakServer, row

SOURCES = Path(__file__).resolve().parents[2] / "generated" / "src"


@pytest.fixture
def broken(request: pytest.FixtureRequest) -> Iterator[SoakServer]:
    """A server with a share of errors."""
    server = SoakServer(request.param, seed=7)
    yield server
    server.close()


# ---- Single sends -------------------------------------------------------------------------------------------------


def verdict(client: callfire.CallFire, number: int) -> tuple[str, Exception | None]:
    """What the client states about one text."""
    try:
        client.texts.send([row(number)])
    except callfire.OutcomeUnknownError as error:
        return "unknown", error
    except callfire.DecodeError as error:
        return "done", error
    except callfire.CallFireError as error:
        return "not sent", error
    return "done", None


@pytest.mark.parametrize("broken", [0.3], indirect=True)
@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_single_sends(
    broken: SoakServer, count: int, record_property: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    messages: Counter[str] = Counter()
    with callfire.CallFire("login", "password", base_url=broken.url) as client:
        with ThreadPoolExecutor(8) as pool:
            verdicts = list(pool.map(lambda number: verdict(client, number), range(count)))
        for number, (text, error) in enumerate(verdicts):
            has = broken.got[f"1213{number:07}"]
            messages[text] += 1
            assert has <= 1
            if text == "unknown":
                assert isinstance(error, callfire.OutcomeUnknownError)
                (outcome,) = client.texts.reconcile(error, delay=0)
                assert outcome.status == ("sent" if has else "unsent")
                messages[f"settled as {outcome.status}"] += 1
            else:
                assert (number, text, has) == (number, text, 1 if text == "done" else 0)
    assert set(FAILURES) <= set(broken.requests)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{count} single sends, {broken.rate:.0%} errors: {dict(messages)}, 0 twice\n"
        )
    record_property("verdicts", dict(messages))


# ---- Bulk ---------------------------------------------------------------------------------------------------------

WORKER = """
import asyncio, resource, sys
import callfire
from tests.client.soak_server import row

url, journal, count, room, mode = sys.argv[1:]
if int(room) >= 0:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), resource.RLIM_INFINITY))
rows = (row(number) for number in range(int(count)))
options = {"journal": journal, "keep_outcomes": False}

async def tasks():
    async with callfire.AsyncCallFire("login", "password", base_url=url) as client:
        return await client.texts.send_bulk(rows, **options)

def threads():
    with callfire.CallFire("login", "password", base_url=url) as client:
        return client.texts.send_bulk(rows, **options)

try:
    result = asyncio.run(tasks()) if mode == "tasks" else threads()
except callfire.BulkStoppedError as stopped:
    assert stopped.result.total
    sys.exit(5 if isinstance(stopped.__cause__, OSError) and int(room) >= 0 else 4)
"""


class Worker:
    """Runs the same bulk run in processes of its own, and ends them in several ways."""

    def __init__(self, server: SoakServer, journal: Path, count: int) -> None:
        self.server = server
        self.journal = journal
        self.count = count
        self.chance = random.Random(count)
        self.ends: Counter[str] = Counter()

    def run(self, kill_after: int | None = None, room: int = -1) -> None:
        """Run once; kill it when so many more texts have been taken, or give its disk so many bytes more."""
        size = self.journal.stat().st_size if self.journal.exists() else 0
        limit = -1 if room < 0 else size + room
        mode = self.chance.choice(("threads", "tasks"))
        words = [self.server.url, self.journal, self.count, limit, mode]
        folders = os.pathsep.join([str(SOURCES), str(SOURCES.parents[1])])
        with subprocess.Popen(
            [sys.executable, "-c", WORKER, *map(str, words)],
            env=os.environ | {"PYTHONPATH": folders},
        ) as process:
            if kill_after is not None:
                self.server.wait_for(kill_after, lambda: process.poll() is not None)
                process.kill()
            code = process.wait()
        names = {-9: "killed", 0: "ended", 4: "stopped", 5: "disk full"}
        assert code in names, f"the worker ended with {code}"
        self.ends[names[code]] += 1


def damages(whole: bytes, count: int) -> Iterator[bytes]:
    """Damage a journal at random."""
    chance = random.Random(3)
    for _ in range(count // 2):
        yield whole[: chance.randrange(len(whole) - 1)]
        at = chance.randrange(len(whole))
        yield whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :]
    lines = whole.splitlines(keepends=True)
    for _ in range(count // 4):
        place = chance.randrange(len(lines))
        yield b"".join(lines[:place] + lines[place + 1 :])
    yield bytes(len(whole))
    yield b""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals and limits")
@pytest.mark.parametrize("broken", [0.02], indirect=True)
@pytest.mark.parametrize(
    ("count", "kills", "full"),
    [(1_500, 3, 2), pytest.param(100_000, 100, 20, marks=pytest.mark.slow)],
)
def test_a_bulk_run(
    broken: SoakServer,
    tmp_path: Path,
    count: int,
    kills: int,
    full: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    journal = tmp_path / "journal"
    worker = Worker(broken, journal, count)
    ways = ["kill"] * kills + ["full"] * full
    worker.chance.shuffle(ways)
    for way in ways:
        if way == "kill":
            worker.run(kill_after=worker.chance.randint(0, 2 * count // (kills + full)))
        else:
            worker.run(room=worker.chance.randint(0, 4000))
    while not worker.ends["ended"]:
        worker.run()

    rows = [row(number) for number in range(count)]
    numbers = [f"1213{number:07}" for number in range(count)]
    with callfire.CallFire("login", "password", base_url=broken.url) as client:
        before = client.texts.send_bulk(rows, journal=journal)
        for number, outcome in zip(numbers, before, strict=True):
            if outcome.status != "unknown":
                assert broken.got[number] == 1
        searches = broken.requests["find"]
        settled = client.texts.reconcile(journal, rows, delay=0)
        searches = broken.requests["find"] - searches
        assert settled.unknown == 0
        for number, outcome in zip(numbers, settled, strict=True):
            assert broken.got[number] == (0 if outcome.status == "unsent" else 1)
        broken.rate = 0.0
        after = client.texts.send_bulk(rows, journal=journal)
        assert (after.unknown, after.sent) == (0, settled.unsent)
        assert broken.got == Counter(numbers)

        tried = 0
        for content in damages(journal.read_bytes(), 100 if count > 50_000 else 40):
            damaged = tmp_path / "damaged"
            damaged.write_bytes(content)
            with pytest.raises(callfire.BulkJournalError):
                client.texts.send_bulk(rows[:60], journal=damaged)
            tried += 1
    assert broken.got == Counter(numbers)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{count} rows, {dict(worker.ends)}, {tried} damaged journals: 0 twice; "
            f"{before.unknown} unknown, reconcile settled all with {searches} searches "
            f"({settled.unsent} unsent), journal {journal.stat().st_size} bytes\n"
        )


def test_the_async_client_settles_too(tmp_path: Path) -> None:
    server = SoakServer(0.5, seed=3)
    rows = [row(number) for number in range(40)]

    async def main() -> tuple[Any, Any]:
        async with callfire.AsyncCallFire("login", "password", base_url=server.url) as client:
            try:
                result = await client.texts.send_bulk(rows, chunk=2, concurrency=1)
            except callfire.BulkStoppedError as stopped:
                result = stopped.result
            return result, await client.texts.reconcile(result, delay=0)

    result, settled = asyncio.run(main())
    server.close()
    assert result.unknown > 0
    assert settled.unknown == 0
    for number, outcome in enumerate(settled):
        assert server.got[f"1213{number:07}"] == (0 if outcome.status == "unsent" else 1)
