"""Measures the generated client, each time next to the floors that it is made of and to its peers."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import AsyncExitStack, ExitStack, contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from tests.bench.pages import page, recipients
from tests.bench.peers import (
    CODEC_FLOORS,
    CODEC_PEERS,
    IN_FLIGHT,
    SYNC_FLOORS,
    SYNC_PEERS,
    Turn,
    async_calls,
    peer_decode,
    peer_decode_items,
    peer_encode,
    peer_processes,
    peer_recipients,
    sync_calls,
    turn,
)
from tests.bench.sandbox import ROOT, environment
from tests.bench.serving import served
from tests.bench.table import Kind, Row
from tests.bench.tools import (
    PEER,
    PEER_PACKAGE,
    PEER_PYTHON,
    is_installed,
    peer_importable,
    peer_packages,
)

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
PAGE, UNUSUAL_PAGE = page(), page(unusual=True)
_FLOOR = "httpx2 + msgspec untyped"
_TURN, _WARM = 10, 5
_BULK = """
import resource, sys, time
from callfire import CallFire
from callfire.models import TextRecipient
rows, started = int(sys.argv[1]), time.process_time()
if rows:
    each = ({"phoneNumber": "1213%07d" % (2000000 + n), "message": "Hello"} for n in range(rows))
    with CallFire("login", "password") as client:
        client.texts.send_bulk(each, dry_run=True, keep_outcomes=sys.argv[2] == "kept")
