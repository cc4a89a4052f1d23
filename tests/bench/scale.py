"""Measures what grows: memory over many pages and calls, and the time of a call when threads share a client."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.bench.client import CALL, PAGE, installed, python
from tests.bench.serving import served
from tests.bench.table import Row

THREADS = 32
_MEMORY = """
import gc, sys
from itertools import islice
from callfire import CallFire
def held():
    gc.collect()
    if sys.platform == "linux":
        with open("/proc/self/statm") as stream:
            return int(stream.read().split()[1]) * 4096 / 1e6
    import resource
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
few, many = int(sys.argv[3]), int(sys.argv[4])
figures = []
with CallFire("a", "b", base_url=sys.argv[1]) as client:
    if sys.argv[2] == "pages":
        items = iter(client.calls.find())
        for pages in (few, many - few):
            assert sum(1 for _ in islice(items, pages * 100)) == pages * 100
            figures.append(held())
    else:
        for calls in (few, many - few):
            for _ in range(calls):
                client.calls.get(1)
            figures.append(held())
print(*figures)
"""
_SHARED = """
import sys, time
from concurrent.futures import ThreadPoolExecutor
address, kind, threads, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
if kind == "callfire":
    from callfire import CallFire
    client = CallFire("a", "b", base_url=address)
    act = lambda: client.calls.get(1)
else:
    import httpx2, msgspec
    client = httpx2.Client(limits=httpx2.Limits(max_connections=threads, max_keepalive_connections=threads))
    act = lambda: msgspec.json.decode(client.get(address + "/calls/1").content)
def work(_):
    for _ in range(count // threads):
        act()
with ThreadPoolExecutor(threads) as pool:
    list(pool.map(work, range(threads)))
    started = time.perf_counter()
    list(pool.map(work, range(threads)))
    print((time.perf_counter() - started) / (count // threads * threads))
client.close()
"""
_PAUSES = """
import gc, sys, time
from callfire.models import CallPage
from callfire._runtime.models.decode import decode
with open(sys.argv[1], "rb") as stream:
    page = stream.read()
for _ in range(30):
    decode(CallPage, page)
if sys.argv[3] == "frozen":
    gc.collect()
    gc.freeze()
held, seconds = [], []
for _ in range(int(sys.argv[2])):
    started = time.process_time()
    held = [*held[-5:], decode(CallPage, page)]
    seconds.append(time.process_time() - started)
print(sorted(seconds)[len(seconds) * 99 // 100])
"""


def scale(trials: int, *, small: bool) -> list[Row]:
    """Memory and threads, in processes of their own; long runs are measured once."""
    # A search remembers up to 20,000 ids, which are 200 of these pages.
    few, pages, calls = (1, 3, 10) if small else (250, 1_000, 10_000)
    with installed() as folder:
        rows = _pauses(folder, trials, 30 if small else 1_000)
        with served(PAGE, folder, endless=True) as address:
            rows += _growth(folder, address, "pages", few, pages)
        with served(json.dumps(CALL).encode(), folder) as address:
            rows += _growth(folder, address, "calls", few, calls)
            rows += _threads(folder, address, trials, 64 if small else 1_600)
    return rows


def _pauses(folder: Path, trials: int, count: int) -> list[Row]:
    """The slowest of a hundred decoded pages: the garbage collector makes it, and ``gc.freeze()`` helps."""
    place = folder / "page.json"
    place.write_bytes(PAGE)
    names = {"default": "p99 of decoding a page", "frozen": "p99 of decoding a page, gc.freeze()"}
    rounds = [
        {kind: float(python(folder, _PAUSES, str(place), str(count), kind)) for kind in names}
        for _ in range(trials)
    ]
    against = names["default"]
    return [
        Row("scale", what, tuple(each[kind] for each in rounds), against=against)
        for kind, what in names.items()
    ]


def _growth(folder: Path, address: str, what: str, few: int, many: int) -> list[Row]:
    """What a process holds after a few pages or calls and after many."""
    messages = python(folder, _MEMORY, address, what, str(few), str(many))
    first, last = map(float, messages.split())
    before = f"memory after {few:,} {what}"
    return [
        Row("scale", before, (first,), "MB"),
        Row("scale", f"memory after {many:,} {what}", (last,), "MB", before, limit=1.05),
    ]


def _threads(folder: Path, address: str, trials: int, count: int) -> list[Row]:
    """A call's share of the time, with one thread and with many that share a client."""
    cases = [(kind, threads) for threads in (1, THREADS) for kind in ("httpx2", "callfire")]
    rounds = [
        {
            case: float(python(folder, _SHARED, address, case[0], str(case[1]), str(count)))
            for case in cases
        }
        for _ in range(trials)
    ]
    return [
        Row(
            "scale",
            f"{threads} threads: {kind}" if threads > 1 else f"one thread: {kind}",
            tuple(each[kind, threads] for each in rounds),
            against=f"{threads} threads: httpx2" if threads > 1 else "one thread: httpx2",
            kind="ours" if kind == "callfire" else "floor",
        )
        for kind, threads in cases
    ]


def interpreter() -> str:
    """Return which Python runs, and whether its threads share one lock."""
    free = not getattr(sys, "_is_gil_enabled", lambda: True)()
    name = f"{sys.implementation.name} {sys.version.partition(' ')[0]}"
    return f"{name}, {'free-threaded' if free else 'with the GIL'}"
