"""The programs of the guides that need an engine run with the real one: Celery, Dask, Redis and PostgreSQL."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import callfire
import pytest
from callfire._runtime.testing.server import serving
from callfire.testing import FakeCallFire

from tests import services

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "generated" / "docs"
PROGRAM = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")


def program(page: str, name: str) -> str:
    """The program of a page that has a word in it."""
    programs = PROGRAM.findall((DOCS / page).read_text(encoding="utf-8"))
    (result,) = (each for each in programs if name in each)
    return result


@pytest.fixture
def fake() -> FakeCallFire:
    return FakeCallFire("login", "password")


@pytest.fixture
def place(
    fake: FakeCallFire, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[dict[str, str]]:
    """A folder with the programs of both pages, and the variables that they need."""
    for page in ("workers.md", "exports.md"):
        for text in PROGRAM.findall((DOCS / page).read_text(encoding="utf-8")):
            if named := re.match(r"# (\w+\.py)\n", text):
                (tmp_path / named[1]).write_text(text, encoding="utf-8")
    database = f"{request.getfixturevalue('postgres').rpartition('/')[0]}/{new_database(request)}"
    with serving(fake) as address:
        yield os.environ | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "generated" / "src"),
            "CALLFIRE_BASE_URL": address,
            "CALLFIRE_LOGIN": "login",
            "CALLFIRE_PASSWORD": "password",
            "DATABASE_URL": database,
            "REDIS_URL": request.getfixturevalue("redis"),
        }


def new_database(request: pytest.FixtureRequest) -> str:
    """A database that no other test has used."""
    psycopg = pytest.importorskip("psycopg")
    name = f"guide_{time.time_ns()}"
    with psycopg.connect(request.getfixturevalue("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return name


@contextmanager
def running(words: list[str], folder: Path, variables: dict[str, str]) -> Iterator[None]:
    """Run a program and its children until the block ends."""
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            words, cwd=folder, env=variables, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def run(words: list[str], folder: Path, variables: dict[str, str]) -> str:
    """Run a program to its end, and return what it printed."""
    ended = subprocess.run(
        words, cwd=folder, env=variables, capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@contextmanager
def dask(folder: Path, variables: dict[str, str]) -> Iterator[dict[str, str]]:
    """A scheduler with two workers."""
    if not services.has("distributed"):
        pytest.skip("distributed is not installed")
    address = f"tcp://127.0.0.1:{services.free_port()}"
    scheduler = ["-m", "distributed.cli.dask_scheduler", "--host", address, "--no-dashboard"]
    worker = ["-m", "distributed.cli.dask_worker", address, "--no-dashboard", "--nworkers", "2"]
    with (
        running([sys.executable, *scheduler], folder, variables),
        running([sys.executable, *worker, "--nthreads", "1"], folder, variables),
    ):
        yield variables | {"SCHEDULER": address}


def test_celery(place: dict[str, str], tmp_path: Path, fake: FakeCallFire) -> None:
    if not services.has("celery"):
        pytest.skip("celery is not installed")
    people = "".join(f"1213555{number:04},Person {number}\n" for number in range(300))
    (tmp_path / "people.csv").write_text(f"phone,name\n{people}", encoding="utf-8")
    (commands,) = (
        each
        for each in SHELL.findall((DOCS / "workers.md").read_text("utf-8"))
        if each.startswith("celery")
    )
    worker, start, status = (
        shlex.split(line.replace("$DATABASE_URL", place["DATABASE_URL"]))
        for line in commands.splitlines()
    )
    journal = callfire.BulkRun(f"{place['DATABASE_URL']}#january")

    def is_over() -> bool:
        try:
            return journal.status().done == 300
        except callfire.BulkJournalError:
            return False

    with running(worker, tmp_path, place):
        for _ in range(2):
            # The second time nothing is left to be sent.
            run(start, tmp_path, place)
            end = time.monotonic() + 60
            while not is_over():
                assert time.monotonic() < end, (tmp_path / "log").read_text()
                time.sleep(0.1)
        time.sleep(1)
    assert len(fake.items("/texts")) == 300
    assert '"sent": 300' in run([sys.executable, "-m", *status], tmp_path, place)


def test_dask(place: dict[str, str], tmp_path: Path, fake: FakeCallFire) -> None:
    with dask(tmp_path, place) as variables:
        for _ in range(2):
            printed = run([sys.executable, "campaign.py"], tmp_path, variables)
            assert printed == "1000 sent, 0 unknown\n"
    assert len(fake.items("/texts")) == 1000


def test_dask_opens_an_export_as_a_frame(
    place: dict[str, str], tmp_path: Path, fake: FakeCallFire
) -> None:
    if not services.has("pandas") or not services.has("pyarrow"):
        pytest.skip("pandas or pyarrow is not installed")
    first = datetime(2025, 1, 1, tzinfo=UTC)
    for number in range(200):
        moment = first + number * timedelta(minutes=50)
        fake.add(
            "/texts",
            {
                "toNumber": f"1213555{number % 40:04}",
                "message": "Hi",
                "state": "FINISHED" if number % 4 else "READY",
                "created": int(moment.timestamp() * 1000),
            },
        )
    with dask(tmp_path, place) as variables:
        printed = run([sys.executable, "frame.py"], tmp_path, variables)
    assert printed == "200 texts, 40 recipients\n{'FINISHED': 150, 'READY': 50}\n"
    assert len(list((tmp_path / "texts").glob("*.parquet"))) == 14


def test_one_rate_for_all(place: dict[str, str], tmp_path: Path, fake: FakeCallFire) -> None:
    run([sys.executable, "-c", program("workers.md", "limit = RedisRateLimit")], tmp_path, place)
    assert len(fake.items("/texts")) == 1
