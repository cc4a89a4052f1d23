"""Measures the generated client, each time next to the tools that it is made of."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from tests.bench.pages import page
from tests.bench.sandbox import ROOT
from tests.bench.serving import served
from tests.bench.table import Row

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
PAGE, ODD_PAGE = page(), page(odd=True)
_IN_FLIGHT = 50
_BULK = """
import resource, sys
from callfire import CallFire
from callfire.models import TextRecipient
rows = int(sys.argv[1])
if rows:
    each = ({"phoneNumber": "1213%07d" % (2000000 + n), "message": "Hello"} for n in range(rows))
    with CallFire("login", "password") as client:
        client.texts.send_bulk(each, dry_run=True, keep_outcomes=sys.argv[2] == "kept")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@contextmanager
def _installed() -> Iterator[Path]:
    """A folder with a copy of the generated package, which this process imports from, too."""
    with TemporaryDirectory(prefix="bench-") as name:
        away = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "generated" / "src", Path(name, "src"), ignore=away)
        sys.path.insert(0, str(Path(name, "src")))
        try:
            yield Path(name)
        finally:
            sys.path.remove(str(Path(name, "src")))
            for module in [each for each in sys.modules if each.partition(".")[0] == "callfire"]:
                del sys.modules[module]


def start(repeat: int, *, small: bool) -> list[Row]:
    """How long programs take to get going, in processes of their own."""
    codes = {
        "python -c pass": "pass",
        "import httpx2": "import httpx2",
        "import callfire": "import callfire",
        "a client": "from callfire import CallFire; CallFire('a', 'b')",
        "a client, one resource": "from callfire import CallFire; CallFire('a', 'b').texts.send",
    }
    with _installed() as folder:

        def run(code: str) -> float:
            return _seconds(lambda: _python(folder, code))

        for code in codes.values():
            run(code)
        rounds = [{what: run(code) for what, code in codes.items()} for _ in range(repeat)]
    return [
        Row("start", what, tuple(each[what] for each in rounds), against="import httpx2")
        for what in codes
    ]


def codec(repeat: int, *, small: bool) -> list[Row]:
    """Answers into models, and requests out of dicts and models."""
    times = 1 if small else 20
    with _installed():
        return [*_decoding(repeat, times), *_encoding(repeat, times)]


def _decoding(repeat: int, times: int) -> Iterator[Row]:
    import msgspec
    from callfire._runtime.models.decode import decode
    from callfire.models import CallPage

    typed = msgspec.json.Decoder(dict[str, Any])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(20):  # the first responses of a kind are searched for unknown fields
            decode(CallPage, PAGE), decode(CallPage, ODD_PAGE)
    yield from _rows(
        "decode a page of 100 calls",
        {
            "msgspec to dicts": lambda: typed.decode(PAGE),
            "json.loads": lambda: json.loads(PAGE),
            "models": lambda: decode(CallPage, PAGE),
            "models, an unknown enum value in each": lambda: decode(CallPage, ODD_PAGE),
        },
        repeat,
        times,
    )


def _encoding(repeat: int, times: int) -> Iterator[Row]:
    import msgspec
    from callfire._runtime.models.encode import encode_body
    from callfire.models import TextRecipient

    wire = [
        {"phoneNumber": "12135551122", "message": f"Hello {each}", "attributes": {"a": "b"}}
        for each in range(1000)
    ]
    dicts = [{"phone_number": each["phoneNumber"], **each} for each in wire]
    for each in dicts:
        del each["phoneNumber"]
    odd = [each | {"phone_number": "(213) 555-1122"} for each in dicts]
    models = [
        TextRecipient(phone_number="12135551122", message=f"Hello {each}", attributes={"a": "b"})
        for each in range(1000)
    ]
    fast = msgspec.json.Encoder()
    yield from _rows(
        "encode 1000 recipients",
        {
            "json.dumps": lambda: json.dumps(wire).encode(),
            "msgspec": lambda: fast.encode(wire),
            "dicts, the API's names": lambda: encode_body(list[TextRecipient], wire),
            "dicts, Python's names": lambda: encode_body(list[TextRecipient], dicts),
            "dicts, numbers as people write them": lambda: encode_body(list[TextRecipient], odd),
            "models": lambda: encode_body(list[TextRecipient], models),
        },
        repeat,
        times,
    )