seconds = time.process_time() - started
if sys.platform == "linux":  # ru_maxrss would begin with what the starting process held
    with open("/proc/self/status") as stream:
        peak = int(next(line for line in stream if line.startswith("VmHWM")).split()[1]) * 1024 / 1e6
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
print(peak, seconds)
"""


@contextmanager
def installed() -> Iterator[Path]:
    """A folder with a copy of the generated package, which this process imports from meanwhile."""
    before = {name: each for name, each in sys.modules.items() if _is_ours(name)}
    for module in before:
        del sys.modules[module]
    with TemporaryDirectory(prefix="bench-") as name:
        away = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "generated" / "src", Path(name, "src"), ignore=away)
        sys.path.insert(0, str(Path(name, "src")))
        try:
            yield Path(name)
        finally:
            sys.path.remove(str(Path(name, "src")))
            for module in [each for each in sys.modules if _is_ours(each)]:
                del sys.modules[module]
            sys.modules.update(before)


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] == "callfire"


_PEER_STARTS = {
    "openapi-generator, a client, one resource": (
        "import sys; sys.path.insert(0, f'{sys.argv[1]}/openapi-generator'); "
        "from openapi_generator_client import ApiClient, TextsApi; TextsApi(ApiClient()).send_texts"
    ),
    "bravado, a client, one resource": (
        "import json, sys; from bravado.client import SwaggerClient; "
        "spec = json.load(open(f'{sys.argv[1]}/swagger.json')); "
        "SwaggerClient.from_spec(spec).texts.sendTexts"
    ),
}


def start(trials: int, *, small: bool) -> list[Row]:
    """How long programs take to get going, in processes of their own."""
    floor, first, help_text = "import httpx2, msgspec", "a client, one resource", "callfire --help"
    peer = f"{PEER}, a client, one resource"
    codes = {
        "python -c pass": "pass",
        "import httpx2": "import httpx2",
        floor: "import httpx2, msgspec",
        "import callfire": "import callfire",
        "a client": "from callfire import CallFire; CallFire('a', 'b')",
        first: "from callfire import CallFire; CallFire('a', 'b').texts.send",
        help_text: "import sys; sys.argv[1:] = ['--help']; from callfire.cli import main; main()",
        peer: f"from {PEER_PACKAGE} import AuthenticatedClient; AuthenticatedClient('http://a', 'b')"
        f".get_httpx_client(); from {PEER_PACKAGE}.api.texts import send_texts",
    }
    kinds: dict[str, Kind] = dict.fromkeys(list(codes)[:3], "floor") | {peer: "peer"}
    if is_installed():
        codes |= _PEER_STARTS
        kinds |= dict.fromkeys(_PEER_STARTS, "peer")
    limits = {help_text: 0.08}
    with installed() as folder:
        theirs = peer_packages()

        def run(what: str) -> float:
            if what in _PEER_STARTS:
                command = [PEER_PYTHON, "-c", codes[what], str(theirs)]
                env = environment()
                return _seconds(lambda: subprocess.run(command, env=env, check=True))
            return _seconds(lambda: python(folder, codes[what], path=theirs / "package"))

        for what in codes:
            run(what)  # compiles modules
        rounds = [{what: run(what) for what in codes} for _ in range(trials)]
    rows = [
        Row(
            "start",
            what,
            tuple(each[what] for each in rounds),
            against="" if what in limits else floor,
            kind=kinds.get(what, "ours"),
            limit=limits.get(what),
        )
        for what in codes
    ]
    over = tuple(max(each[first] - each[floor], 0.0) for each in rounds)
    return [*rows, Row("start", f"{first}, over {floor}", over, limit=0.015)]


def codec(trials: int, *, small: bool) -> list[Row]:
    """Responses into models, and requests out of dicts and models."""
    times = 1 if small else 20
    with installed(), peer_importable():
        return [*_decoding(trials, times), *_encoding(trials, times)]


def _decoding(trials: int, times: int) -> Iterator[Row]:
    import msgspec
    from callfire._runtime.models.decode import decode
    from callfire.models import CallPage

    untyped = msgspec.json.Decoder(dict[str, Any])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(20):  # the first responses of a kind are searched for unknown fields
            decode(CallPage, PAGE), decode(CallPage, UNUSUAL_PAGE)
    yield from _rows(
        "decode",
        "decode a page of 100 calls",
        {
            "msgspec to dicts": lambda: untyped.decode(PAGE),
            "json.loads": lambda: json.loads(PAGE),
            "models": lambda: decode(CallPage, PAGE),
            "models, an unknown enum value in each": lambda: decode(CallPage, UNUSUAL_PAGE),
            "models, each time read": lambda: _times(decode(CallPage, PAGE)),
            f"{PEER}, untyped items": lambda: peer_decode(PAGE),
            f"{PEER}, its model for each item": lambda: peer_decode_items(PAGE),
        },
        {"models": 1.15, "models, an unknown enum value in each": 1.6},
        trials,
        times,
    )


def _times(calls: Any) -> None:
    """Read all times of a page of calls, which makes them datetimes."""
    for call in calls.items:
        _ = call.created, call.modified
        for record in call.records:
            _ = record.finish_time, record.originate_time, record.answer_time
            for each in (*record.notes, *record.recordings):
                _ = each.created


def _encoding(trials: int, times: int) -> Iterator[Row]:
    import msgspec
    from callfire._runtime.models.encode import encode_body
    from callfire.models import TextRecipient

    wire = recipients()
    dicts = [{"phone_number": each["phoneNumber"], **each} for each in wire]
    for each in dicts:
        del each["phoneNumber"]
    unusual = [each | {"phone_number": "(213) 555-1122"} for each in dicts]
    models = [TextRecipient(**each) for each in dicts]
    theirs = peer_recipients(wire)
    fast = msgspec.json.Encoder()
    yield from _rows(
        "encode",
        "encode 1000 recipients",
        {
            "json.dumps": lambda: json.dumps(wire).encode(),
            "msgspec": lambda: fast.encode(wire),
            "dicts, the API's names": lambda: encode_body(list[TextRecipient], wire),
            "dicts, Python's names": lambda: encode_body(list[TextRecipient], dicts),
            "dicts, numbers as people write them": lambda: encode_body(
                list[TextRecipient], unusual
            ),
            "models": lambda: encode_body(list[TextRecipient], models),
            f"{PEER}, models": lambda: peer_encode(theirs),
            f"{PEER}, dicts": lambda: peer_encode(peer_recipients(wire)),
        },
        {"dicts, the API's names": 1.0, "dicts, Python's names": 1.0, "models": 0.3},
        trials,
        times,
    )


def calls(trials: int, *, small: bool) -> list[Row]:
    """Calls over loopback, ours, the floors' and the peer's in turns."""
    count = 10 if small else 200
    rows: list[Row] = []
    with installed() as folder, peer_importable():
        for what, content in (("one call", json.dumps(CALL).encode()), ("a page of 100", PAGE)):
            with served(content, folder) as address:
                rows += _one_by_one(what, address, trials, count)
                rows += asyncio.run(_at_once(what, address, trials, count))
    return rows


def _one_by_one(what: str, address: str, trials: int, count: int) -> list[Row]:
    from callfire import CallFire

    paged = "page" in what
    with ExitStack() as stack:
        client = stack.enter_context(CallFire("a", "b", base_url=address))
        acts = {
            **sync_calls(address, paged=paged, stack=stack),
            "callfire": client.calls.find if paged else lambda: client.calls.get(1),
        }
        turns = {name: turn(act) for name, act in acts.items()}
        names, work = (*SYNC_FLOORS, *SYNC_PEERS), "page" if paged else "call"
        turns |= stack.enter_context(peer_processes(names, work, address))
        rounds = [timed(turns, count) for _ in range(trials)]
    return _call_rows(
        f"{what}, one by one",
        [{name: (median(each), each) for name, each in spent.items()} for spent in rounds],
        {"callfire": (_FLOOR, 1.1 if paged else 1.08)},
    )


async def _at_once(what: str, address: str, trials: int, count: int) -> list[Row]:
    from callfire import AsyncCallFire

    paged = "page" in what
    async with AsyncExitStack() as stack:
        acts = dict(await async_calls(address, paged=paged, stack=stack))
        for name, given in {"callfire": None, "callfire on aiohttp": "aiohttp"}.items():
            options = {"http_client": given} if given else {}
            client = AsyncCallFire("a", "b", base_url=address, **options)
            calls = (await stack.enter_async_context(client)).calls
            acts[name] = calls.find if paged else partial(calls.get, 1)
        work = "page" if paged else "call"
        turns = stack.enter_context(peer_processes(["FastMCP"], work, address, in_flight=IN_FLIGHT))

        async def spent(name: str) -> tuple[float, list[float]]:
            whole, singles = turns[name](count) if name in turns else await together(acts[name])
            return whole / count, singles

        async def together(act: Callable[[], Any]) -> tuple[float, list[float]]:
            waiting, singles = iter(range(count)), []

            async def work() -> None:
                for _ in waiting:
                    began = perf_counter()
                    await act()
                    singles.append(perf_counter() - began)

            started = perf_counter()
            await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))
            return perf_counter() - started, singles

        names = [*acts, *turns]
        for name in names:
            await spent(name)
        rounds = [{name: await spent(name) for name in names} for _ in range(trials)]
    return _call_rows(
        f"{what}, {IN_FLIGHT} in flight",
        rounds,
        {
            "callfire": (_FLOOR, 1.1 if paged else 1.08),
            "callfire on aiohttp": ("aiohttp + msgspec untyped", 1.1 if paged else 1.08),
        },
    )


def _call_rows(
    group: str,
    rounds: list[dict[str, tuple[float, list[float]]]],
    own: dict[str, tuple[str, float]],
) -> list[Row]:
    """Rows of one group: seconds for each call by round, and the 99th percentile of all single calls."""
    rows = []
    for name in rounds[0]:
        floor, limit = own.get(name, (_FLOOR, None))
        singles = sorted(each for one in rounds for each in one[name][1])
        rows.append(
            Row(
                "calls",
                f"{group}: {name}",
                tuple(one[name][0] for one in rounds),
                against=f"{group}: {floor}",
                p99=singles[len(singles) * 99 // 100],
                kind=_kind(name),
                limit=limit,
            )
        )
    return rows


def bulk(trials: int, *, small: bool) -> list[Row]:
    """The memory and processor time that a dry run of many rows takes, in processes of their own."""
    count = 1_000 if small else 100_000
    name = f"dry run of {count:,} rows"
    cases = {
        "a client": (0, ""),
        f"{name}: counts only": (count, "counts"),
        f"{name}: all outcomes": (count, "kept"),
    }
    with installed() as folder:
        figures = {
            what: [_bulk_run(folder, *case) for _ in range(trials)] for what, case in cases.items()
        }
    rows = [
        Row("bulk", what, tuple(peak for peak, _ in runs), "MB", "a client")
        for what, runs in figures.items()
    ]
    spent = tuple(seconds / count for _, seconds in figures[f"{name}: counts only"])
    return [*rows, Row("bulk", "processor time of a row, dry run", spent, limit=20e-6)]


def _bulk_run(folder: Path, count: int, kept: str) -> tuple[float, float]:
    """The most memory that the process held, in megabytes, and the seconds that the rows took."""
    peak, seconds = map(float, python(folder, _BULK, str(count), kept).split())
    return peak, seconds


def python(folder: Path, *arguments: str, path: Path | None = None) -> str:
    """Run a program that imports the installed copy, and return what it prints."""
    ended = subprocess.run(
        [sys.executable, "-c", *arguments],
        cwd=folder / "src",
        env=environment(**({"PYTHONPATH": str(path)} if path else {})),
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout


def timed(turns: Mapping[str, Turn], count: int) -> dict[str, list[float]]:
    """Seconds of each single call, in turns of ten, so that a busy moment slows all alike.

    The order changes from turn to turn: who follows a slow one finds colder caches. Those that take ten times as long
    as the first one, and longer, take part in each fourth turn only.
    """
    usual = {name: median(run(_WARM)[1]) for name, run in turns.items()}
    least = next(iter(usual.values()))
    spent: dict[str, list[float]] = {name: [] for name in turns}
    order = list(turns)
    for number in range(max(count // _TURN, 1)):
        for name in order:
            if number % 4 == 0 or usual[name] < 10 * least:
                spent[name] += turns[name](_TURN)[1]
        order = [*order[1:], order[0]]
        order[1:] = reversed(order[1:])
    return spent


def _rows(
    work: str,
    what: str,
    acts: dict[str, Callable[[], object]],
    limits: dict[str, float],
    trials: int,
    times: int,
) -> Iterator[Row]:
    """Measure in turns, so that a busy moment slows all alike; the first is what the others are held against."""
    with peer_processes((*CODEC_FLOORS, *CODEC_PEERS), work) as others:
        turns = {name: turn(act) for name, act in acts.items()} | others
        rounds = [
            {name: median(each) for name, each in timed(turns, times).items()}
            for _ in range(trials)
        ]
    against = f"{what}: {next(iter(acts))}"
    for name in turns:
        yield Row(
            "codec",
            f"{what}: {name}",
            tuple(each[name] for each in rounds),
            against=against,
            kind=_kind(name),
            limit=limits.get(name),
        )


_FLOORS = {
    "msgspec to dicts",
    "json.loads",
    "json.dumps",
    "msgspec",
    "httpx2 + msgspec untyped",
    "httpx2 + json",
    "http.client + msgspec untyped",
    "aiohttp + msgspec untyped",
    *SYNC_FLOORS,
    *CODEC_FLOORS,
}
_PEERS = {PEER, *SYNC_PEERS, *CODEC_PEERS}


def _kind(name: str) -> Kind:
    if name in _FLOORS:
        return "floor"
    return "peer" if name in _PEERS or name.startswith(f"{PEER},") else "ours"


def _seconds(act: Callable[[], object]) -> float:
    started = perf_counter()
    act()
    return perf_counter() - started