def calls(repeat: int, *, small: bool) -> list[Row]:
    """Calls over loopback, ours and bare ones in turns."""
    count = 10 if small else 200
    rows: list[Row] = []
    with _installed() as folder:
        for what, content in (("one call", json.dumps(CALL).encode()), ("a page of 100", PAGE)):
            with served(content, folder) as address:
                rows += _one_by_one(what, address, repeat, count)
                rows += asyncio.run(_at_once(what, address, repeat, count))
    return rows


def _one_by_one(what: str, address: str, repeat: int, count: int) -> list[Row]:
    import httpx2
    from callfire import CallFire

    with httpx2.Client() as bare, CallFire("a", "b", base_url=address) as client:
        act = client.calls.find if "page" in what else lambda: client.calls.get(1)

        def theirs() -> None:
            for _ in range(count):
                bare.get(f"{address}/calls/1").json()

        def ours() -> None:
            for _ in range(count):
                act()

        theirs()
        ours()
        rounds = [(_seconds(theirs) / count, _seconds(ours) / count) for _ in range(repeat)]
    return _pair(f"{what}, one by one", rounds)


async def _at_once(what: str, address: str, repeat: int, count: int) -> list[Row]:
    import httpx2
    from callfire import AsyncCallFire

    limits = httpx2.Limits(max_connections=_IN_FLIGHT, max_keepalive_connections=_IN_FLIGHT)
    async with (
        httpx2.AsyncClient(limits=limits) as bare,
        AsyncCallFire("a", "b", base_url=address) as client,
    ):

        async def theirs() -> None:
            (await bare.get(f"{address}/calls/1")).json()

        async def ours() -> None:
            await (client.calls.find() if "page" in what else client.calls.get(1))

        async def timed(act: Callable[[], Any]) -> float:
            waiting = iter(range(count))

            async def work() -> None:
                for _ in waiting:
                    await act()

            started = perf_counter()
            await asyncio.gather(*(work() for _ in range(_IN_FLIGHT)))
            return (perf_counter() - started) / count

        await timed(theirs)
        await timed(ours)
        rounds = [(await timed(theirs), await timed(ours)) for _ in range(repeat)]
    return _pair(f"{what}, {_IN_FLIGHT} in flight", rounds)


def _pair(what: str, rounds: list[tuple[float, float]]) -> list[Row]:
    bare = f"{what}: bare httpx2"
    return [
        Row("calls", bare, tuple(theirs for theirs, _ in rounds)),
        Row("calls", f"{what}: callfire", tuple(ours for _, ours in rounds), against=bare),
    ]


def bulk(repeat: int, *, small: bool) -> list[Row]:
    """The memory that a dry run of many rows takes, in processes of their own."""
    count = 1_000 if small else 100_000
    name = f"dry run of {count:,} rows"
    cases = {
        "a client": (0, ""),
        f"{name}: counts only": (count, "counts"),
        f"{name}: all outcomes": (count, "kept"),
    }
    with _installed() as folder:
        return [
            Row("bulk", what, tuple(_peak(folder, *case) for _ in range(repeat)), "MB", "a client")
            for what, case in cases.items()
        ]


def _peak(folder: Path, count: int, kept: str) -> float:
    """The most memory that the process held, in megabytes; systems count it in different units."""
    peak = int(_python(folder, _BULK, str(count), kept))
    return peak / (1e6 if sys.platform == "darwin" else 1e3 / 1.024)


def _python(folder: Path, *arguments: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", *arguments],
        cwd=folder / "src",
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout


def _rows(
    what: str, acts: dict[str, Callable[[], object]], repeat: int, times: int
) -> Iterator[Row]:
    """Rounds in turns, so that a busy moment slows all alike; the first of the tools is what others are held against."""
    for act in acts.values():
        act()
    rounds: list[dict[str, float]] = []
    for _ in range(repeat):
        spent = dict.fromkeys(acts, 0.0)
        for _ in range(times):
            for name, act in acts.items():
                spent[name] += _seconds(act)
        rounds.append({name: seconds / times for name, seconds in spent.items()})
    against = f"{what}: {next(iter(acts))}"
    for name in acts:
        yield Row("codec", f"{what}: {name}", tuple(each[name] for each in rounds), against=against)


def _seconds(act: Callable[[], object]) -> float:
    started = perf_counter()
    act()
    return perf_counter() - started
